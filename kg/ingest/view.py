"""Text with the way back: every character knows the index in the article it came from.

All cleaning of an article works on a :class:`View`; the article's text is never changed. Laws (held by ``tests/test_layout.py``):
``len(text) == len(offsets)``, and offsets rise strictly, because a replacement is never longer than what it replaces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Replacement = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class View:
    """``text[i]`` stands for character ``offsets[i]`` of the article."""

    text: str
    offsets: Sequence[int]

    @classmethod
    def of(cls, text: str) -> View:
        return cls(text, range(len(text)))

    @classmethod
    def join(cls, parts: Sequence[View]) -> View:
        """Views in reading order as one; the caller sees to it that they do not overlap."""
        offsets: list[int] = []
        for part in parts:
            offsets.extend(part.offsets)
        return cls("".join(part.text for part in parts), offsets)

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int) -> View:
        return View(self.text[start:end], self.offsets[start:end])

    def strip(self, characters: str | None = None) -> View:
        left = len(self.text) - len(self.text.lstrip(characters))
        right = len(self.text.rstrip(characters))
        return self.part(left, max(left, right)) if left or right < len(self.text) else self

    def sub(self, pattern: re.Pattern[str], replacement: Replacement = "") -> View:
        """Replace matches; the new characters stand for the first characters of what they replace.

        A replacement longer than its match is cut: offsets must rise strictly.
        """
        pieces: list[str] = []
        offsets: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            new = replacement if isinstance(replacement, str) else replacement(match)
            new = new[: match.end() - match.start()]
            pieces += (self.text[last : match.start()], new)
            offsets.extend(self.offsets[last : match.start()])
            offsets.extend(self.offsets[match.start() : match.start() + len(new)])
            last = match.end()
        if not pieces:
            return self
        pieces.append(self.text[last:])
        offsets.extend(self.offsets[last:])
        return View("".join(pieces), offsets)

    def cut(self, spans: Sequence[tuple[int, int]]) -> View:
        """Without the characters of ``spans`` (sorted, not overlapping)."""
        parts: list[View] = []
        last = 0
        for start, end in spans:
            parts.append(self.part(last, start))
            last = end
        parts.append(self.part(last, len(self.text)))
        return View.join(parts) if spans else self

    def split(self, pattern: re.Pattern[str]) -> Iterator[View]:
        """The stretches between matches, empty ones left out."""
        last = 0
        for match in pattern.finditer(self.text):
            if match.start() > last:
                yield self.part(last, match.start())
            last = match.end()
        if last < len(self.text):
            yield self.part(last, len(self.text))
