/** What narrows the picture now, as chips over it: the neighbourhood, the path, what was left out. */

import { h, names, replace } from "./dom.js";
import { spoken } from "./model.js";
import { fill, number } from "./text.js";

/**
 * @param {HTMLElement} element @param {import("./model.js").Model} model
 * @param {{set: (change: any) => void, pending: () => string | null, cancel: () => void}} act
 */
export function createChips(element, model, act) {
  /** @param {any} state @param {any} view */
  function update(state, view) {
    const words = model.words[spoken(state.language)];
    const thing = (/** @type {string} */ id) => h("strong", {}, names(model.things.get(id), state.language === "both" ? "en" : state.language));
    const away = (/** @type {any} */ change) => h("button", { type: "button", class: "x", "aria-label": words.close, onclick: () => act.set(change) }, "×");
    const step = (/** @type {number} */ n) => h("button", { type: "button", class: "step", "aria-pressed": String(state.depth === n), onclick: () => act.set({ depth: n }) }, fill(n === 1 ? words.step : words.steps, { n }));
    const n = (/** @type {number} */ x) => number(x, spoken(state.language));
    const waiting = act.pending();
    replace(element,
      state.center && h("div", { class: "chip" }, h("label", { class: "whose" }, words.aroundchip, " ", chooser(state)), h("span", { class: "segments" }, step(1), step(2)), away({ center: null, depth: 1 })),
      state.path && h("div", { class: "chip" }, h("span", {}, thing(state.path[0]), " → ", thing(state.path[1]), "  ", pathWords(view, words, n)), away({ path: null })),
      waiting && h("div", { class: "chip asking" }, h("span", {}, thing(waiting), " → ", words.pathask), h("button", { type: "button", class: "x", "aria-label": words.close, onclick: act.cancel }, "×")),
      view.leftOut > 0 && h("div", { class: "chip quiet" }, fill(words.capped, { drawn: n(view.things.size), all: n(view.things.size + view.leftOut) })),
      !view.ties.size && h("div", { class: "chip quiet" }, model.ties.size ? words.nothing : words.empty));
  }

  /** Whose world it is: the best tied things, and the one chosen. @param {any} state */
  function chooser(state) {
    const language = state.language === "zh" ? "zh" : "en";
    const best = [...model.things.values()].filter((t) => ["person", "country", "organization"].includes(t.kind)).slice(0, 100).map((t) => t.id);
    const ids = best.includes(state.center) ? best : [state.center, ...best];
    const groups = [...model.kinds.values()].map((kind) => [kind, ids.filter((id) => model.things.get(id).kind === kind.id)]).filter(([, members]) => members.length);
    const option = (/** @type {string} */ id) => h("option", { value: id, selected: id === state.center }, model.things.get(id)[language]);
    const focused = document.activeElement?.id === "whose";
    const select = h("select", { id: "whose", onchange: (/** @type {any} */ e) => act.set({ center: e.target.value, selected: { kind: "thing", id: e.target.value } }) },
      groups.map(([kind, members]) => h("optgroup", { label: kind.name[spoken(state.language)] }, members.map(option))));
    if (focused) queueMicrotask(() => select.focus());
    return select;
  }

  /** @param {any} view @param {any} words @param {(x: number) => string} n */
  function pathWords(view, words, n) {
    if (!view.path.length) return words.nopath;
    return fill(view.path.length === 2 ? words.step : words.steps, { n: n(view.path.length - 1) });
  }

  return { update };
}
