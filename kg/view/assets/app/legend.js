/** The left column: the legend, which is also the filter. */

import { h, replace, stroke, symbol } from "./dom.js";
import { spoken } from "./model.js";
import { toggled } from "./state.js";
import { number } from "./text.js";

/** @param {HTMLElement} element @param {import("./model.js").Model} model @param {(change: any) => void} set */
export function createLegend(element, model, set) {
  let state = null, words = {};
  const total = counts(model);

  function update(newState) {
    const focused = document.activeElement?.getAttribute("data-key");
    [state, words] = [newState, model.words[spoken(newState.language)]];
    replace(element, kinds(), relations(), statuses(), publishers());
    if (focused) /** @type {HTMLElement | undefined} */ ([...element.querySelectorAll("[data-key]")].find((e) => e.getAttribute("data-key") === focused))?.focus();
  }

  /** One line: a checkbox with what it stands for, how many there are, and "only". */
  function line(key, checked, label, count, change, only) {
    return h("li", { class: checked ? "" : "off" },
      h("label", {}, h("input", { type: "checkbox", "data-key": key, checked, onchange: (/** @type {any} */ e) => set(change(e.target.checked)) }), label, h("span", { class: "count" }, number(count, spoken(state.language)))),
      only && h("button", { type: "button", class: "only", onclick: () => set(only()), "data-key": `${key} only` }, words.only));
  }

  function group(title, rows, reset) {
    return h("fieldset", {}, h("legend", {}, title), reset && h("button", { type: "button", class: "all", onclick: () => set(reset), "data-key": `${title} all` }, words.all), h("ul", {}, rows));
  }

  function kinds() {
    const used = [...model.kinds.values()].filter((k) => total.kinds.get(k.id));
    const all = used.map((k) => k.id);
    const rows = used.map((kind) => line(`kind ${kind.id}`, !state.kindsOff.has(kind.id), [symbol(kind), h("span", { class: "grow" }, kind.name[spoken(state.language)])], total.kinds.get(kind.id),
      (on) => ({ kindsOff: toggled(state.kindsOff, kind.id, !on) }), all.length > 1 && (() => ({ kindsOff: new Set(all.filter((id) => id !== kind.id)) }))));
    return used.length > 0 && group(words.kinds, rows, state.kindsOff.size > 0 && { kindsOff: new Set() });
  }

  function relations() {
    const all = model.relationList.map((/** @type {any} */ r) => r.id);
    const rows = model.relationList.map((/** @type {any} */ r, /** @type {number} */ i) => [heading(i), line(`relation ${r.id}`, !state.relationsOff.has(r.id), [stroke(r, model.families.get(r.family)), h("span", { class: "grow" }, r.name[spoken(state.language)])], total.relations.get(r.id) || 0,
      (on) => ({ relationsOff: toggled(state.relationsOff, r.id, !on) }), all.length > 1 && (() => ({ relationsOff: new Set(all.filter((/** @type {string} */ id) => id !== r.id)) })))]);
    return rows.length > 0 && group(words.relations, rows, state.relationsOff.size > 0 && { relationsOff: new Set() });
  }

  /** The name of the family where it begins: it is what the colour of a line means. @param {number} i */
  function heading(i) {
    const family = (/** @type {number} */ at) => model.families.get(model.relationList[at]?.family)?.name[spoken(state.language)];
    return family(i) !== family(i - 1) && h("li", { class: "family" }, family(i));
  }

  function statuses() {
    const used = model.statuses.filter((/** @type {any} */ s) => total.statuses.get(s.id));
    const rows = used.map((/** @type {any} */ s) => line(`status ${s.id}`, state.statuses.has(s.id), [h("span", { class: `dotline dotline-${s.id === "happened" ? "sure" : "unsure"}` }), h("span", { class: "grow" }, s.name[spoken(state.language)])], total.statuses.get(s.id),
      (on) => ({ statuses: toggled(state.statuses, s.id, on) })));
    return used.length > 1 && group(words.status, rows);
  }

  function publishers() {
    if (model.publishers.length < 2) return null;
    const rows = model.publishers.slice(0, 40).map((/** @type {any} */ p) => line(`publisher ${p.name}`, !state.publishersOff.has(p.name), [h("bdi", { class: "grow" }, p.name || words.nosource)], p.count,
      (on) => ({ publishersOff: toggled(state.publishersOff, p.name, !on) }), () => ({ publishersOff: new Set(model.publishers.map((/** @type {any} */ q) => q.name).filter((/** @type {string} */ n) => n !== p.name)) })));
    return group(words.sources, rows, state.publishersOff.size > 0 && { publishersOff: new Set() });
  }

  return { update };
}

/** How much of everything there is in the whole graph. @param {import("./model.js").Model} model */
function counts(model) {
  const kindCounts = new Map(), relationCounts = new Map(), statusCounts = new Map();
  const add = (/** @type {Map<string, number>} */ map, /** @type {string} */ key) => map.set(key, (map.get(key) || 0) + 1);
  for (const thing of model.things.values()) add(kindCounts, thing.kind);
  for (const tie of model.ties.values()) add(relationCounts, tie.relation);
  for (const fact of model.facts) add(statusCounts, fact.status);
  return { kinds: kindCounts, relations: relationCounts, statuses: statusCounts };
}
