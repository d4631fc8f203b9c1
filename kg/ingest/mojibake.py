"""Texts that were decoded wrongly before they came here ("Â", "â€™", "ä¸­å›½"): found by their marks, and decoded again."""

from __future__ import annotations

import re

# What the first and second bytes of UTF-8 look like in Windows-1252 or Latin-1: never seen together in real prose.
_TWICE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
                    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]")  # fmt: skip
_FEWEST = 2  # marks
_SHARE = 0.6  # of the characters beyond ASCII that must be part of a mark


def mended(text: str) -> str | None:
    """The text as it was meant, None where nothing is wrong or it cannot be put right without loss."""
    if text.isascii():
        return None
    foreign = sum(1 for c in text if ord(c) > 0x7F)
    marks = sum(len(m.group()) for m in _TWICE.finditer(text))
    if marks < 2 * _FEWEST or marks < _SHARE * foreign:
        return None
    try:
        found = b"".join(map(_byte, text)).decode("utf-8")
    except (UnicodeError, ValueError):
        return None
    return found if sum(1 for c in found if ord(c) > 0x7F) < foreign else None


def _byte(character: str) -> bytes:
    """The byte a character was read from: Windows-1252, and its five gaps as Latin-1 has them."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")
