"""Article -> Document: sentences in order, tokens, parse, the names that the gazetteer knows (all candidates)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kg.gazetteer import Gazetteer
from kg.model import Article, Document, Layout, Passage, Sentence


def annotate(article: Article, layout: Layout, gazetteer: Gazetteer) -> Document:
    """The document of an article: each passage read by its own language, sentences numbered in text order."""
    numbered = list(enumerate(layout.passages))
    found: list[Sentence] = []
    for language in sorted({p.language for p in layout.passages}):
        found += _reader(language)([(i, p) for i, p in numbered if p.language == language], gazetteer)
    found.sort(key=lambda s: (s.passage, s.offsets[0] if s.offsets else 0))
    sentences = tuple(replace(s, index=n, anchor=layout.anchor) for n, s in enumerate(found))
    return Document(article, sentences, layout.anchor, layout.dateline_place, layout.language, layout.title, layout.byline)


def _reader(language: str) -> Callable[[Iterable[tuple[int, Passage]], Gazetteer], Iterator[Sentence]]:
    if language == "zh":
        from kg.annotate import chinese

        return chinese.sentences
    from kg.annotate import english

    return english.sentences
