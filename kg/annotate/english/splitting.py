"""Sentences of an English paragraph: abbreviations and initials do not end them."""

from __future__ import annotations

import re

from kg.annotate.lengths import bounded

_LONGEST = 1500  # characters: lists of guests are that long
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt adm brig sen rep gov hon rev st sr jr amb messrs vs etc no art approx inc ltd"
    " co corp dept est fig mt ft jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun"
    " u.s u.k u.n e.u d.c a.m p.m i.e e.g ph.d h.e".split()
)
_HOURS = ("a.m", "p.m")  # may well end a sentence
_END = re.compile(r"[.!?…]{1,9}[\"'”’)\]]{0,9}(?=\s{1,9}[\"'“‘(\[]?[A-Z0-9À-Ý])|[.!?…]{1,9}[”\"](?=\s*$)")
_WORD = 30  # characters that hold any abbreviation
_LAST_WORD = re.compile(r"([\w.]+)$")


def split(text: str) -> list[tuple[int, int]]:
    """Sentences of a paragraph as character ranges, abbreviations ("Aug. 22", "U.S. President") kept whole."""
    spans, start = [], 0
    for match in _END.finditer(text):
        word = _LAST_WORD.search(text[max(start, match.start() - _WORD) : match.start()])
        if match[0][0] == "." and word and _goes_on(word[1], text[match.end() : match.end() + _WORD].lstrip()[:12]):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    trimmed = [_trimmed(text, a, b) for a, b in spans if text[a:b].strip()]
    return list(bounded(text, trimmed, _LONGEST))


def _goes_on(word: str, following: str) -> bool:
    """The full stop belongs to the word: an initial, an abbreviation."""
    if len(word) == 1 and word.isupper():
        return True
    return word.lower().rstrip(".") in _ABBREVIATIONS and not (word.lower() in _HOURS and following[:1].isupper())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the white space around it."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
