"""What articles cost, and how that grows: `python benchmarks/scale.py ARTICLES.jsonl[.gz] 250 500 1000 --jobs 2`.

Builds a new store of each size in processes of its own and measures time, memory of all processes together, statements, bytes;
then adds a tenth to the largest. Beyond the articles given, their copies are shifted by years: synthetic, and called so. With
``--plan`` it measures nothing and works out shards, machines and days from the figures given.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import count, islice
from pathlib import Path

_YEAR = re.compile(r"\b(19|20)(\d\d)\b")
_EVERY = 0.5  # seconds between two looks at memory


@dataclass(frozen=True)
class Cost:
    """One build: articles in the store, of these new ones, processes; seconds, MiB, statements."""

    articles: int
    new: int
    jobs: int
    wall: float
    processor: float
    memory: float
    statements: int
    disk: float


def articles(path: Path) -> Iterator[dict[str, str]]:
    """The given articles, then the same shifted by one year, by two, ..."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:  # type: ignore[operator]
        rows = [json.loads(line) for line in lines]
    for turn in count():
        for row in rows:
            yield row if not turn else _shifted(row, turn)


def _shifted(row: dict[str, str], years: int) -> dict[str, str]:
    def later(found: re.Match[str]) -> str:
        return f"{1900 + (int(found[0]) - 1900 + years) % 190}"

    shifted = {name: _YEAR.sub(later, row[name]) for name in ("text", "published", "title") if row.get(name)}
    return row | shifted | {"id": f"{row['id']}+{years}"}


def measured(source: Path, store: Path, size: int, jobs: int, before: int = 0) -> Cost:
    """Builds ``size`` articles into ``store``, which has ``before`` of them already."""
    given = store.with_suffix(".jsonl")
    with given.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in islice(articles(source), before, size))
    start, used = time.monotonic(), _processor()
    command = [sys.executable, "-m", "kg", "build", str(given), "-o", f"{store}/", "--jobs", str(jobs)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        peak = _Peak(process.pid)
        process.wait()
    wall, processor = time.monotonic() - start, _processor() - used
    from kg.store import open_graph

    statements = len(open_graph(f"{store}/"))
    disk = sum(f.stat().st_blocks * 512 for f in store.iterdir())
    return Cost(size, size - before, jobs, wall, processor, peak.ended(), statements, disk / 2**20)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Peak:
    """The most memory that a process and those below it had at a time; what they share is counted once."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._on = pid, 0, True
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while self._on:
            self._peak = max(self._peak, sum(map(_memory, _below(self._pid))))
            time.sleep(_EVERY)

    def ended(self) -> float:
        self._on = False
        self._thread.join()
        return self._peak / 1024


def _below(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        try:
            tasks = Path(f"/proc/{one}/task").iterdir()
            found += [int(p) for t in tasks for p in (t / "children").read_text().split()]
        except OSError:
            continue
    return found


def _memory(pid: int) -> int:
    """KiB, shared pages in proportion."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found[1]) if found else 0


def slope(costs: Sequence[Cost], what: str) -> float:
    """How a figure grows with the articles: 1 in proportion, 2 with the square (least squares of the logarithms)."""
    points = [(math.log(c.articles), math.log(getattr(c, what))) for c in costs]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


SHARD = 100_000  # articles
STORES = ((1e9, "Oxigraph or Virtuoso, one machine"), (1e10, "Virtuoso or QLever, one large machine"), (math.inf, "QLever"))


def plan(articles: int, seconds: float, statements: float, size: float, cores: int) -> str:
    """A row: what so many articles need, at so many seconds of processor time, statements and bytes an article."""
    hours, total = articles * seconds / cores / 3600, articles * statements
    store = next(name for most, name in STORES if total <= most)
    shards = math.ceil(articles / SHARD)
    return f"| {articles:,} | {hours:,.1f} h | {total / 1e6:,.0f} M | {articles * size / 2**30:,.0f} GiB | {shards:,} | {store} |"


def told(cost: Cost) -> Cost:
    """One line, at once: a run takes hours."""
    sys.stdout.write(json.dumps({k: round(v, 1) for k, v in asdict(cost).items()}) + "\n")
    sys.stdout.flush()
    return cost


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, nargs="?")
    parser.add_argument("sizes", type=int, nargs="*", default=[250, 500, 1000])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--plan", nargs=4, type=float, metavar=("SECONDS", "STATEMENTS", "BYTES", "CORES"))
    given = parser.parse_args()
    if given.plan:
        sys.stdout.write(
            "| articles | reading | statements | disk | shards of 100,000 | served by |\n|---|---|---|---|---|---|\n"
        )
        for size in (1_000_000, 100_000_000):
            sys.stdout.write(plan(size, *given.plan[:3], int(given.plan[3])) + "\n")
        return
    os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parent.parent)
    with tempfile.TemporaryDirectory() as folder:
        costs = [told(measured(given.source, Path(folder) / f"s{size}", size, given.jobs)) for size in given.sizes]
        last = given.sizes[-1]
        told(measured(given.source, Path(folder) / f"s{last}", last + last // 10, given.jobs, before=last))
    if len(costs) > 1:
        for what in ("processor", "memory", "statements", "disk"):
            sys.stdout.write(f"slope of {what}: {slope(costs, what):.2f}\n")


if __name__ == "__main__":
    main()
