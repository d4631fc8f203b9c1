"""Members told in passing: 支持X作为Y成员发挥作用, X同Y其他国家一道; outright ones are read at their noun (``belonging``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.lang.zh import lexicon
from kg.lang.zh.line import Word
from kg.model import Clause

if TYPE_CHECKING:
    from kg.lang.zh.clauses import Builder

MEMBER = "@member"  # the predicate that frames ask for
_BODIES = ("Organization", "Initiative")
_OTHERS = re.compile(r"的?其[他它]成?员?国家?")
_COMPOUND = re.compile(r"元首|首脑|领导人|外长|间|身份|资格|会议|峰会|代表")  # 成员国外长: no member is meant


@lru_cache(maxsize=1)
def _noun() -> re.Pattern[str]:
    return re.compile(rf"的?(?P<noun>{lexicon.one_of(lexicon.words('belonging', 'nouns'))})")


def clauses(b: Builder, first: int, stop: int) -> Iterator[Clause]:
    """The memberships told in words ``[first, stop)``."""
    if MEMBER not in b.line.predicates.verbs:
        return
    for i in range(first, stop):
        word = b.line.words[i]
        if word.mention is None or word.mention.entities[0].kind not in _BODIES:
            continue
        noun = _noun().match(b.line.text, word.end)
        if noun and not _COMPOUND.match(b.line.text, noun.end()):
            yield from _being(b, i, noun["noun"], first)
        elif _OTHERS.match(b.line.text, word.end) and i - 2 >= first and b.line.words[i - 1].text in ("同", "与", "和"):
            yield from _told(b, i - 2, i, "")


def _being(b: Builder, i: int, noun: str, first: int) -> Iterator[Clause]:
    """X作为(2024－2026年)Y成员, also where the sentence only supports or congratulates it."""
    words = b.line.words
    k = next((k for k in range(i - 1, first, -1) if words[k].text in ("作为", "身为")), None)
    if k is not None and not any(w.tag in ("v", "p") or w.name for w in words[k + 1 : i]):
        yield from _told(b, k - 1, i, noun)


def _told(b: Builder, member: int, body: int, noun: str) -> Iterator[Clause]:
    if not _country(b.line.words[member]):
        return
    zone = b.zone(body, body)
    zone.roles["belonging"], zone.roles["modifier"] = [b.line.names(member, member)], [b.line.names(body, body)]
    zone.subject, zone.blocked, zone.words = None, True, {noun} - {""}
    yield from b.finished(zone, body, MEMBER, body + 1, "apposition")


def _country(word: Word) -> bool:
    return word.mention is not None and word.mention.entities[0].kind == "Country"
