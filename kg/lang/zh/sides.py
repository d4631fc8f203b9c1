"""Countries by one character (中白, 白方, 访缅, 来华), the two sides, pronouns: what stands for parties named elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.lang.context import Context
from kg.lang.zh import lexicon, memory
from kg.lang.zh.found import PUNCTUATION, Found, Told
from kg.lang.zh.owners import Owners
from kg.model import Entity


@lru_cache(maxsize=1)
def _after_pair() -> re.Pattern[str]:
    return re.compile("[两双三四]?" + lexicon.one_of(lexicon.table()["sides"]["after_pair"]))


@lru_cache(maxsize=1)
def _after_one() -> re.Pattern[str]:
    return re.compile(lexicon.one_of(lexicon.table()["sides"]["after_one"]) + "|$|[，。、；：]")


#: words in front of one such character
_BEFORE_ONE = "访来赴驻对在抵援涉离去留旅侵"


def read(reader: Owners) -> Iterator[Found]:
    """All of these in a sentence; names are already found."""
    yield from _compounds(reader)
    yield from _sides(reader)
    yield from _around_one(reader)
    yield from _descriptions(reader)
    yield from _pronouns(reader)


def resolve(char: str, context: Context, seen_only: bool = False) -> Entity | None:
    """The country, union or area that one character stands for: among those this article has named, else the only one."""
    if char == "华":
        return _entity(context, "country/cn")
    ids = list(context.gazetteer.short_zh.get(char, ()))
    if char == "中" and "country/cn" in ids:
        return _entity(context, "country/cn")
    known = memory.of(context)
    seen = [e for e in reversed(_seen(context)) if e.id in ids or _begins(e, char)]
    if seen:
        best = next((e for e in seen if e.id in ids), seen[0])
        return known.shorts.setdefault(char, best)
    if seen_only:
        return known.shorts.get(char)
    return _entity(context, ids[0]) if len(ids) == 1 else None


def _seen(context: Context) -> list[Entity]:
    return [*context.countries, *memory.of(context).unions]


def saw(context: Context, entity: Entity) -> None:
    """A country (latest mention last), union or area was named."""
    if entity.kind == "Country":
        context.saw([entity])
    elif entity.kind in ("Organization", "Area") and entity.linked:
        unions = memory.of(context).unions
        if entity in unions:
            unions.remove(entity)
        unions.append(entity)


def _begins(entity: Entity, char: str) -> bool:
    return entity.kind == "Country" and any(lang == "zh" and name.startswith(char) for lang, name in entity.names)


def _entity(context: Context, id: str) -> Entity | None:
    return context.gazetteer.entity(id) if id in context.gazetteer.rows else None


def _free(reader: Owners, start: int, end: int) -> bool:
    return not any(n.start < end and start < n.end for n in reader.names) and not any(
        f.start < end and start < f.end for f in reader.found
    )


# -- compounds --------------------------------------------------------------------------------------------------------------


def _compounds(reader: Owners) -> Iterator[Found]:
    """中白, 俄中, 英法德, 中欧 before a noun that takes countries."""
    text, pos = reader.text, 0
    shorts = (
        set(reader.context.gazetteer.short_zh)
        | {"中"}
        | {c for e in _seen(reader.context) for lang, n in e.names if lang == "zh" for c in n[:1]}
    )
    while pos < len(text) - 1:
        run = pos
        while run < len(text) and text[run] in shorts and _free(reader, run, run + 1):
            run += 1
        found = _compound(reader, pos, run) if run - pos >= 2 else None
        if found:
            yield found
            if len(found.entities) == 2 and "country/cn" in {e.id for e in found.entities}:
                reader.context.pairs.setdefault("Country", found.entities)
            pos = found.end
        else:
            pos += 1


def _compound(reader: Owners, start: int, limit: int) -> Found | None:
    text = reader.text
    if start not in reader.starts and not (start and text[start - 1] in PUNCTUATION + "年月的"):
        return None
    for end in range(min(limit, start + 5), start + 1, -1):
        rest = text[end:]
        tail = re.match(r"[两双三四五](国|方|党)", rest)
        if not (
            tail
            or _after_pair().match(rest)
            or (end in reader.ends and reader.ends[end].start == start and reader.ends[end].ner == "LOC")
        ):
            continue
        home_in = "中" in text[start:end]
        parties = tuple(
            e for c in text[start:end] if (e := resolve(c, reader.context, seen_only=not home_in and end - start == 2))
        )
        if len(parties) == end - start == len(set(parties)):
            return Found(start, end + (2 if tail else 0), parties, "description")
    return None


# -- X方, two sides -----------------------------------------------------------------------------------------------------------


def _sides(reader: Owners) -> Iterator[Found]:
    """中方, 白方, 欧方; 洪方 where the article has named Honduras."""
    skip = lexicon.words("sides", "this_way")
    for match in re.finditer(r"(.)方(?!面|式|案|针|便|法|位|略|阵|程|言|才)", reader.text):
        if not _free(reader, match.start(), match.end()) or not _towards(reader, match.end()):
            continue
        word, char = match[0], match[1]
        sure = resolve(char, reader.context, seen_only=word in skip or char in "南北前后大全对双各多")
        if sure and (
            match.start() in reader.starts
            or (match.start() and reader.text[match.start() - 1] in PUNCTUATION)
            or word not in skip
        ):
            yield Found(match.start(), match.end(), (sure,), "description")


def _towards(reader: Owners, end: int) -> bool:
    """美方|向中国…, not 方向: a name stands behind 向."""
    return reader.text[end : end + 1] != "向" or end + 1 in reader.by_start or reader.text[end + 1 : end + 3] in ("中方", "我方")


def _around_one(reader: Owners) -> Iterator[Found]:
    """One character after a verb of motion or at a clause's start: 访缅, 来华, 西愿."""
    text = reader.text
    for match in re.finditer(r"(?<=[在来抵离赴返])京(?=会|举|同|与|出|访|参|主|签|，|。|进|召|开|分|集|履)", text):
        if _free(reader, match.start(), match.end()) and (city := _entity(reader.context, "city/cn/beijing")):
            yield Found(match.start(), match.end(), (city,), "description")
    for match in re.finditer(rf"(?<=[{_BEFORE_ONE}])[一-鿿]", text):
        char, at = match[0], match.start()
        if _free(reader, at, at + 1) and (char in reader.context.gazetteer.short_zh or char == "华") and _cut_after(reader, at):
            entity = resolve(
                char, reader.context, seen_only=char not in "华中美俄日韩法英德欧印越缅朝泰蒙" or text[at - 1] in "在对来去留离"
            )
            if entity and entity.kind in ("Country", "Organization", "Area"):
                yield Found(at, at + 1, (entity,), "description", adjective=text[at - 1] == "驻")
    for match in re.finditer(r"(?:^|(?<=[，。；、：支持助]))[一-鿿]", text):
        char, at = match[0], match.start()
        if (
            _free(reader, at, at + 1)
            and _after_one().match(text[at + 1 :])
            and text[at + 1 : at + 2] not in PUNCTUATION
            and (at + 1 in reader.starts or text[at - 1 : at] == "持")
        ):
            entity = resolve(char, reader.context, seen_only=True)
            if entity and (
                text[at + 1] in "愿希参众议国新立外执"
                or text[at - 1 : at] in "持助"
                or reader.starts.get(at) is not None
                and reader.starts[at].ner in ("LOC", "ORG")
            ):
                yield Found(at, at + 1, (entity,), "description")


def _cut_after(reader: Owners, at: int) -> bool:
    """No word runs over the right edge of the character."""
    token = next((t for t in reader.tokens if t.start <= at < t.end), None)
    return token is not None and token.end == at + 1 and at - token.start <= 2


@lru_cache(maxsize=1)
def _description_words() -> re.Pattern[str]:
    sides = lexicon.table()["sides"]
    return re.compile(
        lexicon.one_of([*sides["both"], *sides["opposite"], *sides["own"], *sides["that"], *lexicon.table()["leaders"], "两国"])
    )


@lru_cache(maxsize=1)
def _two_of() -> re.Pattern[str]:
    return re.compile("两位(" + lexicon.one_of(lexicon.titles()) + ")")


@lru_cache(maxsize=1)
def _addressed() -> re.Pattern[str]:
    return re.compile("(" + lexicon.one_of(lexicon.titles()) + ")(先生|女士|阁下)")


def _descriptions(reader: Owners) -> Iterator[Found]:
    """双方, 两国元首, 两国总理, 两位主席, 总统先生, 我国, 该国, 对方."""
    context = reader.context
    for match in _description_words().finditer(reader.text):
        if _free(reader, match.start(), match.end()):
            found = _named_before(match, reader) or _described(match[0], reader)
            if found:
                yield Found(match.start(), match.end(), found, "description")
                _tell(reader, match, found)
    for match in _two_of().finditer(reader.text):
        people = list(
            dict.fromkeys(p for core, p in reversed(memory.of(context).titled) if core == match[1] or core.endswith(match[1]))
        )
        speaker = memory.of(context).speaker
        people = [p for p in people if p != speaker and context.country(p) != reader.home()]
        if len(people) >= 2 and _free(reader, match.start(), match.end()):
            yield Found(match.start(), match.end(), tuple(reversed(people[:2])), "description")
    for match in _addressed().finditer(reader.text):
        person = counterpart(context, match[1])
        if person and _free(reader, match.start(), match.end()):
            yield Found(match.start(), match.end(), (person,), "description")


def _tell(reader: Owners, match: re.Match[str], people: tuple[Entity, ...]) -> None:
    """两国总理 tells an office of each of the two."""
    role = lexicon.titles().get(match[0][2:])
    for person in people if role and match[0] in lexicon.table()["leaders"] else ():
        country = reader.context.country(person)
        if (
            country
            and role
            and person in reader.context.people.values()
            and match[0][2:] in ("总理", "首相", "总统", "外长", "外交部长", "防长")
        ):
            reader.told.append(
                Told(
                    person,
                    lexicon.own_role(role, country.id),
                    country,
                    match.start(),
                    match.end(),
                    False,
                    "happened",
                    match[0][2:],
                )
            )


def _named_before(match: re.Match[str], reader: Owners) -> tuple[Entity, ...]:
    """埃及与伊朗两国: the two that were just named."""
    second = reader.by_end.get(match.start())
    if (
        not second
        or not match[0].startswith("两国")
        or reader.text[second.start - 1 : second.start] not in ("和", "与", "同", "、")
    ):
        return ()
    first = reader.by_end.get(second.start - 1)
    both = tuple(n.entities[0] for n in (first, second) if n and n.entities and n.entities[0].kind == "Country")
    if len(both) < 2:
        return ()
    reader.context.met(both)
    return both if match[0] == "两国" else _described(match[0], reader)


def _described(word: str, reader: Owners) -> tuple[Entity, ...]:
    context = reader.context
    leaders = lexicon.table()["leaders"]
    sides = lexicon.table()["sides"]
    if word in leaders:
        return context.leaders(leaders[word])
    if word in sides["both"] or word == "两国":
        return pair(context)
    if word in sides["own"]:
        speaker = memory.of(context).speaker
        country = context.country(speaker) if speaker else None
        return tuple(e for e in (country or reader.home(),) if e)
    if word in sides["that"]:
        last = context.last_country()
        return (last,) if last else ()
    speaker = memory.of(context).speaker
    home = context.country(speaker) if speaker else None
    return tuple(e for e in pair(context) if e != home) if home in pair(context) else ()


def pair(context: Context) -> tuple[Entity, ...]:
    """The two sides of the article."""
    two = context.pair("Country")
    return two if len(two) == 2 else ()


def counterpart(context: Context, core: str) -> Entity | None:
    """Whom a speaker addresses as 总统先生: the other of the two who meet, else the last one with the title."""
    speaker = memory.of(context).speaker
    titled = list(dict.fromkeys(p for told, p in reversed(memory.of(context).titled) if told.endswith(core) and p != speaker))
    others = [p for p in context.pair("Person") if p != speaker and p in titled]
    home = context.country(speaker) if speaker else None
    abroad = [p for p in titled if home is None or context.country(p) != home]
    return others[0] if len(others) == 1 else abroad[0] if abroad else None


# -- pronouns -----------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _pronoun_words() -> dict[str, str]:
    sides = lexicon.table()["sides"]
    return {word: kind for kind in ("i", "you", "we", "he", "she", "they") for word in sides[kind]}


def _pronouns(reader: Owners) -> Iterator[Found]:
    known = memory.of(reader.context)
    for token in reader.tokens:
        kind = _pronoun_words().get(token.lemma)
        if kind is None or token.tag != "r" or not _free(reader, token.start, token.end):
            continue
        people = _meant(kind, reader, known, token.start)
        if people:
            yield Found(token.start, token.end, people, "pronoun")


def _spokesperson(context: Context, person: Entity) -> bool:
    return any(role.endswith("spokesperson") for _, role in context.role_of.get(person.id, ()))


def _meant(kind: str, reader: Owners, known: memory.Memory, at: int) -> tuple[Entity, ...]:
    context = reader.context
    if kind in ("he", "she"):
        earlier = [f for f in reader.found if f.end <= at and f.entities and f.entities[0].kind == "Person"]
        person = earlier[-1].entities[0] if earlier else context.last_person(kind == "she")
        return (person,) if person else ()
    if kind == "they":
        return context.pair("Person")
    speaker = known.speaker
    if speaker is None or speaker.kind != "Person":
        return ()
    if kind == "we" and (home := context.country(speaker)) and _spokesperson(context, speaker):
        return (home,)
    two = context.pair("Person")
    other = tuple(p for p in two if p != speaker) if speaker in two else ()
    if kind == "i":
        return (speaker,)
    return other if kind == "you" else (speaker, *other) if other else ()
