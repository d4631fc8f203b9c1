"""What a sentence must hold for any frame to be filled from it, by language."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from types import ModuleType
from typing import TYPE_CHECKING

from kg.lang.cues import Cues, Groups, in_full

if TYPE_CHECKING:
    from kg.extract.frames import Frame

_LANGUAGES = ("en",)  # those whose grammar takes long enough to be spared


def cues(frames: Sequence[Frame]) -> Mapping[str, Cues]:
    """By language: the words of the frames' predicates, with those that a frame also asks for."""
    return {language: Cues(tuple(g for f in frames for g in _of(f, language))) for language in _LANGUAGES}


def _of(frame: Frame, language: str) -> Iterator[Groups]:
    """The alternatives of one frame: a predicate, a word it needs, a verb that governs it, a preposition."""
    predicates = {*frame.verbs.get(language, ()), *frame.nouns.get(language, ())}
    needs = frame.needs.get(language, frozenset())
    also: Groups = ((needs,) if needs else ()) + tuple(_shown(role, language) for role in sorted(frame.needs_roles))
    also = tuple(group for group in also if group)
    governors = [_phrase(g, language) for g in sorted(frame.governors.get(language, ()))] or [()]
    for predicate, governor in product(sorted(predicates), governors):
        yield (*_phrase(predicate, language), *governor, *also)


def _phrase(phrase: str, language: str) -> Groups:
    """The groups of a predicate: all its words; for one made by construction what shows it, nothing where that is not known."""
    if not phrase.startswith("@"):
        return in_full(_words(phrase, language))
    known = _by_construction(language)
    return (known[phrase],) if phrase in known else ()


def _words(phrase: str, language: str) -> list[str]:
    found: set[str] = _room(language).words(phrase)
    return sorted(found)


def _shown(role: str, language: str) -> frozenset[str]:
    """The words that show a role; empty where it may hide."""
    known: Mapping[str, frozenset[str]] = _room(language).ROLES
    return known.get(role, frozenset())


@cache
def _by_construction(language: str) -> Mapping[str, frozenset[str]]:
    known: Mapping[str, frozenset[str]] = _room(language).by_construction()
    return known


def _room(language: str) -> ModuleType:
    return importlib.import_module(f"kg.lang.{language}.cues")
