/** Dates, pure: ISO text at the precision the article has, as an interval of days. */

/** @typedef {[string, string, string]} When text as told, first day, last day */

/**
 * Whether a fact of that date belongs to the window; an open end is null, an undated fact asks `undated`.
 * @param {When | null} when @param {string | null} from @param {string | null} to @param {boolean} undated
 */
export function inWindow(when, from, to, undated) {
  if (!when) return undated;
  return (!from || when[2] >= from) && (!to || when[1] <= to);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "4 Jul 2024", "Jul 2024", "2024", "2 – 6 Jul 2024"; "2024年7月4日". @param {string} text @param {string} language */
export function told(text, language) {
  const [first, last] = text.split("/");
  if (!last) return one(first, language);
  const month = first.slice(0, 7) === last.slice(0, 7) && first.length === 10;
  if (language === "zh") return `${one(first, language)}至${month ? `${Number(last.slice(8))}日` : one(last, language)}`;
  return `${month ? Number(first.slice(8)) : one(first, language)} – ${one(last, language)}`;
}

/** @param {string} text @param {string} language */
function one(text, language) {
  const [year, month, day] = text.slice(0, 10).split("-");
  if (!/^\d{4}$/.test(year)) return text;
  if (language === "zh") return `${Number(year)}年${month ? `${Number(month)}月` : ""}${day ? `${Number(day)}日` : ""}`;
  return [day && Number(day), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

/** Days since 1970, for arithmetic. @param {string} iso */
export function dayNumber(iso) {
  return Math.round(Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10))) / 864e5);
}

/** @param {number} day */
export function isoDay(day) {
  return new Date(day * 864e5).toISOString().slice(0, 10);
}

/**
 * Steps of a time line between two days: days, months or years, whichever makes at most `most` of them.
 * @param {string} first @param {string} last @param {number} most
 * @returns {{first: string, last: string, label: string}[]}
 */
export function steps(first, last, most = 60) {
  const unit = ["day", "month", "year"].find((u) => stepCount(u, first, last) <= most) || "year";
  const years = unit === "year" ? Math.ceil(stepCount("year", first, last) / most) : 1;
  const result = [];
  for (let start = startOf(unit, first, years); start <= last && result.length <= most; ) {
    const next = after(unit, start, years);
    result.push({ first: start, last: isoDay(dayNumber(next) - 1), label: start.slice(0, { day: 10, month: 7, year: 4 }[unit]) });
    start = next;
  }
  return result;
}

/**
 * Steps for the dates of facts: where a few lie far before the others, all the early ones share the first step.
 * @param {{when: When | null}[]} facts @param {string} first @param {string} last @param {number} most
 * @returns {{first: string, last: string, label: string, before?: boolean}[]}
 */
export function timeSteps(facts, first, last, most = 60) {
  const starts = facts.flatMap((fact) => (fact.when ? [fact.when[1]] : [])).sort();
  const core = starts[Math.floor(starts.length * 0.1)] || first;
  const length = (/** @type {string} */ from) => dayNumber(last) - dayNumber(from);
  if (length(first) < 3 * length(core) + 30) return steps(first, last, most);
  const line = steps(core, last, most - 1);
  return [{ first, last: isoDay(dayNumber(line[0].first) - 1), label: first, before: true }, ...line];
}

/** @param {string} unit @param {string} first @param {string} last */
function stepCount(unit, first, last) {
  if (unit === "day") return dayNumber(last) - dayNumber(first) + 1;
  const years = Number(last.slice(0, 4)) - Number(first.slice(0, 4));
  return unit === "year" ? years + 1 : 12 * years + Number(last.slice(5, 7)) - Number(first.slice(5, 7)) + 1;
}

/** @param {string} unit @param {string} iso @param {number} years */
function startOf(unit, iso, years) {
  if (unit === "day") return iso;
  return unit === "month" ? `${iso.slice(0, 7)}-01` : `${String(Number(iso.slice(0, 4)) - (Number(iso.slice(0, 4)) % years)).padStart(4, "0")}-01-01`;
}

/** @param {string} unit @param {string} iso @param {number} years */
function after(unit, iso, years) {
  if (unit === "day") return isoDay(dayNumber(iso) + 1);
  const year = Number(iso.slice(0, 4)), month = Number(iso.slice(5, 7));
  const [y, m] = unit === "month" ? [month === 12 ? year + 1 : year, (month % 12) + 1] : [year + years, 1];
  return `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-01`;
}

/**
 * How many dated facts touch each step; a fact known only by its year counts once, in the middle of its interval.
 * @param {{when: When | null}[]} facts @param {{first: string, last: string}[]} line
 */
export function histogram(facts, line) {
  const counts = line.map(() => 0);
  for (const fact of facts) {
    if (!fact.when) continue;
    const middle = isoDay(Math.floor((dayNumber(fact.when[1]) + dayNumber(fact.when[2])) / 2));
    const at = line.findIndex((step) => middle >= step.first && middle <= step.last);
    if (at >= 0) counts[at] += 1;
  }
  return counts;
}
