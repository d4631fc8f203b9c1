"""Named summits, conferences, forums in an English sentence: "the second ACMECS Summit", "Beijing Summit of the Forum on X".

A summit series of the tables is recognised by its organization; other named ones are things of the text; "the summit"
later in the article is the one spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import iris
from kg.lang.context import Context
from kg.lang.en.ceremonies import Ceremonies
from kg.lang.en.lexicon import Lexicon
from kg.model import Entity, Mention, Sentence

_NUMBER = re.compile(r"(\d+(st|nd|rd|th)|[ivx]+|\d{4})$")
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "annual".split()
)
_DASHES = ("-", "–", "/")
_BODY = ("Organization", "Area")
_SUBJECTS = ("Country", "Area", "Initiative", "Agreement")


def find(sentence: Sentence, context: Context, lexicon: Lexicon) -> Iterator[Mention]:
    """Mentions of gatherings, in text order; they cover the names inside them."""
    return _Finder(sentence, context, lexicon).run()


class _Finder:
    def __init__(self, sentence: Sentence, context: Context, lexicon: Lexicon) -> None:
        self.s, self.c, self.lex = sentence, context, lexicon
        self.tokens = sentence.tokens
        self.words = [t.text.lower().replace("’", "'") for t in sentence.tokens]
        self.ceremonies = Ceremonies(sentence, lexicon)
        self.by_end = {m.end: m for m in sentence.mentions}
        self.by_start = {m.start: m for m in sentence.mentions}

    def run(self) -> Iterator[Mention]:
        i = 0
        heads = self._heads()
        while i < len(self.words):
            if i not in self.by_start and self.words[i] not in heads:
                i += 1
                continue
            mention = self._listed(i) or self._ceremony(i) or self._headed(i) or self._formal(i) or self._body(i)
            if mention:
                yield mention
            i = max(mention.end if mention else 0, i + 1)

    def _heads(self) -> set[str]:
        """The sentence's words that may head the name of a gathering."""
        return {w for w in self.words if w in self.lex.gathering_heads or w.rstrip("s") in self.lex.gatherings}

    def _listed(self, i: int) -> Mention | None:
        """A gathering of the tables."""
        base = self.by_start.get(i)
        entity = next((e for e in base.entities if e.kind == "Gathering"), None) if base else None
        if not base or not entity:
            return None
        self._remember(entity, i, base.end, self.words[base.end - 1].split()[-1])
        first, _, rest = self.text(i, base.end).partition(" ")
        if rest.lower().startswith("summit") and (city := self._city(first)):  # "the Beijing Summit of the Forum on X"
            self.c.gathering_place.setdefault(entity.id, city)
        front = self.text(i, base.end).lower().partition(" of ")[0]
        if front.split()[-1] in self.lex.gatherings:  # "the Beijing Summit of the Forum on X": "the Beijing Summit", "the summit"
            self.c.gatherings[front] = self.c.gatherings[front.split()[-1]] = entity
        return Mention(i, base.end, (entity,), "name", base.end - 1)

    def _ceremony(self, i: int) -> Mention | None:
        """A gathering known by what it is for."""
        name = self.ceremonies.name(i)
        if not name:
            return None
        entity = Entity(iris.unlinked("Gathering", name), "Gathering", (("en", name),), linked=False)
        self.c.gatherings[self.words[i]] = self.c.gathering = entity
        return Mention(i, i + 1, (entity,), "name", i)

    def _headed(self, i: int) -> Mention | None:
        """The gathering whose head noun is token ``i``: "the Second ACMECS Summit", "Munich Security Conference"."""
        word, base = self.words[i], self.by_start.get(i)
        if (
            word.rstrip("s") not in self.lex.gatherings
            or self.tokens[i].pos not in ("NOUN", "PROPN")
            or base
            and base.end > i + 1
        ):
            return None
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if following and following.text[:1].isupper() and self.tokens[i].dep == "compound" and self.tokens[i].head == i + 1:
            return None  # "Exhibition Center"
        if following and word == "dialogue" and following.lemma.lower() == "partner":
            return None  # "SCO dialogue partners"
        formal = word == "meeting"
        if formal and self.tokens[i].text.islower():
            return self._again(i)
        if word == "meetings":
            return None
        start, organization, named = self._before(i)
        end = self._behind(i + 1)
        of = next(
            (
                e
                for m in self.s.mentions
                if i < m.start and m.end <= end
                for e in m.entities
                if e.kind in ("Organization", "Gathering")
            ),
            None,
        )
        if word in ("assembly", "congress") and any(w in self.lex.clause["parliament"] for w in self.words[start:i]):
            return None
        if formal and not (organization or any(_NUMBER.match(w) or w in _ORDINALS for w in self.words[start:i])):
            return None
        if not (named or of or end > i + 1):
            return self._again(i)
        if (
            word.endswith("s")
            and word not in self.lex.gatherings
            and not any(w in _DASHES for w in self.words[start:i])
            and end == i + 1
        ):
            return None
        return self._named(start, end, i, organization or of)

    def _before(self, i: int) -> tuple[int, Entity | None, bool]:
        """Walk left over what names the head at ``i``: (start, organization, it is a name)."""
        start, organization, named = i, None, False
        while start > 0:
            before, word, token = self.by_end.get(start), self.words[start - 1], self.tokens[start - 1]
            if before and not any(e.kind == "Person" for e in before.entities):
                organization = organization or next((e for e in before.entities if e.kind in _BODY), None)
                start, named = before.start, True
            elif word == ")" and start > 2 and self.words[start - 3] == "(":
                start -= 3
            elif word == "'s" and not self.by_end.get(start - 1) and not self.tokens[start - 2].text[:1].isupper():
                again = self.words[start - 2] in self.lex.clause["organization_again"]
                organization = organization or (self._body_before(start) if again else None)
                return start, organization, named or again and organization is not None
            elif (
                word in ("'s", "'", *_DASHES)
                or _NUMBER.match(word)
                or word in _ORDINALS
                or token.text[:1].isupper()
                and token.pos in ("PROPN", "NOUN", "ADJ", "NUM")
            ):
                named = named or token.text[:1].isupper() and start > 1 or word in _ORDINALS
                start -= 1
            elif token.dep in ("compound", "amod", "poss") and word in self.lex.gathering_words:
                named = named or self.words[i] == "dialogue" and word in ("strategic", "high-level")
                start -= 1
            else:
                break
        while start < i and self.words[start] in ("'s", *_DASHES, ")", "the"):
            start += 1
        return start, organization, named

    def _body_before(self, i: int) -> Entity | None:
        """The organization last named before token ``i``: "the alliance's summit"."""
        before = [e for m in self.s.mentions if m.end <= i for e in m.entities if e.kind == "Organization"]
        return before[-1] if before else self.c.organization

    def _plain(self, start: int, i: int) -> bool:
        """No other name stands before the head: "the third annual NATO leaders' summit", not "the NATO Youth Summit"."""
        named = {k for m in self.s.mentions if start <= m.start and m.end <= i for k in range(m.start, m.end)}
        rest = [k for k in range(start, i) if k not in named and self.tokens[k].text[:1].isupper()]
        return all(
            self.words[k] in self.lex.clause["series"] | _ORDINALS | self.lex.gathering_words or _NUMBER.match(self.words[k])
            for k in rest
        )

    def _named(self, start: int, end: int, i: int, organization: Entity | None) -> Mention:
        """The thing that the words from ``start`` to ``end`` name: a series of the tables, one told before, or a new one."""
        inner = next(
            (e for m in self.s.mentions if start <= m.start and m.end <= end for e in m.entities if e.kind == "Gathering"), None
        )
        series = inner or (self._series(organization, self.words[i]) if self._plain(start, i) else None)
        text = re.sub(r"\s*\([^)]*\)", "", self.text(start, end)).strip('"“” ')
        alone = self.text(start, i + 1).lower()
        known = self.c.gatherings.get(alone) or self.c.gatherings.get(self.words[i])
        city = start == i - 1 and any(e.kind == "City" for e in (self.by_start[start].entities if start in self.by_start else ()))
        entity = series or Entity(iris.unlinked("Gathering", text), "Gathering", (("en", text),), linked=False)
        if (
            known
            and not series
            and (city or alone in self.c.gatherings or set(text.lower().split()) <= set(known.label().lower().split()))
        ):
            entity = known
        self._remember(entity, start, i + 1, self.words[i])
        if city and (here := self._city(self.tokens[start].text)):  # "the Beijing Summit" is in Beijing
            self.c.gathering_place.setdefault(entity.id, here)
        return Mention(start, end, (entity,), "name", i)

    def _city(self, name: str) -> Entity | None:
        return next((e for h in self.c.hits(name, "en") for e in h.entities if e.kind == "City"), None)

    def _remember(self, entity: Entity, start: int, end: int, head: str) -> None:
        self.c.gatherings[head] = self.c.gathering = entity
        self.c.gatherings[self.text(start, end).lower()] = entity

    def text(self, start: int, end: int) -> str:
        return self.s.text[self.tokens[start].start : self.tokens[end - 1].end]

    def _formal(self, i: int) -> Mention | None:
        """ "the meeting of the SCO Council of Heads of State", "a session of the High-Level Cooperation Council"."""
        if self.words[i] not in ("meeting", "session") or i + 2 >= len(self.words) or self.words[i + 1] != "of":
            return None
        j = k = i + 2 + (self.words[i + 2] == "the")
        while (
            k < len(self.words)
            and (self.tokens[k].text[:1].isupper() or self.words[k] in ("of", "and", "the", "'s", "'", "-") or self._rank(k))
            and self.words[k] not in ("on", "in")
        ):
            k += 1
        while k > j and self.words[k - 1] in ("of", "and", "the", "-"):
            k -= 1
        inside = self.words[j:k]
        organization = next((e for m in self.s.mentions if j <= m.start < k for e in m.entities if e.kind in _BODY), None)
        council = (
            any(w in ("council", "commission", "committee") for w in inside)
            and sum(self.tokens[n].text[:1].isupper() for n in range(j, k)) > 1
        )
        leaders = "heads" in inside and "government" not in inside or "leaders" in inside
        if not (organization and (council or leaders or "ministers" in inside) or council):
            return None
        informal = any(w in ("informal", "separate", "special", "brief") for w in self.words[max(0, i - 2) : i])
        series = self._series(organization, "summit") if leaders and not informal else None
        text = self.text(i, k)
        entity = series or Entity(iris.unlinked("Gathering", text), "Gathering", (("en", text),), linked=False)
        self.c.gatherings[self.words[i]] = self.c.gathering = entity
        return Mention(i, k, (entity,), "name", i)

    def _rank(self, k: int) -> bool:
        return self.words[k] in (
            "heads",
            "head",
            "state",
            "states",
            "government",
            "foreign",
            "defense",
            "defence",
            "ministers",
            "leaders",
        )

    def _body(self, i: int) -> Mention | None:
        """ "on the sidelines of the UN General Assembly": the session of the body."""
        base = self.by_start.get(i)
        if base is None:
            return None
        before = self.words[max(0, i - 4) : i]
        aside = any(w in self.lex.compound and self.lex.compound[w] == "sidelines" for w in before)
        sitting = self.words[base.end - 1].endswith("assembly") and bool(self.lex.clause["sitting"] & set(before))
        if not (aside or sitting) or base.adjective:
            return None
        body = next((e for e in base.entities if e.kind == "Organization"), None)
        series = (self._series(body, "assembly") or self._series(body, "summit")) if body else None
        return Mention(base.start, base.end, (series,), "name", base.end - 1) if series else None

    def _again(self, i: int) -> Mention | None:
        """ "the summit", "this year's conference", "the opening ceremony", "also attended the meeting": the one spoken of."""
        word, start = self.words[i], i
        while start and self.tokens[start - 1].head == i and self.tokens[start - 1].dep in ("amod", "compound"):
            start -= 1
        before = self.words[start - 1] if start else ""
        general = (
            word in self.lex.clause["gathering_again"]
            or word in ("ceremony", "session")
            and self.words[i - 1] in ("opening", "closing", "plenary", "morning", "afternoon", "first", "second", "final")
        )
        attended = (
            self.tokens[i].dep in ("dobj", "nsubjpass")
            and self.tokens[self.tokens[i].head].lemma.lower() in self.lex.clause["attend"]
        )
        general = general or word in ("meeting", "session", "roundtable") and attended
        known = self.c.gatherings.get(word) or (self.c.gathering if general else None)
        definite = before in ("the", "this") or self.s.kind == "headline" and start == 0
        return Mention(i, i + 1, (known,), "description", i) if known and definite else None

    def _series(self, organization: Entity | None, head: str) -> Entity | None:
        """The summit series of an organization, where the tables have one."""
        head = {"summits": "summit", "meeting": "summit"}.get(head, head)
        if not organization or head not in ("summit", "assembly"):
            return None
        found = [
            r.id
            for r in self.c.gazetteer.rows.values()
            if r.kind == "Gathering" and r.country == organization.id and r.subkind == head
        ]
        return self.c.gazetteer.entity(found[0]) if found else None

    def _behind(self, j: int) -> int:
        """The end of "of the Forum on X", "on International Security", 'of "Sunken Treasures"' behind the head."""
        while j + 1 < len(self.words) and self.words[j] in ("of", "on", "for"):
            k = j + 1 + (self.words[j + 1] == "the")
            mention = self.by_start.get(k)
            if mention and any(e.kind in ("Organization", "Gathering") for e in mention.entities):
                j = mention.end
            elif k < len(self.words) and self.words[k] in ('"', "“") and "of" in self.words[j]:
                close = next((n for n in range(k + 1, min(len(self.words), k + 9)) if self.words[n] in ('"', "”")), None)
                return close + 1 if close else j
            elif (
                k < len(self.words)
                and self.tokens[k].text[:1].isupper()
                and (not mention or self._longer(mention))
                and self.words[k] not in self.lex.clause["no_theme"]
            ):
                j = self._capitals(k)
            elif mention and self.words[j] == "on" and mention.entities[0].kind in _SUBJECTS and not mention.adjective:
                j = mention.end  # "the conference on Afghanistan"
            else:
                break
        return j

    def _longer(self, mention: Mention) -> bool:
        """A name is the front of a longer one: "of the Kenyan Chamber", "of the Kenya-Cuba Year of Books"."""
        k = mention.end
        if mention.adjective:
            return self._name_goes_on(k)
        if mention.entities[0].kind not in ("Country", "City") or k + 1 >= len(self.words):
            return False
        if self.words[k] in _DASHES:
            return self.tokens[k + 1].text[:1].isupper()
        return self.tokens[k].tag == "NNP" and self.words[k] not in self.lex.clause["no_theme"] and k not in self.by_start

    def _name_goes_on(self, k: int) -> bool:
        """Behind an adjective a capital follows, with or without another: "of Chinese and African Entrepreneurs"."""
        while k < len(self.words) and (self.words[k] in ("and", ",") or k in self.by_start):
            k += 1
        return k < len(self.words) and self.tokens[k].text[:1].isupper()

    def _capitals(self, k: int) -> int:
        """The end of a run of capitalised words."""
        while (
            k < len(self.words)
            and self.words[k] not in ("jan.", "feb.")
            and (
                self.tokens[k].text[:1].isupper()
                or self.words[k] in ("and", "of", "the", "for", "-", "on", "'s")
                and k + 1 < len(self.words)
                and self.tokens[k + 1].text[:1].isupper()
            )
        ):
            k += 1
        return k
