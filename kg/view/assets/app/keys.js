/** The keyboard: "/" searches, arrows walk from thing to thing, Enter opens, Esc goes back a step. */

import { toward } from "./geometry.js";

const READINGS = ["graph", "world", "timeline", "matrix", "sides", "table"]; // 1 to 6
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLElement} canvas
 * @param {{state: () => any, picture: any, select: (s: any) => void, back: () => void, find: () => void, open: () => void, help: () => void, table: () => void,
 *   read: (name: string) => void}} act
 */
export function listen(canvas, act) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target instanceof HTMLElement && event.target.matches("input:not([type=checkbox]):not([type=range]), textarea, select");
    if (event.key === "Escape" && !typing) return act.back();
    if (typing || document.querySelector("dialog[open]")) return;
    const keys = { "/": act.find, "?": act.help, t: act.table, f: () => act.picture.fit(true), "+": () => act.picture.zoom(1.25), "=": () => act.picture.zoom(1.25), "-": () => act.picture.zoom(0.8) };
    if (READINGS[Number(event.key) - 1]) return act.read(READINGS[Number(event.key) - 1]);
    if (event.key in keys) (event.preventDefault(), keys[event.key]());
  });
  canvas.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow && event.key !== "Enter") return;
    event.preventDefault();
    if (!arrow) return act.open();
    const places = act.picture.places(), selected = act.state().selected;
    const start = selected?.kind === "thing" && places.has(selected.id) ? selected.id : null;
    const next = start ? toward(places, start, arrow[0], arrow[1]) : first(places);
    if (next) (act.select({ kind: "thing", id: next }), act.picture.reveal([next]));
  });
}

/** The thing nearest to the middle. @param {Map<string, {x: number, y: number}>} places */
function first(places) {
  let best = null, least = Infinity;
  for (const [id, at] of places) if (Math.hypot(at.x, at.y) < least) [best, least] = [id, Math.hypot(at.x, at.y)];
  return best;
}
