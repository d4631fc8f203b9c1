/** The timeline: what happened, earliest first, each line a sentence with the countries it joins in their lanes. */

import { told } from "./dates.js";
import { badge, h, names, replace, s, symbol } from "./dom.js";
import { OTHERS, pause, timeline } from "./lanes.js";
import { spoken } from "./model.js";
import { roving } from "./rove.js";
import { fill } from "./text.js";

const PAGE = 300; // lines at first, and as many more each time

/** @param {HTMLElement} element @param {import("./model.js").Model} model @param {(selection: any) => void} select */
export function createChronicle(element, model, select) {
  const keeping = roving(element), narrow = matchMedia("(max-width: 820px)");
  let state = null, view = null, bright = null, words = {}, shown = PAGE, latest = false;

  /** @param {any} newState @param {any} newView @param {any} newBright */
  function update(newState, newView, newBright) {
    if (newView !== view) shown = PAGE;
    [state, view, bright, words] = [newState, newView, newBright, model.words[spoken(newState.language)]];
    keeping(draw);
  }

  function draw() {
    const beside = narrow.matches ? 36 : Math.max(220, element.clientWidth * 0.38); // px that the sentences need beside the lanes
    const most = Math.max(3, Math.floor((element.clientWidth - 84 - beside) / lane()));
    const { lanes, happenings } = timeline(model, view.ties, most - 1);
    if (!happenings.length) return replace(element, h("p", { class: "nothing" }, words.nothing));
    const dated = happenings.filter((row) => row.when), undated = happenings.filter((row) => !row.when);
    const rows = [...(latest ? dated.reverse() : dated), ...undated], some = rows.slice(0, shown);
    element.style.setProperty("--lanes", String(lanes.length));
    replace(element, head(lanes), h("ol", { class: "happenings" }, some.map((row, i) => [heading(row, some[i - 1], undated.length), line(row, lanes)])),
      rows.length > shown && h("p", { class: "more" }, h("button", { type: "button", class: "button", onclick: more }, fill(words.more, { n: rows.length - shown }))));
  }

  /** Px from lane to lane, as the style sheet has it. */
  const lane = () => parseFloat(getComputedStyle(element).getPropertyValue("--lane")) || 44;

  function more() {
    shown += PAGE;
    keeping(draw);
  }

  function turn() {
    latest = !latest;
    keeping(draw);
    /** @type {HTMLElement | null} */ (element.querySelector(".order-of"))?.focus();
  }

  // -- the head ----------------------------------------------------------------------------------------------------------------

  /** The countries over their lanes, and the button that turns the order round. @param {string[]} lanes */
  function head(lanes) {
    const items = lanes.map((id) => h("li", {}, h("button", { type: "button", class: "lane", "data-item": `lane ${id}`, disabled: !model.things.has(id), onclick: () => select({ kind: "thing", id }) }, laneName(id))));
    items.forEach((item, i) => item.style.setProperty("--at", String(i)));
    return h("div", { class: "lanehead" }, h("button", { type: "button", class: "order-of", onclick: turn, "aria-label": `${words.when}: ${latest ? words.newest : words.oldest}` }, words.when, h("span", { class: "order", "aria-hidden": "true" }, latest ? "↑" : "↓")),
      h("ul", { class: "lanenames", "aria-label": words.countries }, items), h("span", { class: "what" }, words.what));
  }

  /** @param {string} id */
  const laneName = (id) => (id === OTHERS ? h("span", { class: "second" }, words.others) : names(model.countries.get(id), state.language === "both" ? "en" : state.language));

  // -- the lines ---------------------------------------------------------------------------------------------------------------

  /** The year where it begins, how long nothing happened, or that what follows has no date. */
  function heading(row, before, undated) {
    if (!row.when) return (!before || before.when) && h("li", { class: "year" }, h("h2", { class: "kicker" }, `${words.undated} (${undated})`));
    const year = row.when[1].slice(0, 4), other = !before || before.when[1].slice(0, 4) !== year;
    const gap = before && (latest ? pause(row.when, before.when) : pause(before.when, row.when));
    return [gap && h("li", { class: "gap", "aria-hidden": "true" }, fill(words[`${latest ? "before" : "after"}${gap.unit}`], { n: gap.n })), other && h("li", { class: "year" }, h("h2", { class: "kicker" }, year))];
  }

  function line(row, lanes) {
    const fact = model.facts[row.fact], chosen = row.ties.includes(state.selected?.id);
    const tie = chosen ? state.selected.id : row.ties[0], articles = new Set(fact.told.map((/** @type {any} */ t) => t.article)).size;
    const dim = bright && !row.ties.some((/** @type {string} */ id) => bright.ties.has(id));
    return h("li", {}, h("button", { type: "button", class: `happening${dim ? " faint" : ""}`, "data-item": fact.id, "aria-current": chosen ? "true" : null, onclick: () => select({ kind: "tie", id: tie }) },
      h("span", { class: "day" }, row.when ? day(row.when) : ""),
      track(row, lanes, model.ties.get(tie), fact),
      h("span", { class: "saying" }, h("span", { lang: state.language === "zh" ? "zh" : "en" }, state.language === "zh" ? fact.zh : fact.en), state.language === "both" && fact.zh !== fact.en && h("span", { class: "second", lang: "zh" }, ` ${fact.zh}`),
        badge(model, fact.status, state.language), articles > 1 && h("span", { class: "count" }, ` ×${articles}`))));
  }

  /** The day without the year, which the heading says. @param {any} when */
  function day(when) {
    const text = told(when[0], spoken(state.language)), year = when[1].slice(0, 4);
    return text.replace(spoken(state.language) === "zh" ? `${Number(year)}年` : ` ${year}`, "").replace(year, "");
  }

  /** The symbols in their lanes and the line that joins them. @param {any} row @param {string[]} lanes @param {any} tie @param {any} fact */
  function track(row, lanes, tie, fact) {
    const at = lanes.map((id, i) => (row.lanes.has(id) ? i : -1)).filter((i) => i >= 0), relation = model.relations.get(tie.relation);
    const sure = fact.status === "happened", family = model.families.get(relation.family);
    const rope = at.length > 1 && s("svg", { class: "rope", "aria-hidden": "true" }, s("line", { x1: 0, y1: 3, x2: "100%", y2: 3, class: `tie-${relation.family}`, "stroke-width": 2.2, "stroke-dasharray": sure ? (family.dash.length ? "6 3" : null) : "1.5 4" }));
    const marks = at.map((i) => placed(i, h("span", { class: "mark" }, symbolOf(row.lanes.get(lanes[i])[0]))));
    if (rope) (rope.style.setProperty("--at", String(at[0])), rope.style.setProperty("--span", String(at[at.length - 1] - at[0])));
    return h("span", { class: "lanes", "aria-hidden": "true" }, rope, marks);
  }

  /** @param {string} id */
  function symbolOf(id) {
    const thing = model.things.get(id);
    return symbol(model.kinds.get(thing.kind), thing.linked);
  }

  /** @param {number} i @param {any} mark */
  function placed(i, mark) {
    mark.style.setProperty("--at", String(i));
    return mark;
  }

  new ResizeObserver(() => view && !element.hidden && keeping(draw)).observe(element);
  return { update };
}
