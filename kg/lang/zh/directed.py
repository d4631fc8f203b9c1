"""Event nouns with whom or what they are directed at: 同X的会谈, X与Y的会晤, 对X的(国事)访问, X的Y之行, 对X的支持."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.lang.zh import lexicon
from kg.lang.zh.deeds import topic
from kg.lang.zh.line import Line, Word, is_a
from kg.lang.zh.zone import Zone
from kg.model import Clause, Phrase

if TYPE_CHECKING:
    from kg.lang.zh.clauses import Builder

_TRIP = re.compile(r"之[行旅]")
_MODIFIES = frozenset({"n", "a", "an", "b", "m", "q", "vn", "TIME", "nz", "ad", "v"})


def clauses(b: Builder, n: int, first: int, stop: int) -> Iterator[Clause]:
    """The events that nouns of words ``[first, stop)`` tell with their partner or aim."""
    for i in range(first, stop):
        word = b.line.words[i]
        if word.mention is not None:
            if _place(word) and _TRIP.match(b.line.text, word.end) and "访问" in b.line.predicates.verbs:
                yield from _trip(b, i, n, first, stop)
        elif word.text in lexicon.words("directed", "talks") and word.text in b.line.predicates.verbs:
            yield from _talks(b, i, n, first, stop)
        elif word.text in lexicon.words("directed", "aims") and word.text in b.line.predicates.verbs:
            yield from _aimed(b, i, n, first, stop)


def takes(b: Builder, i: int, first: int) -> bool:
    """The word at ``i`` is read here as a noun, not as a verb."""
    words = b.line.words
    k = _of(b, i, first) if words[i].text in lexicon.words("directed", "talks") | lexicon.words("directed", "aims") else None
    if k is None:
        return False
    if words[i].text in lexicon.words("directed", "talks"):
        return _person(words[k - 1])
    to = _aim_of(b, k, first)
    return to is not None and to > first and words[i].text in _led(words[to - 1])


def _aim_of(b: Builder, k: int, first: int) -> int | None:
    """The 对 that leads to the 的 at ``k``."""
    words = b.line.words
    return next((j for j in range(k - 1, first - 1, -1) if words[j].text in ("对", "对于") and not words[j].name), None)


def _of(b: Builder, i: int, first: int) -> int | None:
    """The 的 before the noun's modifiers: 对X的|(首次国事)访问."""
    words = b.line.words
    k = i - 1
    while k > first and not words[k].name and words[k].text != "的" and words[k].tag in _MODIFIES and i - k < 5:
        k -= 1
    return k if k > first and words[k].text == "的" else None


def _talks(b: Builder, i: int, n: int, first: int, stop: int) -> Iterator[Clause]:
    """在同X的会谈中，Y…; Y与X的会谈持续…."""
    words = b.line.words
    k = _of(b, i, first)
    if k is None or not words[k - 1].name or not _person(words[k - 1]):
        return
    start = b.line.list_start(k - 1, first)
    zone = b.zone(i, i)
    if start < k - 1:
        zone.subject = b.line.names(start, k - 1)
    elif k - 2 >= first and words[k - 2].text in ("同", "与", "和", "跟"):
        zone.roles["with"] = [b.line.names(k - 1, k - 1)]
        before = words[k - 3] if k - 3 >= first else None
        if before is not None and _person(before):
            zone.subject = b.line.names(k - 3, k - 3)
        elif b.temporal(stop):
            b.supply_subject(zone, n, stop)
    if zone.subject:
        zone.first = min(start, i)
        yield from b.finished(zone, i, words[i].text, i + 1, "noun")


def _aimed(b: Builder, i: int, n: int, first: int, stop: int) -> Iterator[Clause]:
    """(结束)对X的访问, (重申)对X的支持."""
    words = b.line.words
    k = _of(b, i, first)
    if k is None:
        return
    to = _aim_of(b, k, first)
    verb = words[to - 1] if to is not None and to > first else None
    if to is None or verb is None or words[i].text not in _led(verb):
        return
    last = b.line.list_end(to + 1, k) if words[to + 1].name else k
    travelled = last + 1 < k and is_a(words[last + 1], "support")  # 开始对X进行为期四天的访问
    phrase = b.line.names(to + 1, last) if travelled else b.line.noun_phrase(to + 1, k)
    zone = b.zone(to - 1, first)
    if phrase is None:
        return
    if zone.subject is None and not zone.blocked:
        b.supply_subject(zone, n, stop)
    zone.roles["to"] = [phrase]
    zone.words |= {verb.text}
    if verb.text in lexicon.words("grammar", "cancelled"):
        zone.mood = "cancelled"
    yield from b.finished(zone, i, words[i].text, i + 1, "noun")


def _led(verb: Word) -> frozenset[str]:
    """The nouns that a verb may lead: 结束 a visit, 重申 support."""
    visits = verb.text in lexicon.words("directed", "journeys")
    return (
        frozenset({"访问", "出访"})
        if visits
        else lexicon.words("directed", "aims") - {"访问", "出访"}
        if _tells(verb)
        else frozenset()
    )


def _tells(verb: Word) -> bool:
    return verb.text in lexicon.words("directed", "telling")


def _trip(b: Builder, i: int, n: int, first: int, stop: int) -> Iterator[Clause]:
    """X的Y之行, 开启Y之行."""
    words = b.line.words
    before = words[i - 1] if i > first else None
    zone = b.zone(i, i)
    if before is not None and before.text == "的" and i - 2 >= first and _person(words[i - 2]):
        zone.subject = b.line.names(i - 2, i - 2)
    elif before is not None and _person(before):
        zone.subject = b.line.names(i - 1, i - 1)
    elif before is not None and before.text in lexicon.words("directed", "journeys"):
        zone = b.zone(i - 1, first)
        if zone.subject is None and not zone.blocked:
            b.supply_subject(zone, n, stop)
        if before.text in lexicon.words("grammar", "cancelled"):
            zone.mood = "cancelled"
    if zone.subject:
        zone.roles["to"] = [b.line.names(i, i)]
        yield from b.finished(zone, i, "访问", i + 1, "noun")


def aim(b: Builder, zone: Zone, start: int, first: int) -> None:
    """对[以色列扩建定居点]表示关切: all between the preposition and the verb at ``start`` is what is judged."""
    words = b.line.words
    if zone.roles.get("to"):
        return
    to = next(
        (j for j in range(start - 1, first - 1, -1) if words[j].text in ("对", "对于", "就", "针对") and words[j].tag == "p"),
        None,
    )
    end = start
    while to is not None and end - 1 > to and _lends(words[end - 1]):
        end -= 1
    if (
        to is None
        or end - to < 3
        or not (words[end - 1].name or words[end - 1].tag in ("n", "vn", "nz", "an", "ORG", "LOC", "s"))
    ):
        return
    phrase = b.line.make(words[to + 1].start, words[end - 1].end)
    around = b.zone(to, first)
    zone.roles["to"] = [phrase]
    zone.subject, zone.blocked = around.subject, around.blocked
    zone.words |= around.words
    zone.first = min(zone.first, around.first)


def _lends(word: Word) -> bool:
    """再次深表失望和|遗憾: what only leads to the judgement."""
    return not word.name and (word.tag in ("d", "ad") or word.text in lexicon.words("directed", "lending"))


def _person(word: Word) -> bool:
    return word.mention is not None and bool(word.mention.entities) and word.mention.entities[0].kind == "Person"


def _place(word: Word) -> bool:
    return word.mention is not None and word.mention.entities[0].kind in ("Country", "City")


def demanded(line: Line, i: int, stop: int) -> tuple[Phrase, bool] | None:
    """(what is demanded, it is that something stop): 敦促[X撤军], 警告[X]不要[派兵]."""
    words = line.words
    rest = words[i + 1 : stop]
    against = [w for w in rest if w.text in lexicon.words("directed", "forbidding")]
    acts = any(w.text in lexicon.words("directed", "deeds") for w in rest)
    if not any(w.name for w in rest) or not (acts or against):
        return None
    if against:
        return topic(line.text[rest[0].start : rest[-1].end].replace(against[0].text, "", 1)), True
    return line.make(rest[0].start, rest[-1].end), False
