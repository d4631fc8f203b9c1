/** The search field: a combobox over all things of the graph, drawn or not. */

import { h, name, names, replace, symbol } from "./dom.js";
import { spoken } from "./model.js";
import { search } from "./search.js";
import { fold } from "./text.js";

/**
 * @param {any} input @param {HTMLElement} list @param {import("./model.js").Model} model
 * @param {import("./search.js").Entry[]} entries @param {{state: () => any, choose: (id: string) => void, leave: () => void}} act
 */
export function createFinder(input, list, model, entries, act) {
  let hits = [], active = 0;

  function show() {
    const state = act.state();
    hits = search(entries, input.value);
    active = 0;
    const nothing = fold(input.value) && !hits.length && h("li", { class: "nobody", role: "presentation" }, model.words[spoken(state.language)].nobody);
    replace(list, hits.map(option), nothing);
    open(hits.length > 0 || Boolean(nothing));
    mark();
  }

  function option({ id, spelling }, i) {
    const thing = model.things.get(id), state = act.state();
    const other = ![thing.en, thing.zh].includes(spelling) && h("span", { class: "second" }, " ", name(spelling));
    return h("li", { role: "option", id: `hit-${i}`, "aria-selected": "false", onpointerdown: (/** @type {Event} */ e) => (e.preventDefault(), take(i)) },
      symbol(model.kinds.get(thing.kind), thing.linked), h("span", { class: "grow" }, names(thing, state.language === "zh" ? "zh" : "both"), other));
  }

  /** @param {boolean} on */
  function open(on) {
    list.hidden = !on;
    input.setAttribute("aria-expanded", String(on));
  }

  function mark() {
    [...list.children].forEach((child, i) => child.setAttribute("aria-selected", String(i === active)));
    if (hits.length) input.setAttribute("aria-activedescendant", `hit-${active}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} i */
  function take(i) {
    const hit = hits[i];
    if (!hit) return;
    open(false);
    act.choose(hit.id);
  }

  const keys = {
    ArrowDown: () => ((active = Math.min(hits.length - 1, active + 1)), mark()),
    ArrowUp: () => ((active = Math.max(0, active - 1)), mark()),
    Enter: () => take(active),
    Escape: () => (input.value || !list.hidden ? ((input.value = ""), show()) : act.leave()),
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.value && show());
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (!(event.key in keys) || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });

  return { clear: () => ((input.value = ""), open(false)) };
}
