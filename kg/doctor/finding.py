"""What was looked at and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """``state``: "ok", "note" (kg works, something can be better), "missing" (something needed is not there)."""

    subject: str
    state: Literal["ok", "note", "missing"]
    what: str
    cure: str = ""  # how to get it
