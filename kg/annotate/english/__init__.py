"""English passages -> sentences: cut, names in one piece, and parsed where they may hold a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from kg.annotate.english import unparsed
from kg.annotate.english.compounds import combined, parted
from kg.annotate.english.gate import Gate
from kg.annotate.english.grammar import MODELS, Word, installed
from kg.annotate.english.naming import Piece, mentions, pieces
from kg.annotate.english.splitting import split
from kg.gazetteer import Gazetteer, Hit
from kg.lang.cues import Cues
from kg.model import Passage, Sentence, Token

_APOSTROPHE = {"’": "'"}  # "the United States’ strategy": grammars know the straight one

__all__ = ["MODELS", "sentences", "split"]


def sentences(passages: Iterable[tuple[int, Passage]], gazetteer: Gazetteer, cues: Cues | None = None) -> Iterator[Sentence]:
    """The sentences of English passages, in order; names carry all their candidates as mentions.

    ``cues``: what a sentence must hold to be parsed; the others keep their words, with names and pronouns told by their
    looks. None: all are parsed. Raises ToolError when no English model is installed.
    """
    raw = [(number, passage, a, b) for number, passage in passages for a, b in split(passage.text)]
    texts = [passage.text[a:b] for _, passage, a, b in raw]
    hits = [combined(text, gazetteer.find(text, "en"), gazetteer) for text in texts]
    for (number, passage, a, b), text, found, tokens in zip(raw, texts, hits, _tokens(texts, hits, cues), strict=True):
        yield Sentence(0, text, passage.offsets[a:b], "en", number, passage.kind, tokens, mentions(tokens, found))


def _tokens(texts: Sequence[str], hits: Sequence[Sequence[Hit]], cues: Cues | None) -> Iterator[tuple[Token, ...]]:
    """The tokens of each sentence, those worth it parsed together."""
    if not texts:
        return
    english = installed()
    gate = _gate(cues) if cues else None
    cut = [_cut(text, found) for text, found in zip(texts, hits, strict=True)]
    worth = [gate is None or gate.opens(text, found) for text, found in zip(texts, hits, strict=True)]
    docs = [english.of_words([p.word for p in c], [p.space for p in c]) for c, w in zip(cut, worth, strict=True) if w]
    parsed = english.parse(docs)
    for piece, found, parse in zip(cut, hits, worth, strict=True):
        yield _parsed(piece, next(parsed)) if parse else unparsed.tokens(piece, found)


@lru_cache(maxsize=2)
def _gate(cues: Cues) -> Gate:
    return Gate(cues, installed())


def _cut(text: str, hits: Sequence[Hit]) -> list[Piece]:
    """The words of a sentence, names in one piece."""
    words, at = [], 0
    for word, space in installed().cut(text):
        words.append(Piece(word, at, at + len(word), False, _APOSTROPHE.get(word, word), space))
        at += len(word) + space
    return pieces(text, parted(words, hits), hits)


def _parsed(words: Sequence[Piece], parse: Sequence[Word]) -> tuple[Token, ...]:
    """Words as parsed; a name of several words keeps its text as base form and is a proper noun, if no adjective."""
    out = []
    for i, (piece, word) in enumerate(zip(words, parse, strict=True)):
        merged = " " in piece.text
        lemma = piece.text if merged else word.lemma
        pos = "PROPN" if piece.name and merged and word.pos != "ADJ" else word.pos
        out.append(Token(i, piece.text, lemma, pos, word.tag, word.dep, word.head, piece.start, piece.end))
    return tuple(out)
