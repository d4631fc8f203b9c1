"""What a store costs as it grows, reading left out: ``python benchmarks/growth.py 1000 10000 [--new 1000]``.

Articles of invented records (no text is read) go into a store as a build puts them; then some more are added. The processor time
and memory of what rests on all articles together (occurrences, shortcuts, reference graph, counts) shows whether adding costs in
proportion to what is added. One line of JSON a step, each in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the tellings are those of the tests


def grow(store: str, first: int, last: int) -> dict[str, float]:
    """Articles ``first`` to ``last`` into the store: seconds of processor time to put them, to finish, MiB at most."""
    from benchmarks.store import told
    from kg import assemble, fingerprint, target
    from kg.decisions import NONE
    from kg.gazetteer import Gazetteer
    from kg.model import Article
    from kg.summary import Summary

    gazetteer = Gazetteer.load()
    invent = told(gazetteer)
    with target.opened(store, fingerprint.rules(), NONE, Summary()) as graph:
        begin = time.process_time()
        for number in range(first, last):
            reading = invent(number)
            article = Article(reading.document.article.id, str(number))
            graph.put(article, assemble.quads(reading), Summary(articles=1))
        put = time.process_time()
        graph.finish(gazetteer)
        done = time.process_time()
    return {"put": put - begin, "finish": done - put, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10000])
    parser.add_argument("--new", type=int, default=1000, help="articles added to each store (default 1000)")
    parser.add_argument("--step", nargs=3, metavar=("STORE", "FIRST", "LAST"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        store, first, last = given.step
        print(json.dumps({name: round(value, 2) for name, value in grow(store, int(first), int(last)).items()}))
        return
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes:
            for first, last in ((0, size), (size, size + given.new)):
                command = [sys.executable, str(Path(__file__)), "--step", f"{folder}/s{size}/", str(first), str(last)]
                told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
                print(json.dumps({"articles": last, "new": last - first, **told}), flush=True)


if __name__ == "__main__":
    main()
