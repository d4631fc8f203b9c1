"""Names of the gazetteer as single words, so that statistics cannot cut them and shorter sentences parse better."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.gazetteer import Hit
from kg.model import Mention, Token

_WORD = re.compile(r"[\w.'-]+")


class Piece(NamedTuple):
    """A token of the sentence as the text has it, and the word that the parser reads in its place."""

    text: str
    start: int
    end: int
    name: bool
    word: str
    space: bool  # a space follows


def pieces(text: str, words: Sequence[Piece], hits: Sequence[Hit]) -> list[Piece]:
    """The tokens of a sentence with every name of several words in one piece, under one of its words."""
    starts = {h.start: h for h in hits}
    ends = frozenset(h.end for h in hits)
    out, i = [], 0
    while i < len(words):
        hit = starts.get(words[i].start)
        j = i if hit is None else _last(words, i, hit.end)
        if hit and i < j < len(words) and words[j].end in ends:
            out.append(Piece(text[hit.start : hit.end], hit.start, hit.end, True, _stand_in(hit), words[j].space))
            i = j + 1
        else:
            w = words[i]
            out.append(w if hit is None else Piece(w.text, w.start, w.end, True, w.word, w.space))
            i += 1
    return out


def _last(words: Sequence[Piece], i: int, end: int) -> int:
    """The token that a name from token ``i`` to character ``end`` ends in."""
    while i < len(words) and words[i].end < end:
        i += 1
    return i


def _stand_in(hit: Hit) -> str:
    """ "Organization" for "Shanghai Cooperation Organization"."""
    words: list[str] = [w for w in _WORD.findall(hit.text) if w[:1].isupper()] or [hit.text]
    return words[-1]


def mentions(tokens: Sequence[Token], hits: Sequence[Hit]) -> tuple[Mention, ...]:
    """The names as stretches of tokens; a name that cuts a token is left out."""
    by_start = {t.start: t.i for t in tokens}
    by_end = {t.end: t.i for t in tokens}
    return tuple(
        Mention(i, j + 1, hit.entities, hit.form, j, hit.form == "adjective")
        for hit in hits
        if (i := by_start.get(hit.start)) is not None and (j := by_end.get(hit.end)) is not None
    )
