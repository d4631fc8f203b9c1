"""Sorting outside memory gives what sorting in memory gives, and holds no more of ten times the rows."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kg import spill

CELL = st.one_of(st.none(), st.integers(-9, 9), st.text(st.characters(exclude_categories=["Cs"]), max_size=5))


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=30), st.integers(1, 7), st.randoms())
def test_order_does_not_depend_on_runs_or_on_how_rows_come(rows: list[list[object]], run: int, random: Random) -> None:
    whole = list(spill.ordered(rows))
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert list(spill.ordered(shuffled, run)) == whole
    assert {json.dumps(row) for row in whole} == {json.dumps(row) for row in rows}
    assert len(whole) == len({json.dumps(row) for row in rows})


def test_rows_may_hold_line_breaks_of_all_kinds() -> None:
    rows = [["a\nb"], ["c\r\nd"], ["e\u2028f\u0085g\x1c"], ["h\x00i"]]
    assert list(spill.ordered(rows, 1)) == rows


def test_ten_times_the_rows_take_no_more_memory() -> None:
    def rows(count: int) -> Iterator[list[str]]:
        return ([f"{n * 7919 % count:09}", "x" * 200] for n in range(count))

    def peak(count: int) -> int:
        tracemalloc.start()
        seen = sum(1 for _ in spill.ordered(rows(count), 1_000))
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert seen == count
        return top

    assert peak(50_000) < 1.5 * peak(5_000)
