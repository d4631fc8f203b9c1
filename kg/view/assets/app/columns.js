/** Initiatives and their supporters: who at the left, what at the right, a line for each position. */

import { h, names, replace, s, stroke, symbol } from "./dom.js";
import { spoken } from "./model.js";
import { roving } from "./rove.js";
import { sides } from "./sides.js";
import { fill } from "./text.js";

/** @param {HTMLElement} element @param {import("./model.js").Model} model @param {(selection: any) => void} select */
export function createColumns(element, model, select) {
  const keeping = roving(element);
  let state = null, view = null, bright = null, words = {}, found = null;

  /** @param {any} newState @param {any} newView @param {any} newBright */
  function update(newState, newView, newBright) {
    [state, view, bright, words] = [newState, newView, newBright, model.words[spoken(newState.language)]];
    found = sides(model, view.ties);
    keeping(() => (draw(), lines()));
  }

  function draw() {
    if (!found.ties.length) return replace(element, h("p", { class: "nothing" }, words.nosides));
    replace(element, h("div", { class: "meanings" }, meanings()),
      h("div", { class: "sides" }, column("left", words.supporters, found.left), s("svg", { class: "between" }), column("right", words.supported, found.right)),
      found.leftOut > 0 && h("p", { class: "meta" }, fill(words.leftout, { n: found.leftOut })));
  }

  /** What the lines mean: only the relations that are drawn. */
  function meanings() {
    const used = new Set(found.ties.map((/** @type {string} */ id) => model.ties.get(id).relation));
    return model.relationList.filter((/** @type {any} */ r) => used.has(r.id)).map((/** @type {any} */ r) => h("span", { class: `meaning of-${r.id}` }, stroke(r, model.families.get(r.family)), r.label[spoken(state.language)]));
  }

  function column(side, title, items) {
    return h("section", { class: side === "left" ? "actors" : "aims" }, h("h2", { class: "kicker" }, title), h("ul", {}, items.map((/** @type {any} */ item) => h("li", {}, button(item, side)))));
  }

  function button(item, side) {
    const thing = model.things.get(item.id), dim = bright && !bright.things.has(item.id), on = state.selected?.id === item.id;
    return h("button", { type: "button", class: `side${dim ? " faint" : ""}`, "data-item": `${side} ${item.id}`, "aria-current": on ? "true" : null, onclick: () => select({ kind: "thing", id: item.id }) },
      symbol(model.kinds.get(thing.kind), thing.linked), h("span", { class: "grow" }, names(thing, state.language), side === "right" && h("span", { class: "how" }, tally(item))));
  }

  /** "3 for · 1 against". @param {any} item */
  function tally(item) {
    return [item.supports && fill(words.infavour, { n: item.supports }), item.opposes && fill(words.against, { n: item.opposes })].filter(Boolean).join(" · ");
  }

  /** The lines, where the items stand now; each is wide enough under the pointer to be hit. */
  function lines() {
    const svg = element.querySelector("svg.between");
    if (!svg || !found || element.hidden) return;
    const box = svg.getBoundingClientRect(), at = new Map();
    for (const item of element.querySelectorAll(".side")) at.set(item.getAttribute("data-item"), item.getBoundingClientRect());
    svg.setAttribute("viewBox", `0 0 ${Math.max(1, box.width)} ${Math.max(1, box.height)}`);
    const fans = { left: fan(found.left, found.right, "to"), right: fan(found.right, found.left, "from") };
    replace(svg, found.ties.map((/** @type {string} */ id) => {
      const tie = model.ties.get(id), [y1, y2] = [["left", tie.from], ["right", tie.to]].map(([side, end]) => {
        const item = at.get(`${side} ${end}`);
        return Math.round((item.top + item.bottom) / 2 - box.top + fans[side].get(`${end} ${id}`));
      });
      return rope(tie, `M0 ${y1}C${box.width * 0.45} ${y1} ${box.width * 0.55} ${y2} ${box.width} ${y2}`);
    }));
  }

  /**
   * How far from its middle each tie of an item leaves it, in the order of the items at the other end.
   * @param {import("./sides.js").Item[]} items @param {import("./sides.js").Item[]} others @param {"from" | "to"} far @returns {Map<string, number>}
   */
  function fan(items, others, far) {
    const drawn = new Set(found.ties), place = new Map(others.map((item, i) => [item.id, i]));
    const at = (/** @type {string} */ id) => place.get(model.ties.get(id)[far]) ?? 0;
    return new Map(items.flatMap((item) => {
      const own = item.ties.filter((id) => drawn.has(id)).sort((a, b) => at(a) - at(b));
      return own.map((id, i) => /** @type {[string, number]} */ ([`${item.id} ${id}`, (i - (own.length - 1) / 2) * Math.min(4, 24 / own.length)]));
    }));
  }

  /** @param {any} tie @param {string} d */
  function rope(tie, d) {
    const relation = model.relations.get(tie.relation), on = state.selected?.id === tie.id, dim = bright && !bright.ties.has(tie.id);
    const sure = view.ties.get(tie.id).some((/** @type {number} */ f) => model.facts[f].status === "happened");
    const look = `of-${relation.id} tie-${relation.family}${dim ? " faint" : ""}${on ? " on" : ""}${sure ? "" : " unsure"}`;
    const said = state.language === "zh" ? "zh" : "en", told = `${model.things.get(tie.from)[said]} ${tie[said]} ${model.things.get(tie.to)[said]}`;
    const open = () => select({ kind: "tie", id: tie.id });
    const pressed = (/** @type {KeyboardEvent} */ event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), open());
    return s("g", { class: "rope", role: "button", "aria-label": told, "data-item": `tie ${tie.id}`, "aria-current": on ? "true" : null, onclick: open, onkeydown: pressed },
      s("title", {}, told), s("path", { d, class: "hit" }), s("path", { d, class: `line ${look}` }));
  }

  new ResizeObserver(lines).observe(element);
  return { update };
}
