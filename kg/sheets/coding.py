"""Which PLOVER event and CAMEO code an occurrence has: the rules of ``queries/tables/codes.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from kg import resources
from kg.errors import TableError

_FILE = ("queries", "tables", "codes.toml")
_PARTS = frozenset({"quad", "sector", "beyond"})


@dataclass(frozen=True, slots=True)
class Code:
    """One table of the file, its cases applied; the file's head explains the keys."""

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    plover: str | None = None
    mode: str | None = None
    cameo: str | None = None
    back: str | None = None
    planned: str | None = None
    said: bool = False

    @property
    def equals(self) -> bool:
        """Whether all who take part are equals, as in a meeting."""
        return self.actor == self.recipient


@cache
def table() -> Mapping[str, Any]:
    """The file. Raises TableError where it is not TOML."""
    path = resources.path(*_FILE)
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TableError(path, "file", f"is not readable TOML: {error}") from error


def code(kind: str, said: Collection[str]) -> Code | None:
    """The code of an occurrence of class ``kind``; ``said`` has "property" and "property=concept" of all it says, and "abroad".

    None for a class that is no event. Raises TableError for a key that is none.
    """
    row = table().get(kind)
    if row is None or kind in _PARTS:
        return None
    chosen = {key: value for key, value in row.items() if key != "case"}
    for case in row.get("case", ()):
        if all(condition in said for condition in case["if"]):
            chosen |= {key: value for key, value in case.items() if key != "if"}
    unknown = sorted(set(chosen) - {field.name for field in fields(Code)})
    if unknown:
        raise TableError("/".join(_FILE), f"{kind}.{unknown[0]}", "is no key of a code: the head of the file lists them")
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in chosen.items()}
    return Code(**plain)


def quad(event: str) -> int:
    """PLOVER's quad category of an event: 1 and 2 verbal and material cooperation, 3 and 4 conflict."""
    category: int = table()["quad"][event]
    return category


def sector(kind: str, subkind: str | None, *, office: bool, country: bool) -> str | None:
    """GOV, MIL, PTY ...; for who acts for no country the code of the organization's kind: IGO. None where nothing is known."""
    if kind == "Person":
        return None if not office else "GOV" if country else _named("beyond", subkind)
    return _named("sector" if country else "beyond", subkind) if kind == "Organization" else None


def _named(part: str, subkind: str | None) -> str | None:
    found: str | None = table()[part].get(subkind)
    return found
