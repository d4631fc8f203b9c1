"""The day and place an article is written on: datelines, date lines, wire numbers, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
          r"|Nov(?:ember)?|Dec(?:ember)?)\.?")  # fmt: skip
_DAY_EN = (
    rf"(?:(?P<m1>{_MONTH})\ ?(?P<d1>\d{{1,2}})(?:\ ?,\ ?(?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})\ (?P<m2>{_MONTH})(?:,?\ (?P<y2>\d{{4}}))?)"
)
_AGENCY = r"(?:\((?!the\b)[A-Z][\w .,/&-]{1,40}\)|/[A-Z][\w -]{1,20}/\.?)"
_PLACE = r"[A-Z][\w.’'-]*(?:[ /][A-Z(][\w.’')-]*|\ (?:of|de|la|el|al|am|and)\b){0,5}(?:,\ [A-Z][\w.]+(?:\ [A-Z][\w.]+){0,2})?"
_UPPER = r"[A-Z][A-Z.’'-]+(?:[ /][A-Z(][A-Z.’')-]*){0,5}(?:,\ [A-Z][\w.]+(?:\ [A-Z][\w.]+){0,2})?"
_DASH = r"\ ?(?:--|[-\u2013\u2014])\ ?"

INNER = re.compile(
    rf"""(?:^|(?<=[.)\]■”"]\ ))(?P<place>{_PLACE}),\ {_DAY_EN}\ ?{_AGENCY}(?:{_DASH}|\ )      # ASTANA, July 4 (Agency) --
       |^(?P<place_t>{_UPPER})[,.]\ (?P<m3>{_MONTH})\ (?P<d3>\d{{1,2}})[.,]?\ ?{_AGENCY}(?:{_DASH})?\ ?  # MOSCOW, July 4. /TASS/.
       |^(?P<place_u>{_UPPER})(?:\ {_AGENCY})?\ ?(?:--|[-\u2013\u2014])\ +(?=["“A-Z])           # ROME -
       |^(?P<place_a>{_PLACE})\ {_AGENCY}\ ?(?:--|[-\u2013\u2014])\ +                            # Beijing (Agency) -
    """,
    re.VERBOSE,
)
_SIGNED = "(?:綜合|综合)?(?:外)?(?:专|專)?(?:電|电|訊|讯|消息)(?:報導|报道|报导)?"
INNER_ZH = re.compile(
    rf"""^(?:据)?(?:[\u4e00-\u9fff]{{1,8}}?(?:社|网|網|报|報|台|臺|在线)|外交部网站)
         (?P<place>[\u4e00-\u9fff·]{{0,12}}?)(?:(?P<y>\d{{4}})年)?(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日{_SIGNED}
         (?:[\ 　]?[（(][^（）()\n]{{1,60}}[)）])?(?:[\ 　]?题[：:].{{0,40}}$)?[：:，,。\ 　]*
       |^(?:央视网消息|央视新闻客户端消息|央广网消息|总台消息)?[\ 　]?[（(]新闻联播[)）][：:]?
       |^(?:央视网消息|央视新闻客户端消息|央广网消息|总台消息|【[^】\n]{{1,20}}】)[：:\ 　]?
       # （中央社台北3日電）, 〔記者某某／台北報導〕
       |^[（(〔［\[【][^）)〕］\]】\n]{{2,40}}?(?:{_SIGNED}|報導|报道|报导|專訊|专讯)[）)〕］\]】][：:\ 　]?
       # 記者某某／台北報導
       |^(?:記者|记者|編譯|编译|國際中心|国际中心|綜合報導|综合报导)[^／/，。\n]{{0,12}}[／/]
         [^／/，。\n]{{1,12}}?(?:報導|报道|报导)[：:\ 　]?
       # 某通社/阿斯塔纳/7月3日 --
       |^[\u4e00-\u9fff]{{2,6}}社/(?P<place_t>[\u4e00-\u9fff·]{{2,10}})/(?P<m1>\d{{1,2}})月(?P<d1>\d{{1,2}})日
         [\ /]*(?:--|[—–-])\ ?
       # 华盛顿 —
       |^(?P<place_u>[\u4e00-\u9fff·]{{2,8}})\ (?:--|[—–-]{{1,2}})\ +(?=[\u4e00-\u9fff“「])
       # 莫斯科3月20日电
       |^(?P<place_a>[\u4e00-\u9fff·]{{2,8}})(?P<m2>\d{{1,2}})月(?P<d2>\d{{1,2}})日(?:電|电|訊|讯)[。：:，,\ 　]*
    """,
    re.VERBOSE,
)
OUTER = re.compile(rf"(?P<place>{_PLACE}),\ {_DAY_EN}\ ?(?:{_AGENCY})?")
_DATE_LINE = re.compile(rf"{_DAY_EN}(?:,?\ \d{{1,2}}:\d{{2}})?(?:\ (?P<place>[A-Z][^.!?:;\n]{{0,60}}))?")
_DATE_LINE_ISO = re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?(?:\ \d{1,2}:\d{2}(?::\d{2})?)?")
_STATED = re.compile(
    r"(?:发布时间|更新时间|时间|Publication\ date|Updated|Published|Posted|[Dd]ate)[:：]?\ ?"
    r"(?:(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})|" + _DAY_EN + ")",
    re.VERBOSE,
)
_FULL_EN = re.compile(_DAY_EN, re.VERBOSE)
_FULL_ZH = re.compile(r"(?P<y>\d{4})[年-](?P<m>\d{1,2})[月-](?P<d>\d{1,2})")
_WIRE = re.compile(r"\b(?:XIN|AFP|APW|NYT|CNA|LTW|WPB)_(?:ENG|CMN|ARB)_(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})\.\d{4}")
_URL = re.compile(r"https?://[^\s)\"'<>]{1,300}")
_IN_URL = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<s>[-/]?)(?P<m>\d{2})(?P=s)(?P<d>\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place as written, day with or without its year (``year`` 0), and where the story's text begins."""

    place: str | None
    year: int
    month: int
    day: int
    start: int
    end: int

    def on(self, near: date | None) -> date | None:
        """The day; the year nearest to ``near`` where none is written. None where it cannot be told."""
        if not self.month or (not self.year and near is None):
            return None
        years = (self.year,) if self.year or near is None else (near.year - 1, near.year, near.year + 1)
        days = [d for y in years if (d := calendar_day(y, self.month, self.day))]
        return min(days, key=lambda d: abs((d - near).days) if near else 0, default=None)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """A day a news text can be of, None for impossible ones."""
    try:
        found = date(year, month, day)
    except (ValueError, OverflowError):
        return None
    return found if 1900 <= year <= 2199 else None


def inner(text: str) -> Dateline | None:
    """The dateline that begins a story, also in the middle of a one-line article."""
    match = INNER_ZH.match(text) or INNER.search(text)
    if match is None or (match.start() and match.group().rstrip()[-1] not in "-\u2013\u2014"):
        return None  # in the middle of a line, only the dash tells it from a sentence
    return _dateline(match)


def outer(text: str) -> Dateline | None:
    """A paragraph that is nothing but place, day and agency, or day and place, or a day."""
    for pattern in (_OUTER_LINE, _KREMLIN_LINE, _DATE_LINE_ISO):
        if len(text) <= 120 and (match := pattern.fullmatch(text)):
            found = _dateline(match)
            if found.year or (found.place and pattern is _OUTER_LINE):
                return found
    return None


_OUTER_LINE = re.compile(OUTER.pattern, re.VERBOSE)
_KREMLIN_LINE = re.compile(_DATE_LINE.pattern, re.VERBOSE)


def stated(text: str) -> date | None:
    """The day of publication a text prints: 发布时间:2024-07-05, "Publication date: May 3, 2019", "date 2024-08-23"."""
    return next((d for m in _STATED.finditer(text) if (d := _dateline(m).on(None))), None)


def wire(text: str) -> date | None:
    """The day in a wire number such as ``XIN_ENG_20240704.0123``."""
    match = _WIRE.search(text)
    return _dateline(match).on(None) if match else None


def in_name(name: str) -> date | None:
    """The day in an id or an address, the last one: ``.../2025/08/31/...``, ``cctv-04-20250831.txt``."""
    return next((d for m in reversed(list(_IN_URL.finditer(name))) if (d := _dateline(m).on(None))), None)


def in_links(text: str) -> date | None:
    """The day in the first address that holds one."""
    return next((d for m in _URL.finditer(text) if (d := in_name(m.group()))), None)


def written(texts: Iterable[str]) -> date | None:
    """The first full date in ``texts``."""
    for text in texts:
        found = [(m.start(), d) for p in (_FULL_EN, _FULL_ZH) for m in p.finditer(text[:1000]) if (d := _dateline(m).on(None))]
        if found:
            return min(found)[1]
    return None


def iso(text: str | None) -> date | None:
    """The day of an ISO date or date-time; also of a date written in words."""
    if not text:
        return None
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return in_name(text) or written([text])


def _dateline(match: re.Match[str]) -> Dateline:
    groups = {k: v for k, v in match.groupdict().items() if v}
    month = next((groups[k] for k in ("m", "m1", "m2", "m3") if k in groups), "")
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1 if month else 0
    place = next((groups[k] for k in ("place", "place_t", "place_u", "place_a") if k in groups), None)
    year = int(next((groups[k] for k in ("y", "y1", "y2") if k in groups), 0))
    day = int(next((groups[k] for k in ("d", "d1", "d2", "d3") if k in groups), 0))
    return Dateline(place, year, number, day, match.start(), match.end())
