/** The time window: a histogram of the dated facts over two handles. */

import { dayNumber, histogram, isoDay, timeSteps, told } from "./dates.js";
import { h, replace, s } from "./dom.js";
import { spoken } from "./model.js";
import { fill } from "./text.js";

/** @param {HTMLElement} element @param {import("./model.js").Model} model @param {(change: any) => void} set */
export function createTimeline(element, model, set) {
  const span = model.meta.span;
  if (!span || span[0] === span[1]) return { update: () => void (element.hidden = true) };
  const line = timeSteps(model.facts, span[0], span[1], 72), counts = histogram(model.facts, line), most = Math.max(1, ...counts);
  const undatedCount = model.facts.filter((/** @type {any} */ f) => !f.when).length;
  const last = line.length - 1;
  const bars = line.map((step, i) => s("rect", { class: step.before ? "before" : null, x: i + 0.08, width: 0.84, y: 1 - counts[i] / most, height: counts[i] / most }));
  const chart = s("svg", { class: "bars", viewBox: `0 0 ${line.length} 1`, preserveAspectRatio: "none", "aria-hidden": "true" }, bars);
  const handle = (/** @type {string} */ id) => h("input", { type: "range", min: 0, max: last, step: 1, id, oninput: moved });
  const from = handle("from"), to = handle("to"), text = h("output", { class: "window" });
  const undated = h("input", { type: "checkbox", id: "undated", onchange: () => set({ undated: undated.checked }) });
  const undatedWords = h("span", {}), reset = h("button", { type: "button", class: "all", onclick: () => set({ from: null, to: null, undated: true }) });
  replace(element, h("div", { class: "head" }, text, undatedCount > 0 && h("label", { class: "undated" }, undated, undatedWords), reset), h("div", { class: "track" }, chart, from, to));

  /** @param {any} event */
  function moved(event) {
    let [a, b] = [Number(from.value), Number(to.value)];
    if (a > b) [a, b] = event.target === from ? [b, b] : [a, a];
    set({ from: a === 0 ? null : line[a].first, to: b === last ? null : line[b].last });
  }

  /** @param {any} state */
  function update(state) {
    const words = model.words[spoken(state.language)];
    const a = state.from ? Math.max(0, line.findIndex((step) => step.last >= state.from)) : 0;
    const b = state.to ? line.findLastIndex((step) => step.first <= state.to) : last;
    [from.value, to.value] = [String(a), String(Math.max(0, b))];
    bars.forEach((bar, i) => bar.classList.toggle("out", i < a || i > b));
    const first = state.from || line[0].first, end = state.to || isoDay(Math.min(dayNumber(line[last].last), dayNumber(span[1])));
    const shown = (/** @type {string} */ iso) => told(iso, spoken(state.language));
    text.textContent = a === 0 && line[0].before ? fill(words.until, { end: shown(end) }) : `${shown(first < span[0] ? span[0] : first)} – ${shown(end)}`;
    from.setAttribute("aria-label", words.from);
    to.setAttribute("aria-label", words.to);
    from.setAttribute("aria-valuetext", line[a].label);
    to.setAttribute("aria-valuetext", line[Math.max(0, b)].label);
    undated.checked = state.undated;
    undatedWords.textContent = fill(words.undatedtoo, { n: undatedCount });
    reset.textContent = words.all;
    reset.hidden = !state.from && !state.to && state.undated;
  }

  return { update };
}
