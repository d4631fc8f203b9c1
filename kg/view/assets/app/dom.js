/** Elements without markup: everything that comes from the data enters as text, never as HTML. */

import { spoken } from "./model.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element: `h("button", { class: "x", onclick: f, "aria-label": "…" }, "text", child)`. Children null and false are left out.
 * @param {string} tag @param {Record<string, any>} attributes @param {...any} children
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element. @param {string} tag @param {Record<string, any>} attributes @param {...any} children @returns {any} */
export function s(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** @param {Element} element @param {Record<string, any>} attributes @param {any[]} children */
function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element && typeof value === "boolean") element[key] = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** @param {string} id @returns {any} */
export function byId(id) {
  return document.getElementById(id);
}

/** @param {Element} element @param {...any} children */
export function replace(element, ...children) {
  element.replaceChildren(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
}

/** A name on its own, whatever its direction and language. @param {string} text @param {string} [language] */
export function name(text, language) {
  return h("bdi", { lang: language }, text);
}

/** The names of a thing or place in the language shown; the second one quieter. @param {{en: string, zh: string}} thing @param {string} language */
export function names(thing, language) {
  if (language !== "both" || thing.en === thing.zh) return [name(language === "zh" ? thing.zh : thing.en, language === "zh" ? "zh" : "en")];
  return [name(thing.en, "en"), " ", h("span", { class: "second" }, name(thing.zh, "zh"))];
}

/** The symbol of a kind as in the picture. @param {any} kind @param {boolean} [linked] */
export function symbol(kind, linked = true) {
  const path = s("path", { d: kind.path, fill: kind.fill, class: `line-${kind.id}`, "stroke-width": 0.18, "stroke-dasharray": linked ? null : "0.35 0.25" });
  return s("svg", { class: "symbol", viewBox: "-1.3 -1.3 2.6 2.6", "aria-hidden": "true" }, path);
}

/** A piece of the line of a relation, with an arrow if it has one. @param {any} relation @param {any} family */
export function stroke(relation, family) {
  const dash = family.dash.map((/** @type {number} */ d) => d * 0.6).join(" ");
  const line = s("line", { x1: 1, y1: 6, x2: relation.directed ? 21 : 27, y2: 6, class: `tie-${family.id}`, "stroke-dasharray": dash || null, "stroke-width": 2 });
  const head = relation.directed && s("path", { d: "M20 2.2L27 6L20 9.8Z", class: `head-${family.id}` });
  return s("svg", { class: "stroke", viewBox: "0 0 28 12", "aria-hidden": "true" }, line, head || null);
}

/** The status of a fact that did not simply happen. @param {any} model @param {string} status @param {string} language */
export function badge(model, status, language) {
  const known = model.statuses.find((/** @type {any} */ other) => other.id === status);
  return status !== "happened" && h("span", { class: `badge badge-${known ? known.id : "other"}` }, known ? known.name[spoken(language)] : status);
}
