"""What one Chinese article has said that only Chinese grammar asks for: kept with the article's Context."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.lang.context import Context
from kg.model import Entity, Interval


@dataclass
class Memory:
    """The running state of one article."""

    passage: int = -1
    speaker: Entity | None = None  # whose speech goes on in this passage
    answerer: Entity | None = None  # who answers the questions of an interview
    answering: bool = False
    asked: set[int] = field(default_factory=set)  # paragraphs in which a reporter asks
    titled: list[tuple[str, Entity]] = field(default_factory=list)  # (title as written, person), latest last
    unions: list[Entity] = field(default_factory=list)  # organizations and areas named, latest last
    shorts: dict[str, Entity] = field(default_factory=dict)  # 白 -> Belarus, once it was clear here
    subject: tuple[Entity, ...] = ()  # last subject of the reporter's own voice
    when: Interval | None = None  # last day the reporter told
    last: Interval | None = None  # last day told by anybody


def of(context: Context) -> Memory:
    """The memory of the article behind ``context``."""
    return context.note(Memory)
