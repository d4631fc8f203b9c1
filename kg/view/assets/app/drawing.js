/** The picture as SVG, pure: the same shapes, places and words as on the canvas, for papers and slides. */

import { along, control } from "./geometry.js";
import { shortened, xml } from "./text.js";

/**
 * @typedef {{x: number, y: number, r: number, lines: {text: string, second: boolean}[], path: string, fill: string, line: string,
 *   linked: boolean, labelled: boolean, faint: boolean}} Shape
 * @typedef {{from: Shape, to: Shape, bend: number, color: string, text: string, words: string, dash: number[], width: number, arrow: boolean,
 *   opacity: number}} Stroke
 * @typedef {{title: string, note: string, box: {left: number, top: number, right: number, bottom: number}, shapes: Shape[], strokes: Stroke[],
 *   legend: {path: string, fill: string, line: string, name: string}[], colours: any}} Scene
 */

const PAD = 36, HEAD = 74, FOOT = 60;

/** @param {Scene} scene @returns {{text: string, width: number, height: number}} */
export function svg(scene) {
  const { box, colours } = scene;
  const wide = Math.max(box.right - box.left, 520), tall = Math.max(box.bottom - box.top, 80);
  const width = Math.ceil(wide + 2 * PAD), height = Math.ceil(tall + HEAD + FOOT + PAD);
  const shift = { x: PAD - (box.left + box.right - wide) / 2, y: HEAD - (box.top + box.bottom - tall) / 2 };
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${xml(colours.sans)}">`,
    `<title>${xml(scene.title)}</title><rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    `<text x="${PAD}" y="38" font-size="20" font-weight="600" fill="${colours.ink}">${xml(shortened(scene.title, Math.floor(width / 12)))}</text>`,
    `<text x="${PAD}" y="60" font-size="12" fill="${colours.muted}">${xml(scene.note)}</text>`,
    `<g transform="translate(${round(shift.x)} ${round(shift.y)})">`,
    ...scene.strokes.map(strokeOf), ...scene.shapes.map((shape) => shapeOf(shape)), ...scene.strokes.map((tie) => wordsOf(tie, colours)),
    ...scene.shapes.map((shape) => labelOf(shape, colours)), "</g>", legend(scene, height - FOOT / 2), "</svg>",
  ];
  return { text: parts.join("\n"), width, height };
}

const round = (/** @type {number} */ n) => Math.round(n * 10) / 10;

/** @param {Stroke} tie */
function strokeOf(tie) {
  const { from, to } = tie;
  const look = `fill="none" stroke="${tie.color}" stroke-width="${round(tie.width)}" stroke-opacity="${tie.opacity}"${tie.dash.length ? ` stroke-dasharray="${tie.dash.join(" ")}"` : ""}`;
  if (from === to) return `<circle class="tie" cx="${round(from.x + from.r)}" cy="${round(from.y - from.r)}" r="18" ${look}/>`;
  const via = control(from, to, tie.bend);
  const end = border(via || from, to, to.r + (tie.arrow ? 7 : 1)), start = border(via || to, from, from.r + 1);
  const line = via ? `M${pair(start)}Q${pair(via)} ${pair(end)}` : `M${pair(start)}L${pair(end)}`;
  return `<path class="tie" d="${line}" ${look}/>` + (tie.arrow ? arrow(via || from, to, tie) : "");
}

const pair = (/** @type {any} */ p) => `${round(p.x)} ${round(p.y)}`;

/** The point `distance` before `to` on the way from `from`. */
function border(from, to, distance) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: to.x - ((to.x - from.x) / length) * distance, y: to.y - ((to.y - from.y) / length) * distance };
}

/** @param {any} from @param {Shape} to @param {Stroke} tie */
function arrow(from, to, tie) {
  const tip = border(from, to, to.r + 2), back = border(from, to, to.r + 11);
  const nx = (tip.y - back.y) * 0.42, ny = (back.x - tip.x) * 0.42;
  return `<path d="M${pair(tip)}L${pair({ x: back.x + nx, y: back.y + ny })}L${pair({ x: back.x - nx, y: back.y - ny })}Z" fill="${tie.color}" fill-opacity="${tie.opacity}"/>`;
}

/** @param {Shape} shape */
function shapeOf(shape) {
  const dash = shape.linked ? "" : ` stroke-dasharray="${round(3.5 / shape.r)} ${round(2.5 / shape.r)}"`;
  return `<path class="thing" transform="translate(${pair(shape)}) scale(${shape.r})" d="${shape.path}" fill="${shape.fill}"${shape.linked ? "" : ' fill-opacity="0.55"'} stroke="${shape.line}" stroke-width="${Math.round(160 / shape.r) / 100}"${dash}${shape.faint ? ' opacity="0.25"' : ""}/>`;
}

/** @param {Stroke} tie @param {any} colours */
function wordsOf(tie, colours) {
  if (!tie.words || tie.from === tie.to) return "";
  const at = along(tie.from, tie.to, tie.bend, 0.5);
  return `<text x="${round(at.x)}" y="${round(at.y + 4)}" font-size="11" font-weight="500" text-anchor="middle" fill="${tie.text}" stroke="${colours.paper}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${xml(tie.words)}</text>`;
}

/** @param {Shape} shape @param {any} colours */
function labelOf(shape, colours) {
  if (!shape.labelled) return "";
  return shape.lines.map((line, i) => `<text x="${round(shape.x)}" y="${round(shape.y + shape.r + 17 + 16 * i)}" font-size="${line.second ? 12.2 : 13}" font-weight="${line.second ? 400 : 600}" text-anchor="middle" fill="${line.second ? colours.muted : colours.ink}"${shape.faint ? ' opacity="0.35"' : ""} stroke="${colours.paper}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${xml(line.text)}</text>`).join("");
}

/** @param {Scene} scene @param {number} y */
function legend(scene, y) {
  let x = PAD + 8;
  return scene.legend.map((kind) => {
    const item = `<g class="legend" transform="translate(${round(x)} ${y})"><path transform="scale(7)" d="${kind.path}" fill="${kind.fill}" stroke="${kind.line}" stroke-width="0.2"/><text x="14" y="4" font-size="12" fill="${scene.colours.ink}">${xml(kind.name)}</text></g>`;
    x += 44 + [...kind.name].reduce((sum, c) => sum + (c > "\u2e80" ? 12 : 7), 0);
    return item;
  }).join("");
}
