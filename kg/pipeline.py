"""The main path: articles in, a graph out. A newcomer starts reading here.

    ingest    raw bytes -> Article, Layout          annotate  -> Document (sentences, parse)
    link      -> Document (who is who)              extract   -> records (clauses x frames)
    merge     -> records (told twice, kept once)    mapping   -> quads, one graph an article
    derive    graph -> occurrences and shortcuts

Each step takes a plain value and gives a plain value; RDF starts in ``mapping``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg import __version__, iris, mapping
from kg import decisions as corrections
from kg.annotate import annotate
from kg.decisions import Decisions
from kg.derive import derive
from kg.errors import InputError
from kg.extract import extract
from kg.extract.frames import Frames
from kg.extract.frames import load as load_frames
from kg.gazetteer import Gazetteer
from kg.ingest import articles, layout
from kg.link import link
from kg.merge import merge
from kg.model import Article, Entity, Reading, Record
from kg.store import Graph, check_output, open_graph
from kg.store.files import is_store

Progress = Callable[[int, int | None, str], None]


@dataclass
class Summary:
    """What a build did: for people, printed by ``kg build``."""

    articles: int = 0
    records: Counter[str] = field(default_factory=Counter)
    unlinked: Counter[str] = field(default_factory=Counter)
    sentences_with: int = 0
    sentences_without: int = 0
    failures: list[str] = field(default_factory=list)


def build(inputs: Sequence[str], out: str, *, data: Sequence[str] = (), decisions: str | None = None, keep_text: bool = True,
          report: str | None = None, progress: Progress | None = None) -> Summary:
    """Articles from ``inputs`` into the graph ``out`` (a file, or a store directory: there an article replaces its older self).

    ``data``: folders of names layered over ours. Raises KgError where nothing can be done; single bad articles are told in the summary.
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
            reading = decide(read(article, gazetteer, frames), decided, gazetteer)
        except Exception as error:  # noqa: BLE001 - one article must never lose the others
            summary.failures.append(f"{article.id}: could not be read ({type(error).__name__}: {error}); the other articles are not affected")
            continue
        put(graph, reading, keep_text)
        count(summary, reading)
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


def put(graph: Graph, reading: Reading, keep_text: bool = True) -> None:
    """One article's graph, in place of what was there under its id."""
    iri = iris.article(reading.document.article.id)
    graph.drop(iri)
    graph.remove(q for q in graph.about(iri) if q.graph_name.value == iris.graph("text"))
    graph.add(mapping.article_quads(reading))
    if keep_text:
        graph.add(mapping.text_quads(reading.document.article))


def finish(graph: Graph, gazetteer: Gazetteer, decided: Decisions) -> None:
    """What rests on all articles together: the things they speak of, occurrences and shortcuts, the counts."""
    quads = [q for article in graph.articles() for q in graph.quads(article)]
    objects = {getattr(q.object, "value", "") for q in quads}
    known = [gazetteer.entity(i) for o in sorted(objects) if (i := iris.entity_id(o)) and i in gazetteer.rows]
    graph.drop(iris.graph("reference"))
    graph.add(mapping.reference_quads(known, gazetteer, mapping.concepts_used(quads)))
    derive(graph, decided)
    counts = Counter(q.object.value.rpartition("#")[2] for q in quads if q.predicate == mapping.TYPE and "/record/" in q.subject.value)
    graph.drop(iris.graph("meta"))
    graph.add(mapping.meta_quads(__version__, {"articles": len(graph.articles()), **{k: v for k, v in sorted(counts.items()) if k != "Record"}}))


def decide(reading: Reading, decided: Decisions, gazetteer: Gazetteer) -> Reading:
    """The reading with the user's corrections: names relinked, facts rejected."""
    article = reading.document.article.id

    def relinked(entity: Entity) -> Entity:
        for _, name in entity.names:
            to = decided.relink(name, article)
            if to and to in gazetteer.rows:
                return gazetteer.entity(to)
        return entity

    records = []
    for record in reading.records:
        values = tuple((n, tuple(relinked(v) if isinstance(v, Entity) else v for v in vs)) for n, vs in record.values) if decided.relinks else record.values
        record = replace(record, values=values)
        if not (decided.reject and (decided.rejects(mapping.record_iri(article, record)) or any(decided.rejects((article, e.quote)) for e in record.evidence))):
            records.append(record)
    return replace(reading, records=tuple(records))


def count(summary: Summary, reading: Reading) -> None:
    """Add one article to the summary."""
    summary.articles += 1
    summary.records.update(r.type for r in reading.records)
    summary.unlinked.update(e.label() for e in reading.unlinked)
    found = {e.start for r in reading.records for e in r.evidence}
    starts = [s.source_span(0, 1)[0] for s in reading.document.sentences if s.text]
    summary.sentences_with += sum(s in found for s in starts)
    summary.sentences_without += sum(s not in found for s in starts)


def read(article: Article, gazetteer: Gazetteer, frames: Frames) -> Reading:
    """Everything one article says."""
    document, context = link(annotate(article, layout(article), gazetteer), gazetteer)
    told, triggers = extract(document, context, frames)
    records = merge(told, frames.keys, frames.unions)
    entities = {e.id: e for r in records for e in _entities(r)}
    unlinked = tuple(e for _, e in sorted(entities.items()) if not e.linked and e.kind in ("Person", "Organization", "City"))
    return Reading(document, tuple(records), unlinked, tuple(triggers), entities)


def _entities(record: Record) -> list[Entity]:
    found = [v for _, values in record.values for v in values if isinstance(v, Entity)]
    return [*found, record.stated_by] if record.stated_by else found
