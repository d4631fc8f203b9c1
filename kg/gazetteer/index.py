"""Names of one language in one automaton, built when the language is first met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

import ahocorasick_rs

Form = Literal["name", "short", "adjective", "people", "metonym"]
Reference = tuple[str, Form]  # id of a thing, and which of its names this is
Match = tuple[int, int, list[Reference]]


class Index:
    """Folded name -> what it may denote, best first."""

    def __init__(self) -> None:
        self._names: defaultdict[str, list[Reference]] = defaultdict(list)

    def add(self, key: str, id: str, form: Form) -> None:
        if (id, form) not in self._names[key]:
            self._names[key].append((id, form))

    @cached_property
    def _patterns(self) -> list[str]:
        return list(self._names)

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._patterns)

    def matches(self, text: str, *, words: bool) -> Iterator[Match]:
        """All names in the folded ``text``, overlapping ones too; ``words``: its script sets spaces between words."""
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if _bounded(text, start, end) or (not words and not _latin_cut(text, start, end) and not _name_cut(text, start, end)):
                yield start, end, self._names[self._patterns[number]]


def longest(matches: list[Match], length: int) -> list[Match]:
    """The longest of those that overlap (the first among equals), in text order."""
    taken = bytearray(length)
    kept = []
    for match in sorted(matches, key=lambda m: (m[0] - m[1], m[0])):
        start, end, _ = match
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append(match)
    return sorted(kept, key=lambda m: m[0])


def _bounded(text: str, start: int, end: int) -> bool:
    return not (start and _in_word(text[start - 1])) and not (end < len(text) and _in_word(text[end]))


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _name_cut(text: str, start: int, end: int) -> bool:
    """A part of somebody's longer name ("阿比" in "阿比·艾哈迈德")."""
    return text[start - 1 : start] == "·" or text[end : end + 1] == "·"


def _latin_cut(text: str, start: int, end: int) -> bool:
    """A Latin word of a Chinese text is cut in two ("G7" in "NG70")."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return (_latin(before) and text[start].isascii()) or (_latin(after) and text[end - 1].isascii())


def _latin(char: str) -> bool:
    return bool(char) and char.isascii() and char.isalnum()
