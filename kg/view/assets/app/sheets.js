/** The other readings as SVG, pure: the matrix, the two columns and the timeline as they stand, for papers and slides. */

import { told } from "./dates.js";
import { cellOf, heat, matrix } from "./cells.js";
import { timeline, OTHERS } from "./lanes.js";
import { nameOf, spoken } from "./model.js";
import { sides } from "./sides.js";
import { number, shortened, xml } from "./text.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {{paper: string, ink: string, muted: string, border: string, sans: string, shade: string, heats: {fill: string, ink: string}[]}} Colours
 * @typedef {{text: string, width: number, height: number}} Drawing
 * @typedef {{model: Model, state: any, view: any, title: string, note: string, colours: Colours}} Scene
 */

const PAD = 36, HEAD = 78, CELL = 34, ROW = 26, LANE = 46, GAP = 260;
const MOST_ROWS = 400; // lines of a timeline in one drawing

/** Px that a text needs, about. @param {string} text @param {number} size */
const wide = (text, size) => [...text].reduce((sum, c) => sum + (c > "\u2e80" ? size : size * 0.56), 0);

/** Whether a reading has a drawing of its own. @param {string} view */
export const drawn = (view) => view in SHEETS;

/** The reading of now. @param {Scene} scene @returns {Drawing} */
export function sheet(scene) {
  return SHEETS[scene.state.view](scene);
}

/** @param {Scene} scene @param {number} width @param {number} height @param {string[]} parts @returns {Drawing} */
function framed({ title, note, colours }, width, height, parts) {
  const size = { width: Math.ceil(Math.max(width, 520)), height: Math.ceil(height + PAD) };
  const text = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="${xml(colours.sans)}">`,
    `<title>${xml(title)}</title><rect width="${size.width}" height="${size.height}" fill="${colours.paper}"/>`,
    words(PAD, 38, shortened(title, Math.floor(size.width / 12)), 20, colours.ink, "start", 600), words(PAD, 60, note, 12, colours.muted), ...parts, "</svg>",
  ].join("\n");
  return { text, ...size };
}

/** @param {number} x @param {number} y @param {string} text @param {number} size @param {string} colour @param {string} [anchor] @param {number} [weight] @param {string} [more] */
function words(x, y, text, size, colour, anchor = "start", weight = 400, more = "") {
  return `<text x="${Math.round(x)}" y="${Math.round(y)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${colour}"${more}>${xml(text)}</text>`;
}

// -- who with whom ---------------------------------------------------------------------------------------------------------------

/** @param {Scene} scene */
function matrixSheet(scene) {
  const { model, state, view, colours } = scene, found = matrix(model, view.ties, state.measure), language = spoken(state.language);
  const name = (/** @type {string} */ id) => shortened(nameOf(model.countries.get(id), state.language === "both" ? "en" : state.language), 28);
  const side = Math.max(60, ...found.countries.map((id) => wide(name(id), 13))) + 14, left = PAD + side, top = HEAD + side;
  const across = found.countries.map((id, i) => {
    const x = left + i * CELL + CELL / 2 + 4;
    return words(x, top - 8, name(id), 13, colours.ink, "start", 500, ` transform="rotate(-90 ${Math.round(x)} ${Math.round(top - 8)})"`);
  });
  const rows = found.countries.flatMap((one, j) => [words(left - 10, top + j * CELL + CELL / 2 + 4, name(one), 13, colours.ink, "end", 500), ...found.countries.map((other, i) => {
    const joined = one === other ? null : cellOf(found.cells, one, other), n = joined ? joined.facts.size : 0, level = heat(n, found.most), box = `x="${left + i * CELL + 1}" y="${top + j * CELL + 1}" width="${CELL - 2}" height="${CELL - 2}"`;
    if (!n) return `<rect class="cell" ${box} rx="3" fill="${one === other ? colours.border : "none"}" stroke="${colours.border}" stroke-width="0.5"/>`;
    const look = colours.heats[level - 1];
    return `<rect class="cell" ${box} rx="3" fill="${look.fill}"/>` + words(left + i * CELL + CELL / 2, top + j * CELL + CELL / 2 + 4, number(n, language), 12, look.ink, "middle", 600);
  })]);
  const extent = found.countries.length * CELL;
  return framed(scene, left + extent + PAD, top + extent, [...across, ...rows, words(PAD, top + extent + 24, model.words[language][`unit_${state.measure}`], 12, colours.muted)]);
}

// -- initiatives and their supporters ------------------------------------------------------------------------------------------------

/** @param {Scene} scene */
function sidesSheet(scene) {
  const { model, state, view, colours } = scene, found = sides(model, view.ties), language = state.language === "zh" ? "zh" : "en";
  const name = (/** @type {string} */ id) => shortened(model.things.get(id)[language], 60);
  const room = (/** @type {any[]} */ items) => Math.max(80, ...items.map((item) => wide(name(item.id), 13))) + 12;
  const [x1, tall] = [PAD + room(found.left), Math.max(found.left.length, found.right.length) * ROW], x2 = x1 + GAP;
  const at = (/** @type {any[]} */ items) => new Map(items.map((item, i) => [item.id, HEAD + 30 + ((i + 0.5) * tall) / items.length]));
  const [ys1, ys2] = [at(found.left), at(found.right)], said = model.words[spoken(state.language)];
  const ropes = found.ties.map((/** @type {string} */ id) => {
    const tie = model.ties.get(id), family = model.families.get(model.relations.get(tie.relation).family), [y1, y2] = [ys1.get(tie.from), ys2.get(tie.to)].map((y) => Math.round(y || 0));
    const dash = tie.relation === "proposed" ? "" : ` stroke-dasharray="${tie.relation === "opposes" ? "8 3 2 3" : "8 3.5"}"`;
    return `<path class="rope" d="M${x1} ${y1}C${x1 + GAP * 0.45} ${y1} ${x1 + GAP * 0.55} ${y2} ${x2} ${y2}" fill="none" stroke="${family.line[colours.shade]}" stroke-width="1.8"${dash}/>`;
  });
  const labels = (/** @type {any[]} */ items, /** @type {Map<string, number>} */ ys, /** @type {number} */ x, /** @type {string} */ anchor) => items.map((item) => words(x, (ys.get(item.id) || 0) + 4, name(item.id), 13, colours.ink, anchor, 500));
  return framed(scene, x2 + room(found.right) + PAD, HEAD + 30 + tall, [
    words(x1 - 8, HEAD + 12, said.supporters, 11, colours.muted, "end", 600), words(x2 + 8, HEAD + 12, said.supported, 11, colours.muted, "start", 600),
    ...ropes, ...labels(found.left, ys1, x1 - 8, "end"), ...labels(found.right, ys2, x2 + 8, "start"),
  ]);
}

// -- the timeline --------------------------------------------------------------------------------------------------------------------

/** @param {Scene} scene */
function timelineSheet(scene) {
  const { model, state, view, colours } = scene, { lanes, happenings } = timeline(model, view.ties, 8), language = spoken(state.language), zh = state.language === "zh";
  const rows = happenings.slice(0, MOST_ROWS), left = PAD + 110, saying = left + lanes.length * LANE + 16, top = HEAD + 96;
  const laneName = (/** @type {string} */ id) => (id === OTHERS ? model.words[language].others : shortened(nameOf(model.countries.get(id), zh ? "zh" : "en"), 16));
  const heads = lanes.map((id, i) => words(left + i * LANE + LANE / 2, top - 12, laneName(id), 12, colours.muted, "start", 500, ` transform="rotate(-45 ${left + i * LANE + LANE / 2} ${top - 12})"`));
  const guides = lanes.map((_, i) => `<line x1="${left + i * LANE + LANE / 2}" y1="${top}" x2="${left + i * LANE + LANE / 2}" y2="${top + rows.length * ROW}" stroke="${colours.border}" stroke-width="0.7"/>`);
  const lines = rows.flatMap((row, j) => {
    const y = top + j * ROW + ROW / 2, fact = model.facts[row.fact], at = lanes.map((id, i) => (row.lanes.has(id) ? i : -1)).filter((i) => i >= 0).map((i) => left + i * LANE + LANE / 2);
    const line = model.families.get(model.relations.get(model.ties.get(row.ties[0]).relation).family).line[colours.shade];
    const rope = at.length > 1 ? [`<line x1="${at[0]}" y1="${y}" x2="${at[at.length - 1]}" y2="${y}" stroke="${line}" stroke-width="2"/>`] : [];
    const marks = at.map((x) => `<circle class="mark" cx="${x}" cy="${y}" r="5" fill="${fact.status === "happened" ? line : colours.paper}" stroke="${line}" stroke-width="1.6"/>`);
    return [words(PAD, y + 4, row.when ? told(row.when[0], language) : "–", 12, colours.muted), ...rope, ...marks, words(saying, y + 4, shortened(zh ? fact.zh : fact.en, 110), 13, colours.ink)];
  });
  const room = Math.max(200, ...rows.map((row) => wide(shortened(zh ? model.facts[row.fact].zh : model.facts[row.fact].en, 110), 13)));
  return framed(scene, saying + room + PAD, top + rows.length * ROW, [...guides, ...heads, ...lines]);
}

/** @type {Record<string, (scene: Scene) => Drawing>} */
const SHEETS = { matrix: matrixSheet, sides: sidesSheet, timeline: timelineSheet };
