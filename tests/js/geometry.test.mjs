import assert from "node:assert/strict";
import { test } from "node:test";
import { along, bounds, chain, control, field, overlap, rings, separated, toward } from "../../kg/view/assets/app/geometry.js";
import { bends } from "../../kg/view/assets/app/model.js";

const room = () => ({ half: 50, above: 10, below: 30 });
const rects = (places) => [...places.values()].map((p) => ({ left: p.x - 50, right: p.x + 50, top: p.y - 10, bottom: p.y + 30 }));
const apart = (places) => rects(places).every((a, i, all) => all.every((b, j) => i >= j || !overlap(a, b)));

test("a tie begins and ends at its ends, bent or straight", () => {
  const a = { x: 0, y: 0 }, b = { x: 100, y: 40 };
  for (const bend of [0, 0.2, -0.2]) {
    assert.deepEqual(along(a, b, bend, 0), a);
    assert.ok(Math.hypot(along(a, b, bend, 1).x - 100, along(a, b, bend, 1).y - 40) < 1e-9);
  }
  assert.equal(control(a, b, 0), null);
});

test("ties of one pair never lie on one another, whichever way they point", () => {
  const a = { x: 0, y: 0 }, b = { x: 100, y: 0 };
  for (const count of [2, 3, 4, 9]) {
    const ties = Array.from({ length: count }, (_, i) => (i % 2 ? { id: `t${i}`, from: "a", to: "b" } : { id: `t${i}`, from: "b", to: "a" }));
    const bend = bends(ties);
    const middles = ties.map((t) => (t.from === "a" ? along(a, b, bend.get(t.id), 0.5) : along(b, a, bend.get(t.id), 0.5)));
    for (let i = 0; i < count; i++) for (let j = 0; j < i; j++) assert.ok(Math.hypot(middles[i].x - middles[j].x, middles[i].y - middles[j].y) > 1.5);
  }
});

test("a lone tie is straight", () => assert.equal(bends([{ id: "t", from: "a", to: "b" }]).get("t"), 0));

test("rings put the centre in the middle and no label on another", () => {
  for (const count of [1, 5, 30, 120]) {
    const distance = new Map([["c", 0], ...Array.from({ length: count }, (_, i) => [`n${i}`, i % 3 ? 1 : 2])]);
    const { places } = rings(distance, room, () => undefined, 1);
    assert.deepEqual(places.get("c"), { x: 0, y: 0 });
    assert.equal(places.size, count + 1);
    assert.ok(apart(places), String(count));
  }
});

test("boxes in one place are pushed apart", () => {
  const places = separated(new Map(Array.from({ length: 12 }, (_, i) => [`n${i}`, { x: 0, y: 0 }])), room);
  assert.ok(apart(places));
});

test("a path is a row without overlaps", () => assert.ok(apart(chain(["a", "b", "c", "d"], false)) && apart(chain(["a", "b", "c"], true))));

test("arrows find what lies ahead", () => {
  const places = new Map([["m", { x: 0, y: 0 }], ["r", { x: 50, y: 10 }], ["rr", { x: 200, y: 0 }], ["d", { x: 5, y: 80 }]]);
  assert.equal(toward(places, "m", 1, 0), "r");
  assert.equal(toward(places, "m", 0, 1), "d");
  assert.equal(toward(places, "m", -1, 0), null);
  assert.equal(toward(new Map(), "m", 1, 0), null);
});

test("a field knows what is taken", () => {
  const taken = field(50), rect = { left: 10, top: 10, right: 120, bottom: 40 };
  assert.ok(taken.free(rect));
  taken.take(rect);
  assert.ok(!taken.free({ left: 100, top: 30, right: 300, bottom: 60 }));
  assert.ok(taken.free({ left: 121, top: 10, right: 130, bottom: 40 }));
  assert.ok(taken.free({ left: -500, top: -500, right: -400, bottom: -400 }));
});

test("bounds hold every box", () => {
  assert.deepEqual(bounds(new Map([["a", { x: 0, y: 0 }], ["b", { x: 100, y: 50 }]]), room), { left: -50, top: -10, right: 150, bottom: 80 });
  assert.ok(bounds(new Map(), room).right > bounds(new Map(), room).left);
});
