"""Read one table and check its values: names by language, days, ids. Every complaint names the file and the key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import TableError
from kg.tables.rows import Names

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def read_toml(path: Path) -> dict[str, Any]:
    """The table in ``path``; raises TableError naming file and line where it is not TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TableError(str(path), "", f"is not readable TOML: {error}") from error


def names(table: Mapping[str, Any], key: str, path: Path, *, required: bool = False) -> Names:
    """The names under ``key``, by language."""
    value = table.get(key, {})
    if not isinstance(value, dict) or (required and not value):
        raise TableError(str(path), key, 'needs names by language, such as names.en = ["..."]')
    for language, listed in value.items():
        if not isinstance(listed, list) or not all(isinstance(n, str) and n.strip() for n in listed):
            raise TableError(str(path), f"{key}.{language}", "must be a list of names")
    return {language: tuple(listed) for language, listed in value.items()}


def day(value: object, path: Path, key: str, *, last: bool) -> date | None:
    """ISO day, month or year; a month or year stands for its first (``last``: final) day."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    m = _DAY.fullmatch(str(value))
    if not m:
        raise TableError(str(path), key, f"{value!r} is not a date; write 2024-07-04, 2024-07 or 2024")
    year, month, number = int(m[1]), int(m[2] or (12 if last else 1)), m[3]
    try:
        return date(year, month, int(number)) if number else date(year, month, 28 if last else 1)
    except ValueError as error:
        raise TableError(str(path), key, f"{value!r}: {error}") from error


def id_of(table: Mapping[str, Any], path: Path) -> str:
    value = table.get("id")
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise TableError(str(path), "id", f"{value!r} must be lower-case letters, digits and hyphens")
    return value


def full(ref: str) -> str:
    """The id of a country from its code ("by" -> "country/by"); a path stays."""
    return ref if "/" in ref else f"country/{ref}"
