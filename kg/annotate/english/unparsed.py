"""Tokens of a sentence that was not worth a parse: names and pronouns are known by their looks, the rest stays open.

Such a sentence tells no fact, but it goes on speaking of people: who its subject is decides who the next "he" is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.annotate.english.naming import Piece
from kg.gazetteer import Hit
from kg.lang.en.lexicon import lexicon
from kg.model import Token

_OPEN = frozenset("\"'“‘([")
_GOES_ON = frozenset(
    {"'s", "’s", "'", "’", ",", "and", "&", "of", "-", "–", ":", "(", "or"}
)  # the first phrase is no subject yet
_LONGEST = 6  # words of a description
_OWNING = frozenset({"his", "her", "its", "their", "our", "my", "your"})


def tokens(pieces: Sequence[Piece], hits: Sequence[Hit]) -> tuple[Token, ...]:
    """The tokens, each its own head."""
    adjectives = frozenset(h.start for h in hits if h.form == "adjective")
    classes = [_pos(piece, i, adjectives) for i, piece in enumerate(pieces)]
    subject = _subject(pieces, classes)
    return tuple(
        Token(i, p.text, p.text if p.name else p.text.lower(), pos, tag, "nsubj" if i == subject else "", i, p.start, p.end)
        for i, (p, (pos, tag)) in enumerate(zip(pieces, classes, strict=True))
    )


def _pos(piece: Piece, i: int, adjectives: frozenset[int]) -> tuple[str, str]:
    """Class and tag."""
    word, lex = piece.text.lower(), lexicon()
    if word in lex.male | lex.female | lex.first | lex.second | lex.we | lex.they:
        return "PRON", "PRP$" if word in _OWNING else "PRP"
    if piece.name and piece.start in adjectives:
        return "ADJ", "JJ"
    if piece.name or (i and piece.text[:1].isupper() and word not in lex.not_names):
        return "PROPN", "NNP"
    return ("ADV", "RB") if word == "here" else ("PUNCT", "") if not word[:1].isalnum() else ("X", "")


def _subject(pieces: Sequence[Piece], classes: Sequence[tuple[str, str]]) -> int | None:
    """The last token of the name, pronoun or "both sides" that opens the sentence or stands behind its first comma."""
    words = [piece.text.lower().replace("’", "'") for piece in pieces]
    for start in (0, *(i + 1 for i in [next((i for i, word in enumerate(words) if word == ","), -1)] if i > 0)):
        end = _opening(pieces, words, classes, start)
        if end is not None and end < len(pieces) and words[end] not in _GOES_ON:
            return None if classes[end - 1][1] == "PRP$" else end - 1
    return None


def _opening(pieces: Sequence[Piece], words: Sequence[str], classes: Sequence[tuple[str, str]], start: int) -> int | None:
    """The end of the phrase that begins there."""
    while start < len(words) and words[start] in _OPEN:
        start += 1
    for end in range(min(len(words), start + _LONGEST), start + 1, -1):
        if " ".join(words[start:end]) in _descriptions():
            return end
    end = start
    while end < len(words) and (classes[end][0] in ("PROPN", "PRON") or (end == start and _capital(pieces[end]))):
        end += 1
        if classes[end - 1][0] == "PRON":
            break
    return end if end > start else None


def _capital(piece: Piece) -> bool:
    return piece.text[:1].isupper() and piece.text.lower() not in lexicon().not_names


@lru_cache(maxsize=1)
def _descriptions() -> frozenset[str]:
    return frozenset((*lexicon().both_countries, *lexicon().both_leaders))
