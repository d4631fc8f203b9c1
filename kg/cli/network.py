"""The command that measures: network."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.network import Web
    from kg.network.measures import Finding

_QUESTIONS = ("central", "communities", "path", "brokers")
_MEASURES = ("degree", "strength", "betweenness", "closeness", "eigenvector", "pagerank")
_HIDDEN = frozenset({"id", "to_id", "told"})  # columns that a table leaves to the other formats
_WIDE = 7  # with more of them, also the kind


@click.command(short_help="Who is central, which groups, how two are linked.")
@click.argument("graph")
@click.argument("question", type=click.Choice(_QUESTIONS), default="central", required=False)
@click.argument("names", nargs=-1, metavar="[FROM TO]")
@click.option("--by", type=click.Choice(_MEASURES), default="degree", show_default=True, help="The measure to sort `central` by.")
@click.option("--tie", "ties", multiple=True, metavar="TIES", help="Only these: met,visited, or contact, bond. Repeatable.")
@click.option("--kind", "kinds", multiple=True, metavar="KINDS", help="Only these things: Person,Country. Repeatable.")
@click.option("--countries", is_flag=True, help="Count people, cities and bodies as their country.")
@click.option("--from", "--since", "since", metavar="DATE", help="Only what happened from this day, month or year on.")
@click.option("--to", "--until", "until", metavar="DATE", help="Only what happened up to this day, month or year.")
@click.option("--limit", type=click.IntRange(1), help="So many lines at most (a table shows 30, other formats all).")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), help="Default: table on a terminal, csv elsewhere."
)
def network(
    graph: str,
    question: str,
    names: tuple[str, ...],
    by: str,
    ties: tuple[str, ...],
    kinds: tuple[str, ...],
    countries: bool,
    since: str | None,
    until: str | None,
    limit: int | None,
    form: str | None,
) -> None:
    """Measure who is tied to whom by what happened; every line names the articles it rests on.

    \b
    central      degree, strength, betweenness, closeness, eigenvector, pagerank
    communities  groups with many ties inside and few between
    path         a shortest way between two, step by step
    brokers      who stands between others that are not tied themselves

    \b
    Example:
      kg network news.nq
      kg network news.nq brokers --tie met --kind Person --since 2024
      kg network news.nq path "Li Qiang" Kazakhstan --format json
    """
    from kg.network import measures, web
    from kg.store import open_graph

    if (question == "path") != bool(names) or len(names) not in {0, 2}:
        raise click.UsageError("`path` takes two names, the other questions take none")
    options = {"ties": _listed(ties), "kinds": _listed(kinds), "since": since, "until": until, "countries": countries}
    woven = web(open_graph(graph), **options)  # type: ignore[arg-type]
    found = {
        "central": lambda: measures.central(woven, by),
        "communities": lambda: measures.communities(woven),
        "path": lambda: measures.path(woven, *names),
        "brokers": lambda: measures.brokers(woven),
    }[question]()
    form = form or ("table" if sys.stdout.isatty() else "csv")
    shown = found[: limit or (30 if form == "table" else None)]
    {"table": _table, "csv": _csv, "json": _json}[form](shown)
    click.echo(_note(woven, question, len(found) - len(shown), found), err=True)


def _listed(values: tuple[str, ...]) -> list[str] | None:
    return [name.strip() for given in values for name in given.split(",") if name.strip()] or None


def _note(woven: Web, question: str, left: int, found: Sequence[Finding]) -> str:
    from kg.network import measures

    size = f"{len(woven.things):,} things, {woven.ties.number_of_edges():,} ties, {measures.parts(woven):,} parts"
    size += f", density {measures.density(woven)}"
    more = f"; {left:,} more lines: --limit" if left else ""
    if question == "path" and not found:
        return f"no way from one to the other ({size})"
    return size + (f", modularity {measures.modularity(woven)}" if question == "communities" else "") + more


def _columns(found: Sequence[Finding]) -> list[str]:
    return list(found[0].values) if found else []


def _table(found: Sequence[Finding]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from kg.cli import answers

    if not found:
        return
    names = [name for name in _columns(found) if name not in _HIDDEN]
    if len(names) > _WIDE:
        names.remove("kind")
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for name in names:
        numeric = any(isinstance(finding.values[name], int | float) for finding in found)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold", min_width=len(name) if numeric else None)
    table.add_column("articles", overflow="fold")
    for finding in found:
        table.add_row(*(str(finding.values[name]) for name in names), _few(finding.articles))
    answers.show(table)


def _few(articles: Sequence[str]) -> str:
    """The first article and how many more: the rest is in the other formats."""
    return articles[0] + (f" +{len(articles) - 1}" if len(articles) > 1 else "") if articles else ""


def _csv(found: Sequence[Finding]) -> None:
    from kg.cells import guarded

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*_columns(found), "articles", "records"])
    for finding in found:
        values = [guarded(value) if isinstance(value, str) else value for value in finding.values.values()]
        writer.writerow([*values, guarded("; ".join(finding.articles)), "; ".join(finding.records)])
    click.echo(buffer.getvalue(), nl=False)


def _json(found: Sequence[Finding]) -> None:
    rows: list[dict[str, Any]] = [{**f.values, "evidence": [dict(line) for line in f.evidence]} for f in found]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


COMMANDS = (network,)
