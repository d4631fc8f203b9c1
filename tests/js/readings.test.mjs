import assert from "node:assert/strict";
import { test } from "node:test";
import { heat, matrix } from "../../kg/view/assets/app/cells.js";
import { conflicts, disputed } from "../../kg/view/assets/app/claims.js";
import { lit, seen } from "../../kg/view/assets/app/filters.js";
import { OTHERS, ordered, pause, timeline } from "../../kg/view/assets/app/lanes.js";
import { build } from "../../kg/view/assets/app/model.js";
import { sides } from "../../kg/view/assets/app/sides.js";
import { opening } from "../../kg/view/assets/app/state.js";
import { model, ties as tiesOf, things } from "./world.mjs";

const all = { ...opening(model), view: "timeline", statuses: new Set(["happened", "planned", "denied"]) };
const { ties } = seen(model, all);

/** The same model with more ties, whose facts are copies of given ones with another status or date. */
function withTies(...more) {
  const facts = [...model.facts], extra = more.map(({ from, to, relation, claims }, i) => {
    const numbers = claims.map(([status, when]) => facts.push({ ...model.facts[0], id: `x${facts.length}`, status, when: when ? [when, when, when] : null, told: [{ ...model.facts[0].told[0], status }] }) - 1);
    return { id: `x${i}`, from, to, relation, en: relation, zh: relation, facts: numbers };
  });
  const relations = [...model.relationList, { ...model.relations.get("supports"), id: "opposes" }];
  return build({ ...model, relations, facts, kinds: [...model.kinds.values()], families: [...model.families.values()], countries: [...model.countries.values()] }, things, [...tiesOf, ...extra]);
}

test("the timeline tells each fact once, earliest first, undated last, with the countries it joins", () => {
  const { lanes, happenings } = timeline(model, ties, 9);
  assert.deepEqual(happenings.map((row) => model.facts[row.fact].id), ["f1", "f4", "f0", "f5", "f2", "f3", "f6"]);
  assert.deepEqual([...lanes].sort(), [OTHERS, "c/by", "c/cn"]);
  assert.equal(lanes[lanes.length - 1], OTHERS);
  const met = happenings.find((row) => model.facts[row.fact].id === "f0");
  assert.deepEqual([...met.lanes], [["c/cn", ["p/xi"]], ["c/by", ["p/luka"]]]);
  assert.deepEqual([...happenings.find((row) => model.facts[row.fact].id === "f4").lanes.keys()].sort(), [OTHERS, "c/by"]);
});

test("countries without a lane stand with the others", () => {
  const { lanes, happenings } = timeline(model, ties, 1);
  assert.equal(lanes.length, 2);
  assert.ok(happenings.every((row) => [...row.lanes.keys()].every((lane) => lanes.includes(lane))));
});

test("what belongs together stands side by side", () => {
  assert.deepEqual(ordered(["a", "b", "c"], [["a", "c"], ["a", "c"], ["a", "b"]]).indexOf("a"), 1);
  assert.deepEqual(ordered([], []), []);
  assert.equal(new Set(ordered([..."abcdefgh"], [["a", "h"], ["h", "c"]])).size, 8);
});

test("a pause is said in the unit people would use", () => {
  const when = (day) => [day, day, day];
  assert.deepEqual(pause(when("1992-01-01"), when("2022-01-01")), { unit: "years", n: 30 });
  assert.deepEqual(pause(when("2024-01-01"), when("2024-05-01")), { unit: "months", n: 4 });
  assert.equal(pause(when("2024-01-01"), when("2024-02-01")), null);
  assert.equal(pause(["2024", "2024-01-01", "2024-12-31"], when("2024-03-01")), null);
});

test("the matrix counts facts between countries and their people, by what counts", () => {
  assert.deepEqual([...matrix(model, ties, "meetings").cells].map(([pair, cell]) => [pair, cell.facts.size]), [["c/by c/cn", 2]]);
  assert.deepEqual(matrix(model, ties, "contacts").cells.get("c/by c/cn").ties, ["t1", "t5"]);
  const few = matrix(model, ties, "meetings", 1);
  assert.deepEqual([few.countries.length, few.leftOut], [1, 1]);
  assert.deepEqual(matrix(model, new Map(), "all").countries, []);
});

test("the most is always dark, more is never lighter", () => {
  for (const most of [1, 2, 3, 5, 6, 40, 5000]) {
    const levels = Array.from({ length: most }, (_, i) => heat(i + 1, most));
    assert.ok(levels.every((level, i) => level >= 1 && level <= 5 && (i === 0 || level >= levels[i - 1])), String(levels));
    assert.ok(levels[most - 1] >= 3);
  }
  assert.equal(heat(0, 9), 0);
});

test("two countries selected light the ties of their people", () => {
  const state = { ...all, selected: { kind: "pair", id: "c/by c/cn" } };
  assert.deepEqual([...lit(model, state, seen(model, state)).ties], ["t1", "t5"]);
});

test("two columns: who at the left, what at the right, tallied, and the least tied left out", () => {
  const bigger = withTies({ from: "p/xi", to: "i/gdi", relation: "supports", claims: [["happened"]] }, { from: "c/cn", to: "p/lone", relation: "supports", claims: [["happened"]] });
  const found = sides(bigger, seen(bigger, all).ties);
  assert.deepEqual(found.right.map((item) => [item.id, item.supports, item.opposes]).sort(), [["i/gdi", 2, 0], ["p/lone", 1, 0]]);
  assert.deepEqual(found.ties.sort(), ["t4", "x0", "x1"]);
  const one = sides(bigger, seen(bigger, all).ties, 1);
  assert.deepEqual([one.left.length, one.right.length, one.leftOut], [1, 1, 3]);
  assert.deepEqual(sides(model, new Map()), { left: [], right: [], ties: [], leftOut: 0 });
});

test("what one says happened and another denies is a conflict, where the times may be one", () => {
  const later = withTies({ from: "p/luka", to: "c/cn", relation: "visited", claims: [["happened", "2024-10-05"], ["happened", "1999-01-01"]] });
  const [conflict] = conflicts(later, "x0");
  assert.equal(conflict.kind, "happened");
  assert.deepEqual(conflict.yes.map((c) => later.facts[c.fact].when[0]), ["2024-10-05"]);
  assert.deepEqual(conflict.no.map((c) => later.facts[c.fact].id), ["f5"]);
  assert.deepEqual(disputed(later, later.ties.keys()), ["t5", "x0"]);
  assert.deepEqual(conflicts(model, "t5"), []);
});

test("a plan that was cancelled is no conflict, a denied plan is one", () => {
  const plan = (no) => withTies({ from: "p/xi", to: "c/by", relation: "visited", claims: [["planned", "2025-01-01"], [no, "2025-01-01"]] });
  assert.deepEqual(conflicts(plan("cancelled"), "x0"), []);
  assert.equal(conflicts(plan("denied"), "x0").length, 1);
});

test("support and opposition of one for one thing are a conflict from both sides", () => {
  const both = withTies({ from: "c/by", to: "i/gdi", relation: "opposes", claims: [["happened"]] }, { from: "c/cn", to: "i/gdi", relation: "opposes", claims: [["happened"]] });
  for (const id of ["t4", "x0"]) assert.deepEqual(conflicts(both, id).map((c) => [c.kind, c.yes.length, c.no.length]), [["stance", 1, 1]]);
  assert.deepEqual(conflicts(both, "x1"), []);
});
