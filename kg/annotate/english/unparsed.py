"""Tokens of a sentence that was not worth a parse: names and pronouns are known by their looks, the rest stays open.

Such a sentence tells no fact, but it goes on speaking of people: who its subject is decides who the next "he" is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.annotate.english.naming import Piece
from kg.gazetteer import Hit
from kg.lang.en.lexicon import lexicon
from kg.model import Token

_OPEN = frozenset("\"'“‘([")
_GOES_ON = frozenset(
    {"'s", "’s", "'", "’", ",", "and", "&", "of", "-", "–", ":", "(", "or"}
)  # the first phrase is no subject yet
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
    """The last token of the name or pronoun that opens the sentence, where its phrase ends there."""
    last = None
    for i in _opening(pieces, classes):
        last = i
    if last is None or last + 1 >= len(pieces) or pieces[last + 1].text.lower() in _GOES_ON:
        return None
    return None if classes[last][1] == "PRP$" else last


def _opening(pieces: Sequence[Piece], classes: Sequence[tuple[str, str]]) -> Iterator[int]:
    """The tokens of the name or pronoun that opens the sentence."""
    start = 0
    while start < len(pieces) and pieces[start].text in _OPEN:
        start += 1
    for i in range(start, len(pieces)):
        capital = i == start and pieces[i].text[:1].isupper() and pieces[i].text.lower() not in lexicon().not_names
        if classes[i][0] not in ("PROPN", "PRON") and not capital:
            return
        yield i
        if classes[i][0] == "PRON":
            return
