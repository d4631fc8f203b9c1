"""Chinese date expressions: 2024年7月4日, 当地时间4日下午, 7月2日至6日, 上周三, 去年7月, 32年前.

The words are data (``dates.toml``), the calendar is :mod:`kg.dates`; here is how Chinese puts them together. Digits may be ASCII,
full-width or Chinese (二〇二四年七月四日). Years inside names (2025年上海合作组织峰会) are told from dates by :func:`_named`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from typing import TypeVar

from kg import dates as d
from kg.dates import Context, DateHit, Kind, Rule
from kg.model import Interval

_T = TypeVar("_T")
_W = d.words(__package__ or "kg.lang.zh")
_DIGITS: dict[str, int] = _W["digits"]
_STEPS: dict[str, int] = {**_W["days"], **_W["weeks"], **_W["months"], **_W["years"]}
_NEAR_YEARS = 3  # an anniversary is told at most so many years off


# Pieces of patterns ------------------------------------------------------------------------------------------------------------


def _word(table: str) -> str:
    return d.either(_W[table])


def _guarded(words: Iterable[str]) -> str:
    """The words, where they are not parts of others (文明年 is no 明年, 今年轻 no 今年)."""
    parts = []
    for word in sorted(words, key=lambda item: (-len(item), item)):
        after, before = _W["not_after"].get(word, ""), _W["not_before"].get(word, "")
        parts.append((f"(?<![{after}])" if after else "") + word + (f"(?![{before}])" if before else ""))
    return "(?:" + "|".join(parts) + ")"


_D = "[0-9０-９]"
_CN = f"[{''.join(_DIGITS)}十廿]"
_NO_DIGIT = r"(?<![0-9０-９])(?<![0-9０-９][.．:：/])"  # not inside 8.2, 12:45
_YEAR = rf"(?:{_NO_DIGIT}(?:[1１][7-9７-９]|[2２][0０]){_D}{{2}}|[一二][{''.join(_DIGITS)}]{{3}})"
_SMALL = rf"(?:{_NO_DIGIT}{_D}{{1,2}}|{_CN}{{1,3}})"
_COUNT = rf"(?:{_NO_DIGIT}{_D}{{1,3}}|{_CN}{{1,3}}|[{''.join(_DIGITS)}]百(?:零?{_CN}{{1,3}})?)"
_TO = r"\s?(?:至|到|[-–—−－~～]{1,2})\s?"
_SEP = rf"(?P<sep>{_TO}|、|和|与|及)"
_ZONE = rf"(?:{_word('zones')}\s?)?"
_TIME = rf"(?:\s?{_D}{{1,2}}(?:[时点](?:{_D}{{1,2}}分|半)?|[:：]{_D}{{2}}))?"
_PART = rf"(?:{_word('parts')})?{_TIME}"
_WEEKDAY = f"{_word('week_words')}{_word('weekdays')}"
_EARLY = rf"{_W['early']}(?!{_word('early_not_before')})"
_PHASE_YEAR = rf"(?:{_word('year_phases')}|{_EARLY})?"
_PHASE_MONTH = rf"份?(?:{_word('month_phases')}|{_EARLY})?"


def _year(index: str) -> str:
    relative = _guarded([*_W["years"], *_W["same_year"]])
    return rf"(?:(?P<y{index}>{_YEAR})\s?年|(?P<ry{index}>{relative}))的?\s?"


def _month(index: str) -> str:
    return rf"(?:(?P<m{index}>{_SMALL})\s?月|(?P<rm{index}>{_guarded([*_W['months'], *_W['same_month']])}))\s?"


def _day(index: str, sign: str = "[日号]") -> str:
    return rf"(?P<d{index}>{_SMALL})\s?{sign}(?![元圆均游]|之?内)"


# Small readings ----------------------------------------------------------------------------------------------------------------


def _number(text: str) -> int:
    """ "12", "１２", "十二", "廿二", "一百零五", "二〇二四". Raises ValueError for what is no number (十十)."""
    if text.isdecimal():
        return int(text)
    if all(sign in _DIGITS for sign in text):
        return _positional(text)
    hundreds, hundred, rest = text.replace("廿", "二十").rpartition("百")
    tens, ten, ones = rest.lstrip("零").rpartition("十")
    return 100 * _one_digit(hundreds, hundred) + 10 * _one_digit(tens, ten) + (_one_digit(ones, "") if ones else 0)


def _positional(text: str) -> int:
    """ "四", "二〇二四"; "二三" (two or three) is no number."""
    if len(text) not in (1, 4):
        raise ValueError(text)
    return int("".join(str(_DIGITS[sign]) for sign in text))


def _one_digit(sign: str, unit: str) -> int:
    """The digit before 十 or 百: one where the unit stands alone, none where there is no unit."""
    if not sign:
        return 1 if unit else 0
    if sign not in _DIGITS:
        raise ValueError(sign)
    return _DIGITS[sign]


def _need(value: _T | None) -> _T:
    """What the reading cannot do without; ValueError (no date) where it is not there."""
    if value is None:
        raise ValueError("nothing to count from")
    return value


def _year_of(found: re.Match[str], index: str, now: Context) -> int | None:
    """The year a :func:`_year` gives, None where there is none. Raises ValueError where it cannot be known."""
    if found[f"y{index}"]:
        return _number(found[f"y{index}"])
    word = found[f"ry{index}"]
    if not word:
        return None
    return _need(now.last).first.year if word in _W["same_year"] else _need(now.anchor).year + _STEPS[word]


def _month_of(found: re.Match[str], index: str, year: int | None, now: Context) -> tuple[int | None, int | None]:
    """(year, month) as far as they are given: 本月 gives both, 7月 the month only; (year, None) where there is no month."""
    word = found[f"rm{index}"]
    if word in _W["same_month"]:
        return _need(now.last).first.year, _need(now.last).first.month
    if word:
        first = d.shift_month(_need(now.anchor), _STEPS[word]).first
        return first.year, first.month
    return year, _number(found[f"m{index}"]) if found[f"m{index}"] else None


def _bound(text: str, start: int, end: int) -> str:
    """How a date is used: 自…, …以来, 截至…, …前."""
    if _SINCE_BEFORE.search(text[max(0, start - 3) : start]) or _SINCE_AFTER.match(text, end):
        return "since"
    if _BEFORE_AFTER.match(text, end):
        return "before"
    return "until" if _UNTIL_BEFORE.search(text[max(0, start - 3) : start]) else ""


def _hit(found: re.Match[str], interval: Interval, kind: Kind | None = None) -> list[DateHit]:
    start, end = found.span()
    return [DateHit(start, end, interval, kind or d.precision(interval), _bound(found.string, start, end))]


def _named(text: str, start: int, end: int) -> bool:
    """Whether a year belongs to a name: inside 《》, before a summit's or a document's name, or after a verb that takes one."""
    near = max(0, start - 60)
    if text.rfind("《", near, start) > text.rfind("》", near, start) or _NAME_BEFORE.search(text[max(0, start - 2) : start]):
        return True
    return bool(_NAME.match(text, end))


# Days --------------------------------------------------------------------------------------------------------------------------


def _one_day(found: re.Match[str], now: Context) -> list[DateHit]:
    value = _the_day(found, "1", now)
    return _hit(found, d.on(value), "name-year" if _NAMED_DAY.match(found.string, found.end()) else "day")


def _the_day(found: re.Match[str], index: str, now: Context) -> date:
    """A day with or without its month and year."""
    year, month = _month_of(found, index, _year_of(found, index, now), now)
    number = _number(found[f"d{index}"])
    if month is None:
        first = d.near_month_of(number, now, _need(now.anchor)).first
        year, month = first.year, first.month
    return date(year if year is not None else d.near_year((month, number), now, _need(now.anchor)), month, number)


def _bare_day(found: re.Match[str], now: Context) -> list[DateHit]:
    number = _number(found["d1"])
    return _hit(found, d.on(d.near_month_of(number, now, _need(now.anchor)).first.replace(day=number)))


def _two_days(found: re.Match[str], now: Context) -> list[DateHit]:
    """7月2日至6日, 2023年12月30日至2024年1月2日, 2日至6日, 15日和16日."""
    if not found["sign"] and not (found["m1"] or found["rm1"]):
        return []  # 10至15日: days counted
    (y1, m1), number1 = _month_of(found, "1", _year_of(found, "1", now), now), _number(found["d1"])
    (y2, m2), number2 = _month_of(found, "2", _year_of(found, "2", now), now), _number(found["d2"])
    if m1 is None:
        return _two_bare_days(found, number1, number2, (y2, m2), now)
    first, last = (m1, number1), (m2 if m2 is not None else m1, number2)
    if y1 is None:
        y1 = y2 - (last < first) if y2 is not None else d.near_year(first, now, _need(now.anchor), last)
    return _joined(found, d.day(y1, *first), d.day(y2 if y2 is not None else y1 + (last < first), *last))


def _two_bare_days(
    found: re.Match[str], first: int, last: int, end: tuple[int | None, int | None], now: Context
) -> list[DateHit]:
    """2日至6日, 30日至8月2日: the first lies in the month of the second, or the one before it."""
    anchor, over = _need(now.anchor), first > last
    if end[1] is not None:
        year = end[0] if end[0] is not None else d.near_year((end[1], last), now, anchor)
        month = d.month(year, end[1]).first
    elif now.future:
        month = d.near_month_of(last, now, anchor).first
    else:  # what has begun is told in the past, though it ends later: the first day decides
        month = d.shift_month(d.near_month_of(first, now, anchor).first, over).first
    start = d.shift_month(month, -over).first
    return _joined(found, d.on(start.replace(day=first)), d.on(month.replace(day=last)))


def _joined(found: re.Match[str], first: Interval, last: Interval) -> list[DateHit]:
    """A range, or two dates where 和 or 、 joins them."""
    if found["sep"] in ("、", "和", "与", "及"):
        return d.pair(first, last, ((found.start(), found.start("sep")), (found.end("sep"), found.end())))
    return [DateHit(found.start(), found.end(), d.span(first, last), "range")]


def _relative_day(found: re.Match[str], now: Context) -> list[DateHit]:
    """今天, 昨天（7月24日）: the date in brackets is surer than the anchor."""
    word, before = found["day"], found.string[max(0, found.start() - 2) : found.start()]
    if _PRESENT.match(found.string, found.end()) or (word[0] == "今" and before.endswith(tuple(_W["present_before"]))):
        return []
    if word == "明天" and before.endswith(tuple(_W["future_before"])):
        return []
    if found["d1"]:
        return _hit(found, d.on(_the_day(found, "1", now)), "day")
    return _hit(found, d.on(_need(now.anchor) + timedelta(days=_STEPS[word])), "day")


def _same(found: re.Match[str], now: Context) -> list[DateHit]:
    """同日, 次日, 当月, 同年: counted from the date before; 同日 without one is the anchor."""
    same_day = bool(found["same_day"])
    last = now.last or d.on(_need(now.anchor if same_day else None))
    if same_day or found["next_day"]:
        return _hit(found, d.on(last.first + timedelta(days=not same_day)), "day") if last.first == last.last else []
    first, one_year = last.first, last.first.year == last.last.year
    if found["same_year"]:
        return _hit(found, d.year(first.year)) if one_year else []
    return _hit(found, d.month(first.year, first.month)) if one_year and first.month == last.last.month else []


def _iso(found: re.Match[str], _now: Context) -> list[DateHit]:
    return _hit(found, d.day(int(found[1]), int(found[3]), int(found[4])), "day")


# Weeks, months, years ----------------------------------------------------------------------------------------------------------


def _weekday(found: re.Match[str], now: Context) -> list[DateHit]:
    """周三, 上周三, 本周末, 下周."""
    anchor = _need(now.anchor)
    number = _W["weekdays"].get(found["number"] or found["bare"] or "")
    if found["bare"]:
        return _hit(found, d.on(d.near_weekday(number, now, anchor)), "day")
    then = anchor + timedelta(weeks=_STEPS[found["week"]])
    if number is not None:
        return _hit(found, d.on(d.week_day(number, then)), "day")
    return _hit(found, d.weekend(then), "range") if found["end"] else _hit(found, d.week(then), "week")


def _two_weekdays(found: re.Match[str], now: Context) -> list[DateHit]:
    """周五至周日, 上周三到周五, 周二和周三."""
    anchor, numbers = _need(now.anchor), [_W["weekdays"][found[name]] for name in ("w1", "w2")]
    step = found["week"]
    first = d.week_day(numbers[0], anchor, _STEPS[step]) if step else d.near_weekday(numbers[0], now, anchor)
    last = d.near_weekday(numbers[1], Context(None, "future"), first + timedelta(days=1))
    return _joined(found, d.on(first), d.on(last))


def _one_month(found: re.Match[str], now: Context) -> list[DateHit]:
    year, month = _month_of(found, "1", _year_of(found, "1", now), now)
    number = _need(month)
    if _NAMED_DAY.match(found.string, found.end()):
        return []
    if year is not None:
        return _hit(found, d.month(year, number))
    slack = 0 if _bound(found.string, *found.span()) == "since" else d.SLACK_MONTHS
    return _hit(found, d.near_month(number, now, _need(now.anchor), slack))


def _two_months(found: re.Match[str], now: Context) -> list[DateHit]:
    """6月至8月, 去年9月和10月."""
    y1, m1 = _month_of(found, "1", _year_of(found, "1", now), now)
    y2, m2 = _month_of(found, "2", _year_of(found, "2", now), now)
    first, last = _need(m1), _need(m2)
    if y1 is None:
        y1 = y2 - (last < first) if y2 is not None else d.near_month(first, now, _need(now.anchor)).first.year
    months = d.month(y1, first), d.month(y2 if y2 is not None else y1 + (last < first), last)
    if found["sep"] in ("、", "和", "与", "及"):
        places = (found.start(), found.start("sep")), (found.end("sep"), found.end())
        return [DateHit(*place, value, "month") for place, value in zip(places, months, strict=True)]
    return [DateHit(found.start(), found.end(), d.span(*months), "range")]


def _one_year(found: re.Match[str], now: Context) -> list[DateHit]:
    number = _need(_year_of(found, "1", now))
    named = not found["phase"] and _named(found.string, found.start(), found.end())
    return _hit(found, d.year(number), "name-year" if named else "year")


def _two_years(found: re.Match[str], _now: Context) -> list[DateHit]:
    first, last = _number(found["a"]), _number(found["b"])
    if not 0 < last - first < 100:
        return []
    kind: Kind = "name-year" if not found["sign"] or _named(found.string, found.start(), found.end()) else "range"
    return [DateHit(found.start(), found.end(), d.span(d.year(first), d.year(last)), kind)]


def _this_and_next_year(found: re.Match[str], now: Context) -> list[DateHit]:
    number = _need(now.anchor).year
    return _hit(found, d.span(d.year(number), d.year(number + 1)))


def _ago(found: re.Match[str], now: Context) -> list[DateHit]:
    if not _exact(found):
        return []
    return _hit(found, *d.ago(_number(found["n"]), _W["units"][found["unit"]], _need(now.anchor)))


def _exact(found: re.Match[str]) -> bool:
    return not found.string[max(0, found.start() - 2) : found.start()].endswith(tuple(_W["approximate"]))


_SINCE_BEFORE = re.compile(f"{_word('since_before')}$")
_SINCE_AFTER = re.compile(_word("since_after"))
_UNTIL_BEFORE = re.compile(f"{_word('until_before')}$")
_BEFORE_AFTER = re.compile(rf"{_word('before_after')}|{_W['before_plain']}(?={_word('before_plain_next')}|$)")
_PRESENT = re.compile(_word("present_after"))
_NAMED_DAY = re.compile(_word("named_days"))
_NAME_SIGN = rf"“[^”，。]{{1,20}}”|{_word('name_not_stops')}|(?!{_word('name_stops')})[^，。、；：！？\s（）()《》“”]"
_NAME = re.compile(rf"[“《]?(?:{_NAME_SIGN}){{0,30}}?{_word('name_nouns')}")
_NAME_BEFORE = re.compile(f"{_word('name_before')}$")
_BRACKET = rf"(?:[（(]{_ZONE}(?:{_year('1')})?{_month('1')}{_day('1')}[）)])?"
_BARE_WEEK = rf"(?<![0-9０-９一二三四五六七八九十两几每个]){_word('week_words')}"  # 周三, but not 一周一次
_TEEN = rf"(?:{_NO_DIGIT}{_D}{{1,2}}|[二三]?十[一二三四五六七八九]|[二三]十|廿[一二三四五六七八九]?)"

# A longer expression hides the shorter ones in it, also where it turns out to be no date.
_RULES = [
    Rule(re.compile(pattern), resolve)
    for pattern, resolve in (
        (rf"{_ZONE}(?:{_year('1')})?{_month('1')}{_day('1')}(?:[（(]{_WEEKDAY}[）)])?{_PART}", _one_day),
        (rf"{_ZONE}(?<![第每数几期])(?P<d1>{_TEEN})\s?日(?![元圆均游]|之?内){_PART}", _bare_day),
        (
            rf"{_ZONE}(?:{_year('1')})?(?:{_month('1')})?(?P<d1>{_SMALL})\s?(?P<sign>[日号])?{_PART}{_SEP}"
            rf"{_ZONE}(?:{_year('2')})?(?:{_month('2')})?{_day('2')}{_PART}",
            _two_days,
        ),
        (rf"(?:{_year('1')})?(?<![第每几])(?<!农历){_month('1')}{_PHASE_MONTH}", _one_month),
        (
            rf"(?:{_year('1')})?(?<!农历){_month('1')}{_PHASE_MONTH}{_SEP}(?:{_year('2')})?{_month('2')}{_PHASE_MONTH}",
            _two_months,
        ),
        (rf"{_year('1')}(?![代龄轻度级均限薪货产多]|的?历史|之久)(?P<phase>{_PHASE_YEAR})", _one_year),
        (rf"(?P<a>{_YEAR})\s?年?{_TO}(?P<b>{_YEAR})(?:\s?(?P<sign>年)(?!代)|(?!{_D}|[-–—.．]))", _two_years),
        (r"今明(?:两年|年)", _this_and_next_year),
        (rf"{_ZONE}(?P<day>{_guarded(_W['days'])}){_PART}{_BRACKET}{_PART}", _relative_day),
        (
            rf"{_ZONE}(?:(?P<week>{_guarded(_W['weeks'])})(?:(?P<number>{_word('weekdays')})|(?P<end>末)|(?![边年期到密围全知转恩强岁刊报末]))"
            rf"|{_BARE_WEEK}(?P<bare>{_word('weekdays')})){_PART}",
            _weekday,
        ),
        (
            rf"(?:(?P<week>{_guarded(_W['weeks'])})|{_BARE_WEEK})(?P<w1>{_word('weekdays')}){_PART}{_SEP}"
            rf"{_word('week_words')}?(?P<w2>{_word('weekdays')}){_PART}",
            _two_weekdays,
        ),
        (rf"(?P<n>{_COUNT})\s?(?P<unit>{_word('units')})(?:之|以)?前(?![往去来后夕年天])", _ago),
        (
            rf"{_ZONE}(?:(?P<same_day>{_guarded(_W['same_day'])}|(?:(?<=[。；，、！”）)\s])|^)同日(?![本方元])|同日(?=[，,]|{_word('parts')}))"
            rf"|(?P<next_day>{_guarded(_W['next_day'])})|(?P<same_month>{_guarded(_W['same_month'])})"
            rf"|(?P<same_year>同年(?![龄代级]))){_PART}",
            _same,
        ),
        (rf"(?<![\w/.-])({_YEAR})([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?![\d/-]|\.\d)", _iso),
    )
]
_HINT = re.compile(r"[年月日号天周晚早晨夜拜期]|\d{4}")


# What others call --------------------------------------------------------------------------------------------------------------


def find(text: str, anchor: date | None, tense: str = "past", last: Interval | None = None) -> list[DateHit]:
    """The dates of a Chinese sentence, in order, not overlapping, counted from ``anchor`` (without one: only absolute dates).

    ``tense`` ("past" or "future") is the direction of 周三, 9月, 7月4日, 4日; ``last`` is the date read before, from which 同日
    and 次日 count at the start of the sentence.
    """
    return d.scan(text, _RULES, Context(anchor, tense, last)) if _HINT.search(text) else []


def anniversary(text: str, anchor: date | None) -> list[tuple[int, int, int]]:
    """(start, end, year in which it began) of 建交50周年, 32年前, 建交64年来, 建交75年.

    Anniversaries count from the year the sentence names before them (明年是…50周年), else from the anchor.
    """
    found = [one for one in _ANNIVERSARY.finditer(text) if one["jubilee"] or _exact(one)]
    if not found:
        return []
    years = [hit for hit in find(text, anchor) if hit.kind in ("year", "name-year") and not hit.bound]
    return [(one.start(), one.end(), year) for one in found if (year := _start_year(one, years, anchor)) is not None]


def _start_year(one: re.Match[str], years: list[DateHit], anchor: date | None) -> int | None:
    near = [hit.interval.first.year for hit in years if hit.end <= one.start()]
    near = [year for year in near if anchor is None or abs(year - anchor.year) <= _NEAR_YEARS]
    base = near[-1] if one["jubilee"] and near else anchor.year if anchor else None
    with suppress(ValueError):
        count = _number(one["n"])
        return base - count if base is not None and 0 < count < base else None
    return None


def durations(text: str) -> list[tuple[int, int, int]]:
    """(start, end, days) of 为期三天, 为期一周, 3天的访问."""
    found = []
    for one in _DURATION.finditer(text):
        with suppress(ValueError):
            unit = one["unit1"] or one["unit2"]
            found.append((one.start(), one.end(), _number(one["n1"] or one["n2"]) * (1 if unit in "天日" else 7)))
    return found


_ANNIVERSARY = re.compile(
    rf"(?P<n>{_COUNT})\s?(?:(?P<jubilee>周年)|年(?:之|以)?前(?![往去来后夕年天])|年来|(?<=建交..)年|(?<=建交.)年)"
)
_DURATION = re.compile(
    rf"为期(?P<n1>{_COUNT})\s?(?P<unit1>天|日|周|个?星期)|(?P<n2>{_COUNT})\s?(?P<unit2>天|日)的?(?:正式|国事|工作|友好|访华|访问){{1,3}}"
)
