import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, histogram, inWindow, isoDay, steps, timeSteps, told } from "../../kg/view/assets/app/dates.js";

test("windows are intervals that overlap", () => {
  const year = ["2023", "2023-01-01", "2023-12-31"];
  assert.ok(inWindow(year, "2023-06-01", "2023-06-30", false));
  assert.ok(inWindow(year, null, "2023-01-01", false));
  assert.ok(inWindow(year, "2023-12-31", null, false));
  assert.ok(!inWindow(year, "2024-01-01", null, true));
  assert.ok(!inWindow(year, null, "2022-12-31", true));
  assert.ok(inWindow(null, "2024-01-01", "2024-01-02", true));
  assert.ok(!inWindow(null, null, null, false));
});

test("dates are told as precisely as they are known", () => {
  assert.equal(told("2024-07-04", "en"), "4 Jul 2024");
  assert.equal(told("2024-07", "en"), "Jul 2024");
  assert.equal(told("2024", "en"), "2024");
  assert.equal(told("2024-07-02/2024-07-06", "en"), "2 – 6 Jul 2024");
  assert.equal(told("2024-07-02/2024-08-01", "en"), "2 Jul 2024 – 1 Aug 2024");
  assert.equal(told("2024-07-04", "zh"), "2024年7月4日");
  assert.equal(told("2024-07-02/2024-07-06", "zh"), "2024年7月2日至6日");
  assert.equal(told("some day", "en"), "some day");
  assert.equal(told("", "en"), "");
});

test("day numbers and ISO days are inverse", () => {
  for (const day of ["1970-01-01", "1992-02-29", "2024-12-31", "0476-09-04"]) assert.equal(isoDay(dayNumber(day)), day);
});

test("steps cover the span without a gap, in days, months or years", () => {
  for (const [first, last] of [["2024-07-01", "2024-07-20"], ["2023-11-15", "2024-08-02"], ["1949-10-01", "2024-08-02"], ["1500-01-01", "2024-01-01"], ["2024-07-01", "2024-07-01"]]) {
    const line = steps(first, last, 60);
    assert.ok(line.length <= 61, String(line.length));
    assert.ok(line[0].first <= first && line[line.length - 1].last >= last);
    for (let i = 1; i < line.length; i++) assert.equal(dayNumber(line[i].first), dayNumber(line[i - 1].last) + 1);
  }
});

test("a few dates long ago share one step", () => {
  const when = (day) => ({ when: [day, day, day] });
  const facts = [when("1949-10-01"), ...Array.from({ length: 30 }, (_, i) => when(`2024-07-${String(i + 1).padStart(2, "0")}`))];
  const line = timeSteps(facts, "1949-10-01", "2024-07-30", 60);
  assert.ok(line[0].before);
  assert.equal(line[0].first, "1949-10-01");
  assert.ok(line.length > 20);
  for (let i = 1; i < line.length; i++) assert.equal(dayNumber(line[i].first), dayNumber(line[i - 1].last) + 1);
});

test("every dated fact is counted once", () => {
  const facts = [["2024", "2024-01-01", "2024-12-31"], ["2024-07-04", "2024-07-04", "2024-07-04"], null].map((when) => ({ when }));
  assert.equal(histogram(facts, steps("2024-01-01", "2024-12-31", 24)).reduce((a, b) => a + b, 0), 2);
});
