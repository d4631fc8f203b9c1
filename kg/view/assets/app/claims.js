/** Claims that contradict each other, pure: what one article says happened and another denies; support and opposition. */

import { endsOf } from "./model.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {{fact: number, telling: number}} Claim a telling of a fact
 * @typedef {{kind: "happened" | "stance", yes: Claim[], no: Claim[], ties: string[]}} Conflict
 */

const AGAINST = { denied: ["happened", "planned"], cancelled: ["happened"] }; // what a status contradicts

/**
 * The contradictions about what joins the ends of a tie, whatever the filters hide.
 * @param {Model} model @param {string} id @returns {Conflict[]}
 */
export function conflicts(model, id) {
  const tie = model.ties.get(id), same = between(model, tie);
  return [happened(model, same.filter((t) => t.relation === tie.relation)), stance(model, tie, same)].filter((c) => c !== null);
}

/** All ties that somebody contradicts, each once. @param {Model} model @param {Iterable<string>} ids @returns {string[]} */
export function disputed(model, ids) {
  const all = [...ids], found = new Set();
  for (const id of all) for (const conflict of found.has(id) ? [] : conflicts(model, id)) for (const tie of conflict.ties) found.add(tie);
  return all.filter((id) => found.has(id));
}

/** The ties between the same two things. @param {Model} model @param {any} tie @returns {any[]} */
function between(model, tie) {
  return (model.between.get(endsOf(tie)) || []).map((/** @type {string} */ id) => model.ties.get(id));
}

/** What some say happened (or will) and others deny, at times that may be one. @param {Model} model @param {any[]} ties @returns {Conflict | null} */
function happened(model, ties) {
  const claims = ties.flatMap((tie) => tie.facts.flatMap((/** @type {number} */ fact) => model.facts[fact].told.map((/** @type {any} */ t, /** @type {number} */ telling) => ({ fact, telling, status: t.status, tie: tie.id }))));
  const against = (/** @type {any} */ no, /** @type {any} */ yes) => AGAINST[no.status]?.includes(yes.status) && (no.fact === yes.fact || sameTime(model.facts[no.fact].when, model.facts[yes.fact].when));
  const denied = claims.filter((no) => no.status in AGAINST && claims.some((yes) => against(no, yes))), said = claims.filter((yes) => denied.some((no) => against(no, yes)));
  return denied.length ? { kind: "happened", yes: unique(said), no: unique(denied), ties: [...new Set([...said, ...denied].map((c) => c.tie))] } : null;
}

/** @param {import("./dates.js").When | null} a @param {import("./dates.js").When | null} b */
function sameTime(a, b) {
  return !a || !b || (a[1] <= b[2] && b[1] <= a[2]);
}

/** Support and opposition of one for the same other. @param {Model} model @param {any} tie @param {any[]} ties @returns {Conflict | null} */
function stance(model, tie, ties) {
  const side = (/** @type {string} */ relation) => ties.filter((t) => t.relation === relation && t.from === tie.from);
  const [yes, no] = [side("supports"), side("opposes")];
  if (!["supports", "opposes"].includes(tie.relation) || !yes.length || !no.length) return null;
  const claims = (/** @type {any[]} */ some) => unique(some.flatMap((t) => t.facts.flatMap((/** @type {number} */ fact) => model.facts[fact].told.map((/** @type {any} */ _, /** @type {number} */ telling) => ({ fact, telling })))));
  return { kind: "stance", yes: claims(yes), no: claims(no), ties: [...yes, ...no].map((t) => t.id) };
}

/** Each telling once. @param {any[]} claims @returns {Claim[]} */
function unique(claims) {
  return [...new Map(claims.map(({ fact, telling }) => [`${fact} ${telling}`, { fact, telling }])).values()];
}
