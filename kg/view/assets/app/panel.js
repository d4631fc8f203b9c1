/** The panel at the right: an overview, a thing with its ties, or a tie as a dossier with every sentence that says so. */

import { conflicts, disputed } from "./claims.js";
import { told } from "./dates.js";
import { badge, h, name, names, replace, stroke, symbol } from "./dom.js";
import { pairTied } from "./filters.js";
import { factTies } from "./lanes.js";
import { nameOf, spoken } from "./model.js";
import { ends } from "./state.js";
import { fill, highlight, number } from "./text.js";

/**
 * @param {HTMLElement} element @param {import("./model.js").Model} model
 * @param {{select: (selection: any) => void, around: (id: string | null) => void, pathFrom: (id: string) => void}} act
 */
export function createPanel(element, model, act) {
  const contradicted = disputed(model, model.ties.keys());
  let state = null, view = null, words = {};

  function update(newState, newView) {
    [state, view, words] = [newState, newView, model.words[spoken(newState.language)]];
    const selected = state.selected;
    const pages = { thing: () => thingPage(model.things.get(selected.id)), tie: () => tiePage(model.ties.get(selected.id)), pair: () => pairPage(selected.id) };
    replace(element, selected ? pages[selected.kind]() : overview());
    element.scrollTop = 0;
  }

  const date = (/** @type {any} */ fact) => (fact.when ? told(fact.when[0], spoken(state.language)) : "");
  const factsOf = (/** @type {any} */ tie) => view.ties.get(tie.id) || view.passing.get(tie.id) || tie.facts;
  const close = () => h("button", { class: "close", type: "button", "aria-label": words.close, title: words.close, onclick: () => act.select(null) }, "×");

  // -- nothing selected --------------------------------------------------------------------------------------------------------

  function overview() {
    const ties = [...view.ties.keys()].map((id) => model.ties.get(id));
    if (!model.ties.size) return h("div", { class: "sheet" }, h("h2", { class: "kicker" }, words.glance), h("p", { class: "lead" }, words.empty));
    return h("div", { class: "sheet" },
      h("h2", { class: "kicker" }, words.glance),
      h("p", { class: "lead" }, words.how),
      figures(),
      section(words.disputed, disputedRows(() => true)),
      section(words.best, bestTied(ties)),
      section(words.latest, latest(ties)));
  }

  function figures() {
    const facts = new Set([...view.ties.values()].flat());
    const sources = new Set([...facts].flatMap((f) => model.facts[f].told.map((/** @type {any} */ t) => t.article)));
    const cell = (/** @type {number} */ n, /** @type {string} */ word) => h("div", {}, h("dd", {}, number(n, spoken(state.language))), h("dt", {}, word));
    return h("dl", { class: "figures" }, cell(view.things.size, words.things), cell(view.ties.size, words.ties), cell(facts.size, words.facts), cell(sources.size, words.articles));
  }

  const section = (/** @type {string} */ title, /** @type {any[]} */ rows) => rows.length > 0 && h("section", {}, h("h3", {}, title), h("ul", { class: "rows" }, rows));

  function bestTied(ties) {
    const degree = new Map();
    for (const tie of ties) for (const id of new Set([tie.from, tie.to])) degree.set(id, (degree.get(id) || 0) + 1);
    const best = [...degree].sort((a, b) => b[1] - a[1] || model.things.get(a[0]).rank - model.things.get(b[0]).rank).slice(0, 6);
    return best.map(([id, count]) => thingRow(model.things.get(id), h("span", { class: "count" }, number(count, spoken(state.language)))));
  }

  /** The ties on which articles disagree, whatever the filters hide. @param {(tie: any) => boolean} about */
  const disputedRows = (about) => contradicted.map((id) => model.ties.get(id)).filter(about).slice(0, 6).map(tieLine);

  /** A tie as a line of its own: who, how, whom. @param {any} tie */
  function tieLine(tie) {
    const language = state.language === "zh" ? "zh" : "en", [from, to] = [tie.from, tie.to].map((id) => name(model.things.get(id)[language], language));
    return h("li", {}, h("button", { type: "button", class: "row", onclick: () => act.select({ kind: "tie", id: tie.id }) },
      stroke(model.relations.get(tie.relation), model.families.get(model.relations.get(tie.relation).family)), h("span", { class: "grow" }, from, ` ${tie[language]} `, to)));
  }

  const thingRow = (/** @type {any} */ thing, /** @type {any} */ after) =>
    h("li", {}, h("button", { type: "button", class: "row", onclick: () => act.select({ kind: "thing", id: thing.id }) },
      symbol(model.kinds.get(thing.kind), thing.linked), h("span", { class: "grow" }, names(thing, state.language)), after));

  function latest(ties) {
    const first = factTies(new Map(ties.map((/** @type {any} */ tie) => [tie.id, factsOf(tie)])));
    return newestFirst([...first].filter(([f]) => model.facts[f].when)).slice(0, 6).map(eventRow);
  }

  /** Facts with their ties, the newest first, undated ones last. @param {[number, string[]][]} facts */
  function newestFirst(facts) {
    const last = (/** @type {number} */ f) => model.facts[f].when?.[2] || "";
    return facts.sort((a, b) => (last(a[0]) < last(b[0]) ? 1 : last(a[0]) > last(b[0]) ? -1 : a[0] - b[0]));
  }

  /** @param {[number, string[]]} fact */
  const eventRow = ([f, ties]) => h("li", {}, h("button", { type: "button", class: "row event", onclick: () => act.select({ kind: "tie", id: ties[0] }) },
    h("span", { class: "day" }, date(model.facts[f]) || "–"), h("span", { class: "grow" }, sentence(model.facts[f]), statusBadge(model.facts[f].status))));

  // -- a thing -----------------------------------------------------------------------------------------------------------------

  function thingPage(thing) {
    const ties = [...view.passing.keys()].map((id) => model.ties.get(id)).filter((tie) => tie.from === thing.id || tie.to === thing.id);
    return h("div", { class: "sheet" }, close(),
      h("p", { class: "kicker" }, symbol(model.kinds.get(thing.kind), thing.linked), model.kinds.get(thing.kind).one[spoken(state.language)]),
      h("h2", { tabindex: -1 }, name(state.language === "zh" ? thing.zh : thing.en, state.language === "zh" ? "zh" : "en")),
      otherNames(thing),
      headlines(thing, ties),
      !thing.linked && h("p", { class: "note" }, words.unlinked),
      h("div", { class: "actions" },
        h("button", { type: "button", class: "button", "aria-pressed": String(state.center === thing.id), onclick: () => act.around(state.center === thing.id ? null : thing.id) }, words.around),
        h("button", { type: "button", class: "button", onclick: () => act.pathFrom(thing.id) }, words.pathfrom)),
      section(words.disputed, disputedRows((tie) => tie.from === thing.id || tie.to === thing.id)),
      ties.length ? byRelation(thing, ties) : h("p", { class: "note" }, words.noties));
  }

  /** What somebody is, said under the name: "president of Belarus". */
  function headlines(thing, ties) {
    const chosen = ties.filter((/** @type {any} */ t) => t.from === thing.id && model.relations.get(t.relation).headline);
    const line = (/** @type {any} */ tie) => {
      const other = model.things.get(tie.to);
      return state.language === "zh" ? `${other.zh}${tie.zh}` : `${tie.en} ${other.en}`;
    };
    return chosen.slice(0, 4).map((/** @type {any} */ tie) => h("p", { class: "role" }, line(tie)));
  }

  function otherNames(thing) {
    const shown = state.language === "zh" ? thing.zh : thing.en;
    const others = [...new Set([thing.en, thing.zh, ...thing.aliases])].filter((n) => n && n !== shown);
    return others.length > 0 && h("p", { class: "aliases" }, others.slice(0, 8).flatMap((n, i) => [i ? h("span", { class: "dot" }, " · ") : null, name(n)]));
  }

  function byRelation(thing, ties) {
    return model.relationList.filter((/** @type {any} */ r) => ties.some((/** @type {any} */ t) => t.relation === r.id)).map((/** @type {any} */ relation) => {
      const rows = ties.filter((/** @type {any} */ t) => t.relation === relation.id).sort((/** @type {any} */ a, /** @type {any} */ b) => factsOf(b).length - factsOf(a).length || (a.id < b.id ? -1 : 1));
      return h("section", {}, h("h3", {}, stroke(relation, model.families.get(relation.family)), relation.name[spoken(state.language)]), h("ul", { class: "rows" }, rows.map((/** @type {any} */ tie) => tieRow(thing, tie))));
    });
  }

  function tieRow(thing, tie) {
    const other = model.things.get(tie.from === thing.id ? tie.to : tie.from), facts = factsOf(tie).map((/** @type {number} */ f) => model.facts[f]);
    const dates = facts.map(date).filter(Boolean), away = tie.from === thing.id || !model.relations.get(tie.relation).directed;
    return h("li", {}, h("button", { type: "button", class: "row", onclick: () => act.select({ kind: "tie", id: tie.id }) },
      symbol(model.kinds.get(other.kind), other.linked),
      h("span", { class: "grow" }, names(other, state.language), h("span", { class: "how" }, `${away ? "" : "← "}${state.language === "zh" ? tie.zh : tie.en}`, facts.length > 1 && ` ×${facts.length}`), facts.map(onlyStatus)),
      dates.length > 0 && h("span", { class: "day" }, dates[dates.length - 1])));
  }

  const onlyStatus = (/** @type {any} */ fact, /** @type {number} */ i, /** @type {any[]} */ all) => all.findIndex((f) => f.status === fact.status) === i && statusBadge(fact.status);

  // -- two countries -----------------------------------------------------------------------------------------------------------

  function pairPage(pair) {
    const two = ends(pair, (id) => model.countries.has(id)), ids = [...view.passing.keys()].filter((id) => pairTied(model, model.ties.get(id)) === pair);
    const heading = (/** @type {string} */ id) => (model.things.has(id) ? endButton(id) : h("span", { class: "end" }, names(model.countries.get(id), state.language)));
    return h("div", { class: "sheet" }, close(),
      h("h2", { class: "kicker", tabindex: -1 }, words.pair, h("span", { class: "times" }, `×${factTies(new Map(ids.map((id) => [id, view.passing.get(id)]))).size}`)),
      h("div", { class: "ends" }, two.map(heading)),
      section(words.disputed, disputedRows((tie) => pairTied(model, tie) === pair)),
      ids.length ? relationsOf(ids) : h("p", { class: "note" }, words.noties));
  }

  /** The facts of some ties under the names of their relations, newest first. @param {string[]} ids */
  function relationsOf(ids) {
    return model.relationList.map((/** @type {any} */ relation) => {
      const facts = factTies(new Map(ids.filter((id) => model.ties.get(id).relation === relation.id).map((id) => [id, view.passing.get(id)])));
      return facts.size > 0 && h("section", {}, h("h3", {}, stroke(relation, model.families.get(relation.family)), relation.name[spoken(state.language)]), h("ul", { class: "rows" }, newestFirst([...facts]).map(eventRow)));
    });
  }

  // -- a tie -------------------------------------------------------------------------------------------------------------------

  function tiePage(tie) {
    const facts = factsOf(tie).map((/** @type {number} */ f) => model.facts[f]), relation = model.relations.get(tie.relation);
    const against = conflicts(model, tie.id), compared = new Set(against.flatMap((c) => [...c.yes, ...c.no]).map((c) => model.facts[c.fact]));
    const hidden = tie.facts.filter((/** @type {number} */ f) => !facts.includes(model.facts[f]) && !compared.has(model.facts[f])).length;
    return h("div", { class: "sheet" }, close(),
      h("h2", { class: "kicker", tabindex: -1 }, stroke(relation, model.families.get(relation.family)), relation.name[spoken(state.language)], facts.length > 1 && h("span", { class: "times" }, `×${facts.length}`)),
      h("div", { class: "ends" }, endButton(tie.from), h("span", { class: "verb" }, state.language === "zh" ? tie.zh : tie.en), endButton(tie.to)),
      against.map((conflict) => versus(conflict, tie)),
      facts.filter((/** @type {any} */ fact) => !compared.has(fact)).map((/** @type {any} */ fact) => factCard(fact, tie)),
      hidden > 0 && h("p", { class: "note" }, fill(words.hiddenfacts, { n: hidden })));
  }

  /** Two claims that contradict each other, side by side. @param {import("./claims.js").Conflict} conflict @param {any} tie */
  function versus(conflict, tie) {
    const titles = conflict.kind === "stance" ? [words.supportsit, words.opposesit] : [words.saysso, words.deniesit];
    const side = (/** @type {import("./claims.js").Claim[]} */ claims, /** @type {number} */ i) => h("div", { class: i ? "against" : "for" },
      h("h3", {}, titles[i], h("span", { class: "count" }, `×${claims.length}`)), claims.slice(0, 12).map((claim, at) => [claims[at - 1]?.fact !== claim.fact && claimed(model.facts[claim.fact]), tellingBlock(model.facts[claim.fact].told[claim.telling], model.facts[claim.fact], tie)]));
    return h("section", { class: "versus", "aria-label": words.disagree }, h("p", { class: "note" }, words.disagree), h("div", { class: "claims" }, [conflict.yes, conflict.no].map(side)));
  }

  const claimed = (/** @type {any} */ fact) => h("p", { class: "claimed" }, sentence(fact), date(fact) && h("span", { class: "day" }, date(fact)));

  function endButton(id) {
    const thing = model.things.get(id);
    return h("button", { type: "button", class: "end", onclick: () => act.select({ kind: "thing", id }) }, symbol(model.kinds.get(thing.kind), thing.linked), h("span", {}, names(thing, state.language)));
  }

  function factCard(fact, tie) {
    const articles = new Set(fact.told.map((/** @type {any} */ t) => t.article)).size;
    const where = fact.where.map((/** @type {any} */ place) => nameOf(place, state.language === "both" ? "en" : state.language)).join(" · ");
    const facts = [date(fact) || words.undated, where, articles > 1 && fill(words.toldby, { n: articles })].filter(Boolean);
    return h("article", { class: "fact" },
      h("p", { class: "words" }, sentence(fact)),
      state.language === "both" && fact.zh !== fact.en && h("p", { class: "words second", lang: "zh" }, fact.zh),
      h("p", { class: "meta" }, statusBadge(fact.status), facts.join("  ·  ")),
      !fact.told.length && h("p", { class: "note" }, words.asked),
      fact.told.map((/** @type {any} */ telling, /** @type {number} */ i) => [i === 1 && h("h3", { class: "also" }, words.also), tellingBlock(telling, fact, tie)]));
  }

  const sentence = (/** @type {any} */ fact) => h("span", { lang: state.language === "zh" ? "zh" : "en" }, state.language === "zh" ? fact.zh : fact.en);

  const statusBadge = (/** @type {string} */ status) => badge(model, status, state.language);

  function tellingBlock(telling, fact, tie) {
    const article = model.articles[telling.article], marks = markedNames(tie);
    return h("figure", { class: "telling" },
      telling.quotes.map((/** @type {number} */ q) => {
        const quote = model.quotes[q];
        return h("blockquote", { lang: quote.language || null, dir: "auto" }, highlight(quote.text, marks).map((part) => (part.marked ? h("mark", {}, part.text) : part.text)));
      }),
      h("figcaption", {}, source(article),
        h("span", { class: "small" }, [telling.by && fill(words.says, { name: nameOf(telling.by, state.language === "both" ? "en" : state.language) }), told(article.date || "", spoken(state.language)),
          telling.status !== fact.status && telling.status].filter(Boolean).join("  ·  ")),
        details(telling)));
  }

  function source(article) {
    const text = [article.source && h("strong", {}, name(article.source)), article.title && h("span", { class: "headline" }, name(article.title, article.language)),
      !article.source && !article.title && name(article.id)];
    if (!article.url) return h("span", { class: "source" }, text);
    return h("a", { class: "source", href: article.url, rel: "noopener noreferrer nofollow", target: "_blank" }, text);
  }

  function details(telling) {
    const places = telling.quotes.map((/** @type {number} */ q) => `${model.quotes[q].start}–${model.quotes[q].end}`).join(", ");
    const rows = [[words.rule, telling.rule], [words.confidence, telling.confidence === null ? words.unmeasured : telling.confidence.toFixed(2)],
      [words.characters, places], [words.article, model.articles[telling.article].id], [words.record, telling.record]];
    return h("details", {}, h("summary", {}, words.found), h("dl", { class: "fine" }, rows.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value)))));
  }

  /** What is highlighted in a sentence: the names of both ends, and an English surname. */
  function markedNames(tie) {
    return [tie.from, tie.to].flatMap((id) => {
      const thing = model.things.get(id), last = thing.kind === "person" ? thing.en.split(" ") : [];
      return [thing.en, thing.zh, ...thing.aliases, ...(last.length > 1 ? [last[last.length - 1], last[0]].filter((w) => w.length > 1) : [])];
    });
  }

  return { update };
}
