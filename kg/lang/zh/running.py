"""What the clause layer carries from sentence to sentence: the subject, the reporter's day, the last gathering of people."""

from __future__ import annotations

from dataclasses import dataclass

from kg.lang.context import Context
from kg.model import Entity, Interval, Phrase, Sentence


@dataclass
class Running:
    """State between the sentences of one article, in text order."""

    index: int = -1
    passage: int = -1
    speaker: Entity | None = None
    subject: Phrase | None = None
    duty: bool = False  # what the subject must do (要, 应): goes on where no new subject comes
    when: Interval | None = None  # the last day told in the reporter's own voice
    last: Interval | None = None  # the last day told at all: 同日
    party: tuple[Phrase, ...] = ()  # who took part in the last event that people share: 参加会见
    partner: Phrase | None = None  # whom the carried subject is with: 会见X时，
    gathering: Phrase | None = None  # the gathering told last that somebody attends: 在峰会上致辞
    addressee: Phrase | None = None  # whom a telegram or letter just mentioned goes to


def running(context: Context, sentence: Sentence) -> Running:
    """The state for this sentence; starts anew where the article is read again, loses its subject with a new paragraph."""
    state = context.note(Running)
    if sentence.index <= state.index:
        state = context.notes[Running] = Running()
    if sentence.passage != state.passage:
        state.subject = state.partner = state.addressee = None
        state.speaker = None
        state.duty = False
    state.index, state.passage = sentence.index, sentence.passage
    return state
