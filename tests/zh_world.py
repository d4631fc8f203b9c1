"""A few countries, people and bodies of our own for the tests of Chinese, and the way from a text to its clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from kg.annotate import chinese
from kg.gazetteer import Gazetteer
from kg.lang.context import Context, Predicates
from kg.lang.zh import clauses as layer
from kg.lang.zh import names
from kg.model import Clause, Passage, Phrase, Sentence
from kg.tables import Row, Tenure

ANCHOR = date(2024, 9, 10)


def _country(code: str, en: str, zh: str, short: str) -> Row:
    return Row(f"country/{code}", "Country", {"en": (en,), "zh": (zh,)}, {"zh": (short,)} if short else {})


def _person(id: str, en: str, zh: str, code: str, *tenures: tuple[str, str, tuple[str, ...]]) -> Row:
    offices = tuple(Tenure(title, of, role, date(2020, 1, 1), None, "test") for title, of, role in tenures)
    return Row(f"person/{id}", "Person", {"en": (en,), "zh": (zh,)}, country=f"country/{code}", offices=offices)


def _body(id: str, en: str, zh: str, *short: str, **more: Any) -> Row:
    return Row(f"organization/{id}", "Organization", {"en": (en,), "zh": (zh,)}, {"zh": short} if short else {}, **more)


STATE, HEAD = ("state",), ("government",)
ROWS = (
    _country("cn", "China", "中国", "中"),
    _country("fr", "France", "法国", "法"),
    _country("br", "Brazil", "巴西", "巴"),
    _country("pk", "Pakistan", "巴基斯坦", "巴"),
    _country("de", "Germany", "德国", "德"),
    _country("rs", "Serbia", "塞尔维亚", ""),
    _country("ke", "Kenya", "肯尼亚", "肯"),
    _country("vn", "Vietnam", "越南", "越"),
    _country("ml", "Mali", "马里", ""),
    _country("nl", "Netherlands", "荷兰", "荷"),
    _country("tw", "Taiwan", "台湾", "台"),
    Row("city/cn/beijing", "City", {"en": ("Beijing",), "zh": ("北京",)}, country="country/cn", capital=True),
    Row("city/fr/paris", "City", {"en": ("Paris",), "zh": ("巴黎",)}, country="country/fr", capital=True),
    Row("venue/cn/hall", "Venue", {"en": ("Great Hall of the People",), "zh": ("人民大会堂",)}, country="country/cn"),
    _person("wang-yi", "Wang Yi", "王毅", "cn", ("foreign minister", "country/cn", ("foreign",))),
    _person("head-cn", "Test Head", "陈国强", "cn", ("president", "country/cn", STATE), ("chairman", "organization/cn/army", ())),
    _person("premier-cn", "Test Premier", "周大海", "cn", ("premier", "country/cn", HEAD)),
    _person("head-fr", "Macron", "马克龙", "fr", ("president", "country/fr", STATE)),
    _person("premier-fr", "Attal", "阿塔尔", "fr", ("prime minister", "country/fr", HEAD)),
    _person("chancellor-de", "Scholz", "朔尔茨", "de", ("chancellor", "country/de", HEAD)),
    _body("un", "United Nations", "联合国"),
    _body("eu", "European Union", "欧洲联盟", "欧盟", "欧"),
    _body("commission", "European Commission", "欧盟委员会"),
    _body("brics", "BRICS", "金砖国家", "金砖"),
    _body("cn/army", "Central Military Commission", "中央军委", country="country/cn"),
    _body("cn/party", "Communist Party of China", "中国共产党", "中共中央", country="country/cn", subkind="party"),
    Row("initiative/gdi", "Initiative", {"en": ("Global Development Initiative",), "zh": ("全球发展倡议",)}),
    Row("initiative/gsi", "Initiative", {"en": ("Global Security Initiative",), "zh": ("全球安全倡议",)}),
    Row("initiative/one-china", "Initiative", {"en": ("one-China principle",), "zh": ("一个中国原则",)}),
    Row("gathering/forum", "Gathering", {"en": ("Silk Forum",), "zh": ("丝路论坛",)}),
)  # fmt: skip

WORDS = Predicates(
    frozenset(
        "会见 会谈 会晤 通电话 访问 访 来 赴 抵达 出席 参加 支持 反对 恪守 坚持 提出 签署 发表 感谢 祝贺 邀请 建交 断交 加入 申请加入 主持 慰问 互致贺电 举行 维护 来访 到访 谴责 批评 违反 制裁 @joined".split()
    ),
    frozenset("合作 交流 伙伴关系 外交关系 问候 祝愿 轮值主席国 工业园 @Gathering @Initiative".split()),
)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return Gazetteer(ROWS)


def read(*paragraphs: str, home: str = "country/cn") -> tuple[list[Sentence], Context]:
    """The sentences of a text with their mentions and offices, and what the article remembers."""
    passages = [Passage(text, tuple(range(len(text))), language="zh") for text in paragraphs]
    found = [replace(s, index=n, anchor=ANCHOR) for n, s in enumerate(chinese.sentences(enumerate(passages), gazetteer()))]
    context = Context(gazetteer(), ANCHOR, "test", home=gazetteer().entity(home))
    return [names.read(s, context) for s in found], context


def clauses(*paragraphs: str) -> list[Clause]:
    """All clauses of a text."""
    sentences, context = read(*paragraphs)
    return [c for s in sentences for c in layer.clauses(s, WORDS, context)]


def clause(predicate: str, *paragraphs: str) -> Clause:
    """The one clause with this predicate."""
    found = [c for c in clauses(*paragraphs) if c.predicate == predicate]
    assert len(found) == 1, [c.predicate for c in clauses(*paragraphs)]
    return found[0]


def who(phrases: Sequence[Phrase]) -> list[str]:
    """English (else Chinese) names of what phrases denote."""
    return [e.label() for phrase in phrases for part in phrase.parts or (phrase,) for e in part.entities]


def role(found: Clause, name: str) -> list[str]:
    return who(found.roles.get(name, ()))


def text(found: Clause, name: str) -> list[str]:
    """The words of a role's phrases, conjunct by conjunct."""
    return [part.text for phrase in found.roles.get(name, ()) for part in phrase.parts or (phrase,)]
