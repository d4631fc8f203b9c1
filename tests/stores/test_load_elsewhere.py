"""docs/load-elsewhere.md: what it marks as run here is run here, word for word but for the addresses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import requests

from kg.publish.places import places
from kg.serve.engine import program
from kg.store import open_graph
from tests.stores import servers, worlds

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "load-elsewhere.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(?:sh|cypher) (server|run-here|documented) ?(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def commands(store: str) -> list[str]:
    return [text for kind, name, text in BLOCKS if kind == "run-here" and name == store]


def run(text: str, folder: Path, *programs: tuple[str, str], **addresses: str) -> str:
    """A block in a shell, in a folder with ``news.nq``; ``programs`` are scripts, ``addresses`` stand for those of the page."""
    (folder / "bin").mkdir(exist_ok=True)
    for name, body in (("kg", f'exec "{sys.executable}" -m kg "$@"'), ("oxigraph", f'exec "{program()}" "$@"'), *programs):
        (folder / "bin" / name).write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        (folder / "bin" / name).chmod(0o755)
    for page, here in addresses.items():
        text = text.replace(f"localhost:{page.removeprefix('port')}", here)
    env = os.environ | {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "-e", "-c", text], cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_every_block_says_whether_it_was_run() -> None:
    assert len(BLOCKS) == PAGE.count("```") // 2 >= 14
    assert {name for kind, name, _ in BLOCKS if kind == "run-here"} == {"", "oxigraph", "virtuoso", "jena"}
    for section in PAGE.split("\n## ")[2:]:
        marks = set(re.findall(r"^```\w+ ([\w-]+)", section, re.MULTILINE)) - {"server"}
        assert "run-here" not in marks or "**Run here**" in section or section.startswith("Anything else")
        assert "documented" not in marks or re.search(r"\*\*[Dd]ocumented\*\*\s+\(\[[^]]+\]\(https://", section), section


def test_every_address_of_the_page_is_known() -> None:
    """The likeliest layout of each address is the one of its section, its doors are at the host of the address."""
    found = re.findall(r"kg publish news\.nq (https?://\S+)", PAGE)
    assert len(found) >= 8
    for section in PAGE.split("\n## ")[2:]:
        for url in re.findall(r"kg publish news\.nq (https?://\S+)", section):
            names = [place.name for place in places(url, guarded=False) if place.server is None or place.server in section]
            expected = "SPARQL store" if section.startswith("QLever") else names[0]
            assert expected in names
            assert expected == "SPARQL store" or expected.split()[0] in section.splitlines()[0]
            for place in places(url, guarded=True):
                assert all(
                    door is None or door.startswith(url.partition("/sparql")[0].rstrip("/"))
                    for door in (place.query, place.update, place.graphs)
                )


def test_the_versions_are_those_of_here() -> None:
    said = subprocess.run([program(), "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    assert f"Oxigraph {said}" in PAGE


@pytest.mark.servers
def test_the_versions_are_those_of_debian() -> None:
    found = subprocess.run(
        [servers.program_or_skip("dpkg-query", needed_for="the versions of the page"), "-W", "-f=${Version}\n", "libapache-jena-java", "virtuoso-opensource-7-bin"],
        capture_output=True, text=True, check=False)  # fmt: skip
    if found.returncode or 'VERSION_ID="12"' not in Path("/etc/os-release").read_text("utf-8"):
        pytest.skip(f"this is no Debian 12 with the stores, whose versions the page names: {servers.INSTALL}")
    jena, virtuoso = (line.partition("-")[0].partition("+")[0] for line in found.stdout.split())
    assert f"Jena {jena}" in PAGE
    assert f"Virtuoso {virtuoso[:5]}" in PAGE


def test_exports_and_bulk_loads(small: Path, tmp_path: Path) -> None:
    (tmp_path / "news.nq").write_bytes(small.read_bytes())
    for text in commands(""):
        run(text, tmp_path)
    assert len(ox.Store.read_only(str(tmp_path / "bulk"))) == len(open_graph(small))
    assert {"news.ttl", "news.rdf", "news.neo4j"} <= {path.name for path in tmp_path.iterdir()}


def test_oxigraph(oxigraph: str, small: Path, tmp_path: Path) -> None:
    [server] = [text for kind, _, text in BLOCKS if kind == "server"]
    assert server.replace("localhost:7878", "ADDRESS").split()[1:] == servers.oxigraph_command(Path("store"), "ADDRESS")[1:]
    (tmp_path / "news.nq").write_bytes(small.read_bytes())
    for text in commands("oxigraph"):
        assert "the store agrees" in run(text, tmp_path, port7878=oxigraph.removeprefix("http://"))


@pytest.mark.servers
def test_virtuoso(small: Path, tmp_path: Path) -> None:
    """A server of its own, for the bulk load reads from its folder."""
    (tmp_path / "news.nq").write_bytes(small.read_bytes())
    with servers.virtuoso(tmp_path) as url:
        sql = re.findall(r"^ServerPort = (127\S+)", (tmp_path / "virtuoso.ini").read_text("utf-8"), re.MULTILINE)[0]
        published, bulk = commands("virtuoso")
        run(bulk, tmp_path, port1111=sql)
        loaded = worlds.asked(f"{url}/sparql", "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        assert int(float((loaded.rows[0][0] or ("", "0"))[1])) >= len(open_graph(small))
        assert "the store agrees" in run(published, tmp_path, port8890=url.removeprefix("http://"))
        assert requests.get(f"{url}/sparql", timeout=30).ok


@pytest.mark.servers
def test_jena(jena: servers.Jena, small: Path, tmp_path: Path) -> None:
    (tmp_path / "news.nq").write_bytes(small.read_bytes())
    names = {"riot": "riotcmd.riot", "tdb2.tdbloader": "tdb2.tdbloader", "tdb2.tdbquery": "tdb2.tdbquery"}
    scripts = [
        (name, f'exec {jena.java} -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "{jena.classpath}" {main} "$@"')
        for name, main in names.items()
    ]
    [text] = commands("jena")
    merged = len({quad.triple for quad in open_graph(small).quads()})
    assert run(text, tmp_path, *scripts).splitlines() == ["n", str(merged)]
