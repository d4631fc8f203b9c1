"""Dates without a language: intervals, the calendar around an anchor day, and the scan that a language's rules run in.

A language gives :class:`Rule` values (a pattern, and what a match means on a given day) to :func:`scan`, which returns
:class:`DateHit` values. An impossible date ("February 30", a year before 1) is no date: the constructors raise ``ValueError``
or ``OverflowError``, and :func:`scan` and :func:`parse` turn both into "nothing found".

Tense policy. A day of the year, a month or a weekday without its year is the nearest one in the direction of the tense: on or
before the anchor in the past, on or after it in the future; the anchor's own day, weekday and month always count. A clause in the
past names days ahead too ("welcomed the summit to take place on July 15"), and a writer who means a day or a month almost a year
off says so: in 2,000 articles every bare day more than 300 days back, and every bare month 11 months back, was in truth ahead.
Hence the slacks below.
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any, Literal

from kg.model import Interval

Kind = Literal["day", "month", "year", "week", "range", "name-year"]
Unit = Literal["day", "week", "month", "year"]

SLACK_DAYS = 60  # days that "July 4" may lie on the wrong side of the anchor
SLACK_MONTHS = 1  # months that "in September" may
SLACK_BARE = 1  # days that a bare day of the month, "the 4th", may: time zones
EXACT = {"day": 14, "week": 8, "month": 12, "year": 999}  # largest count for which "n units ago" has the unit's precision
_MONTHS = 12
_LEAP_REACH = 8  # years to look for a February 29 (1896-1904 is the longest gap)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date expression: characters ``[start, end)`` of the text and the days it denotes.

    ``kind`` is the precision ("range" also for several months or years, "week" for the days Monday to Sunday), or "name-year" for
    a date inside a name ("2024 SCO summit", "Act of 1961"), which dates the thing named and not the clause it stands in.
    ``bound`` tells how the text uses it: "" at that time, "since" from then on, "by" / "until" up to then, "before", "after".
    """

    start: int
    end: int
    interval: Interval
    kind: Kind
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression counts from."""

    anchor: date | None
    tense: str = "past"  # "future" looks ahead; anything else looks back
    last: Interval | None = None  # the date read before: what "the same day" means

    @property
    def future(self) -> bool:
        return self.tense == "future"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and its meaning: no hits where the words are no date, or none without an anchor."""

    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str], Context], Iterable[DateHit]]


# Intervals ---------------------------------------------------------------------------------------------------------------------


def day(year: int, month: int, number: int) -> Interval:
    return on(date(year, month, number))


def on(value: date) -> Interval:
    """One day."""
    return Interval(value, value, value.isoformat())


def month(year: int, number: int) -> Interval:
    first = date(year, number, 1)
    return Interval(first, first.replace(day=monthrange(year, number)[1]), f"{year:04}-{number:02}")


def year(number: int) -> Interval:
    return Interval(date(number, 1, 1), date(number, 12, 31), f"{number:04}")


def span(first: Interval, last: Interval) -> Interval:
    """From the one to the other, both included: ``2024-07-02/2024-07-06``. Raises ValueError where they run backwards."""
    if last.first < first.first or last.last < first.last:
        raise ValueError(f"{first.text} is after {last.text}")
    return first if first == last else Interval(first.first, last.last, f"{first.text}/{last.text}")


def week(value: date) -> Interval:
    """Monday to Sunday around a day."""
    monday = value - timedelta(days=value.weekday())
    return span(on(monday), on(monday + timedelta(days=6)))


def weekend(value: date) -> Interval:
    """Saturday and Sunday of the week of a day."""
    saturday = value + timedelta(days=5 - value.weekday())
    return span(on(saturday), on(saturday + timedelta(days=1)))


def lasting(first: date, days: int) -> Interval:
    """ "A five-day tour from December 6": the days counted from the first one. Raises ValueError for less than one."""
    return span(on(first), on(first + timedelta(days=days - 1)))


def parse(text: str) -> Interval | None:
    """ISO text (``2024``, ``2024-07``, ``2024-07-04``, a date-time, or two of them with a slash); None where it is no date."""
    first, slash, last = text.strip().partition("/")
    with suppress(ValueError):
        return span(_parse_one(first), _parse_one(last)) if slash else _parse_one(first)
    return None


def _parse_one(text: str) -> Interval:
    found = _ISO.fullmatch(text)
    if not found:
        raise ValueError(text)
    y, m, d = (int(part) if part else 0 for part in found.groups())
    return day(y, m, d) if found[3] else month(y, m) if found[2] else year(y)


def precision(interval: Interval) -> Kind:
    """The kind of hit an interval makes."""
    return "range" if "/" in interval.text else ("year", "month", "day")[interval.text.count("-")]


# The calendar around an anchor -------------------------------------------------------------------------------------------------


def near_weekday(weekday: int, now: Context, anchor: date) -> date:
    """The nearest such weekday (Monday 0) in the direction of the tense; the anchor's own weekday is the anchor."""
    ahead = (weekday - anchor.weekday()) % 7
    return anchor + timedelta(days=ahead if now.future else ahead - 7 if ahead else 0)


def week_day(weekday: int, anchor: date, weeks: int = 0) -> date:
    """The weekday in the anchor's own week (Monday to Sunday), ``weeks`` later."""
    return anchor + timedelta(days=weekday - anchor.weekday() + 7 * weeks)


def near_month(number: int, now: Context, anchor: date, slack: int = SLACK_MONTHS) -> Interval:
    """The nearest such month in the direction of the tense; the anchor's own month counts. Raises ValueError for a 13th."""
    if not 1 <= number <= _MONTHS:
        raise ValueError(f"no such month: {number}")
    ahead = (number - anchor.month) % _MONTHS
    if now.future:
        ahead -= _MONTHS if ahead >= _MONTHS - slack else 0
    else:
        ahead -= _MONTHS if ahead > slack else 0
    return shift_month(anchor, ahead)


def near_year(
    first: tuple[int, int], now: Context, anchor: date, last: tuple[int, int] | None = None, slack: int = SLACK_DAYS
) -> int:
    """The year of a (month, day) without one, or of the first day of a range that ends on the (month, day) ``last``.

    Raises ValueError for a day no year has.
    """
    reach = range(-_LEAP_REACH, _LEAP_REACH + 1)
    for step in reach if now.future else reversed(reach):
        with suppress(ValueError, OverflowError):
            start = date(anchor.year + step, *first)
            end = date(start.year + (last < first), *last) if last else start
            if (end - anchor).days >= -slack if now.future else (start - anchor).days <= slack:
                return start.year
    raise ValueError(f"no such day: {first}")


def fitting_year(when: tuple[int, int], weekday: int, anchor: date) -> int | None:
    """The one year, of the anchor's and the two beside it, in which a (month, day) falls on the weekday written with it."""
    for candidate in (anchor.year, anchor.year - 1, anchor.year + 1):
        with suppress(ValueError):
            if date(candidate, *when).weekday() == weekday:
                return candidate
    return None


def near_month_of(number: int, now: Context, anchor: date) -> Interval:
    """The month that a bare day of the month ("the 4th", 4日) lies in."""
    for step in (0, 1, 2) if now.future else (0, -1, -2):
        found = shift_month(anchor, step)
        with suppress(ValueError):
            value = found.first.replace(day=number)
            ahead = (value - anchor).days
            if ahead >= -SLACK_BARE if now.future else ahead <= SLACK_BARE:
                return found
    raise ValueError(f"no such day: {number}")


def shift_month(anchor: date, months: int) -> Interval:
    years, index = divmod(anchor.month - 1 + months, _MONTHS)
    return month(anchor.year + years, index + 1)


def ago(count: int, unit: Unit, anchor: date) -> tuple[Interval, Kind]:
    """ "n units ago", in the unit's own precision; a long count is coarser: 18 months ago is a year, 40 days ago a month."""
    if count > EXACT[unit]:
        return _long_ago(count, unit, anchor)
    if unit == "day":
        return on(anchor - timedelta(days=count)), "day"
    if unit == "week":
        return week(anchor - timedelta(weeks=count)), "week"
    return (shift_month(anchor, -count), "month") if unit == "month" else (year(anchor.year - count), "year")


def _long_ago(count: int, unit: Unit, anchor: date) -> tuple[Interval, Kind]:
    if unit == "month":
        return year(shift_month(anchor, -count).first.year), "year"
    then = anchor - timedelta(days=count * (7 if unit == "week" else 1))
    return month(then.year, then.month), "month"


# The scan ----------------------------------------------------------------------------------------------------------------------


def scan(text: str, rules: Sequence[Rule], now: Context) -> list[DateHit]:
    """The hits of the rules in the order of the text: longest match first, none overlapping.

    A longer match that turns out to be no date still hides the shorter ones in it ("Good Friday", "2000 people").
    """
    spans = [
        (found.start() - found.end(), found.start(), place, found)
        for place, rule in enumerate(rules)
        for found in rule.pattern.finditer(text)
        if found.end() > found.start()
    ]
    spans.sort(key=lambda item: item[:3])
    taken = bytearray(len(text))
    chosen = []
    for _, start, place, found in spans:
        if not any(taken[start : found.end()]):
            taken[start : found.end()] = b"\1" * (found.end() - start)
            chosen.append((start, place, found))
    return _resolve([(found, rules[place]) for _, place, found in sorted(chosen, key=lambda item: item[:2])], now)


def _resolve(matches: Sequence[tuple[re.Match[str], Rule]], now: Context) -> list[DateHit]:
    """From left to right, so that "the same day" sees the date before it."""
    hits: list[DateHit] = []
    for found, rule in matches:
        with suppress(ValueError, OverflowError):
            new = list(rule.resolve(found, now))
            hits += new
            dated = [hit.interval for hit in new if hit.kind != "name-year"]
            now = Context(now.anchor, now.tense, dated[-1] if dated else now.last)
    return hits


def pair(first: Interval, last: Interval, spans: tuple[tuple[int, int], tuple[int, int]], bound: str = "") -> list[DateHit]:
    """ "May 4 and 5": one range of two successive days, otherwise two hits at their own places."""
    if last.first - first.last == timedelta(days=1):
        return [DateHit(spans[0][0], spans[1][1], span(first, last), "range", bound)]
    return [DateHit(*place, value, precision(value), bound) for place, value in zip(spans, (first, last), strict=True)]


# Words as data -----------------------------------------------------------------------------------------------------------------


def words(package: str) -> dict[str, Any]:
    """The table ``dates.toml`` of a language package."""
    return tomllib.loads(files(package).joinpath("dates.toml").read_text(encoding="utf-8"))


def either(choices: Iterable[str]) -> str:
    """A pattern for any of the words, the longest that fits; a space in a word stands for any white space."""
    longest_first = sorted(set(choices), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest_first) + ")"
