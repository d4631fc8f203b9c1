/** The data block as a model: tables with their cross references resolved once. */

/**
 * @typedef {import("./dates.js").When} When
 * @typedef {{id: string, iri: string, kind: string, en: string, zh: string, aliases: string[], linked: boolean, facts: number,
 *   lines: {en: string[], zh: string[]}, r: number, box: [number, number, number], iso3: string | null, home: string | null}} Thing
 * @typedef {{record: string, article: number, quotes: number[], status: string, when: string | null, by: {en: string, zh: string} | null,
 *   rule: string, confidence: number | null}} Telling
 * @typedef {{id: string, type: string, en: string, zh: string, when: When | null, where: {en: string, zh: string}[], status: string,
 *   told: Telling[]}} Fact
 * @typedef {{id: string, from: string, to: string, relation: string, en: string, zh: string, facts: number[]}} Tie
 * @typedef {{x: number, y: number}} Point
 * @typedef {ReturnType<typeof build>} Model
 */

/**
 * @param {any} block the page's tables
 * @param {any[]} nodes pyvis' nodes: all things, the best tied first; those of the opening picture have places
 * @param {any[]} edges pyvis' edges: all ties
 */
export function build(block, nodes, edges) {
  const facts = block.facts.map((/** @type {any} */ f) => ({ ...f, told: f.told.map((/** @type {any} */ t) => ({ by: null, when: null, confidence: null, ...t })) }));
  const things = new Map(nodes.map((t, rank) => [t.id, { ...t, rank }]));
  const ties = new Map(edges.map((t) => [t.id, t]));
  const opening = nodes.filter((n) => n.tall);
  const relations = new Map(block.relations.map((/** @type {any} */ r) => [r.id, r]));
  const kinds = new Map(block.kinds.map((/** @type {any} */ k) => [k.id, k]));
  const families = new Map(block.families.map((/** @type {any} */ f) => [f.id, f]));
  const places = {
    wide: new Map(opening.map((n) => [n.id, { x: n.x, y: n.y }])),
    tall: new Map(opening.map((n) => [n.id, { x: n.tall[0], y: n.tall[1] }])),
  };
  const lists = { relationList: block.relations, publishers: publishers(block.articles) };
  const countries = new Map(block.countries.map((/** @type {any} */ c) => [c.id, c]));
  return { ...block, ...lists, facts, things, ties, relations, kinds, families, places, countries, bends: bends(edges), between: between(edges) };
}

/** The outlets by name, with how many articles each has. @param {{source: string}[]} articles */
function publishers(articles) {
  const counts = new Map();
  for (const article of articles) counts.set(article.source, (counts.get(article.source) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name, count]) => ({ name, count }));
}

/**
 * How much each tie bends so that ties between the same two things stay apart; 0 is straight.
 * The sign is that of a tie drawn from its own tail: opposite ties of one pair bend to different sides.
 * @param {Tie[]} ties
 * @returns {Map<string, number>}
 */
export function bends(ties) {
  const pairs = new Map();
  for (const tie of ties) {
    const key = endsOf(tie);
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(tie);
  }
  const result = new Map();
  for (const bundle of pairs.values()) {
    const step = bundle.length > 1 ? Math.min(0.26, 1.3 / bundle.length) : 0;
    bundle.forEach((/** @type {Tie} */ tie, /** @type {number} */ i) => {
      const bend = (i - (bundle.length - 1) / 2) * step;
      result.set(tie.id, tie.from < tie.to ? bend : -bend);
    });
  }
  return result;
}

/** The ties between each two things, whatever their direction. @param {Tie[]} ties @returns {Map<string, string[]>} */
function between(ties) {
  const result = new Map();
  for (const tie of ties) {
    const key = endsOf(tie);
    result.has(key) ? result.get(key).push(tie.id) : result.set(key, [tie.id]);
  }
  return result;
}

/** The two ends of a tie as a key, whatever its direction. @param {{from: string, to: string}} tie */
export function endsOf(tie) {
  return tie.from < tie.to ? `${tie.from}\n${tie.to}` : `${tie.to}\n${tie.from}`;
}

/** The name of a thing in the language shown. @param {{en: string, zh: string}} thing @param {string} language */
export function nameOf(thing, language) {
  if (language === "both") return thing.en === thing.zh ? thing.en : `${thing.en} ${thing.zh}`;
  return language === "zh" ? thing.zh : thing.en;
}

/** The lines of a label in the language shown. @param {Thing} thing @param {string} language @returns {string[]} */
export function linesOf(thing, language) {
  if (language === "both") return thing.en === thing.zh ? thing.lines.en : [...thing.lines.en, ...thing.lines.zh];
  return language === "zh" ? thing.lines.zh : thing.lines.en;
}

/** The page's title. @param {Model} model @param {string} language */
export function titleOf(model, language) {
  return model.meta.title || model.words[spoken(language)].title;
}

/** The language of the page's own words. @param {string} language */
export function spoken(language) {
  return language === "zh" ? "zh" : "en";
}

/** The sentences of some facts, with everything a dossier or a file says of them. @param {Model} model @param {number[]} facts */
export function evidence(model, facts) {
  return facts.flatMap((f) => {
    const fact = model.facts[f];
    return fact.told.flatMap((/** @type {Telling} */ telling) =>
      telling.quotes.map((q) => ({ fact, telling, quote: model.quotes[q], article: model.articles[telling.article] })));
  });
}
