/** Initiatives and their supporters, pure: two columns and the lines between them, ordered so that few lines cross. */

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {{id: string, ties: string[], supports: number, opposes: number}} Item
 */

/**
 * Who stands where on what: actors at the left, what they support, propose or oppose at the right.
 * @param {Model} model @param {Map<string, number[]>} ties @param {number} most items of a column at most
 * @returns {{left: Item[], right: Item[], ties: string[], leftOut: number}}
 */
export function sides(model, ties, most = 60) {
  const positions = [...ties.keys()].filter((id) => ["support", "oppose"].includes(familyOf(model, id)));
  const all = { left: column(model, positions, "from"), right: column(model, positions, "to") };
  const right = all.right.slice(0, most), shown = new Set(right.map((item) => item.id));
  const left = all.left.filter((item) => item.ties.some((id) => shown.has(model.ties.get(id).to))).slice(0, most);
  const kept = new Set(left.map((item) => item.id));
  const between = positions.filter((id) => kept.has(model.ties.get(id).from) && shown.has(model.ties.get(id).to));
  const settled = untangled(model, left, right, between);
  return { ...settled, ties: between, leftOut: all.left.length + all.right.length - left.length - right.length };
}

/** @param {Model} model @param {string} id */
const familyOf = (model, id) => model.relations.get(model.ties.get(id).relation).family;

/** The things at one end of the ties, those with the most ties first. @param {Model} model @param {string[]} ids @param {"from" | "to"} end @returns {Item[]} */
function column(model, ids, end) {
  const items = new Map();
  for (const id of ids) {
    const thing = model.ties.get(id)[end], item = items.get(thing) || { id: thing, ties: [], supports: 0, opposes: 0 };
    items.set(thing, item);
    item.ties.push(id);
    item[familyOf(model, id) === "oppose" ? "opposes" : "supports"] += 1;
  }
  return [...items.values()].sort((a, b) => b.ties.length - a.ties.length || model.things.get(a.id).rank - model.things.get(b.id).rank);
}

/** Some rounds of the barycentre method: each item stands near the middle of those it is tied to. @param {Model} model @param {Item[]} left @param {Item[]} right @param {string[]} ids */
function untangled(model, left, right, ids) {
  const inside = new Set(ids);
  const sorted = (/** @type {Item[]} */ items, /** @type {Item[]} */ others, /** @type {"from" | "to"} */ far) => {
    const place = new Map(others.map((item, i) => [item.id, i]));
    const middle = new Map(items.map((item, i) => {
      const at = item.ties.filter((id) => inside.has(id)).map((id) => place.get(model.ties.get(id)[far]) ?? i);
      return [item.id, at.reduce((sum, n) => sum + n, 0) / Math.max(1, at.length)];
    }));
    return [...items].sort((a, b) => (middle.get(a.id) || 0) - (middle.get(b.id) || 0) || model.things.get(a.id).rank - model.things.get(b.id).rank);
  };
  for (let round = 0; round < 6; round++) {
    left = sorted(left, right, "to");
    right = sorted(right, left, "from");
  }
  return { left, right };
}
