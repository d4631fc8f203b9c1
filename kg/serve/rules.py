"""What the server was told when it was started."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits of a query, and whether it may call other servers."""

    timeout: float = 30.0  # seconds
    limit: int = 10_000  # rows
    federation: bool = False
