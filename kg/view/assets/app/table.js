/** The same ties as a table: sortable, for screen readers, for print, and for people who like tables. */

import { told } from "./dates.js";
import { h, names, replace } from "./dom.js";
import { nameOf, spoken } from "./model.js";

/** @param {HTMLElement} element @param {import("./model.js").Model} model @param {(selection: any) => void} select */
export function createTable(element, model, select) {
  let column = "from", down = false, state = null, view = null;

  /** @param {any} newState @param {any} newView */
  function update(newState, newView) {
    const focused = document.activeElement?.closest("th")?.getAttribute("data-column");
    [state, view] = [newState, newView];
    const words = model.words[spoken(state.language)];
    const columns = [["from", words.who], ["relation", words.relation], ["to", words.whom], ["when", words.when], ["times", words.times], ["articles", words.tellers]];
    const head = h("tr", {}, columns.map(([id, title]) => h("th", { scope: "col", "data-column": id, "aria-sort": column === id ? (down ? "descending" : "ascending") : null },
      h("button", { type: "button", onclick: () => sort(id) }, title, h("span", { class: "order", "aria-hidden": "true" }, column === id ? (down ? "↓" : "↑") : "")))));
    const rows = sorted([...view.ties.keys()].map(rowOf));
    replace(element, rows.length ? h("table", {}, h("caption", {}, words.tablecaption), h("thead", {}, head), h("tbody", {}, rows.map(drawn))) : h("p", { class: "nothing" }, words.nothing));
    if (focused) [...element.querySelectorAll("th")].find((th) => th.getAttribute("data-column") === focused)?.querySelector("button")?.focus();
  }

  /** @param {string} id */
  function sort(id) {
    [column, down] = [id, column === id ? !down : id === "when" || id === "times" || id === "articles"];
    update(state, view);
  }

  /** @param {string} id */
  function rowOf(id) {
    const tie = model.ties.get(id), facts = view.ties.get(id).map((/** @type {number} */ f) => model.facts[f]);
    const from = model.things.get(tie.from), to = model.things.get(tie.to), dated = facts.filter((/** @type {any} */ f) => f.when);
    const latest = dated.map((/** @type {any} */ f) => f.when).sort((/** @type {any} */ a, /** @type {any} */ b) => (a[2] < b[2] ? -1 : 1)).pop();
    const articles = new Set(facts.flatMap((/** @type {any} */ f) => f.told.map((/** @type {any} */ t) => t.article))).size;
    const language = state.language === "zh" ? "zh" : "en";
    const values = { from: nameOf(from, language), relation: tie[language], to: nameOf(to, language), when: latest ? latest[2] : "", times: facts.length, articles };
    return { id, tie, from, to, latest, values, statuses: [...new Set(facts.map((/** @type {any} */ f) => f.status))].filter((s) => s !== "happened") };
  }

  /** @param {any[]} rows */
  function sorted(rows) {
    const order = new Intl.Collator(state.language === "zh" ? "zh" : "en", { numeric: true });
    const compare = (/** @type {any} */ a, /** @type {any} */ b) => (typeof a === "number" ? a - b : order.compare(a, b));
    return rows.sort((a, b) => (down ? -1 : 1) * compare(a.values[column], b.values[column]) || order.compare(a.values.from, b.values.from) || (a.id < b.id ? -1 : 1));
  }

  /** @param {any} row */
  function drawn(row) {
    const chosen = state.selected?.id === row.id, open = () => select({ kind: "tie", id: row.id });
    const status = row.statuses.map((/** @type {string} */ s) => h("span", { class: `badge badge-${s}` }, model.statuses.find((/** @type {any} */ x) => x.id === s).name[spoken(state.language)]));
    return h("tr", { class: chosen ? "chosen" : null, "data-tie": row.id, onclick: open },
      h("th", { scope: "row" }, names(row.from, state.language)),
      h("td", {}, h("button", { type: "button", class: "link", onclick: open }, row.values.relation), status),
      h("td", {}, names(row.to, state.language)),
      h("td", { class: "date" }, row.latest ? told(row.latest[0], spoken(state.language)) : "–"),
      h("td", { class: "n" }, row.values.times), h("td", { class: "n" }, row.values.articles));
  }

  return { update };
}
