"""The main path as a whole: the same graph on every run and in any order, verbatim evidence, no network."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.frames import load as load_frames
from kg.gazetteer import Gazetteer
from kg.model import Article, Reading
from kg.pipeline import build, read
from kg.store import open_graph

EXAMPLES = Path(__file__).parent.parent / "examples"
ARTICLES = sorted(EXAMPLES.glob("*.txt"))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def test_the_order_of_articles_does_not_matter(tmp_path: Path) -> None:
    names = [str(p) for p in ARTICLES]
    build(names, str(tmp_path / "a.nq"))
    random.Random(7).shuffle(names)
    build(names, str(tmp_path / "b.nq"))
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.nq").read_bytes()


def test_a_store_built_in_two_steps_equals_one_build(tmp_path: Path) -> None:
    names = [str(p) for p in ARTICLES[:4]]
    build(names, str(tmp_path / "whole.nq"))
    build(names[:2], str(tmp_path / "store") + "/")
    build(names[2:], str(tmp_path / "store") + "/")
    build(names[:1], str(tmp_path / "store") + "/")  # again: an article replaces its older self
    open_graph(str(tmp_path / "store")).save(tmp_path / "steps.nq")
    assert (tmp_path / "whole.nq").read_bytes() == (tmp_path / "steps.nq").read_bytes()


@pytest.mark.usefixtures("sockets_forbidden")
def test_a_build_needs_no_network(tmp_path: Path) -> None:
    summary = build([str(p) for p in ARTICLES[:2]], str(tmp_path / "a.nq"))
    assert summary.articles == 2
    assert summary.records["Meeting"] >= 1


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.name)
def test_evidence_is_verbatim(path: Path, gazetteer: Gazetteer) -> None:
    article = Article(path.name, path.read_text("utf-8"))
    reading = read(article, gazetteer, load_frames())
    assert reading.records
    for record in reading.records:
        for evidence in record.evidence:
            assert article.text[evidence.start : evidence.end] == evidence.quote


PIECES = st.sampled_from(
    [
        "Chinese President Xi Jinping met Belarusian President Alexander Lukashenko in Minsk on Thursday. ",
        "\u00a0",
        "\r\n",
        "\n\n",
        "<p>",
        "</p>",
        "&nbsp;",
        "&amp; ",
        "国家主席习近平在北京会见白俄罗斯总统卢卡申科。",
        "中方支持一个中国原则。",
        "（新华社记者 某某 摄）",
        "“",
        "”",
        "ASTANA, July 4 (Xinhua) -- ",
        "He said Belarus supports the SCO. ",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "\x00",
        "Lavrov's visit to Beijing was postponed. ",
        "7月4日下午，",
        "---\ntitle: x\n---\n",
        "e\u0301",
        "𝒳i ",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=12).map("".join))
@settings(max_examples=40, deadline=None)
def test_quotes_stand_at_their_offsets_in_any_text(text: str) -> None:
    reading: Reading = read(Article("x", text, published="2024-07-04"), _shared(), load_frames())
    for record in reading.records:
        for evidence in record.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote


_GAZETTEER: list[Gazetteer] = []


def _shared() -> Gazetteer:
    """One gazetteer for all examples of hypothesis."""
    if not _GAZETTEER:
        _GAZETTEER.append(Gazetteer.load())
    return _GAZETTEER[0]


def test_decisions_reject_and_relink(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "MINSK, Aug. 22, 2024 (Example) -- Chinese Premier Li Qiang met Belarusian President Alexander Lukashenko in Minsk.\n",
        "utf-8",
    )
    (tmp_path / "d.toml").write_text('[[reject]]\narticle = "a.txt"\nquote = "met Belarusian"\ntype = "meeting"\n', "utf-8")
    plain = build([str(tmp_path / "a.txt")], str(tmp_path / "plain.nq"))
    corrected = build([str(tmp_path / "a.txt")], str(tmp_path / "corrected.nq"), decisions=str(tmp_path / "d.toml"))
    assert plain.records["Meeting"] == 1
    assert corrected.records["Meeting"] == 0


def test_a_users_names_are_layered_over_ours(tmp_path: Path) -> None:
    folder = tmp_path / "names" / "countries"
    folder.mkdir(parents=True)
    (folder / "by.toml").write_text(
        'id = "by"\n[[person]]\nid = "jane-example"\nnames.en = ["Jane Example"]\noffices = [{ title = "foreign minister", role = ["foreign"], from = "2024-01-01" }]\n',
        "utf-8",
    )
    (tmp_path / "a.txt").write_text("MINSK, Aug. 22, 2024 (Example) -- Jane Example visited China on Thursday.\n", "utf-8")
    build([str(tmp_path / "a.txt")], str(tmp_path / "a.nq"), data=[str(tmp_path / "names")])
    assert "/id/person/jane-example>" in (tmp_path / "a.nq").read_text("utf-8")


def test_jsonl_and_bad_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "one", "text": "MINSK, Aug. 22, 2024 (Example) -- Xi Jinping met Alexander Lukashenko in Minsk."}),
        "{broken",
        json.dumps({"id": "two", "text": ""}),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    summary = build([str(tmp_path / "in.jsonl")], str(tmp_path / "out.nq"))
    assert summary.articles == 1
    assert len(summary.failures) == 2
