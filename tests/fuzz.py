"""`make fuzz`: strangers' input against every door, for as long as one likes; `python -m tests.fuzz SECONDS [NAME...]`.

Good files of ours are spoilt at random (bytes and words taken out, put in, doubled) and given to whoever reads such files. What
comes out must be what the door promises: a value, or one of our errors; nothing else is raised. Targets take turns of a few
seconds with ever new seeds; what fails is shrunk, shown, and ends the run with status 1. Found cases become tests in test_dirty.
"""

from __future__ import annotations

import gzip
import os
import random
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from kg import decisions, pipeline, queryfile, resources
from kg.errors import InputError, KgError, QueryError
from kg.extract import frames
from kg.gazetteer import Gazetteer
from kg.ingest import articles, layout
from kg.lang.en import dates as en
from kg.lang.zh import dates as zh
from kg.model import Article
from kg.store import Graph
from kg.store.guard import check
from kg.tables.readers import READERS
from kg.tables.values import read_toml

ROOT = Path(__file__).parent.parent
TURN = 5.0  # seconds of a target before the next one has its turn
EXAMPLES = 200  # cases of one seed
PIECES = (
    "\0 \ufeff \u2028 \u202e \ud800 “ ” ' \" \\ [ ] { } ( ) < > & ; , . : / # = - -- --- <!-- --> <![CDATA[ ]]> <!ENTITY &lol; "
    "0 -1 1e999 NaN null true 99999999999999999999 2024-02-30 0000-00-00 +99:99 Aug. 二月三十日 〇 １ 年 月 日 met said will not "
    "\\u0053ERVICE SERVICE LOAD FROM <http://127.0.0.1:9/> file:///etc/passwd ../../ %00 %2e%2e \x1b[2J \r\n \t"
).split(" ")  # fmt: skip


# -- spoiling ------------------------------------------------------------------------------------------------------------------


def spoilt(good: Sequence[str], longest: int = 6_000) -> st.SearchStrategy[str]:
    """One of these texts with a few things done to it."""
    place = st.floats(0, 1)
    change = st.tuples(
        st.sampled_from(["cut", "put", "double", "move"]), place, place, st.one_of(st.sampled_from(PIECES), st.text(max_size=8))
    )
    return st.builds(_spoil, st.sampled_from([text[:longest] for text in good]), st.lists(change, max_size=6))  # fmt: skip


def _spoil(text: str, changes: Sequence[tuple[str, float, float, str]]) -> str:
    for how, one, other, piece in changes:
        a, b = sorted((int(one * len(text)), int(other * len(text))))
        b = min(b, a + 400)
        part = text[a:b]
        text = {
            "cut": text[:a] + text[b:],
            "put": text[:a] + piece + text[a:],
            "double": text[:b] + part + text[b:],
            "move": text[:a] + text[b:] + part,
        }[how]
    return text


def _files(folder: Path, pattern: str) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(folder.glob(pattern))]


@cache
def _names() -> Gazetteer:
    return Gazetteer.load()


@cache
def _frames() -> frames.Frames:
    return frames.load(())


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="kg-fuzz-"))


# -- the doors -----------------------------------------------------------------------------------------------------------------

EXAMPLE_TEXTS = _files(ROOT / "examples", "*.txt")
RSS = "<?xml version='1.0'?><rss><channel><title>T</title><item><guid>a</guid><title>Met</title><pubDate>Sat, 03 May 2031 10:00:00 +0800</pubDate><description>They &amp; he met &nbsp; &lt;p&gt;twice.</description></item></channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>a</id><title type='html'>b</title><content type='xhtml'><div><p>They met.</p></div></content><updated>2031-05-03T00:00:00Z</updated></entry></feed>"
WARC = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\nContent-Type: application/http\r\nContent-Length: 66\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>They met twice.</p>\r\n\r\n\r\n"
KINDS = {
    "a.txt": EXAMPLE_TEXTS, "a.md": ["---\ntitle: 'They met'\ndate: 2031-05-03\n---\n# Head\n\n[They](x) *met*.\n"],
    "a.html": ["<html><head><title>Met</title><meta charset='gbk'></head><body><h1>Met</h1><p>They met.</p><script>x</script></body></html>"],
    "a.jsonl": ['{"id": "a", "text": "They met.", "published": "2031-05-03"}\n{"id": 7, "text": "\\ud800"}\n'],
    "a.csv": ['id,text,date\n1,"They ""met"".",2031-05-03\n2,x;y,\n'], "a.tsv": ["id\ttext\n1\tThey met.\n"],
    "a.rss": [RSS], "a.atom": [ATOM], "a.warc": [WARC],
}  # fmt: skip
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "latin-1"]


@given(st.sampled_from(sorted(KINDS)), st.data(), st.sampled_from(ENCODINGS), st.booleans())
def ingest(name: str, data: st.DataObject, encoding: str, packed: bool) -> None:
    """Any file gives articles and notices."""
    raw = data.draw(spoilt(KINDS[name])).encode(encoding, "replace")
    file = _folder() / (name + ".gz" * packed)
    file.write_bytes(gzip.compress(raw, 1) if packed else raw)
    with suppress(InputError):
        for found in articles([str(file)]):
            assert isinstance(found, Article | InputError)
            if isinstance(found, Article):
                found.text.encode()
                for passage in layout(found).passages:
                    assert len(passage.text) == len(passage.offsets)
                    assert all(0 <= o < len(found.text) for o in passage.offsets)
    file.unlink()


@given(
    st.sampled_from([".csv", ".xml", ".warc", ".warc.gz", ".parquet", ".jsonl.zst", ".jsonl.gz", ".txt", ".html"]),
    st.binary(max_size=600),
)
def any_bytes(ending: str, raw: bytes) -> None:
    """Any bytes in any file."""
    file = _folder() / f"b{ending}"
    file.write_bytes(raw)
    with suppress(InputError):
        assert all(isinstance(found, Article | InputError) for found in articles([str(file)]))
    file.unlink()


DATED = ["on Thursday, July 4, 2024, and next month", "from 2 to 5 May last year", "two weeks ago, the 50th anniversary", "今年7月4日至6日", "二〇二四年八月二十二日上午", "去年底，同日，本月22日", "in the first half of 2024"]  # fmt: skip


@given(spoilt(DATED), st.one_of(st.none(), st.dates()), st.sampled_from(["past", "future"]))
def dates(text: str, anchor: date | None, tense: str) -> None:
    """Dates lie in the text, in order, and begin before they end."""
    for language in (en, zh):
        for hit in language.find(text, anchor, tense):
            assert 0 <= hit.start < hit.end <= len(text)
            assert hit.interval.first <= hit.interval.last
        language.anniversary(text, anchor)


@given(spoilt(_files(resources.data() / "frames", "*.toml"), 3_000))
def patterns(text: str) -> None:
    """A frame file is read, or one of our errors names what is wrong."""
    folder = _folder() / "own"
    (folder / "frames").mkdir(parents=True, exist_ok=True)
    (folder / "frames" / "own.toml").write_text(text, "utf-8", errors="surrogatepass")
    frames.load.cache_clear()
    with suppress(KgError):
        frames.load((folder,))


TABLES = {kind: _files(resources.data() / kind, "**/*.toml")[:40] for kind in sorted(READERS)}


@given(st.sampled_from(sorted(k for k, texts in TABLES.items() if texts)), st.data())
def tables(kind: str, data: st.DataObject) -> None:
    """So is a table of names."""
    file = _folder() / "own.toml"
    file.write_text(data.draw(spoilt(TABLES[kind], 3_000)), "utf-8", errors="surrogatepass")
    with suppress(KgError):
        list(READERS[kind](read_toml(file), file))


DECIDED = '[[reject]]\nrecord = "kg:article/a1/record/Meeting-0123456789ab"\nbecause = "x"\n[[reject]]\narticle = "a1"\nquote = "met"\ntype = "meeting"\n[[relink]]\nname = "Li"\nto = "person/li-qiang"\n[[same]]\nrecords = ["kg:article/a/record/Visit-1", "kg:article/b/record/Visit-2"]\n'  # fmt: skip


@given(spoilt([DECIDED]))
def decided(text: str) -> None:
    """And a file of decisions."""
    file = _folder() / "decided.toml"
    file.write_text(text, "utf-8", errors="surrogatepass")
    with suppress(KgError):
        decisions.load(str(file))


QUERIES = [
    *_files(ROOT / "queries", "*.rq"),
    "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * FROM <http://127.0.0.1:9/x> WHERE { ?s ?p ?o } # SERVICE",
    "PREFIX s: <x> SELECT ?a { ?a s:ervice 'SERVICE' . OPTIONAL { S\\u0045RVICE SILENT <http://127.0.0.1:9/> { ?b ?c ?d } } }",
    "LOAD <http://127.0.0.1:9/> INTO GRAPH <x>",
    "INSERT DATA { <a> <b> <c> }",
]


@given(spoilt(QUERIES))
def gate(text: str) -> None:
    """Whatever a query says, nothing is called and nothing changed; a query file is read, or an error of ours names it."""
    with suppress(KgError):
        queryfile.parse("x", text, "x.rq")
    graph = Graph.memory()
    with listening() as (port, called), suppress(QueryError):
        query = text.replace("127.0.0.1:9/", f"127.0.0.1:{port}/")
        check(query, ())
        found = graph.query(query)
        if not isinstance(found, ox.QueryBoolean):
            list(found)
    assert not called, "somebody was called"
    assert len(graph) == 0


@contextmanager
def listening() -> Iterator[tuple[int, list[Any]]]:
    """A port of this machine, and who called it."""
    called: list[Any] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.0)
        yield server.getsockname()[1], called
        with suppress(BlockingIOError, TimeoutError):
            called.append(server.accept())


@given(spoilt(EXAMPLE_TEXTS, 1_500), st.sampled_from([None, "2024-08-22", "x"]))
def reading(text: str, published: str | None) -> None:
    """Every sentence that shows a fact stands in the article."""
    text = text.encode("utf-8", "replace").decode()
    for record in pipeline.read(Article("x", text, published=published), _names(), _frames()).records:
        assert record.evidence
        assert all(text[e.start : e.end] == e.quote for e in record.evidence)


HOW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
DOORS: dict[str, Callable[[], None]] = {
    door.__name__: HOW(door) for door in (ingest, any_bytes, dates, patterns, tables, decided, gate, reading)
}  # fmt: skip


# -- taking turns ----------------------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str]) -> int:
    """Until the time is up or something is found."""
    until = time.monotonic() + float(arguments[0] if arguments else 600)
    doors = {name: DOORS[name] for name in arguments[1:]} or DOORS
    chance, count = random.Random(os.urandom(8)), dict.fromkeys(doors, 0)
    while time.monotonic() < until:
        for name, door in doors.items():
            end = min(until, time.monotonic() + TURN)
            while time.monotonic() < end:
                number = chance.getrandbits(32)
                try:
                    _once(door, number)
                except BaseException as error:
                    sys.stderr.write(f"\n{name} (seed {number}): {type(error).__name__}\n")
                    raise
                count[name] += EXAMPLES
        sys.stdout.write("  ".join(f"{name} {done:,}" for name, done in count.items()) + "\n")
        sys.stdout.flush()
    sys.stdout.write(f"nothing found in {sum(count.values()):,} cases\n")
    return 0


def _once(door: Callable[[], None], number: int) -> None:
    seed(number)(door)()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
