import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode, ends, opening, pairOf, reading, store, toggled } from "../../kg/view/assets/app/state.js";
import { model } from "./world.mjs";

const start = opening(model);
const through = (state) => decode(`#${encode(state, start)}`, model);

test("the opening needs no address", () => {
  assert.equal(encode(start, start), "");
  assert.deepEqual(decode("", model), start);
});

test("every choice comes back from the address", () => {
  const state = {
    ...start, view: "table", measure: "all", language: "both", theme: "dark", selected: { kind: "tie", id: "t1" }, kindsOff: new Set(["person"]), relationsOff: new Set(["met", "holds"]),
    statuses: new Set(["denied"]), publishersOff: new Set(["Two"]), from: "2023-01-01", to: "2024-01-01", undated: false, center: "p/xi", depth: 2, path: ["p/xi", "c/by"],
  };
  assert.deepEqual(through(state), state);
  assert.deepEqual(through({ ...start, statuses: new Set() }).statuses, new Set());
});

test("two countries are a selection too", () => {
  const state = { ...start, view: "matrix", selected: { kind: "pair", id: "c/by c/cn" } };
  assert.deepEqual(through(state), state);
  assert.deepEqual(decode("#pair=c/cn+c/by", model).selected, { kind: "pair", id: "c/by c/cn" });
  for (const hash of ["#pair=c/cn", "#pair=c/cn+c/xx", "#pair=p/xi+p/luka", "#pair=+"]) assert.equal(decode(hash, model).selected, null);
  assert.deepEqual(ends(pairOf(["b c", "a"]), (id) => ["a", "b c"].includes(id)), ["a", "b c"]);
});

test("the picture around one is a reading of its own", () => {
  assert.equal(reading(start), "graph");
  assert.equal(reading({ ...start, center: "p/xi" }), "world");
  assert.equal(reading({ ...start, view: "timeline", center: "p/xi" }), "timeline");
});

test("names with signs of addresses come back too", () => {
  const odd = { ...model, publishers: [{ name: "A & B, 100% #1 +" }] };
  const state = { ...start, publishersOff: new Set(["A & B, 100% #1 +"]) };
  assert.deepEqual(decode(`#${encode(state, start)}`, odd).publishersOff, state.publishersOff);
});

test("nonsense in an address is as at the opening", () => {
  for (const hash of ["#thing=<img src=x onerror=1>", "#from=9999999999&to=x&steps=99", "#hide=%E0%A4%A&view=evil&language=xx", `#status=${"x".repeat(99999)}`, "#start=p/xi&end=p/xi", "#__proto__=1&constructor=2"]) {
    const state = decode(hash, model);
    assert.equal(state.view, "graph");
    assert.equal(state.selected, null);
    assert.equal(state.from, null);
    assert.equal(state.path, null);
    assert.equal(state.depth, 1);
  }
});

test("listeners hear of each change, sets are copied", () => {
  const app = store(start), heard = [];
  app.listen((state, before) => heard.push([state.depth, before.depth]));
  app.set({ depth: 2 });
  assert.deepEqual(heard, [[2, 1]]);
  const set = new Set(["a"]);
  assert.deepEqual(toggled(set, "b", true), new Set(["a", "b"]));
  assert.deepEqual(toggled(set, "a", false), new Set());
  assert.deepEqual(set, new Set(["a"]));
});
