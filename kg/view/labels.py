"""Labels of nodes as lines, and how much room they take: what the layout must know before a browser has drawn anything."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

FONT = 13.0  # px of a label's first language at zoom 1; the page's script uses the same
LINE = 16.0  # px from line to line
GAP = 5.0  # px between a symbol and its label
LONGEST = 24  # characters of a line
LINES = 3  # lines of a label; the rest is an ellipsis
_WIDTHS = {**dict.fromkeys("iljI.,:;'|!()[]", 0.34), **dict.fromkeys("frt-/ ", 0.42), **dict.fromkeys("mwMW@%", 0.94)}


class Box(NamedTuple):
    """The room of a node with its label, as distances from its centre, px at zoom 1."""

    half: float  # to the left and to the right
    above: float
    below: float


@dataclass(frozen=True, slots=True)
class Label:
    """A label cut into lines, by language."""

    en: tuple[str, ...]
    zh: tuple[str, ...]

    def all(self) -> tuple[str, ...]:
        """The lines when both languages are shown: the second only where it says something else."""
        return self.en if self.en == self.zh else (*self.en, *self.zh)


def wrapped(text: str) -> tuple[str, ...]:
    """``text`` in at most LINES lines of about LONGEST characters, cut with an ellipsis: wide characters count double."""
    words = _words(" ".join(text.split()))
    lines: list[str] = []
    for word in words:
        if lines and _length(lines[-1] + word) <= LONGEST:
            lines[-1] += word
        else:
            lines.append(word.lstrip() if lines else word)
    shown = [line.strip() for line in lines if line.strip()]
    return (*shown[: LINES - 1], _cut(shown[LINES - 1])) if len(shown) > LINES else tuple(shown) or ("?",)


def _words(text: str) -> list[str]:
    """Pieces that a line may break between: after spaces, after any wide character, and inside a word too long for a line."""
    pieces = [""]
    for c in text:
        if pieces[-1] and (pieces[-1][-1] == " " or _wide(pieces[-1][-1]) or _length(pieces[-1]) >= LONGEST):
            pieces.append("")
        pieces[-1] += c
    return pieces


def _cut(line: str) -> str:
    return (line if _length(line) < LONGEST else line[:-2]).rstrip() + "…"


def _length(text: str) -> int:
    return sum(2 if _wide(c) else 1 for c in text)


def _wide(c: str) -> bool:
    return unicodedata.east_asian_width(c) in "WF"


def width(text: str) -> float:
    """Estimated px of ``text`` in a semi-bold sans serif at FONT: rather too much than too little."""
    return 1.08 * FONT * sum(_em(c) for c in text)


def _em(c: str) -> float:
    if _wide(c):
        return 1.0
    return _WIDTHS.get(c, 0.73 if c.isupper() else 0.6)


def box(label: Label, radius: float) -> Box:
    """The room of a symbol of ``radius`` with its label, both languages, below it."""
    lines = label.all()
    half = max([radius, *(width(line) / 2 for line in lines)])
    return Box(half, radius, radius + GAP + LINE * len(lines))
