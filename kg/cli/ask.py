"""Commands that ask a graph: facts, query, queries, explain."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.catalogue import Query

_FORMATS = ("table", "csv", "tsv", "json", "xml")
_WIDE = 100  # columns of a line of the catalogue


@click.command(short_help="What the articles say, one fact a line.")
@click.argument("graph")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    show_default=True,
    help="One JSON object a line, or one table.",
)
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only facts of this type, such as meeting. Repeatable.")
def facts(graph: str, form: str, types: tuple[str, ...]) -> None:
    """What the articles say, one fact a line, each with its sentence.

    \b
    Example:
      kg facts news.nq > facts.jsonl
      kg facts news.nq --type meeting --type visit --format csv > trips.csv
    """
    from kg import facts as room
    from kg.store import open_graph

    unknown = sorted(set(types) - set(room.queries()))
    if unknown:
        raise QueryError(f"no fact type is called {unknown[0]}: use {', '.join(room.queries())}")
    found = room.facts(open_graph(graph), types or None)
    for line in room.jsonl(found) if form == "jsonl" else room.to_csv(found):
        click.echo(line, nl=False)


@click.command(short_help="Ask a question of the catalogue, or your own.")
@click.argument("graph")
@click.argument("name", required=False)
@click.option("-f", "--file", metavar="FILE", help="A SPARQL query in a file (- for standard input).")
@click.option(
    "-e",
    "--expression",
    metavar="SPARQL",
    help="A SPARQL query. The prefixes dip, voc, kg, skos, rdfs, dcterms, xsd need no declaration.",
)
@click.option(
    "-p", "--param", "params", multiple=True, metavar="KEY=VALUE", help="A parameter: a name, an id, a day ... Repeatable."
)
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Default: table on a terminal, csv elsewhere.")
@click.option("--allow-federation", is_flag=True, help="Let SERVICE in your own query call other servers.")
def query(
    graph: str,
    name: str | None,
    file: str | None,
    expression: str | None,
    params: tuple[str, ...],
    form: str | None,
    allow_federation: bool,
) -> None:
    """Ask a question of the catalogue (`kg queries` lists them), or your own.

    \b
    Example:
      kg query news.nq who-met-whom
      kg query news.nq meetings-of --param person="Xi Jinping"
      kg query news.nq -e 'SELECT ?a ?b { ?a dip:metWith ?b }' --format csv
    """
    from kg import catalogue
    from kg.cli import answers
    from kg.store import open_graph

    asked = _asked(name, file, expression)
    opened = open_graph(graph)
    sparql = catalogue.bind(opened, asked, _values(params))
    answers.write(opened.query(sparql, federation=allow_federation), form or ("table" if sys.stdout.isatty() else "csv"))


def _asked(name: str | None, file: str | None, expression: str | None) -> Query:
    from kg import catalogue

    if sum(x is not None for x in (name, file, expression)) != 1:
        raise click.UsageError("give one question: a NAME of the catalogue (see `kg queries`), -f FILE or -e SPARQL")
    if name is not None:
        return catalogue.get(name)
    if expression is not None:
        return catalogue.of_text(expression)
    try:
        text = sys.stdin.read() if file == "-" else Path(str(file)).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(file, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    return catalogue.of_text(text, Path(str(file)).stem, str(file))


def _values(params: Iterable[str]) -> dict[str, Sequence[str]]:
    values: dict[str, list[str]] = {}
    for param in params:
        key, sign, value = param.partition("=")
        if not sign or not key or not value:
            raise QueryError(f"--param {param!r}: write KEY=VALUE, such as person='Xi Jinping'")
        values.setdefault(key.strip(), []).append(value.strip())
    return dict(values)


@click.command(short_help="The catalogue of questions.")
@click.argument("name", required=False)
def queries(name: str | None) -> None:
    """The catalogue: questions, what they answer, their parameters. With NAME, all about one.

    \b
    Example:
      kg queries
      kg queries members-of
    """
    from kg import catalogue

    if name is not None:
        _describe(catalogue.get(name))
        return
    width = max(len(q.name) for q in catalogue.list_queries())
    theme = ""
    for q in catalogue.list_queries():
        if q.theme != theme:
            theme = q.theme
            click.echo(("\n" if theme else "") + click.style(theme.upper(), bold=True))
        names = " ".join(f"{p.name}=" if p.default is not None else f"[{p.name}=]" for p in q.parameters)
        own_line = width + 6 + len(q.summary) + len(names) > _WIDE
        gap = f"\n{'':{width + 4}}" if own_line else "  "
        click.echo(
            f"  {click.style(f'{q.name:<{width}}', fg='cyan')}  {q.summary}"
            + (gap + click.style(names, dim=True) if names else "")
        )
    click.echo("\nAsk: kg query GRAPH NAME --param key=value. What stands in [brackets] may be left out.\nMore: kg queries NAME.")


def _describe(q: Query) -> None:
    from kg.store import shorten

    click.echo(f"{click.style(q.name, bold=True)}: {q.summary}")
    if q.description:
        click.echo(q.description)
    for p in q.parameters:
        default = (
            f" (default: {' '.join(shorten(term.strip('<>')) for term in p.default.split())})"
            if p.default
            else " (may be left out)"
        )
        kind = f"{p.kind} of {', '.join(p.of)}" if p.of else p.kind
        click.echo(f"  {click.style(p.name, fg='cyan')}  {kind}: {p.about}{default}")
    click.echo("\n" + "\n".join(line for line in q.text.splitlines() if not line.startswith("#+")))


@click.command(short_help="What is known about a thing, and from where.")
@click.argument("graph")
@click.argument("thing", metavar="NAME|IRI", nargs=-1, required=True)
@click.option("--all", "everything", is_flag=True, help="Every sentence of each record, not only the first two.")
def explain(graph: str, thing: tuple[str, ...], everything: bool) -> None:
    """What is known about a thing, and from which sentence, article and rule.

    \b
    Example:
      kg explain news.nq Lukashenko
      kg explain news.nq 上海合作组织
    """
    from kg import explain as room
    from kg.cli import words
    from kg.store import open_graph

    for explanation in room.explain(open_graph(graph), " ".join(thing)):
        words.show(explanation, everything=everything)


COMMANDS = (facts, query, queries, explain)
