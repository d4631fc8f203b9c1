"""Stores that grow: in any order, by any split, through any crash, the graph is the one a single build makes."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import fingerprint, pipeline, pool, target
from kg.cli import cli
from kg.decisions import Decisions, Reject
from kg.errors import GraphError, OutputError, ToolError
from kg.gazetteer import Gazetteer
from kg.model import Article
from kg.store import Ledger, open_graph
from kg.summary import Summary

ROOT = Path(__file__).parent.parent
TEXTS = {
    "a.txt": (
        "MINSK, Aug. 22, 2024 -- Chinese Premier Li Qiang met Belarusian President Alexander Lukashenko in Minsk on Thursday.",
        "MINSK, Aug. 22, 2024 -- Chinese Premier Li Qiang met Belarusian Foreign Minister Maxim Ryzhenkov in Minsk on Thursday.",
    ),
    "b.txt": ("李强22日在明斯克会见白俄罗斯总统卢卡申科。", "国家主席习近平4日在阿斯塔纳会见白俄罗斯总统卢卡申科。"),
    "c.txt": (
        "PARIS, May 6, 2024 -- French President Emmanuel Macron met Jana Example in Paris on Monday.",
        "PARIS, May 6, 2024 -- The weather was fine on Monday.",
    ),
    "d.txt": ("Belarus supports the one-China principle, Lukashenko said on July 4, 2024.", "中方支持白俄罗斯加入上海合作组织。"),
}


def kg(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


def written(folder: Path, versions: Mapping[str, int]) -> list[str]:
    folder.mkdir(parents=True)
    for name, version in versions.items():
        (folder / name).write_text(TEXTS[name][version] + "\n", "utf-8")
    return [str(folder / name) for name in versions]


def exported(store: Path, file: Path) -> bytes:
    open_graph(f"{store}/").save(file)
    return file.read_bytes()


@pytest.fixture(scope="module", autouse=True)
def loaded() -> Iterator[None]:
    """Names are loaded once, and what was read is remembered: these tests are about what happens around it."""
    from tests.nursery import remembered

    shared = Gazetteer.load()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Gazetteer, "load", classmethod(lambda cls, extra=(): shared))
        patch.setattr(pipeline, "read", remembered(pipeline.read))
        fingerprint.whole(fingerprint.rules(), Decisions())
        yield


# -- the same graph ----------------------------------------------------------------------------------------------------------

STEPS = st.lists(st.dictionaries(st.sampled_from(sorted(TEXTS)), st.integers(0, 1), min_size=1), min_size=1, max_size=3)


@given(STEPS, st.integers(1, 3))
@settings(max_examples=5)
def test_any_order_and_split_gives_the_graph_of_one_build(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, int]], every: int
) -> None:
    folder = tmp_path_factory.mktemp("split")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(target, "EVERY", every)
        for number, versions in enumerate(steps):
            pipeline.build(written(folder / f"in{number}", versions), f"{folder}/store/")
    last = {name: version for versions in steps for name, version in versions.items()}
    pipeline.build(written(folder / "all", dict(sorted(last.items()))), f"{folder}/fresh.nq")
    assert exported(folder / "store", folder / "grown.nq") == (folder / "fresh.nq").read_bytes()


def test_only_what_is_new_or_changed_is_read(tmp_path: Path) -> None:
    store = f"{tmp_path}/store/"
    pipeline.build(written(tmp_path / "one", {"a.txt": 0, "b.txt": 0}), store)
    again = pipeline.build([str(tmp_path / "one")], store)
    assert (again.articles, again.unchanged) == (0, 2)
    later = pipeline.build(written(tmp_path / "two", {"a.txt": 1, "b.txt": 0, "c.txt": 0}), store)
    assert (later.articles, later.unchanged, later.notes) == (2, 1, [])
    done = kg("build", str(tmp_path / "two"), "-o", store)
    assert done.exit_code == 0
    assert "0 articles read, 3 left as they were" in done.stdout


def test_what_has_not_changed_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = written(tmp_path / "in", {"a.txt": 0})
    pipeline.build(inputs, f"{tmp_path}/store/")
    monkeypatch.setattr("kg.assemble.Whole", lambda *_: pytest.fail("finished again"))
    assert pipeline.build(inputs, f"{tmp_path}/store/").unchanged == 1


def test_other_rules_read_everything_again_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = f"{tmp_path}/store/"
    pipeline.build(written(tmp_path / "one", {"a.txt": 0, "b.txt": 0}), store)
    monkeypatch.setattr(fingerprint, "_reading", lambda: "another version")
    summary = pipeline.build(written(tmp_path / "two", {"a.txt": 0}), store)
    assert summary.articles == 1
    assert [note.partition("/store/: ")[2] for note in summary.notes] == [
        "2 articles of other rules, tables or models in it: those given are read again",
        "1 article of other rules, tables or models in it: they were not given again and stay as they are",
    ]


def test_decisions_about_one_article_read_that_one_again(tmp_path: Path) -> None:
    inputs = written(tmp_path / "in", {"a.txt": 0, "b.txt": 0})
    decided = tmp_path / "decided.toml"
    decided.write_text('[[reject]]\narticle = "a.txt"\nquote = "met Belarusian"\n', "utf-8")
    pipeline.build(inputs, f"{tmp_path}/store/")
    summary = pipeline.build(inputs, f"{tmp_path}/store/", decisions=str(decided))
    assert (summary.articles, summary.unchanged) == (1, 1)
    pipeline.build(inputs, f"{tmp_path}/fresh.nq", decisions=str(decided))
    assert exported(tmp_path / "store", tmp_path / "grown.nq") == (tmp_path / "fresh.nq").read_bytes()


def test_a_forgotten_article_is_read_again(tmp_path: Path) -> None:
    inputs = written(tmp_path / "in", {"a.txt": 0, "b.txt": 0})
    pipeline.build(inputs, f"{tmp_path}/store/")
    before = exported(tmp_path / "store", tmp_path / "before.nq")
    assert kg("forget", f"{tmp_path}/store/", "a.txt").exit_code == 0
    assert pipeline.build(inputs, f"{tmp_path}/store/").articles == 1
    assert exported(tmp_path / "store", tmp_path / "after.nq") == before


def test_a_store_made_by_an_export_can_grow(tmp_path: Path) -> None:
    pipeline.build(written(tmp_path / "one", {"a.txt": 0}), f"{tmp_path}/g.nq")
    assert kg("export", f"{tmp_path}/g.nq", "-o", f"{tmp_path}/store/").exit_code == 0
    pipeline.build(written(tmp_path / "two", {"b.txt": 0}), f"{tmp_path}/store/")
    pipeline.build(written(tmp_path / "all", {"a.txt": 0, "b.txt": 0}), f"{tmp_path}/fresh.nq")
    assert exported(tmp_path / "store", tmp_path / "grown.nq") == (tmp_path / "fresh.nq").read_bytes()


def test_fingerprints_see_what_matters(tmp_path: Path) -> None:
    article = Article("a", "text", path="x/a.txt")
    rules = fingerprint.rules()
    own = tmp_path / "countries"
    own.mkdir()
    (own / "by.toml").write_text('id = "by"\n', "utf-8")
    assert len({rules, fingerprint.rules([tmp_path]), fingerprint.rules(keep_text=False)}) == 3
    none, one = Decisions(), Decisions(reject=(Reject(article="a", quote="t"),))
    elsewhere = Decisions(reject=(Reject(article="b", quote="t"),))
    plain = fingerprint.stamp(article, rules, none)
    assert plain == fingerprint.stamp(Article("a", "text", path="y/a.txt"), rules, elsewhere)
    assert plain != fingerprint.stamp(article, rules, one)
    assert plain != fingerprint.stamp(Article("a", "text ", path="x/a.txt"), rules, none)
    pairs = [frozenset({f"r{i}", f"s{i}"}) for i in range(9)]
    assert len({fingerprint.whole(rules, Decisions(apart=frozenset(random.sample(pairs, 9)))) for _ in range(5)}) == 1


# -- crashes -----------------------------------------------------------------------------------------------------------------

Nursery = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.nursery"]
    with subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

        def order(**what: Any) -> dict[str, Any]:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(what) + "\n")
            process.stdin.flush()
            answer: dict[str, Any] = json.loads(process.stdout.readline())
            return answer

        yield order
        process.stdin.close()


class Crash:
    """A store that holds older selves, the inputs to bring it up to date, and what must come out."""

    def __init__(self, folder: Path, nursery: Nursery) -> None:
        self.folder, self._order = folder, nursery
        nursery(inputs=written(folder / "old", {"a.txt": 0, "b.txt": 0, "c.txt": 0}), out=f"{folder}/base/")
        self.inputs = written(folder / "new", {"a.txt": 1, "b.txt": 0, "c.txt": 1, "d.txt": 0})
        nursery(inputs=self.inputs, out=f"{folder}/fresh.nq")
        self.expected = (folder / "fresh.nq").read_bytes()

    def survives(self, name: str, **how: Any) -> int:
        """Builds and is killed, builds again undisturbed; the first status."""
        store = self.folder / name
        shutil.copytree(self.folder / "base", store)
        first = self._order(inputs=self.inputs, out=f"{store}/", **how)
        second = self._order(inputs=self.inputs, out=f"{store}/")
        assert second["status"] == 0, second
        assert exported(store, self.folder / "after.nq") == self.expected
        shutil.rmtree(store)
        return int(first["status"])


@pytest.fixture(scope="module")
def crash(tmp_path_factory: pytest.TempPathFactory, nursery: Nursery) -> Crash:
    return Crash(tmp_path_factory.mktemp("crash"), nursery)


@pytest.mark.parametrize("step", [2, 4, 6, 8, 11, 13, 14, 16, 18, 21, 25, 28])
def test_a_kill_at_any_step_loses_nothing(crash: Crash, step: int) -> None:
    assert crash.survives(f"step{step}", step=step) == -signal.SIGKILL


def test_a_kill_at_any_moment_loses_nothing(crash: Crash) -> None:
    begin = time.monotonic()
    assert crash.survives("undisturbed") == 0
    length = (time.monotonic() - begin) / 2  # of one of the two builds, about
    moments = random.Random(11)
    ends = [crash.survives(f"moment{n}", seconds=moments.uniform(0.0, length)) for n in range(20)]
    assert ends.count(-signal.SIGKILL) >= 5


def test_a_first_build_may_be_killed_too(tmp_path: Path, crash: Crash, nursery: Nursery) -> None:
    for step in (1, 4, 6):
        assert nursery(inputs=crash.inputs, out=f"{tmp_path}/s{step}/", step=step)["status"] == -signal.SIGKILL
        assert nursery(inputs=crash.inputs, out=f"{tmp_path}/s{step}/")["status"] == 0
        assert exported(tmp_path / f"s{step}", tmp_path / "after.nq") == crash.expected


def test_what_was_committed_is_not_read_again(crash: Crash, nursery: Nursery) -> None:
    store = crash.folder / "committed"
    shutil.copytree(crash.folder / "base", store)
    nursery(inputs=crash.inputs, out=f"{store}/", step=19)
    assert nursery(inputs=crash.inputs, out=f"{store}/")["said"] == "0 4"


# -- a full disk, a second build, another format -------------------------------------------------------------------------------


def test_a_full_disk_is_one_line_and_leaves_the_old_file(crash: Crash, nursery: Nursery) -> None:
    file = crash.folder / "full.nq"
    file.write_bytes(crash.expected)
    before = sorted(p.name for p in crash.folder.iterdir())
    done = nursery(inputs=crash.inputs[:1], out=str(file), bytes=4096)
    assert (done["status"], done["said"]) == (2, f"{file}: cannot be written: File too large")
    assert file.read_bytes() == crash.expected
    assert sorted(p.name for p in crash.folder.iterdir()) == before


def test_a_store_survives_a_full_disk(crash: Crash) -> None:
    assert crash.survives("full", bytes=20_000) == 2


def test_a_store_survives_a_disk_without_room(tmp_path: Path, crash: Crash, nursery: Nursery) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "kg-test", str(disk)], capture_output=True, check=False)
    if mount.returncode:  # not root: a limit on files is what is left, see above
        assert crash.survives("quota", bytes=60_000) == 2
        return
    try:
        shutil.copytree(crash.folder / "base", disk / "store")
        room = shutil.disk_usage(disk).free
        (disk / "filler").write_bytes(b"x" * (room - 24_000))
        first = nursery(inputs=crash.inputs, out=f"{disk}/store/")
        assert first["status"] == 2
        assert "cannot be written" in first["said"]
        assert "make room and give the same command again" in first["said"]
        (disk / "filler").unlink()
        assert nursery(inputs=crash.inputs, out=f"{disk}/store/")["status"] == 0
        assert exported(disk / "store", tmp_path / "after.nq") == crash.expected
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_second_build_into_a_store_is_refused(tmp_path: Path, crash: Crash, nursery: Nursery) -> None:
    store = f"{tmp_path}/store/"
    shutil.copytree(crash.folder / "base", store)
    child = nursery(inputs=crash.inputs, out=store, hold=True)["child"]
    try:
        for _ in range(1000):
            if (tmp_path / "store" / "kg.lock").read_text().strip() == str(child):
                break
            signal.sigtimedwait([], 0.05)
        for refused in (
            lambda: pipeline.build(crash.inputs, store),
            lambda: open_graph(f"{crash.folder}/fresh.nq").save(store),
        ):
            with pytest.raises(OutputError, match=rf"^\S+store: process {child} is writing into it: wait until it has ended$"):
                refused()
        assert kg("forget", store, "a.txt").exit_code == 2
    finally:
        os.kill(child, signal.SIGKILL)
    for _ in range(100):  # a killed process takes a moment to be gone
        if (done := nursery(inputs=crash.inputs, out=store)["status"]) == 0:
            break
        signal.sigtimedwait([], 0.1)
    assert done == 0  # the file is still there, and locks nobody out


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        ('{"format": 99, "kg": "9.9"}', "is a store of format 99, made by kg 9.9; kg "),
        ("{}", "does not tell the store's format"),
        ("\0", "does not tell the store's format"),
    ],
)
def test_a_store_of_another_format_is_refused(tmp_path: Path, sign: str, words: str) -> None:
    inputs = written(tmp_path / "in", {"a.txt": 0})
    pipeline.build(inputs, f"{tmp_path}/store/")
    (tmp_path / "store" / "kg-store.json").write_text(sign)
    for refused in (lambda: open_graph(f"{tmp_path}/store/"), lambda: pipeline.build(inputs, f"{tmp_path}/store/")):
        with pytest.raises(GraphError, match=words):
            refused()


def test_a_store_of_the_first_format_is_moved_to_the_next(tmp_path: Path) -> None:
    store = tmp_path / "store"
    pipeline.build(written(tmp_path / "one", {"a.txt": 0, "c.txt": 0}), f"{store}/")
    with closing(sqlite3.connect(store / "ledger.sqlite")) as base:  # as a kg of before left it
        base.executescript("".join(f"DROP TABLE {name};" for name in ("told", "fact", "tally", "occurrence", "part", "edge")))
        base.executescript(
            "DROP TABLE share; DROP TABLE used; DROP TABLE touched; DELETE FROM note WHERE name IN ('index', 'size');"
        )
    (store / "kg-store.json").write_text('{"format": 1, "kg": "0.1.0"}')
    assert len(open_graph(f"{store}/").articles()) == 2
    pipeline.build(written(tmp_path / "two", {"b.txt": 0}), f"{store}/")
    assert json.loads((store / "kg-store.json").read_text())["format"] == 2
    pipeline.build(written(tmp_path / "all", {"a.txt": 0, "b.txt": 0, "c.txt": 0}), f"{tmp_path}/fresh.nq")
    assert exported(store, tmp_path / "grown.nq") == (tmp_path / "fresh.nq").read_bytes()


def test_a_broken_ledger_is_named(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_text("no data base" * 100)
    with pytest.raises(GraphError, match=r"ledger\.sqlite: cannot be used \(file is not a database\): delete it"):
        Ledger(tmp_path)


def test_a_folder_of_something_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("x")
    with pytest.raises(OutputError, match="not a graph store"):
        pipeline.build(written(tmp_path.parent / "elsewhere", {"a.txt": 0}), f"{tmp_path}/")
    assert [p.name for p in tmp_path.iterdir()] == ["precious.txt"]


# -- what could not be read ----------------------------------------------------------------------------------------------------


def test_failures_are_told_beside_the_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = written(tmp_path / "in", {"a.txt": 0, "b.txt": 0})
    (tmp_path / "in" / "empty.txt").write_text("\n")
    read = pipeline.read

    def failing(article: Article, *loaded: Any) -> Any:
        return read(article, *loaded) if article.id == "a.txt" else 1 / 0

    store = f"{tmp_path}/store/"
    assert kg("build", *inputs, "-o", store).exit_code == 0
    monkeypatch.setattr(pipeline, "read", failing)
    (tmp_path / "in" / "b.txt").write_text(TEXTS["b.txt"][1], "utf-8")
    done = kg("build", str(tmp_path / "in"), "-o", store)
    assert done.exit_code == 1
    assert "Not read: 2 inputs, named in" in done.stdout
    rows = [json.loads(line) for line in (tmp_path / "store.failures.jsonl").read_text("utf-8").splitlines()]
    assert [row["input"].rsplit("/", 1)[-1] for row in rows] == ["b.txt", "empty.txt"] or [
        row["input"].rsplit("/", 1)[-1] for row in rows
    ] == ["empty.txt", "b.txt"]
    assert any("ZeroDivisionError" in row["problem"] for row in rows)
    assert [iri.rsplit("/", 1)[-1] for iri in open_graph(store).articles()] == ["a.txt"]
    monkeypatch.setattr(pipeline, "read", read)
    (tmp_path / "in" / "empty.txt").unlink()
    assert kg("build", str(tmp_path / "in"), "-o", store).exit_code == 0
    assert not (tmp_path / "store.failures.jsonl").exists()


def test_a_missing_model_stops_the_build_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: Any) -> Any:
        raise ToolError("no English model is installed", "run: pip install ...")

    monkeypatch.setattr(pipeline, "read", missing)
    done = kg("build", *written(tmp_path / "in", {"a.txt": 0, "b.txt": 0}), "-o", f"{tmp_path}/g.nq")
    assert done.exit_code == 2
    assert done.stderr.splitlines() == ["kg: no English model is installed: run: pip install ..."]
    assert not (tmp_path / "g.nq").exists()


def test_where_nothing_could_be_read_the_old_file_stays(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("\n")
    (tmp_path / "g.nq").write_text("")
    pipeline.build(written(tmp_path / "in", {"a.txt": 0}), f"{tmp_path}/g.nq")
    before = (tmp_path / "g.nq").read_bytes()
    assert kg("build", f"{tmp_path}/empty.txt", "-o", f"{tmp_path}/g.nq").exit_code == 2
    assert (tmp_path / "g.nq").read_bytes() == before


# -- several processes ---------------------------------------------------------------------------------------------------------


class Worker:
    """Doubles numbers; some numbers are bad."""

    def __init__(self, kind: str = "") -> None:
        self.kind = kind

    def __call__(self) -> Callable[[int], int]:
        if self.kind == "broken":
            raise ToolError("no model", "install it")
        if self.kind == "dead":
            os._exit(7)
        return doubled


def doubled(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 5:
        raise ValueError("five")
    if number == 7:
        signal.pause()
    return 2 * number


def test_results_come_in_order_and_a_death_costs_one_thing() -> None:
    found = list(pool.each(range(12), Worker(), jobs=2, patience=2))
    assert [number for number, _ in found] == list(range(12))
    good = {number: result for number, result in found if not isinstance(result, pool.Failed)}
    assert good == {n: 2 * n for n in range(12) if n not in {3, 5, 7}}
    bad = [result.reason for _, result in found if isinstance(result, pool.Failed)]
    assert bad == [
        "its process was killed (SIGKILL; too little memory?)",
        "could not be read (ValueError: five)",
        "took more than 2 s: given up",
    ]


@pytest.mark.parametrize(("kind", "words"), [("broken", "no model: install it"), ("dead", "ended with status 7 at its start")])
def test_processes_that_cannot_start_stop_everything(kind: str, words: str) -> None:
    with pytest.raises(ToolError, match=words):
        list(pool.each(range(3), Worker(kind), jobs=2))


def test_one_process_or_two_give_the_same_bytes(tmp_path: Path) -> None:
    inputs = written(tmp_path / "in", dict.fromkeys(TEXTS, 0))
    for jobs in (1, 2):
        pipeline.build(inputs, f"{tmp_path}/{jobs}.nq", jobs=jobs)
    assert (tmp_path / "1.nq").read_bytes() == (tmp_path / "2.nq").read_bytes()


class Fragile:
    """In place of :class:`kg.pipeline.Reader`: dies of one article."""

    def __init__(self, *_: Any) -> None: ...

    def __call__(self) -> Callable[[Article], tuple[bytes, Summary]]:
        return fragile


def fragile(article: Article) -> tuple[bytes, Summary]:
    if article.id == "b.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return b"", Summary(articles=1)


def test_an_article_that_kills_its_process_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "Reader", Fragile)
    summary = pipeline.build(written(tmp_path / "in", dict.fromkeys(TEXTS, 0)), f"{tmp_path}/store/", jobs=2)
    assert summary.articles == 3
    assert [str(f) for f in summary.failures] == [
        "b.txt: its process was killed (SIGKILL; too little memory?); the others are not affected"
    ]
