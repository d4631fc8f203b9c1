"""Builds on a Dask cluster: a real scheduler and real workers on this machine, one of them killed; the same bytes come out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import cluster, pipeline
from kg.cli import cli
from kg.cluster import Work
from kg.errors import ToolError
from kg.pool import Failed
from tests.workers import broken, other_version, start, version

ROOT = Path(__file__).parent.parent
NAMES = ("Xi Jinping", "Emmanuel Macron", "Vladimir Putin", "Aleksandar Vucic")


@dataclass
class Cluster:
    address: str
    processes: list[subprocess.Popen[bytes]]
    _started: Callable[[str], subprocess.Popen[bytes]]

    def hire(self) -> subprocess.Popen[bytes]:
        """One more worker."""
        self.processes.append(self._started("worker"))
        return self.processes[-1]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    env = os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    here = ["--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard"]

    def started(kind: str) -> subprocess.Popen[bytes]:
        more = ["--port", "0"] if kind == "scheduler" else ["--nthreads", "1", "--no-nanny", "--local-directory", str(folder)]
        command = [sys.executable, "-W", "ignore", "-m", f"distributed.cli.dask_{kind}", *here, *more]
        with (folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(command, env=env, cwd=folder, stderr=log, stdin=subprocess.DEVNULL)

    processes = [started("scheduler")]
    for _ in range(600):
        if file.exists() and file.stat().st_size:
            break
        signal.sigtimedwait([], 0.05)
    found = Cluster(json.loads(file.read_text())["address"], processes, started)
    found.hire()
    found.hire()
    yield found
    for process in found.processes:
        process.kill()
        process.wait()


def written(folder: Path, count: int) -> str:
    folder.mkdir()
    for n in range(count):
        text = f"MINSK, Aug. {n % 28 + 1}, 2024 -- Belarusian President Alexander Lukashenko met {NAMES[n % 4]} in Minsk on Thursday."
        (folder / f"{n:03}.txt").write_text(text)
    return str(folder)


def test_a_killed_worker_loses_nothing_and_the_bytes_are_those_of_a_local_build(
    tmp_path: Path, running: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = [written(tmp_path / "in", 24)]
    monkeypatch.setattr(cluster.each, "__defaults__", (2,))  # articles a task
    victim = running.processes[1]

    def kill(done: int, *_: object) -> None:
        if done == 1:
            victim.send_signal(signal.SIGKILL)

    summary = pipeline.build(inputs, f"{tmp_path}/far.nq", scheduler=running.address, progress=kill)
    assert victim.wait(30) == -signal.SIGKILL
    assert (summary.articles, summary.failures) == (24, [])
    pipeline.build(inputs, f"{tmp_path}/near.nq")
    assert (tmp_path / "far.nq").read_bytes() == (tmp_path / "near.nq").read_bytes()


def test_one_thing_that_kills_fails_alone(running: Cluster) -> None:
    for _ in range(4):
        running.hire()
    found = dict(cluster.each(range(8), Work(start, version), running.address, batch=4))
    assert list(found) == list(range(8))
    assert [n for n, result in found.items() if isinstance(result, Failed)] == [3, 5]
    assert {n: r for n, r in found.items() if not isinstance(r, Failed)} == {n: 2 * n for n in (0, 1, 2, 4, 6, 7)}
    assert "were killed" in str(found[3])
    assert "ValueError: five" in str(found[5])


def test_what_is_missing_on_workers_or_differs_there_stops_everything(running: Cluster) -> None:
    running.hire()
    with pytest.raises(ToolError, match="no model: install it"):
        list(cluster.each([1], Work(broken, version), running.address))
    with pytest.raises(ToolError, match=r"a Dask worker: has another kg, tables or models \(\d+, not \d+\)"):
        list(cluster.each([1], Work(start, other_version), running.address))


def test_nobody_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    (tmp_path / "a.txt").write_text("They met.")
    for address in ("tcp://127.0.0.1:9", "nonsense"):
        done = CliRunner().invoke(cli, ["build", f"{tmp_path}/a.txt", "-o", f"{tmp_path}/g.nq", "--scheduler", address])
        assert done.exit_code == 2
        assert done.stderr.splitlines()[-1].startswith(f"kg: {address}: no Dask scheduler answers there")
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = CliRunner().invoke(cli, ["build", f"{tmp_path}/a.txt", "-o", f"{tmp_path}/g.nq", "--scheduler", "tcp://127.0.0.1:9"])
    assert done.stderr.splitlines() == ["kg: --scheduler: needs Dask: pip install 'diplomacy-kg[scale]'"]
