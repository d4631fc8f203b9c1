"""A small world told by hand-made records: ten articles, two languages, every record class, claims, plans, denials, doubles.

Sentences are ours. ``graph()`` is the graph a build would make of them, without reading a text.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from kg import iris, mapping
from kg.decisions import Decisions
from kg.derive import derive
from kg.model import Article, Document, Entity, Evidence, Interval, Reading, Record, Status, Value
from kg.store import Graph


def thing(kind: str, id: str, en: str = "", zh: str = "", country: str | None = None, linked: bool = True, *also: str) -> Entity:
    names = [("en", n) for n in (en, *also) if n] + ([("zh", zh)] if zh else [])
    return Entity(id, kind, tuple(names), country=country, linked=linked)


CN = thing("Country", "country/cn", "China", "中国", None, True, "People's Republic of China")
BY = thing("Country", "country/by", "Belarus", "白俄罗斯")
KZ = thing("Country", "country/kz", "Kazakhstan", "哈萨克斯坦")
BR = thing("Country", "country/br", "Brazil", "巴西")
FR = thing("Country", "country/fr", "France", "法国")
RS = thing("Country", "country/rs", "Serbia", "塞尔维亚")
XI = thing("Person", "person/xi-jinping", "Xi Jinping", "习近平", "country/cn")
LI = thing("Person", "person/li-qiang", "Li Qiang", "李强", "country/cn")
LUKASHENKO = thing(
    "Person", "person/alexander-lukashenko", "Alexander Lukashenko", "卢卡申科", "country/by", True, "Aleksandr Lukashenko"
)
MACRON = thing("Person", "person/emmanuel-macron", "Emmanuel Macron", "马克龙", "country/fr")
VUCIC = thing("Person", "person/aleksandar-vucic", "Aleksandar Vučić", "武契奇", "country/rs")
NOVAK = thing("Person", iris.unlinked("Person", "Jana Novak"), "Jana Novak", linked=False)
SCO = thing("Organization", "organization/sco", "Shanghai Cooperation Organization", "上海合作组织", None, True, "SCO")
SUMMIT = thing(
    "Gathering",
    "gathering/sco-summit",
    "Shanghai Cooperation Organization summit",
    "上海合作组织峰会",
    "organization/sco",
    True,
    "SCO summit",
)
ASTANA = thing("City", "city/kz/astana", "Astana", "阿斯塔纳", "country/kz")
MINSK = thing("City", "city/by/minsk", "Minsk", "明斯克", "country/by")
PALACE = thing("Venue", "venue/by/palace-of-independence", "Palace of Independence", "独立宫", "country/by")
PARIS = thing("City", "city/fr/paris", "Paris", "巴黎", "country/fr")
BELGRADE = thing("City", "city/rs/belgrade", "Belgrade", "贝尔格莱德", "country/rs")
GDI = thing("Initiative", "initiative/gdi", "Global Development Initiative", "全球发展倡议", None, True, "GDI")
CONSENSUS = thing("Initiative", "initiative/six-point-consensus", "six-point consensus", "六点共识")

KNOWN = {e.id: e for e in list(globals().values()) if isinstance(e, Entity)}


class Names:
    """As much of a gazetteer as the reference graph asks for."""

    def entity(self, id: str) -> Entity:
        return KNOWN[id]

    def details(self, id: str) -> dict[str, object]:
        return (
            {"city": "city/by/minsk"} if id == PALACE.id else {"iso3": id[-2:].upper() + "X"} if id.startswith("country/") else {}
        )


def interval(text: str) -> Interval:
    """``2024-07-04``, ``2024-07``, ``2024`` or ``first/last``."""
    first, _, last = text.partition("/")
    return Interval(_edge(first, False), _edge(last or first, True), text)


def _edge(text: str, last: bool) -> date:
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    month = month or (12 if last else 1)
    return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))


@dataclass
class Telling:
    """An article in the making."""

    id: str
    published: str | None = None
    source: str | None = None
    language: str = "en"
    text: str = ""
    records: list[Record] = field(default_factory=list)

    def says(self, sentence: str, *records: Record) -> Telling:
        """Appends a sentence; it is the evidence of these records."""
        start = len(self.text)
        self.text += sentence + "\n"
        evidence = (Evidence(start, start + len(sentence), sentence),)
        self.records += [replace(r, evidence=evidence) for r in records]
        return self

    def reading(self) -> Reading:
        article = Article(self.id, self.text, self.published, self.source, None, self.language, None)
        return Reading(Document(article, (), language="zh" if self.language == "zh" else "en"), tuple(self.records))


def rec(
    kind: str, *, on: str | None = None, by: Entity | None = None, status: Status = "happened", **values: Value | Sequence[Value]
) -> Record:
    """A record without evidence yet: ``rec("Visit", visitor=XI, destination=RS, on="2024-05")``."""
    rows = tuple(sorted((n, tuple(v) if isinstance(v, (list, tuple)) else (v,)) for n, v in values.items()))
    return Record(kind, rows, (), f"{kind.lower()}.told/active", status, interval(on) if on else None, by, 0.9)


def met(*people: Entity, **more: Any) -> Record:
    return rec("Meeting", participant=people, **more)


def graph(tellings: Iterable[Telling], decisions: Decisions | None = None, *, derived: bool = True) -> Graph:
    """What a build makes of these articles."""
    made = Graph.memory()
    readings = [t.reading() for t in tellings]
    used: dict[str, Entity] = {}
    for reading in readings:
        made.add(mapping.article_quads(reading))
        made.add(mapping.text_quads(reading.document.article))
        used |= mapping.entities_of(reading)
    concepts = mapping.concepts_used(made.quads())
    made.add(mapping.reference_quads([used[i] for i in sorted(used)], Names(), concepts))
    if derived:
        derive(made, decisions)
    return made


def world() -> list[Telling]:
    """The articles."""
    summit = Telling("summit", "2024-07-05", "Morning Post").says(
        "Chinese President Xi Jinping met Belarusian President Alexander Lukashenko in Astana on 4 July 2024, on the sidelines of the SCO summit.",
        met(XI, LUKASHENKO, on="2024-07-04", place=ASTANA, occasion=SUMMIT),
        rec("Tenure", holder=XI, officeText="president", of=CN),
        rec("Tenure", holder=LUKASHENKO, officeText="president", of=BY),
        rec("Attendance", agent=XI, gathering=SUMMIT, on="2024-07-04"),
        rec("Convening", gathering=SUMMIT, place=ASTANA, on="2024-07-03/2024-07-04", host=KZ),
    )
    summit.says(
        "Xi said that Lukashenko had visited China twice in 2023 and congratulated Belarus on joining the SCO.",
        rec("Visit", visitor=LUKASHENKO, destination=CN, on="2023", count=2, by=XI),
        rec("SpeechAct", speaker=XI, act="congratulate", addressee=BY, about="joining the SCO"),
        rec("Membership", member=BY, organization=SCO, action="joined"),
    )
    summit.says(
        "Lukashenko thanked China and said that Belarus supports the Global Development Initiative proposed by Xi"
        " and the six-point consensus put forward by China and Brazil.",
        rec("SpeechAct", speaker=LUKASHENKO, act="thank", addressee=CN),
        rec("Stance", agent=BY, stance="support", target=GDI, by=LUKASHENKO),
        rec("Stance", agent=BY, stance="support", target=CONSENSUS, by=LUKASHENKO),
        rec("Proposal", agent=XI, target=GDI),
        rec("Proposal", agent=[CN, BR], target=CONSENSUS),
    )
    summit.says(
        "China takes over the rotating presidency of the SCO.", rec("Chairmanship", holder=CN, organization=SCO, action="assumed")
    )

    zh = Telling("summit-zh", "2024-07-05", "晨报", "zh").says(
        "7月4日，国家主席习近平在阿斯塔纳出席上海合作组织峰会期间会见白俄罗斯总统卢卡申科。",
        met(XI, LUKASHENKO, on="2024-07-04", place=ASTANA, occasion=SUMMIT),
        rec("Attendance", agent=XI, gathering=SUMMIT, on="2024-07-04"),
        rec("Tenure", holder=XI, officeText="president", of=CN),
    )

    minsk = Telling("minsk", "2024-08-23", "Evening Star").says(
        "Chinese Premier Li Qiang met Lukashenko at the Palace of Independence in Minsk on 22 August.",
        met(LI, LUKASHENKO, on="2024-08-22", place=PALACE),
        rec("Visit", visitor=LI, destination=BY, on="2024-08-22"),
        rec("Tenure", holder=LI, officeText="premier", of=CN),
        rec("Tenure", holder=LUKASHENKO, officeText="president", of=BY),
    )
    minsk.says(
        "Li recalled that the two heads of state met in Astana in July and conveyed the greetings of President Xi.",
        met(XI, LUKASHENKO, on="2024-07", place=ASTANA, by=LI),
        rec("SpeechAct", speaker=XI, act="greet", addressee=LUKASHENKO, via=LI),
        rec("Tenure", holder=XI, officeText="president", of=CN),
    )
    minsk.says(
        "The two countries, which established diplomatic relations in 1992 and have an all-weather comprehensive strategic partnership,"
        " will deepen cooperation in trade and agriculture and develop the industrial park.",
        rec("DiplomaticTies", party=[CN, BY], action="established", on="1992", by=LI),
        rec("Partnership", party=[CN, BY], levelText="all-weather comprehensive strategic partnership", by=LI),
        rec("Cooperation", party=[CN, BY], field=["trade", "agriculture"], by=LI),
        rec("JointProject", party=[CN, BY], project="China-Belarus industrial park", by=LI),
    )
    minsk.says("Lukashenko asked Li to greet Xi.", rec("SpeechAct", speaker=LUKASHENKO, act="greet", addressee=XI, via=LI))

    plan = Telling("plan", "2024-08-15", "Evening Star").says(
        "Premier Li Qiang will visit Minsk from 20 to 23 August.",
        rec("Visit", visitor=LI, destination=MINSK, on="2024-08-20/2024-08-23", status="planned"),
    )
    plan.says(
        "French President Emmanuel Macron is to visit Belgrade in late August.",
        rec("Visit", visitor=MACRON, destination=BELGRADE, on="2024-08", status="planned"),
        rec("Tenure", holder=MACRON, officeText="president", of=FR),
    )

    belgrade = Telling("belgrade", "2023-10-19", "Danube Herald").says(
        "Serbia and China upgraded their comprehensive strategic partnership, and signed a free trade agreement on 17 October 2023.",
        rec("Partnership", party=[CN, RS], levelText="comprehensive strategic partnership", action="upgraded", on="2023-10"),
        rec("Signing", party=[CN, RS], agreement="China-Serbia free trade agreement", action="signed", on="2023-10-17"),
    )
    belgrade.says(
        "Serbian President Aleksandar Vučić spoke by phone with Macron on 18 October.",
        met(VUCIC, MACRON, on="2023-10-18", mode="phone"),
        rec("Tenure", holder=VUCIC, officeText="president", of=RS),
    )
    belgrade.says(
        "Jana Novak, foreign minister of Serbia, travelled to Paris on 12 October.",
        rec("Visit", visitor=NOVAK, destination=PARIS, on="2023-10-12"),
        rec("Tenure", holder=NOVAK, officeText="foreign minister", of=RS),
    )

    denial = Telling("denial", "2023-10-20", "Morning Post").says(
        "The Elysée denied that Macron and Vučić had met in Paris on 16 October.",
        met(VUCIC, MACRON, on="2023-10-16", place=PARIS, status="denied", by=FR),
    )
    denial.says(
        "France opposes the six-point consensus; a planned trip of Macron to Minsk was called off.",
        rec("Stance", agent=FR, stance="oppose", target=CONSENSUS),
        rec("Visit", visitor=MACRON, destination=MINSK, on="2023-11", status="cancelled"),
    )

    almanac = Telling("almanac", "2020-01-01", "Almanac").says(
        "Belarus is a dialogue partner of the SCO.",
        rec("Membership", member=BY, organization=SCO, membershipStatus="dialogue partner"),
    )
    claim = Telling("claim", "2023-10-21", "Danube Herald").says(
        "Vučić said that he had met Macron in Paris on 16 October.", met(VUCIC, MACRON, on="2023-10-16", place=PARIS, by=VUCIC)
    )
    return [summit, zh, minsk, plan, belgrade, denial, almanac, claim]
