"""The command publish: a graph into a store elsewhere."""

from __future__ import annotations

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


def _lines(verdict: Verdict, graph: str, url: str) -> list[str]:
    """What was done, and the verdict."""
    same = verdict.graphs - verdict.sent - 1  # the meta graph is no cargo
    sent = f"{verdict.sent:,} graphs sent ({verdict.sent_statements:,} statements)"
    said = [
        f"{graph} -> {url}: {verdict.store}, {verdict.protocol}",
        f"  {sent}, {same:,} there already, {verdict.removed:,} removed",
    ]
    for name, here, there in verdict.differences:
        said.append(f"  differs: {name}: {here:,} statements here, {there:,} there")
    if verdict.left:
        said.append(f"  {verdict.left:,} graphs published there before are gone here: --prune removes them")
    if verdict.wrong:
        said.append(f"{verdict.wrong:,} graphs DIFFER there: give the same command again, or --all")
    elif verdict.agrees:
        said.append(f"the store agrees: {verdict.graphs:,} graphs, {verdict.statements:,} statements, counted there")
    else:
        said.append("the store has all of this graph, and more of an earlier one")
    return said
