"""The table ``plover``: events as JSON objects, with the field names of PLOVER's manual."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from kg import __version__
from kg.sheets import coding
from kg.sheets.events import Actor, Event, events
from kg.sheets.sheet import Sheet
from kg.store import Graph

_NEGATED = frozenset({"denied", "cancelled"})
_LONG_AGO = timedelta(days=365)


def lines(graph: Graph, sheet: Sheet) -> Iterator[str]:
    """One object a line, by id."""
    for event in events(graph, sheet.text):
        found = _object(event)
        if found:
            yield json.dumps(found, ensure_ascii=False)


def _object(event: Event) -> dict[str, Any] | None:
    """The event without empty fields; None for what PLOVER has no event for, and for what no day can be given to."""
    first = event.first or (event.told[0] if event.told else None)
    name = event.code.plover
    if name is None or first is None or not event.actors:
        return None
    if event.status == "planned" and coding.quad(name) in {1, 2}:
        name = "AGREE"
    last = event.last or first
    found = {
        "id": event.id,
        "date": first.isoformat(),
        "enddate": last.isoformat() if last != first else None,
        "date_basis": "text" if event.first else "article",
        "actor": [_actor(a) for a in event.actors],
        "recipient": [_actor(a) for a in event.recipients],
        "event": [name],
        "mode": event.code.mode,
        "context": _context(event, last),
        "quad_code": coding.quad(name),
        "event_loc": _place(event.places),
        "voice": "reported" if event.reported else "claimed",
        "text": event.evidence["quote"],
        "text_info": {"start": int(event.evidence["from"] or 0), "end": int(event.evidence["to"] or 0)},
        "cite_info": _citation(event),
        "sources": list(event.sources),
    }
    return _without_empty(found)


def _actor(actor: Actor) -> dict[str, Any]:
    beyond = actor.country is None
    return _without_empty(
        {
            "code": actor.country or actor.sector,
            "sector": None if beyond else actor.sector,
            "actor_text": actor.name,
            "identifier_id": actor.id,
            "office": actor.office,
        }
    )


def _context(event: Event, last: date) -> list[str]:
    past = event.first is not None and bool(event.told) and last + _LONG_AGO < event.told[0]
    kinds = {"future": event.status == "planned", "historical": past, "hypothetical": event.status == "hypothetical"}
    return [name for name, holds in {**kinds, "negation": event.status in _NEGATED}.items() if holds]


def _place(places: Iterable[Actor]) -> dict[str, Any] | None:
    return next((_without_empty({"name": p.name, "cc3": p.country}) for p in places), None)


def _citation(event: Event) -> dict[str, Any]:
    row = event.evidence
    names = {"citation": "article", "title": "title", "language": "language", "publication": "publication", "url": "url"}
    return _without_empty({field: row[name] for field, name in names.items()}) | {"coder": f"kg {__version__}"}


def _without_empty(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value not in (None, "", [])}
