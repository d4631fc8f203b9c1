"""Answers of queries on standard output: tables for people, the standard formats for programs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from typing import Literal

import click
import pyoxigraph as ox
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table

from kg.cells import guarded, line
from kg.store import PREFIXES, formats, shorten

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean

_RESULTS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}
_NUMERIC = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))
_WIDTH = 100
_WORD = 16  # a word up to this length is not broken
_SENTENCE, _NARROW = 60, 18  # beside a column of sentences, the others are narrow


def write(answer: Answer, form: str) -> None:
    """Any answer in any of ``table csv tsv json xml``; triples as Turtle where rows are asked for."""
    if isinstance(answer, ox.QueryTriples):
        _bytes(_triples(answer, form))
    elif isinstance(answer, ox.QueryBoolean):
        plain = {"table": "yes" if answer else "no"}.get(form, "true" if answer else "false")
        _bytes(answer.serialize(format=_RESULTS[form])) if form in {"json", "xml"} else click.echo(plain)
    elif form in _RESULTS:
        _bytes(answer.serialize(format=_RESULTS[form]))
    elif form == "csv":
        _csv(answer)
    else:
        _table(answer)


def show(*things: RenderableType) -> None:
    """Anything rich can draw, as wide as the terminal, else 100 columns; no colours in files, no blanks at line ends."""
    width = shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH
    console = Console(file=sys.stdout, width=width, highlight=False, emoji=False, markup=False)
    with console.capture() as captured:
        for thing in things:
            console.print(thing)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _triples(triples: ox.QueryTriples, form: str) -> bytes:
    """JSON-LD, RDF/XML, or Turtle for any other format; sorted."""
    if form == "json":
        return formats.jsonld(ox.Quad(*triple) for triple in triples)
    if form == "xml":
        return triples.serialize(format=ox.RdfFormat.RDF_XML) or b""
    return formats.turtle(ox.Quad(*triple) for triple in triples)


def _bytes(data: bytes | None) -> None:
    click.echo((data or b"").decode("utf-8").removesuffix("\n"))


def _csv(rows: ox.QuerySolutions) -> None:
    """A line a row; a text that a spreadsheet would run as a formula gets an apostrophe."""
    head = line(v.value for v in rows.variables)
    click.echo(head + "".join(line(map(_cell, row)) for row in rows), nl=False)


def _cell(term: Term | None) -> str:
    return guarded(_text(term)) if isinstance(term, ox.Literal) and term.datatype.value not in _NUMERIC else _text(term)


def _text(term: Term | None) -> str:
    return "" if term is None else str(term) if isinstance(term, ox.Triple) else term.value


def _shown(term: Term | None) -> str:
    return shorten(_text(term)) if isinstance(term, ox.NamedNode) else _text(term)


def _table(rows: ox.QuerySolutions) -> None:
    names = [v.value for v in rows.variables]
    found = [list(row) for row in rows]
    kept = [i for i, _ in enumerate(names) if not found or any(row[i] is not None for row in found)]
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    cells = [[_shown(row[i]) for row in found] for i in kept]
    reading = any(_is_long(column) for column in cells)
    for i, column in zip(kept, cells, strict=True):
        widest = min(max(cell_len(word) for text in (*column, names[i]) for word in text.split() or [""]), _WORD)
        most = _NARROW if reading and not _is_long(column) else None
        justify: Literal["left", "right"] = "right" if _is_numeric(row[i] for row in found) else "left"
        table.add_column(names[i], justify=justify, overflow="fold", min_width=widest, max_width=most)
    for texts in zip(*cells, strict=True):
        table.add_row(*texts)
    if found:
        show(table)
    empty = [name for i, name in enumerate(names) if i not in kept]
    note = f"; nothing in: {', '.join(empty)}" if empty else ""
    click.echo(f"{len(found):,} row{'' if len(found) == 1 else 's'}{note}", err=True)


def _is_long(column: list[str]) -> bool:
    """Whether it holds sentences: then the others make room."""
    return max(map(cell_len, column), default=0) > _SENTENCE


def _is_numeric(terms: Iterable[Term | None]) -> bool:
    told = [term for term in terms if term is not None]
    return bool(told) and all(isinstance(term, ox.Literal) and term.datatype.value in _NUMERIC for term in told)
