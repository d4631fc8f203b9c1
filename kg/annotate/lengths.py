"""What goes on for pages is no sentence: it is cut, so that reading a strange text takes time in proportion to its length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_PAUSES = (re.compile(r"[;；:：]\s*"), re.compile(r"[,，、]\s*"), re.compile(r"\s+"))


def bounded(text: str, spans: Iterable[tuple[int, int]], longest: int) -> Iterator[tuple[int, int]]:
    """The character ranges, those beyond ``longest`` cut: at the last semicolon that leaves a half, comma, space, or anywhere."""
    for start, end in spans:
        at = start
        while end - at > longest:
            cut = _pause(text, at + longest // 2, at + longest)
            piece = text[at:cut].rstrip()
            yield at, at + len(piece)
            at = cut
        yield at, end


def _pause(text: str, start: int, end: int) -> int:
    """Where to cut between two positions: after a pause, the strongest that there is."""
    for pause in _PAUSES:
        last = max((m.end() for m in pause.finditer(text, start, end)), default=None)
        if last is not None:
            return last
    return end
