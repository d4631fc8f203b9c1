"""Dates: tables of expressions for each language, and laws that hold for any text and any anchor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import dates as d
from kg.dates import Context, DateHit
from kg.lang.en import dates as en
from kg.lang.zh import dates as zh
from kg.model import Interval

ANCHOR = date(2024, 7, 4)  # a Thursday
Find = Callable[..., list[DateHit]]


def read(find: Find, text: str, anchor: date | None = ANCHOR, tense: str = "past", last: Interval | None = None) -> list[str]:
    """The ISO texts of the dates; "~" before those inside names."""
    return [("~" if hit.kind == "name-year" else "") + hit.interval.text for hit in find(text, anchor, tense, last)]


# English -----------------------------------------------------------------------------------------------------------------------

ENGLISH = [
    # whole days
    ("They met on July 4, 2024.", "2024-07-04"),
    ("They met on Aug. 22, 2024 in Minsk.", "2024-08-22"),
    ("They met on Aug 22, 2024 in Minsk.", "2024-08-22"),
    ("MINSK, AUG. 22, 2024", "2024-08-22"),
    ("They met on 4 July 2024.", "2024-07-04"),
    ("They met on the 30th of May, 2014.", "2014-05-30"),
    ("They met on 30 th May 2014.", "2014-05-30"),
    ("They met on July 3rd, 2021.", "2021-07-03"),
    ("They met on July 4,2024.", "2024-07-04"),
    ("They met on July\u00a04, 2024.", "2024-07-04"),
    ("on 2024-07-04", "2024-07-04"),
    ("at 2024-07-04T10:00:00Z", "2024-07-04"),
    ("on 2024/7/4", "2024-07-04"),
    ("on 2024.07.04", "2024-07-04"),
    ("on Thursday, July 4, 2024", "2024-07-04"),
    ("on Thursday 4 July 2024", "2024-07-04"),
    ("on Wednesday (July 3) they met", "2024-07-03"),
    ("on July 3 (Wednesday) they met", "2024-07-03"),
    # days of a year
    ("They met on July 4.", "2024-07-04"),
    ("They met on 4 July.", "2024-07-04"),
    ("They met on the 4th of July.", "2024-07-04"),
    ("They met on March 10 this year.", "2024-03-10"),
    ("They met on July 10 of last year.", "2023-07-10"),
    ("They met on November 4.", "2023-11-04"),
    ("since October 1", "2023-10-01"),
    ("since July 20", "2023-07-20"),
    ("They met on Tuesday, August 15", "2023-08-15"),
    ("his April 25 visit", "2024-04-25"),
    ("the June 28 election", "2024-06-28"),
    # times swallowed
    ("on July 4, 2024, at 10 a.m. local time in", "2024-07-04"),
    ("on July 4 at 10:30 Beijing time", "2024-07-04"),
    ("Wednesday morning", "2024-07-03"),
    ("late Tuesday night", "2024-07-02"),
    # weekdays
    ("The minister said on Thursday", "2024-07-04"),
    ("on Wednesday", "2024-07-03"),
    ("Friday's talks", "2024-06-28"),
    ("Later Wednesday they flew home", "2024-07-03"),
    ("last Thursday", "2024-06-27"),
    ("Last Monday", "2024-07-01"),
    ("next Monday", "2024-07-08"),
    ("next Thursday", "2024-07-11"),
    ("this Sunday", "2024-07-07"),
    ("Wednesday of next week", "2024-07-10"),
    ("Tuesday last week", "2024-06-25"),
    ("on Monday and Tuesday", "2024-07-01/2024-07-02"),
    ("from Monday to Wednesday", "2024-07-01/2024-07-03"),
    ("on Monday and Wednesday", "2024-07-01 2024-07-03"),
    # days from the anchor
    ("They met today.", "2024-07-04"),
    ("They met yesterday evening.", "2024-07-03"),
    ("They meet tomorrow.", "2024-07-05"),
    ("They dine tonight.", "2024-07-04"),
    ("earlier today", "2024-07-04"),
    ("This morning they met", "2024-07-04"),
    ("last night", "2024-07-03"),
    ("the day before yesterday", "2024-07-02"),
    ("the day after tomorrow", "2024-07-06"),
    ("today and tomorrow in Astana", "2024-07-04/2024-07-05"),
    ("at the end of today's meeting", "2024-07-04"),
    ("three days ago", "2024-07-01"),
    ("two weeks ago", "2024-06-17/2024-06-23"),
    ("two months ago", "2024-05"),
    ("a year ago", "2023"),
    ("a year ago today", "2023-07-04"),
    ("32 years ago", "1992"),
    ("thirty-two years ago", "1992"),
    ("18 months ago", "2023"),
    ("on July 3 they met; later that day they dined", "2024-07-03 2024-07-03"),
    ("on July 2 they met and the following day they signed", "2024-07-02 2024-07-03"),
    ("in May 2019 they met; later that year they signed", "2019-05 2019"),
    ("on the 22nd, they met", "2024-06-22"),
    ("on the 2nd of this month", "2024-07-02"),
    # weeks, months, years
    ("this week", "2024-07-01/2024-07-07"),
    ("earlier this week", "2024-07-01/2024-07-07"),
    ("last week", "2024-06-24/2024-06-30"),
    ("next week", "2024-07-08/2024-07-14"),
    ("last weekend", "2024-06-29/2024-06-30"),
    ("this weekend", "2024-07-06/2024-07-07"),
    ("earlier this month", "2024-07"),
    ("last month", "2024-06"),
    ("next month", "2024-08"),
    ("at the end of the month", "2024-07"),
    ("This year marks", "2024"),
    ("last year", "2023"),
    ("next year", "2025"),
    ("by the end of the year", "2024"),
    ("early next year", "2025"),
    ("in May", "2024-05"),
    ("in September", "2023-09"),
    ("the talks in August", "2024-08"),
    ("since August", "2023-08"),
    ("the meeting to take place on July 20", "2024-07-20"),
    ("in July", "2024-07"),
    ("since May", "2024-05"),
    ("last July", "2023-07"),
    ("last May", "2024-05"),
    ("next July", "2025-07"),
    ("this March", "2024-03"),
    ("in May 2019", "2019-05"),
    ("in May of last year", "2023-05"),
    ("in mid-June", "2024-06"),
    ("in late June", "2024-06"),
    ("at the end of March", "2024-03"),
    ("his February visit", "2024-02"),
    ("in August and December last year", "2023-08 2023-12"),
    ("from March to May", "2024-03/2024-05"),
    ("between November 2022 and January 2023", "2022-11/2023-01"),
    ("in 2023", "2023"),
    ("In 2013 President Xi proposed", "2013"),
    ("early 2024", "2024"),
    ("in the first half of 2024", "2024"),
    ("in the summer of 2018", "2018"),
    ("the end of 2021", "2021"),
    ("2023 was a good year", "2023"),
    ("It is true that 2019 was hard", "2019"),
    ("in Sochi (2019) and", "2019"),
    ("in 2016, 2018 and 2022", "2016 2018 2022"),
    # ranges
    ("from July 2 to 6", "2024-07-02/2024-07-06"),
    ("July 2-6, 2024", "2024-07-02/2024-07-06"),
    ("July 2–6, 2021", "2021-07-02/2021-07-06"),
    ("on November 4-5", "2023-11-04/2023-11-05"),
    ("Nov. 24 to 25", "2023-11-24/2023-11-25"),
    ("between 3 and 5 March", "2024-03-03/2024-03-05"),
    ("July 30-August 2, 2023", "2023-07-30/2023-08-02"),
    ("from July 2 through July 6", "2024-07-02/2024-07-06"),
    ("from 28 December 2022 to 3 January 2023", "2022-12-28/2023-01-03"),
    ("December 28 to January 3", "2023-12-28/2024-01-03"),
    ("on May 8 and 9", "2024-05-08/2024-05-09"),
    ("on May 8 and 12", "2024-05-08 2024-05-12"),
    ("in 2019-2020", "2019/2020"),
    ("from 2014 to 2019", "2014/2019"),
    ("between 2010 and 2014", "2010/2014"),
    ("plans for 2021–2025", "2021/2025"),
    ("in 2022-23", "2022/2023"),
    # years and days inside names
    ("the 1992 Consensus", "~1992"),
    ("Agenda 2030", "~2030"),
    ("the 2030 Agenda", "~2030"),
    ("G20 2016", "~2016"),
    ("the 2024 SCO summit", "~2024"),
    ("in 2024 SCO summit", "~2024"),
    ("the 1993 Treaty on Arms", "~1993"),
    ("the Act of 1961", "~1961"),
    ("the 2019 accord expires in March 2024", "~2019 2024-03"),
    ("Italy's 2019 decision", "~2019"),
    ("Sept 11 attacks", "~2023-09-11"),
    ("the July 4 holiday", "~2024-07-04"),
    # no dates
    ("1,995 people", ""),
    ("in 2000 people", ""),
    ("at 12:45", ""),
    ("Resolution 2231", ""),
    ("under resolution 1929", ""),
    ("the Good Friday Agreement", ""),
    ("Prime Minister Theresa May said", ""),
    ("May we all live in peace", ""),
    ("they march on", ""),
    ("the October Revolution", ""),
    ("nearly 30 years ago", ""),
    ("more than two years ago", ""),
    ("a few days ago", ""),
    ("over the last year", ""),
    ("in the next month", ""),
    ("today's world", ""),
    ("the challenges of today and tomorrow", ""),
    ("on Russia Today", ""),
    ("February 30, 2023", ""),
    ("June 31", ""),
    ("2,024 and 3.14 and $2024", ""),
    ("post-2020", ""),
    ("the 22nd meeting", ""),
    ("every three days", ""),
    ("On July 3 and 12 countries joined", "2024-07-03"),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: str) -> None:
    assert read(en.find, text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("will come on Thursday", "2024-07-04"),
        ("will come on Wednesday", "2024-07-10"),
        ("will come in September", "2024-09"),
        ("will come in May", "2025-05"),
        ("will come on October 20", "2024-10-20"),
        ("will come on April 20", "2025-04-20"),
        ("will come from December 30 to January 2", "2024-12-30/2025-01-02"),
        ("is to visit from July 2 to 6", "2024-07-02/2024-07-06"),
        ("Thursday and Friday", "2024-07-04/2024-07-05"),
        ("this Monday", "2024-07-08"),
        ("on the 22nd, they will meet", "2024-07-22"),
        ("in July", "2024-07"),
        ("last July", "2023-07"),
    ],
)
def test_english_future(text: str, expected: str) -> None:
    assert read(en.find, text, tense="future") == expected.split()


@pytest.mark.parametrize(
    ("text", "bound"),
    [("since 1995", "since"), ("until May 2021", "until"), ("by 2030", "by"), ("before July 4", "before"), ("in 2019", "")],
)
def test_english_bound(text: str, bound: str) -> None:
    assert [hit.bound for hit in en.find(text, ANCHOR)] == [bound]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("They met on July 4, 2024, at 10 a.m. local time in Minsk.", "July 4, 2024, at 10 a.m. local time"),
        ("It opened at the end of March in Baku.", "the end of March"),
        ("Earlier this month it opened.", "Earlier this month"),
        ("They talked from July 2 to 6 there.", "July 2 to 6"),
        ("the 10 July 2023 statement", "10 July 2023"),
    ],
)
def test_english_extent(text: str, hit: str) -> None:
    assert [text[one.start : one.end] for one in en.find(text, ANCHOR)] == [hit]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("They established ties 32 years ago.", [1992]),
        ("the 50th anniversary of relations", [1974]),
        ("Next year marks the 50th anniversary of ties", [1975]),
        ("the fiftieth founding anniversary", [1974]),
        ("their twenty-fifth anniversary", [1999]),
        ("In 2025 we mark 50 years since the war and 30 years since we made friends", [1975, 1995]),
        ("60 years of diplomatic relations", [1964]),
        ("celebrate its 30 th anniversary next year", [1995]),
        ("nearly 30 years ago", []),
        ("no anniversary here", []),
    ],
)
def test_english_anniversary(text: str, years: list[int]) -> None:
    assert [year for _, _, year in en.anniversary(text, ANCHOR)] == years


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("a three-day visit", [3]),
        ("a 3-day official visit", [3]),
        ("a two day summit", [2]),
        ("a week-long trip", [7]),
        ("a weeklong trip", [7]),
        ("a two-week tour", [14]),
        ("a visit of five days", [5]),
        ("one day he came", []),
        ("present-day Europe", []),
    ],
)
def test_english_durations(text: str, days: list[int]) -> None:
    assert [number for _, _, number in en.durations(text)] == days


# Chinese -----------------------------------------------------------------------------------------------------------------------

CHINESE = [
    # whole days
    ("2024年7月4日，双方会见", "2024-07-04"),
    ("２０２４年７月４日", "2024-07-04"),
    ("二〇二四年七月四日", "2024-07-04"),
    ("二零二四年十二月三十一日", "2024-12-31"),
    ("一九九二年一月二十日", "1992-01-20"),
    ("2024 年 7 月 4 日", "2024-07-04"),
    ("2024-07-04", "2024-07-04"),
    ("今年5月4日", "2024-05-04"),
    ("去年7月2日", "2023-07-02"),
    ("2023年12月3号", "2023-12-03"),
    # days of a year or a month
    ("7月4日", "2024-07-04"),
    ("：7月3日上午", "2024-07-03"),
    ("当地时间7月4日下午", "2024-07-04"),
    ("当地时间7月4日下午3时30分", "2024-07-04"),
    ("北京时间7月3日晚", "2024-07-03"),
    ("7月3日（周三）", "2024-07-03"),
    ("11月4日", "2023-11-04"),
    ("4日", "2024-07-04"),
    ("当地时间3日晚", "2024-07-03"),
    ("李外长22日上午抵达", "2024-06-22"),
    ("5日", "2024-07-05"),
    ("二十二日", "2024-06-22"),
    ("上月30日", "2024-06-30"),
    ("本月2日", "2024-07-02"),
    ("4日前往北京", "2024-07-04"),
    # ranges
    ("7月2日至6日", "2024-07-02/2024-07-06"),
    ("7月2日到6日", "2024-07-02/2024-07-06"),
    ("7月2日—6日", "2024-07-02/2024-07-06"),
    ("7月2-6日", "2024-07-02/2024-07-06"),
    ("2日至6日", "2024-07-02/2024-07-06"),
    ("30日至7月2日", "2024-06-30/2024-07-02"),
    ("28日至2日", "2024-06-28/2024-07-02"),
    ("今年5月4日至5日", "2024-05-04/2024-05-05"),
    ("2023年12月30日至2024年1月2日", "2023-12-30/2024-01-02"),
    ("9月30日至10月2日", "2023-09-30/2023-10-02"),
    ("12月30日至1月2日", "2023-12-30/2024-01-02"),
    ("5月15日和16日", "2024-05-15/2024-05-16"),
    ("5月15日、18日", "2024-05-15 2024-05-18"),
    ("2024年9月至11月", "2024-09/2024-11"),
    ("去年9月和10月", "2023-09 2023-10"),
    ("从2014年到2019年", "2014/2019"),
    ("2024－2026年联合国人权理事会成员", "2024/2026"),
    ("今明两年", "2024/2025"),
    # days from the anchor
    ("今天双方会见", "2024-07-04"),
    ("今日", "2024-07-04"),
    ("今天上午", "2024-07-04"),
    ("今天（7月3日）上午", "2024-07-03"),
    ("昨天", "2024-07-03"),
    ("前天", "2024-07-02"),
    ("明天", "2024-07-05"),
    ("后天", "2024-07-06"),
    ("大前天", "2024-07-01"),
    ("昨晚", "2024-07-03"),
    ("三天前", "2024-07-01"),
    ("3天前", "2024-07-01"),
    ("两个月前", "2024-05"),
    ("一周前", "2024-06-24/2024-06-30"),
    ("32年前", "1992"),
    ("三十二年前", "1992"),
    ("一百零五年前", "1919"),
    ("7月2日，双方会见。同日，双方签署协议", "2024-07-02 2024-07-02"),
    ("7月2日，双方会见，次日离开", "2024-07-02 2024-07-03"),
    ("当天，双方会见", "2024-07-04"),
    ("当晚", "2024-07-04"),
    ("2018年9月，双方会见。同年11月再次会见", "2018-09 2018-11"),
    # weeks
    ("上周", "2024-06-24/2024-06-30"),
    ("下周", "2024-07-08/2024-07-14"),
    ("本周", "2024-07-01/2024-07-07"),
    ("本周三", "2024-07-03"),
    ("上周三", "2024-06-26"),
    ("下周五", "2024-07-12"),
    ("上个星期日", "2024-06-30"),
    ("周三", "2024-07-03"),
    ("星期四", "2024-07-04"),
    ("周五", "2024-06-28"),
    ("本周末", "2024-07-06/2024-07-07"),
    ("上周三至周五", "2024-06-26/2024-06-28"),
    # months and years
    ("本月", "2024-07"),
    ("上月", "2024-06"),
    ("上个月底", "2024-06"),
    ("下个月", "2024-08"),
    ("5月", "2024-05"),
    ("9月", "2023-09"),
    ("9月的北京", "2023-09"),
    ("8月举行的峰会", "2024-08"),
    ("8月以来", "2023-08"),
    ("去年7月", "2023-07"),
    ("今年2月底", "2024-02"),
    ("今年5月初", "2024-05"),
    ("今年6月中国同该国建交", "2024-06"),
    ("2018年9月", "2018-09"),
    ("二〇一八年九月", "2018-09"),
    ("今年", "2024"),
    ("去年", "2023"),
    ("前年", "2022"),
    ("明年", "2025"),
    ("去年年底", "2023"),
    ("2024年上半年", "2024"),
    ("1992年", "1992"),
    ("1992年以来", "1992"),
    ("2013年前往", "2013"),
    ("2013年我提出一项倡议", "2013"),
    ("2023年主席出席上合组织峰会", "2023"),
    ("2017年来华访问", "2017"),
    # years inside names
    ("出席2025年上海合作组织峰会", "~2025"),
    ("2025年上合组织峰会", "~2025"),
    ("1972年联合声明", "~1972"),
    ("坚守1972年日中联合声明", "~1972"),
    ("联合国2030年可持续发展议程", "~2030"),
    ("2024—2025年“中国某国文化年”", "~2024/2025"),
    ("《2024—2026年行动计划》", "~2024/2026"),
    ("（2024—2025）", "~2024/2025"),
    ("接任明年亚太经合组织东道主", "~2025"),
    ("2024年“读懂世界”国际会议", "~2024"),
    ("7月7日事变", "~2024-07-07"),
    # no dates
    ("近日", ""),
    ("日前", ""),
    ("近年来", ""),
    ("15时", ""),
    ("8.2%", ""),
    ("75周年", ""),
    ("20世纪70年代", ""),
    ("1990年代", ""),
    ("2024年度", ""),
    ("30多年前", ""),
    ("近30年前", ""),
    ("几天前", ""),
    ("愿同日方一道", ""),
    ("同日本首相", ""),
    ("前往天安门广场", ""),
    ("更加美好的明天", ""),
    ("走到今天", ""),
    ("今天的世界", ""),
    ("如今年轻人", ""),
    ("文明年", ""),
    ("以上周边国家", ""),
    ("每周三", ""),
    ("一周一次", ""),
    ("3个月", ""),
    ("第4日", ""),
    ("15日内", ""),
    ("10至15日", ""),
    ("100日元", ""),
    ("十月革命", ""),
    ("农历八月", ""),
    ("2月30日", ""),
    ("13月", ""),
    ("五年规划", ""),
    ("二三日", ""),
]


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_chinese(text: str, expected: str) -> None:
    assert read(zh.find, text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("将于4日访问", "2024-07-04"),
        ("将于22日访问", "2024-07-22"),
        ("将于1日访问", "2024-08-01"),
        ("将于2日至6日访问", "2024-07-02/2024-07-06"),
        ("将于28日至2日访问", "2024-07-28/2024-08-02"),
        ("将于9月访问", "2024-09"),
        ("将于5月访问", "2025-05"),
        ("将于10月20日访问", "2024-10-20"),
        ("将于周三访问", "2024-07-10"),
        ("将于周五至周日访问", "2024-07-05/2024-07-07"),
        ("将于12月30日至1月2日访问", "2024-12-30/2025-01-02"),
    ],
)
def test_chinese_future(text: str, expected: str) -> None:
    assert read(zh.find, text, tense="future") == expected.split()


@pytest.mark.parametrize(
    ("text", "bound"),
    [("自1979年", "since"), ("1992年以来", "since"), ("截至2024年6月", "until"), ("2025年底前，", "before"), ("2013年前往", "")],
)
def test_chinese_bound(text: str, bound: str) -> None:
    assert [hit.bound for hit in zh.find(text, ANCHOR)] == [bound]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("当地时间7月4日下午，双方会见。", "当地时间7月4日下午"),
        ("双方于2日至6日会见。", "2日至6日"),
        ("今天（7月4日）上午会见。", "今天（7月4日）上午"),
        ("今年6月中国同该国建交", "今年6月"),
    ],
)
def test_chinese_extent(text: str, hit: str) -> None:
    assert [text[one.start : one.end] for one in zh.find(text, ANCHOR)] == [hit]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("建交50周年", [1974]),
        ("建交七十五周年", [1949]),
        ("明年是两国建交60周年", [1965]),
        ("2025年是两国建交50周年", [1975]),
        ("建交32年来", [1992]),
        ("建交一年来", [2023]),
        ("建交75年，友谊常在", [1949]),
        ("32年前建交", [1992]),
        ("建交30多年来", []),
        ("近年来", []),
    ],
)
def test_chinese_anniversary(text: str, years: list[int]) -> None:
    assert [year for _, _, year in zh.anniversary(text, ANCHOR)] == years


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("为期三天的国事访问", [3]),
        ("为期3天", [3]),
        ("为期一周的访问", [7]),
        ("进行5天正式访问", [5]),
        ("多日", []),
        ("三天前", []),
    ],
)
def test_chinese_durations(text: str, days: list[int]) -> None:
    assert [number for _, _, number in zh.durations(text)] == days


# Both --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("find", [en.find, zh.find])
def test_without_an_anchor_only_whole_dates_resolve(find: Find) -> None:
    relative = "on Thursday, yesterday, last July, in May, July 4, 32 years ago, 周三，昨天，去年7月，5月，4日，32年前，同日，"
    assert read(find, relative, anchor=None) == []
    assert read(en.find, "July 4, 2024 and in 2019", anchor=None) == ["2024-07-04", "2019"]
    assert read(zh.find, "2024年7月4日和2019年", anchor=None) == ["2024-07-04", "2019"]


def test_the_same_day_counts_from_the_date_given() -> None:
    last = d.day(2024, 6, 28)
    assert read(en.find, "later that day they met", last=last) == ["2024-06-28"]
    assert read(zh.find, "同日，双方会见", last=last) == ["2024-06-28"]
    assert read(zh.find, "同日，双方会见", last=d.year(2023)) == []


def test_kinds() -> None:
    text = "On July 4, in May, in 2019, last week, from July 2 to 6, the 2024 SCO summit"
    assert [hit.kind for hit in en.find(text, ANCHOR)] == ["day", "month", "year", "week", "range", "name-year"]
    assert [hit.kind for hit in zh.find("4日，5月，2019年，上周，7月2日至6日，2024年峰会", ANCHOR)] == [
        "day", "month", "year", "week", "range", "name-year",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-07-04", ANCHOR, ANCHOR),
        ("2024-07-04T10:00:00+08:00", ANCHOR, ANCHOR),
        ("2024-07-04 10:00", ANCHOR, ANCHOR),
        ("2024-07-02/2024-07-06", date(2024, 7, 2), date(2024, 7, 6)),
        ("2024/2026", date(2024, 1, 1), date(2026, 12, 31)),
    ],
)
def test_parse(text: str, first: date, last: date) -> None:
    found = d.parse(text)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("text", ["", "July", "2024-13", "2024-02-30", "0000", "2024-07-06/2024-07-02", "2024/", "20240704"])
def test_parse_of_no_date(text: str) -> None:
    assert d.parse(text) is None


# Laws --------------------------------------------------------------------------------------------------------------------------

law = settings(deadline=None)  # a busy machine is no fault
ANCHORS = st.dates()
MODERN = st.dates(date(1900, 1, 1), date(2099, 12, 31))
TENSES = st.sampled_from(["past", "future"])
PIECES = (
    "July May Aug. 4 2024 31 Feb Thursday Sunday last next this the year month week ago of to - and between since , today "
    "tomorrow three days summit SCO a hundred anniversary 50th ( ) ’s 年 月 日 至 周 三 十 二〇 去 今年 同日 上 前 "
    "当地时间 《 》 峰会 百 1992 ９ 个月 星期 天 来 周年 ，"
).split()
SENTENCES = st.builds(str.join, st.sampled_from([" ", "", "\n"]), st.lists(st.sampled_from(PIECES), max_size=14))
TEXTS = st.one_of(st.text(), SENTENCES)
FINDS = st.sampled_from([en.find, zh.find])


@law
@given(TEXTS, st.one_of(st.none(), ANCHORS), TENSES, FINDS)
def test_hits_lie_in_order_inside_any_text(text: str, anchor: date | None, tense: str, find: Find) -> None:
    hits = find(text, anchor, tense)
    edges = [edge for hit in hits for edge in (hit.start, hit.end)]
    assert edges == sorted(edges)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)


@law
@given(TEXTS, ANCHORS, TENSES, FINDS)
def test_every_hit_is_an_interval_that_its_text_gives_back(text: str, anchor: date, tense: str, find: Find) -> None:
    for hit in find(text, anchor, tense):
        assert hit.interval.first <= hit.interval.last
        assert d.parse(hit.interval.text) == hit.interval


@law
@given(TEXTS, TEXTS, ANCHORS, TENSES, FINDS)
def test_reading_depends_on_nothing_but_its_arguments(text: str, other: str, anchor: date, tense: str, find: Find) -> None:
    before = find(text, anchor, tense)
    find(other, ANCHOR, "future")
    assert find(text, anchor, tense) == before


@law
@given(TEXTS, st.one_of(st.none(), ANCHORS))
def test_anniversaries_and_durations_never_fail(text: str, anchor: date | None) -> None:
    for language in (en, zh):
        assert all(start < end <= len(text) and year > 0 for start, end, year in language.anniversary(text, anchor))
        assert all(start < end <= len(text) and days >= 0 for start, end, days in language.durations(text))


@law
@given(MODERN, TENSES, st.sampled_from(["on Thursday", "yesterday", "next Monday", "last week", "three days ago"]))
def test_a_week_later_a_weekday_is_a_week_later(anchor: date, tense: str, text: str) -> None:
    (now,), (then,) = (en.find(text, day, tense) for day in (anchor, anchor + timedelta(weeks=1)))
    assert then.interval.first - now.interval.first == timedelta(weeks=1)


@law
@given(MODERN, st.integers(0, 6), TENSES)
def test_the_nearest_weekday(anchor: date, weekday: int, tense: str) -> None:
    found = d.near_weekday(weekday, Context(anchor, tense), anchor)
    ahead = (found - anchor).days
    assert found.weekday() == weekday
    assert 0 <= ahead < 7 if tense == "future" else -7 < ahead <= 0


@law
@given(MODERN, st.integers(1, 12), TENSES)
def test_the_nearest_month(anchor: date, number: int, tense: str) -> None:
    found = d.near_month(number, Context(anchor, tense), anchor)
    ahead = (found.first.year - anchor.year) * 12 + found.first.month - anchor.month
    assert found.first.month == number
    assert -d.SLACK_MONTHS <= ahead < 12 - d.SLACK_MONTHS if tense == "future" else d.SLACK_MONTHS - 12 < ahead <= d.SLACK_MONTHS


@law
@given(MODERN, MODERN, TENSES)
def test_the_nearest_day_of_the_year(anchor: date, when: date, tense: str) -> None:
    found = date(d.near_year((when.month, when.day), Context(anchor, tense), anchor), when.month, when.day)
    ahead = (found - anchor).days
    assert ahead >= -d.SLACK_DAYS if tense == "future" else ahead <= d.SLACK_DAYS
    if (when.month, when.day) != (2, 29):
        assert abs(ahead) <= 366


@law
@given(MODERN)
def test_every_day_is_found_as_it_is_written(day: date) -> None:
    written = f"{day:%B} {day.day}, {day.year}"
    assert read(en.find, f"They met on {written} in Minsk.", ANCHOR) == [day.isoformat()]
    assert read(zh.find, f"双方于{day.year}年{day.month}月{day.day}日会见。", ANCHOR) == [day.isoformat()]


@law
@given(MODERN, MODERN)
def test_every_range_is_found_as_it_is_written(one: date, other: date) -> None:
    first, last = sorted([one, other])
    expected = d.span(d.on(first), d.on(last)).text
    text = f"from {first:%B} {first.day}, {first.year} to {last:%B} {last.day}, {last.year}"
    if first != last:
        assert read(en.find, text, None) == [expected]
        text = f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
        assert read(zh.find, text, None) == [expected]


@law
@given(MODERN, st.integers(1, 30))
def test_a_stay_has_as_many_days(day: date, days: int) -> None:
    found = d.lasting(day, days)
    assert (found.first, (found.last - found.first).days + 1) == (day, days)


@law
@given(MODERN)
def test_a_week_holds_its_day(day: date) -> None:
    found = d.week(day)
    assert found.first <= day <= found.last
    assert (found.first.weekday(), (found.last - found.first).days) == (0, 6)
