"""How records of each class are grouped: ``queries/derive/occurrences.toml`` read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal

from kg import resources, vocab
from kg.errors import TableError

_FILE = ("queries", "derive", "occurrences.toml")


@dataclass(frozen=True, slots=True)
class Rule:
    """One table of the file, whose head explains the keys."""

    principals: tuple[str, ...] = ()
    lifted: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    when: Literal["event", "once", "state"] = "state"
    state_without: str | None = None
    reach: int = 7
    ahead: int = 31
    lasts: bool = False
    place: str | None = None
    latest: tuple[str, ...] = ()


@cache
def rules() -> Mapping[str, Rule]:
    """Class -> rule, as far as the file names classes; "default" holds for the others."""
    path = resources.path(*_FILE)
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TableError(path, "file", f"is not readable TOML: {error}") from error
    default = table.get("default", {})
    return {name: _rule(name, {**default, **row}) for name, row in {"default": {}, **table}.items()}


def rule(kind: str, properties: Iterable[str] = ()) -> Rule:
    """The rule of a record class; one the file does not name is a state of all its things, of the ``properties`` it has."""
    known = rules().get(kind)
    if known is not None:
        return known
    things = tuple(
        sorted(p for p in properties if p in vocab.PROPERTIES and vocab.PROPERTIES[p].kind == "thing" and p != "statedBy")
    )
    base = rules()["default"]
    return Rule(things, when=base.when, reach=base.reach, ahead=base.ahead)


def _rule(name: str, row: Mapping[str, Any]) -> Rule:
    known = {field.name for field in fields(Rule)}
    unknown = sorted(set(row) - known)
    if unknown:
        raise TableError("/".join(_FILE), f"{name}.{unknown[0]}", f"is no key of a rule: use {', '.join(sorted(known))}")
    if row.get("when") not in {"event", "once", "state"}:
        raise TableError("/".join(_FILE), f"{name}.when", 'must be "event", "once" or "state"')
    if row.get("state_without") not in {None, *row.get("kind", ())}:
        raise TableError("/".join(_FILE), f"{name}.state_without", "must be one of its kind: a block is a state as a whole")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Rule(**values)
