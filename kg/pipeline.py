"""The main path: articles in, a graph out. A newcomer starts reading here.

    ingest    raw bytes -> Article, Layout          annotate  -> Document (sentences, parse)
    link      -> Document (who is who)              extract   -> records (clauses x frames)
    merge     -> records (told twice, kept once)    correct   -> as the user decided
    assemble  -> a graph: mapping to quads, then occurrences, shortcuts, reference facts

Each step takes a plain value and gives a plain value; RDF starts in ``assemble``. ``pool`` spreads the reading over processes,
``cluster`` over machines, ``target`` is where it all goes: a file made anew, or a store that grows by what is new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg import assemble, cluster, fingerprint, pool, target
from kg import decisions as corrections
from kg.annotate import annotate
from kg.confidence import rated
from kg.correct import correct
from kg.extract import extract
from kg.extract.frames import Frames
from kg.extract.frames import load as load_frames
from kg.gazetteer import Gazetteer
from kg.ingest import Columns, Meter, articles, headed, layout
from kg.link import link
from kg.merge import merge
from kg.model import Article, Reading
from kg.summary import Summary, tell

if TYPE_CHECKING:
    from kg.report import Report

Progress = Callable[[int, int | None, str], None]  # articles so far, how many there will be, the last one


def build(
    inputs: Sequence[str],
    out: str,
    *,
    data: Sequence[str] = (),
    decisions: str | None = None,
    keep_text: bool = True,
    report: str | None = None,
    progress: Progress | None = None,
    jobs: int = 1,
    columns: Sequence[str] = (),
    scheduler: str | None = None,
) -> Summary:
    """Articles from ``inputs`` into the graph ``out``: a file, or a store directory, where an article replaces its older self.

    ``data``: folders of names layered over ours; ``jobs``: processes, or ``scheduler``: the address of a Dask cluster;
    ``columns``: which column of a table gives what, as ``text=BODY,published=DAY``, where its name does not tell. A store gets
    what it does not have yet, as it is now.
    Raises KgError where nothing can be done; bad articles stand in the summary and in ``OUT.failures.jsonl``.
    """
    folders = tuple(Path(d) for d in data)
    decided, summary = corrections.load(decisions), Summary()
    pages = _report(report) if report else None
    meter = Meter() if progress else None
    found = target.peeked(
        articles(inputs, columns=Columns.parsed(columns), meter=meter)
    )  # where nothing can be read, nothing is made
    with target.opened(out, fingerprint.rules(folders, keep_text=keep_text), decided, summary) as graph:
        reader, new = Reader(folders, decisions, keep_text, bool(report)), graph.fresh(found)
        for article, told in _each(new, reader, jobs, scheduler):
            if isinstance(told, pool.Failed):
                graph.fail(article, told.reason)
            else:
                graph.put(article, *told)
            if pages and not isinstance(told, pool.Failed):
                pages.add(summary.readings)
            if progress and meter:
                given = summary.articles + summary.unchanged
                progress(given, meter.expected(given), article.id)
        graph.finish(Gazetteer.load(folders))
    tell(out, [*summary.failures, *summary.left_out])
    if pages:
        pages.end()
    return summary


def _report(folder: str) -> Report:
    from kg.report import Report

    return Report(folder)


def _each(
    new: Iterable[Article], reader: Reader, jobs: int, scheduler: str | None
) -> Iterator[tuple[Article, tuple[bytes, Summary] | pool.Failed]]:
    if scheduler:
        far = cluster.each(new, reader.work(), scheduler)
        yield from far
    else:
        yield from pool.each(new, reader, jobs)


@dataclass(frozen=True, slots=True)
class Reader:
    """What each process of a build does; the fields are arguments of :func:`build`."""

    data: tuple[Path, ...]
    decisions: str | None
    keep_text: bool
    report: bool

    def work(self) -> cluster.Work[Article, tuple[bytes, Summary]]:
        """The same for processes elsewhere, which must read by the same rules."""
        return cluster.Work(self, partial(fingerprint.rules, self.data, keep_text=self.keep_text))

    def __call__(self) -> Callable[[Article], tuple[bytes, Summary]]:
        """Loads names and frames; then article -> quads as text, and what there is to count."""
        gazetteer, frames, decided = Gazetteer.load(self.data), load_frames(self.data), corrections.load(self.decisions)

        def told(article: Article) -> tuple[bytes, Summary]:
            reading = correct(read(article, gazetteer, frames), decided, gazetteer)
            return assemble.quads(reading, keep_text=self.keep_text), Summary.of(reading, keep=self.report)

        return told


def read(article: Article, gazetteer: Gazetteer, frames: Frames) -> Reading:
    """Everything one article says."""
    look = layout(article)
    document, context = link(annotate(headed(article, look), look, gazetteer, frames.cues), gazetteer)
    told, triggers = extract(document, context, frames)
    records = rated(merge(told, frames.keys, frames.unions))
    entities = {e.id: e for r in records for e in r.entities()}
    unlinked = tuple(e for _, e in sorted(entities.items()) if not e.linked and e.kind in ("Person", "Organization", "City"))
    return Reading(document, records, unlinked, tuple(triggers), entities)
