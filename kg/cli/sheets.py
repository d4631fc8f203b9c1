"""The command tables: a graph as the tables that scholars keep."""

from __future__ import annotations

import click


@click.command(short_help="Write the tables that scholars keep, as CSV.")
@click.argument("graph")
@click.option("-o", "--output", required=True, metavar="DIR", help="The folder to write them into; made if need be.")
@click.option("--table", "names", multiple=True, metavar="NAME", help="Only this table, such as trips. Repeatable.")
def tables(graph: str, output: str, names: tuple[str, ...]) -> None:
    """Write the tables that scholars keep, as CSV.

    They are trips, meetings, tenures, memberships, partnerships, stances, signings, statements, and events in the forms of PLOVER
    and CAMEO. Each has its metadata beside it, and a README.md says what every column is.

    \b
    Example:
      kg tables news.nq -o tables/
      kg tables news.nq -o tables/ --table trips --table meetings
    """
    from kg import sheets as room
    from kg.store import open_graph

    for name in names:
        room.get(name)
    written = room.write(open_graph(graph), output, names or None)
    width = max(map(len, written))
    for file, count in written.items():
        click.echo(f"  {file:<{width}} {count:>8,} row{'' if count == 1 else 's'}")
    click.echo(f"{output}: what their columns are is in README.md")


COMMANDS = (tables,)
