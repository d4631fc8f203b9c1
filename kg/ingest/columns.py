"""Which column or key of a table, a JSON line, gives text, id, title, day: guessed by name, or as the user says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.ingest.checked import Found, checked
from kg.ingest.decode import scrub
from kg.model import Article

FIELDS = ("id", "text", "title", "published", "source", "url", "language")
_SPACE = re.compile(r"[\s_-]+")
_EMPTY = frozenset({"", "nan", "none", "null"})  # as other programs write that there is nothing


@dataclass(frozen=True, slots=True)
class Columns:
    """The user's word for some fields: field -> name of a column."""

    given: Mapping[str, str]

    @classmethod
    def parsed(cls, said: Iterable[str]) -> Columns:
        """From ``text=BODY,id=NO``, any number of times; raises InputError."""
        given: dict[str, str] = {}
        for part in (p for text in said for p in text.split(",")):
            field, equals, column = (p.strip() for p in part.partition("="))
            if not equals or not column or field not in FIELDS:
                raise InputError("--columns", f"{part.strip()!r} is not FIELD=COLUMN with FIELD one of {', '.join(FIELDS)}")
            given[field] = column
        return cls(given)

    def of(self, names: Iterable[str]) -> dict[str, str]:
        """Field -> which of ``names`` gives it; a column the user names counts even where it is not there."""
        there = {_plain(name): name for name in reversed(list(names))}
        taken = set(self.given.values())
        found: dict[str, str] = {}
        for field, guesses in _guesses().items():
            name = next((there[g] for g in guesses if g in there and there[g] not in taken), None)
            if name is not None:
                found[field] = name
        return found | dict(self.given)


GUESSED = Columns({})


def article(row: Mapping[str, Any], fields: Mapping[str, str], where: str, identifier: str) -> Found:
    """The article of one row, or the notice that it is none; ``identifier`` where the row has no id."""
    text = row.get(fields.get("text", ""))
    if not isinstance(text, str):
        return InputError(where, f"no {fields.get('text', 'text')!r}: a row needs a text (--columns text=NAME tells where it is)")
    given = {f: value for f, name in fields.items() if f not in {"id", "text"} and (value := _value(row.get(name)))}
    return checked(Article(id=_value(row.get(fields.get("id", ""))) or identifier, text=scrub(text), path=where, **given))


def _value(value: Any) -> str | None:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float):
        value = int(value) if value.is_integer() else None if value != value else value  # noqa: PLR0124 - not a number
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    text = scrub(str(value))
    return None if text.strip().casefold() in _EMPTY else text


def _plain(name: str) -> str:
    return _SPACE.sub(" ", name.strip("\ufeff ").casefold())


@cache
def _guesses() -> Mapping[str, tuple[str, ...]]:
    table = tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))
    return {field: tuple(names) for field, names in table.items()}
