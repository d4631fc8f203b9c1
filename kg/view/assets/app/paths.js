/** Ways through the ties, pure; direction does not matter, as when people ask who is near whom. */

/** @typedef {{from: string, to: string}} Link */

/** @param {Link[]} links @returns {Map<string, string[]>} */
function adjacency(links) {
  const near = new Map();
  const add = (/** @type {string} */ a, /** @type {string} */ b) => (near.has(a) ? near.get(a).push(b) : near.set(a, [b]));
  for (const { from, to } of links) (add(from, to), add(to, from));
  return near;
}

/**
 * Every thing within `depth` steps of `center`, with its distance; the centre itself is 0.
 * @param {Link[]} links @param {string} center @param {number} depth
 * @returns {Map<string, number>}
 */
export function neighbourhood(links, center, depth) {
  const near = adjacency(links);
  const distance = new Map([[center, 0]]);
  for (const id of distance.keys()) {
    const steps = distance.get(id) || 0;
    if (steps < depth) for (const other of near.get(id) || []) if (!distance.has(other)) distance.set(other, steps + 1);
  }
  return distance;
}

/**
 * A shortest way between two things, both included; empty where there is none.
 * @param {Link[]} links @param {string} start @param {string} end
 * @returns {string[]}
 */
export function shortest(links, start, end) {
  const near = adjacency(links);
  const before = new Map([[start, ""]]);
  for (const id of before.keys()) {
    if (id === end) break;
    for (const other of near.get(id) || []) if (!before.has(other)) before.set(other, id);
  }
  if (!before.has(end)) return [];
  const way = [];
  for (let id = end; id; id = before.get(id) || "") way.unshift(id);
  return way;
}
