"""Tokens of a Chinese sentence, cut anew where names begin and end; text made plain (simplified) at the same length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from kg.model import Token

#: LAC's tags -> universal parts of speech; capitals are its named entities
_POS = {
    "n": "NOUN",
    "nz": "PROPN",
    "nw": "PROPN",
    "PER": "PROPN",
    "LOC": "PROPN",
    "ORG": "PROPN",
    "TIME": "NOUN",
    "v": "VERB",
    "vd": "VERB",
    "vn": "NOUN",
    "a": "ADJ",
    "ad": "ADV",
    "an": "NOUN",
    "d": "ADV",
    "f": "ADP",
    "r": "PRON",
    "s": "NOUN",
    "t": "NOUN",
    "m": "NUM",
    "q": "NOUN",
    "p": "ADP",
    "c": "CCONJ",
    "u": "PART",
    "xc": "PART",
    "w": "PUNCT",
}
_WIDTH = {c + 0xFEE0: chr(c) for c in range(0x30, 0x7B) if chr(c).isalnum()} | {0x3000: " ", 0xA0: " "}
#: punctuation as a Chinese text has it, also where it is typed on a Latin keyboard or set in columns
_MARKS = str.maketrans("「」『』﹁﹂﹃﹄〝〞｢｣", "“”“”“”“”“”“”")
_HALF = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_CJK = "\u3007\u4e00-\u9fff"
_TYPED = re.compile(rf"(?<=[{_CJK}”》）)])[,;:?!.](?=$|[\s{_CJK}“《（(])|(?<=[{_CJK}])[,;:](?=\d)")
_PREPOSITIONS = frozenset("同与对向在为由被把将就")
_ENTITIES = frozenset({"PER", "LOC", "ORG", "TIME"})


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def plain(text: str) -> str:
    """``text`` in simplified characters, digits half as wide, Chinese marks full; same length, so positions hold."""
    text = _typed(text.translate(_WIDTH).translate(_MARKS))
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(c if len(c := _converter().convert(char)) == 1 else char for char in text)


def _typed(text: str) -> str:
    """Chinese marks for Latin ones between Chinese characters; straight quotation marks in pairs."""
    text = _TYPED.sub(lambda mark: _HALF[mark[0]], text)
    if '"' in text and text.count('"') % 2 == 0 and re.search(f"[{_CJK}]", text):
        pieces = text.split('"')
        text = "".join(piece + ("“" if n % 2 == 0 else "”") for n, piece in enumerate(pieces[:-1])) + pieces[-1]
    return text


def tokens(text: str, words: Iterable[tuple[str, str]]) -> tuple[Token, ...]:
    """Tokens of ``text`` from (plain word, LAC tag) pairs that cover it; white space makes no token."""
    out: list[Token] = []
    at = 0
    for word, tag in words:
        start, at = at, at + len(word)
        if word.strip():
            out.append(_token(len(out), text[start:at], word, tag, start))
    return tuple(out)


def _token(i: int, text: str, lemma: str, tag: str, start: int) -> Token:
    return Token(i, text, lemma, _POS.get(tag, "X"), tag, "", i, start, start + len(text), tag if tag in _ENTITIES else "")


def recut(old: Sequence[Token], spans: Iterable[tuple[int, int, str]]) -> tuple[Token, ...]:
    """The tokens with each span ``(start, end, tag)`` of characters made one token; what overlaps a span is cut at its edges."""
    wanted = sorted(spans)
    out: list[tuple[str, str, str, int]] = []
    pending = list(wanted)
    for token in old:
        out += _remains(token, wanted)
        while pending and pending[0][0] < token.end:
            out.append(_joined(old, *pending.pop(0)))
    out.sort(key=lambda piece: piece[3])
    return tuple(_token(i, text, lemma, tag, start) for i, (text, lemma, tag, start) in enumerate(out))


def _remains(token: Token, spans: Sequence[tuple[int, int, str]]) -> list[tuple[str, str, str, int]]:
    """What is left of a token outside all spans, as (text, lemma, tag, start)."""
    inside = [s for s in spans if s[0] < token.end and s[1] > token.start]
    if not inside:
        return [(token.text, token.lemma, token.tag, token.start)]
    pieces, at = [], token.start
    for start, end, _ in [*inside, (token.end, token.end, "")]:
        if at < start:
            a, b = at - token.start, start - token.start
            pieces.append((token.text[a:b], token.lemma[a:b], _left(token, token.lemma[a:b]), at))
        at = max(at, end)
    return pieces


def _left(token: Token, lemma: str) -> str:
    """The tag of a piece that a name left over: a word of grammar (人民大会堂|同) keeps none of the name's."""
    return "p" if lemma in _PREPOSITIONS else "n" if token.ner else token.tag


def _joined(old: Sequence[Token], start: int, end: int, tag: str) -> tuple[str, str, str, int]:
    text = lemma = ""
    for token in old:
        a, b = max(start, token.start), min(end, token.end)
        if a < b:
            gap = start + len(text)
            text, lemma = text + " " * (a - gap), lemma + " " * (a - gap)
            text, lemma = (
                text + token.text[a - token.start : b - token.start],
                lemma + token.lemma[a - token.start : b - token.start],
            )
    return text, lemma, tag, start


def plain_text(old: Sequence[Token], length: int) -> str:
    """The sentence in plain characters, rebuilt from the tokens; ``length`` in characters."""
    chars = [" "] * length
    for token in old:
        chars[token.start : token.end] = token.lemma
    return "".join(chars)
