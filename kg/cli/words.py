"""Explanations on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.padding import Padding
from rich.text import Text

from kg.cli import answers
from kg.explain import Explanation, Told

_MOST = 2


def show(explanation: Explanation, *, everything: bool) -> None:
    """A heading, what the tables know, then every record as a sentence over its quotes; equal sentences once."""
    answers.show(*_heading(explanation))
    for _, group in groupby(explanation.told, key=lambda t: t.sentence):
        answers.show(*_fact(list(group), everything))
    articles = {s.article for t in explanation.told for s in t.shown}
    answers.show(Text(f"{len(explanation.told)} records in {len(articles)} articles", style="dim"), "")


def _heading(explanation: Explanation) -> Iterator[Text | str]:
    heading = Text(explanation.name, style="bold")
    yield heading.append(
        f"  {explanation.kind}" + ("" if explanation.linked else ", a name that no table knows"), style="not bold"
    )
    if explanation.labels:
        yield Text("also: " + ", ".join(explanation.labels))
    yield Text(explanation.iri, style="dim")
    yield from (Text(f"reference: {line}") for line in explanation.known)
    yield ""


def _fact(told: list[Told], everything: bool) -> Iterator[Text | Padding | str]:
    yield Text("● ", style="cyan").append(told[0].sentence, style="bold")
    for record in told:
        shown = record.shown if everything else record.shown[:_MOST]
        yield from (_below(Text(f"“{evidence.quote}”")) for evidence in shown)
        more = len(record.shown) - len(shown)
        measured = f", precision {record.confidence:.2f}" if record.confidence is not None else ""
        rest = f" · {more} more sentence{'' if more == 1 else 's'} (--all)" if more else ""
        yield _below(Text(f"{record.shown[0].article if record.shown else ''} · {record.rule}{measured}{rest}", style="dim"))
    yield ""


def _below(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 4))
