import assert from "node:assert/strict";
import { test } from "node:test";
import { cell, csv, fileName, fill, fold, highlight, shortened, xml } from "../../kg/view/assets/app/text.js";

test("folding makes spellings one", () => {
  assert.equal(fold("  Lukašenko "), fold("LUKASENKO"));
  assert.equal(fold("Vučić"), "vucic");
  assert.equal(fold("Kassym-Jomart"), "kassym jomart");
  assert.equal(fold("卢卡申科"), "卢卡申科");
});

test("templates are filled, unknown slots stay", () => {
  assert.equal(fill("{n} of {m}", { n: 3 }), "3 of {m}");
  assert.equal(fill("{n}", { n: "{m}", m: 1 }), "{m}");
});

test("highlighting cuts a sentence without losing a character", () => {
  const parts = highlight("Xi met Xiang and Xi Jinping. 习近平会见", ["Xi Jinping", "Xi", "习近平"]);
  assert.equal(parts.map((p) => p.text).join(""), "Xi met Xiang and Xi Jinping. 习近平会见");
  assert.deepEqual(parts.filter((p) => p.marked).map((p) => p.text), ["Xi", "Xi Jinping", "习近平"]);
});

test("names with signs of regular expressions are only names", () => {
  assert.deepEqual(highlight("a (b) [c", ["(b)", "[c"]).filter((p) => p.marked).map((p) => p.text), ["(b)", "[c"]);
  assert.deepEqual(highlight("plain", []), [{ text: "plain", marked: false }]);
});

test("cells are quoted, formulas disarmed", () => {
  assert.equal(cell('a "b", c'), '"a ""b"", c"');
  for (const sign of ["=1+1", "+1", "-1", "@x", "\tx", "\rx"]) assert.ok(cell(sign).replace(/^"/, "").startsWith("'"), sign);
  assert.equal(cell(null), "");
  assert.equal(cell(0), "0");
  assert.equal(csv([["a", "b"], [1, null]]), "a,b\r\n1,\r\n");
});

test("XML text is inert and well-formed", () => {
  assert.equal(xml(`<a href="x">&`), "&lt;a href=&quot;x&quot;&gt;&amp;");
  assert.equal(xml("a\u0000b\ud800c\uffff"), "a\ufffdb\ufffdc\ufffd");
  assert.equal(xml("😀"), "😀");
});

test("long texts are cut between characters", () => {
  assert.equal(shortened("😀😀😀", 2), "😀…");
  assert.equal(shortened("abc", 3), "abc");
});

test("every title gives a file name", () => {
  assert.equal(fileName("Who is tied to whom?"), "who-is-tied-to-whom");
  assert.equal(fileName("../../etc"), "etc");
  assert.equal(fileName("///"), "graph");
});
