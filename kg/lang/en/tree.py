"""A parsed English sentence as the clause layer sees it: children, extents, words."""

from __future__ import annotations

from functools import cached_property

from kg.model import Sentence, Token

_LEFT_OUT = frozenset({"relcl", "conj", "cc", "advcl", "punct", "preconj", "parataxis", "ccomp"})
_STEPS = 60  # no sentence is deeper


class Tree:
    """Children, extents and words of a sentence's tokens."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        self._wholes: dict[int, tuple[int, int]] = {}
        self._bounds: dict[int, tuple[int, int]] = {}

    @cached_property
    def _children(self) -> list[list[int]]:
        out: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                out[token.head].append(token.i)
        return out

    def children(self, i: int) -> list[int]:
        return self._children[i]

    def has(self, i: int, dep: str) -> bool:
        return any(self.tokens[c].dep == dep for c in self._children[i])

    @cached_property
    def _lemmas(self) -> list[str]:
        return [token.lemma.lower() for token in self.tokens]

    def word(self, i: int) -> str:
        """The lemma, lower case."""
        return self._lemmas[i]

    def passive(self, i: int) -> bool:
        return (
            self.has(i, "nsubjpass")
            or self.has(i, "auxpass")
            or self.tokens[i].dep in ("acl", "relcl")
            and self.tokens[i].tag == "VBN"
            and not self.has(i, "nsubj")
            and not self.has(i, "aux")
        )

    def conjuncts(self, i: int) -> list[int]:
        """Tokens coordinated with ``i``, transitively, in text order."""
        out: list[int] = []
        for c in self._children[i]:
            if self.tokens[c].dep == "conj":
                out += [c, *self.conjuncts(c)]
        return out

    def first_conjunct(self, i: int) -> int:
        """The token a coordination hangs on."""
        while self.tokens[i].dep == "conj":
            i = self.tokens[i].head
        return i

    def extent_phrase(self, i: int) -> tuple[int, int]:
        """The extent of ``i`` up to the first comma of its own."""
        start, end = self.extent(i)
        for k in range(i + 1, end):
            if self.tokens[k].text in (",", ";") and self.tokens[k].head == i:
                return start, k
        return start, end

    def bounds(self, i: int) -> tuple[int, int]:
        """Tokens of the phrase of ``i`` without its conjuncts, relative clauses and what stands behind a comma."""
        if i not in self._bounds:
            self._bounds[i] = self._find_bounds(i)
        return self._bounds[i]

    def _find_bounds(self, i: int) -> tuple[int, int]:
        start = end = i
        for c in self._children[i]:
            if (
                self.tokens[c].dep in _LEFT_OUT
                or self.tokens[c].dep == "appos"
                or self.tokens[c].dep == "acl"
                and c > i
                and not self._infinitive(c)
            ):
                continue
            if c > i and any(self._breaks(k) for k in range(i + 1, c) if self.tokens[k].head == i):
                continue
            a, b = self._whole(c)
            start, end = min(start, a), max(end, b - 1)
        return start, end + 1

    def _breaks(self, k: int) -> bool:
        """A comma, colon or dash; not the hyphen of "re-launch"."""
        token = self.tokens[k]
        if token.text == "-":
            return self.sentence.text[token.end : token.end + 1] == " "
        return token.text in (",", ";", ":", "--")

    def _infinitive(self, i: int) -> bool:
        return any(self.tokens[c].tag == "TO" for c in self._children[i])

    def _whole(self, i: int) -> tuple[int, int]:
        """All tokens below ``i``, relative clauses and appositions left out."""
        if i not in self._wholes:
            self._wholes[i] = self._find_whole(i)
        return self._wholes[i]

    def _find_whole(self, i: int) -> tuple[int, int]:
        start = end = i
        for c in self._children[i]:
            if self.tokens[c].dep in ("relcl", "appos", "advcl", "parataxis"):
                continue
            if self.tokens[c].dep == "acl" and c > i and self.tokens[c].tag in ("VBN", "VBG"):
                continue
            if (
                self.tokens[c].dep == "conj"
                and self.tokens[c].tag in ("VBD", "VBZ", "VBP", "MD")
                and self.tokens[i].tag not in ("VBD", "VBZ", "VBP")
            ):
                continue  # "efforts to prevent it / and expressed concern": a clause of the sentence's own verb
            if self.tokens[c].dep == "punct" and c > i and self.tokens[c].text in (",", ".", ";", ":"):
                continue
            a, b = self._whole(c)
            start, end = min(start, a), max(end, b - 1)
        return start, end + 1

    def text(self, start: int, end: int) -> str:
        return self.sentence.text[self.tokens[start].start : self.tokens[end - 1].end]

    def extent(self, i: int) -> tuple[int, int]:
        """All tokens below ``i``: what shows the clause."""
        return self._extents[i]

    @cached_property
    def _extents(self) -> list[tuple[int, int]]:
        """Each token hands its own extent up to its head, the deepest first."""
        first = list(range(len(self.tokens)))
        last = first.copy()
        for i in reversed(self._downwards()):
            head = self.tokens[i].head
            if head != i:
                first[head], last[head] = min(first[head], first[i]), max(last[head], last[i])
        return [(a, b + 1) for a, b in zip(first, last, strict=True)]

    def _downwards(self) -> list[int]:
        """All tokens, heads before what hangs on them."""
        out = [token.i for token in self.tokens if token.head == token.i]
        for i in out:
            out += self._children[i]
        return out

    def words(self, i: int) -> frozenset[str]:
        """Lemmas below ``i``."""
        start, end = self.extent(i)
        return frozenset(self._lemmas[start:end])

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
