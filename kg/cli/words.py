"""Explanations on a terminal."""

from __future__ import annotations

from itertools import groupby

from rich.padding import Padding
from rich.text import Text

from kg.cli.answers import console
from kg.explain import Explanation, Told

_MOST = 2


def show(explanation: Explanation, *, everything: bool) -> None:
    """A heading, what the tables know, then every record as a sentence over its quotes; equal sentences once."""
    out = console()
    heading = Text(explanation.name, style="bold")
    heading.append(f"  {explanation.kind}" + ("" if explanation.linked else ", a name that no table knows"), style="not bold")
    out.print(heading)
    if explanation.labels:
        out.print(Text("also: " + ", ".join(explanation.labels)))
    out.print(Text(explanation.iri, style="dim"))
    for line in explanation.known:
        out.print(Text(f"reference: {line}"))
    out.print()
    for _, group in groupby(explanation.told, key=lambda t: t.sentence):
        _fact(list(group), everything)
    articles = {s.article for t in explanation.told for s in t.shown}
    out.print(Text(f"{len(explanation.told)} records in {len(articles)} articles", style="dim"))
    out.print()


def _fact(told: list[Told], everything: bool) -> None:
    out = console()
    out.print(Text("● ", style="cyan").append(told[0].sentence, style="bold"))
    for record in told:
        shown = record.shown if everything else record.shown[:_MOST]
        for evidence in shown:
            out.print(Padding(Text(f"“{evidence.quote}”"), (0, 0, 0, 4)))
        more = len(record.shown) - len(shown)
        measured = f", precision {record.confidence:.2f}" if record.confidence is not None else ""
        note = f"{record.shown[0].article if record.shown else ''} · {record.rule}{measured}" + (f" · {more} more sentences (--all)" if more else "")
        out.print(Padding(Text(note, style="dim"), (0, 0, 0, 4)))
    out.print()
