import assert from "node:assert/strict";
import { test } from "node:test";
import { index, search } from "../../kg/view/assets/app/search.js";
import { model } from "./world.mjs";

const entries = index(model);
const first = (query) => search(entries, query)[0]?.id;

test("both languages, aliases, any case, no diacritics", () => {
  for (const query of ["卢卡", "lukash", "LUKASENKO", "alexander luk", "lukašenko"]) assert.equal(first(query), "p/luka", query);
  assert.equal(first("prc"), "c/cn");
});

test("nothing for nothing", () => {
  assert.deepEqual(search(entries, "  "), []);
  assert.deepEqual(search(entries, "nobody"), []);
});

test("whole names before beginnings, beginnings before the rest", () => {
  assert.equal(first("xi"), "p/xi");
  assert.equal(first("development"), "i/gdi");
  assert.equal(search(entries, "a", 2).length, 2);
});
