"""A law: exporting ten times more takes no more memory, whatever the format, and no table either."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg import iris, sheets, spill
from kg.export import FORMATS, OTHERS, export, parquet
from kg.network import project, singly
from kg.store import Graph, formats
from tests import world

FEW, MANY = 2, 20  # worlds
BUFFERS = 600_000  # of the files that sorted runs wait in: there are more of them, up to a number

pytestmark = pytest.mark.slow


def copies(number: int) -> Graph:
    """So many worlds beside each other: the same articles under other names, about others."""
    whole = list(world.graph(world.world()).quads())
    kept = {iris.graph(name) for name in ("reference", "derived", "text", "meta")}

    def named(term: Any, copy: int) -> Any:
        ours = isinstance(term, ox.NamedNode) and term.value.startswith(iris.BASE) and term.value not in kept
        return ox.NamedNode(f"{term.value}-{copy}") if ours else term

    made = Graph.memory()
    for copy in range(number):
        made.add(ox.Quad(*(named(t, copy) for t in (q.subject, q.predicate, q.object, q.graph_name))) for q in whole)
    return made


@pytest.fixture(scope="module")
def graphs() -> tuple[Graph, Graph]:
    return copies(FEW), copies(MANY)


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held at a time is little, so that a small graph already goes beyond it."""
    monkeypatch.setattr(spill, "RUN", 200)
    monkeypatch.setattr(spill, "MERGED", 4)
    monkeypatch.setattr(formats, "_BATCH", 200)
    monkeypatch.setattr(singly, "_KNOWN", 50)
    monkeypatch.setattr(parquet, "_GROUP", 200)


def peak(work: Callable[[], object]) -> int:
    """Bytes of Python's own at most while it works."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_measure_sees_what_is_held(graphs: tuple[Graph, Graph]) -> None:
    few, many = (peak(partial(list, graph.quads())) for graph in graphs)
    assert many > max(5 * few, 4 * BUFFERS)
    assert peak(partial(project, graphs[1])) > 4 * BUFFERS


@pytest.mark.parametrize("suffix", [*FORMATS, *OTHERS])
def test_ten_times_more_takes_no_more_memory(graphs: tuple[Graph, Graph], suffix: str, tmp_path: Path) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'diplomacy-kg[tables]'")
    export(graphs[0], str(tmp_path / f"g{suffix}"))  # what is loaded once is loaded now
    few, many = (peak(partial(export, graph, str(tmp_path / f"g{suffix}"))) for graph in graphs)
    assert many < 1.5 * few + BUFFERS


@pytest.mark.parametrize("name", sorted(sheets.sheets()))
def test_ten_times_longer_tables_take_no_more_memory(graphs: tuple[Graph, Graph], name: str, tmp_path: Path) -> None:
    sheets.write(graphs[0], tmp_path, [name])
    few, many = (peak(partial(sheets.write, graph, tmp_path, [name])) for graph in graphs)
    assert many < 1.5 * few + BUFFERS
