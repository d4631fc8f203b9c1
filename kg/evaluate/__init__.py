"""Facts against a gold standard: precision, recall and F1 by type, optional fields as slots, a bootstrap interval, the errors.

Gold: a folder of ``*.json``, ``{"article": name, "language": code, "facts": [...]}``; predictions: the rows of ``kg facts``. Each
predicted row is paired with at most one gold row of its article and type; a pair is worth the product of how well its required
fields agree, halved where the status (for memberships also the membership status) differs.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from kg.errors import InputError
from kg.evaluate import compare
from kg.evaluate.compare import Comparison

Fact = Mapping[str, Any]
_NAMES, _TEXTS = compare.lists(compare.name), compare.lists(compare.text)
REQUIRED: dict[str, dict[str, Comparison]] = {
    "meeting": {"participants": _NAMES},
    "visit": {"visitor": compare.name, "destination": compare.name},
    "office": {"person": compare.name, "role": compare.role, "of": compare.name},
    "partnership": {"parties": _NAMES, "level": compare.text},
    "membership": {"member": compare.name, "organization": compare.name},
    "chair": {"holder": compare.name, "organization": compare.name},
    "stance": {"agent": compare.name, "stance": compare.word, "target": compare.text},
    "proposal": {"agent": _NAMES, "target": compare.text},
    "speech": {"speaker": compare.name, "act": compare.word, "addressee": compare.name},
    "agreement": {"parties": _NAMES, "name": compare.text},
    "ties": {"parties": _NAMES, "action": compare.word},
    "attendance": {"agent": compare.name, "event": compare.text},
    "event": {"name": compare.text},
    "cooperation": {"parties": _NAMES, "fields": _TEXTS},
    "project": {"parties": _NAMES, "name": compare.text},
}
OPTIONAL: dict[str, tuple[str, ...]] = {
    "meeting": ("attendees", "date", "place", "mode", "occasion"),
    "visit": ("date", "count"),
    "office": ("former",),
    "partnership": ("action",),
    "membership": ("membershipStatus", "event", "date"),
    "chair": ("event",),
    "speech": ("via",),
    "agreement": ("action", "date"),
    "ties": ("date",),
    "event": ("place", "date", "host"),
}
DEFAULT = {"mode": "in-person", "membershipStatus": "member"}


def _place(gold: object, predicted: object) -> float:
    return max(compare.name(gold, predicted), compare.text(gold, predicted))


_SLOTS: dict[str, Comparison] = {
    "date": compare.date,
    "attendees": _NAMES,
    "place": _place,
    "via": _place,
    "host": _place,
    "occasion": _place,
}


@dataclass(frozen=True, slots=True)
class Score:
    """Sums over pairs; ``worth`` of ``predicted`` and ``gold`` rows."""

    worth: float = 0.0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.worth + other.worth, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def prf(self) -> tuple[float, float, float]:
        """Precision, recall, F1."""
        p = self.worth / self.predicted if self.predicted else 0.0
        r = self.worth / self.gold if self.gold else 0.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


@dataclass
class Evaluation:
    """Scores by type, slots by type, rules, and articles for the bootstrap."""

    types: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    slots: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    articles: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    rules: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    errors: list[str] = field(default_factory=list)

    @property
    def micro(self) -> Score:
        """Over all rows."""
        return sum(self.types.values(), Score())

    @property
    def slot_total(self) -> Score:
        """Over all optional fields of paired rows."""
        return sum(self.slots.values(), Score())

    def macro(self, at_least: int = 10) -> tuple[float, int]:
        """Mean F1 over the types with ``at_least`` gold rows, and how many they are."""
        counted = [s.prf[2] for s in self.types.values() if s.gold >= at_least]
        return (sum(counted) / len(counted) if counted else 0.0), len(counted)

    def interval(self, draws: int = 1000) -> tuple[float, float]:
        """95 % interval of micro F1, articles drawn with replacement (fixed seed)."""
        chance, names = random.Random(0), sorted(self.articles)  # noqa: S311 - no secret
        if not names:
            return 0.0, 0.0
        found = sorted(sum((self.articles[chance.choice(names)] for _ in names), Score()).prf[2] for _ in range(draws))
        return found[int(draws * 0.025)], found[int(draws * 0.975)]


def evaluate(
    gold_folder: str | Path, predicted: Iterable[Fact], language: str | None = None, types: Sequence[str] = tuple(REQUIRED)
) -> Evaluation:
    """Scores predictions against the gold of a folder; raises InputError naming what is no gold.

    ``language``: only articles of that language; ``types``: only facts of these types.
    """
    gold = dict(_gold(Path(gold_folder), language))
    rows: dict[str, list[Fact]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for fact in predicted:
        article, kind = _key(fact.get("article", "")), str(fact.get("type"))
        if article in gold and kind in REQUIRED and (key := (article, _content(fact, kind))) not in seen:
            seen.add(key)
            rows[article].append(fact)
    result = Evaluation()
    for article, facts in gold.items():
        for kind in types:
            said = [f for f in rows[article] if f["type"] == kind]
            _score(result, article, kind, [f for f in facts if f["type"] == kind], said)
    return result


def _score(result: Evaluation, article: str, kind: str, gold: Sequence[Fact], predicted: Sequence[Fact]) -> None:
    pairs = _pairs(gold, predicted)
    spare = {j for _, i, j in pairs if gold[i].get("optional")}
    pairs = [p for p in pairs if p[2] not in spare]
    score = Score(sum(w for w, _, _ in pairs), len(predicted) - len(spare), sum(not f.get("optional") for f in gold))
    result.types[kind] += score
    result.articles[article] += score
    worth = {j: w for w, _, j in pairs}
    for j, fact in enumerate(predicted):
        if j not in spare and fact.get("rule"):
            result.rules[str(fact["rule"])] += Score(worth.get(j, 0.0), 1, 0)
    for _, i, j in pairs:
        for name in OPTIONAL.get(kind, ()):
            slot = _slot(gold[i], predicted[j], name)
            result.slots[kind] += slot
            if (slot.gold or slot.predicted) and slot.worth < 1:
                result.errors.append(f"~ {article} {kind}.{name}: expected {gold[i].get(name)!r}, got {predicted[j].get(name)!r}")
    hit_gold, hit_predicted = {i for w, i, _ in pairs if w > 0.5}, {j for w, _, j in pairs if w > 0.5}
    result.errors += [
        f"- {article} {kind} {_shown(f)}" for i, f in enumerate(gold) if i not in hit_gold and not f.get("optional")
    ]
    result.errors += [f"+ {article} {kind} {_shown(f)}" for j, f in enumerate(predicted) if j not in hit_predicted | spare]


def _pairs(gold: Sequence[Fact], predicted: Sequence[Fact]) -> list[tuple[float, int, int]]:
    """(worth, gold row, predicted row) of the best assignment; among equals the pair whose optional fields agree."""
    worth = [[_row(g, p) for p in predicted] for g in gold]
    tie = [
        [
            w + 0.001 * sum(_slot(g, p, f).worth for f in OPTIONAL.get(g["type"], ())) if w else 0.0
            for w, p in zip(row, predicted, strict=True)
        ]
        for row, g in zip(worth, gold, strict=True)
    ]
    return [(worth[i][j], i, j) for i, j in compare.assign(tie) if worth[i][j] > 0]


def _row(gold: Fact, predicted: Fact) -> float:
    worth = 1.0
    for name, compared in REQUIRED[gold["type"]].items():
        if predicted.get(name) in (None, "", []):
            return 0.0
        worth *= compared(gold[name], predicted[name])
    if not worth or (gold["type"] == "meeting" and worth <= 0.5):
        return 0.0
    if gold["type"] != "event" and not compare.word(gold.get("status") or "happened", predicted.get("status") or "happened"):
        worth *= 0.5
    if gold["type"] == "membership" and not compare.word(
        gold.get("membershipStatus") or "member", predicted.get("membershipStatus") or "member"
    ):
        worth *= 0.5
    return worth


def _slot(gold: Fact, predicted: Fact, name: str) -> Score:
    """One optional field of a pair; a default that was not said counts as unsaid."""
    default = compare.plain(DEFAULT.get(name, ""))
    g, p = gold.get(name) or None, predicted.get(name) or None
    g = None if g is not None and compare.variants(g) == [default] else g
    p = None if p is not None and compare.said(p) == default else p
    if g is None or p is None:
        return Score(0.0, int(p is not None), int(g is not None))
    return Score(_SLOTS.get(name, compare.word)(g, p), 1, 1)


def _gold(folder: Path, language: str | None) -> Iterator[tuple[str, list[Fact]]]:
    pages = sorted(folder.glob("*.json"))
    if not pages:
        raise InputError(str(folder), "holds no gold: a folder of *.json with article, language and facts is needed")
    for path in pages:
        try:
            page = json.loads(path.read_text("utf-8"))
            if not language or page.get("language") == language:
                yield _key(page["article"]), page["facts"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(str(path), f"is no gold page ({error}): it needs article, language and facts") from error


def _content(fact: Fact, kind: str) -> str:
    return json.dumps(
        [kind, [fact.get(f) for f in (*REQUIRED[kind], *OPTIONAL.get(kind, ()), "status")]], sort_keys=True, ensure_ascii=False
    )


def _key(value: object) -> str:
    return PurePath(str(value)).name.removesuffix(".txt")


def _shown(fact: Fact) -> str:
    return json.dumps({k: v for k, v in fact.items() if k not in {"article", "type"}}, ensure_ascii=False)
