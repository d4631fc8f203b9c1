"""The main path: articles in, a graph out. A newcomer starts reading here.

    ingest    raw bytes -> Article, Layout          annotate  -> Document (sentences, parse)
    link      -> Document (who is who)              extract   -> records (clauses x frames)
    merge     -> records (told twice, kept once)    correct   -> as the user decided
    assemble  -> a graph: mapping to quads, then occurrences, shortcuts, reference facts

Each step takes a plain value and gives a plain value; RDF starts in ``assemble``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kg import decisions as corrections
from kg.annotate import annotate
from kg.assemble import finish, put
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
from kg.store import Graph, check_output, open_graph
from kg.store.files import is_store
from kg.summary import Summary

Progress = Callable[[int, int | None, str], None]


def build(
    inputs: Sequence[str],
    out: str,
    *,
    data: Sequence[str] = (),
    decisions: str | None = None,
    keep_text: bool = True,
    report: str | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Articles from ``inputs`` into the graph ``out``: a file, or a store directory, where an article replaces its older self.

    ``data``: folders of names layered over ours. Raises KgError where nothing can be done; bad articles stand in the summary.
    """
    check_output(out)
    folders = tuple(Path(d) for d in data)
    gazetteer, frames, decided = Gazetteer.load(folders), load_frames(folders), corrections.load(decisions)
    graph = open_graph(out, writable=True) if is_store(out) else Graph.memory()
    summary = Summary()
    readings = []
    for article in articles(inputs):
        if isinstance(article, InputError):
            summary.failures.append(str(article))
            continue
        try:
            reading = correct(read(article, gazetteer, frames), decided, gazetteer)
        except Exception as error:  # noqa: BLE001 - one article must never lose the others
            summary.failures.append(
                f"{article.id}: could not be read ({type(error).__name__}: {error}); the others are not affected"
            )
            continue
        put(graph, reading, keep_text)
        summary.add(reading)
        if report:
            readings.append(reading)
        if progress:
            progress(summary.articles, None, article.id)
    finish(graph, gazetteer, decided)
    graph.flush() if graph.persistent else graph.save(out)
    if report:
        from kg.report import write

        write(report, readings)
    return summary


def read(article: Article, gazetteer: Gazetteer, frames: Frames) -> Reading:
    """Everything one article says."""
    look = layout(article)
    document, context = link(annotate(headed(article, look), look, gazetteer), gazetteer)
    told, triggers = extract(document, context, frames)
    records = rated(merge(told, frames.keys, frames.unions))
    entities = {e.id: e for r in records for e in _entities(r)}
    unlinked = tuple(e for _, e in sorted(entities.items()) if not e.linked and e.kind in ("Person", "Organization", "City"))
    return Reading(document, records, unlinked, tuple(triggers), entities)


def _entities(record: Record) -> list[Entity]:
    found = [v for _, values in record.values for v in values if isinstance(v, Entity)]
    return [*found, record.stated_by] if record.stated_by else found
