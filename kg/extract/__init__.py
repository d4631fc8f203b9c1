"""Document -> records: clauses x frames. Knows no language and no event type; both are asked for."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import ModuleType
from typing import cast

from kg.extract.fill import Filler
from kg.extract.frames import Frame, Frames
from kg.extract.headlines import headlined
from kg.extract.levels import awaited, lowered, situated
from kg.extract.timing import Timing
from kg.lang.context import Context
from kg.model import Clause, Document, Entity, Evidence, Interval, Record, Sentence, Status, Trigger, Value


def extract(document: Document, context: Context, frames: Frames) -> tuple[list[Record], list[Trigger]]:
    """All records the article states, one for each telling, in text order; and the predicates that gave nothing."""
    records: list[Record] = []
    triggers: list[Trigger] = []
    headlines: set[int] = set()  # records that a headline gave
    run = _Speech()
    for sentence in document.sentences:
        records += _offices(sentence, document)
        timing = Timing(sentence, document)
        words = frames.by_word(sentence.language)
        found = _language(sentence.language).clauses(sentence, frames.predicates(sentence.language), context)
        said_by = run.over(sentence, found)
        for clause in found:
            told = replace(clause, speaker=clause.speaker or said_by)
            told = timing.placed(told)
            since = timing.since(told)
            filler = Filler(sentence, document, context)
            for frame in _asking(words.get(clause.predicate, ()), clause, sentence):
                given = list(_records(frame, replace(told, when=since) if frame.since else told, filler, sentence, document))
                if sentence.kind == "headline":
                    headlines |= set(range(len(records), len(records) + len(given)))
                records += given
                if not given:
                    triggers.append(Trigger(sentence.index, frame.id, filler.reason))
    if _domestic(context):
        records = [r for r in records if r.type in _AT_HOME]
    records = awaited(records)
    records = situated(lowered(records, lambda e: home.id if (home := context.country(e)) else None))
    return headlined(records, headlines, frames.keys), triggers


#: what an article that speaks of one country alone may still say: domestic politics is no diplomacy
_AT_HOME = frozenset({"Tenure"})


def _domestic(context: Context) -> bool:
    """Nobody and nothing of a second country, no international body is spoken of."""
    homes: set[str] = set()
    for entity in context.seen.values():
        if entity.kind == "Organization" and entity.country is None or entity.kind in ("Area", "Initiative", "Gathering"):
            return False
        country = context.country(entity) if entity.kind in ("Person", "Country") else None
        home = country.id if country else entity.country
        if home:
            homes.add(home)
    return len(homes) == 1


class _Speech:
    """Whose speech a sentence without a speech verb continues: an open quotation's speaker."""

    def __init__(self) -> None:
        self.speaker: Entity | None = None
        self.open = False

    def over(self, sentence: Sentence, clauses: list[Clause]) -> Entity | None:
        said = [c.speaker for c in clauses if c.speaker]
        if sentence.speaker:
            return sentence.speaker
        quotes = sentence.text.count("“") - sentence.text.count("”")
        inside = self.open
        if said:
            self.speaker = said[-1]
        self.open = quotes > 0 or (self.open and quotes == 0 and "”" not in sentence.text)
        return self.speaker if inside else None


def _asking(frames: Sequence[Frame], clause: Clause, sentence: Sentence) -> Iterator[Frame]:
    """The frames that ask for the predicate as the verb or the noun that it is: "protests" as one is not the other."""
    noun = 0 <= clause.head < len(sentence.tokens) and sentence.tokens[clause.head].pos in ("NOUN", "PROPN")
    for frame in frames:
        verbs, nouns = frame.verbs.get(sentence.language, ()), frame.nouns.get(sentence.language, ())
        if sentence.language == "zh" or clause.predicate in (nouns if noun else verbs) or clause.predicate[:1] == "@":
            yield frame


def _language(language: str) -> ModuleType:
    return importlib.import_module(f"kg.lang.{language}.clauses")


def _records(frame: Frame, clause: Clause, filler: Filler, sentence: Sentence, document: Document) -> Iterator[Record]:
    status: Status = clause.mood
    if clause.negated:
        if frame.negated is None:
            return
        status = "denied" if status != "denied" else "happened"
    if frame.wishes and status == "planned":
        status = "happened"
    if frame.status:
        status = cast("Status", frame.status)
    if frame.moods and status not in frame.moods:
        filler.reason = f"mood {status}"
        return
    for values in filler.fill(frame, clause):
        when, told = clause.when if frame.dated else None, status
        if frame.lead_dated and status == "happened" and not clause.words & _BEFORE:
            when = when or _today(sentence, document, frame.lead_dated)
            _here(frame, values, when, document, filler)
        ahead = when and document.anchor and when.first > document.anchor and sentence.language == "en"
        if ahead and told == "happened" and (frame.lead_dated or frame.place):
            told = "planned"  # what is dated after the article has not happened
        if status in ("planned", "hypothetical") and frame.planned:
            told = "happened" if status == "planned" else status
        if frame.somewhere and not when and not (frame.place and frame.place in values):
            filler.reason = "neither date nor place"
            continue
        _in_its_name(frame, values, filler)
        rule = f"{frame.id}/{clause.construction}"
        said = _planned(frame, values) if status in ("planned", "hypothetical") and frame.planned else values
        shown = (evidence(sentence, document),)
        yield Record(frame.record, tuple(sorted(said.items())), shown, rule, told, when, clause.speaker)


def _in_its_name(frame: Frame, values: dict[str, tuple[Value, ...]], filler: Filler) -> None:
    """The city in the name of a gathering whose date is told: "the Beijing Summit"."""
    found = [v for v in values.get("gathering", ()) if isinstance(v, Entity)]
    if frame.somewhere and frame.place and frame.place not in values and found:
        city = filler.context.gathering_place.get(found[0].id)
        values |= {frame.place: (city,)} if city else {}


def _planned(frame: Frame, values: dict[str, tuple[Value, ...]]) -> dict[str, tuple[Value, ...]]:
    """What a planned one says instead of a status: an agreement's action, a member's; "" takes the value away."""
    said = {s.property for s in frame.settings if s.words and s.property in values}  # by words of the clause
    values = values | {name: (value,) for name, value in frame.planned.items() if name not in said}
    return {n: v for n, v in values.items() if v != ("",)}


_BEFORE = frozenset({"last", "previous", "earlier", "ago", "before", "recent", "recently", "since", "上次", "此前", "曾"})


def _today(sentence: Sentence, document: Document, lead: int) -> Interval | None:
    """The article's day, for what its lead tells without a date."""
    day = document.anchor
    return Interval(day, day, day.isoformat()) if day and sentence.index < lead else None


def _here(frame: Frame, values: dict[str, tuple[Value, ...]], when: Interval | None, document: Document, filler: Filler) -> None:
    """The dateline's place, for what happened face to face that day, where a party is at home or at a gathering."""
    place = filler.context.place
    homes = {filler.home(v) for found in values.values() for v in found}
    if (
        frame.place
        and place
        and (place.country in homes or "occasion" in values)
        and when
        and when.first == when.last == document.anchor
        and frame.place not in values
        and "mode" not in values
    ):
        values[frame.place] = (place,)


def _offices(sentence: Sentence, document: Document) -> Iterator[Record]:
    """A Tenure for each titled name: the noun-phrase grammar has done the work."""
    for office in sentence.offices:
        values: dict[str, tuple[Entity | str | bool, ...]] = {
            "holder": (office.person,),
            "of": (office.of,),
            "officeText": (office.role,),
        }
        if office.former:
            values["former"] = (True,)
        yield Record("Tenure", tuple(sorted(values.items())), (evidence(sentence, document),), "office/title", office.status)


def evidence(sentence: Sentence, document: Document) -> Evidence:
    """The sentence as the article has it."""
    start, end = sentence.source_span(0, len(sentence.text))
    return Evidence(start, end, document.article.text[start:end])
