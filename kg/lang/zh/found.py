"""What reading the names of a Chinese sentence finds, in characters."""

from __future__ import annotations

from dataclasses import dataclass

from kg.lang.zh.lexicon import Title
from kg.model import Entity, Status

PUNCTUATION = "，。、；：！？,;:!?“”‘’「」『』《》〈〉（）()[]【】…—\"'\n\t "


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of characters that denotes entities; ``entities`` is empty for a person nobody can name."""

    start: int
    end: int
    entities: tuple[Entity, ...]
    how: str
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """One office of a phrase: title, owner as written (or None), where it begins; ``state``: a word like 国务院 stood there."""

    title: Title
    start: int
    owner: Entity | None
    state: bool = False
    posted: bool = False  # 驻…: the owner is who sends


@dataclass
class Told:
    """An office in characters; becomes :class:`Office` once tokens are cut."""

    person: Entity
    role: str
    of: Entity
    start: int
    end: int
    former: bool
    status: Status
    title: str
