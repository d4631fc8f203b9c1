"""Neo4j: a folder of CSV files for ``neo4j-admin database import``, nodes by kind and one file of relationships.

The whole graph as a property graph: everything that has an IRI is a node with its classes as labels, everything said of it in
words is a property, everything said with another node a relationship (``TOLD_BY``, ``PARTICIPANT``). Properties with a
language are two: ``quote_en``, ``quote_zh``; what has a label has a ``name``, which Neo4j's own tools show. The articles' whole
texts stay out. Sorted, and written as it is read: the size of the graph does not matter. Cells are not guarded against
spreadsheets: a database imports them as they are.
"""

from __future__ import annotations

import csv
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from kg import iris, spill
from kg.store import PREFIXES, Graph

ARRAY = ";"  # between the values of a list and between labels: neo4j-admin's default, which it cannot escape
RELATIONSHIPS = "relationships"
_LEFT_OUT = frozenset({"text", "meta"})  # graphs
_LABELS = frozenset({PREFIXES["rdf"] + "type", iris.term("ofClass")})
_FILES = {  # class -> file of its nodes; everything else is a thing
    "Article": "articles",
    "Record": "records",
    "Occurrence": "occurrences",
    "Evidence": "evidence",
    "Concept": "concepts",
    "ReferenceTenure": "tenures",
}
_NAMES = ("label_en", "prefLabel_en", "title_en", "label_zh", "title_zh")
_TYPES = {
    PREFIXES["xsd"] + name: neo
    for name, neo in (("integer", "long"), ("decimal", "double"), ("boolean", "boolean"), ("date", "date"))
}


def save(graph: Graph, path: Path) -> None:
    """Makes the folder, with a README that has the command to import it."""
    path.mkdir()
    kinds = _nodes(graph, path)
    _relationships(graph, path)
    (path / "README.md").write_text(_readme(kinds), "utf-8")


# -- nodes -----------------------------------------------------------------------------------------------------------------------


@dataclass
class _Kind:
    """The nodes of one file, as they wait for their header: each a line of JSON."""

    waiting: IO[str]
    columns: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # property -> Neo4j types of its values
    several: set[str] = field(default_factory=set)  # properties with more than one value somewhere


def _nodes(graph: Graph, path: Path) -> list[str]:
    """Writes the files of nodes; gives their names."""
    with ExitStack() as files:
        kinds: dict[str, _Kind] = {}
        rows = spill.ordered(row for quad in _quads(graph) for row in _node_rows(quad))
        for id, members in groupby(rows, key=lambda row: row[0]):
            found = [row[1:] for row in members]
            labels = sorted({label for label, kind, _ in found if kind is None})
            name = next((file for label, file in _FILES.items() if label in labels), "things")
            if name not in kinds:
                kinds[name] = _Kind(files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8")))
            _keep(kinds[name], id, labels, [row for row in found if row[1] is not None])
        for name, kind in sorted(kinds.items()):
            _write_nodes(kind, path / f"{name}.csv")
    return sorted(kinds)


def _node_rows(quad: ox.Quad) -> Iterator[list[str | None]]:
    """A statement as id, label or property, Neo4j type (None for a label), value; and the node that it leads to."""
    subject, term = _id(quad.subject), quad.object
    if isinstance(term, ox.Literal):
        name = _local(quad.predicate) + (f"_{term.language}" if term.language else "")
        yield [subject, name, _TYPES.get(term.datatype.value, "string"), term.value]
    elif quad.predicate.value in _LABELS:
        yield [subject, _local(term), None, None]
    else:
        yield [subject, "Resource", None, None]
        yield [_id(term), "Resource", None, None]


def _keep(kind: _Kind, id: str, labels: Sequence[str], properties: Sequence[Sequence[str]]) -> None:
    values: dict[str, list[str]] = defaultdict(list)
    for name, type, value in (*properties, *_name(properties)):
        kind.columns[name].add(type)
        values[name].append(value)
    kind.several |= {name for name, found in values.items() if len(found) > 1}
    kind.waiting.write(json.dumps([id, labels, values], ensure_ascii=False) + "\n")


def _name(properties: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    labels = {name: value for name, _, value in properties}
    found = next((labels[name] for name in _NAMES if name in labels), None)
    if found is not None:
        yield "name", "string", found


def _write_nodes(kind: _Kind, path: Path) -> None:
    names = sorted(kind.columns)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id:ID", *(f"{name}:{_type(kind, name)}" for name in names), ":LABEL"])
        kind.waiting.seek(0)
        for line in kind.waiting:
            id, labels, values = json.loads(line)
            writer.writerow([id, *(_cell(values.get(name, ()), kind, name) for name in names), ARRAY.join(labels)])


def _type(kind: _Kind, name: str) -> str:
    types = kind.columns[name]
    return (next(iter(types)) if len(types) == 1 else "string") + ("[]" if name in kind.several else "")


def _cell(values: Sequence[str], kind: _Kind, name: str) -> str:
    return ARRAY.join(value.replace(ARRAY, ",") for value in values) if name in kind.several else "".join(values)


# -- relationships ---------------------------------------------------------------------------------------------------------------


def _relationships(graph: Graph, path: Path) -> None:
    with (path / f"{RELATIONSHIPS}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([":START_ID", ":TYPE", ":END_ID"])
        writer.writerows(spill.ordered(_relationship(quad) for quad in _quads(graph) if _relates(quad)))


def _relates(quad: ox.Quad) -> bool:
    return not isinstance(quad.object, ox.Literal) and quad.predicate.value not in _LABELS


def _relationship(quad: ox.Quad) -> list[str]:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", _local(quad.predicate)).upper()
    return [_id(quad.subject), words, _id(quad.object)]


# -- both ------------------------------------------------------------------------------------------------------------------------


def _quads(graph: Graph) -> Iterator[ox.Quad]:
    """What is exported; the two graphs that say nothing about the world stay out."""
    left_out = {iris.graph(name) for name in _LEFT_OUT}
    return (quad for quad in graph.quads() if getattr(quad.graph_name, "value", "") not in left_out)


def _id(term: Any) -> str:
    """The id that a thing has in all tables of ours; other IRIs are whole."""
    return str(term.value).removeprefix(iris.BASE)


def _local(term: Any) -> str:
    return str(term.value).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _readme(kinds: Sequence[str]) -> str:
    nodes = " \\\n  ".join(f"--nodes={name}.csv" for name in kinds)
    return f"""# For Neo4j

Into a new database, in this folder (Neo4j 5; quotes may hold line breaks):

    neo4j-admin database import full neo4j --multiline-fields=true \\
      {nodes} \\
      --relationships={RELATIONSHIPS}.csv

Then for example:

    MATCH (a:Person)-[:MET_WITH]->(b:Person) RETURN a.label_en, b.label_en
    MATCH (m:Meeting:Occurrence)-[:PARTICIPANT]->(p), (m)-[:TOLD_BY]->()-[:EVIDENCE]->(e)
    RETURN m.dateText, collect(DISTINCT p.label_en), e.quote_en LIMIT 10

Cells are as the articles have them: do not open these files in a spreadsheet (`kg tables` makes files for that).
"""
