/** Arrow keys in a reading: from item to item as they lie on the screen, one stop for Tab; the focus stays where the reader had it. */

import { toward } from "./geometry.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Makes the items with `data-item` inside an element one stop; `draw` puts new ones in, and the focus on the same item again.
 * @param {HTMLElement} element
 * @returns {(draw: () => void) => void}
 */
export function roving(element) {
  let current = "";
  const items = () => /** @type {HTMLElement[]} */ ([...element.querySelectorAll("[data-item]:not(:disabled)")]);
  const keyOf = (/** @type {Element | null} */ item) => item?.getAttribute("data-item") || "";

  const selected = () => keyOf(element.querySelector("[data-item][aria-current]"));

  function mark() {
    const all = items(), chosen = all.find((item) => keyOf(item) === current) || all[0];
    for (const item of all) item.setAttribute("tabindex", item === chosen ? "0" : "-1");
    return chosen;
  }

  element.addEventListener("focusin", (event) => {
    const item = /** @type {Element} */ (event.target).closest("[data-item]");
    if (item) ((current = keyOf(item)), mark());
  });
  element.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key], item = /** @type {Element} */ (event.target).closest("[data-item]");
    if (!arrow || !item) return;
    event.preventDefault();
    const middles = new Map(items().map((other) => [keyOf(other), middleOf(other)]));
    const next = toward(middles, keyOf(item), arrow[0], arrow[1]);
    items().find((other) => keyOf(other) === next)?.focus();
  });

  return (draw) => {
    const focused = element.contains(document.activeElement) && document.activeElement?.closest("[data-item]");
    const top = element.scrollTop, before = selected();
    draw();
    const chosen = mark();
    element.scrollTop = top;
    if (selected() !== before) element.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    if (focused && keyOf(chosen || null) === current) chosen?.focus({ preventScroll: true });
  };
}

/** @param {Element} item */
function middleOf(item) {
  const box = item.getBoundingClientRect();
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
}
