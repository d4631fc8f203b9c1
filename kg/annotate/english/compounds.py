"""Two countries in one word: "U.S.-ROK", "Sino-Russian", "Japan–India"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from kg.annotate.english.naming import Piece
from kg.gazetteer import Gazetteer, Hit
from kg.lang.en.lexicon import lexicon

_DASHES = "-‐‑–—/"
_SIDES = frozenset({"Country", "Organization", "Area"})


def combined(text: str, hits: Sequence[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """The names of a sentence, with the first halves that only stand before a second one: the "Sino" of "Sino-Russian"."""
    found = [m for m in _halves().finditer(text) if m.end() < len(text)]
    if not found:
        return list(hits)
    starts = {h.start: h for h in hits}
    added = [
        Hit(m.start(), m.end(1), m[1], (gazetteer.entity(lexicon().combining[m[1].lower()]),), "adjective")
        for m in found
        if (second := starts.get(m.end())) is not None
        and second.entities[0].kind in _SIDES
        and not any(h.start < m.end() and m.start() < h.end for h in hits)
    ]
    return sorted([*hits, *added], key=lambda h: h.start)


@lru_cache(maxsize=1)
def _halves() -> re.Pattern[str]:
    """A first half, in capitals, with its dash."""
    words = "|".join(sorted(w.capitalize() for w in lexicon().combining))
    return re.compile(rf"(?<![\w-])({words})[{_DASHES}]")


def parted(words: Sequence[Piece], hits: Sequence[Hit]) -> list[Piece]:
    """The words, those cut at their dashes that hold several names ("U.S.-ROK"): tokenizers leave them whole."""
    return [part for word in words for part in _parts(word, hits)]


def _parts(word: Piece, hits: Sequence[Hit]) -> Iterator[Piece]:
    inner = [h for h in hits if word.start <= h.start and h.end <= word.end and h.end - h.start < word.end - word.start]
    if len(inner) < 2 or not any(c in _DASHES for c in word.text):
        yield word
        return
    cuts = sorted({word.start, word.end, *(h.start for h in inner), *(h.end for h in inner)})
    for start, end in pairwise(cuts):
        text = word.text[start - word.start : end - word.start]
        yield Piece(text, start, end, False, text, word.space and end == word.end)
