"""Commands that make or change a graph: build, forget."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import InputError

if TYPE_CHECKING:
    from kg.summary import Summary

Progress = Callable[[int, int | None, str], None]

_DATA = click.option(
    "--data", multiple=True, metavar="DIR", help="Names of your own, laid out like kg/data, layered over ours. Repeatable."
)
_DECISIONS = click.option(
    "--decisions", metavar="FILE", help="Your corrections (TOML): facts to reject, names to relink, what is the same."
)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", required=True, metavar="OUT", help="NAME.nq, NAME.trig, NAME.jsonld or a store directory NAME/.")
@_DATA
@_DECISIONS
@click.option("--no-text", is_flag=True, help="Keep the quotes but not the articles' whole texts.")
@click.option("--report", metavar="DIR", help="Also write what each sentence gave, and why others gave nothing.")
@click.option(
    "--columns",
    multiple=True,
    metavar="FIELD=NAME,...",
    help="Which column gives text, id, title, published, source, url, language.",
)
@click.option("-j", "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read articles.")
@click.option("--scheduler", metavar="ADDRESS", help="Read on the Dask cluster at tcp://HOST:PORT instead (needs kg[scale]).")
@click.pass_context
def build(
    ctx: click.Context,
    inputs: tuple[str, ...],
    output: str,
    data: tuple[str, ...],
    decisions: str | None,
    no_text: bool,
    report: str | None,
    columns: tuple[str, ...],
    jobs: int,
    scheduler: str | None,
) -> None:
    """Read articles into a graph.

    PATH is a text or HTML file, a folder, a pattern ("news/*.txt"), a table with one article a row (.jsonl, .csv, .tsv,
    .parquet: id, text, and optionally published, title, source, url, language), a web archive (.warc), a feed (.rss, .atom,
    .xml), or - for standard input. All but .parquet may be packed (.gz, .zst). Other languages and kinds are left out, and said.

    A file is made anew. A store directory grows: articles that it has as they are now are left alone, changed ones replaced;
    what was interrupted is finished by the same command. What could not be read stands in OUT.failures.jsonl; then the exit
    status is 1.

    \b
    Example:
      kg build articles/ more.jsonl -o news.nq --decisions corrections.toml
      kg build archive/ -o news/ --jobs 2
    """
    from kg import pipeline

    begin = time.monotonic()
    with _progress() as progress:
        summary = pipeline.build(
            list(inputs),
            output,
            data=data,
            decisions=decisions,
            keep_text=not no_text,
            report=report,
            progress=progress,
            jobs=jobs,
            columns=columns,
            scheduler=scheduler,
        )
    for line in [*summary.notes, *_first(summary.failures, output), *_first(summary.left_out, output)]:
        click.echo(f"kg: {line}", err=True)
    if not summary.articles and not summary.unchanged:
        raise InputError(", ".join(inputs), "no article could be read: give text files, folders of them or .jsonl")
    _show(summary, output, time.monotonic() - begin)
    _warn_of_stale(output, decisions)
    ctx.exit(1 if summary.failures else 0)


@click.command(short_help="Drop one article and what rests on it alone.")
@click.argument("graph")
@click.argument("article")
@_DATA
@_DECISIONS
def forget(graph: str, article: str, data: tuple[str, ...], decisions: str | None) -> None:
    """Drop one article and everything that rests on it alone.

    ARTICLE is its id, as `kg query GRAPH articles` lists it. The graph is then what a build without that article would have
    made; give --data and --decisions as for that build.

    \b
    Example:
      kg forget news.nq minsk-2024-08-22.txt
    """
    from kg import decisions as corrections
    from kg import fingerprint, target
    from kg.gazetteer import Gazetteer
    from kg.store import find_article
    from kg.summary import Summary

    folders = [Path(d) for d in data]
    with target.opened(graph, fingerprint.rules(folders), corrections.load(decisions), Summary(), anew=False) as opened:
        opened.drop(find_article(opened.graph, article))
        opened.finish(Gazetteer.load(folders))
        left = len(opened.graph.articles())
    click.echo(f"{graph}: forgot {article}; {_many(left, 'article')} left")


COMMANDS = (build, forget)


# -- while it works --------------------------------------------------------------------------------------------------------------


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """On a terminal a bar with rate and time left, on standard error; nothing elsewhere: a log has the result."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[state]}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    begin = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, state="reading")

        def show(done: int, total: int | None, article: str) -> None:
            rate = done / max(time.monotonic() - begin, 0.001)
            state = f"{done:,}{f' of about {total:,}' if total else ''} articles, {rate:.1f}/s"
            bar.update(task, completed=done, total=total, description=_shortened(article, 30), state=state)

        yield show


# -- what it did -----------------------------------------------------------------------------------------------------------------


def _show(summary: Summary, output: str, seconds: float) -> None:
    """The summary for people, in three blocks."""
    from kg import vocab

    total = sum(summary.records.values())
    kept = f" read, {summary.unchanged:,} left as they were" if summary.unchanged else ""
    name = click.style(output, bold=True)
    click.echo(f"\n{name}: {_many(summary.articles, 'article')}{kept}, {_many(total, 'record')}, {seconds:.1f} s\n")
    rows = sorted(summary.records.items(), key=lambda item: (-item[1], item[0]))
    _columns([(vocab.FACTS.get(name, name), count) for name, count in rows])
    read = summary.sentences_with + summary.sentences_without
    click.echo(f"\n  Sentences: {summary.sentences_with:,} of {read:,} gave something, {summary.sentences_without:,} nothing.")
    _unlinked(summary)
    if summary.failures:
        from kg.summary import failures_file

        click.echo(f"  Not read: {_many(len(summary.failures), 'input')}, named in {failures_file(output)}.")
    click.echo("")


def _columns(rows: list[tuple[str, int]], height: int = 5) -> None:
    """Name and number, top to bottom, then the next column."""
    width = max((len(name) for name, _ in rows), default=0)
    for line in range(min(height, len(rows))):
        click.echo("  " + "     ".join(f"{name:<{width}} {count:>6,}" for name, count in rows[line::height]))


def _unlinked(summary: Summary) -> None:
    from kg.summary import plain

    names = Counter(summary.unlinked).most_common()
    if names:
        shown = ", ".join(plain(name) for name, _ in sorted(names, key=lambda item: (-item[1], item[0]))[:6])
        more = f" and {len(names) - 6:,} more" if len(names) > 6 else ""
        click.echo(f"  Unlinked: {_many(len(names), 'name')} that no table knows: {shown}{more}.")
    else:
        click.echo("  Unlinked: none; the tables know every name.")


def _warn_of_stale(output: str, decisions: str | None) -> None:
    """Decisions about records that are not there did nothing: better said than not."""
    if decisions is None:
        return
    from kg import decisions as corrections
    from kg.derive import stale
    from kg.store import open_graph, shorten

    for iri in stale(open_graph(output), corrections.load(decisions)):
        click.echo(f"kg: {decisions}: [[same]] or [[apart]] names {shorten(iri)}, which the graph does not have", err=True)


def _first(failures: Sequence[object], output: str, most: int = 20) -> list[str]:
    """The first failures, a line each, and how many more there are."""
    lines = [str(failure) for failure in failures[:most]]
    return [*lines, f"{output}: {len(failures) - most:,} more inputs could not be read"] if len(failures) > most else lines


def _many(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _shortened(text: str, width: int) -> str:
    from rich.markup import escape

    from kg.summary import plain

    return escape(plain(text if len(text) <= width else "…" + text[-width + 1 :]))
