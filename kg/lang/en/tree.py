"""A parsed English sentence as the clause layer sees it: children, noun phrases, what they denote."""

from __future__ import annotations

from functools import cached_property

from kg.model import Entity, Phrase, Sentence, Token

_LEFT_OUT = frozenset({"relcl", "conj", "cc", "advcl", "punct", "preconj", "parataxis", "ccomp"})


#: "the government of X" is X
_STAND_FOR = frozenset({"government", "people", "leadership", "authority", "side", "nation", "parliament"})
#: "the leaders of the SCO" are the SCO
_MEMBERS = frozenset({"member", "leader", "head", "state", "participant"})
#: "the idea of a multipolar world" is the multipolar world
_CONTAINERS = frozenset({"idea", "concept", "notion", "principle", "implementation", "vision", "goal", "realization", "formation", "establishment", "building", "framework"})
_PLACE_NOUNS = frozenset({"capital", "city", "town", "resort", "port", "airport", "village", "headquarters", "residence"})


class Tree:
    """Children, extents and meanings of a sentence's tokens."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens

    @cached_property
    def _children(self) -> list[list[int]]:
        out: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                out[token.head].append(token.i)
        return out

    @cached_property
    def _denotes(self) -> dict[int, tuple[Entity, ...]]:
        out: dict[int, tuple[Entity, ...]] = {}
        for mention in self.sentence.mentions:
            for i in range(mention.start, mention.end):
                out[i] = mention.entities
        for office in self.sentence.offices:
            for i in range(office.start, office.end):
                if i not in out:
                    out[i] = (office.person,)
        return out

    @cached_property
    def _adjectives(self) -> frozenset[int]:
        return frozenset(i for m in self.sentence.mentions if m.adjective and m.how == "adjective" for i in range(m.start, m.end))

    def children(self, i: int) -> list[int]:
        return self._children[i]

    def has(self, i: int, dep: str) -> bool:
        return any(self.tokens[c].dep == dep for c in self._children[i])

    def named(self, i: int) -> str | None:
        """The class of the named thing whose name ends at token ``i`` ("Gathering"); None inside names and elsewhere."""
        for m in self.sentence.mentions:
            if m.start <= i < m.end and m.how in ("name", "short"):
                return m.entities[0].kind if i == m.end - 1 else ""
        return None

    def passive(self, i: int) -> bool:
        return self.has(i, "nsubjpass") or self.has(i, "auxpass") or self.tokens[i].dep in ("acl", "relcl") and self.tokens[i].tag == "VBN" and not self.has(i, "nsubj") and not self.has(i, "aux")

    def entities(self, i: int) -> tuple[Entity, ...]:
        """What the phrase headed by token ``i`` denotes; an adjective denotes nothing by itself."""
        return self._denotes.get(i, ())

    def conjuncts(self, i: int) -> list[int]:
        """Tokens coordinated with ``i``, transitively, in text order."""
        out: list[int] = []
        for c in self._children[i]:
            if self.tokens[c].dep == "conj":
                out += [c, *self.conjuncts(c)]
        return out

    def phrase(self, i: int) -> Phrase:
        """The phrase headed by ``i``, with its conjuncts as parts."""
        heads = self.heads(i)
        parts = tuple(self.single(h) for h in heads)
        if len(parts) == 1:
            return parts[0]
        start, end = min(p.start for p in parts), max(p.end for p in parts)
        return Phrase(start, end, i, self.text(start, end), parts[0].entities, parts)

    def heads(self, i: int) -> list[int]:
        """The members of the phrase of ``i``: its conjuncts, or what it announces."""
        heads = [i, *self.conjuncts(i)]
        listed = [k for h in heads for k in self._listed(h)]
        return [h for h in heads if self.entities(h)] + listed if listed else heads

    def title(self, i: int) -> Phrase:
        """A document's name: its noun with the words before it and its subject behind ("on Kaliningrad transit"), no partner, place or date."""
        start, end = self.bounds(i)
        stop = i + 1
        for c in self._children[i]:
            if c < i or self.tokens[c].dep in ("punct", "cc", "conj"):
                continue
            a, b = self._whole(c)
            if a != stop or self.tokens[c].dep == "prep" and self.tokens[c].lemma.lower() not in ("on", "of", "about", "concerning", "regarding", "for", "to", "against", "pertaining"):
                break
            stop = b
        stop = min(stop, end) if end > i else stop
        return Phrase(start, stop, i, self.text(start, stop), self.entities(i))

    def named_below(self, i: int) -> list[Phrase]:
        """The names that modify a noun: both of "China-Belarus", "Russian-Chinese"."""
        start, end = self.bounds(i)
        ends = [m for m in self.sentence.mentions if start <= m.start and m.end <= end and m.entities]
        return [Phrase(m.start, m.end, m.end - 1, self.text(m.start, m.end), m.entities) for m in ends]

    def phrase_upto(self, i: int, verb: int) -> Phrase:
        """The phrase of ``i`` with the like conjuncts before it: "A, B and C proposed by X" (all three), not those behind."""
        first = i
        while self.tokens[first].dep == "conj":
            first = self.tokens[first].head
        group = [k for k in (first, *self.conjuncts(first)) if k < verb]
        heads = group[-1:] or [i]
        for k in reversed(group[:-1]):
            if not self._alike(k, heads[-1]) or any(self.tokens[v].dep == "acl" for v in range(k, heads[0])):
                break
            heads.insert(0, k)
        parts = tuple(self.single(h) for h in heads)
        return parts[0] if len(parts) == 1 else Phrase(parts[0].start, parts[-1].end, i, self.text(parts[0].start, parts[-1].end), parts[0].entities, parts)

    def _alike(self, a: int, b: int) -> bool:
        one, other = self.entities(a), self.entities(b)
        return one[0].kind == other[0].kind if one and other else self.tokens[a].lemma == self.tokens[b].lemma

    def extent_phrase(self, i: int) -> tuple[int, int]:
        """The extent of ``i`` up to the first comma of its own."""
        start, end = self.extent(i)
        for k in range(i + 1, end):
            if self.tokens[k].text in (",", ";") and self.tokens[k].head == i:
                return start, k
        return start, end

    def _listed(self, i: int) -> list[int]:
        """What a head announces: "documents, including the X Declaration", "delegation heads of member states: A, B and C"."""
        for c in range(i + 1, self.extent(i)[1]):
            if self.tokens[c].text.lower() == "including":
                inner = [g for g in self._children[c] if self.tokens[g].dep in ("pobj", "dobj")]
                return [k for g in inner for k in (g, *self.conjuncts(g))]
        start, end = self.bounds(i)
        if any(t.text == ":" for t in self.tokens[end : end + 4]) and not self.entities(i) and self.tokens[i].tag in ("NNS", "NNPS"):
            return [m.end - 1 for m in self.sentence.mentions if m.start > end and m.entities[0].kind == "Person" and m.how in ("name", "surname")]
        return []

    def single(self, i: int) -> Phrase:
        start, end = self.bounds(i)
        return Phrase(start, end, i, self.text(start, end), self._meaning(i))

    def _meaning(self, i: int) -> tuple[Entity, ...]:
        """The entities of a head; for a title in front of its name, the person ("President of X, NAME" parsed as apposition)."""
        found = self.entities(i)
        if found and not (i in self._adjectives and not (i and self.tokens[i - 1].text.lower() == "the")):
            return found
        if self.tokens[i].lemma.lower() in _PLACE_NOUNS:
            start, end = self.bounds(i)
            places = [e for k in (*range(start, end), *self._children[i]) for e in self.entities(k) if e.kind in ("City", "Venue")]
            return tuple(dict.fromkeys(places))[:1]
        if self.tokens[i].lemma.lower() in _CONTAINERS:
            named = [e for c in self._children[i] if self.tokens[c].text in ("of", "for") for g in self._children[c] for e in self.entities(g) if e.kind in ("Initiative", "Agreement")]
            if named:
                return tuple(named)
        if self.tokens[i].lemma.lower() in _STAND_FOR | _MEMBERS:
            for c in self._children[i]:
                inner = [g for g in self._children[c] if self.tokens[c].text == "of" and self.tokens[g].dep == "pobj"]
                wanted = ("Country", "Organization") if self.tokens[i].lemma.lower() in _STAND_FOR else ("Organization",)
                inner += [k for g in inner for k in range(*self.bounds(g))]
                of = [e for g in inner for e in self.entities(g) if e.kind in wanted][:1]
                if of:
                    return tuple(of)
        for c in self._children[i]:
            if self.tokens[c].dep == "appos" and self.entities(c) and self.entities(c)[0].kind == "Person" and self.tokens[i].pos == "PROPN":
                return self.entities(c)
        return ()

    def bounds(self, i: int) -> tuple[int, int]:
        """Tokens of the phrase of ``i`` without its conjuncts, relative clauses and what stands behind a comma."""
        start = end = i
        for c in self._children[i]:
            if self.tokens[c].dep in _LEFT_OUT or self.tokens[c].dep in ("appos",) or self.tokens[c].dep == "acl" and c > i and not self._infinitive(c):
                continue
            if c > i and any(self.tokens[k].text in (",", ";", ":", "-", "--") for k in range(i + 1, c) if k < c and self.tokens[k].head == i):
                continue
            a, b = self._whole(c)
            start, end = min(start, a), max(end, b - 1)
        return start, end + 1

    def _infinitive(self, i: int) -> bool:
        return any(self.tokens[c].tag == "TO" for c in self._children[i])

    def _whole(self, i: int) -> tuple[int, int]:
        """All tokens below ``i``, relative clauses and appositions left out."""
        start = end = i
        for c in self._children[i]:
            if self.tokens[c].dep in ("relcl", "appos", "advcl", "parataxis"):
                continue
            if self.tokens[c].dep == "acl" and c > i and self.tokens[c].tag in ("VBN", "VBG"):
                continue
            if self.tokens[c].dep == "punct" and c > i and self.tokens[c].text in (",", ".", ";", ":"):
                continue
            a, b = self._whole(c)
            start, end = min(start, a), max(end, b - 1)
        return start, end + 1

    def text(self, start: int, end: int) -> str:
        return self.sentence.text[self.tokens[start].start : self.tokens[end - 1].end]

    def extent(self, i: int) -> tuple[int, int]:
        """All tokens below ``i``: what shows the clause."""
        start = end = i
        for c in self._children[i]:
            a, b = self.extent(c)
            start, end = min(start, a), max(end, b - 1)
        return start, end + 1

    def words(self, i: int) -> frozenset[str]:
        """Lemmas below ``i``."""
        start, end = self.extent(i)
        return frozenset(t.lemma.lower() for t in self.tokens[start:end])

    def verb_above(self, i: int) -> int | None:
        """The nearest verb over a token."""
        seen = 0
        while self.tokens[i].head != i and seen < 60:
            i, seen = self.tokens[i].head, seen + 1
            if self.tokens[i].pos in ("VERB", "AUX"):
                return i
        return None

    def above(self, i: int) -> list[int]:
        """Tokens from ``i`` up to the root, ``i`` first."""
        out = [i]
        while self.tokens[out[-1]].head != out[-1] and len(out) < 80:
            out.append(self.tokens[out[-1]].head)
        return out
