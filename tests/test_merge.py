"""One article's tellings become its records: what is one event, what two; laws of merging."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.merge import merge
from kg.model import Entity, Evidence, Interval, Record, Value

KEYS = {"Meeting": ("participant",)}
A, B = (Entity(f"person/{n}", "Person", (("en", n),)) for n in ("Ann", "Ben"))
CITY = Entity("city/xx/town", "City", (("en", "Town"),))


def meeting(at: int, day: int | None = None, **values: Value) -> Record:
    told: dict[str, tuple[Value, ...]] = {"participant": (A, B)} | {name: (value,) for name, value in values.items()}
    when = Interval(date(2024, 9, day), date(2024, 9, day), f"2024-09-{day:02}") if day else None
    return Record("Meeting", tuple(sorted(told.items())), (Evidence(at, at + 1, "x"),), "test", "happened", when)


def test_two_tellings_of_one_call_are_one() -> None:
    assert len(merge([meeting(0, 3, mode="phone"), meeting(5, mode="phone"), meeting(9)], KEYS)) == 1


@pytest.mark.parametrize(
    "other", [meeting(5, 3, mode="video"), meeting(5, 3, place=CITY), meeting(5, 4, mode="phone")], ids=["video", "place", "day"]
)
def test_a_call_and_another_meeting_of_the_same_people_are_two(other: Record) -> None:
    assert len(merge([meeting(0, 3, mode="phone"), other], KEYS)) == 2


def test_what_is_told_without_mode_joins_the_meeting_it_fits() -> None:
    found = merge([meeting(0, 3, mode="phone"), meeting(5, 3, place=CITY), meeting(9, 3, place=CITY)], KEYS)
    assert [len(r.evidence) for r in found] == [1, 2]


TELLINGS = st.lists(
    st.tuples(st.sampled_from([None, 3, 4]), st.sampled_from([{}, {"mode": "phone"}, {"mode": "video"}, {"place": CITY}])),
    max_size=5,
)


@given(TELLINGS)
def test_merging_loses_no_evidence_and_makes_nothing_up(told: list[tuple[int | None, dict[str, Value]]]) -> None:
    records = [meeting(n, day, **values) for n, (day, values) in enumerate(told)]
    found = merge(records, KEYS)
    assert sorted(e.start for r in found for e in r.evidence) == list(range(len(records)))
    assert len(found) <= len(records)


@given(TELLINGS)
def test_merging_again_changes_nothing(told: list[tuple[int | None, dict[str, Value]]]) -> None:
    once = merge([meeting(n, day, **values) for n, (day, values) in enumerate(told)], KEYS)
    assert merge(once, KEYS) == once


@given(TELLINGS)
def test_no_record_is_both_a_call_and_at_a_place(told: list[tuple[int | None, dict[str, Value]]]) -> None:
    for order in permutations([meeting(n, day, **values) for n, (day, values) in enumerate(told[:4])]):
        assert not [r for r in merge(order, KEYS) if r.get("mode") and r.get("place")]
