"""The table ``cameo``: dyads in CAMEO codes, one a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations, product

from kg.sheets.events import Event, events
from kg.sheets.folding import in_order
from kg.sheets.sheet import Sheet
from kg.store import Graph


def rows(graph: Graph, sheet: Sheet) -> Iterator[list[str | None]]:
    """DATE, SRC, TGT, CODE; sorted, once each."""
    yield from in_order(sheet, (row for event in events(graph, sheet.text) for row in _rows(event)))


def _rows(event: Event) -> Iterator[list[str | None]]:
    day = _day(event)
    if day is None or not event.reported or event.status not in {"happened", "planned"}:
        return
    code, back = event.code.cameo, event.code.back
    if event.status == "planned":
        code, back = event.code.planned, None
    for source, target in _pairs(event):
        if code:
            yield [f"{day:%Y%m%d}", source, target, code]
        if back:
            yield [f"{day:%Y%m%d}", target, source, back]


def _pairs(event: Event) -> Iterator[tuple[str, str]]:
    """Codes of who acts and to whom; nobody acts upon his own side."""
    pairs = permutations(event.actors, 2) if event.code.equals else product(event.actors, event.recipients)
    for one, other in pairs:
        if one.code and other.code and one.code[:3] != other.code[:3]:
            yield one.code, other.code


def _day(event: Event) -> date | None:
    """The day it happened, began, or was said; what is planned is said on the day of its article."""
    if event.status == "planned" or (event.code.said and event.first is None):
        return event.told[0] if event.told else None
    if event.first is None or event.last is None or (event.last - event.first).days > _LONGEST:
        return None
    return event.first


_LONGEST = 14  # days that an event of several days may last; more is a month or a year that holds it
