"""Answers of queries on standard output: tables for people, the standard formats for programs."""

from __future__ import annotations

import csv
import io
import shutil
import sys

import click
import pyoxigraph as ox
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from kg.store import PREFIXES, shorten

Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean

_RESULTS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}
_GRAPHS = {"json": ox.RdfFormat.JSON_LD, "xml": ox.RdfFormat.RDF_XML}
_NUMERIC = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))
_WIDTH = 100


def write(answer: Answer, form: str) -> None:
    """Any answer in any of ``table csv tsv json xml``; triples as Turtle where rows are asked for."""
    if isinstance(answer, ox.QueryTriples):
        _bytes(answer.serialize(format=_GRAPHS.get(form, ox.RdfFormat.TURTLE), prefixes={p: n for p, n in PREFIXES.items() if p in {"dip", "skos", "rdfs"}}))
    elif isinstance(answer, ox.QueryBoolean):
        plain = {"table": "yes" if answer else "no"}.get(form, "true" if answer else "false")
        _bytes(answer.serialize(format=_RESULTS[form])) if form in {"json", "xml"} else click.echo(plain)
    elif form in _RESULTS:
        _bytes(answer.serialize(format=_RESULTS[form]))
    elif form == "csv":
        _csv(answer)
    else:
        _table(answer)


def console() -> Console:
    """As wide as the terminal, else 100 columns; no colours into files."""
    width = shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, emoji=False, markup=False)


def _bytes(data: bytes | None) -> None:
    click.echo((data or b"").decode("utf-8").removesuffix("\n"))


def _csv(rows: ox.QuerySolutions) -> None:
    """RFC 4180; a text that a spreadsheet would run as a formula gets an apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([v.value for v in rows.variables])
    for row in rows:
        writer.writerow([_cell(term) for term in row])
    click.echo(buffer.getvalue(), nl=False)


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    text = _text(term)
    guarded = isinstance(term, ox.Literal) and term.datatype.value not in _NUMERIC and text[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return "'" + text if guarded else text


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    return "" if term is None else str(term) if isinstance(term, ox.Triple) else term.value


def _table(rows: ox.QuerySolutions) -> None:
    names = [v.value for v in rows.variables]
    found = list(rows)
    kept = [i for i, _ in enumerate(names) if not found or any(row[i] is not None for row in found)]
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for i in kept:
        numeric = bool(found) and all(isinstance(row[i], ox.Literal) and row[i].datatype.value in _NUMERIC for row in found if row[i] is not None)
        table.add_column(names[i], justify="right" if numeric else "left", overflow="fold")
    for row in found:
        table.add_row(*(shorten(_text(row[i])) if isinstance(row[i], ox.NamedNode) else _text(row[i]) for i in kept))
    if found:
        console().print(table)
    empty = [name for i, name in enumerate(names) if i not in kept]
    note = f"; nothing in: {', '.join(empty)}" if empty else ""
    click.echo(f"{len(found):,} row{'' if len(found) == 1 else 's'}{note}", err=True)
