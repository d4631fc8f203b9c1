"""Read and check the hand-edited tables of ``kg/data`` (TOML) into typed rows.

Every complaint is a :class:`~kg.errors.TableError` that names the file and the key. The tables hold what is needed to
*recognise* things (names, tenures, members), never facts to be extracted.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import TableError

Names = Mapping[str, tuple[str, ...]]  # language -> names, best first


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's time in an office, as the reference table knows it."""

    title: str
    of: str
    role: tuple[str, ...]  # any of "state", "government", "foreign"
    first: date | None
    last: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing with names: a country, city, venue, person, organization, initiative, gathering or area."""

    id: str  # "country/by", "city/by/minsk", "person/xi-jinping"
    kind: str  # ontology class
    names: Names
    short: Names = field(default_factory=dict)
    adjectives: Names = field(default_factory=dict)
    people: Names = field(default_factory=dict)
    metonyms: Names = field(default_factory=dict)
    surname: Names = field(default_factory=dict)
    country: str | None = None
    subkind: str | None = None
    iso3: str | None = None
    capital: bool = False
    female: bool | None = None
    offices: tuple[Tenure, ...] = ()
    members: tuple[str, ...] = ()
    proposer: tuple[str, ...] = ()
    file: str = ""


def read_toml(path: Path) -> dict[str, Any]:
    """The table in ``path``; raises TableError naming file and line where it is not TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TableError(str(path), "", f"is not readable TOML: {error}") from error


def rows(extra: Sequence[Path] = ()) -> Iterator[Row]:
    """All rows of the tables, ours first, then those of the user's folders ``extra`` (same layout, layered over ours)."""
    for folder in (resources.path("data"), *extra):
        if not folder.is_dir():
            raise TableError(str(folder), "", "is not a folder of tables; give --data a folder with countries/, organizations/, ...")
        for path in sorted(folder.rglob("*.toml")):
            reader = READERS.get(path.relative_to(folder).parts[0])
            if reader:
                yield from reader(read_toml(path), path)


def _names(table: Mapping[str, Any], key: str, path: Path, required: bool = False) -> Names:
    value = table.get(key, {})
    if not isinstance(value, dict) or (required and not value):
        raise TableError(str(path), key, 'needs names by language, such as names.en = ["..."]')
    out = {}
    for language, names in value.items():
        if not isinstance(names, list) or not all(isinstance(n, str) and n.strip() for n in names):
            raise TableError(str(path), f"{key}.{language}", "must be a list of names")
        out[language] = tuple(names)
    return out


def _date(value: object, last: bool, path: Path, key: str) -> date | None:
    """ISO day, month or year; a month or year stands for its first (``last``: final) day."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    m = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", str(value))
    if not m:
        raise TableError(str(path), key, f"{value!r} is not a date; write 2024-07-04, 2024-07 or 2024")
    year, month, day = int(m[1]), int(m[2] or (12 if last else 1)), m[3]
    try:
        return date(year, month, int(day)) if day else date(year, month, 28 if last else 1)
    except ValueError as error:
        raise TableError(str(path), key, f"{value!r}: {error}") from error


def _id(table: Mapping[str, Any], path: Path) -> str:
    value = table.get("id")
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
        raise TableError(str(path), "id", f"{value!r} must be lower-case letters, digits and hyphens")
    return value


def _full(ref: str) -> str:
    """"by" -> "country/by"; a path stays."""
    return ref if "/" in ref else f"country/{ref}"


def _person(table: Mapping[str, Any], path: Path, home: str) -> Row:
    pid = _id(table, path)
    offices = []
    for office in table.get("offices", ()):
        key = f"person {pid}: offices"
        if not isinstance(office, dict) or "title" not in office:
            raise TableError(str(path), key, 'each office needs a title, such as { title = "president" }')
        first, last = _date(office.get("from"), False, path, key), _date(office.get("to"), True, path, key)
        if first and last and first > last:
            raise TableError(str(path), key, f"ends ({last}) before it starts ({first})")
        offices.append(Tenure(office["title"], _full(office.get("of", home)), tuple(office.get("role", ())), first, last, office.get("source", "unverified")))
    country = _full(table["country"]) if "country" in table else home if home.startswith("country/") else None
    return Row(f"person/{pid}", "Person", _names(table, "names", path, True), surname=_names(table, "surname", path), country=country,
               female={"f": True, "m": False}.get(table.get("sex", "")), offices=tuple(offices), file=str(path))


def _gathering(table: Mapping[str, Any], path: Path, of: str | None) -> Row:
    return Row(f"gathering/{_id(table, path)}", "Gathering", _names(table, "names", path, True), _names(table, "short", path), country=of,
               subkind=table.get("kind"), file=str(path))


def _country(table: dict[str, Any], path: Path) -> Iterator[Row]:
    code = _id(table, path)
    home = f"country/{code}"
    names = {key: _names(table, key, path) for key in ("short", "adjectives", "people", "metonyms")}
    yield Row(home, "Country", _names(table, "names", path), **names, subkind=table.get("kind"), iso3=table.get("iso3"), file=str(path))
    for city in table.get("city", ()):
        yield Row(f"city/{code}/{_id(city, path)}", "City", _names(city, "names", path, True), country=home,
                  capital=city["id"] == table.get("capital"), file=str(path))
    for venue in table.get("venue", ()):
        yield Row(f"venue/{code}/{_id(venue, path)}", "Venue", _names(venue, "names", path, True), country=home, file=str(path))
    for body in table.get("body", ()):
        yield Row(f"organization/{code}/{_id(body, path)}", "Organization", _names(body, "names", path, True), _names(body, "short", path),
                  country=home, subkind=body.get("kind", "body"), file=str(path))
    for person in table.get("person", ()):
        yield _person(person, path, home)


def _organization(table: dict[str, Any], path: Path) -> Iterator[Row]:
    oid = f"organization/{_id(table, path)}"
    members = tuple(_full(m["country"]) for m in table.get("members", ()) if "country" in m and m.get("status", "member") == "member" and "to" not in m)
    yield Row(oid, "Organization", _names(table, "names", path), _names(table, "short", path), _names(table, "adjectives", path),
              metonyms=_names(table, "metonyms", path), subkind=table.get("kind"), members=members, file=str(path))
    for gathering in table.get("gathering", ()):
        yield _gathering(gathering, path, oid)
    for person in table.get("person", ()):
        yield _person(person, path, oid)


def _initiative(table: dict[str, Any], path: Path) -> Iterator[Row]:
    yield Row(f"initiative/{_id(table, path)}", "Initiative", _names(table, "names", path), _names(table, "short", path), subkind=table.get("kind"),
              proposer=tuple(table.get("proposer", ())), file=str(path))


def _gathering_file(table: dict[str, Any], path: Path) -> Iterator[Row]:
    yield _gathering(table, path, None)


def _areas(table: dict[str, Any], path: Path) -> Iterator[Row]:
    for area in table.get("area", [table] if "id" in table else ()):
        yield Row(f"area/{_id(area, path)}", "Area", _names(area, "names", path, True), _names(area, "short", path), _names(area, "adjectives", path),
                  subkind=area.get("kind", "region"), members=tuple(_full(c) for c in area.get("countries", ())), file=str(path))


READERS = {"countries": _country, "organizations": _organization, "initiatives": _initiative, "gatherings": _gathering_file, "areas": _areas}
