"""When and where a gathering is, told beside what somebody does there: its own year, its month, the city in its name."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from kg import dates as calendar
from kg.lang.zh import lexicon
from kg.model import Interval, Phrase

if TYPE_CHECKING:
    from kg.lang.zh.clauses import Builder
    from kg.lang.zh.line import Line

_YEAR = re.compile(r"((?:19|20)\d\d)年?(?:度|第[^，。]{1,8})?$")
_IN_NAME = re.compile(r"^((?:19|20)\d\d)年?")
_RELATIVE = {"今年": 0, "明年": 1, "去年": -1}
_HEAD = re.compile("峰会|会议|论坛|大会|年会|首脑会议|会晤|进程|对话|博览会")


def when(
    name: str, roles: dict[str, tuple[Phrase, ...]], told: Interval | None, line: Line, anchor: date | None
) -> Interval | None:
    """The date of a gathering that somebody attends: the year in or before its name, else the month of the day told.

    ``name``: the predicate; what is 举行 on a day is dated by the day.
    """
    if name not in lexicon.words("nominal", "dated_loosely"):
        return told
    for phrase in (*roles.get("self", ()), *roles.get("object", ())):
        for part in phrase.parts or (phrase,):
            year = _own_year(part, line, anchor)
            if year is not None:
                return told if told and told.first.year == year != told.last.year else calendar.year(year)
    if name == "@Gathering" and any(w in line.text for w in lexicon.words("nominal", "held")):
        return told
    if told is None or told.first != told.last:
        return told
    return calendar.month(told.first.year, told.first.month)


def _own_year(phrase: Phrase, line: Line, anchor: date | None) -> int | None:
    start = line.tokens[phrase.start].start
    found = _IN_NAME.match(phrase.text) or _YEAR.search(line.text, 0, start)
    if found:
        return int(found[1])
    word = next((w for w in _RELATIVE if line.text.endswith(w, 0, start)), None)
    return anchor.year + _RELATIVE[word] if word and anchor else None


def placed(name: str, roles: dict[str, tuple[Phrase, ...]], b: Builder) -> None:
    """Give a gathering the city that its name bears: 中非合作论坛北京峰会."""
    if name not in lexicon.words("nominal", "dated_loosely"):
        return
    for phrase in (*roles.get("self", ()), *roles.get("object", ())):
        if any(e.kind == "Gathering" for e in phrase.entities) and (city := _city(phrase.text, b)):
            roles["in"] = (city,)


def _city(text: str, b: Builder) -> Phrase | None:
    for at in range(1, len(text) - 2):
        hit = next((h for h in b.context.gazetteer.find(text[at : at + 5], "zh") if h.start == 0), None)
        if hit and hit.entities[0].kind == "City" and _HEAD.match(text, at + hit.end):
            return b.carried(hit.entities[0])
    return None
