"""Each article of examples/ and the graph it must give, as sorted N-Quads beside it: a difference reads like prose.

``KG_GOLDEN=write`` (``make goldens``) writes the graphs again; look at the difference before keeping it. The build's fingerprint,
which changes with every table, is left out.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.pipeline import build

EXAMPLES = Path(__file__).parent.parent / "examples"
ARTICLES = sorted(EXAMPLES.glob("*.txt"))
FINGERPRINT = "> <http://purl.org/dc/terms/identifier> "


def test_there_are_examples_in_both_languages() -> None:
    assert {path.suffixes[0] for path in ARTICLES} == {".en", ".zh"}
    assert len(ARTICLES) >= 8


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_example_gives_its_graph(path: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.nq"
    build([str(path)], str(made))
    golden = path.with_suffix(".nq")
    found = [line for line in made.read_text("utf-8").split("\n") if line and FINGERPRINT not in line]
    if os.environ.get("KG_GOLDEN") == "write":
        golden.write_text("".join(line + "\n" for line in found), "utf-8")
    expected = [line for line in golden.read_text("utf-8").split("\n") if line]
    assert sorted(set(found) - set(expected)) == []
    assert sorted(set(expected) - set(found)) == []
    assert found == sorted(found)
