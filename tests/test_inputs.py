"""Tables, archives, feeds and packed files as articles; each kind with what strangers put into it. All texts are ours."""

from __future__ import annotations

import bz2
import gzip
import json
import sys
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet as pq

from kg.errors import InputError, LeftOutError
from kg.ingest import Columns, articles, mojibake, packed
from kg.ingest.columns import FIELDS
from kg.ingest.languages import strange
from kg.model import Article

MET = "The minister of Freedonia met the president of Sylvania in the capital on Monday and they signed a treaty."
CHINESE = "当地时间五月三日，甲国总统在首都会见了来访的乙国外交部长，双方就两国关系和地区问题交换了意见。"
PAGE = f"<html><head><title>They met</title></head><body><article><h1>They met</h1><p>{MET}</p><p>{MET * 2}</p></article></body></html>"


def read(*inputs: Path, columns: str = "") -> tuple[list[Article], list[str], list[str]]:
    """Articles, failures, and what was left out."""
    found = list(articles([str(i) for i in inputs], columns=Columns.parsed([columns] if columns else [])))
    left = [str(e) for e in found if isinstance(e, LeftOutError)]
    bad = [str(e) for e in found if isinstance(e, InputError) and not isinstance(e, LeftOutError)]
    return [a for a in found if isinstance(a, Article)], bad, left


# -- tables --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", 'ID,Headline,Body,Date,Outlet\n7,Met,"One, ""two""\nthree.",2031-05-03,Herald\n'),
        ("a.csv", '\ufeffid;title;full_text;published;source\n7;Met;"One, ""two""\nthree.";2031-05-03;Herald\n'),
        ("a.tsv", 'doc_id\tTitle\tmaintext\tpublish date\tpublisher\n7\tMet\t"One, ""two""\nthree."\t2031-05-03\tHerald\n'),
    ],
)  # fmt: skip
def test_a_table_says_what_its_columns_are(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8", newline="")
    [found], bad, left = read(tmp_path / name)
    assert (bad, left) == ([], [])
    assert found == Article("7", 'One, "two"\nthree.', "2031-05-03", "Herald", None, None, "Met", f"{tmp_path / name}:2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_a_table_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = CHINESE if encoding != "big5" else "當地時間五月三日，甲國總統在首都會見了來訪的乙國外交部長，就兩國關係交換了意見。"
    (tmp_path / "a.csv").write_bytes("".join(["id,text\n", *(f"{n},{text}\n" for n in range(300))]).encode(encoding))
    found, bad, _ = read(tmp_path / "a.csv", columns="")
    assert bad == []
    assert [(a.id, a.text) for a in found] == [(str(n), text) for n in range(300)]


def test_the_user_names_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,x,when\nnot this,They met.,2031\n")
    [found], _, _ = read(tmp_path / "a.csv", columns="text=x, published=when")
    assert (found.id, found.text, found.published) == ("a.csv:2", "They met.", "2031")
    (tmp_path / "b.jsonl").write_text(json.dumps({"x": "They met.", "text": "no"}) + "\n")
    assert read(tmp_path / "b.jsonl", columns="text=x")[0][0].text == "They met."
    for wrong in ("body=x", "text", "text=", "=x"):
        with pytest.raises(InputError, match=r"--columns: .* is not FIELD=COLUMN with FIELD one of id, text"):
            Columns.parsed([wrong])


TABLES = {
    "no text": ("a,b\n1,2\n", "a.csv: no column of texts among a, b: name it with --columns text=NAME"),
    "empty": ("", "a.csv: no column of texts among none"),
    "more cells": ("id,text\n1,They met, and left.\n2,Good.\n", "a.csv:2: 3 cells in this row, 2 in the first"),
    "fewer cells": ("id,text\n1\n2,Good.\n", "a.csv:2: 1 cells in this row, 2 in the first"),
    "no text in a row": ("id,text\n1,\n2,Good.\n", "a.csv:2: article '1' is empty: left out"),
    "a quotation mark left open": ('id,text\n2,Good.\n3,"' + "x\n" * 3000, "a.csv:3: article '3' has 6,000 characters, more than 2,000"),
    "a bomb of one line": ("id,text\n2,Good.\n3," + "x" * 30_000, "a.csv:3: not CSV (a line longer than"),
    "nul": ("id,text\n1,\0\0\n2,Good.\n", "a.csv:2: article '1' is empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_bad_row_is_one_notice_and_the_rest_goes_on(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.ingest.checked.LONGEST", 20_000)
    monkeypatch.setattr("kg.ingest.checked.LONGEST_TEXT", 2_000)
    (tmp_path / "a.csv").write_text(TABLES[name][0])
    found, bad, _ = read(tmp_path / "a.csv")
    assert len(bad) == 1
    assert TABLES[name][1] in bad[0]
    assert [a.text for a in found] == ([] if name in {"no text", "empty"} else ["Good."])


def test_parquet(tmp_path: Path) -> None:
    table = pa.table({
        "article_id": [1, 2, 3], "body": ["They met.", CHINESE, None], "date": [date(2031, 5, 3), None, None],
        "embedding": [[0.1] * 50] * 3, "lang": ["en", "zh", "en"],
    })  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    found, bad, _ = read(tmp_path / "a.parquet")
    where = str(tmp_path / "a.parquet")
    assert found == [
        Article("1", "They met.", "2031-05-03", None, None, "en", None, f"{where}:1"),
        Article("2", CHINESE, None, None, None, "zh", None, f"{where}:2"),
    ]
    assert bad == [f"{where}:3: no 'body': a row needs a text (--columns text=NAME tells where it is)"]


def test_a_parquet_file_that_is_none_or_a_bomb_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + b"\0" * 100)
    (tmp_path / "b.txt").write_text("They met.")
    found, bad, _ = read(tmp_path)
    assert [a.id for a in found] == ["b.txt"]
    assert "a.parquet: cannot be read as Parquet (" in bad[0]
    monkeypatch.setattr("kg.ingest.checked.LONGEST", 1 << 20)
    pq.write_table(
        pa.table({"id": [str(n) for n in range(400)], "text": ["x" * 100_000] * 400}), tmp_path / "a.parquet", compression="zstd"
    )
    found, bad, _ = read(tmp_path)
    assert len(found) < 400
    assert bad == [
        f"{tmp_path / 'a.parquet'}: cannot be read as Parquet (it unpacks to more than 200 times its size: not read to its end)"
    ]


def test_a_missing_library_is_told_with_the_way_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pyarrow", "warcio", "warcio.archiveiterator", "zstandard"):
        monkeypatch.setitem(sys.modules, name, None)
    (tmp_path / "a.txt").write_text("They met.")
    for name in ("a.parquet", "a.warc.gz", "a.jsonl.zst"):
        (tmp_path / name).write_bytes(gzip.compress(b""))
    found, bad, _ = read(tmp_path)
    assert len(found) == 1
    assert [line.rpartition("/")[2] for line in bad] == [
        "a.jsonl.zst: needs zstandard: pip install 'diplomacy-kg[input]'",
        "a.parquet: needs pyarrow: pip install 'diplomacy-kg[input]'",
        "a.warc.gz: needs warcio: pip install 'diplomacy-kg[input]'",
    ]


# -- packed --------------------------------------------------------------------------------------------------------------------

PACK: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.compress, "": bytes}


@pytest.mark.parametrize("packing", PACK)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", json.dumps({"id": "a", "text": MET})),
        ("a.csv", f"id,text\na,{MET}\n"),
        ("a.txt", MET),
        ("a.rss", f"<rss><channel><item><guid>a</guid><description>{MET}</description></item></channel></rss>"),
    ],
)
def test_each_kind_may_be_packed(tmp_path: Path, name: str, content: str, packing: str) -> None:
    (tmp_path / (name + packing)).write_bytes(PACK[packing](content.encode()))
    [found], bad, _ = read(tmp_path)
    assert (found.text, bad) == (MET, [])


@pytest.mark.parametrize("packing", [".gz", ".zst"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.txt", "a.warc", "a.rss"])
def test_bombs_end_in_one_line_and_little_memory(
    tmp_path: Path, name: str, packing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("packed", "checked"):
        monkeypatch.setattr(f"kg.ingest.{module}.LONGEST", 1 << 18)
    (tmp_path / (name + packing)).write_bytes(PACK[packing](b"<rss><channel>" * (name == "a.rss") + b" " * (48 << 20)))
    (tmp_path / "b.txt").write_text(MET)
    tracemalloc.start()
    found, bad, _ = read(tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [a.id for a in found] == ["b.txt"]
    assert len(bad) == 1
    assert peak < 24 << 20


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.csv.zst", "a.warc.gz", "a.xml.gz", "a.txt.zst"])
@pytest.mark.parametrize("damage", ["cut", "other", "noise", "empty"])
def test_damaged_archives_are_named(tmp_path: Path, name: str, damage: str) -> None:
    whole = PACK[Path(name).suffix](f"id,text\n{json.dumps({'id': 'a', 'text': MET * 90})}\n".encode())
    (tmp_path / name).write_bytes(
        {
            "cut": whole[: len(whole) // 2],
            "other": bz2.compress(b"x"),
            "noise": b"\x1f\x8b\x08" + bytes(range(256)),
            "empty": b"",
        }[damage]
    )
    (tmp_path / "b.txt").write_text(MET)
    found, bad, left = read(tmp_path)
    assert "b.txt" in [a.id for a in found]
    assert len(bad) + len(left) == (0 if damage == "empty" and name.startswith(("a.jsonl", "a.warc")) else 1), (bad, left)
    assert all(name in line for line in [*bad, *left])


# -- web archives ----------------------------------------------------------------------------------------------------------------


def archive(*records: tuple[str, str, bytes, dict[str, str], str], packed: bool = True) -> bytes:
    """An archive of records: kind, address, body, headers, first line of the answer."""
    whole = b""
    for number, (kind, url, body, headers, status) in enumerate(records):
        http = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        answer = kind in {"response", "request"}
        block = (f"{'HTTP/1.1 ' if kind == 'response' else ''}{status}\r\n{http}\r\n".encode() if answer else b"") + body
        about = f"Content-Type: {'application/http' if answer else headers.get('Content-Type', 'text/plain')}\r\nContent-Length: {len(block)}\r\n"
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        head += f"WARC-Target-URI: {url}\r\nWARC-Date: 2031-05-03T00:00:00Z\r\n" * bool(url)
        record = f"{head}{about}\r\n".encode() + block + b"\r\n\r\n"
        whole += gzip.compress(record) if packed else record
    return whole


HTML = {"Content-Type": "text/html; charset=utf-8"}
CRAWL: tuple[tuple[str, str, bytes, dict[str, str], str], ...] = (
    ("warcinfo", "", b"software: x", {}, ""),
    ("request", "https://example.org/1", b"", {}, "GET / HTTP/1.1"),
    ("response", "https://example.org/1", PAGE.encode(), HTML, "200 OK"),
    ("response", "https://example.org/2", gzip.compress(PAGE.encode()), HTML | {"Content-Encoding": "gzip"}, "200 OK"),
    ("response", "https://example.org/3", b"\x89PNG", {"Content-Type": "image/png"}, "200 OK"),
    ("response", "https://example.org/4", PAGE.encode(), HTML, "404 Not Found"),
    ("conversion", "https://example.org/5", MET.encode(), {"Content-Type": "text/plain"}, ""),
    ("revisit", "https://example.org/1", b"", {}, ""),
)


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_a_web_archive_gives_its_pages(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(archive(*CRAWL, packed=name.endswith(".gz")))
    found, bad, left = read(tmp_path / name)
    assert [a.id for a in found] == [f"https://example.org/{n}" for n in (1, 2, 5)]
    assert all(MET in a.text and "<" not in a.text for a in found)
    assert found[0].title == "They met"
    assert bad == []
    assert left == [
        f"{tmp_path / name}: 3 records that are no article left out: 1 answers with status 404, 1 image/png, 1 revisit"
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no archive at all\n" * 50, "the archive is damaged here"),
        (archive(*CRAWL)[:900], "a.warc.gz"),
        (archive(("response", "https://example.org/1", b"\x1f\x8b\x08nonsense", HTML | {"Content-Encoding": "gzip"}, "200 OK")), "a.warc.gz"),
        (archive(("response", "", PAGE.encode(), HTML, "200 OK")), "the archive is damaged here"),
        (archive(("response", "../../etc/passwd\x1b[2J", PAGE.encode(), HTML, "200 OK")), ""),
    ],
    ids=["text", "cut", "content that does not unpack", "no address", "a path for an address"],
)  # fmt: skip
def test_hostile_web_archives(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "a.warc.gz").write_bytes(content if content.startswith(b"\x1f\x8b") else gzip.compress(content))
    (tmp_path / "b.txt").write_text(MET)
    found, bad, left = read(tmp_path)
    assert "b.txt" in [a.id for a in found]
    assert len(found) == 2 or any(words in line for line in [*bad, *left])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.warc.gz", "b.txt"]


def test_an_archive_prints_nothing_by_itself(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    good = archive(("response", "https://example.org/\x1b[2J x", PAGE.encode(), HTML, "200 OK"), packed=False)
    (tmp_path / "a.warc").write_bytes(good + good.replace(b"Content-Length: ", b"Content-Length: 1", 1))
    (tmp_path / "b.warc").write_bytes(good.replace(PAGE.encode(), PAGE.encode() + b"\x1b[2Jmore"))
    read(tmp_path / "a.warc")
    read(tmp_path / "b.warc")
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_a_bomb_inside_a_record_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("warc", "texts"):
        monkeypatch.setattr(f"kg.ingest.{module}.LONGEST", 1 << 20)
    bomb = gzip.compress(b"<p>" + b"x" * (64 << 20))
    (tmp_path / "a.warc").write_bytes(
        archive(
            ("response", "https://example.org/1", bomb, HTML | {"Content-Encoding": "gzip"}, "200 OK"), CRAWL[6], packed=False
        )
    )
    found, bad, _ = read(tmp_path)
    assert [a.id for a in found] == ["https://example.org/5"]
    assert bad == [f"{tmp_path / 'a.warc'}:1: longer than 1 MiB: split it into articles"]


# -- feeds -----------------------------------------------------------------------------------------------------------------------

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Herald</title><item><title>They met &amp; left</title><link>https://example.org/1</link><guid>urn:1</guid>
<pubDate>Sat, 03 May 2031 10:00:00 +0800</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{MET}</p><p>Then they&nbsp;left.</p>]]></content:encoded></item>
<item><title>Second</title><link>https://example.org/2</link><description>{MET} &nbsp; On.</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title><entry><title type="html">They &lt;b&gt;met&lt;/b&gt;</title>
<id>urn:3</id><link rel="self" href="https://example.org/x"/><link href="https://example.org/3"/><updated>2031-05-04T00:00:00Z</updated>
<published>2031-05-03T00:00:00Z</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{MET}</p><p>A &lt; B.</p></div></content></entry></feed>"""


def test_rss(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(RSS)
    (one, two), bad, _ = read(tmp_path / "a.rss")
    assert bad == []
    assert (one.id, one.title, one.url, one.source) == ("urn:1", "They met & left", "https://example.org/1", "Herald")
    assert one.published == "2031-05-03T10:00:00+08:00"
    assert one.text == f"They met & left\n\n{MET}\n\nThen they left."
    assert (two.id, two.published) == ("https://example.org/2", None)


def test_atom(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(ATOM)
    [one], bad, _ = read(tmp_path / "a.xml")
    assert bad == []
    assert (one.id, one.url, one.published, one.source) == ("urn:3", "https://example.org/3", "2031-05-03T00:00:00Z", "Herald")
    assert one.text.endswith(f"{MET}\n\nA < B.")


@pytest.mark.parametrize("encoding", ["gb2312", "utf-16", "big5", "utf-8"])
def test_feeds_in_chinese_encodings(tmp_path: Path, encoding: str) -> None:
    text = (
        "当地时间五月三日，甲国总统在首都会见了来访的客人。" if encoding != "big5" else "當地時間五月三日，總統在首都會見了客人。"
    )
    (tmp_path / "a.xml").write_bytes(
        f'<?xml version="1.0" encoding="{encoding}"?><rss><channel><item><guid>a</guid><description>{text}</description></item></channel></rss>'.encode(
            encoding
        )
    )
    assert [a.text for a in read(tmp_path / "a.xml")[0]] == [text]


def entities(levels: int) -> str:
    told = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "lol">{told}]>'


ITEM = f"<item><guid>good</guid><description>{MET}</description></item>"
FEEDS: dict[str, tuple[str, str]] = {
    "billion laughs": (f"{entities(30)}<rss><channel><item><description>&e29;</description></item></channel></rss>", "declares the entity 'e0'"),
    "one entity": (f"{entities(1)}<rss><channel>{ITEM}</channel></rss>", "declares the entity 'e0'"),
    "a file from outside": ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><description>&x;</description></item></channel></rss>', "declares the entity 'x'"),
    "an outer type": (f'<!DOCTYPE rss SYSTEM "http://192.0.2.1/x.dtd"><rss><channel>{ITEM}</channel></rss>', ""),
    "deep": ("<rss>" + "<a>" * 100_000, "more than 200 deep"),
    "no feed": ("<html><body>x</body></html>", "neither RSS nor Atom (its root is <html>)"),
    "cut": (f"<rss><channel>{ITEM}<item><description>x", "not well-formed XML after what is read"),
    "not closed": (f"<rss><channel>{ITEM}<item></rss>", "not well-formed XML after what is read"),
    "no xml": ("just text", "not well-formed XML"),
    "control characters": (f"<rss><channel>{ITEM.replace('met', 'met' + chr(7) + chr(0))}</channel></rss>", ""),
    "entities of HTML": (f"<rss><channel>{ITEM.replace('met', 'met&nbsp;&eacute;&nosuch;')}</channel></rss>", ""),
    "too long": (f"<rss><channel><item><description>{'word ' * 600_000}</description></item>{ITEM}</channel></rss>", "more than 2,000,000: split it"),
}  # fmt: skip


@pytest.mark.parametrize("name", FEEDS)
def test_hostile_feeds(tmp_path: Path, name: str) -> None:
    content, words = FEEDS[name]
    (tmp_path / "a.xml").write_text(content)
    (tmp_path / "b.txt").write_text(MET)
    found, bad, left = read(tmp_path)
    assert len(bad) + len(left) == bool(words)
    assert all(words in line and len(line) < 400 for line in [*bad, *left])
    assert [a.id for a in found] == (["good", "b.txt"] if ITEM[:18] in content and name != "one entity" else ["b.txt"])
    assert not any("root:" in a.text for a in found)


@given(
    st.binary(max_size=400), st.sampled_from(["xml", "csv", "warc", "parquet", "jsonl.zst", "warc.gz", "csv.gz"]), st.booleans()
)
@settings(max_examples=150)
def test_any_bytes_in_any_file_are_articles_or_notices(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, kind: str, framed: bool
) -> None:
    folder = tmp_path_factory.mktemp("any")
    frames = {
        "xml": RSS.encode()[:300],
        "csv": b"id,text\n",
        "warc": archive(*CRAWL[:3], packed=False)[:500],
        "warc.gz": archive(*CRAWL)[:700],
    }
    (folder / f"a.{kind}").write_bytes((frames.get(kind, b"") if framed else b"") + raw)
    (folder / "b.txt").write_text(MET)
    assert "b.txt" in [a.id for a in read(folder)[0]]


# -- folders of everything, other languages, wrong decodings ---------------------------------------------------------------------


def test_a_mixed_folder_is_read_in_order_and_says_what_it_leaves(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"id,text\nrow,{MET}\n")
    (tmp_path / "b.warc.gz").write_bytes(archive(*CRAWL))
    (tmp_path / "c.xml").write_text(RSS)
    (tmp_path / "d.html").write_text(PAGE)
    pq.write_table(pa.table({"id": ["last"], "text": [MET]}), tmp_path / "e.parquet")
    for other in ("f.pdf", "g.pdf", "h.log", "README.md", ".hidden.txt", "LICENSE"):
        (tmp_path / other).write_text("x")
    found, bad, left = read(tmp_path)
    assert [a.id for a in found] == ["row", *(f"https://example.org/{n}" for n in (1, 2, 5)), "urn:1", "d.html", "last"]
    assert [line.rpartition(": ")[2] for line in bad] == [
        "give each article its own id"
    ]  # the feed and the archive have one page in common
    assert left[-1] == f"{tmp_path}: 4 files of other kinds left out: 2 .pdf, 1 .log, 1 without an ending"


LANGUAGES = {
    "French": "Le ministre des affaires étrangères a reçu son homologue dans la capitale pour une visite de deux jours. Ils ont parlé de la paix et des relations entre les deux pays, selon le porte-parole qui est venu avec eux. La réunion sur le commerce est dans le palais. ",
    "Spanish": "El presidente del país se reunió con el ministro de la república para hablar de los acuerdos que han firmado. La visita es una de las más importantes del año, según el portavoz, y no será la última entre los dos países. ",
    "German": "Der Minister hat den Präsidenten in der Hauptstadt empfangen und mit ihm über die Beziehungen der beiden Länder gesprochen. Das Treffen ist nach Angaben des Sprechers auch für die Wirtschaft wichtig, weil es einen Vertrag gibt. ",
    "Cyrillic script": "Президент республики встретился с министром иностранных дел в столице страны. Стороны обсудили отношения между двумя государствами. ",
    "Arabic script": "التقى رئيس الجمهورية وزير الخارجية في العاصمة وبحثا العلاقات بين البلدين والتعاون في مجالات التجارة والطاقة. ",
    "Japanese": "大統領は首都で外務大臣と会談し、両国の関係について話し合いました。これは今年で最も重要な訪問の一つです。会談のあとで記者会見が行われました。そこで大統領は両国の友好について語り、来年もまた会うことを約束しました。",
    "Korean": "대통령은 수도에서 외무 장관을 만나 양국 관계에 대해 논의했다. 이번 방문은 올해 가장 중요한 방문 가운데 하나이다. ",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_languages_are_said_and_left_out(tmp_path: Path, language: str) -> None:
    (tmp_path / "a.txt").write_text(LANGUAGES[language] * 2, "utf-8")
    (tmp_path / "b.txt").write_text(MET)
    found, bad, left = read(tmp_path)
    assert [a.id for a in found] == ["b.txt"]
    assert bad == []
    assert left == [f"{tmp_path / 'a.txt'}: article 'a.txt' is in {language}: left out (kg reads English and Chinese)"]


@pytest.mark.parametrize(
    "text",
    [MET, CHINESE, f"{MET} {CHINESE}", MET * 4 + LANGUAGES["French"], CHINESE * 6 + LANGUAGES["Japanese"][:40], "Oui. " * 20, "x" * 9000, "1 2 3 " * 900,
     "El Salvador, Los Angeles, La Paz, Le Havre and Las Palmas: the mayors of all of them met. " * 9, "Xi Jinping, " * 900, "的" * 9000, f"{MET}\n" + "Лукашенко " * 9],
)  # fmt: skip
def test_what_may_be_ours_is_read(text: str) -> None:
    assert strange(text) is None


@given(st.text())
def test_no_text_is_too_strange_for_a_look(text: str) -> None:
    assert strange(text * 30) is None or not text.isascii() or text.isascii()


@pytest.mark.parametrize("text", ["“They met”, he said — “twice”.", f"{CHINESE}", "Café in São Tomé, naïve façade."])
def test_texts_that_were_decoded_wrongly_are_put_right(tmp_path: Path, text: str) -> None:
    garbled = b"".join(bytes([b]) for b in text.encode()).decode("latin-1")
    spoilt = "".join(bytes([ord(c)]).decode("cp1252", "ignore") or c for c in garbled)
    (tmp_path / "a.txt").write_text(spoilt, "utf-8")
    assert [a.text for a in read(tmp_path)[0]] == [text]
    assert mojibake.mended(text) is None


@given(st.text())
def test_a_right_text_is_never_mended_into_another(text: str) -> None:
    mended = mojibake.mended(text)
    assert mended is None or len(mended) < len(text)


def test_memory_does_not_grow_with_the_length_of_a_file(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        (tmp_path / "a.csv").write_text("id,text\n" + "".join(f'{n},"{MET * 4}"\n' for n in range(rows)))
        pq.write_table(
            pa.table({"id": [f"p{n}" for n in range(rows)], "text": [f"{n} {MET * 4}" for n in range(rows)]}),
            tmp_path / "b.parquet",
        )
        (tmp_path / "c.rss").write_text(
            "<rss><channel>"
            + "".join(f"<item><guid>r{n}</guid><description>{MET * 4}</description></item>" for n in range(rows))
            + "</channel></rss>"
        )
        tracemalloc.start()
        assert sum(isinstance(a, Article) for a in articles([str(tmp_path)])) == 3 * rows
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(800) < peak(200) + (1 << 20)


def test_every_field_can_be_named() -> None:
    assert Columns.parsed([f"{field}=x" for field in FIELDS]).of(["x"]) == dict.fromkeys(FIELDS, "x")
    assert packed.PACKINGS == (".gz", ".zst")
