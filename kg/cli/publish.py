"""The command publish: a graph into a store elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.publish import Verdict


@click.command(short_help="Put a graph into a store elsewhere, and check it there.")
@click.argument("graph")
@click.argument("url")
@click.option(
    "--protocol",
    type=click.Choice(["auto", "gsp", "update"]),
    default="auto",
    show_default=True,
    help="Graph Store Protocol or SPARQL Update; auto takes what the store takes.",
)
@click.option("--prune", is_flag=True, help="Also remove articles published there before that GRAPH no longer has.")
@click.option("--all", "everything", is_flag=True, help="Send every graph, also those that the store has as they are.")
@click.option("--netrc", is_flag=True, help="User and password from ~/.netrc (or the file that NETRC names).")
@click.option("--query", metavar="URL", help="Where the store answers queries, if kg cannot tell from URL.")
@click.pass_context
def publish(
    ctx: click.Context, graph: str, url: str, protocol: str, prune: bool, everything: bool, netrc: bool, query: str | None
) -> None:
    """Put a graph into a store elsewhere: Virtuoso, Fuseki, GraphDB, Oxigraph and others (docs/load-elsewhere.md has their URLs).

    Only graphs of ours are written, each as a whole; what the store has already is not sent again, and what was cut off goes on
    with the same command. Then the statements of every graph are counted there: exit status 1 where they differ from here.

    Credentials come from the environment: KG_PUBLISH_USER and KG_PUBLISH_PASSWORD (basic or digest, as the store asks), or
    KG_PUBLISH_TOKEN (bearer).

    \b
    Example:
      kg publish news.nq http://localhost:7878
      kg publish news/ http://localhost:8890/sparql --prune
      kg publish news.nq https://example.org/repositories/news --netrc
    """
    from kg import publish as room

    options = room.Options(protocol, query, prune, netrc, everything)
    verdict = room.publish(graph, url, options, lambda line: click.echo(f"kg: {line}", err=True))
    for line in _lines(verdict, graph, url):
        click.echo(line)
    ctx.exit(0 if verdict.agrees else 1)


COMMANDS = (publish,)


def _lines(verdict: Verdict, graph: str, url: str) -> Iterator[str]:
    """What was done, and the verdict."""
    sent = f"{_many(verdict.sent, 'graph')} sent ({_many(verdict.sent_statements, 'statement')})"
    same = verdict.graphs - verdict.sent - 1  # the meta graph is no cargo
    yield f"{graph} -> {url}: {verdict.store}, {verdict.protocol}"
    yield f"  {sent}, {same:,} there already, {verdict.removed:,} removed"
    for name, here, there in verdict.differences:
        yield f"  differs: {name}: {_many(here, 'statement')} here, {there:,} there"
    if verdict.left:
        yield f"  {_many(verdict.left, 'graph')} published there before, gone here: --prune removes"
    if verdict.wrong:
        yield f"{_many(verdict.wrong, 'graph')} DIFFER there: give the same command again, or with --all"
    elif verdict.agrees:
        yield f"the store agrees: {_many(verdict.graphs, 'graph')}, {_many(verdict.statements, 'statement')}, counted there"
    else:
        yield "the store has all of this graph, and more of an earlier one"


def _many(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
