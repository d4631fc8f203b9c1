"""Whether an article is in a language that kg does not read: by its script, else by its commonest little words.

Blind to what it does not know: only a text that is surely something else is called so, everything else is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_SAMPLE = 6_000  # characters looked at
_MARKUP = re.compile(r"<[^<>]{0,2000}>|https?://\S{1,2000}")
_SCRIPTS = {
    "Cyrillic script": re.compile("[\u0400-\u052f]"),
    "Arabic script": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "Greek": re.compile("[\u0370-\u03ff]"),
    "Hebrew": re.compile("[\u0590-\u05ff]"),
    "Korean": re.compile("[\uac00-\ud7a3]"),
    "Japanese": re.compile("[\u3040-\u30ff]"),
    "Thai": re.compile("[\u0e00-\u0e7f]"),
    "an Indian script": re.compile("[\u0900-\u0dff]"),
}
_OURS = re.compile("[A-Za-z\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+")
_MOSTLY = 3  # times as many letters of a strange script as of ours; kana stands between Chinese characters
_FEWEST_LETTERS, _FEWEST_WORDS = 80, 60
_SHARE, _TIMES = 0.12, 3  # of all words that are little words of the language, and how much more than English ones


def strange(text: str) -> str | None:
    """What the text is in, where that is surely neither English nor Chinese."""
    sample = _MARKUP.sub(" ", text[:_SAMPLE])
    return _script(sample) or _words(sample)


def _script(sample: str) -> str | None:
    if sample.isascii():
        return None
    ours = len(_OURS.findall(sample))
    for name, letters in _SCRIPTS.items():
        found = len(letters.findall(sample))
        most = ours / 2 if name == "Japanese" else ours * _MOSTLY
        if found >= _FEWEST_LETTERS and found > most:
            return name
    return None


def _words(sample: str) -> str | None:
    words = _WORD.findall(sample.casefold())
    if len(words) < _FEWEST_WORDS:
        return None
    known = _little()
    shares = {name: sum(w in those for w in words) / len(words) for name, those in known.items()}
    english = shares.pop("English")
    best = max(shares, key=lambda name: (shares[name], name))
    return best if shares[best] >= _SHARE and shares[best] > _TIMES * english else None


@cache
def _little() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(Path(__file__).with_name("languages.toml").read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items()}
