"""The command that serves a graph: serve."""

from __future__ import annotations

import logging

import click


@click.command(short_help="Serve a graph: SPARQL endpoint and pages.")
@click.argument("graph")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on. 0.0.0.0 lets other machines in.")
@click.option("--port", type=click.IntRange(0, 65535), default=8710, show_default=True, help="0 takes a free one.")
@click.option("--timeout", type=click.FloatRange(0.1, 3600), default=30, show_default=True, help="Seconds a query may take.")
@click.option("--limit", type=click.IntRange(1, 10_000_000), default=10_000, show_default=True, help="Rows an answer may have.")
@click.option("--allow-federation", is_flag=True, help="Let SERVICE in a query call other servers.")
def serve(graph: str, host: str, port: int, timeout: float, limit: int, allow_federation: bool) -> None:
    """Serve a graph: a SPARQL endpoint at /sparql, a page for each thing, everything read-only.

    A new build of the same graph is taken over at once, without a restart.

    \b
    Example:
      kg serve news.nq
      kg serve news/ --port 8080 --timeout 10
    """
    from kg import serve as room

    logging.basicConfig(format="kg: %(message)s", level=logging.WARNING)
    rules = room.Rules(timeout, limit, allow_federation)
    room.run(
        graph, host, port, rules, lambda address, n: click.echo(f"{graph}: {n:,} statements at {address} (Ctrl+C ends)", err=True)
    )


COMMANDS = (serve,)
