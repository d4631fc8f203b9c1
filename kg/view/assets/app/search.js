/** Search by name, pure: both languages, aliases and ids, diacritics and case folded. */

import { fold } from "./text.js";

/** @typedef {{id: string, spellings: {text: string, folded: string}[], rank: number}} Entry */

/** @param {import("./model.js").Model} model @returns {Entry[]} */
export function index(model) {
  return [...model.things.values()].map((thing) => ({
    id: thing.id,
    rank: thing.rank,
    spellings: [...new Set([thing.en, thing.zh, ...thing.aliases, thing.iso3 || ""])].filter(Boolean).map((text) => ({ text, folded: fold(text) })),
  }));
}

/**
 * The best matches: whole names first, then beginnings, beginnings of words, anything inside; then the best tied.
 * @param {Entry[]} entries @param {string} query @param {number} most
 * @returns {{id: string, spelling: string}[]}
 */
export function search(entries, query, most = 12) {
  const wanted = fold(query);
  if (!wanted) return [];
  const hits = [];
  for (const entry of entries) {
    let best = 9, spelling = "";
    for (const { text, folded } of entry.spellings) {
      const score = closeness(folded, wanted);
      if (score < best) [best, spelling] = [score, text];
    }
    if (best < 9) hits.push({ id: entry.id, spelling, best, rank: entry.rank });
  }
  hits.sort((a, b) => a.best - b.best || a.rank - b.rank);
  return hits.slice(0, most).map(({ id, spelling }) => ({ id, spelling }));
}

/** @param {string} folded @param {string} wanted */
function closeness(folded, wanted) {
  if (folded === wanted) return 0;
  if (folded.startsWith(wanted)) return 1;
  if (folded.includes(` ${wanted}`)) return 2;
  if (folded.includes(wanted)) return 3;
  return wanted.includes(" ") && wanted.split(" ").every((word) => folded.includes(word)) ? 4 : 9;
}
