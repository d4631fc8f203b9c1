"""Named summits, conferences, forums in an English sentence: "the second ACMECS Summit", "Beijing Summit of the Forum on X".

A summit series of the tables is recognised by its organization; other named ones are things of the text; "the summit"
later in the article is the one spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import iris
from kg.lang.context import Context
from kg.lang.en.lexicon import Lexicon
from kg.model import Entity, Mention, Sentence

_SERIES = frozenset({"summit", "assembly", "conference", "forum", "congress"})
_NUMBER = re.compile(r"(\d+(st|nd|rd|th)|[ivx]+|\d{4})$")
_PARLIAMENTS = frozenset({"national", "legislative", "people's", "people", "grand", "state", "federal", "constituent", "parliamentary", "u.s.", "us"})
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth annual".split())


def find(sentence: Sentence, context: Context, lexicon: Lexicon) -> Iterator[Mention]:
    """Mentions of gatherings, in text order; they cover the names inside them."""
    words = [t.text.lower() for t in sentence.tokens]
    by_end = {m.end: m for m in sentence.mentions}
    by_start = {m.start: m for m in sentence.mentions}
    i = 0
    while i < len(words):
        base = by_start.get(i)
        if base and any(e.kind == "Gathering" for e in base.entities):
            entity = next(e for e in base.entities if e.kind == "Gathering")
            end = _behind(sentence, by_start, words, base.end, lexicon) if entity.subkind != "forum" else base.end
            context.gathering = entity
            yield Mention(i, base.end if end - base.end > 8 else base.end, (entity,), "name", base.end - 1)
            i = base.end
            continue
        if words[i].rstrip("s") in lexicon.gatherings and sentence.tokens[i].pos in ("NOUN", "PROPN") and not (base and base.end > i + 1):
            mention = _headed(sentence, context, lexicon, words, by_start, by_end, i)
            if mention:
                yield mention
                i = mention.end
                continue
        i += 1


def _headed(sentence: Sentence, context: Context, lexicon: Lexicon, words: list[str], by_start: dict[int, Mention], by_end: dict[int, Mention], i: int) -> Mention | None:
    """The gathering whose head noun is token ``i``."""
    tokens = sentence.tokens
    start, organization, named = i, None, False
    while start > 0:
        before = by_end.get(start)
        word = words[start - 1]
        if before and not any(e.kind == "Person" for e in before.entities):
            organization = organization or next((e for e in before.entities if e.kind in ("Organization", "Area")), None)
            start, named = before.start, True
        elif word == ")" and start > 2 and words[start - 3] == "(":
            start -= 3
        elif word in ("'s", "-", "–", "/") or _NUMBER.match(word) or word in _ORDINALS or tokens[start - 1].text[:1].isupper() and tokens[start - 1].pos in ("PROPN", "NOUN", "ADJ", "NUM"):
            named = named or tokens[start - 1].text[:1].isupper() and start > 1
            start -= 1
        elif tokens[start - 1].dep in ("compound", "amod") and word in lexicon.gathering_words:
            start -= 1
        else:
            break
    while start < i and words[start] in ("'s", "-", "–", ")", "the"):
        start += 1
    end = _behind(sentence, by_start, words, i + 1, lexicon)
    of = next((e for m in sentence.mentions if i < m.start and m.end <= end for e in m.entities if e.kind in ("Organization", "Gathering")), None)
    if words[i] in ("assembly", "congress") and any(w in _PARLIAMENTS for w in words[start:i]):
        return None
    if not (named or of or end > i + 1):
        return _again(context, words, start, i)
    if words[i].endswith("s") and words[i] not in lexicon.gatherings:
        return None
    series = _series(context, organization or of, words[i]) if not (of and of.kind == "Gathering") else of
    text = sentence.text[tokens[start].start : tokens[end - 1].end]
    text = re.sub(r"\s*\([^)]*\)", "", text)
    entity = series or Entity(iris.unlinked("Gathering", text), "Gathering", (("en", text),), linked=False)
    known = context.gatherings.get(words[i])
    if known and not series and set(text.lower().split()) <= set(known.label().lower().split()):
        entity = known
    context.gatherings[words[i]] = context.gathering = entity
    return Mention(start, end, (entity,), "name", i)


def _again(context: Context, words: list[str], start: int, i: int) -> Mention | None:
    """ "the summit", "this year's conference": the one spoken of."""
    if start and words[start - 1] in ("the", "this") and words[i] in (*_SERIES, "event", "gathering"):
        known = context.gatherings.get(words[i]) or (context.gathering if words[i] in ("event", "gathering", "summit") else None)
        return Mention(i, i + 1, (known,), "description", i) if known else None
    return None


def _series(context: Context, organization: Entity | None, head: str) -> Entity | None:
    """The summit series of an organization, where the tables have one."""
    if not organization or head not in ("summit", "assembly"):
        return None
    found = [r.id for r in context.gazetteer.rows.values() if r.kind == "Gathering" and r.country == organization.id and r.subkind == head]
    return context.gazetteer.entity(found[0]) if found else None


def _behind(sentence: Sentence, by_start: dict[int, Mention], words: list[str], j: int, lexicon: Lexicon) -> int:
    """The end of "of the Forum on X", "on International Security" behind the head."""
    while j + 1 < len(words) and words[j] in ("of", "on", "for"):
        k = j + 1 + (words[j + 1] == "the")
        mention = by_start.get(k)
        if mention and any(e.kind in ("Organization", "Gathering") for e in mention.entities):
            j = mention.end
        elif k < len(words) and sentence.tokens[k].text[:1].isupper() and not mention and words[k] not in lexicon.not_names - {"international", "national", "security"}:
            while k < len(words) and (sentence.tokens[k].text[:1].isupper() or words[k] in ("and", "of", "the", "for", "-", "on", "'s") and k + 1 < len(words) and sentence.tokens[k + 1].text[:1].isupper()) and words[k] not in ("jan.", "feb."):
                k += 1
            j = k
        else:
            break
    return j
