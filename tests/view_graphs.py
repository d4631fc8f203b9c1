"""Graphs to look at in tests: a small real one told in two languages, and synthetic ones of any size."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pyoxigraph import Quad

from kg import mapping
from kg.derive import derive
from kg.model import Article, Document, Entity, Evidence, Interval, Reading, Record, Status, Value
from kg.store import Graph


def thing(
    id: str, kind: str, en: str = "", zh: str = "", *, country: str | None = None, also: Sequence[str] = (), linked: bool = True
) -> Entity:
    """An entity with labels in both languages and English aliases."""
    names = [("en", n) for n in (en, *also) if n] + ([("zh", zh)] if zh else [])
    return Entity(id, kind, tuple(names), country=country, linked=linked)


def interval(text: str) -> Interval:
    """``2024-07-04``, ``2024-07``, ``2024`` or a range of days."""
    first, _, last = text.partition("/")
    last = last or first
    return Interval(
        date.fromisoformat(first + "0000-01-01"[len(first) :]),
        date.fromisoformat(last + ("0000-12-31" if len(last) == 4 else "0000-01-28")[len(last) :]),
        text,
    )


@dataclass
class Telling:
    """One article in the making: sentences become its text, records point at them."""

    id: str
    source: str
    published: str
    title: str
    url: str | None = None
    language: str = "en"
    text: str = ""
    records: list[Record] = field(default_factory=list)

    def says(self, sentence: str, *facts: tuple[str, Mapping[str, object]]) -> Telling:
        """Appends a sentence that tells ``facts``: (class, values) with ``status``, ``date``, ``by`` among the values."""
        start = len(self.text)
        self.text += sentence + " "
        evidence = (Evidence(start, start + len(sentence), sentence),)
        for kind, values in facts:
            self.records.append(record(kind, evidence, dict(values)))
        return self

    def reading(self) -> Reading:
        article = Article(self.id, self.text, self.published, self.source, self.url, self.language, self.title)
        return Reading(
            Document(article, (), None, None, "zh" if self.language == "zh" else "en", self.title), tuple(self.records)
        )


def record(kind: str, evidence: tuple[Evidence, ...], values: dict[str, object]) -> Record:
    status: Status = values.pop("status", "happened")  # type: ignore[assignment]
    when, by = values.pop("date", None), values.pop("by", None)
    rows = tuple(sorted((name, _values(value)) for name, value in values.items()))
    rule = f"{kind.lower()}.sample/active"
    return Record(
        kind, rows, evidence, rule, status, interval(str(when)) if when else None, by if isinstance(by, Entity) else None, 0.91
    )


def _values(value: object) -> tuple[Value, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)  # type: ignore[return-value]


def graph_of(tellings: Iterable[Telling], occurrences: bool = True) -> Graph:
    """A graph in memory of these articles, with the occurrences of records that say the same in other words."""
    graph = Graph.memory()
    readings = [t.reading() for t in tellings]
    used: dict[str, Entity] = {}
    quads: list[Quad] = []
    for reading in readings:
        quads += mapping.article_quads(reading)
        quads += mapping.text_quads(reading.document.article)
        used |= mapping.entities_of(reading)
    quads += mapping.reference_quads(used.values(), Known(used), mapping.concepts_used(quads))
    graph.add(quads)
    if occurrences:
        derive(graph)
    return graph


@dataclass
class Known:
    """A gazetteer of the entities at hand."""

    entities: dict[str, Entity]

    def entity(self, id: str) -> Entity:
        return self.entities[id]

    def details(self, id: str) -> dict[str, object]:
        return {}


# -- the sample ------------------------------------------------------------------------------------------------------------------

CN = thing("country/cn", "Country", "China", "中国", also=["People's Republic of China"])
BY = thing("country/by", "Country", "Belarus", "白俄罗斯", also=["Republic of Belarus"])
KZ = thing("country/kz", "Country", "Kazakhstan", "哈萨克斯坦")
BR = thing("country/br", "Country", "Brazil", "巴西")
UA = thing("country/ua", "Country", "Ukraine", "乌克兰")
XI = thing("person/xi-jinping", "Person", "Xi Jinping", "习近平", country="country/cn")
LI = thing("person/li-qiang", "Person", "Li Qiang", "李强", country="country/cn")
LUKASHENKO = thing(
    "person/alexander-lukashenko",
    "Person",
    "Alexander Lukashenko",
    "卢卡申科",
    country="country/by",
    also=["Alyaksandr Lukashenka", "Lukašenka"],
)
TOKAYEV = thing("person/kassym-jomart-tokayev", "Person", "Kassym-Jomart Tokayev", "托卡耶夫", country="country/kz")
WANG = thing("person/wang-yi", "Person", "Wang Yi", "王毅", country="country/cn")
RYZHENKOV = thing("person/maxim-ryzhenkov", "Person", "Maxim Ryzhenkov", "雷任科夫", country="country/by")
TURCHIN = thing("person/_/roman-golovchenko", "Person", "Roman Golovchenko", linked=False)
SCO = thing("organization/sco", "Organization", "Shanghai Cooperation Organization", "上海合作组织", also=["SCO"])
BRICS = thing("organization/brics", "Organization", "BRICS", "金砖国家")
GDI = thing("initiative/gdi", "Initiative", "Global Development Initiative", "全球发展倡议", also=["GDI"])
GSI = thing("initiative/gsi", "Initiative", "Global Security Initiative", "全球安全倡议", also=["GSI"])
BRI = thing("initiative/bri", "Initiative", "Belt and Road Initiative", "一带一路倡议", also=["BRI"])
SUMMIT = thing("gathering/sco-astana", "Gathering", "SCO summit in Astana", "上合组织阿斯塔纳峰会")
ASTANA = thing("city/kz/astana", "City", "Astana", "阿斯塔纳", country="country/kz")
MINSK = thing("city/by/minsk", "City", "Minsk", "明斯克", country="country/by")
CONSENSUS = thing("initiative/six-point-consensus", "Initiative", "six-point consensus on Ukraine", "“六点共识”")

COUNTRIES = {e.id: e for e in (CN, BY, KZ, BR, UA)}


def sample() -> list[Telling]:
    """Four articles of two languages around one summit and one visit: the size of a reader's first try."""
    return [_summit(), _visit(), _visit_zh(), _afterwards()]


def sample_graph() -> Graph:
    return graph_of(sample())


def _summit() -> Telling:
    t = Telling(
        "summit-2024", "Example News Agency", "2024-07-05", "Ten members now: the summit in Astana", "https://news.example/astana"
    )
    t.says(
        "Belarus became the tenth full member of the Shanghai Cooperation Organization on 4 July 2024 at the summit in Astana.",
        (
            "Membership",
            {"member": BY, "organization": SCO, "membershipStatus": "member", "action": "joined", "date": "2024-07-04"},
        ),
        ("Convening", {"gathering": SUMMIT, "place": ASTANA, "host": KZ, "date": "2024-07-04"}),
    )
    t.says(
        "Chinese President Xi Jinping met Belarusian President Alexander Lukashenko in Astana that day.",
        (
            "Meeting",
            {"participant": [XI, LUKASHENKO], "place": ASTANA, "occasion": SUMMIT, "mode": "in-person", "date": "2024-07-04"},
        ),
        ("Tenure", {"holder": XI, "of": CN, "officeText": "president"}),
        ("Tenure", {"holder": LUKASHENKO, "of": BY, "officeText": "president"}),
    )
    t.says(
        "Xi congratulated Belarus on joining the organization.",
        ("SpeechAct", {"speaker": XI, "act": "congratulate", "addressee": BY, "date": "2024-07-04"}),
    )
    t.says(
        "Kazakh President Kassym-Jomart Tokayev, whose country held the chair, hosted the leaders and had welcomed Xi for a state visit on 3 July.",
        ("Visit", {"visitor": XI, "destination": KZ, "host": TOKAYEV, "date": "2024-07-03"}),
        ("Tenure", {"holder": TOKAYEV, "of": KZ, "officeText": "president"}),
        ("Chairmanship", {"holder": KZ, "organization": SCO}),
        ("Meeting", {"participant": [XI, TOKAYEV], "place": ASTANA, "mode": "in-person", "date": "2024-07-03"}),
    )
    t.says(
        "China supports Belarus in playing its part in the organization and takes over the rotating chair after Kazakhstan.",
        ("Stance", {"agent": CN, "stance": "support", "target": "Belarus's accession to the SCO"}),
        ("Chairmanship", {"holder": CN, "organization": SCO, "action": "assumed", "date": "2024-07"}),
    )
    return t


def _visit() -> Telling:
    t = Telling("visit-2024", "Example News Agency", "2024-08-23", "Premier in Minsk", "https://news.example/minsk")
    t.says(
        "Chinese Premier Li Qiang held talks with President Alexander Lukashenko in Minsk on 22 August 2024.",
        ("Meeting", {"participant": [LI, LUKASHENKO], "place": MINSK, "mode": "in-person", "date": "2024-08-22"}),
        ("Visit", {"visitor": LI, "destination": BY, "date": "2024-08-22"}),
        ("Tenure", {"holder": LI, "of": CN, "officeText": "premier"}),
    )
    t.says(
        "Li conveyed greetings from Xi Jinping to Lukashenko and recalled that the two presidents had met in Astana in July.",
        ("SpeechAct", {"speaker": XI, "act": "greet", "addressee": LUKASHENKO, "via": LI, "date": "2024-08-22"}),
        ("Meeting", {"participant": [XI, LUKASHENKO], "place": ASTANA, "date": "2024-07", "by": LI}),
    )
    t.says(
        "The all-weather comprehensive strategic partnership of China and Belarus was set up in 2022, thirty years after the two countries "
        "established diplomatic relations in 1992.",
        (
            "Partnership",
            {
                "party": [CN, BY],
                "levelText": "all-weather comprehensive strategic partnership",
                "action": "established",
                "date": "2022",
            },
        ),
        ("DiplomaticTies", {"party": [CN, BY], "action": "established", "date": "1992"}),
    )
    t.says(
        "Lukashenko said that Belarus backs the Global Development Initiative and the Global Security Initiative that Xi put forward.",
        ("Stance", {"agent": BY, "stance": "support", "target": GDI, "by": LUKASHENKO}),
        ("Stance", {"agent": BY, "stance": "support", "target": GSI, "by": LUKASHENKO}),
        ("Proposal", {"agent": XI, "target": GDI, "by": LUKASHENKO}),
        ("Proposal", {"agent": XI, "target": GSI, "by": LUKASHENKO}),
    )
    t.says(
        "He thanked China for its long-standing help and invited Xi to visit Belarus.",
        ("SpeechAct", {"speaker": LUKASHENKO, "act": "thank", "addressee": CN, "date": "2024-08-22"}),
        ("SpeechAct", {"speaker": LUKASHENKO, "act": "invite", "addressee": XI, "date": "2024-08-22"}),
    )
    t.says(
        "Both countries will go on building the Great Stone industrial park and cooperate in trade, agriculture and education.",
        ("JointProject", {"party": [CN, BY], "project": "Great Stone Industrial Park"}),
        ("Cooperation", {"party": [CN, BY], "field": ["trade", "agriculture", "education"]}),
    )
    t.says(
        "Prime Minister Roman Golovchenko and Li signed an agreement on trade in services.",
        ("Signing", {"party": [CN, BY], "agreement": "agreement on trade in services", "action": "signed", "date": "2024-08-22"}),
        ("Tenure", {"holder": TURCHIN, "of": BY, "officeText": "prime minister"}),
        ("Meeting", {"participant": [LI, TURCHIN], "place": MINSK, "date": "2024-08-22"}),
    )
    return t


def _visit_zh() -> Telling:
    t = Telling("visit-zh", "示例日报", "2024-08-24", "李强同卢卡申科会谈", "https://ribao.example/minsk", "zh")
    t.says(
        "当地时间8月22日，国务院总理李强在明斯克同白俄罗斯总统卢卡申科举行会谈。",
        ("Meeting", {"participant": [LI, LUKASHENKO], "place": MINSK, "mode": "in-person", "date": "2024-08-22"}),
        ("Visit", {"visitor": LI, "destination": BY, "date": "2024-08-22"}),
    )
    t.says(
        "卢卡申科表示，白方坚定奉行一个中国原则，支持共建“一带一路”。",
        ("Stance", {"agent": BY, "stance": "support", "target": "一个中国原则", "by": LUKASHENKO}),
        ("Stance", {"agent": BY, "stance": "support", "target": BRI, "by": LUKASHENKO}),
    )
    return t


def _afterwards() -> Telling:
    t = Telling("plans-2024", "The Example Post", "2024-09-02", "What comes after Minsk", None)
    t.says(
        "Foreign ministers Wang Yi and Maxim Ryzhenkov are to meet in Minsk in October.",
        ("Meeting", {"participant": [WANG, RYZHENKOV], "place": MINSK, "status": "planned", "date": "2024-10"}),
        ("Tenure", {"holder": WANG, "of": CN, "officeText": "foreign minister"}),
        ("Tenure", {"holder": RYZHENKOV, "of": BY, "officeText": "foreign minister"}),
    )
    t.says(
        "China and Brazil proposed the six-point consensus in May, which Ukraine rejects.",
        ("Proposal", {"agent": [CN, BR], "target": CONSENSUS, "date": "2024-05"}),
        ("Stance", {"agent": UA, "stance": "oppose", "target": CONSENSUS}),
    )
    t.says(
        "Minsk denied that Lukashenko would travel to Kazakhstan this autumn.",
        ("Visit", {"visitor": LUKASHENKO, "destination": KZ, "status": "denied", "by": BY}),
    )
    t.says(
        "Belarus applied for BRICS membership; Wang spoke with Ryzhenkov by telephone on 30 August.",
        ("Membership", {"member": BY, "organization": BRICS, "membershipStatus": "applicant", "action": "applied"}),
        ("Meeting", {"participant": [WANG, RYZHENKOV], "mode": "phone", "date": "2024-08-30"}),
    )
    return t


# -- synthetic -------------------------------------------------------------------------------------------------------------------

KINDS = (("Person", "person"), ("Country", "country"), ("Organization", "organization"), ("Initiative", "initiative"))
SHAPES = (
    ("Meeting", ("participant", "participant")),
    ("Visit", ("visitor", "destination")),
    ("Stance", ("agent", "target")),
    ("Membership", ("member", "organization")),
)


def synthetic(nodes: int, per_node: int = 3, seed: int = 7) -> Graph:
    """A scale-free graph of ``nodes`` things and about ``nodes * per_node`` edges, 40 facts an article."""
    rng = random.Random(seed)
    things = [_synthetic_thing(i) for i in range(nodes)]
    ends = list(range(min(nodes, per_node)))
    tellings: list[Telling] = []
    for i in range(per_node, nodes):
        for j in {rng.choice(ends) for _ in range(per_node)} - {i}:
            if len(tellings) * 40 <= i * per_node:
                tellings.append(Telling(f"synthetic-{len(tellings)}", "Synthetic", "2020-01-01", f"Article {len(tellings)}"))
            _synthetic_fact(tellings[-1], things[i], things[j], rng)
            ends += [i, j]
    return graph_of(tellings, occurrences=False)


def _synthetic_thing(i: int) -> Entity:
    kind, folder = KINDS[i % len(KINDS)]
    return thing(f"{folder}/t{i}", kind, f"{kind} number {i}", f"第{i}号")


def _synthetic_fact(telling: Telling, one: Entity, other: Entity, rng: random.Random) -> None:
    kind, (tail, head) = rng.choice(SHAPES)
    values: dict[str, object] = {tail: one, head: other} if tail != head else {tail: [one, other]}
    if kind == "Stance":
        values["stance"] = rng.choice(["support", "oppose"])
    if kind != "Membership":
        values["date"] = f"{rng.randint(2000, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    telling.says(f"{one.label()} and {other.label()}, sentence {len(telling.records)}.", (kind, values))


def disputed_graph() -> Graph:
    """Two articles that contradict one another: a visit and a denial of it, support and opposition."""
    one = Telling("yes", "Example News Agency", "2024-10-08", "Lukashenko in Astana", "https://news.example/astana-visit")
    one.says(
        "Belarusian President Alexander Lukashenko visited Kazakhstan in early October, officials in Astana said.",
        ("Visit", {"visitor": LUKASHENKO, "destination": KZ, "date": "2024-10", "by": KZ}),
        ("Tenure", {"holder": LUKASHENKO, "of": BY, "officeText": "president"}),
    )
    one.says("Brazil supports the six-point consensus.", ("Stance", {"agent": BR, "stance": "support", "target": CONSENSUS}))
    other = Telling("no", "The Example Post", "2024-10-10", "Minsk denies trip", "https://post.example/no-trip")
    other.says(
        "Minsk denied that Lukashenko had travelled to Kazakhstan in October.",
        ("Visit", {"visitor": LUKASHENKO, "destination": KZ, "date": "2024-10", "status": "denied", "by": BY}),
    )
    other.says(
        "Brazil no longer backs the six-point consensus and opposes it in its present form.",
        ("Stance", {"agent": BR, "stance": "oppose", "target": CONSENSUS}),
    )
    again = Telling("echo", "示例日报", "2024-10-09", "卢卡申科访问哈萨克斯坦", None, "zh")
    again.says(
        "白俄罗斯总统卢卡申科10月访问哈萨克斯坦。", ("Visit", {"visitor": LUKASHENKO, "destination": KZ, "date": "2024-10"})
    )
    return graph_of([one, other, again])
