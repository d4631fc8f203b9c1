"""Publishing to the native Oxigraph server, with a gate before it that asks, is busy, breaks off and refuses."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
import requests
from click.testing import CliRunner, Result

from kg import iris
from kg.cli import cli
from kg.publish import Options, places, publish
from kg.publish.listing import ENTRIES, META, proved
from kg.publish.statements import batches, fingerprint, for_sparql, lines
from kg.publish.writing import GraphStore, Update
from kg.store import Graph, Ledger, open_graph
from tests import world
from tests.serving import server
from tests.stores import worlds
from tests.stores.gate import Answer, Gate, Request, basic, bearer, breaks, busy, gate, refuses

ROOT = Path(__file__).parent.parent.parent


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)))


def graphs_there(url: str) -> set[str]:
    rows = worlds.asked(f"{url}/query", "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
    return {row[0][1] for row in rows if row[0]}


def assert_whole(url: str, path: Path) -> None:
    """The store has the graph, statement by statement, and nothing of ours besides; a clean list stands in its meta graph."""
    graph = open_graph(path)
    assert graphs_there(url) == set(graph.graphs())
    for name in graph.graphs():
        there = worlds.statements_there(f"{url}/query", name)
        if name == META:
            listed = [row for row in there if row[0] and row[0][1].startswith(ENTRIES)]
            assert len(listed) == 4 * len(graph.graphs())
            assert not [row for row in listed if row[2] and row[2][1].endswith("coming")]
            there = [row for row in there if row not in listed]
        assert there == worlds.statements(graph, name)


# -- the work ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("protocol", ["gsp", "update"])
def test_it_is_there_afterwards_and_answers_as_we_do(oxigraph: str, hostile: Path, protocol: str) -> None:
    done = kg("publish", hostile, oxigraph, "--protocol", protocol)
    assert done.exit_code == 0, done.output
    assert "the store agrees" in done.output
    assert_whole(oxigraph, hostile)
    graph = open_graph(hostile)
    for query in worlds.questions(graph).values():
        worlds.assert_same(worlds.ours(graph, query), worlds.asked(f"{oxigraph}/query", query), query)


def test_what_is_there_already_is_not_sent_again(oxigraph: str, small: Path) -> None:
    with gate(oxigraph) as there:
        assert kg("publish", small, there.url).exit_code == 0
        sent = there.writes
        assert sent
        done = kg("publish", small, there.url)
        assert (done.exit_code, there.writes) == (0, sent)
        assert "nothing to send" in done.output
        assert kg("publish", small, there.url, "--all").exit_code == 0
        assert there.writes > sent


def test_a_changed_article_is_sent_and_no_other(oxigraph: str, small: Path, tmp_path: Path) -> None:
    graph = open_graph(small)
    article = graph.articles()[0]
    graph.remove(list(graph.quads(article))[:1])
    changed = worlds.finished(graph, tmp_path / "changed.nq")
    with gate(oxigraph) as there:
        assert kg("publish", small, there.url).exit_code == 0
        there.seen.clear()
        assert kg("publish", changed, there.url).exit_code == 0
        assert [path.partition("%2Farticle%2F")[2] for path in there.puts] == [article.rpartition("/")[2], ""]
    assert_whole(oxigraph, changed)


def test_damage_done_there_is_seen_and_mended(oxigraph: str, small: Path) -> None:
    assert kg("publish", small, oxigraph).exit_code == 0
    article = open_graph(small).articles()[0]
    requests.delete(f"{oxigraph}/store", params={"graph": article}, timeout=30)
    done = kg("publish", small, oxigraph)
    assert done.exit_code == 0
    assert "1 graph sent" in done.output
    assert_whole(oxigraph, small)


def test_the_verdict_is_no_where_the_store_loses_something(oxigraph: str, small: Path) -> None:
    """A gate that says yes to one article and keeps it."""
    article = open_graph(small).articles()[0].rpartition("/")[2]
    with gate(oxigraph, lambda r, _: (204, {}, b"") if r.method == "PUT" and r.path.endswith(article) else None) as there:
        done = kg("publish", small, there.url)
    assert done.exit_code == 1
    assert re.search(r"differs: \S+article\S+: \d+ statements here, 0 there", done.output)


@pytest.mark.parametrize("protocol", ["gsp", "update"])
def test_prune_removes_what_our_list_has_and_nothing_else(oxigraph: str, small: Path, tmp_path: Path, protocol: str) -> None:
    stranger = "https://example.org/theirs"
    requests.put(
        f"{oxigraph}/store",
        params={"graph": stranger},
        data="<a:a> <a:b> <a:c> .",
        headers={"Content-Type": "text/turtle"},
        timeout=30,
    )
    ours_by_name = iris.article("never-published.txt")  # ours by its name, but no list has it
    requests.put(
        f"{oxigraph}/store",
        params={"graph": ours_by_name},
        data="<a:a> <a:b> <a:c> .",
        headers={"Content-Type": "text/turtle"},
        timeout=30,
    )
    fewer = worlds.small(tmp_path, slice(2, None))
    gone = set(open_graph(small).articles()) - set(open_graph(fewer).articles())
    assert kg("publish", small, oxigraph, "--protocol", protocol).exit_code == 0
    kept = kg("publish", fewer, oxigraph, "--protocol", protocol)
    assert kept.exit_code == 1
    assert f"{len(gone)} graphs published there before, gone here: --prune removes" in kept.output
    assert gone < graphs_there(oxigraph)
    pruned = kg("publish", fewer, oxigraph, "--protocol", protocol, "--prune")
    assert pruned.exit_code == 0, pruned.output
    assert graphs_there(oxigraph) == {*open_graph(fewer).graphs(), stranger, ours_by_name}


def test_a_forgotten_article_is_forgotten_there(oxigraph: str, small: Path, tmp_path: Path) -> None:
    news = tmp_path / "news.nq"
    shutil.copy(small, news)
    assert kg("publish", news, oxigraph).exit_code == 0
    article = open_graph(news).articles()[0]
    assert kg("forget", news, article.rpartition("/")[2]).exit_code == 0
    done = kg("publish", news, oxigraph, "--prune")
    assert done.exit_code == 0, done.output
    assert article not in graphs_there(oxigraph)
    assert_whole(oxigraph, news)


# -- trouble -----------------------------------------------------------------------------------------------------------------


def test_a_store_that_is_busy_now_and_then_gets_everything(oxigraph: str, small: Path) -> None:
    with gate(oxigraph, busy(2, 3, 9), busy(5, status=429), busy(7, rest="Sat, 01 Jan 2000 00:00:00 GMT"), breaks(11)) as there:
        done = kg("publish", small, there.url)
        assert done.exit_code == 0, done.output
        assert "trying again" in done.output
    assert_whole(oxigraph, small)


def test_retry_after_is_kept(oxigraph: str, small: Path) -> None:
    with gate(oxigraph, busy(3, rest="1")) as there:
        begin = time.monotonic()
        assert kg("publish", small, there.url).exit_code == 0
        assert time.monotonic() - begin >= 1
    with gate(oxigraph, busy(1, rest="7200")) as there:
        assert_one_line(kg("publish", small, there.url, "--all"), "wants 7,200 s of rest")


def test_a_store_that_stays_busy_ends_it_and_the_next_call_goes_on(
    oxigraph: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = open_graph(small)
    total = len(graph.graphs())
    monkeypatch.setattr("kg.publish.publishing._TOGETHER", 2)  # graphs that are announced together
    with gate(oxigraph, busy(*range(8, 100))) as there:
        done = kg("publish", small, there.url)
        assert_one_line(done, "answers 503 Service Unavailable, 7 times in a row", last=True)
        assert "goes on from there" in done.output
        before = len(set(there.puts))
        there.rules.clear()
        there.seen.clear()
        assert kg("publish", small, there.url).exit_code == 0
        assert 0 < len(there.puts) < total - before + 3
    assert_whole(oxigraph, small)


@pytest.mark.parametrize("protocol", ["gsp", "update"])
def test_killed_at_any_moment_the_next_call_goes_on(oxigraph: str, small: Path, protocol: str) -> None:
    """The process itself is killed, by the gate, at its n-th request that writes."""
    command = [sys.executable, "-m", "kg", "publish", str(small), "URL", "--protocol", protocol]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    for number in (1, 4, 9) if protocol == "gsp" else (1, 2):
        processes: list[subprocess.Popen[bytes]] = []

        def kill(request: object, count: int, number: int = number, processes: list[subprocess.Popen[bytes]] = processes) -> None:
            if count == number:
                processes[0].send_signal(signal.SIGKILL)
                processes[0].wait(30)

        with gate(oxigraph, kill) as there:
            command[5] = there.url
            processes.append(subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            assert processes[0].wait(60) == -signal.SIGKILL
    assert kg("publish", small, oxigraph, "--protocol", protocol).exit_code == 0
    assert_whole(oxigraph, small)


def test_what_the_list_proves() -> None:
    assert proved(["a"]) == "a"
    assert proved(["a", "b coming"]) == ""  # cut off while b was sent
    assert proved(["a", "b coming", "b"]) == "b"
    assert proved(["a", "b coming", "b", "a coming"]) == ""  # and back again: either may be there
    assert proved(["a coming"]) == ""
    assert proved(["a", "b"]) == ""
    assert proved([]) == ""


# -- who we are --------------------------------------------------------------------------------------------------------------


def test_basic_and_bearer_are_shown_where_they_are_asked_for(oxigraph: str, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_PUBLISH_USER", "anna")
    monkeypatch.setenv("KG_PUBLISH_PASSWORD", "pässword")
    with gate(oxigraph, basic("anna", "pässword")) as there:
        done = kg("publish", small, there.url)
        assert done.exit_code == 0, done.output
        assert {request.scheme for request in there.seen} == {"", "Basic"}
        assert [request.scheme for request in there.seen].count("") == 1  # asked once
    monkeypatch.delenv("KG_PUBLISH_USER")
    monkeypatch.delenv("KG_PUBLISH_PASSWORD")
    monkeypatch.setenv("KG_PUBLISH_TOKEN", "t0ken")
    with gate(oxigraph, bearer("t0ken")) as there:
        assert kg("publish", small, there.url).exit_code == 0
        assert {request.scheme for request in there.seen} == {"Bearer"}
    with gate(oxigraph, bearer("another")) as there:
        assert_one_line(kg("publish", small, there.url), "does not accept this token (401): check KG_PUBLISH_TOKEN")


def test_netrc_is_read_where_it_is_asked_for_only(
    oxigraph: str, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".netrc"
    file.write_text("machine 127.0.0.1 login anna password w0rd\n", "utf-8")
    file.chmod(0o600)
    with gate(oxigraph, basic("anna", "w0rd")) as there:
        assert_one_line(kg("publish", small, there.url), "asks for credentials (401): set KG_PUBLISH_USER")
        assert {request.scheme for request in there.seen} == {""}
        assert kg("publish", small, there.url, "--netrc").exit_code == 0
    file.write_text("machine example.org login anna password w0rd\n", "utf-8")
    assert_one_line(kg("publish", small, oxigraph, "--netrc"), "has no password for 127.0.0.1")
    file.write_text("machine machine w0rd\n", "utf-8")
    assert_one_line(kg("publish", small, oxigraph, "--netrc"), "is not written as a .netrc file", without="w0rd")
    file.unlink()
    assert_one_line(kg("publish", small, oxigraph, "--netrc"), ".netrc: cannot be read")


def test_a_password_is_never_repeated(oxigraph: str, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_one_line(kg("publish", small, "http://anna:w0rd@127.0.0.1:1/"), "do not belong on the command line", without="w0rd")
    monkeypatch.setenv("KG_PUBLISH_USER", "anna")
    assert_one_line(kg("publish", small, oxigraph), "belong together")
    monkeypatch.setenv("KG_PUBLISH_PASSWORD", "w0rd")
    with gate(oxigraph, lambda r, _: (500, {}, b"<p>no room for anna with w0rd\x1b[31m</p>") if r.writes else None) as there:
        assert_one_line(kg("publish", small, there.url), "no room for anna with ***", without="w0rd")
    monkeypatch.setenv("KG_PUBLISH_TOKEN", "w0rd")
    assert_one_line(kg("publish", small, oxigraph), "both set", without="w0rd")


@pytest.mark.parametrize(
    ("url", "open_to_all"),
    [
        ("http://127.0.0.1:1", False),
        ("http://localhost/x", False),
        ("http://[::1]:8/", False),
        ("https://example.org/", False),
        ("http://example.org/", True),
        ("http://192.0.2.1:8890/sparql", True),
    ],
)
def test_credentials_that_go_unencrypted_are_told(url: str, open_to_all: bool) -> None:
    assert places.exposed(url) is open_to_all


def test_credentials_stay_with_the_host_they_are_for(oxigraph: str, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_PUBLISH_TOKEN", "t0ken")
    with gate(oxigraph) as elsewhere, gate(oxigraph) as there:
        assert kg("publish", small, f"{there.url}/store", "--query", f"{elsewhere.url}/query").exit_code == 0
        assert {request.scheme for request in elsewhere.seen} == {""}
        assert {request.scheme for request in there.seen} == {"Bearer"}
    with gate(oxigraph, lambda r, _: (302, {"Location": "http://127.0.0.2/store"}, b"")) as there:
        assert_one_line(kg("publish", small, there.url), "has moved (302): give its new address, perhaps http://127.0.0.2/store")


# -- bad input ---------------------------------------------------------------------------------------------------------------


def assert_one_line(done: Result, *words: str, without: str = "", last: bool = False) -> None:
    """Exit status 2 and one line that has these words; ``last``: after notes of what was tried."""
    assert done.exit_code == 2, done.output
    told = done.output.strip().splitlines()
    assert last or len(told) == 1, done.output
    assert told[-1].startswith("kg: ")
    assert "unexpected" not in told[-1]
    for word in words:
        assert word in told[-1]
    assert not without or without not in done.output
    assert "\x1b" not in done.output


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:1/", "nobody listens there: is the address right"),
        ("ftp://127.0.0.1/", "is no address of a store"),
        ("localhost:7878", "is no address of a store"),
        ("http://127.0.0.1:99999/", "cannot be read"),
        ("http://", "is no address of a store"),
        ("http://127.0.0.1/x?default", "without what follows ?"),
    ],
)
def test_an_unknown_address(small: Path, url: str, words: str) -> None:
    assert_one_line(kg("publish", small, url), words)


def test_something_that_is_no_store(oxigraph: str, small: Path) -> None:
    with gate(oxigraph, lambda r, _: (200, {"Content-Type": "text/html"}, b"<h1>It works!</h1>")) as there:
        assert_one_line(kg("publish", small, there.url), "no SPARQL store answers here")


def test_a_store_that_refuses_a_protocol(oxigraph: str, small: Path) -> None:
    with gate(oxigraph, refuses("/store")) as there:
        done = kg("publish", small, there.url)
        assert done.exit_code == 0, done.output
        assert "SPARQL Update" in done.output
        assert_one_line(
            kg("publish", small, there.url, "--protocol", "gsp", "--all"),
            "takes no Graph Store Protocol here: try --protocol update",
        )
    with gate(oxigraph, refuses("/store"), refuses("/update")) as there:
        assert_one_line(kg("publish", small, there.url, "--all"), "is this the address that it is written to?")


def test_a_server_of_ours_is_for_reading(small: Path) -> None:
    with server(small) as ours:
        done = kg("publish", small, f"http://127.0.0.1:{ours.port}/sparql")
    assert_one_line(done, "does not let strangers do this (403", "read")


def test_a_graph_that_cannot_be_published(oxigraph: str, small: Path, tmp_path: Path) -> None:
    assert_one_line(kg("publish", tmp_path / "none.nq", oxigraph), "none.nq: does not exist")
    (tmp_path / "broken.nq").write_text("<a:b> <c:d> .\n", "utf-8")
    assert_one_line(kg("publish", tmp_path / "broken.nq", oxigraph), "broken.nq: is damaged")
    bare = Graph.memory()
    bare.add([ox.Quad(ox.NamedNode("a:b"), ox.NamedNode("a:b"), ox.NamedNode("a:b"), ox.NamedNode("a:b"))])
    bare.save(tmp_path / "bare.nq")
    assert_one_line(kg("publish", tmp_path / "bare.nq", oxigraph), "has no build's meta graph")
    older = (small.read_text("utf-8")).replace('versionInfo> "0.1.0"', 'versionInfo> "0.0.9"')
    (tmp_path / "older.nq").write_text(older, "utf-8")
    assert_one_line(kg("publish", tmp_path / "older.nq", oxigraph), "was built by kg 0.0.9")
    (tmp_path / "blank.nq").write_text(small.read_text("utf-8") + f"_:b <a:b> <a:c> <{iris.graph('text')}> .\n", "utf-8")
    assert_one_line(kg("publish", tmp_path / "blank.nq", oxigraph), "has blank nodes")
    (tmp_path / "loose.nq").write_text(small.read_text("utf-8") + "<a:a> <a:b> <a:c> .\n", "utf-8")
    assert_one_line(kg("publish", tmp_path / "loose.nq", oxigraph), "outside named graphs")
    assert graphs_there(oxigraph) == set()


def test_a_store_whose_build_was_cut_off(oxigraph: str, small: Path, tmp_path: Path) -> None:
    open_graph(small).save(f"{tmp_path}/news/")
    with Ledger(tmp_path / "news") as ledger:
        ledger.write("whole", "")
    assert_one_line(kg("publish", f"{tmp_path}/news/", oxigraph), "is a store whose build was cut off")
    with Ledger(tmp_path / "news") as ledger:
        ledger.write("whole", "0123")
    assert kg("publish", f"{tmp_path}/news/", oxigraph).exit_code == 0


def test_a_list_that_names_strangers_harms_nobody(oxigraph: str, small: Path) -> None:
    """Somebody else wrote into the list."""
    stranger = "https://example.org/theirs"
    turtle = {"Content-Type": "text/turtle"}
    requests.put(f"{oxigraph}/store", params={"graph": stranger}, data="<a:a> <a:b> <a:c> .", headers=turtle, timeout=30)
    lie = f'<{ENTRIES}x> <http://www.w3.org/ns/sparql-service-description#name> <{stranger}> ; <http://purl.org/dc/terms/identifier> "x" .'
    requests.post(f"{oxigraph}/store", params={"graph": META}, data=lie, headers=turtle, timeout=30)
    done = kg("publish", small, oxigraph, "--prune")
    assert done.exit_code == 0, done.output
    assert stranger in graphs_there(oxigraph)


def test_a_server_that_fails_at_other_paths_is_found_all_the_same(oxigraph: str, small: Path) -> None:
    for status in (500, 403, 302, 404):
        with gate(oxigraph, refuses("/sparql", status)) as there:
            assert kg("publish", small, there.url).exit_code == 0


def test_an_address_that_hangs_or_breaks_off_is_passed_over(oxigraph: str, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Virtuoso lets us wait at addresses that it does not know."""
    monkeypatch.setattr("kg.publish.connection._ASIDE", 2.0)

    def hangs(request: Request, _: int) -> Answer | None:
        if not request.path.startswith("/sparql"):
            return None
        time.sleep(4)
        return 0, {}, b""

    with gate(oxigraph, hangs) as there:
        done = kg("publish", small, there.url)
        assert done.exit_code == 0, done.output
        assert there.seen[0].path == "/sparql"
    with gate(oxigraph, lambda r, _: (0, {}, b"")) as there:
        assert_one_line(kg("publish", small, there.url), "the connection breaks: is the address right")


def test_a_403_everywhere_is_told(oxigraph: str, small: Path) -> None:
    with gate(oxigraph, lambda r, _: (403, {}, b"")) as there:
        assert_one_line(kg("publish", small, there.url), "does not let strangers do this (403): set KG_PUBLISH_USER")


def test_a_store_directory_of_another_format_or_corrupt(oxigraph: str, small: Path, tmp_path: Path) -> None:
    store = tmp_path / "news"
    open_graph(small).save(f"{store}/")
    assert kg("publish", f"{store}/", oxigraph).exit_code == 0
    sign = store / "kg-store.json"
    kept = sign.read_text("utf-8")
    sign.write_text('{"format": 99, "kg": "9.0"}', "utf-8")
    assert_one_line(kg("publish", f"{store}/", oxigraph), "is a store of format 99")
    sign.write_text(kept, "utf-8")
    whole = {table: table.read_bytes() for table in store.glob("*.sst")}
    assert whole
    for damage in (
        lambda b: bytes(len(b) // 2) + b[len(b) // 2 :],
        lambda b: b[:-50] + bytes(50),
        lambda b: b[: len(b) // 2],
        lambda b: b"",
    ):
        for table, data in whole.items():
            table.write_bytes(damage(data))
        assert_one_line(kg("publish", f"{store}/", oxigraph, "--all"), f"{store}/: is not readable as a store: build it again")
    for table in whole:
        table.unlink()
    assert_one_line(kg("publish", f"{store}/", oxigraph, "--all"), f"{store}/: is not readable as a store: build it again")


def test_a_full_disk(oxigraph: str, small: Path, tmp_path: Path) -> None:
    """The only thing written here is the plan, in the folder for temporary files: no file may grow there."""
    script = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); from kg.cli import main; main()"
    env = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script, "publish", str(small), oxigraph],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert f"{tmp_path}: no room for temporary files" in done.stderr
    assert not list(tmp_path.glob("kg-publish-*"))
    assert graphs_there(oxigraph) == set()


# -- the law of batches --------------------------------------------------------------------------------------------------------


def many(path: Path, number: int) -> Path:
    """A graph whose derived graph has so many statements."""
    graph = world.graph(world.world()[:1])
    name = ox.NamedNode(iris.graph("derived"))
    graph.add(
        ox.Quad(ox.NamedNode(f"https://example.org/{i}"), ox.NamedNode("https://example.org/p"), ox.Literal(f"{i} " * 20), name)
        for i in range(number)
    )
    return worlds.finished(graph, path)


@pytest.mark.parametrize("protocol", ["gsp", "update"])
def test_ten_times_more_takes_more_batches_and_no_bigger_ones(
    oxigraph: str, tmp_path: Path, protocol: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for writer in (GraphStore, Update):
        monkeypatch.setattr(writer, "MOST", 500)
        monkeypatch.setattr(writer, "SIZE", 50_000)
    found: list[tuple[int, int]] = []
    for number in (2_000, 20_000):
        with gate(oxigraph) as there:
            assert publish(str(many(tmp_path / "many.nq", number)), there.url, Options(protocol), lambda _: None).agrees
            found.append((max(r.size for r in there.seen), sum(r.writes for r in there.seen)))
    (few, first), (big, second) = found
    assert big <= 1.05 * few
    assert big <= 52_000
    assert second > 5 * first


def test_batches_hold_what_they_may_and_lose_nothing() -> None:
    given = [f"{'x' * (i % 37)}\n" for i in range(5_000)]
    made = list(batches(iter(given), 100, 900))
    assert "".join(made) == "".join(given)
    assert max(len(batch) for batch in made) <= 900
    assert max(batch.count("\n") for batch in made) <= 100
    assert list(batches(iter(["y" * 5_000, "z"]), 100, 900)) == ["y" * 5_000, "z"]
    assert list(batches(iter([]), 1, 1)) == []


def test_a_fingerprint_does_not_know_order_and_sees_every_change(small: Path) -> None:
    graph = open_graph(small)
    article = graph.articles()[0]
    told = list(lines(graph, article))
    whole = fingerprint(told)
    assert fingerprint(reversed(told)) == whole
    assert whole.count == len(told)
    changed = {fingerprint(told[:i] + told[i + 1 :]).hash for i in range(len(told))}
    changed |= {fingerprint([*told[:i], told[i].replace(" .\n", "x .\n"), *told[i + 1 :]]).hash for i in range(len(told))}
    assert len(changed | {whole.hash}) == 2 * len(told) + 1


@pytest.mark.parametrize("text", ["\\u0041", "\\\\u0041", "\\\\\\U00000041", "\\n", "\\", '\\"', "\\u", "plain"])
def test_text_survives_the_decoding_that_sparql_does_first(text: str) -> None:
    """Once as a parser that decodes escapes in a first pass, once as one that reads them where they stand."""
    line = f"INSERT DATA {{ GRAPH <a:g> {{ <a:s> <a:p> {ox.Literal(text)} }} }}"
    escaped = for_sparql(line)
    early = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda m: chr(int(m[1] or m[2], 16)), escaped)
    for query in (escaped, early):
        store = ox.Store()
        store.update(query)
        assert [quad.object.value for quad in store] == [text]


def test_a_list_of_ours_may_come_back(oxigraph: str, small: Path, tmp_path: Path) -> None:
    """A copy of a published store, with the list in its meta graph, is published as what it was."""
    assert kg("publish", small, oxigraph).exit_code == 0
    (tmp_path / "copy.nq").write_bytes(
        requests.get(f"{oxigraph}/store", headers={"Accept": "application/n-quads"}, timeout=30).content
    )
    done = kg("publish", tmp_path / "copy.nq", oxigraph)
    assert done.exit_code == 0, done.output
    assert "nothing to send" in done.output


def test_the_gate_is_a_gate(oxigraph: str) -> None:
    with gate(oxigraph, refuses("/store", 501)) as there:
        assert isinstance(there, Gate)
        assert requests.get(f"{there.url}/store", timeout=30).status_code == 501
        assert requests.get(f"{there.url}/query", params={"query": "ASK {}"}, timeout=30).headers["Server"].startswith("Oxigraph")
