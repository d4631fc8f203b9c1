"""What each folder of tables holds, block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import TableError
from kg.tables.rows import Row, Tenure
from kg.tables.values import day, full, id_of, names

_SEX = {"f": True, "m": False}


def _person(table: Mapping[str, Any], path: Path, home: str) -> Row:
    id = id_of(table, path)
    offices = tuple(_tenure(office, path, home, f"person {id}: offices") for office in table.get("offices", ()))
    country = full(table["country"]) if "country" in table else home if home.startswith("country/") else None
    return Row(
        f"person/{id}",
        "Person",
        names(table, "names", path, required=True),
        surname=names(table, "surname", path),
        country=country,
        female=_SEX.get(table.get("sex", "")),
        offices=offices,
        file=str(path),
    )


def _tenure(office: Any, path: Path, home: str, key: str) -> Tenure:
    if not isinstance(office, dict) or "title" not in office:
        raise TableError(str(path), key, 'each office needs a title, such as { title = "president" }')
    first, last = day(office.get("from"), path, key, last=False), day(office.get("to"), path, key, last=True)
    if first and last and first > last:
        raise TableError(str(path), key, f"ends ({last}) before it starts ({first})")
    source = office.get("source", "unverified")
    return Tenure(office["title"], full(office.get("of", home)), tuple(office.get("role", ())), first, last, source)


def _gathering(table: Mapping[str, Any], path: Path, of: str | None) -> Row:
    called, short = names(table, "names", path, required=True), names(table, "short", path)
    return Row(
        f"gathering/{id_of(table, path)}", "Gathering", called, short, country=of, subkind=table.get("kind"), file=str(path)
    )


def _country(table: dict[str, Any], path: Path) -> Iterator[Row]:
    code, file = id_of(table, path), str(path)
    home = f"country/{code}"
    forms: dict[str, Any] = {key: names(table, key, path) for key in ("names", "short", "adjectives", "people", "metonyms")}
    yield Row(home, "Country", **forms, subkind=table.get("kind"), iso3=table.get("iso3"), file=file)
    for city in table.get("city", ()):
        capital = city["id"] == table.get("capital")
        called = names(city, "names", path, required=True)
        yield Row(f"city/{code}/{id_of(city, path)}", "City", called, country=home, capital=capital, file=file)
    for venue in table.get("venue", ()):
        called = names(venue, "names", path, required=True)
        yield Row(f"venue/{code}/{id_of(venue, path)}", "Venue", called, country=home, file=file)
    for body in table.get("body", ()):
        called, short, kind = names(body, "names", path, required=True), names(body, "short", path), body.get("kind", "body")
        yield Row(
            f"organization/{code}/{id_of(body, path)}", "Organization", called, short, country=home, subkind=kind, file=file
        )
    for person in table.get("person", ()):
        yield _person(person, path, home)


def _organization(table: dict[str, Any], path: Path) -> Iterator[Row]:
    id = f"organization/{id_of(table, path)}"
    now = [m for m in table.get("members", ()) if m.get("status", "member") == "member" and "to" not in m]
    members = tuple(full(m["country"]) for m in now if "country" in m)
    forms: dict[str, Any] = {key: names(table, key, path) for key in ("names", "short", "adjectives", "metonyms")}
    yield Row(id, "Organization", **forms, subkind=table.get("kind"), members=members, file=str(path))
    for gathering in table.get("gathering", ()):
        yield _gathering(gathering, path, id)
    for person in table.get("person", ()):
        yield _person(person, path, id)


def _initiative(table: dict[str, Any], path: Path) -> Iterator[Row]:
    called, short = names(table, "names", path), names(table, "short", path)
    proposer, kind = tuple(table.get("proposer", ())), table.get("kind")
    yield Row(f"initiative/{id_of(table, path)}", "Initiative", called, short, subkind=kind, proposer=proposer, file=str(path))


def _gathering_file(table: dict[str, Any], path: Path) -> Iterator[Row]:
    yield _gathering(table, path, None)


def _areas(table: dict[str, Any], path: Path) -> Iterator[Row]:
    for area in table.get("area", [table] if "id" in table else ()):
        called = names(area, "names", path, required=True)
        forms: dict[str, Any] = {key: names(area, key, path) for key in ("short", "adjectives")}
        members, kind = tuple(full(c) for c in area.get("countries", ())), area.get("kind", "region")
        yield Row(f"area/{id_of(area, path)}", "Area", called, **forms, subkind=kind, members=members, file=str(path))


READERS: Mapping[str, Callable[[dict[str, Any], Path], Iterator[Row]]] = {
    "countries": _country,
    "organizations": _organization,
    "initiatives": _initiative,
    "gatherings": _gathering_file,
    "areas": _areas,
}
