"""Gatherings that are known by what they are for: "the funeral of X", "a reception marking the 50th anniversary of Y"."""

from __future__ import annotations

from kg.lang.en.lexicon import Lexicon
from kg.model import Sentence

#: one of these is what a ceremony is held for; "an event celebrating diversity" is no gathering with a name
_OCCASIONS = frozenset(
    "anniversary day opening victory centenary centennial bicentenary birthday founding independence "
    "establishment jubilee".split()
)
_NOMINAL = ("DET", "ADJ", "NOUN", "PROPN", "NUM")
_INSIDE = frozenset({"of", "'s", "’s", "and", "-", "between", "their", "its", "his", "her", "th", "nd", "rd", "st"})
_LONGEST = 24  # words of a name


class Ceremonies:
    """Finds what a head noun stands for in one sentence."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.s, self.tokens, self.lex = sentence, sentence.tokens, lexicon
        self.words = [t.text.lower().replace("’", "'") for t in sentence.tokens]
        self.ends = {m.start: m.end for m in sentence.mentions}

    def name(self, i: int) -> str | None:
        """The name of the rite or ceremony whose head is token ``i``; None where it is none."""
        word = self.words[i]
        if self.tokens[i].pos not in ("NOUN", "PROPN"):
            return None
        if word in self.lex.clause["rite"]:
            return self._of_somebody(i)
        return self._marking(i) if word in self.lex.clause["ceremonial"] else None

    def _of_somebody(self, i: int) -> str | None:
        """ "funeral of Pope X", "President X's inauguration"."""
        if i + 2 < len(self.words) and self.words[i + 1] == "of":
            k = i + 2 + (self.words[i + 2] in ("the", "late"))
            end = self._capitals(k)
            return self._text(i, end) if end > k else None
        if i > 1 and self.words[i - 1] == "'s" and self.tokens[i - 2].text[:1].isupper():
            start = i - 2
            while start and (self.tokens[start - 1].text[:1].isupper() or self.words[start - 1] == "of"):
                start -= 1
            return self._text(start, i + 1)
        return None

    def _marking(self, i: int) -> str | None:
        """ "a concert in X marking the 30th anniversary of Y": without the place."""
        j = i + 1
        if j + 1 < len(self.words) and self.words[j] in ("in", "at") and j + 1 in self.ends:
            j = self.ends[j + 1]
        for lead in self.lex.clause["marking"]:
            words = lead.split()
            if self.words[j : j + len(words)] == words:
                end = self._nominal(j + len(words))
                told = self.words[j + len(words) : end]
                if _OCCASIONS & set(told):
                    return f"{self._text(i, i + 1)} {self._text(j, end)}"
        return None

    def _nominal(self, k: int) -> int:
        """The end of the noun phrase at ``k``."""
        end = k
        while end < len(self.words) and end - k < _LONGEST and (self.tokens[end].pos in _NOMINAL or self.words[end] in _INSIDE):
            end += 1
        while end > k and (self.words[end - 1] in _INSIDE or self.tokens[end - 1].pos == "DET"):
            end -= 1
        return end

    def _capitals(self, k: int) -> int:
        """The end of a run of capitalised words."""
        end = k
        while end < len(self.words) and (self.tokens[end].text[:1].isupper() or self.words[end] == "of" and end > k):
            end += 1
        return end - (end > k and self.words[end - 1] == "of")

    def _text(self, start: int, end: int) -> str:
        return self.s.text[self.tokens[start].start : self.tokens[end - 1].end]
