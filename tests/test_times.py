"""Questions about time, as benchmarks of temporal knowledge graphs ask them (MultiTQ): six types, by day, month and year.

Equal, before and after, first and last; equal of several, before-last and after-first.
"""

from __future__ import annotations

import pytest

from kg import catalogue
from kg.errors import QueryError, TableError
from kg.store import Graph
from tests.world import FR, LI, LUKASHENKO, MACRON, NOVAK, RS, VUCIC, XI, Telling, graph, met, rec

PERIODS = {"day": 10, "month": 7, "year": 4}


@pytest.fixture(scope="module")
def told() -> Graph:
    """Days, a month and a year; a plan, which is no answer."""
    made = Telling("a", "2024-12-31")
    for number, record in enumerate(
        (
            met(XI, LUKASHENKO, on="2023-05-01"),
            met(XI, MACRON, on="2024-03-02"),
            met(LI, LUKASHENKO, on="2024-03-20"),
            met(LI, MACRON, on="2024-07-04"),
            met(XI, VUCIC, on="2024-07-04"),
            rec("Visit", visitor=MACRON, destination=RS, on="2024-08"),
            rec("Visit", visitor=VUCIC, destination=FR, on="2022"),
            rec("Visit", visitor=LI, destination=RS, on="2024-09-01", status="planned"),
        )
    ):
        made.says(f"Sentence {number}.", record)
    return graph([made])


def asked(graph: Graph, name: str, **values: str) -> list[tuple[str, ...]]:
    """The rows: when, one, other."""
    found = catalogue.run(graph, name, values)
    names = [v.value for v in found.variables]
    wanted = [names.index(n) for n in ("when", "one", "to") if n in names]
    return [tuple(row[i].value for i in wanted) for row in found]


MET = "dip:Meeting"
XI_VUCIC, LI_MACRON = ("2024-07-04", "Aleksandar Vučić", "Xi Jinping"), ("2024-07-04", "Emmanuel Macron", "Li Qiang")
XI_MACRON, LI_LUKA = ("2024-03-02", "Emmanuel Macron", "Xi Jinping"), ("2024-03-20", "Alexander Lukashenko", "Li Qiang")
XI_LUKA = ("2023-05-01", "Alexander Lukashenko", "Xi Jinping")
WENT = ("2024-08", "Emmanuel Macron", "Serbia")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2024-07-04", [XI_VUCIC, LI_MACRON]),
        ("2024-03", [XI_MACRON, LI_LUKA]),
        ("2024", [XI_MACRON, LI_LUKA, XI_VUCIC, LI_MACRON, WENT]),
    ],
)
def test_equal(told: Graph, period: str, expected: list[tuple[str, ...]]) -> None:
    assert asked(told, "events-in", period=period) == expected


def test_what_is_known_by_month_only_is_in_no_day(told: Graph) -> None:
    assert asked(told, "events-in", period="2024-08") == [WENT]
    assert asked(told, "events-in", period="2024-08-15") == []


@pytest.mark.parametrize(("period", "last"), [("2024-03-20", XI_MACRON), ("2024-03", XI_LUKA), ("2024", XI_LUKA)])
def test_before_and_before_last(told: Graph, period: str, last: tuple[str, ...]) -> None:
    found = asked(told, "events-before", period=period, what=MET)
    assert found[0] == last
    assert all(when < period for when, *_ in found)
    assert asked(told, "last-of", before=period, what=MET) == [last]


@pytest.mark.parametrize(("period", "first"), [("2024-03-02", LI_LUKA), ("2023-05", XI_MACRON), ("2023", XI_MACRON)])
def test_after_and_after_first(told: Graph, period: str, first: tuple[str, ...]) -> None:
    found = asked(told, "events-after", period=period, what=MET)
    assert found[0] == first
    assert asked(told, "first-of", after=period, what=MET) == [first]


def test_first_and_last(told: Graph) -> None:
    assert asked(told, "first-of") == [("2022", "Aleksandar Vučić", "France")]
    assert asked(told, "last-of") == [WENT]
    assert asked(told, "last-of", what=MET) == [XI_VUCIC, LI_MACRON]  # two on the same day
    assert asked(told, "first-of", other="Serbia") == [WENT]  # the plan of September is none
    assert asked(told, "first-of", agent="Li Qiang") == [("2024-03-20", "Li Qiang", "Alexander Lukashenko")]
    assert asked(told, "first-of", after="2024-09") == []


def test_when_by_day_month_and_year(told: Graph) -> None:
    found = catalogue.run(told, "when-did", {"agent": "Macron"})
    names = [v.value for v in found.variables]
    rows = [dict(zip(names, (term.value for term in row), strict=True)) for row in found]
    assert [(r["day"], r["month"], r["year"]) for r in rows] == [
        ("2024-03-02", "2024-03", "2024"),
        ("2024-07-04", "2024-07", "2024"),
        ("", "2024-08", "2024"),
    ]
    assert [r["year"] for r in _rows(told, "when-did", agent="Vučić", other="France")] == ["2022"]


def _rows(graph: Graph, name: str, **values: str) -> list[dict[str, str]]:
    found = catalogue.run(graph, name, values)
    names = [v.value for v in found.variables]
    return [dict(zip(names, ("" if term is None else term.value for term in row), strict=True)) for row in found]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("day", {"Li Qiang"}), ("month", {"Li Qiang", "Jana Novak"}), ("year", {"Li Qiang", "Jana Novak", "Aleksandar Vučić"})],
)
def test_equal_of_several(unit: str, expected: set[str]) -> None:
    """Who met Macron in the same day, month or year as Xi did."""
    days = {XI: "2024-03-02", LI: "2024-03-02", NOVAK: "2024-03-20", VUCIC: "2024-08", LUKASHENKO: "2023-03-02"}
    told = Telling("a", "2024-12-31")
    for person, day in days.items():
        told.says(f"{day} {person.id}.", met(person, MACRON, on=day))
    told.says("Another.", met(LUKASHENKO, FR, on="2024-03-02"))
    rows = _rows(graph([told]), "same-time-as", somebody="Xi Jinping", unit=unit, what=MET)
    assert {row["one"] for row in rows} == expected
    assert {row["to"] for row in rows} == {"Emmanuel Macron"}
    assert {row["time"] for row in rows} == {"2024-03-02"[: PERIODS[unit]]}


def test_before_and_after_somebody(told: Graph) -> None:
    assert asked(told, "before-somebody", somebody="Li Qiang", other="Lukashenko") == [
        ("2023-05-01", "Xi Jinping", "Alexander Lukashenko")
    ]
    assert asked(told, "after-somebody", somebody="Xi Jinping", other="Macron") == [("2024-07-04", "Li Qiang", "Emmanuel Macron")]
    assert asked(told, "after-somebody", somebody="Li Qiang", other="Macron") == []


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("day", {"2023-05-01": "1", "2024-03-02": "1", "2024-03-20": "1", "2024-07-04": "2"}),
        ("month", {"2023-05": "1", "2024-03": "2", "2024-07": "2"}),
        ("year", {"2023": "1", "2024": "4"}),
    ],
)
def test_how_often(told: Graph, unit: str, expected: dict[str, str]) -> None:
    assert {r["time"]: r["occurrences"] for r in _rows(told, "how-often", unit=unit, what=MET)} == expected


@pytest.mark.parametrize("value", ["2024-13", "2024-02-30", "20240704", "2024-W01", "July", "24", "2024-07-04T00:00:00Z", ""])
def test_a_time_is_a_day_a_month_or_a_year(told: Graph, value: str) -> None:
    with pytest.raises(QueryError, match="is no time: write a day, month or year"):
        catalogue.run(told, "events-in", {"period": value})


def test_a_choice_is_one_of_its_values(told: Graph) -> None:
    with pytest.raises(QueryError, match="unit: 'week' is none of day, month, year"):
        catalogue.run(told, "how-often", {"unit": "week"})
    for head in ('#+ params.x = { type = "choice" }', '#+ params.x = { type = "name", of = ["a"] }'):
        with pytest.raises(TableError, match="must list the values of a choice"):
            catalogue.of_text(f"{head}\nSELECT * {{ VALUES ?x {{ UNDEF }} }}", "mine", "mine.rq")
