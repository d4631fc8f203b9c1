"""English date expressions: "July 4, 2024", "on Thursday", "last July", "from July 2 to 6", "32 years ago".

The words are data (``dates.toml``), the calendar is :mod:`kg.dates`; here is how English puts them together. Years inside names
("2024 SCO summit", "Act of 1961", "Agenda 2030") are told from dates by the words around them: see :func:`_year_role`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import TypeVar

from kg import dates as d
from kg.dates import Context, DateHit, Kind, Rule
from kg.model import Interval

_T = TypeVar("_T")

_W = d.words(__package__ or "kg.lang.en")
_MONTHS = {name.lower(): number for number, names in enumerate(_W["months"], 1) for name in names}
_FULL_MONTHS = {names[0].lower() for names in _W["months"]}
_WEEKDAYS = {name.lower(): number for number, names in enumerate(_W["weekdays"]) for name in names}
_NUMERALS: dict[str, int] = _W["numerals"]
_ORDINALS: dict[str, int] = _W["ordinals"]
_RELATIVE_DAYS: dict[str, int] = _W["relative_days"]
_MIDWEEK = 3
_STEPS = {"this": 0, "the same": 0, "the current": 0, "last": -1, "next": 1, "the": 0}


# Pieces of patterns ------------------------------------------------------------------------------------------------------------


def _cased(names: list[list[str]], dot: bool = True) -> str:
    """Names as they stand in text: capitalised or in capitals, abbreviations with or without a dot."""
    full = d.either(form for group in names for form in (group[0], group[0].upper()))
    short = d.either(form for group in names for form in (*group[1:], *(name.upper() for name in group[1:])) if form)
    return rf"(?:{full}\b|{short}\b\.?)" if dot else rf"(?:{full}\b)"


def _month(name: str = "") -> str:
    return rf"\b(?{f'P<{name}>' if name else ':'}{_cased(_W['months'])})"


def _day(name: str) -> str:
    """A day of the month, not the start of a longer number, a time, or a thousand."""
    number = rf"(?P<{name}>0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th)\b)?"
    return rf"(?<![\w.,:/$€£])(?:the\s(?=\d+\s?[snrt]))?{number}(?![\w%]|[.:/]\d|,\d{{3}}(?!\d))"


def _tail(index: str) -> str:
    """The year after a month or a day: ", 2024", "this year", "of the same year"; or nothing."""
    number = rf"(?:,\s?|\s(?:of\s|in\s)?)(?P<y{index}>{_YEAR}){_YEAR_END}"
    return rf"(?:{number}|,?\s(?:of\s)?(?P<r{index}>this|last|next|the\ssame|the\scurrent|that)\syear\b)?"


_YEAR = r"(?:1[7-9]\d\d|20\d\d)"
_YEAR_END = rf"(?![\w%]|[.,:/]\d|[-–]\d{{3}}(?!\d)|\s(?:{d.either(_W['counted'])})\b)"
_TO = r"(?:\s?[-–—−‑~]{1,2}\s?|\s(?:to|through|until|till)\s)"
_SEP = rf"(?P<sep>{_TO}|\s(?:and|or|&)\s)"
_LEAD = r"(?:\b(?:[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate)\s(?:on\s|in\sthe\sday\son\s)?)?"
_PART = rf"(?:\s(?:early\s|late\s|local\s)?{d.either(_W['parts'])}\b)?"
_ZONE = rf"(?:,?\s(?:[A-Z]\w+\s|local\s){{0,2}}{d.either(_W['clocks'])}\b)?"
_HOUR = r"(?:\d{1,2}(?:[:.]\d\d)?\s?[AaPp]\.?[Mm]\b\.?|\d{1,2}:\d\d|noon\b|midnight\b)"
_CLOCK = rf"(?:,?\s(?:at\s|around\s|about\s)?{_HOUR}{_ZONE})?"
_WHEN = _PART + _CLOCK
_ON = rf"(?:(?P<wd>{_cased(_W['weekdays'])})(?:,\s|\s|\s\()(?:the\s)?)?"
_WD2 = rf"(?:(?P<wd2>{_cased(_W['weekdays'])}),?\s)?"
_THEN_ON = rf"(?(wd)\)?)(?:\s\((?P<wd2>{_cased(_W['weekdays'])})\))?"
_OF = r"(?:\s(?:of\s)?|-)"
_NTH_PART = r"(?:first|second|third|fourth|last)\s(?:half|quarter|week|days|months)"
_POINT = rf"(?:end|beginning|start|middle|outset|course|{_NTH_PART})"
_PHASE_OF = rf"\b(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[\s-](?:in\s)?|(?:[Ee]arlier|[Ll]ater)\s(?:in\s)?|(?:the\s)?{_POINT}\s(?:of|in)\s)"
_PHASE = f"(?:{_PHASE_OF})?"
_SEASON = r"\b(?:the\s)?(?:spring|summer|autumn|fall|winter)\s(?:of\s)?"
_COUNT_WORD = d.either(_NUMERALS)
_TENS = d.either(word for word, value in _NUMERALS.items() if 20 <= value < 100)
_ONES = d.either(word for word, value in _NUMERALS.items() if value < 10 and word not in ("a", "an"))
_COUNT_PLAIN = rf"(?:\d{{1,3}}|{_TENS}[-\s]{_ONES}|{_COUNT_WORD})"
_COUNT = f"(?P<n>{_COUNT_PLAIN})"
_GO_ON = "in|at|on|to|for|with|by|as|when|where|of|and|during|respectively|local|while|but|after|before|which|the|this|under"
_NO_DAY = re.compile(rf"\s(?!(?:{_GO_ON})\b)[a-z]")  # "July 4 and 12 countries" has no second day


# Small readings ----------------------------------------------------------------------------------------------------------------


def _number(word: str) -> int:
    """A count in digits or words: "32", "a", "a hundred", "thirty-two"."""
    if word.isdecimal():
        return int(word)
    low = " ".join(re.split(r"[-\s]+", word.lower()))
    return _NUMERALS[low] if low in _NUMERALS else sum(_NUMERALS[part] for part in low.split())


def _month_of(found: re.Match[str], name: str) -> int:
    return _MONTHS[found[name].rstrip(".").lower()]


def _weekday_of(found: re.Match[str]) -> int | None:
    word = found["wd"] or found["wd2"]
    return _WEEKDAYS[word.rstrip(".").lower()] if word else None


def _year_of(found: re.Match[str], index: str, now: Context) -> int | None:
    """The year a :func:`_tail` gives, None where there is none. Raises ValueError where it cannot be known."""
    if found[f"y{index}"]:
        return int(found[f"y{index}"])
    word = " ".join((found[f"r{index}"] or "").split())
    if not word:
        return None
    if word in ("that", "the same"):
        return _need(now.last).first.year
    return _need(now.anchor).year + _STEPS[word]


def _need(value: _T | None) -> _T:
    """What the reading cannot do without; ValueError (no date) where it is not there."""
    if value is None:
        raise ValueError("nothing to count from")
    return value


def _cased_before(text: str, start: int) -> str:
    """The word that ends right before a place; "" after punctuation."""
    found = _LAST_WORD.search(text[max(0, start - 40) : start])
    return found[1] if found else ""


def _word_before(text: str, start: int) -> str:
    return _cased_before(text, start).lower()


def _bound(text: str, start: int) -> str:
    bounds: dict[str, str] = _W["bounds"]
    return bounds.get(_word_before(text, start), "")


def _hit(found: re.Match[str], interval: Interval, kind: Kind | None = None) -> list[DateHit]:
    start = found.start()
    return [DateHit(start, found.end(), interval, kind or d.precision(interval), _bound(found.string, start))]


# Days --------------------------------------------------------------------------------------------------------------------------


def _one_day(found: re.Match[str], now: Context) -> list[DateHit]:
    month, number = _month_of(found, "m1"), int(found["d1"])
    year, weekday = _year_of(found, "1", now), _weekday_of(found)
    if year is None and weekday is not None:
        year = d.fitting_year((month, number), weekday, _need(now.anchor))
    if year is None:
        slack = 0 if _bound(found.string, found.start()) == "since" else d.SLACK_DAYS
        year = d.near_year((month, number), now, _need(now.anchor), slack=slack)
    return _hit(found, d.day(year, month, number), "name-year" if _NAMED_AFTER.match(found.string, found.end()) else "day")


def _two_days(found: re.Match[str], now: Context) -> list[DateHit]:
    """ "July 2-6, 2024", "30 July to 2 August", "May 4 and 5": one month or two, one year or two."""
    groups = found.groupdict()
    months = [_month_of(found, name) if groups.get(name) else None for name in ("m1", "m2")]
    first = (_need(months[0] or months[1]), int(found["d1"]))
    last = (_need(months[1] or months[0]), int(found["d2"]))
    early = _year_of(found, "1", now) if "y1" in groups else None
    late = _year_of(found, "2", now)
    if early is None:
        early = late - (last < first) if late is not None else d.near_year(first, now, _need(now.anchor), last)
    if _listed(found) and not found["y2"] and months[1] is None and _NO_DAY.match(found.string, found.end()):
        return [DateHit(found.start(), found.start("sep"), d.day(early, *first), "day", _bound(found.string, found.start()))]
    return _from_to(found, d.day(early, *first), d.day(late if late is not None else early + (last < first), *last))


def _from_to(found: re.Match[str], first: Interval, last: Interval) -> list[DateHit]:
    """A range, or two dates where "and" joins them."""
    if _listed(found):
        cut = found.start("sep"), found.end("sep")
        return d.pair(first, last, ((found.start(), cut[0]), (cut[1], found.end())))
    return [DateHit(found.start(), found.end(), d.span(first, last), "range")]


def _listed(found: re.Match[str]) -> bool:
    """ "X and Y", but not "between X and Y"."""
    return found["sep"].strip() in ("and", "or", "&") and _word_before(found.string, found.start()) != "between"


def _weekday(found: re.Match[str], now: Context) -> list[DateHit]:
    number, anchor = _WEEKDAYS[found["w"].lower()], _need(now.anchor)
    word = " ".join((found["rel"] or "").lower().split())
    if found["name"]:
        return []  # "Good Friday Agreement"
    if found["week"]:
        return _hit(found, d.on(d.week_day(number, anchor, _STEPS[found["week"]])), "day")
    if word in ("last", "this past", "past"):
        return _hit(found, d.on(d.near_weekday(number, Context(None), anchor - timedelta(days=1))), "day")
    if word in ("next", "coming", "this coming"):
        return _hit(found, d.on(d.near_weekday(number, Context(None, "future"), anchor + timedelta(days=1))), "day")
    if word == "this":
        value = d.week_day(number, anchor)
        return _hit(found, d.on(value + timedelta(days=7 if now.future and value < anchor else 0)), "day")
    return _hit(found, d.on(d.near_weekday(number, now, anchor)), "day")


def _two_weekdays(found: re.Match[str], now: Context) -> list[DateHit]:
    first = d.near_weekday(_WEEKDAYS[found["w1"].lower()], now, _need(now.anchor))
    last = d.near_weekday(_WEEKDAYS[found["w2"].lower()], Context(None, "future"), first + timedelta(days=1))
    return _from_to(found, d.on(first), d.on(last))


def _relative_day(found: re.Match[str], now: Context) -> list[DateHit]:
    text, name, before = found.string, found["day"], _cased_before(found.string, found.start())
    if _PRESENT_AGE.match(text, found.end()) or (name[0].isupper() and before[:1].isupper() and not before.endswith(".")):
        return []  # "today's world", "Russia Today"
    if name.lower().endswith("before") and re.match(r"\s\w", text[found.end() :]):
        return []  # "the day before the summit"
    owner = re.match("[’']s", text[found.end() : found.end() + 2])
    as_of = re.search(r"\bas\sof\s$", text[max(0, found.start() - 7) : found.start()])
    if before == "of" and not owner and not as_of:
        return []  # "the challenges of today and tomorrow", but "of today's meeting", "as of today"
    value = d.on(_need(now.anchor) + timedelta(days=_RELATIVE_DAYS[" ".join(name.lower().split())]))
    return _hit(found, d.span(value, d.on(value.last + timedelta(days=1))) if found["too"] else value)


def _same(found: re.Match[str], now: Context) -> list[DateHit]:
    """ "the same day", "that month", "the following day": counted from the date before."""
    kind = found.lastgroup
    last = now.last or d.on(_need(now.anchor if kind == "same_day" else None))
    if kind in ("same_day", "next_day") and last.first != last.last:
        return []
    if kind == "same_month" and (last.first.year, last.first.month) == (last.last.year, last.last.month):
        return _hit(found, d.month(last.first.year, last.first.month))
    if kind == "same_year" and last.first.year == last.last.year:
        return _hit(found, d.year(last.first.year))
    if kind in ("same_month", "same_year"):
        return []
    return _hit(found, d.on(last.first + timedelta(days=kind == "next_day")), "day")


def _day_only(found: re.Match[str], now: Context) -> list[DateHit]:
    anchor, number = _need(now.anchor), int(found["d1"])
    month = d.month(anchor.year, anchor.month) if found["this"] else d.near_month_of(number, now, anchor)
    return _hit(found, d.day(month.first.year, month.first.month, number), "day")


def _iso(found: re.Match[str], _now: Context) -> list[DateHit]:
    return _hit(found, d.day(int(found[1]), int(found[3]), int(found[4])), "day")


# Weeks, months, years ----------------------------------------------------------------------------------------------------------


def _one_month(found: re.Match[str], now: Context) -> list[DateHit]:
    number, rel, text = _month_of(found, "m1"), (found["rel"] or "").lower(), found.string
    year = _year_of(found, "1", now)
    if year is None and not rel and not found["phase"] and not _is_month(found):
        return []
    named = _NAMED_AFTER.match(text, found.end())
    if year is None and named:
        return []  # "the October Revolution"
    since = _bound(text, found.start()) == "since"
    interval = _near_month(number, rel, now, 0 if since else d.SLACK_MONTHS) if year is None else d.month(year, number)
    return _hit(found, interval, "name-year" if named else "month")


def _near_month(number: int, rel: str, now: Context, slack: int) -> Interval:
    anchor = _need(now.anchor)
    if rel == "last":  # before the anchor's own month
        return d.near_month(number, Context(None), d.shift_month(anchor, -1).first, slack=0)
    if rel == "next":
        return d.near_month(number, Context(None, "future"), d.shift_month(anchor, 1).first, slack=0)
    return d.month(anchor.year, number) if rel == "this" else d.near_month(number, now, anchor, slack)


def _is_month(found: re.Match[str]) -> bool:
    """Whether a month's name without a year is one: "in May", "his July visit", but not "May said", "Jan", "June Smith"."""
    word = found["m1"]
    if word.rstrip(".").lower() not in _FULL_MONTHS and not word.endswith(".") and word.lower() != "sept":
        return False
    before = _word_before(found.string, found.start())
    if before in _W["month_after"]:
        return True
    if word.upper() == word or word.rstrip(".").capitalize() in _W["ambiguous_months"]:
        return False
    return before in _W["month_after_clear"] or not re.match(r"\s[A-Z]", found.string[found.end() : found.end() + 2])


def _two_months(found: re.Match[str], now: Context) -> list[DateHit]:
    first, last = _month_of(found, "m1"), _month_of(found, "m2")
    early, late = _year_of(found, "1", now), _year_of(found, "2", now)
    listed = _listed(found)
    if early is None:
        early = late - (last < first) if late is not None else d.near_month(first, now, _need(now.anchor)).first.year
        early = late if listed and late is not None else early
    if late is None:
        late = d.near_month(last, now, _need(now.anchor)).first.year if listed and found["y1"] is None else early + (last < first)
    months = d.month(early, first), d.month(late, last)
    if listed:
        return _list(found, months)
    return [DateHit(found.start(), found.end(), d.span(*months), "range")]


def _list(found: re.Match[str], values: tuple[Interval, Interval]) -> list[DateHit]:
    places = (found.start(), found.start("sep")), (found.end("sep"), found.end())
    bound = _bound(found.string, found.start())
    return [DateHit(*place, value, d.precision(value), bound) for place, value in zip(places, values, strict=True)]


def _this_unit(found: re.Match[str], now: Context) -> list[DateHit]:
    """Of the anchor: "this month", "last week", "the end of the year"; not "the last year", which is twelve months."""
    rel, unit, anchor = " ".join(found["rel"].lower().split()), found["unit"].lower(), _need(now.anchor)
    before = _word_before(found.string, found.start())
    if not found["phase"] and (rel == "the" or (rel in ("last", "next") and before in ("the", "over", "past", "every"))):
        return []
    step = _STEPS[rel]
    if unit == "year":
        return _hit(found, d.year(anchor.year + step))
    if unit == "month":
        return _hit(found, d.shift_month(anchor, step))
    if unit == "week":
        return _hit(found, d.week(anchor + timedelta(weeks=step)), "week")
    just_over = step == 0 and not now.future and anchor.weekday() < _MIDWEEK  # "this weekend", said on a Monday in the past
    return _hit(found, d.weekend(anchor + timedelta(weeks=step - just_over)), "range")


def _ago(found: re.Match[str], now: Context) -> list[DateHit]:
    if _word_before(found.string, found.start()) in _W["approximate"]:
        return []
    count, unit, anchor = _number(found["n"]), _W["units"][found["unit"].lower()], _need(now.anchor)
    if found["today"] and unit in ("week", "year"):
        value = anchor - timedelta(weeks=count) if unit == "week" else anchor.replace(year=anchor.year - count)
        return _hit(found, d.on(value))
    return _hit(found, *d.ago(count, unit, anchor))


def _years_range(found: re.Match[str], _now: Context) -> list[DateHit]:
    first, last, dash = found["a"], found["b"], found["dash"].strip() in ("-", "–", "—", "−", "‑")
    end = int(last if len(last) == 4 else first[:2] + last)
    role = _year_role(found.string, found.start(), found.end())
    if not 0 < end - int(first) < 100 or (not dash and (role is None or len(last) == 2)):
        return []
    kind: Kind = "name-year" if role == "name-year" else "range"
    return [DateHit(found.start(), found.end(), d.span(d.year(int(first)), d.year(end)), kind)]


def _years(found: re.Match[str], _now: Context) -> list[DateHit]:
    """A year, or several: "in 2016, 2018 and 2022"."""
    start = found.start()
    if found["phase"]:  # "early 2024", "summer of 2018", "the end of 2023": sure to be a date
        named = _named_after(found.string, found.end())
        return _hit(found, d.year(int(found["y"])), "name-year" if named else "year")
    role, years = _year_role(found.string, start, found.end()), list(re.finditer(_YEAR, found[0]))
    if role is None:
        return []
    if len(years) == 2 and _word_before(found.string, start) == "between":
        return _hit(found, d.span(*(d.year(int(one[0])) for one in years)))
    bound = _bound(found.string, start)
    return [DateHit(start + one.start(), start + one.end(), d.year(int(one[0])), role, bound) for one in years]


def _year_role(text: str, start: int, end: int) -> Kind | None:
    """Whether a bare year dates the clause ("year"), belongs to a name ("name-year"), or is some other number (None)."""
    cased = _cased_before(text, start)
    word = cased.lower().rstrip(".")
    if word in _W["number_words"]:
        return None
    if _named_after(text, end):
        return "name-year"
    if word == "of":
        return _year_after_of(text[max(0, start - 60) : start])
    if word in _W["year_after"] or _VERB_AFTER.match(text, end):
        return "year"  # "in 2019", "that 2019 was"
    owned = word in _W["determiners"] or word.endswith(("'s", "’s", "s'", "s’"))
    if owned or (cased[:1].isupper() and not cased.endswith(".")) or re.match(r"\s[A-Z]", text[end : end + 2]):
        return "name-year"  # "the 2019 accord", "EXPO 2017", "1992 Consensus"
    return "year" if (not word or cased.endswith(".")) and _stands_alone(text, start, end) else None


def _year_after_of(text: str) -> Kind:
    """Of a text that ends in "of": "the end of 2023" or "Act of 1961"."""
    before = _cased_before(text, len(text.rstrip()) - len("of"))
    return "name-year" if before[:1].isupper() and before.lower() not in _W["periods"] else "year"


def _stands_alone(text: str, start: int, end: int) -> bool:
    """ "Astana, 2017", "(2019)": after no word, and before nothing that it could count."""
    ahead = text[:start].rstrip()[-1:] if start < 3 else text[start - 2 : start].strip()[-1:]
    return ahead in ("", "(", ",", ";", ":", ".") and not re.match(r"\s\w", text[end : end + 2])


def _named_after(text: str, end: int) -> bool:
    """Whether the capitalised words after a year end in what a summit or a treaty is called ("2024 SCO summit")."""
    return bool(_NAME_RUN.match(text, end))


_PRESENT_AGE = re.compile(rf"[’']s\s(?:[\w-]+\s)?{d.either(_W['present_age'])}\b")
_VERB_AFTER = re.compile(rf"\s{d.either(_W['year_verbs'])}\b")
_NAMED_AFTER = re.compile(rf"\s{d.either(_W['named_days'])}\b")
_CAPITAL = r"[A-Z0-9][\w.&’'-]*"
_NAME_RUN = re.compile(rf"\s(?:{_CAPITAL}\s(?:(?:{_CAPITAL}|of|the|on|for|and)\s){{0,6}}?)?(?i:{d.either(_W['name_nouns'])})\b")
_LAST_WORD = re.compile(r"([\w.’'-]+)\s{1,2}$")

# A bare month hides nothing longer; a name or a number that looks like a date hides the date in it.
_RULES = [
    Rule(re.compile(pattern), resolve)
    for pattern, resolve in (
        (rf"{_LEAD}{_ON}{_month('m1')}\s{{1,2}}{_day('d1')}{_tail('1')}{_THEN_ON}{_WHEN}", _one_day),
        (rf"{_LEAD}{_ON}{_day('d1')}{_OF}{_month('m1')}{_tail('1')}{_THEN_ON}{_WHEN}", _one_day),
        (rf"{_month('m1')}\s{{1,2}}{_day('d1')}{_SEP}{_day('d2')}(?!{_OF}{_month()}){_tail('2')}", _two_days),
        (
            rf"{_ON}{_month('m1')}\s{{1,2}}{_day('d1')}{_tail('1')}{_SEP}"
            rf"{_WD2}{_month('m2')}\s{{1,2}}{_day('d2')}{_tail('2')}",
            _two_days,
        ),
        (rf"{_day('d1')}{_SEP}{_day('d2')}{_OF}{_month('m2')}{_tail('2')}", _two_days),
        (rf"{_day('d1')}{_OF}{_month('m1')}{_tail('1')}{_SEP}{_day('d2')}{_OF}{_month('m2')}{_tail('2')}", _two_days),
        (
            rf"(?<![\w/.-])({_YEAR})([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])"
            r"(?:T\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?|(?![\w/-]|\.\d))",
            _iso,
        ),
        (
            rf"(?P<name>\b{d.either(_W['weekday_names'])}\s)?{_LEAD}(?:\b(?P<rel>(?i:last|next|this\scoming|this\spast|this|coming))\s)?"
            rf"\b(?P<w>{_cased(_W['weekdays'], dot=False)})(?:,?\s(?:of\s)?(?P<week>last|next|this)\sweek\b)?{_WHEN}",
            _weekday,
        ),
        (rf"\b(?P<w1>{_cased(_W['weekdays'], dot=False)}){_SEP}(?P<w2>{_cased(_W['weekdays'], dot=False)})", _two_weekdays),
        (
            rf"{_LEAD}\b(?P<day>(?i:{d.either(_RELATIVE_DAYS)}))\b"
            rf"(?P<too>(?<=oday)\sand\stomorrow\b)?{_WHEN}",
            _relative_day,
        ),
        (
            rf"\b(?i:(?P<same_day>{d.either(_W['same_day'])})|(?P<next_day>{d.either(_W['next_day'])})"
            rf"|(?P<same_month>{d.either(_W['same_month'])})|(?P<same_year>{d.either(_W['same_year'])}))\b",
            _same,
        ),
        (r"(?<=\bon )(?:the\s)(?P<d1>\d{1,2})(?:st|nd|rd|th)\b(?:(?P<this>\sof\sthis\smonth)|(?=\s?[,.;)]|\s?$))", _day_only),
        (rf"(?P<phase>{_PHASE})(?:\b(?P<rel>(?i:last|next|this))\s)?{_month('m1')}(?!\s\d{{1,2}}\b){_tail('1')}", _one_month),
        (rf"{_PHASE}{_month('m1')}{_tail('1')}{_SEP}{_PHASE}{_month('m2')}(?!\s\d{{1,2}}\b){_tail('2')}", _two_months),
        (
            rf"(?P<phase>{_PHASE})\b(?P<rel>(?i:this|last|next|the\scurrent|the))\s"
            r"(?P<unit>[Ww]eekend|[Ww]eek|[Mm]onth|[Yy]ear)\b(?!-)",
            _this_unit,
        ),
        (rf"(?<![\w.,-])(?<!hundred\sand\s)(?i:{_COUNT})\s(?P<unit>{d.either(_W['units'])})\sago\b(?P<today>\stoday\b)?", _ago),
        (
            rf"(?<![\w$€£.,:/#-])(?P<a>{_YEAR})(?P<dash>\s?[-–—−‑]\s?|\s(?:to|through|until)\s)"
            rf"(?P<b>{_YEAR}|\d\d){_YEAR_END}(?![-–])",
            _years_range,
        ),
        (
            rf"(?:(?P<phase>{_PHASE_OF}(?:{_SEASON})?|{_SEASON})|(?<![\w$€£.,:/#–-]))(?P<y>{_YEAR}){_YEAR_END}"
            rf"(?:(?:,\s|,?\sand\s|\sor\s){_YEAR}{_YEAR_END})*(?![-–]\d)",
            _years,
        ),
    )
]
_HINT = re.compile(rf"\d|\b(?:ago|week|weekend|month|year|day)\b|day\b|{_cased(_W['months'])}|(?i:{d.either(_RELATIVE_DAYS)})")


# What others call --------------------------------------------------------------------------------------------------------------


def find(text: str, anchor: date | None, tense: str = "past", last: Interval | None = None) -> list[DateHit]:
    """The dates of an English sentence, in order, not overlapping, counted from ``anchor`` (without one: only absolute dates).

    ``tense`` ("past" or "future") is the direction of "Thursday", "in September", "July 4"; ``last`` is the date read before,
    which "the same day" means at the start of the sentence.
    """
    return d.scan(text, _RULES, Context(anchor, tense, last)) if _HINT.search(text) else []


def anniversary(text: str, anchor: date | None) -> list[tuple[int, int, int]]:
    """(start, end, first year) of "the 50th anniversary", "32 years ago", "30 years since", "60 years of relations".

    Anniversaries count from the year named before them ("next year marks the 50th anniversary"), else from the anchor.
    """
    found = [one for one in _ANNIVERSARY.finditer(text) if _counts(one)]
    years = [hit for hit in find(text, anchor) if hit.kind == "year" and not hit.bound] if found else []
    return [(one.start(), one.end(), year) for one in found if (year := _start_year(one, years, anchor)) is not None]


def durations(text: str) -> list[tuple[int, int, int]]:
    """(start, end, days) of "a three-day visit", "a weeklong trip", "a visit of two weeks", "lasting five days"."""
    found = []
    for one in _DURATION.finditer(text):
        with suppress(ValueError):
            unit = one["unit1"] or one["unit2"] or one["unit3"] or one["unit4"]
            count = _number(one["n"] or one["n2"] or one["n3"] or "one")
            found.append((one.start(), one.end(), count * (7 if unit.lower().startswith("week") else 1)))
    return found


def _counts(one: re.Match[str]) -> bool:
    return bool(one["nth"]) or _word_before(one.string, one.start()) not in _W["approximate"]


def _ordinal(text: str) -> int:
    """ "50th", "fiftieth", "twenty-fifth"."""
    digits = re.match(r"\d+", text)
    *tens, last = re.split(r"[-\s]+", text.lower())
    return int(digits[0]) if digits else _ORDINALS[last] + (_NUMERALS[tens[0]] if tens else 0)


def _start_year(one: re.Match[str], years: list[DateHit], anchor: date | None) -> int | None:
    """So many years before the year named nearest before (or, near the anchor's, after), else the anchor's."""
    with suppress(ValueError):
        return _year_before(_ordinal(one["nth"]) if one["nth"] else _number(one["n"]), one, years, anchor)
    return None


def _year_before(count: int, one: re.Match[str], years: list[DateHit], anchor: date | None) -> int | None:
    near = [hit for hit in years if anchor is None or abs(hit.interval.first.year - anchor.year) <= _NEAR_YEARS]
    before = [hit.interval.first.year for hit in near if hit.end <= one.start()][-1:]
    after = [hit.interval.first.year for hit in near if hit.start >= one.end() and anchor][:1]
    now = [anchor.year] if anchor else []
    counted_from = now if one["ago"] else before or after or now
    return next((year - count for year in counted_from if year > count > 0), None)


_NEAR_YEARS = 3  # an anniversary is told at most so many years off
_NTH = rf"(?P<nth>\d{{1,4}}\s?(?:st|nd|rd|th)|(?:{_TENS}[-\s])?{d.either(_ORDINALS)})"
_ANNIVERSARY = re.compile(
    rf"\b(?i:{_NTH})\s(?:[\w-]+\s){{0,2}}?(?i:anniversar(?:y|ies))\b"
    rf"|(?<![\w.,-])(?<!hundred\sand\s)(?i:{_COUNT})(?:\syears\s(?:(?P<ago>ago)|since|of\s(?:\w+\s)?(?:relations|ties|friendship|cooperation|partnership))|[-\s]year\sanniversary)\b"
)
_DURATION = re.compile(
    rf"(?<![\w.,-])(?i:(?P<n>{_COUNT_PLAIN})-(?P<unit1>day|week)|(?P<n2>(?!an?\s|one\s){_COUNT_PLAIN})\s(?P<unit2>day|week)|(?P<unit3>day|week)-?long)"
    rf"(?:[-\s]long)?(?=\s)|\b(?:of|for|lasting)\s(?P<n3>(?i:{_COUNT_PLAIN}))\s(?P<unit4>days|weeks)\b"
)
