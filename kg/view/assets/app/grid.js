/** Who with whom: a table of countries by countries, each cell as dark as they met often. */

import { cellOf, heat, matrix } from "./cells.js";
import { h, names, replace } from "./dom.js";
import { nameOf, spoken } from "./model.js";
import { roving } from "./rove.js";
import { ends, pairOf } from "./state.js";
import { fill, number } from "./text.js";

/** @param {HTMLElement} element @param {import("./model.js").Model} model @param {{select: (selection: any) => void, set: (change: any) => void}} act */
export function createGrid(element, model, act) {
  const keeping = roving(element);
  let state = null, view = null, words = {};

  /** @param {any} newState @param {any} newView */
  function update(newState, newView) {
    [state, view, words] = [newState, newView, model.words[spoken(newState.language)]];
    const measured = document.activeElement?.getAttribute("data-measure");
    keeping(draw);
    if (measured) /** @type {HTMLElement | null} */ (element.querySelector(`[data-measure=${measured}]`))?.focus();
  }

  function draw() {
    const found = matrix(model, view.ties, state.measure);
    replace(element, measures(), found.countries.length ? table(found) : h("p", { class: "nothing" }, words.nopairs),
      found.countries.length > 0 && scale(found.most), found.leftOut > 0 && h("p", { class: "meta" }, fill(words.leftout, { n: found.leftOut })));
  }

  function measures() {
    const button = (/** @type {string} */ id) => h("button", { type: "button", "data-measure": id, "aria-pressed": String(state.measure === id), onclick: () => act.set({ measure: id }) }, words[`measure_${id}`]);
    return h("div", { class: "segments", role: "group", "aria-label": words.measure }, ["meetings", "contacts", "all"].map(button));
  }

  const name = (/** @type {string} */ id) => names(model.countries.get(id), state.language === "both" ? "en" : state.language);
  const plain = (/** @type {string} */ id) => nameOf(model.countries.get(id), state.language === "both" ? "en" : state.language);

  function table(found) {
    const head = (/** @type {string} */ id, /** @type {string} */ scope) => h("th", { scope, class: chosen(id) ? "on" : null }, h("button", { type: "button", class: "who", "data-item": `${scope} ${id}`, disabled: !model.things.has(id), onclick: () => act.select({ kind: "thing", id }) }, name(id)));
    const row = (/** @type {string} */ id) => h("tr", {}, head(id, "row"), found.countries.map((/** @type {string} */ other) => cell(found, id, other)));
    const room = Math.min(element.clientWidth - 150, element.clientHeight - 290) / found.countries.length - 3;
    element.style.setProperty("--cell", `${Math.round(Math.min(64, Math.max(40, room)))}px`);
    return h("div", { class: "scroller" }, h("table", { class: "matrix" }, h("caption", {}, words[`matrix_${state.measure}`]),
      h("thead", {}, h("tr", {}, h("td", {}), found.countries.map((/** @type {string} */ id) => head(id, "col")))), h("tbody", {}, found.countries.map(row))));
  }

  /** Whether a country is selected, alone or in a pair. @param {string} id */
  const chosen = (id) => state.selected?.id === id || (state.selected?.kind === "pair" && ends(state.selected.id, (c) => model.countries.has(c)).includes(id));

  function cell(found, one, other) {
    if (one === other) return h("td", { class: "self" });
    const pair = pairOf([one, other]), joined = cellOf(found.cells, one, other), n = joined ? joined.facts.size : 0;
    if (!joined) return h("td", {}, h("span", { class: "none", "aria-label": words.none }, "·"));
    return h("td", {}, h("button", { type: "button", class: `cell heat${heat(n, found.most)}`, "data-item": `cell ${one} ${other}`, "data-pair": pair, "aria-current": state.selected?.kind === "pair" && state.selected.id === pair ? "true" : null,
      "aria-label": `${plain(one)} – ${plain(other)}: ${n}`, onclick: () => act.select({ kind: "pair", id: pair }) }, number(n, spoken(state.language))));
  }

  /** What the colours mean. @param {number} most */
  function scale(most) {
    const firsts = new Map();
    for (let n = 1; n <= Math.min(most, 5000); n++) if (!firsts.has(heat(n, most))) firsts.set(heat(n, most), n);
    return h("p", { class: "scale", "aria-hidden": "true" }, [...firsts].map(([level, n], i, all) => h("span", { class: `swatch heat${level}` }, number(n, spoken(state.language)), most > 5 && i === all.length - 1 && "+")), h("span", {}, words[`unit_${state.measure}`]));
  }

  return { update };
}
