/** What the reader can take away: PNG, SVG, JSON, CSV of what is to be seen now. */

import { evidence, linesOf, spoken, titleOf } from "./model.js";
import { svg } from "./drawing.js";
import { bounds } from "./geometry.js";
import { csv, fileName, fill, number, shortened } from "./text.js";
import { colours } from "./theme.js";

/** @param {string} filename @param {Blob} blob */
function save(filename, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** The things, ties, facts and sentences to be seen, as plain data. @param {any} model @param {any} state @param {any} view */
export function asJson(model, state, view) {
  const thing = (/** @type {string} */ id) => {
    const { iri, kind, en, zh, aliases, linked } = model.things.get(id);
    return { id, iri, kind, en, zh, aliases, linked };
  };
  const ties = [...view.ties].map(([id, facts]) => {
    const { from, to, relation, en, zh } = model.ties.get(id);
    return { id, from, to, relation, label: { en, zh }, times: facts.length, evidence: evidence(model, facts).map(plain) };
  });
  return { title: titleOf(model, state.language), things: [...view.things].map(thing), ties };
}

/** @param {any} line */
function plain({ fact, telling, quote, article }) {
  return {
    fact: fact.id, type: fact.type, words: { en: fact.en, zh: fact.zh }, when: fact.when ? fact.when[0] : null, where: fact.where.map((/** @type {any} */ p) => p.en),
    status: telling.status, quote: quote.text, start: quote.start, end: quote.end, article: article.id, title: article.title, source: article.source,
    date: article.date, url: article.url, statedBy: telling.by ? telling.by.en : null, rule: telling.rule, confidence: telling.confidence, record: telling.record,
  };
}

const COLUMNS = ["from", "relation", "label", "to", "words", "when", "where", "status", "stated by", "quote", "article", "title", "source", "date", "url", "rule", "confidence", "record"];

/** One line for each sentence of each tie. @param {any} model @param {any} view */
export function asCsv(model, view) {
  const rows = [...view.ties].flatMap(([id, facts]) => {
    const tie = model.ties.get(id);
    return evidence(model, facts).map(plain).map((e) => [model.things.get(tie.from).en, tie.relation, tie.en, model.things.get(tie.to).en, e.words.en, e.when, e.where.join("; "), e.status,
      e.statedBy, e.quote, e.article, e.title, e.source, e.date, e.url, e.rule, e.confidence, e.record]);
  });
  return csv([COLUMNS, ...rows]);
}

/** The picture of now as SVG. @param {any} model @param {any} state @param {any} view @param {any} bright @param {any} picture */
export function asSvg(model, state, view, bright, picture) {
  const look = colours(), shade = look.shade, places = picture.places(), labelled = new Set(picture.labels().map((/** @type {any} */ l) => l.id));
  const shapes = new Map([...view.things].map((id) => [id, shapeOf(id)]));
  function shapeOf(id) {
    const thing = model.things.get(id), kind = model.kinds.get(thing.kind);
    const lines = linesOf(thing, state.language).map((text, i) => ({ text, second: state.language === "both" && thing.en !== thing.zh && i >= thing.lines.en.length }));
    return { ...places.get(id), r: thing.r, lines, path: kind.path, fill: kind.fill, line: kind.line[shade], linked: thing.linked, labelled: labelled.has(id), faint: Boolean(bright && !bright.things.has(id)) };
  }
  const worded = bright ? bright.ties : view.ties.size <= 28 ? new Set(view.ties.keys()) : new Set();
  const strokes = [...view.ties].map(([id, facts]) => {
    const tie = model.ties.get(id), edge = picture.edgeLook(id), words = shortened(state.language === "zh" ? tie.zh : tie.en, 30) + (facts.length > 1 ? ` ×${facts.length}` : "");
    return { from: shapes.get(tie.from), to: shapes.get(tie.to), bend: model.bends.get(id), color: edge.color.color, text: model.families.get(model.relations.get(tie.relation).family).text[shade],
      words: worded.has(id) ? words : "", dash: edge.dashes || [], width: edge.width, arrow: edge.arrows.to.enabled, opacity: edge.color.opacity };
  });
  const room = (/** @type {string} */ id) => ({ half: model.things.get(id).box[0], above: model.things.get(id).box[1], below: model.things.get(id).box[2] });
  const used = new Set([...view.things].map((id) => model.things.get(id).kind));
  const legend = [...model.kinds.values()].filter((k) => used.has(k.id)).map((k) => ({ path: k.path, fill: k.fill, line: k.line[shade], name: k.name[spoken(state.language)] }));
  return svg({ title: titleOf(model, state.language), note: counted(model, state, view), box: bounds(places, room), shapes: [...shapes.values()], strokes, legend, colours: look });
}

/** "24 things · 43 ties · 40 facts from 4 articles". @param {any} model @param {any} state @param {any} view */
export function counted(model, state, view) {
  const language = spoken(state.language), facts = new Set([...view.ties.values()].flat());
  const articles = new Set([...facts].flatMap((f) => model.facts[f].told.map((/** @type {any} */ t) => t.article)));
  const n = (/** @type {number} */ x) => number(x, language);
  return fill(model.words[language].counts, { things: n(view.things.size), ties: n(view.ties.size), facts: n(facts.size), articles: n(articles.size) });
}

/** An SVG as PNG, twice its size for sharp print. @param {{text: string, width: number, height: number}} drawing @returns {Promise<Blob>} */
export function asPng(drawing) {
  return new Promise((resolve, reject) => {
    const image = new Image(), url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing.text)}`;
    const factor = Math.min(2, 12000 / Math.max(drawing.width, drawing.height));
    image.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [Math.round(drawing.width * factor), Math.round(drawing.height * factor)];
      canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
    };
    image.onerror = () => reject(new Error("no picture"));
    image.src = url;
  });
}

/** Saves the format of that name. @param {string} format @param {any} model @param {any} state @param {any} view @param {() => any} drawing */
export async function download(format, model, state, view, drawing) {
  const base = fileName(titleOf(model, state.language));
  const makers = {
    png: () => asPng(drawing()),
    svg: () => new Blob([drawing().text], { type: "image/svg+xml" }),
    json: () => new Blob([JSON.stringify(asJson(model, state, view), null, 1)], { type: "application/json" }),
    csv: () => new Blob(["\ufeff", asCsv(model, view)], { type: "text/csv" }),
  };
  save(`${base}.${format}`, await makers[format]());
}

