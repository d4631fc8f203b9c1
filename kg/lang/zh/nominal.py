"""Chinese nouns that tell a predication: 中白…伙伴关系, 贸易、投资等领域合作, 对X的问候, X轮值主席国, named things."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.lang.zh import lexicon
from kg.lang.zh.belonging import belongs
from kg.lang.zh.line import Word, is_a
from kg.model import Clause, Phrase

if TYPE_CHECKING:
    from kg.lang.zh.clauses import Builder
    from kg.lang.zh.zone import Zone

_MODIFIERS = frozenset({"n", "nz", "vn", "an", "a", "ad", "nw", "ORG", "b", "m", "q", "f", "TIME", "LOC", "s", "vd"})


def clauses(b: Builder, i: int, n: int, first: int, stop: int) -> Iterator[Clause]:
    """The clause that the noun at word ``i`` heads."""
    words = b.line.words
    if words[i].text in b.line.predicates.verbs and words[i].tag == "v" and not fields(b, i, first):
        return
    if (
        i + 1 < stop
        and words[i + 1].text == "、"
        and i + 2 < stop
        and words[i + 2].text in ("共赢", "发展", "繁荣", "和平", "稳定")
    ):
        return
    if _part_of_longer(b, i, stop):
        return
    start = _own_start(b, i, first)
    found = fields(b, i, first)
    whole = _names_before(b, start, first)
    zone = b.zone(min(found[0], whole) if found else whole, first)
    _self(b, zone, start, whole, i)
    if found:
        zone.roles["fields"] = [found[1]]
        _counterpart(b, zone)
    _message(b, zone, i, first)
    _partner(b, zone, whole, first)
    if i + 1 < stop and words[i + 1].name and "modifier" in zone.roles:
        zone.subject, zone.blocked = b.line.names(i + 1, i + 1), False  # 东盟轮值主席国马来西亚
    if words[i].text in lexicon.words("belonging", "nouns"):
        belongs(b, zone, i, n, whole, first, stop)
    if zone.subject is None and not zone.blocked:
        b.supply_subject(zone, n, stop)
        if found:
            _counterpart(b, zone)
    yield from b.finished(zone, i, words[i].text, min(i + 2, stop), "noun")


def _part_of_longer(b: Builder, i: int, stop: int) -> bool:
    """国际合作和全球治理|理念: the noun only describes a concept behind it."""
    words = b.line.words
    if i + 1 >= stop or words[i + 1].text not in ("和", "与", "及"):
        return False
    rest = words[i + 2 : stop]
    return (
        bool(rest)
        and rest[-1].text in lexicon.words("heads", "generic")
        and all(w.tag in _MODIFIERS and not w.name for w in rest)
    )


def _own_start(b: Builder, i: int, first: int) -> int:
    """First word of the noun's own modifiers: 全天候全面战略|伙伴关系."""
    words = b.line.words
    k = i
    while k > first and _modifies(words[k - 1], words[k - 2] if k - 2 >= first else None):
        k -= 1
    while k < i and words[k].text in ("的", "和", "与", "、", "是", "了"):
        k += 1
    return k


def _modifies(word: Word, before: Word | None) -> bool:
    if (
        word.name
        or is_a(word, "control", "speech", "prepositions", "motion")
        and word.text not in ("高质量", "深入", "积极", "共同")
    ):
        return False
    if word.text == "的":
        return before is not None and not before.name and before.tag in ("a", "an", "n", "b", "vn", "nz")
    if word.text in ("“", "‘"):
        return False
    if is_a(word, "support", "planned", "duty", "together", "negation", "enders") and word.text not in ("相互", "联合"):
        return False
    return word.tag in _MODIFIERS or word.tag == "v" and word.text in ("合作", "协作", "互惠", "协调", "建设性", "互利")


def _names_before(b: Builder, start: int, first: int) -> int:
    """First of the names right before a noun's modifiers: 中白|全天候…, 中国和白俄罗斯|…; ``start`` where none stands there."""
    words = b.line.words
    named = start
    while named > first and (words[named - 1].name or words[named - 1].text in ("“", "、", "和", "—", "-", "－")):
        named -= 1
    while named < start and not words[named].name:
        named += 1
    return named


def _self(b: Builder, zone: Zone, start: int, whole: int, i: int) -> None:
    """The noun with its modifiers, without ("self") and with ("whole") the names before it; the names as "modifier"."""
    line = b.line
    zone.roles["self"] = [line.make(line.words[start].start, line.words[i].end)]
    if whole < start:
        names = [k for k in range(whole, start) if line.words[k].name]
        zone.roles["modifier"] = (
            [line.names(names[0], names[-1])]
            if names[-1] - names[0] == 2 * (len(names) - 1)
            else [line.names(names[-1], names[-1])]
        )
        zone.roles["whole"] = [line.make(line.words[whole].start, line.words[i].end)]


def _counterpart(b: Builder, zone: Zone) -> None:
    """中方愿深化…合作 in a text about two sides: with the other."""
    if zone.subject is None or zone.roles.get("with") or len(zone.subject.parts) > 1 or not zone.subject.entities:
        return
    side = b.context.country(zone.subject.entities[0]) or zone.subject.entities[0]
    others = [e for e in b.two_sides() if e != side]
    if len(others) == 1:
        zone.roles["with"] = [b.carried(others[0])]


# -- fields ---------------------------------------------------------------------------------------------------------------------


def fields(b: Builder, i: int, first: int) -> tuple[int, Phrase] | None:
    """(first word, phrase) of the fields listed before a noun such as 合作."""
    words = b.line.words
    data = lexicon.table()["nominal"]
    manner, area = frozenset(data["manner"]), frozenset(data["area"])
    k, seen_area = i - 1, False
    while (
        k >= first
        and not words[k].name
        and (words[k].text in manner or words[k].text in area or words[k].tag in ("a", "q", "m") and not seen_area)
    ):
        seen_area = seen_area or words[k].text in area
        if (
            words[k].text in ("和", "与", "及")
            and not seen_area
            and not (k > first and words[k - 1].text in ("交流", "对话", "协作", "沟通", "往来", "交往", "协调"))
        ):
            return None  # 共同利益和合作空间: two nouns, no list of fields
        k -= 1
    end = k + 1
    while k >= first and _field_word(words[k], seen_area):
        k -= 1
    items = [p for p in _items(b, k + 1, end, manner) if p]
    if not items:
        return None
    whole = b.line.make(words[k + 1].start, words[end - 1].end, (), tuple(items) if len(items) > 1 else ())
    return k + 1, whole if len(items) > 1 else items[0]


def _field_word(word: Word, seen_area: bool) -> bool:
    if word.name:
        return bool(word.mention and word.mention.entities[0].kind == "Initiative")
    if word.text in ("、", "和", "与", "及", "以及", "“", "”", "等"):
        return True
    if is_a(
        word, "support", "control", "prepositions", "motion", "speech", "duty", "planned", "together", "willing"
    ) or word.tag in ("p", "d", "c", "u", "r", "w", "vd", "TIME"):
        return False
    if word.text in lexicon.words("nominal", "never_fields"):
        return False
    return word.tag in ("n", "vn", "nz", "an", "nw", "a", "s", "f", "ORG") or seen_area and word.tag == "v"


def _items(b: Builder, first: int, stop: int, manner: frozenset[str]) -> Iterator[Phrase | None]:
    words = b.line.words
    at = first
    for k in range(first, stop + 1):
        if k == stop or words[k].text in ("、", "和", "与", "及", "以及", "等"):
            a = at
            while a < k and (words[a].text in manner and k - a > 1 or words[a].text in "“”"):
                a += 1
            a = _behind_verbs(words, a, k)
            z = k
            while z > a and words[z - 1].text in ("“", "”", "等"):
                z -= 1
            if a < z and not words[z - 1].name and words[z - 1].tag in ("a", "ad", "d", "v", "m", "q"):
                at = k + 1
                continue  # 公平合理: how, not in what
            if a < z and not all(w.text in manner or w.text in "“”、" for w in words[a:z]):
                yield b.line.make(words[a].start, words[z - 1].end, b.line.denotes(a, z))
            at = k + 1


def _behind_verbs(words: tuple[Word, ...], first: int, stop: int) -> int:
    """First word of a field: 见证签署|投资, 深挖|数字经济."""
    leading = lexicon.words("nominal", "leading")
    return max((k + 1 for k in range(first, stop - 1) if words[k].text in leading), default=first)


# -- messages -------------------------------------------------------------------------------------------------------------------


def _message(b: Builder, zone: Zone, i: int, first: int) -> None:
    """Y对Z的问候, 对Z的问候, Y的问候; conveyed by somebody (X转达, 请X转达)."""
    words = b.line.words
    kind = frozenset(lexicon.table()["nominal"]["kind"])
    k = i - 1
    while k >= first and words[k].text in kind:
        k -= 1
    if k <= first or words[k].text != "的" or not words[k - 1].name:
        return
    last = k - 1
    start = b.line.list_start(last, first)
    verb = start - 1
    zone.subject = None
    if verb >= first and words[verb].text in ("对", "向"):
        zone.roles["to"] = [b.line.names(start, last)]
        owner = verb - 1
        if owner >= first and words[owner].name:
            zone.subject = b.line.names(owner, owner)
            verb = owner - 1
        else:
            verb = owner
    else:
        zone.subject = b.line.names(start, last)
        zone.roles.pop("to", None)
    while verb >= first and words[verb].text in ("了", "首先", "并"):
        verb -= 1
    if verb >= first and words[verb].text in lexicon.table()["nominal"]["relay"]:
        _relayed(b, zone, verb, first)


def _partner(b: Builder, zone: Zone, start: int, first: int) -> None:
    """同台湾的(所谓)关系: the partner stands in front as an attribute."""
    words = b.line.words
    k = start - 1
    while k > first and (words[k].text in ("“", "所谓", "‘") or words[k].tag == "a"):
        k -= 1
    if k - 2 >= first and words[k].text == "的" and words[k - 1].name and words[k - 2].text in ("同", "与", "和"):
        around = b.zone(k - 2, first)
        zone.subject, zone.blocked = around.subject, around.blocked
        zone.words |= around.words
        zone.roles["with"] = [b.line.names(k - 1, k - 1)]


def _relayed(b: Builder, zone: Zone, verb: int, first: int) -> None:
    """Who conveys a message, for whom and to whom where the sentence leaves that to the context."""
    carrier = b.zone(verb, first)
    zone.roles["carrier subject"] = (
        [carrier.subject] if carrier.subject else [b.state.subject] if b.state.subject and not carrier.blocked else []
    )
    if zone.subject is None:
        zone.subject = carrier.controller or (b.state.subject if carrier.control else None)
    if not zone.roles.get("to"):
        to = carrier.roles.get("to") or ([b.state.partner] if b.state.partner else [])
        zone.roles["to"] = list(to)
    zone.first = min(zone.first, carrier.first)


# -- names -------------------------------------------------------------------------------------------------------


def named(b: Builder, first: int, stop: int) -> Iterator[Clause]:
    """A gathering or initiative by name is a predicate of its own: "@Gathering"."""
    words = b.line.words
    for i in range(first, stop):
        mention = words[i].mention
        if not mention or f"@{mention.entities[0].kind}" not in b.line.predicates.nouns:
            continue
        zone = b.zone(i, first)
        zone.roles["self"] = [b.line.names(i, i)]
        outer = zone.subject
        zone.subject = None
        owner = i - 2 if i > first + 1 and words[i - 1].text == "的" else i - 1
        if owner >= first and (m := words[owner].mention) and (owner < i - 1 or m.entities[0].kind in ("Person", "Country")):
            zone.subject = b.line.names(owner, owner)
        if outer and _there(words, i, stop):
            zone.roles["outer"] = [outer]
        yield from b.finished(zone, i, f"@{mention.entities[0].kind}", i + 1, "name")


def _there(words: tuple[Word, ...], i: int, stop: int) -> bool:
    """在…峰会上, 在5月的峰会上: somebody is there."""
    if i + 1 >= stop or words[i + 1].text not in ("上", "期间", "时", "开幕式", "会议上"):
        return False
    k = i - 1
    while k > 0 and (words[k].tag == "TIME" or words[k].text in ("的", "举行", "召开") or words[k].name and k + 1 < i):
        k -= 1  # 在12月18日的峰会上, 在开罗举行的峰会上
    return k >= 0 and words[k].text in ("在", "出席", "本次", "此次")
