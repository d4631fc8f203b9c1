"""Measure how often each rule is right: ``python benchmarks/confidence.py GOLD_DIR FACTS.jsonl > kg/data/confidence.toml``.

A row's worth is what it earns against the gold (1 right, 0 wrong, between for texts that agree in part); a rule's precision is
the mean over the rows it gave.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kg.evaluate import evaluate


def main(gold: str, facts: str) -> int:
    """Print the table as TOML."""
    rows = [json.loads(line) for line in Path(facts).read_text("utf-8").splitlines()]
    rules = evaluate(gold, rows).rules
    out = [
        "# Precision of each rule on the development set and the number of rows it rests on; made by benchmarks/confidence.py.",
        "[rule]",
    ]
    out += [
        f"{json.dumps(name)} = {{ precision = {score.prf[0]:.2f}, n = {score.predicted} }}"
        for name, score in sorted(rules.items())
    ]
    sys.stdout.write("\n".join(out) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
