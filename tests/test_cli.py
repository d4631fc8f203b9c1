"""The command: light to start, one line where something is wrong, tables that fit, a graph that can forget."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from kg import __version__, pipeline
from kg.cli import cli
from kg.store import open_graph
from tests import world

ROOT = Path(__file__).parent.parent
COMMANDS = ["build", "facts", "query", "queries", "view", "explain", "validate", "reason", "forget", "export",
            "serve", "publish", "tables", "evaluate", "rules", "diff", "doctor", "network"]  # fmt: skip
HEAVY = {
    "spacy",
    "rdflib",
    "pyoxigraph",
    "networkx",
    "numpy",
    "owlready2",
    "pyshacl",
    "pyvis",
    "rich",
    "jinja2",
    "trafilatura",
    "requests",
    "kg.store",
}


def kg(*arguments: str, **options: object) -> Result:
    return CliRunner().invoke(cli, list(arguments), **options)  # type: ignore[arg-type]


def typed(*arguments: str, cwd: Path = ROOT, **options: object) -> subprocess.CompletedProcess[str]:
    """As a person would: in a process of its own."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=300, **options)  # type: ignore[call-overload, no-any-return]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("graph") / "world.nq")
    world.graph(world.world()).save(path)
    return path


# -- starting ----------------------------------------------------------------------------------------------------------------


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from kg.cli import cli; sys.argv = ['kg', '--help']\ntry: cli()\nexcept SystemExit: pass\nprint(*sorted(sys.modules), sep='\\n')"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True, timeout=60)
    assert "Usage: kg" in done.stdout
    assert not HEAVY & set(done.stdout.splitlines())


def test_version() -> None:
    assert kg("--version").output == f"kg, version {__version__}\n"
    assert typed("--version").stdout.strip().endswith(__version__)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example(command: str) -> None:
    shown = kg(command, "--help").output
    assert "Example:" in shown
    assert f"kg {command} " in shown.partition("Example:")[2]
    assert all(cell_len(line) <= 100 for line in shown.splitlines())


def test_all_commands_are_listed() -> None:
    shown = kg("--help").output
    assert all(f"  {command} " in shown for command in COMMANDS)
    assert "..." not in shown.partition("Commands:")[2]  # no sentence cut short


# -- what is wrong is told in one line ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["facts", "none.nq"], "none.nq: does not exist"),
        (["facts", "none.ttl"], "export without graph names"),
        (["query", "none.nq", "who-met-whom"], "none.nq: does not exist"),
        (["query", "GRAPH", "who-met-wham"], "did you mean who-met-whom"),
        (["query", "GRAPH"], "give one question"),
        (["query", "GRAPH", "articles", "-e", "ASK {}"], "give one question"),
        (["query", "GRAPH", "-e", "SELECT"], "is not SPARQL"),
        (["query", "GRAPH", "-f", "none.rq"], "none.rq: cannot be read"),
        (["query", "GRAPH", "-e", "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"], "--allow-federation"),
        (["query", "GRAPH", "meetings-of", "--param", "person"], "write KEY=VALUE"),
        (["query", "GRAPH", "meetings-of", "--param", "person=Nobody At All"], "nothing in the graph is called"),
        (["facts", "GRAPH", "--type", "wedding"], "no fact type is called wedding"),
        (["explain", "GRAPH", "Macro"], "did you mean"),
        (["export", "GRAPH", "-o", "x.docx"], "no known format"),
        (["view", "GRAPH", "-o", "x.pdf"], "NAME.html"),
        (["view", "GRAPH", "-o", "x.html", "--center", "Nobody At All"], "Nobody At All"),
        (["forget", "GRAPH", "no-such-article"], "has no article no-such-article"),
        (["build", "examples", "-o", "x.ttl"], "cannot hold named graphs"),
        (["build", "nowhere.txt", "-o", "GRAPH.nq"], "nowhere.txt"),
        (["build"], "Missing argument"),
        (["nonsense"], "No such command"),
        (["queries", "nonsense"], "no query is called nonsense"),
    ],
)
def test_errors_are_one_line_and_status_2(graph: str, arguments: list[str], words: str) -> None:
    done = kg(*(a.replace("GRAPH", graph) for a in arguments))
    assert done.exit_code == 2
    assert words in done.stderr
    lines = [line for line in done.stderr.splitlines() if not line.startswith("read ")]
    assert len(lines) == 1
    assert lines[0].startswith("kg")
    assert not done.stdout


def test_a_mistake_of_ours_is_one_line_too(graph: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("kg.facts.facts", broken)
    monkeypatch.delenv("KG_DEBUG", raising=False)
    done = kg("facts", graph)
    assert done.exit_code == 2
    assert done.stderr.startswith("kg: unexpected RuntimeError: two lines (")
    assert "KG_DEBUG=1" in done.stderr
    monkeypatch.setenv("KG_DEBUG", "1")
    assert isinstance(kg("facts", graph).exception, RuntimeError)


def test_a_reader_who_has_enough_is_no_error(graph: str) -> None:
    command = f"'{sys.executable}' -m kg facts '{graph}' | head -1"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, shell=True, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


# -- asking ------------------------------------------------------------------------------------------------------------------


def test_facts_as_lines_and_as_a_table(graph: str) -> None:
    lines = kg("facts", graph).stdout.splitlines()
    assert len(lines) == sum(len(t.records) for t in world.world())
    assert {json.loads(line)["type"] for line in lines} >= {"meeting", "visit", "office"}
    table = kg("facts", graph, "--type", "meeting", "--format", "csv").stdout.splitlines()
    assert table[0].startswith("type,")
    assert all(row.startswith("meeting,") for row in table[1:])


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml"])
def test_an_answer_in_every_format(graph: str, form: str) -> None:
    done = kg("query", graph, "who-met-whom", "--format", form)
    assert done.exit_code == 0
    assert "Xi Jinping" in done.stdout
    if form == "json":
        assert len(json.loads(done.stdout)["results"]["bindings"]) == 4


def test_a_table_fits_and_ends_no_line_with_blanks(graph: str) -> None:
    for name in ("who-met-whom", "said-in", "source-of", "claims-by-one-side"):
        done = kg("query", graph, name, "--format", "table", *(["-p", "article=summit"] if name == "said-in" else []))
        for line in done.stdout.splitlines():
            assert cell_len(line) <= 100
            assert line == line.rstrip()
    assert "rows" in done.stderr


def test_chinese_stands_in_columns(graph: str) -> None:
    query = "SELECT ?zh ?end { ?x rdfs:label ?zh FILTER(LANG(?zh) = 'zh') BIND('|' AS ?end) } ORDER BY ?zh"
    lines = [line for line in kg("query", graph, "-e", query, "--format", "table").stdout.splitlines() if line.endswith("|")]
    assert len({cell_len(line) for line in lines}) == 1


def test_own_queries_from_option_file_and_standard_input(graph: str, tmp_path: Path) -> None:
    ask = "ASK { ?a dip:metWith ?b }"
    assert kg("query", graph, "-e", ask, "--format", "table").stdout == "yes\n"
    (tmp_path / "q.rq").write_text(ask)
    assert kg("query", graph, "-f", str(tmp_path / "q.rq")).stdout == "true\n"
    assert kg("query", graph, "-f", "-", input=ask).stdout == "true\n"
    made = kg("query", graph, "-e", "CONSTRUCT WHERE { ?a dip:metWith ?b }")
    assert "dip:metWith" in made.stdout
    assert json.loads(kg("query", graph, "-e", "CONSTRUCT WHERE { ?a dip:metWith ?b }", "--format", "json").stdout)["@graph"]


def test_parameters(graph: str) -> None:
    done = kg("query", graph, "meetings-of", "-p", "person=Lukashenko", "--format", "csv")
    assert "Li Qiang" in done.stdout
    both = kg("query", graph, "visits-of", "-p", "visitor=Li Qiang", "-p", "visitor=Jana Novak", "--format", "csv")
    assert len(both.stdout.splitlines()) == 3


def test_the_catalogue_is_listed_within_100_columns() -> None:
    lines = kg("queries").stdout.splitlines()
    assert all(cell_len(line) <= 100 for line in lines)
    assert any(line.startswith("  who-met-whom ") for line in lines)
    assert "default: kg:organization/sco" in kg("queries", "members-of").stdout


def test_explaining(graph: str) -> None:
    done = kg("explain", graph, "卢卡申科")
    assert "Alexander Lukashenko  person, Belarus" in done.stdout
    assert "● Alexander Lukashenko visited China twice in 2023, says Xi Jinping." in done.stdout
    assert "summit · visit.told/active" in done.stdout
    assert all(cell_len(line) <= 100 for line in done.stdout.splitlines())


# -- writing and judging -----------------------------------------------------------------------------------------------------


def test_exports_and_pages_are_written(graph: str, tmp_path: Path) -> None:
    assert kg("export", graph, "-o", f"{tmp_path}/g.ttl").exit_code == 0
    assert (tmp_path / "g.ttl").read_text("utf-8").startswith("@prefix")
    assert kg("export", graph, "-o", f"{tmp_path}/store/").exit_code == 0
    assert kg("facts", f"{tmp_path}/store/").stdout == kg("facts", graph).stdout
    assert kg("view", graph, "-o", f"{tmp_path}/g.html").exit_code == 0
    assert "Lukashenko" in (tmp_path / "g.html").read_text("utf-8")


def test_a_graph_that_breaks_the_shapes_is_status_1(graph: str, tmp_path: Path) -> None:
    assert kg("validate", graph).exit_code == 0
    broken = open_graph(graph)
    broken.remove([q for q in broken.quads() if q.predicate.value.endswith("#quote")])
    broken.save(tmp_path / "broken.nq")
    done = kg("validate", f"{tmp_path}/broken.nq")
    assert done.exit_code == 1
    assert done.stdout


# -- building and forgetting -------------------------------------------------------------------------------------------------

ARTICLES = {
    "one.txt": "MINSK, Aug. 22, 2024 -- Chinese Premier Li Qiang met Belarusian President Alexander Lukashenko in Minsk on Thursday.",
    "two.txt": "PARIS, May 6, 2024 -- French President Emmanuel Macron met Chinese President Xi Jinping in Paris on Monday.",
}


def written(folder: Path, *names: str) -> list[str]:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text(ARTICLES[name], "utf-8")
    return [str(folder / name) for name in names]


def test_a_build_tells_what_it_did(tmp_path: Path) -> None:
    paths = written(tmp_path / "news", *ARTICLES)
    done = typed("build", *paths, "-o", "g.nq", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "g.nq: 2 articles, " in done.stdout
    assert "meeting" in done.stdout
    assert "Sentences: 2 of 2 gave something" in done.stdout
    assert "Unlinked:" in done.stdout
    assert done.stderr == ""


def test_a_terminal_sees_rate_and_time_left(tmp_path: Path) -> None:
    paths = written(tmp_path / "news", *ARTICLES)
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "kg", "build", *paths, "-o", f"{tmp_path}/g.nq"]
    env = os.environ | {"TERM": "xterm", "COLUMNS": "150"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=end, env=env) as process:
        os.close(end)
        seen = b""
        with suppress(OSError):  # the other end is closed
            while data := os.read(terminal, 4096):
                seen += data
        assert process.wait() == 0
    os.close(terminal)
    assert re.search(rb"2 of about 2 articles, [0-9.]+/s", seen), seen
    assert b"left" in seen


def test_a_report_keeps_nothing_in_memory(tmp_path: Path) -> None:
    paths = written(tmp_path / "news", *ARTICLES)
    summary = pipeline.build(paths, f"{tmp_path}/g.nq", report=f"{tmp_path}/report")
    assert summary.readings == []
    pages = sorted(p.name for p in (tmp_path / "report").iterdir())
    assert len(pages) == 3
    index = (tmp_path / "report" / "index.html").read_text("utf-8")
    assert "What was read: 2 articles" in index
    assert all(f'<a href="{name}">' in index for name in pages if name != "index.html")
    assert index.count("<tr>") == 3
    assert "&lt;tr" not in index


@pytest.mark.parametrize("out", ["g.nq", "g/"])
def test_forgetting_equals_never_having_read(tmp_path: Path, out: str) -> None:
    one, two = written(tmp_path / "news", *ARTICLES)
    assert kg("build", one, two, "-o", f"{tmp_path}/{out}").exit_code == 0
    assert kg("build", one, "-o", f"{tmp_path}/fresh.nq").exit_code == 0
    done = kg("forget", f"{tmp_path}/{out}", "two.txt")
    assert done.exit_code == 0, done.stderr
    assert "forgot two.txt; 1 article left" in done.stdout
    assert kg("export", f"{tmp_path}/{out}", "-o", f"{tmp_path}/after.nq").exit_code == 0
    assert (tmp_path / "after.nq").read_bytes() == (tmp_path / "fresh.nq").read_bytes()


def test_decisions_hold_at_a_build_and_stale_ones_are_told(tmp_path: Path) -> None:
    paths = written(tmp_path / "news", *ARTICLES)
    gone = "kg:article/x/record/Meeting-000000000000"
    (tmp_path / "d.toml").write_text(
        f'[[reject]]\narticle = "one.txt"\nquote = "met Belarusian President"\n[[same]]\nrecords = ["{gone}", "{gone}1"]\n',
        "utf-8",
    )
    done = kg("build", *paths, "-o", f"{tmp_path}/g.nq", "--decisions", f"{tmp_path}/d.toml")
    assert done.exit_code == 0
    assert "which the graph does not have" in done.stderr
    assert '"one.txt"' not in kg("facts", f"{tmp_path}/g.nq").stdout
    assert kg("build", *paths, "-o", f"{tmp_path}/g.nq", "--decisions", f"{tmp_path}/none.toml").exit_code == 2


def test_articles_from_standard_input(tmp_path: Path) -> None:
    done = typed("build", "-", "-o", "g.nq", cwd=tmp_path, input=ARTICLES["one.txt"])
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "g.nq").exists()


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = kg("build", f"{tmp_path}/empty", "-o", f"{tmp_path}/g.nq")
    assert done.exit_code == 2
    assert "empty" in done.stderr
