import assert from "node:assert/strict";
import { test } from "node:test";
import { lit, seen } from "../../kg/view/assets/app/filters.js";
import { opening } from "../../kg/view/assets/app/state.js";
import { model } from "./world.mjs";

const state = (change = {}) => ({ ...opening(model), ...change });
const ids = (set) => [...set].sort().join(" ");

test("at the opening only what happened or is planned is to be seen", () => {
  const view = seen(model, state());
  assert.equal(ids(view.ties.keys()), "t1 t2 t3 t4 t6");
  assert.equal(ids(view.things), "c/by c/cn i/gdi p/lone p/luka p/xi");
});

test("a kind or relation left out takes its ties along, and things left alone", () => {
  assert.equal(ids(seen(model, state({ kindsOff: new Set(["country"]) })).things), "p/lone p/luka p/xi");
  assert.equal(ids(seen(model, state({ relationsOff: new Set(["met", "holds"]) })).things), "c/by i/gdi");
});

test("statuses", () => {
  assert.equal(ids(seen(model, state({ statuses: new Set(["denied"]) })).ties.keys()), "t5");
  assert.equal(seen(model, state({ statuses: new Set() })).things.size, 0);
});

test("time filters facts, and ties without a fact left", () => {
  const view = seen(model, state({ from: "2024-01-01", undated: false }));
  assert.equal(ids(view.ties.keys()), "t1 t4");
  assert.deepEqual(view.ties.get("t1"), [0]);
});

test("an outlet muted takes away what only it tells", () => {
  assert.deepEqual(seen(model, state({ publishersOff: new Set(["Two"]) })).ties.get("t1"), [0]);
});

test("a neighbourhood has all ties among its things", () => {
  assert.equal(ids(seen(model, state({ center: "p/xi", depth: 1 })).things), "c/cn p/luka p/xi");
  const two = seen(model, state({ center: "p/xi", depth: 2, statuses: new Set(["happened", "denied"]) }));
  assert.equal(ids(two.things), "c/by c/cn p/luka p/xi");
  assert.ok(two.ties.has("t5"));
});

test("a centre whose ties are filtered away stands alone", () => {
  const view = seen(model, state({ center: "i/gdi", relationsOff: new Set(["supports"]) }));
  assert.equal(ids(view.things), "i/gdi");
  assert.equal(view.ties.size, 0);
});

test("paths, and none", () => {
  const view = seen(model, state({ path: ["c/cn", "i/gdi"] }));
  assert.deepEqual(view.path, ["c/cn", "p/xi", "p/luka", "c/by", "i/gdi"]);
  assert.equal(ids(view.pathTies), "t1 t2 t3 t4");
  assert.deepEqual(seen(model, state({ path: ["c/cn", "p/lone"] })).path, []);
});

test("what is lit: the selection and its ties, or the path", () => {
  const view = seen(model, state());
  assert.equal(ids(lit(model, state({ selected: { kind: "thing", id: "p/luka" } }), view).things), "c/by p/luka p/xi");
  assert.equal(ids(lit(model, state({ selected: { kind: "tie", id: "t4" } }), view).things), "c/by i/gdi");
  assert.equal(lit(model, state(), view), null);
});

test("only the drawn things are seen at first, the number left out is known", () => {
  const some = { ...model, places: { ...model.places, wide: new Map([...model.places.wide].slice(0, 3)) } };
  const view = seen(some, state());
  assert.equal(ids(view.ties.keys()), "t1 t2");
  assert.equal(view.leftOut, 3);
  assert.equal(ids(seen(some, state({ center: "c/by", depth: 1 })).things), "c/by i/gdi p/luka");
});
