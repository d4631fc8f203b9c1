"""Which date belongs to which Chinese clause: its own, the one that opened the sentence, the reporter's day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg import dates as calendar
from kg.dates import DateHit
from kg.lang.zh import dates
from kg.lang.zh.line import Line
from kg.lang.zh.running import Running
from kg.model import Interval, Sentence, Status

_FUTURE = ("planned", "hypothetical")
#: openings that put a sentence on the day of the event before it
_SAME_OCCASION = re.compile(
    r"(会谈|会见|会晤|仪式|通话|签约|欢迎仪式|访问)(结束)?(之)?[前后]|(会谈|会见|会晤|峰会|会议|访问)期间|双方(共同)?(还)?(签署|发表|达成|就)|两国(元首|总理|领导人|外长)(共同|还|就|一致)|.{0,12}(参加|出席)(上述|会见|会谈|有关活动)"
)
#: what a time reaches back to: (1999年)建交以来
_SINCE = re.compile(r"[^，。；、]{0,10}?以来")
#: how many years after an event: 建交32年来, 建立外交关系50周年, 建交六十周年
_YEARS = re.compile(
    r"[^，。；0-9]{0,12}?(?:(?P<n>[0-9]{1,3})(?:周年|年(?=来|前|之际|以来|后|[，。]))|(?P<zh>[一二三四五六七八九十百两]{1,4})(?:周年|年来))"
)


@dataclass
class Times:
    """The dates of one sentence as its clauses ask for them."""

    line: Line
    sentence: Sentence
    state: Running
    carried: Interval | None = None
    inside_speech: bool = False
    _hits: dict[str, list[DateHit]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.inside_speech = self.sentence.speaker is not None
        for tense in ("past", "future"):
            found = dates.find(self.line.text, self.sentence.anchor, tense, self.state.last)
            self._hits[tense] = [h for h in found if h.kind != "name-year"]
        past = self._hits["past"]
        if past:
            self.state.last = past[-1].interval
        if not self.inside_speech and _SAME_OCCASION.match(self.line.text) and not past:
            self.carried = self.state.when

    def level(self) -> None:
        """A verb of saying: the reporter's day is not the content's."""
        self.carried = None
        self.inside_speech = True

    def at(self, first: int, stop: int) -> None:
        """Read the segment's own date; a piece that begins with a date (or is one) dates the pieces behind it."""
        words = self.line.words
        anchor = self.sentence.anchor
        found = [
            h
            for h in self._within(words[first].start, words[stop - 1].end, "past")
            if anchor is not None
            and h.interval.first.year == anchor.year
            or h.bound != "since"
            and not _SINCE.match(self.line.text, h.end)
        ]
        if found:
            self.carried = found[0].interval
            if not self.inside_speech and found[0].kind == "day":
                self.state.when = found[0].interval

    def of(self, first: int, stop: int, mood: Status, at: int) -> Interval | None:
        """The date of the clause in words ``[first, stop)`` with its predicate at word ``at``."""
        words = self.line.words
        tense = "future" if mood in _FUTURE else "past"
        segment = next(((a, b) for a, b in self.line.segments if a <= first < b), (first, stop))
        start, end = words[segment[0]].start, words[max(segment[1], stop) - 1].end
        found = [h for h in self._within(start, end, tense) if self._dates(h, words[at].start)]
        if found:
            before = [h for h in found if h.end <= words[max(first, stop - 1)].start]
            return (before or found)[-1 if before else 0].interval
        if tense == "future":
            earlier = [h for h in self._within(0, start, tense) if not h.bound]
            return earlier[-1].interval if earlier and self.carried else self.carried
        return self.carried

    def _dates(self, hit: DateHit, at: int) -> bool:
        """自1999年建交以来: the year dates what stands before 以来, and nothing else."""
        since = _SINCE.match(self.line.text, hit.end)
        return hit.end <= at < since.end() if since else not hit.bound

    def since(self, i: int) -> bool:
        """…建交以来: what is told to have been."""
        return bool(_SINCE.match(self.line.text, self.line.words[i].end))

    def _within(self, start: int, end: int, tense: str) -> list[DateHit]:
        return [h for h in self._hits[tense] if start <= h.start and h.end <= end]

    def anniversary(self, i: int) -> Interval | None:
        """建交32年来, 今年是…建交50周年: the year counted back from the article's."""
        anchor = self.sentence.anchor
        match = _YEARS.match(self.line.text, self.line.words[i].end) if anchor else None
        if not match or not anchor:
            return None
        count = int(match["n"]) if match["n"] else _number(match["zh"])
        before = self.line.text[: self.line.words[i].start]
        year = anchor.year + (1 if "明年" in before else -1 if "去年" in before else 0)
        return calendar.year(year - count) if count else None


def _number(text: str) -> int:
    """Chinese numerals up to 999."""
    digits = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
    total = current = 0
    for char in text:
        if char == "十":
            total, current = total + (current or 1) * 10, 0
        elif char == "百":
            total, current = total + (current or 1) * 100, 0
        else:
            current = digits.get(char, 0)
    return total + current
