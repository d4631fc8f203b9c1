"""The hand-edited tables hold: ids, references, tenures, names, and how far they reach."""

from __future__ import annotations

import itertools
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg import resources, tables
from kg.errors import TableError
from kg.gazetteer import Gazetteer, fold
from kg.tables import Row

DATA = resources.data()
#: until when the tables name every head of state and of government: the day of their youngest source
REACH = date(2026, 5, 1)
FIRST = 1992  # the year from which they do

Tables = dict[Path, dict[str, Any]]


@pytest.fixture(scope="module")
def raw() -> Tables:
    return {path: tomllib.loads(path.read_text("utf-8")) for path in tables.files(DATA)}


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return list(tables.rows())


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


# What stands in a file -----------------------------------------------------------------------------------------------------------

NAMES = {"id", "names", "short"}
PERSON = {*NAMES, "surname", "sex", "offices", "country"}
KEYS: dict[str, dict[str, set[str]]] = {
    "countries": {
        "": {*NAMES, "iso3", "kind", "adjectives", "people", "metonyms", "capital", "city", "venue", "body", "person"},
        "city": NAMES,
        "venue": {*NAMES, "city"},
        "body": {*NAMES, "kind"},
        "person": PERSON,
    },
    "organizations": {
        "": {*NAMES, "kind", "adjectives", "metonyms", "source", "members", "gathering", "person"},
        "gathering": {*NAMES, "kind"},
        "person": PERSON,
        "members": {"country", "from", "to", "status"},
    },
    "initiatives": {"": {*NAMES, "kind", "proposer", "year", "source"}},
    "gatherings": {"": {*NAMES, "kind"}},
    "areas": {"": {*NAMES, "kind", "adjectives", "countries", "area"}, "area": {*NAMES, "kind", "adjectives", "countries"}},
}
OFFICE = {"title", "role", "of", "from", "to", "source", "concurrent"}
STATUSES = set("member observer dialogue-partner associate-member partner-country candidate applicant suspended".split())
ROLES = {"state", "government", "foreign"}


def people(raw: Tables) -> Iterator[tuple[Path, dict[str, Any]]]:
    return ((path, person) for path, table in raw.items() for person in table.get("person", ()))


def test_no_key_is_misspelt(raw: Tables) -> None:
    strange = []
    for path, table in raw.items():
        allowed = KEYS[path.relative_to(DATA).parts[0]]
        strange += [f"{path.name}: {key}" for key in table.keys() - allowed[""]]
        blocks = [(name, block) for name in allowed if name for block in table.get(name, ())]
        strange += [f"{path.name}, {name}: {key}" for name, block in blocks for key in block.keys() - allowed[name]]
    strange += [f"{path.name}, {p['id']}: {key}" for path, p in people(raw) for o in p["offices"] for key in o.keys() - OFFICE]
    assert not strange


def test_a_file_is_called_as_what_it_holds(raw: Tables) -> None:
    assert not [path.name for path, table in raw.items() if table.get("id", path.stem) != path.stem]


def test_small_words_are_known_ones(raw: Tables) -> None:
    assert {role for _, p in people(raw) for o in p["offices"] for role in o.get("role", ())} <= ROLES
    assert {m.get("status", "member") for table in raw.values() for m in table.get("members", ())} <= STATUSES
    assert {p["sex"] for _, p in people(raw)} <= {"f", "m"}
    assert {t["kind"] for path, t in raw.items() if path.parent.name == "countries"} == {
        "member",
        "observer",
        "territory",
        "other",
    }


def test_no_name_is_empty_or_padded(rows: list[Row]) -> None:
    named = [(row.id, n) for row in rows for names in (row.names, row.short, row.adjectives) for v in names.values() for n in v]
    assert not [(id, n) for id, n in named if n != n.strip() or "  " in n]


# Ids and references --------------------------------------------------------------------------------------------------------------


def test_ids_are_unique(rows: list[Row]) -> None:
    """A person who served a state and an organization stands in both tables, once in each, under one name."""
    places: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        places[row.id].append(row)
    twice = {id: found for id, found in places.items() if len(found) > 1}
    assert {row.kind for found in twice.values() for row in found} <= {"Person"}
    assert not [id for id, found in twice.items() if len({row.file for row in found}) < len(found)]
    assert not [id for id, found in twice.items() if not _one_name(found)]


def _one_name(found: list[Row]) -> bool:
    return bool(set.intersection(*({fold(n) for n in row.names["en"]} for row in found)))


def test_nothing_points_nowhere(rows: list[Row]) -> None:
    known = {row.id for row in rows}
    pointed = {(row.id, to) for row in rows for to in (*row.members, *row.proposer, *(t.of for t in row.offices), row.country)}
    assert not sorted((id, to) for id, to in pointed if to and to not in known)


def test_capitals_and_the_cities_of_venues_are_there(raw: Tables) -> None:
    lost = []
    for path, table in raw.items():
        cities = {city["id"] for city in table.get("city", ())}
        asked = {table.get("capital"), *(venue.get("city") for venue in table.get("venue", ()))} - {None, ""}
        lost += [f"{path.name}: {city}" for city in asked - cities]
    assert not lost


# Tenures -------------------------------------------------------------------------------------------------------------------------

#: (whose office, role, who): two held it at once, and why
CONCURRENT = {
    ("country/ad", "state", "joan-enric-vives"): "the bishop of Urgell is co-prince beside the president of France",
    ("country/ga", "government", "raymond-ndong-sima"): "the office ended two days into the president's term",
    ("country/kh", "government", "ung-huot"): "first prime minister beside Hun Sen, the second",
    ("country/ly", "foreign", "mohamed-al-dairi"): "of the government in the east, beside that in Tripoli",
    ("country/ly", "government", "mahmoud-jibril"): "of the insurgents' council, while Gaddafi ruled",
    ("country/ly", "government", "fayez-al-sarraj"): "handed over a month after his successor was chosen",
    ("country/ly", "state", "fayez-al-sarraj"): "handed over a month after his successor was chosen",
    ("country/md", "government", "pavel-filip"): "two governments claimed to be the lawful one in June 2019",
    ("country/rs", "state", "svetozar-marovic"): "of Serbia and Montenegro, beside the president of Serbia",
    ("country/ru", "foreign", "eduard-shevardnadze"): "of the Soviet Union, beside Kozyrev of Russia",
    ("country/ru", "state", "mikhail-gorbachev"): "of the Soviet Union, while Yeltsin was president of Russia",
    ("country/sy", "government", "mohammed-al-bashir"): "the caretaker beside the president who leads the government",
}


def tenures(raw: Tables) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """(whose office, role, person, tenure) of every office that one person holds at a time."""
    for path, person in people(raw):
        home = f"{'country' if path.parent.name == 'countries' else 'organization'}/{path.stem}"
        for office in person["offices"]:
            of = office.get("of", home)
            for role in office.get("role", ()):
                yield of if "/" in of else f"country/{of}", role, person["id"], office


def ends_before(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """As precisely as both days are told: who leaves in 2009-10 may be followed in 2009-10."""
    last, first = str(one.get("to", "9999")), str(other.get("from", "0000"))
    length = min(len(last), len(first))
    return last[:length] <= first[:length]


def excused(of: str, role: str, person: str, office: dict[str, Any]) -> bool:
    return bool(office.get("concurrent")) or "acting" in office["title"] or (of, role, person) in CONCURRENT


def test_an_office_has_one_holder_at_a_time(raw: Tables) -> None:
    held: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for of, role, person, office in tenures(raw):
        held[of, role].append((person, office))
    both = []
    for (of, role), found in held.items():
        in_order = sorted(found, key=lambda f: str(f[1].get("from", "")))
        for (a, first), (b, second) in itertools.combinations(in_order, 2):
            open_end = "to" not in first and str(second.get("from", "")) > str(first.get("from", ""))  # until the next one
            apart = a == b or open_end or ends_before(first, second) or ends_before(second, first)
            if not apart and not excused(of, role, a, first) and not excused(of, role, b, second):
                both.append(f"{of} {role}: {a} until {first.get('to')}, {b} from {second.get('from')}")
    assert not both, "\n".join(both)


def test_what_is_excused_is_there(raw: Tables) -> None:
    assert {(of, role, person) for of, role, person, _ in tenures(raw)} >= CONCURRENT.keys()


def test_tenures_name_their_source(rows: list[Row]) -> None:
    sources = Counter(t.source for row in rows for t in row.offices)
    assert set(sources) <= {"REIGN", "factbook-2026-05", "CountryInfo", "unverified"}
    assert sources["REIGN"] >= 1000
    assert sources["factbook-2026-05"] >= 200


def test_a_tenure_that_ends_before_it_starts_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "countries"
    folder.mkdir()
    office = '{ title = "president", from = "2020-05", to = "2019-12-31" }'
    text = f'id = "qq"\nnames.en = ["Q"]\n[[person]]\nid = "a-b"\nnames.en = ["A B"]\noffices = [{office}]\n'
    (folder / "qq.toml").write_text(text, "utf-8")
    with pytest.raises(TableError, match=r"qq\.toml: person a-b: offices: ends \(2019-12-31\) before it starts \(2020-05-01\)$"):
        list(tables.rows([tmp_path]))


#: who has no holder in the tables on the day REACH, and why
VACANT = {
    ("country/bg", "government"): "between two governments",
    ("country/ht", "state"): "a transitional council of several",
    ("country/sm", "government"): "two captains regent, for half a year each",
    ("country/sm", "state"): "two captains regent, for half a year each",
}


def members(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.kind == "Country" and row.subkind == "member"]


@pytest.mark.parametrize("role", ["state", "government"])
def test_heads_are_known_until_the_tables_end(rows: list[Row], gazetteer: Gazetteer, role: str) -> None:
    held = {row.id: [t for t, _ in gazetteer.in_office(row.id, REACH) if role in t.role] for row in members(rows)}
    assert {id for id, found in held.items() if not found} == {id for id, r in VACANT if r == role}


@pytest.mark.parametrize(("role", "share"), [("state", 0.98), ("government", 0.93)])
def test_heads_are_known_since_the_cold_war(rows: list[Row], gazetteer: Gazetteer, role: str, share: float) -> None:
    days = [date(year, 3, 1) for year in range(FIRST, REACH.year + 1)]
    asked = [any(role in t.role for t, _ in gazetteer.in_office(row.id, day)) for row in members(rows) for day in days]
    assert sum(asked) / len(asked) >= share


def test_time_decides_who_is_president(gazetteer: Gazetteer) -> None:
    def head(year: int) -> str:
        holder = gazetteer.holder("country/us", "president", date(year, 7, 4))
        return holder.id if holder else ""

    assert [head(year) for year in (1995, 2005, 2012, 2018, 2022, 2025)] == [
        "person/bill-clinton",
        "person/george-w-bush",
        "person/barack-obama",
        "person/donald-trump",
        "person/joe-biden",
        "person/donald-trump",
    ]


# Names that several things share ---------------------------------------------------------------------------------------------------


def shared(rows: list[Row]) -> dict[tuple[str, str], set[str]]:
    """(language, name as it is compared) -> the ids that share it, if one of them is no person."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        for names in (row.names, row.short, row.adjectives, row.people, row.metonyms):
            for language, values in names.items():
                for name in values:
                    if len(name) > 1:
                        owners[language, fold(name)].add(row.id)
    return {key: ids for key, ids in owners.items() if len(ids) > 1 and any(not id.startswith("person/") for id in ids)}


def test_shared_names_are_declared(rows: list[Row]) -> None:
    home = {row.id: row.country or row.id for row in rows}
    declared = tomllib.loads((DATA / "shared-aliases.toml").read_text("utf-8"))["shared"]
    known = {(language, fold(n)) for block in declared for language in ("en", "zh") for n in block.get(language, ())}
    found = {key for key, ids in shared(rows).items() if len({home[id] for id in ids}) > 1}
    assert found == known, f"not declared: {sorted(found - known)}; not shared: {sorted(known - found)}"
    assert all(block["why"] for block in declared)


# How much there is -----------------------------------------------------------------------------------------------------------------


def test_every_state_has_its_names(rows: list[Row], raw: Tables) -> None:
    countries = [row for row in rows if row.kind == "Country"]
    kinds = Counter(row.subkind for row in countries)
    assert (kinds["member"], kinds["observer"]) == (193, 2)
    assert {f"country/{code}" for code in ("tw", "xk", "hk", "mo", "ps", "va")} <= {row.id for row in countries}
    assert "organization/eu" in {row.id for row in rows}
    assert not [row.id for row in countries if not (row.names.get("en") and row.names.get("zh") and row.adjectives.get("en"))]
    assert not [row.id for row in countries if not row.iso3 or len(row.iso3) != 3]
    assert not [p.name for p, t in raw.items() if p.parent.name == "countries" and not t.get("capital") and p.stem != "mo"]


def test_every_capital_has_a_chinese_name(rows: list[Row]) -> None:
    capitals = [row for row in rows if row.capital]
    assert len(capitals) >= 195
    assert not [row.id for row in capitals if not row.names.get("zh")]


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("Person", 5000),
        ("Organization", 800),
        ("City", 600),
        ("Gathering", 350),
        ("Initiative", 330),
        ("Venue", 200),
        ("Area", 160),
    ],
)
def test_there_are_enough(rows: list[Row], kind: str, least: int) -> None:
    assert len({row.id for row in rows if row.kind == kind}) >= least


def test_organizations_initiatives_and_series_have_chinese_names(rows: list[Row], raw: Tables) -> None:
    organizations = [row for row in rows if row.kind == "Organization" and row.country is None]
    assert len(organizations) >= 150
    assert sum(bool(row.names.get("zh")) for row in organizations) >= 150
    assert sum(bool(row.members) for row in organizations) >= 100
    assert sum(bool(table.get("members")) and bool(table.get("source")) for table in raw.values()) >= 100
    for kind in ("Initiative", "Gathering", "Area"):
        found = [row for row in rows if row.kind == kind]
        assert sum(bool(row.names.get("zh")) for row in found) >= 0.8 * len(found)


def test_leaders_of_our_time_have_chinese_names(rows: list[Row]) -> None:
    recent = [row for row in rows if any({"state", "government"} & set(t.role) and _recent(t.last) for t in row.offices)]
    assert len(recent) >= 700
    assert sum(bool(row.names.get("zh")) for row in recent) >= 0.9 * len(recent)


def _recent(last: date | None) -> bool:
    return last is None or last >= date(2001, 1, 1)
