"""Who belongs to what in Chinese: X是Y成员国, X成为Y第32个成员国, 作为Y成员国，X…, Y成员国X, Y成员国包括A、B, Y由X担任主席国."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lang.zh import lexicon
from kg.model import Phrase

if TYPE_CHECKING:
    from kg.lang.zh.clauses import Builder
    from kg.lang.zh.zone import Zone


def belongs(b: Builder, zone: Zone, i: int, n: int, start: int, first: int, stop: int) -> None:
    """Roles "modifier" (the body) and "belonging" (who stands for the noun at word ``i``); none where nobody certainly does.

    ``start``: first word of the noun with its modifiers and the names before them.
    """
    words = b.line.words
    if "modifier" not in zone.roles and start - 2 >= first and words[start - 1].text == "的" and words[start - 2].name:
        begin = b.line.list_start(start - 2, first)
        zone.roles["modifier"] = [b.line.names(begin, start - 2)]
        start = begin
    listed = _listed(b, i, stop)
    if listed:
        zone.roles["belonging"] = [listed]
        zone.subject, zone.blocked, zone.mood, zone.negated = None, True, "happened", False
        return
    k = _copula(b, start, first)
    if k is None:
        zone.subject, zone.blocked = None, True
        return
    around = b.zone(k, first)
    subject = around.subject
    if words[k].text in lexicon.words("belonging", "role") and subject is None:
        subject = next((s for x, z in b.line.segments[n + 1 :] if (s := b.main_subject(x, z))), None)
    elif subject is None and not around.blocked and not around.crossed and k == _first(b, first, k):
        b.supply_subject(around, n, stop)
        subject = around.subject
    zone.subject, zone.blocked, zone.mood, zone.negated = subject, subject is None, around.mood, around.negated
    zone.words |= around.words | {words[k].text}
    zone.first = min(zone.first, around.first)
    by = zone.roles.get("by") or around.roles.get("by")
    if by and subject:  # 论坛由萨摩亚担任轮值主席
        zone.roles.setdefault("modifier", [subject])
        subject = by[0]
    if subject:
        zone.roles["belonging"] = [subject]


def _listed(b: Builder, i: int, stop: int) -> Phrase | None:
    """The names right behind the noun, or behind 包括."""
    words = b.line.words
    k = i + 1
    while k < stop and (words[k].text in lexicon.words("belonging", "including") or words[k].text in "：（，“、"):
        k += 1
    return b.line.names(k, b.line.list_end(k, stop)) if k < stop and words[k].name else None


def _copula(b: Builder, start: int, first: int) -> int | None:
    """The 是, 成为, 作为, 担任 before the noun phrase that begins at word ``start``."""
    words = b.line.words
    k = start - 1
    while k >= first and not words[k].name and (words[k].tag in ("m", "q", "a", "b", "ad", "TIME", "t") or words[k].text == "了"):
        k -= 1
    if k >= first and not words[k].name and words[k].text.endswith(tuple(lexicon.words("belonging", "copula"))):
        return k
    return None


def _first(b: Builder, first: int, k: int) -> int:
    """The first word of the segment that is no adverb or word of time: where a carried subject's verb stands."""
    for i in range(first, k):
        if b.line.words[i].tag not in ("d", "ad", "TIME", "t", "p", "c"):
            return i
    return k
