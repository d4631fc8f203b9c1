"""How much of the input has been read, in bytes: what tells people how long it will still take."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Meter:
    """``total`` is None where nobody knows: standard input."""

    total: int | None = None
    done: int = 0

    def expected(self, articles: int) -> int | None:
        """How many articles there will have been, by those that this much of the input gave."""
        if not self.total or not self.done:
            return None
        return max(articles, round(articles * self.total / min(self.done, self.total)))


class Counted(io.FileIO):
    """A file whose bytes are counted as they are read."""

    def __init__(self, path: Path, meter: Meter | None) -> None:
        super().__init__(path, "rb")
        self._meter = meter

    def readinto(self, buffer: Any, /) -> int | None:
        count = super().readinto(buffer)
        if self._meter and count:
            self._meter.done += count
        return count
