"""Draw facts and silent trigger sentences to be judged by hand.

``python benchmarks/sample.py 100 50 ARTICLES.jsonl... > sample.md``.

A fixed seed; the same articles and rules give the same sample. What was judged stands in ``docs/quality.md``.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

from kg.extract.frames import load as load_frames
from kg.gazetteer import Gazetteer
from kg.ingest import articles
from kg.model import Article, Reading
from kg.pipeline import read
from kg.report import in_words

SEED = 20240704


def main(facts: str, triggers: str, *inputs: str) -> int:
    """Print both samples as lists, each line with its sentence."""
    chance = random.Random(SEED)
    readings = list(_readings(inputs))
    told = [(r, record) for r in readings for record in r.records]
    silent = sorted(
        {
            (r.document.article.id, t.sentence, t.frame, t.reason)
            for r in readings
            for t in r.triggers
            if _gave_nothing(r, t.sentence)
        }
    )
    by_id = {r.document.article.id: r for r in readings}
    out = [f"# {len(readings)} articles, {len(told)} records, {len(silent)} predicates that gave nothing\n"]
    for number, (reading, record) in enumerate(chance.sample(told, int(facts)), 1):
        out += [
            f"{number}. {reading.document.article.id} {in_words(record)}",
            f"   > {' '.join(record.evidence[0].quote.split())}",
            "",
        ]
    for number, (article, sentence, frame, reason) in enumerate(chance.sample(silent, int(triggers)), 1):
        text = by_id[article].document.sentences[sentence].text
        out += [f"T{number}. {article} {frame}: {reason}", f"   > {text}", ""]
    sys.stdout.write("\n".join(out))
    return 0


def _readings(inputs: tuple[str, ...]) -> Iterator[Reading]:
    gazetteer, frames = Gazetteer.load(), load_frames()
    for article in articles(inputs):
        if isinstance(article, Article):
            yield read(article, gazetteer, frames)


def _gave_nothing(reading: Reading, sentence: int) -> bool:
    start = reading.document.sentences[sentence].source_span(0, 1)[0]
    return not any(e.start == start for r in reading.records for e in r.evidence)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
