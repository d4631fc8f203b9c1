"""kg serve, asked as programs and people ask it: a real server on a free port of this machine."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from kg import catalogue, iris
from kg.serve import snapshot
from kg.store import Graph, open_graph
from tests import world
from tests.serving import IMPOSSIBLE, JSON, ROOT, Reply, Server, alive, local, server, soon
from tests.world import CN, XI, Telling, met, rec, thing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(shutil.which("ps") is None or sys.platform == "win32", reason="needs a POSIX system with ps")

LIMIT = 200
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
NAMES = "SELECT ?s ?o { ?s rdfs:label ?o } ORDER BY ?s ?o LIMIT 50"
MEETINGS = "CONSTRUCT { ?m dip:participant ?who } WHERE { ?m a dip:Meeting ; dip:participant ?who }"
EVIL = "</script><script>PWNED=1</script><!-- <img src=x onerror=PWNED=1> \u2028 ${x} {{7*7}} ' \" onmouseover='PWNED=1'"
REFERENCE = iris.graph("reference")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return world.graph(world.world())


@pytest.fixture(scope="module")
def served(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("served") / "world.nq"
    graph.save(path)
    with server(path, "--timeout", "2", "--limit", str(LIMIT)) as running:
        yield running


TOPIC = thing("Topic", iris.unlinked("Topic", EVIL), EVIL, linked=False)
VILLAIN = thing("Person", iris.unlinked("Person", EVIL), EVIL, EVIL, linked=False)


@pytest.fixture(scope="module")
def open_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over hostile text that may call others."""
    told = Telling(EVIL, "2024-01-01", EVIL).says(
        EVIL + " said so.", met(XI, VILLAIN, on="2024-01-01"), rec("Stance", agent=CN, stance="support", target=TOPIC)
    )
    made = world.graph([told, Telling("javascript:PWNED=1", "2024-01-01", "x").says("Xi met Xi.", met(XI, VILLAIN))])
    path = tmp_path_factory.mktemp("evil") / "evil.nq"
    made.save(path)
    with server(path, "--allow-federation", "--timeout", "3") as running:
        yield running


def rows(graph: Graph, query: str) -> Counter[tuple[str, ...]]:
    found = graph.select(query)
    return Counter(tuple(term.value if term is not None else "" for term in row) for row in found)


# -- the SPARQL protocol -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (JSON, JSON),
        ("application/json", JSON),
        ("*/*", JSON),
        ("", JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.7, image/png", "application/sparql-results+xml"),
        ("application/*;q=0.1, text/*", "text/csv"),
    ],
)
def test_results_come_in_the_format_asked_for(served: Server, graph: Graph, accept: str, media: str) -> None:
    reply = served.sparql(NAMES, accept)
    assert (reply.status, reply.media, reply.headers["vary"].partition(",")[0]) == (200, media, "Accept")
    if media == "text/csv":
        assert reply.body.count(b"\r\n") == 1 + rows(graph, NAMES).total()
        return
    form = ox.QueryResultsFormat.from_media_type(media)
    assert form is not None
    told = ox.parse_query_results(reply.body, form)
    assert isinstance(told, ox.QuerySolutions)
    assert Counter((row["s"].value, row["o"].value) for row in told) == rows(graph, NAMES)


@pytest.mark.parametrize("media", [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
def test_yes_and_no(served: Server, media: str) -> None:
    for query, answer in (("ASK { ?x a dip:Meeting }", "true"), ("ASK { ?x a dip:Nothing }", "false")):
        reply = served.sparql(query, media)
        assert reply.status == 200
        assert answer in reply.text


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig"]
)
def test_triples_come_in_the_format_asked_for(served: Server, graph: Graph, media: str) -> None:
    reply = served.sparql(MEETINGS, media)
    form = ox.RdfFormat.from_media_type(media)
    assert (reply.status, reply.media) == (200, media)
    assert form is not None
    assert {quad.triple for quad in ox.parse(reply.body, format=form)} == set(graph.construct(MEETINGS))


def test_the_three_ways_to_ask(served: Server) -> None:
    wanted = served.sparql(NAMES).rows
    assert served.ask("POST", "/sparql", urlencode({"query": NAMES}), content_type=FORM, accept=JSON).rows == wanted
    assert served.ask("POST", "/sparql", NAMES, content_type=QUERY, accept=JSON).rows == wanted
    assert served.ask("POST", "/sparql", NAMES, content_type=f"{QUERY}; charset=utf-8", accept=JSON).rows == wanted


@pytest.mark.parametrize(
    ("method", "path", "body", "kind", "status", "words"),
    [
        ("GET", "/sparql?query=SELECT+%3Fx+%7B+%3Fs", None, "", 400, "line 1"),
        ("GET", "/sparql?query=" + quote("SELECT * {\n ?s ?p ?o FILTR(1) }"), None, "", 400, "line 2"),
        ("GET", "/sparql?query=", None, "", 400, "SPARQL"),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, "", 400, "one query"),
        ("GET", "/sparql?update=CLEAR+ALL", None, "", 403, "reading"),
        ("POST", "/sparql", "update=CLEAR+ALL", FORM, 403, "reading"),
        ("POST", "/sparql", "CLEAR ALL", "application/sparql-update", 403, "reading"),
        ("POST", "/sparql", "DELETE WHERE { ?s ?p ?o }", QUERY, 400, "update"),
        ("POST", "/sparql", "nothing=here", FORM, 400, "no query"),
        ("POST", "/sparql", "ASK {}", "text/plain", 415, QUERY),
        ("POST", "/sparql", b"\xff\xfe", QUERY, 400, "UTF-8"),
        ("POST", "/sparql", "#" * ((1 << 20) + 1), QUERY, 413, "larger"),
        ("PUT", "/sparql", "ASK {}", QUERY, 405, "read"),
        ("DELETE", "/data?graph=x", None, "", 405, "read"),
        ("POST", "/data", "<a:a> <a:b> <a:c> .", "text/turtle", 405, "read"),
        ("GET", "/data?graph=https://example.org/none", None, "", 404, "no graph"),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=https://example.org/none", None, "", 400, "no graph"),
        ("GET", "/id/person/nobody", None, "", 404, "nothing"),
        ("GET", "/id/a%20b%3E", None, "", 404, "nothing"),
        ("GET", "/article/none", None, "", 404, "nothing"),
        ("GET", "/static/../engine.py", None, "", 404, "nothing"),
        ("GET", "/view?center=Nobodyatall", None, "", 400, "nothing"),
        ("GET", "/view?since=yesterday", None, "", 400, "yesterday"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    served: Server, method: str, path: str, body: str | bytes | None, kind: str, status: int, words: str
) -> None:
    headers = {"content_type": kind} if kind else {}
    reply = served.ask(method, path, body, accept="*/*", **headers)
    assert (reply.status, reply.media) == (status, "text/plain")
    assert words in reply.text
    assert reply.text.count("\n") == 1
    assert "Traceback" not in reply.text
    assert status != 405 or reply.headers["allow"]


def test_no_format_fits(served: Server) -> None:
    for path in ("/sparql?" + urlencode({"query": NAMES}), "/id/country/cn", "/data", "/ontology"):
        reply = served.get(path, "image/png")
        assert (reply.status, "available as" in reply.text) == (406, True), path


def test_data_sets_are_chosen(served: Server, graph: Graph) -> None:
    count, inside = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", sum(1 for _ in graph.quads(REFERENCE))
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert served.count() == len({quad.triple for quad in graph.quads()})
    assert served.count(named) == len(graph)
    assert served.count(f"SELECT (COUNT(*) AS ?n) FROM <{REFERENCE}> {{ ?s ?p ?o }}") == inside
    assert int(served.sparql(count, **{"default-graph-uri": REFERENCE}).rows[0]["n"]) == inside
    assert int(served.sparql(named, **{"named-graph-uri": REFERENCE}).rows[0]["n"]) == inside


def test_rows_are_limited_and_it_is_said(served: Server) -> None:
    for media in (JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"):
        cut = served.sparql("SELECT * { ?s ?p ?o }", media)
        assert (cut.headers["x-row-limit"], cut.headers["x-row-limit-reached"]) == (str(LIMIT), "true")
        whole = served.sparql(f"SELECT * {{ ?s ?p ?o }} LIMIT {LIMIT}", media)
        assert "true" not in whole.headers.get("x-row-limit-reached", "")
        assert _length(cut) == _length(whole) == LIMIT, media
    assert len(served.sparql(f"SELECT * {{ ?s ?p ?o }} LIMIT {LIMIT * 9}").rows) == LIMIT
    few = served.sparql("SELECT * { ?s a dip:Meeting } VALUES ?s { UNDEF }")
    assert (few.status, few.headers["x-row-limit-reached"]) == (200, "false")
    triples = served.sparql("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
    assert 0 < triples.body.count(b"\n") <= LIMIT


def _length(reply: Reply) -> int:
    """Rows of a SELECT's answer."""
    if reply.media == "text/csv":
        return reply.body.count(b"\r\n") - 1
    form = ox.QueryResultsFormat.from_media_type(reply.media)
    assert form is not None
    told = ox.parse_query_results(reply.body, form)
    assert isinstance(told, ox.QuerySolutions)
    return sum(1 for _ in told)


def test_every_question_of_the_catalogue_has_the_same_answer(served: Server, graph: Graph) -> None:
    for query in catalogue.list_queries():
        told = served.ask("POST", "/sparql", query.text, content_type=QUERY, accept=JSON)
        assert told.status == 200, (query.name, told.text)
        found = json.loads(told.body)
        names = found["head"]["vars"]
        cells = Counter(tuple(row.get(n, {}).get("value", "") for n in names) for row in found["results"]["bindings"])
        assert cells == rows(graph, catalogue.bind(graph, query, {})), query.name


# -- safety ------------------------------------------------------------------------------------------------------------------


@contextmanager
def stranger() -> Iterator[tuple[str, list[bytes]]]:
    """Another server, whose address must not be called: it notes who does."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        ended = threading.Event()

        def listen() -> None:
            while not ended.is_set():
                try:
                    connection, _ = listening.accept()
                except OSError:
                    continue
                with connection:
                    connection.settimeout(1)
                    heard.append(connection.recv(4096))
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/x", heard
        finally:
            ended.set()
            thread.join()


def test_no_query_leaves_the_graph(served: Server) -> None:
    with stranger() as (address, heard):
        for query in (
            f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ service silent <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SER\\u0056ICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ BIND(<{address}> AS ?to) SERVICE ?to {{ ?s ?p ?o }} }}",
            f"SELECT * {{ {{ SELECT * {{ SERVICE # a comment\n <{address}> {{ }} }} }} }}",
            f"SELECT * FROM <{address}> {{ ?s ?p ?o }}",
            f"SELECT * FROM NAMED <{address}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            f"LOAD <{address}>",
        ):
            for reply in (served.sparql(query), served.ask("POST", "/sparql", query, content_type=QUERY)):
                assert (reply.status, reply.media) == (403, "text/plain"), query
                assert "SERVICE" in reply.text or "FROM" in reply.text
        for name in ("default-graph-uri", "named-graph-uri"):
            assert served.sparql("SELECT * { ?s ?p ?o }", **{name: address}).status == 400
    assert not heard
    assert served.sparql('SELECT ("SERVICE" AS ?word) { }').rows == [{"word": "SERVICE"}]


def test_federation_only_where_it_is_allowed(open_server: Server) -> None:
    with stranger() as (address, heard):
        open_server.sparql(f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}")
        assert soon(lambda: heard)
        assert open_server.sparql(f"SELECT * FROM <{address}> {{ ?s ?p ?o }}").status == 403


def test_every_answer_carries_the_headers(served: Server) -> None:
    for path in ("/", "/sparql", "/healthz", "/id/country/cn", "/view", "/none", "/data", "/sparql?query=x", "/ontology"):
        headers = served.page(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'"), path
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
        assert not {"server", "access-control-allow-origin", "set-cookie"} & headers.keys()


def test_pages_of_strangers_cannot_ask(served: Server) -> None:
    assert served.get("/healthz", host="evil.example").status == 403
    assert served.get("/healthz", host=f"localhost:{served.port}").status == 200
    assert served.get("/sparql?query=ASK%7B%7D", sec_fetch_site="cross-site", sec_fetch_mode="cors").status == 403
    assert served.get("/id/country/cn", sec_fetch_site="cross-site", sec_fetch_mode="navigate").status == 200


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {" * 20_000,
        "SELECT * { ?s ?p ?o FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "SELECT * { ?s ?p ?o FILTER(1" + "+1" * 20_000 + " > 2) }",
        "SELECT * {" + "{} UNION " * 20_000 + "{} }",
        "SELECT * { ?s " + "^" * 20_000 + "rdfs:label ?o }",
    ],
)
def test_monsters_are_refused(served: Server, query: str) -> None:
    assert served.ask("POST", "/sparql", query, content_type=QUERY).status == 400
    assert served.count() > 0


def test_endless_heads_are_cut_off(served: Server) -> None:
    for start in (b"GET /sparql?query=", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: "):
        with socket.create_connection(("127.0.0.1", served.port), 10) as client:
            client.settimeout(10)
            try:
                client.sendall(start + b"x" * 400_000)
                told = client.recv(4096)
            except ConnectionError:
                told = b""
            assert told == b"" or told.startswith(b"HTTP/1.1 400 ")
    assert served.sparql("ASK {}" + " " * 50_000).status == 200


# -- slow queries, dying engines ---------------------------------------------------------------------------------------------


def test_slow_queries_end_and_light_ones_go_on(served: Server) -> None:
    """Eight clients ask light queries as fast as they can while two ask impossible ones."""
    end = time.monotonic() + 8
    told: Counter[tuple[bool, int]] = Counter()
    slowest = 0.0

    def client(light: bool) -> None:
        nonlocal slowest
        while time.monotonic() < end:
            start = time.monotonic()
            reply = served.ask("POST", "/sparql", NAMES if light else IMPOSSIBLE, content_type=QUERY)
            told[light, reply.status] += 1
            slowest = max(slowest, time.monotonic() - start) if light else slowest
            assert light or "longer than 2 s" in reply.text or reply.headers.get("retry-after")

    clients = [threading.Thread(target=client, args=(i < 8,)) for i in range(10)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    assert {status for light, status in told if light} == {200}, told
    assert {status for light, status in told if not light} <= {504, 503}, told
    assert told[False, 504] >= 2
    assert told[True, 200] > 200
    assert slowest < 3
    assert soon(lambda: len(served.engines()) <= 3)
    assert served.health()["status"] == "ok"


def test_a_dead_engine_is_replaced(served: Server) -> None:
    for by in (signal.SIGKILL, signal.SIGTERM):
        before = served.engines()
        assert before
        for engine in before:
            os.kill(engine, by)
        assert served.count() > 0
        assert soon(lambda: not set(before) & set(served.engines()))  # noqa: B023 - asked at once
    assert served.health()["status"] == "ok"


def test_too_many_slow_queries_are_told_when_to_come_again(served: Server) -> None:
    told: list[Reply] = []
    query = IMPOSSIBLE.replace("?n", "?many")
    many = [
        threading.Thread(target=lambda: told.append(served.ask("POST", "/sparql", query, content_type=QUERY))) for _ in range(14)
    ]
    served.sparql(query)
    for one in many:
        one.start()
    for one in many:
        one.join()
    assert {reply.status for reply in told} == {503, 504}
    assert all(int(reply.headers["retry-after"]) > 0 for reply in told if reply.status == 503)


# -- the graph changes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["world.nq", "world/"])
def test_a_new_build_is_followed(name: str, tmp_path: Path) -> None:
    path = f"{tmp_path}/{name}"
    small = world.graph(world.world()[:1])
    small.save(path)
    with server(path, "--timeout", "3") as running:
        before = running.count()
        whole = world.graph(world.world())
        if name.endswith("/"):
            writing = open_graph(path, writable=True)
            writing.add(whole.quads())
            assert running.count() == before
            writing.flush()
            del writing
        else:
            whole.save(path)
        wanted = len({quad.triple for quad in whole.quads()} | {quad.triple for quad in small.quads() if name.endswith("/")})
        assert soon(lambda: running.count() == wanted, 15)
        assert running.page("/id/country/fr").status == 200
        if not name.endswith("/"):
            Path(path).write_text("no graph at all", "utf-8")
            assert soon(lambda: "damaged" in running.health()["problem"])
            assert running.count() == wanted
            Path(path).unlink()
            time.sleep(1)
            assert running.count() == wanted
        engines = running.engines()
        running.stop()
    assert soon(lambda: not any(alive(pid) for pid in engines))
    assert not _copies(tmp_path, running.process.pid)


def _copies(folder: Path, pid: int) -> list[Path]:
    return [*folder.glob(f".kg-serve-{pid}-*"), *Path(tempfile.gettempdir()).glob(f".kg-serve-{pid}-*")]


def test_nothing_is_left_when_the_server_is_killed(graph: Graph, tmp_path: Path) -> None:
    graph.save(f"{tmp_path}/world/")
    with server(f"{tmp_path}/world/") as running:
        engines = running.engines()
        assert engines
        assert len(_copies(tmp_path, running.process.pid)) == 1
        running.stop(signal.SIGKILL)
    if sys.platform == "linux":
        assert soon(lambda: not any(alive(pid) for pid in engines))
    snapshot.discard(snapshot.take(f"{tmp_path}/world/"))
    assert not _copies(tmp_path, running.process.pid), "the next server removes what a killed one left"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.nq"], "none.nq: does not exist"),
        (["none/"], "none/: does not exist"),
        (["bad.nq"], "bad.nq: is damaged"),
        (["bad.ttl"], "export"),
        (["world.nq", "--host", "no.such.host.invalid"], "no address of this machine"),
        (["world.nq", "--port", "TAKEN"], "another --port"),
    ],
)
def test_what_cannot_be_served_is_one_line(graph: Graph, tmp_path: Path, arguments: list[str], words: str) -> None:
    graph.save(tmp_path / "world.nq")
    (tmp_path / "bad.nq").write_text("no graph at all", "utf-8")
    (tmp_path / "bad.ttl").write_text("", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        given = [str(taken.getsockname()[1]) if word == "TAKEN" else word for word in arguments]
        command = [sys.executable, "-m", "kg", "serve", *given, *([] if "--port" in given else ["--port", "0"])]
        env = os.environ | {"PYTHONPATH": str(ROOT)}
        ended = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert words in ended.stderr


# -- whole graphs, descriptions ----------------------------------------------------------------------------------------------


def test_graphs_are_read_by_the_graph_store_protocol(served: Server, graph: Graph) -> None:
    one = served.get(f"/data?{urlencode({'graph': REFERENCE})}", "text/turtle")
    assert {q.triple for q in ox.parse(one.body, format=ox.RdfFormat.TURTLE)} == {q.triple for q in graph.quads(REFERENCE)}
    whole = served.get("/data")
    assert whole.media == "application/n-quads"
    assert set(ox.parse(whole.body, format=ox.RdfFormat.N_QUADS)) == set(graph.quads())
    merged = served.get("/data?default", "application/n-triples")
    assert {q.triple for q in ox.parse(merged.body, format=ox.RdfFormat.N_TRIPLES)} == {q.triple for q in graph.quads()}
    assert served.ask("HEAD", "/data").status == 200


def test_service_and_data_describe_themselves(served: Server, graph: Graph) -> None:
    for path, kind in (
        ("/sparql", "sparql-service-description#Service"),
        ("/void", "void#Dataset"),
        ("/.well-known/void", "void#Dataset"),
    ):
        for media in ("text/turtle", "application/rdf+xml", "application/ld+json"):
            reply = served.get(path, media)
            form = ox.RdfFormat.from_media_type(media)
            assert (reply.status, reply.media) == (200, media)
            assert form is not None
            triples = {quad.triple for quad in ox.parse(reply.body, format=form)}
            assert any(str(triple.object).endswith(f"{kind}>") for triple in triples)
            assert any(f"127.0.0.1:{served.port}/sparql" in str(triple.object) for triple in triples)
            assert any(str(len(graph)) in str(triple.object) for triple in triples)


# -- things as data and as pages ---------------------------------------------------------------------------------------------


def test_a_thing_is_data_at_the_address_of_its_page(served: Server, graph: Graph) -> None:
    for iri in ("person/xi-jinping", "country/by", "topic/" + next(g for g in _ids(graph) if g.startswith("topic/"))[6:]):
        address = f"/id/{iri}"
        assert served.page(address).media == "text/html"
        own = {quad.triple for quad in graph.about(iris.BASE + iri)}
        for media in ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"):
            form = ox.RdfFormat.from_media_type(media)
            reply = served.get(address, media)
            assert (reply.media, reply.headers["vary"].partition(",")[0]) == (media, "Accept")
            assert form is not None
            assert {quad.triple for quad in ox.parse(reply.body, format=form)} == own
    assert served.get("/id/country/by").media == "text/turtle"
    assert served.page("/id/country/by?format=jsonld").media == "application/ld+json"


def _ids(graph: Graph) -> list[str]:
    return sorted({q.subject.value.removeprefix(iris.BASE) for q in graph.quads() if isinstance(q.subject, ox.NamedNode)})


def test_every_link_leads_somewhere(served: Server) -> None:
    """From the start page on, a few hundred pages."""
    queue, seen = ["/"], {"/"}
    while queue and len(seen) < 260:
        path = queue.pop(0)
        reply = served.page(path)
        assert reply.status == 200, path
        if reply.media != "text/html" or path.startswith("/view"):
            continue
        for found in re.findall(r'(?:href|src)="(/[^"#]*|\?[^"#]*)', reply.text):
            link = found.replace("&amp;", "&")
            target = path.partition("?")[0] + link if link.startswith("?") else link
            if target not in seen and not target.startswith(("/data", "/view?")):
                seen.add(target)
                queue.append(target)
    assert len(seen) > 120


def test_a_page_tells_who_said_what_where(served: Server) -> None:
    page = served.page("/id/person/alexander-lukashenko").text
    assert "Aleksandr Lukashenko" in page
    assert "卢卡申科" in page
    assert re.search(r"<blockquote[^>]*>Chinese President Xi Jinping met Belarusian President", page)
    assert 'href="/id/country/by"' in page
    article = served.page("/article/summit").text
    assert '<mark id="s0">' in article
    assert article.index("<mark") < article.index("The text") if "The text" in article else True
    assert served.page("/id/article/summit").text == article


def test_names_are_searched_in_any_language(served: Server) -> None:
    for text in ("Lukashenko", "lukash", "卢卡申科", "VUČIĆ", "vucic"):
        found = served.page(f"/search?q={quote(text)}")
        target = found.headers.get("location") or found.text
        assert "/id/person/a" in target, text
    assert "Nothing is called" in served.page("/search?q=Zzyzx").text
    assert served.page("/search").status == 200


def test_terms_have_a_page(served: Server) -> None:
    page = served.page("/ontology").text
    assert 'id="Meeting"' in page
    assert "会见" in page or "会晤" in page
    turtle = served.get("/ontology", "text/turtle")
    assert sum(1 for _ in ox.parse(turtle.body, format=ox.RdfFormat.TURTLE)) > 500
    assert "happened" in served.page("/vocabulary/status/happened").text


# -- hostile text ------------------------------------------------------------------------------------------------------------


class _Reader(HTMLParser):
    """Notes everything in a page that could run."""

    def __init__(self) -> None:
        super().__init__()
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"iframe", "object", "embed", "base", "style"} or (tag == "img" and given.get("src") == "x"):
            self.running.append(tag)
        if tag == "script" and not (given.get("src") or "").startswith("/static/") and given.get("type") != "application/json":
            self.running.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style" or (value or "").strip().lower().startswith(("javascript:", "data:")):
                self.running.append(f"{tag} {name}={value}")


def test_hostile_names_stay_text(open_server: Server) -> None:
    paths = [
        "/",
        f"/search?q={quote(EVIL)}",
        f"/article/{quote(EVIL, safe='')}",
        "/sparql?query=" + quote(EVIL),
        "/" + quote(EVIL),
    ]
    paths += [local(iris.entity(VILLAIN.id)), local(iris.entity(TOPIC.id)), "/id/person/xi-jinping?type=" + quote(EVIL)]
    paths += ["/search?q=script", "/id/country/cn?year=%22%3E%3Cscript%3E", "/article/javascript%3APWNED%3D1"]
    for path in paths:
        reply = open_server.page(path)
        assert reply.status in {200, 303, 404}, path
        if reply.media == "text/html":
            reader = _Reader()
            reader.feed(reply.text)
            assert not reader.running, path
    assert "&lt;/script&gt;" in open_server.page(local(iris.entity(VILLAIN.id))).text
    assert "PWNED" not in open_server.page(f"/view?center={quote(EVIL)}&depth=9&since={quote(EVIL)}").headers


# -- in a browser ------------------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_query_page_asks_and_shows(served: Server, chromium: Browser) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    try:
        page.goto(f"http://127.0.0.1:{served.port}/sparql")
        page.wait_for_selector("html[data-ready='1']")
        page.click(".catalogue summary:has-text('meetings')")
        page.click("[data-query='meetings-of']")
        page.click(".tabPanel.active .yasqe_queryButton")
        page.wait_for_selector(".tabPanel.active .yasr table td")
        assert not said
        assert all(url.startswith((f"http://127.0.0.1:{served.port}/", "data:", "blob:")) for url in asked)
        for path in ("/", "/id/person/xi-jinping", "/article/summit", "/ontology"):
            page.goto(f"http://127.0.0.1:{served.port}{path}")
            page.wait_for_timeout(100)
        assert not said
    finally:
        page.close()
