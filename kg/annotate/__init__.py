"""Article -> Document: sentences in order, tokens, parse, the names that the gazetteer knows (all candidates)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from kg.gazetteer import Gazetteer
from kg.lang.cues import Cues
from kg.model import Article, Document, Layout, Passage, Sentence

Reader = Callable[[Iterable[tuple[int, Passage]], Gazetteer], Iterator[Sentence]]


def annotate(article: Article, layout: Layout, gazetteer: Gazetteer, cues: Mapping[str, Cues] | None = None) -> Document:
    """The document of an article: each passage read by its own language, sentences numbered in text order.

    ``cues``: by language, what a sentence must hold to be worth a parse; where a language has none, all sentences are parsed.
    """
    numbered = list(enumerate(layout.passages))
    found: list[Sentence] = []
    for language in sorted({p.language for p in layout.passages}):
        found += _reader(language, cues or {})([(i, p) for i, p in numbered if p.language == language], gazetteer)
    found.sort(key=lambda s: (s.passage, s.offsets[0] if s.offsets else 0))
    sentences = tuple(replace(s, index=n, anchor=layout.anchor) for n, s in enumerate(found))
    return Document(article, sentences, layout.anchor, layout.dateline_place, layout.language, layout.title, layout.byline)


def _reader(language: str, cues: Mapping[str, Cues]) -> Reader:
    if language == "zh":
        from kg.annotate import chinese

        return chinese.sentences
    from kg.annotate import english

    return partial(english.sentences, cues=cues.get(language))
