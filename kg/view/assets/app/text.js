/** Text, pure: folding for search, filling of templates, highlighting, and the escapes of the export formats. */

/** Lower case without diacritics: "Lukašenko" and "lukasenko" are one. @param {string} text */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s\u2010-\u2015_-]+/g, " ").trim();
}

/** "{n} things" with its slots filled. @param {string} template @param {Record<string, unknown>} values */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (slot, name) => (name in values ? String(values[name]) : slot));
}

/** @param {number} n @param {string} language */
export function number(n, language) {
  return n.toLocaleString(language === "zh" ? "zh-CN" : "en-GB");
}

/**
 * `text` cut where one of `names` stands in it (whole words for alphabets), longest name first.
 * @param {string} text @param {string[]} names
 * @returns {{text: string, marked: boolean}[]}
 */
export function highlight(text, names) {
  const wanted = [...new Set(names.filter((name) => name.length > 1))].sort((a, b) => b.length - a.length);
  if (!wanted.length) return [{ text, marked: false }];
  const pattern = wanted.map((name) => (/^[\p{sc=Han}]+$/u.test(name) ? escaped(name) : `(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`));
  const parts = text.split(new RegExp(`(${pattern.join("|")})`, "u"));
  return parts.map((part, i) => ({ text: part, marked: i % 2 === 1 })).filter((part) => part.text);
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/** One cell of a CSV file; what a spreadsheet would take for a formula starts with an apostrophe. @param {unknown} value */
export function cell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** A CSV file, RFC 4180. @param {unknown[][]} rows */
export function csv(rows) {
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** Text inside XML; characters that XML does not know become U+FFFD. @param {unknown} text */
export function xml(text) {
  const known = String(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
  return known.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** @param {string} text @param {number} most */
export function shortened(text, most) {
  const characters = [...text];
  return characters.length > most ? characters.slice(0, most - 1).join("").trimEnd() + "…" : text;
}

/** A name that a file can have. @param {string} title */
export function fileName(title) {
  return fold(title).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "graph";
}
