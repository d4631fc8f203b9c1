"""The main path: articles in, a graph out. A newcomer starts reading here.

    ingest    raw bytes -> Article, Layout          annotate  -> Document (sentences, parse)
    link      -> Document (who is who)              extract   -> records (clauses x frames)
    merge     -> records (told twice, kept once)    correct   -> as the user decided
    assemble  -> a graph: mapping to quads, then occurrences, shortcuts, reference facts

Each step takes a plain value and gives a plain value; RDF starts in ``assemble``. Around it stand ``pool`` (processes) and
``target`` (a file made anew, or a store that grows by what is new).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from kg import assemble, fingerprint, pool, target
from kg import decisions as corrections
from kg.annotate import annotate
from kg.confidence import rated
from kg.correct import correct
from kg.errors import InputError
from kg.extract import extract
from kg.extract.frames import Frames
from kg.extract.frames import load as load_frames
from kg.gazetteer import Gazetteer
from kg.ingest import articles, headed, layout
from kg.link import link
from kg.merge import merge
from kg.model import Article, Entity, Reading, Record
from kg.summary import Failure, Summary, tell

Progress = Callable[[int, int | None, str], None]


@dataclass(frozen=True, slots=True)
class Told:
    """What one article gave: its quads as text, and what to count."""

    quads: bytes
    summary: Summary
    reading: Reading | None  # for a report


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
) -> Summary:
    """Articles from ``inputs`` into the graph ``out``: a file, or a store directory, where an article replaces its older self.

    ``data``: folders of names layered over ours; ``jobs``: processes. A store gets what it does not have yet, as it is now.
    Raises KgError where nothing can be done; bad articles stand in the summary and in ``OUT.failures.jsonl``.
    """
    folders = tuple(Path(d) for d in data)
    decided, gazetteer = corrections.load(decisions), Gazetteer.load(folders)
    summary, readings = Summary(), list[Reading]()
    found = articles(inputs)
    first = next(found, None)  # where nothing can be read, nothing is made
    start = partial(_reader, folders, decisions, keep_text, report is not None)
    with target.opened(out, fingerprint.rules(folders, keep_text=keep_text), decided) as graph:
        summary.notes += graph.notes(before=True)
        new = graph.fresh(chain([first] if first else [], found), summary)
        for article, told in pool.each(new, start, jobs):
            if isinstance(told, pool.Failed):
                summary.failures.append(Failure(article.id, f"{told.reason}; the others are not affected"))
                graph.drop(iris.article(article.id))
                continue
            graph.put(article, told.quads)
            summary.join(told.summary)
            readings += [told.reading] if told.reading else []
            if progress:
                progress(summary.articles, None, article.id)
        graph.finish(gazetteer)
        summary.notes += graph.notes(before=False)
    tell(out, summary.failures)
    if report:
        from kg.report import write

        write(report, readings)
    return summary
