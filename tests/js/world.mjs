/** A model as the page builds it: three people, two countries, an initiative; dated, undated, planned and denied facts. */
import { build } from "../../kg/view/assets/app/model.js";

const homes = { "p/xi": "c/cn", "p/luka": "c/by", "c/cn": "c/cn", "c/by": "c/by" };
const thing = (id, kind, en, zh, aliases = []) => ({ home: homes[id] || null, id, iri: id, kind, en, zh, aliases, linked: true, facts: 1, iso3: null, lines: { en: [en], zh: [zh] }, r: 10, box: [40, 10, 30], x: 0, y: 0, tall: [0, 0] });
const words = (zh) => ({ en: "", zh });
const fact = (id, when, status = "happened", article = 0) => ({ id, type: "Meeting", en: `${id} happened`, zh: id, when, where: [], status, told: [{ record: id, article, quotes: [0], status, when: null, by: null, rule: "r", confidence: null }] });
const relation = (id, family, directed) => ({ id, family, directed, name: words(id), label: words(id) });

export const things = [
  thing("p/xi", "person", "Xi Jinping", "习近平"), thing("p/luka", "person", "Alexander Lukašenko", "卢卡申科", ["Lukashenko"]), thing("c/cn", "country", "China", "中国", ["PRC"]),
  thing("c/by", "country", "Belarus", "白俄罗斯"), thing("i/gdi", "initiative", "Global Development Initiative", "全球发展倡议"), thing("p/lone", "person", "Lone One", "独"),
];
export const ties = [
  { id: "t1", from: "p/luka", to: "p/xi", relation: "met", en: "met", zh: "会见", facts: [0, 1] },
  { id: "t2", from: "p/xi", to: "c/cn", relation: "holds", en: "president of", zh: "主席", facts: [2] },
  { id: "t3", from: "p/luka", to: "c/by", relation: "holds", en: "president of", zh: "总统", facts: [3] },
  { id: "t4", from: "c/by", to: "i/gdi", relation: "supports", en: "supports", zh: "支持", facts: [4] },
  { id: "t5", from: "p/luka", to: "c/cn", relation: "visited", en: "visited", zh: "访问", facts: [5] },
  { id: "t6", from: "p/lone", to: "p/lone", relation: "met", en: "met", zh: "会见", facts: [6] },
];
const block = {
  meta: { title: "T", language: "en", center: null, drawn: 6, most: 400, span: ["2023-01-01", "2024-07-31"] },
  words: { en: {}, zh: {} },
  kinds: ["person", "country", "initiative"].map((id) => ({ id, name: words(id), one: words(id), path: "M0 0Z", fill: "#000000", line: {} })),
  families: ["contact", "bond", "support"].map((id) => ({ id, name: words(id), line: {}, text: {}, dash: [] })),
  statuses: [["happened", true], ["planned", true], ["denied", false]].map(([id, shown]) => ({ id, shown, name: words(id) })),
  countries: [{ id: "c/by", en: "Belarus", zh: "白俄罗斯" }, { id: "c/cn", en: "China", zh: "中国" }],
  relations: [relation("met", "contact", false), relation("visited", "contact", true), relation("holds", "bond", true), relation("supports", "support", true)],
  articles: [{ id: "a", title: "A", source: "One", date: "2024-07-05", url: "", language: "en" }, { id: "b", title: "B", source: "Two", date: "2024-08-01", url: "", language: "zh" }],
  quotes: [{ text: "They met.", language: "en", start: 0, end: 9 }],
  facts: [
    fact("f0", ["2024-07-04", "2024-07-04", "2024-07-04"]), fact("f1", ["2023", "2023-01-01", "2023-12-31"], "happened", 1), fact("f2", null), fact("f3", null),
    fact("f4", ["2024-07", "2024-07-01", "2024-07-31"]), fact("f5", ["2024-10", "2024-10-01", "2024-10-31"], "denied"), fact("f6", null),
  ],
};
export const model = build(block, things, ties);
