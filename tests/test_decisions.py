"""The decisions file: what it can say, and what it says when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import decisions, iris
from kg.decisions import Decisions
from kg.errors import TableError

ONE = iris.article("a1") + "/record/Meeting-0123456789ab"
TWO = iris.article("b2") + "/record/Meeting-ba9876543210"
GOOD = f"""
[[reject]]
record = "{ONE}"
because = "another picture"

[[reject]]
article = "a1"
quote = "met in  Astana"
type = "meeting"

[[relink]]
name = "Li"
to = "person/li-qiang"

[[relink]]
name = "Li"
to = ""
article = "c3"

[[same]]
records = ["{ONE}", "kg:article/b2/record/Meeting-ba9876543210"]
"""


def read(tmp_path: Path, text: str) -> Decisions:
    path = tmp_path / "decisions.toml"
    path.write_text(text, "utf-8")
    return decisions.load(path)


def test_no_file_is_no_decision() -> None:
    assert decisions.load(None) == Decisions()
    assert not Decisions().rejects(ONE)
    assert Decisions().relink("Li") is None


def test_facts_are_rejected_by_record_or_by_words(tmp_path: Path) -> None:
    decided = read(tmp_path, GOOD)
    assert decided.rejects(ONE)
    assert not decided.rejects(TWO)
    assert decided.rejects(("a1", "They Met in Astana\non Thursday."), "meeting")
    assert not decided.rejects(("a1", "They met in Astana."), "visit")
    assert not decided.rejects(("b2", "They met in Astana."), "meeting")


def test_a_name_can_mean_two_things_in_two_articles(tmp_path: Path) -> None:
    decided = read(tmp_path, GOOD)
    assert decided.relink("LI") == "person/li-qiang"
    assert decided.relink("Li", "a1") == "person/li-qiang"
    assert decided.relink("Li", "c3") == ""
    assert decided.relink("Wang") is None


def test_records_are_the_same_under_either_spelling(tmp_path: Path) -> None:
    decided = read(tmp_path, GOOD)
    assert decided.same == ((ONE, TWO),)
    assert decided.records() == {ONE, TWO}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[reject]\n", "not readable TOML"),
        ("[[forget]]\n", "is no decision"),
        ("[reject]\nquote = 'x'\n", "two brackets"),
        ("[[reject]]\n", "needs either record"),
        (f"[[reject]]\nrecord = '{ONE}'\nquote = 'x'\n", "needs either record"),
        ("[[reject]]\nqoute = 'x'\n", "qoute"),
        ("[[reject]]\nrecord = 'kg:country/by'\n", "is no record"),
        ("[[relink]]\nname = 'Li'\n", "needs name"),
        (f"[[same]]\nrecords = ['{ONE}']\n", "two or more"),
        (f"[[same]]\nrecords = ['{ONE}', '{ONE}']\n", "two or more"),
        (f"[[same]]\nrecords = ['{ONE}', '{TWO}']\n[[apart]]\nrecords = ['{TWO}', '{ONE}']\n", "remove one of the two"),
    ],
)
def test_a_wrong_file_names_itself_and_the_key(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(TableError, match=words) as caught:
        read(tmp_path, text)
    assert "decisions.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_says_so() -> None:
    with pytest.raises(TableError, match="does not exist"):
        decisions.load("none.toml")
