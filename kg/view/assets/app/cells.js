/** Who with whom, pure: pairs of countries and what joins them. */

import { pairTied } from "./filters.js";
import { ordered } from "./lanes.js";
import { ends, pairOf } from "./state.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {{facts: Set<number>, ties: string[]}} Cell
 */

const MEETINGS = ["met", "called"];

/** Whether a tie counts. @param {Model} model @param {any} tie @param {string} measure meetings, contacts or all */
function counts(model, tie, measure) {
  if (measure === "all") return true;
  return measure === "meetings" ? MEETINGS.includes(tie.relation) : model.relations.get(tie.relation).family === "contact";
}

/**
 * The countries that something joins, the best joined first and those that belong together side by side, and the cells by pair.
 * @param {Model} model @param {Map<string, number[]>} ties @param {string} measure @param {number} most countries at most
 * @returns {{countries: string[], cells: Map<string, Cell>, most: number, leftOut: number}}
 */
export function matrix(model, ties, measure, most = 40) {
  /** @type {Map<string, Cell>} */
  const cells = new Map();
  for (const [id, facts] of ties) {
    const tie = model.ties.get(id), pair = pairTied(model, tie);
    if (!pair || !counts(model, tie, measure)) continue;
    const cell = cells.get(pair) || { facts: new Set(), ties: [] };
    cells.set(pair, cell);
    cell.ties.push(id);
    for (const fact of facts) cell.facts.add(fact);
  }
  const all = byWeight(model, cells), countries = all.slice(0, most), shown = new Set(countries);
  const groups = [...cells.keys()].flatMap((pair) => Array(Math.min(cells.get(pair)?.facts.size || 0, 20)).fill(ends(pair, (id) => shown.has(id))));
  return { countries: ordered(countries, groups), cells, most: Math.max(1, ...[...cells.values()].map((cell) => cell.facts.size)), leftOut: all.length - countries.length };
}

/** Countries by how much joins them to others. @param {Model} model @param {Map<string, Cell>} cells */
function byWeight(model, cells) {
  const weight = new Map();
  for (const [pair, cell] of cells) for (const id of ends(pair, (c) => model.countries.has(c))) weight.set(id, (weight.get(id) || 0) + cell.facts.size);
  return [...weight].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id]) => id);
}

/** The cell of two countries. @param {Map<string, Cell>} cells @param {string} one @param {string} other */
export function cellOf(cells, one, other) {
  return cells.get(pairOf([one, other]));
}

/** How dark a cell is, 1 to 5: the most is always darkest; of many, each step is about as many times more. @param {number} n @param {number} most */
export function heat(n, most) {
  if (n <= 0) return 0;
  if (most <= 5) return most === 1 ? 3 : Math.round(most === 5 ? n : 2 + (3 * (n - 1)) / (most - 1));
  return Math.min(5, 1 + Math.floor((4.999 * Math.log(n)) / Math.log(most)));
}
