"""Commands that look after graphs and this machine: diff, doctor."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path

import click


@click.command(short_help="What two graphs tell differently.")
@click.argument("was")
@click.argument("now")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="Lines for people, or one JSON object a line.",
)
@click.pass_context
def diff(ctx: click.Context, was: str, now: str, form: str) -> None:
    """What two graphs tell differently: facts added (+), removed (-), changed (~).

    Facts are compared by what they say and by their sentence, not by the names of records or of rules. Exit status 1 where
    the graphs differ.

    \b
    Example:
      kg diff monday.nq tuesday.nq
      kg diff monday.nq tuesday.nq --format jsonl > changes.jsonl
    """
    from kg import diff as room
    from kg.store import open_graph

    before, after = open_graph(was), open_graph(now)
    count = Counter[str]()
    for article, changes in groupby(room.diff(before, after), key=lambda change: change.fact["article"]):
        if form == "text":
            click.echo(click.style(article, bold=True))
        for change in changes:
            count[change.kind] += 1
            click.echo(change.json() if form == "jsonl" else f"  {room.in_words(change)}")
    only = room.articles(before, after)
    total = ", ".join(f"{count[kind]:,} {kind}" for kind in ("added", "removed", "changed"))
    click.echo(f"facts: {total}; articles: {only['added']:,} added, {only['removed']:,} removed", err=form == "jsonl")
    ctx.exit(1 if count or any(only.values()) else 0)


@click.command(short_help="Is everything here that kg needs?")
@click.argument("graph", required=False)
@click.option("--data", multiple=True, metavar="DIR", help="Look at these names of your own as well. Repeatable.")
@click.pass_context
def doctor(ctx: click.Context, graph: str | None, data: tuple[str, ...]) -> None:
    """Is everything here that kg needs? Packages, models and their checksums, tables, Java, a browser, and a graph's state.

    Exit status 1 where something needed is missing; each line says how to get it.

    \b
    Example:
      kg doctor
      kg doctor news/
    """
    from kg import doctor as room

    marks = {
        "ok": click.style("ok     ", fg="green"),
        "note": click.style("note   ", fg="yellow"),
        "missing": click.style("MISSING", fg="red"),
    }
    missing = 0
    for finding in room.examine(graph, [Path(d) for d in data]):
        missing += finding.state == "missing"
        click.echo(
            f"{marks[finding.state]}  {finding.subject}: {finding.what}" + (f"  -> {finding.cure}" if finding.cure else "")
        )
    ctx.exit(1 if missing else 0)


COMMANDS = (diff, doctor)
