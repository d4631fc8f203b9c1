"""Commands that judge a graph: validate, reason. Exit status 1 where it does not pass."""

from __future__ import annotations

import click


@click.command(short_help="Check a graph against the shapes.")
@click.argument("graph")
@click.pass_context
def validate(ctx: click.Context, graph: str) -> None:
    """Check a graph against the shapes: every record complete, every quote verbatim in its article.

    \b
    Example:
      kg validate news.nq
    """
    from kg import validate as room
    from kg.store import open_graph

    report = room.validate(open_graph(graph))
    for line in report.lines():
        click.echo(line)
    ctx.exit(0 if report.conforms else 1)


@click.command(short_help="Check that nothing contradicts the ontology.")
@click.argument("graph")
@click.pass_context
def reason(ctx: click.Context, graph: str) -> None:
    """Check that ontology and data do not contradict each other (owlready2 and HermiT; needs Java).

    \b
    Example:
      kg reason news.nq
    """
    from kg import reason as room
    from kg.store import open_graph

    report = room.reason(open_graph(graph))
    for line in report.lines():
        click.echo(line)
    ctx.exit(0 if report.consistent else 1)


COMMANDS = (validate, reason)
