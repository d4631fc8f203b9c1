/** What the reader has chosen, and its way into the address and back. Pure but for the small store at the end. */

/**
 * @typedef {{kind: "thing" | "tie" | "pair", id: string}} Selection a pair is two countries, "country/by country/cn"
 * @typedef {{view: string, measure: string, language: string, theme: string, selected: Selection | null, kindsOff: Set<string>, relationsOff: Set<string>,
 *   statuses: Set<string>, publishersOff: Set<string>, from: string | null, to: string | null, undated: boolean,
 *   center: string | null, depth: number, path: [string, string] | null}} State
 */

const VIEWS = ["graph", "timeline", "matrix", "sides", "table"];
const MEASURES = ["meetings", "contacts", "all"];
const LANGUAGES = ["en", "zh", "both"];
const THEMES = ["auto", "light", "dark"];

/** How the page opens. @param {import("./model.js").Model} model @returns {State} */
export function opening(model) {
  const center = model.meta.center;
  return {
    view: "graph",
    measure: "meetings",
    language: model.meta.language,
    theme: "auto",
    selected: center && model.things.has(center) ? { kind: "thing", id: center } : null,
    kindsOff: new Set(),
    relationsOff: new Set(),
    statuses: new Set(model.statuses.filter((/** @type {any} */ s) => s.shown).map((/** @type {any} */ s) => s.id)),
    publishersOff: new Set(),
    from: null,
    to: null,
    undated: true,
    center: null,
    depth: 1,
    path: null,
  };
}

/** The state as the part of an address after "#"; what is as at the opening is left out. @param {State} state @param {State} start */
export function encode(state, start) {
  const out = new URLSearchParams();
  const put = (/** @type {string} */ key, /** @type {string | null | undefined} */ value) => value && out.set(key, value);
  const list = (/** @type {Set<string>} */ set) => [...set].sort().map(encodeURIComponent).join(" ");
  for (const key of ["view", "measure", "language", "theme"]) if (state[key] !== start[key]) put(key, state[key]);
  if (state.selected?.id !== start.selected?.id || state.selected?.kind !== start.selected?.kind) {
    put(state.selected ? state.selected.kind : "thing", state.selected ? state.selected.id : "-");
  }
  put("hide", list(state.kindsOff));
  put("without", list(state.relationsOff));
  if (list(state.statuses) !== list(start.statuses)) put("status", list(state.statuses) || "-");
  put("mute", list(state.publishersOff));
  put("from", state.from);
  put("to", state.to);
  if (!state.undated) put("undated", "0");
  put("around", state.center);
  if (state.center && state.depth !== 1) put("steps", String(state.depth));
  if (state.path) (put("start", state.path[0]), put("end", state.path[1]));
  return out.toString();
}

/**
 * The state that an address tells; whatever in it makes no sense is as at the opening.
 * @param {string} hash @param {import("./model.js").Model} model @returns {State}
 */
export function decode(hash, model) {
  const state = opening(model);
  const read = new URLSearchParams(hash.replace(/^#/, "").slice(0, 20000));
  const choice = (/** @type {string} */ key, /** @type {string[]} */ among) => (among.includes(read.get(key) || "") ? read.get(key) : state[key]);
  const known = (/** @type {string} */ key, /** @type {(id: string) => boolean} */ has) => new Set(words(read.get(key)).filter(has));
  const thing = (/** @type {string} */ key) => (model.things.has(read.get(key) || "") ? read.get(key) : null);
  state.view = choice("view", VIEWS);
  state.measure = choice("measure", MEASURES);
  state.language = choice("language", LANGUAGES);
  state.theme = choice("theme", THEMES);
  state.selected = selection(read, model, state.selected);
  state.kindsOff = known("hide", (id) => model.kinds.has(id));
  state.relationsOff = known("without", (id) => model.relations.has(id));
  const statuses = known("status", (id) => model.statuses.some((/** @type {any} */ s) => s.id === id));
  if (statuses.size || read.get("status") === "-") state.statuses = statuses;
  state.publishersOff = known("mute", (name) => model.publishers.some((/** @type {any} */ p) => p.name === name));
  state.from = day(read.get("from"));
  state.to = day(read.get("to"));
  state.undated = read.get("undated") !== "0";
  state.center = thing("around");
  state.depth = read.get("steps") === "2" ? 2 : 1;
  const [start, end] = [thing("start"), thing("end")];
  state.path = start && end && start !== end ? [start, end] : null;
  return state;
}

/** @param {string | null} text */
function words(text) {
  return (text || "").split(" ").flatMap((word) => {
    try {
      return word ? [decodeURIComponent(word)] : [];
    } catch {
      return [];
    }
  });
}

/** @param {URLSearchParams} read @param {import("./model.js").Model} model @param {Selection | null} otherwise @returns {Selection | null} */
function selection(read, model, otherwise) {
  const [thing, tie, pair] = [read.get("thing"), read.get("tie"), read.get("pair")];
  const two = ends(pair || "", (id) => model.countries.has(id));
  if (two.length) return { kind: "pair", id: pairOf(two) };
  if (tie && model.ties.has(tie)) return { kind: "tie", id: tie };
  if (thing && model.things.has(thing)) return { kind: "thing", id: thing };
  return thing === "-" ? null : otherwise;
}

/** Two countries as one name, whatever their order. @param {string[]} ids */
export function pairOf(ids) {
  return [...ids].sort().join(" ");
}

/** The countries of a pair; none where it is no pair. @param {string} pair @param {(id: string) => boolean} known @returns {string[]} */
export function ends(pair, known) {
  for (let at = pair.indexOf(" "); at > 0; at = pair.indexOf(" ", at + 1)) {
    const two = [pair.slice(0, at), pair.slice(at + 1)];
    if (two.every(known)) return two;
  }
  return [];
}

/**
 * Which reading a state is: the picture of one thing's neighbourhood is a reading of its own.
 * @param {{view: string, center: string | null}} state
 */
export function reading(state) {
  return state.view === "graph" && state.center ? "world" : state.view;
}

/** @param {string | null} text */
function day(text) {
  return text && /^\d{4}-\d\d-\d\d$/.test(text) ? text : null;
}

/**
 * Holds the state and tells listeners after each change.
 * @param {State} initial
 */
export function store(initial) {
  let state = initial;
  /** @type {((state: State, before: State) => void)[]} */
  const listeners = [];
  return {
    get: () => state,
    /** @param {Partial<State>} change */
    set(change) {
      const before = state;
      state = { ...state, ...change };
      for (const listener of listeners) listener(state, before);
    },
    /** @param {(state: State, before: State) => void} listener */
    listen: (listener) => listeners.push(listener),
  };
}

/** `set` with `id` put in or taken out. @param {Set<string>} set @param {string} id @param {boolean} inside */
export function toggled(set, id, inside) {
  const result = new Set(set);
  if (inside) result.add(id);
  else result.delete(id);
  return result;
}
