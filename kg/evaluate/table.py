"""An evaluation as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from kg.evaluate import Evaluation, Score

_HEAD = f"{'type':13} {'gold':>5} {'pred':>5} {'P':>6} {'R':>6} {'F1':>6} {'slots':>6}"


def lines(evaluation: Evaluation) -> Iterator[str]:
    """A row for each type that occurs, then all together: micro with its 95 % interval, macro, slots."""
    yield _HEAD
    for kind, score in evaluation.types.items():
        if score.gold or score.predicted:
            yield _row(kind, score, evaluation.slots[kind])
    yield _row("all", evaluation.micro, evaluation.slot_total)
    low, high = evaluation.interval()
    macro, counted = evaluation.macro()
    yield (
        f"{len(evaluation.articles)} articles; micro F1 {evaluation.micro.prf[2]:.3f}, 95 % interval {low:.3f} to {high:.3f}; "
        f"macro F1 {macro:.3f} over {counted} types; slots F1 {evaluation.slot_total.prf[2]:.3f}"
    )


def _row(name: str, score: Score, slots: Score) -> str:
    three = " ".join(f"{value:6.3f}" for value in score.prf)
    fields = f"{slots.prf[2]:6.3f}" if slots.gold or slots.predicted else f"{'-':>6}"
    return f"{name:13} {score.gold:5d} {score.predicted:5d} {three} {fields}"
