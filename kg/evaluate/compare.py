"""How well a predicted value agrees with a gold one: names agree or not, free text by weighted token F1, roles by their words.

A gold value may list variants that are all right ("A|B"); a prediction has one reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.tables import read_toml

Comparison = Callable[[object, object], float]

_SPELLINGS = (("organisation", "organization"), ("programme", "program"), ("defence", "defense"), ("centre", "center"))
_ARTICLES = frozenset({"the", "a", "an", "mr", "mrs", "ms", "dr", "h", "e"})
_LONG_FORMS = ("republic of ", "kingdom of ", "state of ", "sultanate of ", "commonwealth of ", "islamic republic of ")
_KEPT_LONG = frozenset({"china", "korea", "congo", "ireland"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_FOREIGN = re.compile(
    r"\b(minister|secretary) (of|for) (foreign|external) affairs\b|\b(foreign|external) affairs minister\b|\bforeign secretary\b"
)
_KINDS = frozenset(
    "minister president secretary ambassador chancellor king queen emir chairman chairwoman chair commissioner representative "
    "envoy spokesman spokeswoman adviser advisor lady prince senator speaker director governor leader chief".split()
)


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    table = read_toml(Path(__file__).with_name("words.toml"))
    return {k: frozenset(v["words"]) if "words" in v else v for k, v in table.items()}


def plain(text: object) -> str:
    """Lower case, no accents, no punctuation, no leading article or courtesy title."""
    folded = unicodedata.normalize("NFKD", str(text)).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    for a, b in _SPELLINGS:
        folded = folded.replace(a, b)
    words = re.sub(r"[^\w]+", " ", folded).split()
    while words and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def variants(value: object) -> list[str]:
    return [v for v in (plain(part) for part in str(value).split("|")) if v]


def said(value: object) -> str:
    """A prediction's one reading."""
    return plain(str(value).split("|")[0])


def canonical(name: str) -> str:
    for prefix in _LONG_FORMS:
        rest = name[len(prefix) :].removeprefix("the ")
        if name.startswith(prefix) and rest not in _KEPT_LONG and "states" not in rest:
            name = rest
    return str(_words()["alias"].get(name, name))


def name(gold: object, predicted: object) -> float:
    """1.0 where a variant agrees, an alias does, or one is the other's surname or short form; else 0."""
    p = said(predicted)
    return float(bool(p) and any(_same_name(g, p) for g in variants(gold)))


def _same_name(g: str, p: str) -> bool:
    if canonical(g) == canonical(p) or g.replace(" ", "") == p.replace(" ", "") or sorted(g.split()) == sorted(p.split()):
        return True
    gold, predicted = g.split(), p.split()
    short, long = (gold, predicted) if len(gold) < len(predicted) else (predicted, gold)
    if len(short) == len(long) or len(long) - len(short) > 3 or len("".join(short)) < 2:
        return False
    rest = len(long) - len(short)
    extra = long[:rest] if long[-len(short) :] == short else long[len(short) :] if long[: len(short)] == short else []
    return bool(extra) and not (set(extra) | set(short)) & _words()["other"] and canonical(g) == g and canonical(p) == p


def _stem(word: str) -> str:
    word = str(_words()["adjective"].get(word, word))
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def _tokens(value: str) -> set[str]:
    alias = _words()["alias"]
    words = [w for token in canonical(value).split() for w in str(alias.get(token, token)).split()]
    return {_stem(w) for w in words if w not in _words()["stop"]} or set(value.split())


def _weight(words: set[str]) -> float:
    return sum(0.4 if w in _words()["generic"] else 1.0 for w in words)


def text(gold: object, predicted: object) -> float:
    """Best token F1 over the variants, words that say little weighted down, Chinese by characters; 0 at or below one half."""
    p, best = said(predicted), 0.0
    for g in variants(gold):
        if g == p or canonical(g) == canonical(p):
            return 1.0
        if _HAN.search(g) and _HAN.search(p):
            a, b = set(g.replace(" ", "")), set(p.replace(" ", ""))
            best = max(best, 2 * len(a & b) / (len(a) + len(b)))
        else:
            a, b = _tokens(g), _tokens(p)
            total = _weight(a) + _weight(b)
            best = max(best, 2 * _weight(a & b) / total if total else 0.0)
    return best if best > 0.5 else 0.0


def _role_words(value: str) -> tuple[frozenset[str], str, frozenset[str]]:
    """(modifiers, kind, portfolio) of a title."""
    value = _FOREIGN.sub("foreign minister", re.sub(r"\bpremier\b", "prime minister", value))
    words = [_stem(w) for w in value.split() if w not in _words()["stop"] | {"affairs", "affair", "matters"}]
    modifiers = frozenset(w for w in words if w in _words()["modifier"])
    rest = [w for w in words if w not in modifiers]
    kinds = [w for w in rest if w in _KINDS]
    kind = kinds[-1] if kinds else (rest[-1] if rest else "")
    return modifiers, kind, frozenset(w for w in rest if w != kind)


def role(gold: object, predicted: object) -> float:
    """1.0 for one office; less where portfolios share words; 0 where kind or rank differ."""
    p, best = said(predicted), 0.0
    pm, pk, pp = _role_words(p)
    for g in variants(gold):
        if g == p:
            return 1.0
        gm, gk, gp = _role_words(g)
        if gm != pm or gk != pk:
            continue
        if gp == pp:
            return 1.0
        common = len(gp & pp)
        best = max(best, (1 + common) * 2 / (2 + len(gp) + len(pp)) if common else 0.0)
    return best if best > 0.5 else 0.0


def word(gold: object, predicted: object) -> float:
    return float(said(predicted) in variants(gold))


def lists(one: Comparison) -> Comparison:
    """F1 of two lists, best pairing of their members."""

    def compared(gold: object, predicted: object) -> float:
        a, b = as_list(gold), as_list(predicted)
        if not a or not b:
            return 0.0
        table = [[one(g, p) for p in b] for g in a]
        return 2 * sum(table[i][j] for i, j in assign(table)) / (len(a) + len(b))

    return compared


def as_list(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def date(gold: object, predicted: object) -> float:
    """1.0 for the same date, 0.5 for overlapping ones."""
    p, best = str(predicted).split("|")[0], 0.0
    for g in str(gold).split("|"):
        if g == p:
            return 1.0
        (a, b), (c, d) = _days(g), _days(p)
        best = max(best, 0.5 if a <= d and c <= b else 0.0)
    return best


def _days(value: str) -> tuple[str, str]:
    first, _, last = value.partition("/")
    last = last or first
    return (
        first + "-01-01"[len(first) - 4 :] if len(first) < 10 else first,
        last + "-12-31"[len(last) - 4 :] if len(last) < 10 else last,
    )


def assign(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Best one-to-one assignment of rows to columns, as (row, column)."""
    if not scores or not scores[0]:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(np.asarray(scores), maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True)]
