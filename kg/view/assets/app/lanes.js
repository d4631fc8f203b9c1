/** The timeline, pure: which countries have a lane, what stands in which lane, how much time lies between. */

import { dayNumber } from "./dates.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {{fact: number, ties: string[], when: import("./dates.js").When | null, lanes: Map<string, string[]>}} Happening
 *   lanes: country (OTHERS: none, or one without a lane) -> the things of it, best tied first
 */

export const OTHERS = "";

/**
 * What the facts to be seen are about, earliest first, undated ones last; the countries in their lanes.
 * @param {Model} model @param {Map<string, number[]>} ties ties to be seen with their facts @param {number} most lanes at most
 * @returns {{lanes: string[], happenings: Happening[]}}
 */
export function timeline(model, ties, most) {
  const told = factTies(ties);
  const facts = [...told].map(([fact, ids]) => ({ fact, ties: ids, when: model.facts[fact].when, things: thingsOf(model, ids) }));
  const countries = chosen(model, facts, most), known = new Set(countries);
  const happenings = facts.map(({ fact, ties: ids, when, things }) => ({ fact, ties: ids, when, lanes: inLanes(model, things, known) }));
  const others = happenings.some((row) => row.lanes.has(OTHERS));
  return { lanes: [...ordered(countries, facts.map((row) => homesOf(model, row.things))), ...(others ? [OTHERS] : [])], happenings: happenings.sort(byDate) };
}

/** Facts with the ties that draw them. @param {Map<string, number[]>} ties @returns {Map<number, string[]>} */
export function factTies(ties) {
  const result = new Map();
  for (const [id, facts] of ties) for (const fact of facts) result.has(fact) ? result.get(fact).push(id) : result.set(fact, [id]);
  return result;
}

/** The ends of some ties, best tied first. @param {Model} model @param {string[]} ids */
function thingsOf(model, ids) {
  const ends = new Set(ids.flatMap((id) => [model.ties.get(id).from, model.ties.get(id).to]));
  return [...ends].sort((a, b) => model.things.get(a).rank - model.things.get(b).rank);
}

/** @param {Model} model @param {string[]} things @returns {string[]} */
function homesOf(model, things) {
  return [...new Set(things.map((id) => model.things.get(id).home).filter(Boolean))];
}

/** The countries with the most facts, those with dated ones first. @param {Model} model @param {any[]} facts @param {number} most */
function chosen(model, facts, most) {
  const counts = new Map();
  for (const { things, when } of facts) for (const home of homesOf(model, things)) counts.set(home, (counts.get(home) || 0) + (when ? 1000 : 1));
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most).map(([id]) => id);
}

/** @param {Model} model @param {string[]} things @param {Set<string>} known @returns {Map<string, string[]>} */
function inLanes(model, things, known) {
  const result = new Map();
  for (const id of things) {
    const home = model.things.get(id).home, lane = home && known.has(home) ? home : OTHERS;
    result.has(lane) ? result.get(lane).push(id) : result.set(lane, [id]);
  }
  return result;
}

/** @param {Happening} a @param {Happening} b */
function byDate(a, b) {
  if (!a.when || !b.when) return a.when ? -1 : b.when ? 1 : a.fact - b.fact;
  return a.when[1] < b.when[1] ? -1 : a.when[1] > b.when[1] ? 1 : a.when[2] < b.when[2] ? -1 : a.when[2] > b.when[2] ? 1 : a.fact - b.fact;
}

/**
 * Items in a row so that those that often occur together stand side by side: each next one goes to the end it belongs to more.
 * @param {string[]} items the most important first @param {string[][]} together groups that occur together
 * @returns {string[]}
 */
export function ordered(items, together) {
  const near = nearness(items, together), row = items.slice(0, 1), waiting = items.slice(1);
  const bond = (/** @type {string} */ a, /** @type {string} */ b) => near.get(`${a}\n${b}`) || 0;
  while (waiting.length) {
    const total = (/** @type {string} */ id) => row.reduce((sum, other) => sum + bond(id, other), 0);
    const next = waiting.reduce((best, id) => (total(id) > total(best) ? id : best));
    waiting.splice(waiting.indexOf(next), 1);
    const pull = row.reduce((sum, other, at) => sum + bond(next, other) * (at - (row.length - 1) / 2), 0);
    if (pull < 0) row.unshift(next);
    else row.push(next);
  }
  return row;
}

/** How often each two items occur together. @param {string[]} items @param {string[][]} together @returns {Map<string, number>} */
function nearness(items, together) {
  const known = new Set(items), near = new Map();
  for (const group of together) {
    const inside = group.filter((id) => known.has(id)).slice(0, 12);
    for (const a of inside) for (const b of inside) if (a !== b) near.set(`${a}\n${b}`, (near.get(`${a}\n${b}`) || 0) + 1);
  }
  return near;
}

/**
 * How long after the one the other began, in the unit people would say: null where it is not worth saying.
 * @param {import("./dates.js").When} before @param {import("./dates.js").When} after
 * @returns {{unit: "months" | "years", n: number} | null}
 */
export function pause(before, after) {
  const days = dayNumber(after[1]) - dayNumber(before[2]);
  if (days >= 730) return { unit: "years", n: Math.round(days / 365.25) };
  return days >= 75 ? { unit: "months", n: Math.round(days / 30.44) } : null;
}
