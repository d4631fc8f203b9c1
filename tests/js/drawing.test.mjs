import assert from "node:assert/strict";
import { test } from "node:test";
import { svg } from "../../kg/view/assets/app/drawing.js";
import { asCsv, asJson } from "../../kg/view/assets/app/files.js";
import { seen } from "../../kg/view/assets/app/filters.js";
import { opening } from "../../kg/view/assets/app/state.js";
import { model } from "./world.mjs";

const shape = (x, text) => ({ x, y: 0, r: 10, lines: [{ text, second: false }], path: "M-1 -1L1 1Z", fill: "#123456", line: "#000000", linked: x > 0, labelled: true, faint: false });
const evil = `</text><script>x()</script>"'&`;

test("a drawing has a shape for each thing and text as text", () => {
  const [a, b] = [shape(0, evil), shape(200, "b")];
  const stroke = { from: a, to: b, bend: 0.2, color: "#000000", text: "#000000", words: evil, dash: [2, 2], width: 1, arrow: true, opacity: 1 };
  const scene = { title: evil, note: evil, box: { left: -50, top: -20, right: 250, bottom: 40 }, shapes: [a, b], strokes: [stroke, { ...stroke, to: a }], legend: [{ path: "M0 0Z", fill: "#fff", line: "#000", name: evil }], colours: { paper: "#fff", ink: "#000", muted: "#666", sans: '"A", sans-serif' } };
  const { text, width, height } = svg(scene);
  assert.equal(text.match(/class="thing"/g).length, 2);
  assert.equal(text.match(/class="tie"/g).length, 2);
  assert.ok(!/<script|foreignObject|\son\w+=/i.test(text));
  assert.ok(width > 300 && height > 100 && !text.includes("NaN"));
});

test("the data to be seen, as JSON and CSV, tell the same", () => {
  const view = seen(model, opening(model)), json = asJson(model, opening(model), view), lines = asCsv(model, view).trim().split("\r\n");
  assert.deepEqual(new Set(json.things.map((t) => t.id)), view.things);
  assert.deepEqual(json.ties.map((t) => t.id), [...view.ties.keys()]);
  assert.equal(lines.length - 1, json.ties.reduce((n, t) => n + t.evidence.length, 0));
  assert.deepEqual(JSON.parse(JSON.stringify(json)), json);
});
