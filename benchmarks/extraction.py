"""How fast English is read, against plain spaCy: `make bench ARTICLES=articles.jsonl.gz`.

Both read the same texts in turns, on one core: kg from the text to the facts of each article (without writing a graph), spaCy
with the model's full pipeline as it comes (tagger, parser, lemmatizer, named entities). Processor time, not time on the wall:
what else the machine does shows less.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `kg build` does; before numpy is imported

from kg.extract.frames import load as load_frames
from kg.gazetteer import Gazetteer
from kg.model import Article
from kg.pipeline import read

WARM = 3  # articles read before the clock runs
DRAWS = 1000


@dataclass(frozen=True)
class Turn:
    """Seconds of processor time that both took for the same articles."""

    articles: int
    ours: float
    plain: float


def articles(path: Path, every: int) -> list[Article]:
    """Each ``every``-th English article of a JSON Lines file, plain or gzipped."""
    unpack = gzip.open if path.suffix == ".gz" else open
    with unpack(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for n, line in enumerate(lines) if n % every == 0]
    keys = ("published", "source", "url", "language", "title")
    return [Article(str(r["id"]), r["text"], **{k: r.get(k) for k in keys}) for r in rows if r.get("language", "en") == "en"]


def turns(
    found: Sequence[Article], ours: Callable[[Article], object], plain: Callable[[Iterable[str]], object], size: int
) -> list[Turn]:
    """Both read the same few articles, then the next few; who begins changes."""
    out = []
    for start in range(0, len(found), size):
        some = found[start : start + size]
        runs = [lambda some=some: [ours(a) for a in some], lambda some=some: plain(a.text for a in some)]
        order = (0, 1) if start // size % 2 else (1, 0)
        taken = {which: _seconds(runs[which]) for which in order}
        out.append(Turn(len(some), taken[0], taken[1]))
    return out


def _seconds(run: Callable[[], object]) -> float:
    begin = time.process_time()
    run()
    return time.process_time() - begin


def ratio(some: Sequence[Turn]) -> float:
    return sum(t.plain for t in some) / sum(t.ours for t in some)


def interval(some: Sequence[Turn]) -> tuple[float, float]:
    """95 % interval of the ratio: turns drawn with replacement (fixed seed)."""
    chance = random.Random(0)
    drawn = sorted(ratio(chance.choices(some, k=len(some))) for _ in range(DRAWS))
    return drawn[int(DRAWS * 0.025)], drawn[int(DRAWS * 0.975)]


def main() -> int:
    """Prints the ratio; exit status 1 where it is below ``--at-least``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="a .jsonl or .jsonl.gz file of articles: id, text, published, source, ...")
    parser.add_argument("--every", type=int, default=10, help="read each n-th article (default 10)")
    parser.add_argument("--turn", type=int, default=10, help="articles in a turn (default 10)")
    parser.add_argument("--at-least", type=float, default=0.0, help="fail below this ratio")
    args = parser.parse_args()

    found = articles(args.articles, args.every)
    gazetteer, frames, nlp = Gazetteer.load(), load_frames(), _full_pipeline()
    ours, plain = (lambda a: read(a, gazetteer, frames)), (lambda texts: [len(doc) for doc in nlp.pipe(texts)])
    for article in found[:WARM]:
        ours(article)
        plain([article.text])
    done = turns(found[WARM:], ours, plain, args.turn)
    if not done:
        parser.error(f"{args.articles} has too few articles: more than {WARM * args.every} are needed")
    _show(done)
    return int(ratio(done) < args.at_least)


def _full_pipeline():  # noqa: ANN202 - spacy.Language
    import importlib

    from kg.annotate.english.grammar import MODELS

    for name in MODELS:
        try:
            return importlib.import_module(name).load()
        except ImportError:
            continue
    sys.exit("no English model is installed")


def _show(done: Sequence[Turn]) -> None:
    count, ours, plain = sum(t.articles for t in done), sum(t.ours for t in done), sum(t.plain for t in done)
    each = sorted(t.plain / t.ours for t in done)
    low, high = interval(done)
    spread = f"turns {each[0]:.2f} to {each[-1]:.2f}, median {statistics.median(each):.2f}"
    print(f"kg           {count / ours:6.1f} articles/s  ({count} articles, {ours:.1f} s)")
    print(f"plain spaCy  {count / plain:6.1f} articles/s  ({plain:.1f} s)")
    print(f"ratio        {ratio(done):6.2f}  (95 % interval {low:.2f} to {high:.2f}; {spread})")


if __name__ == "__main__":
    sys.exit(main())
