"""Commands that turn a graph into something else: view, export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.errors import OutputError, QueryError


@click.command(short_help="Draw a graph as one interactive page.")
@click.argument("graph")
@click.option("-o", "--output", required=True, metavar="PAGE.html", help="The page to write.")
@click.option("--title", help="Heading of the page.")
@click.option("--center", metavar="NAME", help="Only what is near this person, country, organization ...")
@click.option("--depth", type=click.IntRange(1, 9), default=1, show_default=True, help="How many steps from the center.")
@click.option("--from", "--since", "since", metavar="DATE", help="Only what happened from this day, month or year on.")
@click.option("--to", "--until", "until", metavar="DATE", help="Only what happened up to this day, month or year.")
@click.option("--types", "--type", "types", multiple=True, metavar="TYPES", help="Only these types: meeting,visit. Repeatable.")
@click.option("--query", "file", metavar="FILE", help="Draw what the SELECT or CONSTRUCT in FILE gives (- for standard input).")
@click.option(
    "--language", type=click.Choice(["en", "zh", "both"]), default="en", show_default=True, help="The language it opens in."
)
def view(
    graph: str,
    output: str,
    title: str | None,
    center: str | None,
    depth: int,
    since: str | None,
    until: str | None,
    types: tuple[str, ...],
    file: str | None,
    language: str,
) -> None:
    """Draw a graph as one interactive page that needs no network.

    \b
    Example:
      kg view news.nq -o news.html
      kg view news.nq -o belarus.html --center Belarus --from 2024
      kg view news.nq -o met.html --query met.rq --title "Who met whom"
    """
    from kg.store import open_graph, write_atomically
    from kg.view import page

    if Path(output).suffix not in {".html", ".htm"}:
        raise OutputError(output, "a page is written as NAME.html")
    drawn = page(
        open_graph(graph),
        title=title,
        center=center,
        depth=depth,
        since=since,
        until=until,
        types=[name.strip() for names in types for name in names.split(",") if name.strip()] or None,
        query=_text(file) if file else None,
        language=language,
    )
    try:
        write_atomically(Path(output), drawn.encode("utf-8"))
    except OSError as error:
        raise OutputError(output, f"cannot be written: {error.strerror or error}") from error
    click.echo(f"{output}: {len(drawn) / 1e6:.1f} MB; open it in a browser")


def _text(file: str) -> str:
    """A query from a file, with the defaults of its parameters."""
    from kg import catalogue

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(file, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    return catalogue.of_text(text, Path(file).stem, file).text


@click.command()
@click.argument("graph")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="NAME.nq .trig .jsonld .ttl .nt .rdf .graphml .gexf .cyjs .parquet .neo4j, or a store directory NAME/.",
)
def export(graph: str, output: str) -> None:
    """Write a graph in another format.

    .ttl, .nt and .rdf hold the merged graph, without the names of its graphs; .graphml, .gexf and .cyjs the network of what
    happened, for Gephi, Cytoscape and their kin; .parquet is a table of all statements; .neo4j a folder for neo4j-admin import.

    \b
    Example:
      kg export news.nq -o news.ttl
      kg export news.nq -o news.gexf
    """
    from kg import export as room
    from kg.store import open_graph

    room.check(output)
    opened = open_graph(graph)
    room.export(opened, output)
    click.echo(f"{output}: {len(opened):,} statements")


COMMANDS = (view, export)
