/** What is to be seen, pure: filters on facts, then on ties, then the scope (all, a neighbourhood, a path). */

import { inWindow } from "./dates.js";
import { neighbourhood, shortest } from "./paths.js";
import { pairOf } from "./state.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./state.js").State} State
 * @typedef {{things: Set<string>, ties: Map<string, number[]>, path: string[] | null, pathTies: Set<string>, leftOut: number, passing: Map<string, number[]>,
 *   distance: Map<string, number> | null}} Seen
 */

/** Whether a fact passes status, time and outlets. @param {Model} model @param {State} state @param {number} index */
export function factPasses(model, state, index) {
  const fact = model.facts[index];
  if (!state.statuses.has(fact.status)) return false;
  if (!inWindow(fact.when, state.from, state.to, state.undated)) return false;
  return !state.publishersOff.size || fact.told.some((/** @type {any} */ t) => !state.publishersOff.has(model.articles[t.article].source));
}

/** The ties that pass all filters, each with its facts that do. @param {Model} model @param {State} state @returns {Map<string, number[]>} */
export function passing(model, state) {
  const fine = model.facts.map((/** @type {any} */ _, /** @type {number} */ i) => factPasses(model, state, i));
  const kind = (/** @type {string} */ id) => !state.kindsOff.has(model.things.get(id).kind);
  const result = new Map();
  for (const tie of model.ties.values()) {
    if (state.relationsOff.has(tie.relation) || !kind(tie.from) || !kind(tie.to)) continue;
    const facts = tie.facts.filter((/** @type {number} */ f) => fine[f]);
    if (facts.length) result.set(tie.id, facts);
  }
  return result;
}

/** Everything to be seen. @param {Model} model @param {State} state @returns {Seen} */
export function seen(model, state) {
  const ties = passing(model, state);
  const links = [...ties.keys()].map((id) => model.ties.get(id));
  const path = state.path ? shortest(links, state.path[0], state.path[1]) : null;
  const { things, distance, leftOut } = scope(model, state, links, path);
  const inside = new Map([...ties].filter(([id]) => things.has(model.ties.get(id).from) && things.has(model.ties.get(id).to)));
  const tied = new Set(state.center ? [state.center] : []);
  for (const id of inside.keys()) (tied.add(model.ties.get(id).from), tied.add(model.ties.get(id).to));
  for (const id of path || []) tied.add(id);
  return { things: tied, ties: inside, path, pathTies: stepsOf(model, inside, path), leftOut, passing: ties, distance };
}

/**
 * The things that may be drawn: a neighbourhood where there is a centre, all in readings that are lists, the ends of a path that leads out of
 * the picture, else the opening.
 * @param {Model} model @param {State} state @param {any[]} links @param {string[] | null} path
 */
function scope(model, state, links, path) {
  if (state.center) {
    const distance = neighbourhood(links, state.center, state.depth);
    const near = [...distance.keys()].sort((a, b) => (distance.get(a) || 0) - (distance.get(b) || 0) || model.things.get(a).rank - model.things.get(b).rank);
    return { things: new Set([...near.slice(0, model.meta.most), ...(path || [])]), distance, leftOut: Math.max(0, near.length - model.meta.most) };
  }
  if (["timeline", "matrix", "sides"].includes(state.view)) return { things: new Set(model.things.keys()), distance: null, leftOut: 0 };
  const drawn = model.places.wide;
  if (path && path.some((id) => !drawn.has(id))) return { things: new Set(path), distance: null, leftOut: 0 };
  return { things: new Set(drawn.keys()), distance: null, leftOut: model.things.size - drawn.size };
}

/** The ties between neighbours on the path. @param {Model} model @param {Map<string, number[]>} ties @param {string[] | null} path */
function stepsOf(model, ties, path) {
  const steps = new Set((path || []).slice(1).flatMap((id, i) => [`${path?.[i]}\n${id}`, `${id}\n${path?.[i]}`]));
  return new Set([...ties.keys()].filter((id) => steps.has(`${model.ties.get(id).from}\n${model.ties.get(id).to}`)));
}

/** Everything within one step of the selection: what stays bright. @param {Model} model @param {State} state @param {Seen} view */
export function lit(model, state, view) {
  if (view.path && view.path.length) return { things: new Set(view.path), ties: view.pathTies };
  if (!state.selected) return null;
  const ties = new Set([...view.ties.keys()].filter((id) => touches(model, model.ties.get(id), state.selected)));
  const things = new Set(state.selected.kind === "thing" ? [state.selected.id] : []);
  for (const id of ties) (things.add(model.ties.get(id).from), things.add(model.ties.get(id).to));
  return things.size ? { things, ties } : null;
}

/** @param {Model} model @param {any} tie @param {any} selected */
function touches(model, tie, selected) {
  if (selected.kind === "pair") return pairTied(model, tie) === selected.id;
  return selected.kind === "tie" ? tie.id === selected.id : tie.from === selected.id || tie.to === selected.id;
}

/** The two countries that a tie joins as a pair, null where it joins none. @param {Model} model @param {any} tie */
export function pairTied(model, tie) {
  const [one, other] = [tie.from, tie.to].map((id) => model.things.get(id).home);
  return one && other && one !== other ? pairOf([one, other]) : null;
}
