"""Whose "here" an outlet's is: by source, address, byline, or the head of a Chinese story."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer, outlets
from kg.ingest import layout
from kg.lang.zh import tokens
from kg.link import home
from kg.model import Article, Document


@pytest.mark.parametrize(
    ("hint", "country"),
    [
        ("中央社", "tw"),
        ("联合早报", "sg"),
        ("南华早报", "hk"),
        ("明报新闻网", "hk"),
        ("NHK WORLD", "jp"),
        ("俄罗斯卫星通讯社", "ru"),
        ("BBC News 中文", "gb"),
        ("www.zaobao.com.sg", "sg"),
        ("RFI 华语", "fr"),
        ("环球时报", "cn"),
    ],
)
def test_outlets_have_a_home(hint: str, country: str) -> None:
    assert outlets.named([hint], "official", "press") == f"country/{country}"


@pytest.mark.parametrize("hint", ["maps-01", "happy-news", "start", "某某日报", None])
def test_a_short_latin_name_is_no_part_of_a_word(hint: str | None) -> None:
    assert outlets.named([hint], "official", "press") is None


def test_only_a_state_s_own_outlets_are_official() -> None:
    assert outlets.named(["Kremlin (en.kremlin.ru)"], "official") == "country/ru"
    assert outlets.named(["联合早报"], "official") is None


@pytest.mark.parametrize(
    ("head", "country"),
    [
        ("（中央社台北3日電）外交部今天表示", "tw"),
        ("題目\n【明報專訊】行政長官表示", "hk"),
        ("韩联社首尔5月2日电 总统表示", "kr"),
        ("据法新社报道，总统表示", None),
        ("总统在接受法新社采访时表示", None),
    ],
)
def test_an_outlet_signs_the_head_of_a_story(head: str, country: str | None) -> None:
    assert outlets.signed(tokens.plain(head)) == (f"country/{country}" if country else None)


def test_every_country_of_the_table_exists() -> None:
    rows = Gazetteer.load().rows
    assert {country for group in outlets.countries() for country in group} <= set(rows)


@pytest.mark.parametrize(
    ("source", "text", "country"),
    [
        ("自由時報", "〔記者某某／台北報導〕總統今天表示，將訪問帛琉。", "tw"),
        (None, "（中央社台北3日電）總統今天表示，將訪問帛琉。", "tw"),
        (None, "外交部发言人今天表示，中方反对制裁。", "cn"),
    ],
)
def test_a_chinese_text_speaks_from_its_outlet_s_home(source: str | None, text: str, country: str) -> None:
    article = Article("a.txt", text, source=source, published="2024-09-10", language="zh")
    look = layout(article)
    document = Document(article, (), look.anchor, look.dateline_place, look.language, look.title, look.byline)
    found = home(document, Gazetteer.load())
    assert found is not None
    assert found.id == f"country/{country}"
