"""Commands for those who write rules: evaluate, rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kg.errors import InputError


@click.command(short_help="Compare facts with a gold standard.")
@click.argument("gold", metavar="GOLD_DIR")
@click.argument("facts", metavar="FACTS.jsonl|GRAPH")
@click.option("--language", metavar="CODE", help="Only articles of this language, such as zh.")
@click.option("--types", metavar="TYPE,...", help="Only facts of these types, such as meeting,visit.")
@click.option("--errors", is_flag=True, help="Also list what was missed (-), wrong (+), and fields that differ (~).")
def evaluate(gold: str, facts: str, language: str | None, types: str | None, errors: bool) -> None:
    """Compare facts with a gold standard: precision, recall and F1 by type.

    GOLD_DIR is a folder of *.json, each {"article": ..., "language": ..., "facts": [...]}; a predicted fact is paired with at
    most one of its article and type. `slots` are the fields that a fact may lack. FACTS.jsonl is what `kg facts` prints.

    \b
    Example:
      kg evaluate gold/dev dev.jsonl
      kg evaluate gold/dev dev.nq --language zh --types meeting,visit --errors
    """
    from kg import evaluate as room
    from kg.evaluate.table import lines

    wanted = tuple(t.strip() for t in types.split(",")) if types else tuple(room.REQUIRED)
    unknown = [t for t in wanted if t not in room.REQUIRED]
    if unknown:
        raise click.UsageError(f"no fact type is called {unknown[0]}: use {', '.join(room.REQUIRED)}")
    result = room.evaluate(gold, _rows(facts), language, wanted)
    for line in result.errors if errors else ():
        click.echo(line)
    for line in lines(result):
        click.echo(line)


def _rows(facts: str) -> Iterator[dict[str, Any]]:
    """The facts of a graph, or of a file (- for standard input) with one JSON object a line."""
    if facts != "-" and Path(facts).suffix not in (".jsonl", ".ndjson"):
        from kg.facts import facts as of_graph
        from kg.store import open_graph

        yield from of_graph(open_graph(facts))
        return
    try:
        with click.open_file(facts, encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _fact(line, f"{facts}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(facts, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _fact(line: str, where: str) -> dict[str, Any]:
    try:
        fact = json.loads(line)
    except ValueError as error:
        raise InputError(where, f"is not JSON ({error}): give what `kg facts` prints") from error
    if not isinstance(fact, dict):
        raise InputError(where, "is no fact: give what `kg facts` prints, one JSON object a line")
    return fact


@click.command(short_help="What is recognised, by record type.")
@click.argument("record", required=False, metavar="TYPE")
@click.option("--markdown", is_flag=True, help="As the page docs/rules.md.")
def rules(record: str | None, markdown: bool) -> None:
    """What is recognised: for each record type the words of each language, roles, conditions and an example.

    \b
    Example:
      kg rules
      kg rules visit
    """
    from kg import rules as room

    for line in room.page() if markdown else room.lines(record):
        click.echo(line)


COMMANDS = (evaluate, rules)
