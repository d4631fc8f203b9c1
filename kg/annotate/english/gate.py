"""Which sentences are worth a parse."""

from __future__ import annotations

from collections.abc import Iterable

from kg.annotate.english.grammar import Grammar
from kg.gazetteer import Hit
from kg.lang.cues import Cues
from kg.lang.en.cues import titles, words

_MOST = 100_000  # words remembered


class Gate:
    """Lets through what may hold a fact: a title, or the words that some frame asks for in any of their forms."""

    def __init__(self, cues: Cues, grammar: Grammar) -> None:
        self.cues, self.grammar = cues, grammar
        self._known: dict[str, frozenset[str]] = {}

    def opens(self, text: str, hits: Iterable[Hit]) -> bool:
        """The sentence must be parsed."""
        here = words(text)
        if titles().met(here):
            return True
        found = {f"@{entity.kind}" for hit in hits for entity in hit.entities}
        return self.cues.met(found.union(*map(self._matters, here)))

    def _matters(self, word: str) -> frozenset[str]:
        """The words of frames that ``word`` may be a form of."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _MOST:
                self._known.clear()
            known = self._known[word] = self.cues.words & self.grammar.lemmas(word)
        return known
