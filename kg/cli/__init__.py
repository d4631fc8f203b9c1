"""The command ``kg``: one thin command a verb. Whatever is heavy is imported inside the command that needs it.

Answers go to standard output, everything else to standard error. Exit status: 0, 1 where a check fails, 2 where something
cannot be done; then one line says what, and what to do.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from kg import __version__
from kg.cli import ask, check, make, measure, network, publish, serve, sheets, show, upkeep
from kg.errors import KgError


class _Commands(click.Group):
    """A group that lists its commands in order of use, and turns every error into its line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        return list(self.commands)

    def main(self, args: Any = None, prog_name: str | None = None, *rest: Any, **extra: Any) -> Any:
        extra["standalone_mode"] = False
        try:
            code = super().main(args, prog_name or "kg", *rest, **extra)
        except Exception as error:  # noqa: BLE001 - the last line of defence: a person never meets a traceback unasked
            code = _told(error)
        sys.exit(code if isinstance(code, int) else 0)


def _told(error: Exception) -> int:
    """Says what went wrong in one line; the exit status."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return 2
    if isinstance(error, click.ClickException):
        command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "kg"
        click.echo(f"{command}: {' '.join(error.format_message().split())} (`{command} --help` shows how)", err=True)
        return error.exit_code
    if isinstance(error, click.Abort):
        click.echo("kg: stopped", err=True)
        return 130
    if os.environ.get("KG_DEBUG"):
        raise error
    if isinstance(error, KgError):
        click.echo(f"kg: {error}", err=True)
    else:
        line = " ".join(str(error).split())[:300]
        click.echo(
            f"kg: unexpected {type(error).__name__}: {line} (a mistake of ours: KG_DEBUG=1 shows where; please report it)",
            err=True,
        )
    return 2


@click.group("kg", cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="kg")
def cli() -> None:
    """Diplomatic news as a knowledge graph: every fact with its sentence.

    \b
    Begin with:
      kg build articles/ -o news.nq      read articles into a graph
      kg facts news.nq                   what they say, one fact a line
      kg query news.nq who-met-whom      a question of the catalogue
      kg view news.nq -o news.html       a page to look at
    """


for _command in (
    *make.COMMANDS,
    *ask.COMMANDS,
    *show.COMMANDS,
    *network.COMMANDS,
    *serve.COMMANDS,
    *publish.COMMANDS,
    *sheets.COMMANDS,
    *check.COMMANDS,
    *measure.COMMANDS,
    *upkeep.COMMANDS,
):
    cli.add_command(_command)


def main() -> None:
    """The entry point of the ``kg`` script."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process is one core: on small matrices threads wait for each other
    cli()
