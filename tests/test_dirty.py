"""Dirty and hostile input: whatever stands in a file, a clear line or a graph, in bounded time; the neighbours are not touched."""

from __future__ import annotations

import codecs
import gzip
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg import pipeline
from kg.annotate.chinese import split as split_zh
from kg.annotate.english import split as split_en
from kg.cli import cli
from kg.extract.frames import Frames
from kg.extract.frames import load as load_frames
from kg.gazetteer import Gazetteer
from kg.ingest import articles, checked, packed
from kg.model import Article
from kg.store import open_graph

GOOD = "MINSK, Aug. 22, 2024 -- Chinese Premier Li Qiang met Belarusian President Alexander Lukashenko in Minsk on Thursday."
GOOD_ZH = "明斯克8月22日电，国务院总理李强22日在明斯克会见白俄罗斯总统卢卡申科。双方就两国关系交换了意见，中方支持白俄罗斯。"
NOISE = random.Random(5).randbytes(5_000)
SECONDS = 30.0  # of work, on a slow machine; what is no longer linear takes hours


def kg(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture(scope="module")
def loaded() -> tuple[Gazetteer, Frames]:
    return Gazetteer.load(), load_frames(())


@pytest.fixture(autouse=True)
def shared(loaded: tuple[Gazetteer, Frames], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(Gazetteer, "load", classmethod(lambda cls, extra=(): loaded[0]))
    begin = time.process_time()
    yield
    assert time.process_time() - begin < SECONDS


def built(folder: Path, status: int) -> tuple[list[str], list[str], Path]:
    """Builds the folder's ``in``: the articles of the graph, and the lines on standard error but for the progress."""
    done = kg("build", str(folder / "in"), "-o", f"{folder}/out.nq")
    assert done.exit_code == status, done.output
    assert "Traceback" not in done.output
    told = [line for line in done.stderr.splitlines() if not line.startswith("read ")]
    found = sorted(iri.rpartition("/article/")[2] for iri in open_graph(f"{folder}/out.nq").articles())
    return found, told, folder / "out.nq"


# -- encodings -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        GOOD_ZH.encode(),
        codecs.BOM_UTF8 + GOOD_ZH.encode(),
        GOOD_ZH.encode("utf-16"),
        codecs.BOM_UTF16_BE + GOOD_ZH.encode("utf-16-be"),
        GOOD_ZH.encode("gb18030"),
        GOOD_ZH.encode()[:-2],  # cut in a character
        GOOD_ZH.encode().replace("，".encode(), b"\xff", 1),
        b"\0" + GOOD_ZH.encode().replace("。".encode(), "。\0\x1b[31m".encode()),
        GOOD_ZH.replace("，", "，\r\n").encode(),
    ],
    ids=["utf-8", "utf-8 marked", "utf-16", "utf-16 be", "gb18030", "cut", "one bad byte", "control characters", "crlf"],
)
def test_one_article_in_every_dress(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(raw)
    found, told, graph = built(tmp_path, 0)
    assert (found, told) == (["a.txt"], [])
    assert "person/li-qiang>" in graph.read_text("utf-8")


@pytest.mark.parametrize(
    "raw", [NOISE, bytes(range(256)) * 40, b"\0" * 50_000, b"\xff" * 20_000, b"%PDF-1.7\n" + NOISE],
    ids=["noise", "all bytes", "nul", "ff", "pdf"],
)  # fmt: skip
def test_what_is_no_text_harms_nobody(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(raw)
    (tmp_path / "in" / "b.txt").write_text(GOOD)
    empty = raw.strip(b"\0\xff") == b""
    found, told, _ = built(tmp_path, 1 if empty else 0)
    assert "b.txt" in found
    assert len(told) == (1 if empty else 0)


def test_fifty_megabytes_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"They met in Minsk. " * (50_000_000 // 19))
    (tmp_path / "in" / "b.txt").write_text(GOOD)
    (tmp_path / "in" / "c.txt").write_bytes(b"They met in Minsk. " * (70_000_000 // 19))
    found, told, _ = built(tmp_path, 1)
    assert found == ["b.txt"]
    assert [line.partition("/in/")[2] for line in told] == [
        "a.txt: article 'a.txt' has 49,999,982 characters, more than 2,000,000: split it into stories",
        "c.txt: longer than 64 MiB: split it into articles",
    ]


def test_two_encodings_in_one_file_and_two_stories_in_another(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(GOOD_ZH.encode() + b"\n\n" + GOOD_ZH.encode("gb18030"))
    (tmp_path / "in" / "b.txt").write_text(f"{GOOD}\n\n* * *\n\n{GOOD.replace('Minsk', 'Brest')}\n\n---\n\n{GOOD_ZH}\n", "utf-8")
    found, told, graph = built(tmp_path, 0)
    assert (found, told) == (["a.txt", "b.txt"], [])
    facts = [json.loads(line) for line in kg("facts", str(graph)).stdout.splitlines()]
    texts = {a.id: a.text for a in articles([str(tmp_path / "in")]) if isinstance(a, Article)}
    assert {fact["type"] for fact in facts} >= {"meeting"}
    assert all(texts[fact["article"]][fact["start"] : fact["end"]] == fact["quote"] for fact in facts)


# -- shapes that take long where somebody counts twice ---------------------------------------------------------------------------

LONG: dict[str, Callable[[], str]] = {
    "a sentence of 100,000 characters": lambda: (GOOD[24:-1] + ", and ") * 1_000,
    "words without an end": lambda: "the minister and " * 3_000,
    "one word": lambda: "x" * 100_000,
    "names alone": lambda: "Xi Jinping, " * 8_000,
    "a Chinese sentence": lambda: GOOD_ZH[:-1].replace("。", "，") * 150,
    "one character": lambda: "的" * 10_000,
    "abbreviations": lambda: "U.S. " * 20_000,
    "full stops": lambda: "." * 100_000 + "A",
    "brackets": lambda: "(" * 20_000 + GOOD + ")" * 20_000,
    "quotation marks": lambda: "“" * 20_000 + GOOD + "”" * 20_000,
    "elements in elements": lambda: "<div>" * 20_000 + GOOD + "</div>" * 20_000,
    "comments": lambda: "<!--" * 30_000 + GOOD,
    "angle brackets": lambda: "<" * 20_000 + GOOD,
    "links": lambda: "[a](" * 30_000 + GOOD,
    "front matter": lambda: "---\n" + "a: b\n" * 20_000 + "---\n" + GOOD,
    "lists in front matter": lambda: "---\ntitle: " + "[" * 50_000 + "\n---\n" + GOOD,
    "spaces": lambda: "\u00a0 \t" * 100_000 + GOOD,
    "line ends": lambda: "\r\n" * 100_000 + GOOD,
    "accents": lambda: "e" + "\u0301" * 100_000 + GOOD,
    "directions": lambda: "\u202e" * 20_000 + GOOD,
    "dates": lambda: "July 4, 2024 " * 4_000,
    "titles": lambda: "President " * 10_000 + "Xi Jinping met Putin.",
}


@pytest.mark.parametrize("name", LONG)
def test_time_grows_with_the_text_and_no_faster(name: str, loaded: tuple[Gazetteer, Frames]) -> None:
    text = LONG[name]()
    reading = pipeline.read(Article("x", text, published="2024-08-22"), *loaded)
    for record in reading.records:
        assert all(text[e.start : e.end] == e.quote for e in record.evidence)


@pytest.mark.parametrize("split", [split_en, split_zh])
def test_an_endless_sentence_is_cut_and_nothing_lost(split: Callable[[str], list[tuple[int, int]]]) -> None:
    for text in ("he said, she said; " * 500, "没有句号，" * 2_000, "x" * 9_000, "word " * 3_000):
        spans = split(text.strip())
        assert all(0 < b - a <= 1_500 for a, b in spans)
        assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert split(GOOD[24:]) == [(0, len(GOOD) - 24)]


# -- pages and packed files ------------------------------------------------------------------------------------------------------


def laughs(levels: int = 30) -> str:
    entities = "".join(f'<!ENTITY lol{i} "{f"&lol{i - 1};" * 10}">' for i in range(1, levels))
    return f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY lol0 "lol">{entities}]>'


@pytest.mark.parametrize(
    "page",
    [
        laughs() + f"<html><body><p>&lol29; {GOOD}</p></body></html>",
        "<html><body>" + "<div>" * 5_000 + f"<p>{GOOD}</p>" + "</div>" * 5_000 + "</body></html>",
        '<!DOCTYPE html SYSTEM "file:///etc/passwd"><html><body><p>' + GOOD + "</p></body></html>",
        '<html><!DOCTYPE x [<!ENTITY e SYSTEM "http://192.0.2.1/x">]><body>&e;<p>' + GOOD + "</p></body></html>",
        "<html><body><p>" + GOOD + "</p><script>while(1){}</script><table>" + "<tr><td>" * 3_000,
        "<html" + " a=b" * 20_000 + "><body><p>" + GOOD,
    ],
    ids=["billion laughs", "deep", "outer type", "outer entity", "unclosed", "attributes"],
)
def test_hostile_pages(tmp_path: Path, page: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(page, "utf-8")
    (tmp_path / "in" / "b.txt").write_text(GOOD)
    found, told, graph = built(tmp_path, 0)
    assert (found, told) == (["a.html", "b.txt"], [])
    text = graph.read_text("utf-8")
    assert "root:" not in text
    assert len(text) < 2_000_000


def test_a_bomb_is_stopped_and_what_came_before_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "LONGEST", 1 << 20)
    (tmp_path / "in").mkdir()
    with gzip.open(tmp_path / "in" / "bomb.jsonl.gz", "wb") as file:
        file.write(json.dumps({"id": "first", "text": GOOD}).encode() + b"\n")
        for _ in range(200):
            file.write(b" " * (1 << 20))
    (tmp_path / "in" / "b.txt").write_text(GOOD)
    begin = time.process_time()
    found, told, _ = built(tmp_path, 1)
    assert found == ["b.txt", "first"]
    assert len(told) == 1
    assert "bomb.jsonl.gz: cannot be read (it unpacks to more than 200 times its size: not read to its end)" in told[0]
    assert time.process_time() - begin < SECONDS


@pytest.mark.parametrize(
    "damage", [b"no gzip at all", gzip.compress(b'{"id": "a", "text": "x"}\n' * 500, mtime=0)[:-30]], ids=["text", "cut"]
)
def test_a_damaged_archive_is_named(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(damage)
    (tmp_path / "in" / "b.txt").write_text(GOOD)
    found, told, _ = built(tmp_path, 1)
    assert "b.txt" in found
    assert any("a.jsonl.gz" in line for line in told)


def test_a_book_is_no_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked, "LONGEST_TEXT", 500)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("word " * 200)
    (tmp_path / "in" / "b.txt").write_text(GOOD)
    found, told, _ = built(tmp_path, 1)
    assert found == ["b.txt"]
    assert told[0].endswith("a.txt: article 'a.txt' has 1,000 characters, more than 500: split it into stories")


# -- JSON Lines ------------------------------------------------------------------------------------------------------------------

ROWS: dict[str, str] = {
    "deep": "[" * 100_000,
    "no object": "5",
    "no text": '{"id": "a"}',
    "text is a list": '{"id": "a", "text": ["x"]}',
    "a huge number": '{"id": ' + "1" * 5_000 + ', "text": "x"}',
    "cut": '{"id": "a", "text": "x',
    "nothing": '{"id": "a", "text": "  "}',
    "not json": "<html>",
}


@pytest.mark.parametrize("name", ROWS)
def test_a_bad_line_is_one_notice(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(f"{ROWS[name]}\n{json.dumps({'id': 'good', 'text': GOOD})}\n")
    found, told, _ = built(tmp_path, 1)
    assert found == ["good"]
    assert len(told) == 1
    assert "a.jsonl:1" in told[0]
    assert len(told[0]) < 500


@pytest.mark.parametrize(
    "more",
    [
        {"published": "9999-99-99"},
        {"published": "x" * 100_000},
        {"published": "2024-02-30T25:61:61+99:99"},
        {"url": "javascript:alert(1)\n<script>"},
        {"url": 'http://example.org/"><script> x'},
        {"source": "\x1b[31m\x00\u202e"},
        {"language": "../../x"},
        {"title": "=cmd|' /C calc'!A0"},
        {"title": "\ud800"},
        {"id": "../../../etc/passwd"},
        {"id": "a\nb\x1b[2J\u2028"},
        {"id": "x" * 20_000},
        {"id": "<http://example.org/> <x> <y> ."},
        {"id": 7, "published": 2024, "unknown": {"a": [1]}},
    ],
    ids=lambda more: f"{next(iter(more))} {str(next(iter(more.values())))[:12]!a}",
)
def test_what_stands_beside_the_text_cannot_break_out(tmp_path: Path, more: dict[str, Any]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(json.dumps({"id": "a", "text": GOOD} | more) + "\n")
    found, told, graph = built(tmp_path, 0)
    assert told == []
    assert len(found) == 1
    assert "/" not in found[0]
    assert all(line.endswith(" .") for line in graph.read_text("utf-8").split("\n") if line)
    assert kg("validate", str(graph)).exit_code == 0
    assert kg("facts", str(graph)).exit_code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out.nq"]


# -- files ---------------------------------------------------------------------------------------------------------------------


def test_links_in_circles_end(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(GOOD)
    for number in range(3):
        (tmp_path / "in" / "sub" / f"up{number}").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "self.txt").symlink_to("self.txt")
    (tmp_path / "in" / "gone.txt").symlink_to("nowhere")
    assert built(tmp_path, 0)[:2] == (["a.txt"], [])
    done = kg("build", f"{tmp_path}/in/**/*.txt", "-o", f"{tmp_path}/glob.nq")
    assert done.exit_code == 0
    assert len(open_graph(f"{tmp_path}/glob.nq").articles()) == 1


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    (tmp_path / "in" / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "in" / "b.txt").write_text(GOOD)
    assert built(tmp_path, 0)[:2] == (["b.txt"], [])
    done = kg("build", f"{tmp_path}/in/pipe.txt", f"{tmp_path}/in/zero.txt", "-o", f"{tmp_path}/x.nq")
    assert done.exit_code == 2
    assert "neither file nor folder" in done.stderr


def test_a_name_cannot_paint_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a\x1b[31m\n.txt").write_text("")
    (tmp_path / "in" / "b\x1b[2J.txt").write_text(GOOD)
    done = kg("build", str(tmp_path / "in"), "-o", f"{tmp_path}/out.nq")
    assert done.exit_code == 1
    assert "\x1b" not in done.output
    assert "a\\x1b[31m\\n.txt" in done.stderr


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / "in")
    os.mkdir(folder)  # noqa: PTH102 - bytes
    with open(folder + b"/\xff\xfe.txt", "w") as file:  # noqa: PTH123 - bytes
        file.write(GOOD)
    (tmp_path / "in" / "b.txt").write_text(GOOD)
    assert len(built(tmp_path, 0)[0]) == 2
