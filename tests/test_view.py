"""The page as text: what is in it, what never is, and that the same graph gives the same bytes."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OutputError, QueryError, ToolError
from kg.network import project
from kg.store.files import open_graph
from kg.view import View, assets, data, labels, layout, page, palette
from kg.view.labels import Box
from kg.view.words import words
from tests import view_graphs as worlds
from tests.view_graphs import Telling, graph_of

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)


@pytest.fixture(scope="module")
def html() -> str:
    return page(worlds.sample_graph())


def blocks(html: str) -> dict[str, Any]:
    """The page's data, by element."""
    found = re.findall(r'<script type="application/json" id="([\w-]+)">(.*?)</script>', html, re.DOTALL)
    return {name: json.loads(text) for name, text in found}


# -- one file, nothing else ------------------------------------------------------------------------------------------------------


def test_nothing_is_fetched(html: str) -> None:
    markup = SCRIPTS.sub("", html)
    assert not re.search(r'(src|href|srcset|data|poster|action)\s*=\s*["\']', markup)
    assert not re.search(r"@import|<link|<base|<iframe|<object|<embed|url\(", markup)
    assert len(SCRIPTS.findall(html)) == 5


def test_the_policy_names_exactly_what_runs(html: str) -> None:
    policy = unescape(re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)[1])  # type: ignore[index]
    running = [m["text"] for m in SCRIPTS.finditer(html) if "json" not in m["attributes"]]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in [*running, style[1]]]
    assert re.findall(r"'sha256-[^']+'", policy) == hashes
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert html.index("Content-Security-Policy") < html.index("<script")
    assert not re.search(r"\son\w+\s*=|\sstyle\s*=", SCRIPTS.sub("", html))


def test_the_page_is_small(html: str) -> None:
    edges = len(blocks(html)["data-ties"])
    assert len(html.encode()) <= 600_000 + 1_200 * edges


def test_the_page_of_the_examples_is_small(examples_file: Path) -> None:
    text = page(open_graph(examples_file))
    assert len(text.encode()) <= 600_000 + 1_200 * len(blocks(text)["data-ties"])


def test_the_same_graph_gives_the_same_bytes() -> None:
    ask = (
        "import sys, hashlib; sys.path[:0] = ['.']; from tests import view_graphs as w; from kg.view import page;"
        "print(hashlib.sha256(page(w.graph_of(w.sample()[::{step}])).encode()).hexdigest())"
    )

    def digest(seed: str, step: int) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(
            [sys.executable, "-c", ask.format(step=step)], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        ).stdout

    assert digest("1", 1) == digest("2", -1)


def test_written_as_utf8_whatever_the_machine_speaks_and_nothing_else_is(tmp_path: Path) -> None:
    ask = "import sys; sys.path[:0] = sys.argv[1:]; from tests import view_graphs as w; from kg.view import View; View(w.sample_graph()).save('page.html')"
    environment = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    subprocess.run([sys.executable, "-c", ask, str(ROOT)], cwd=tmp_path, env=environment, check=True)
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]
    text = (tmp_path / "page.html").read_bytes().decode("utf-8")
    assert "卢卡申科" in text
    assert "\r" not in SCRIPTS.sub("", text)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        View(worlds.sample_graph()).save(tmp_path / "no" / "page.html")


def test_a_notebook_gets_a_frame_of_its_own() -> None:
    view = View(worlds.sample_graph(), title='A "title" & more')
    frame = view._repr_html_()
    assert re.fullmatch(r'<iframe srcdoc="[^"]*" sandbox="allow-scripts allow-downloads allow-popups"[^<>]*></iframe>', frame)
    assert unescape(re.search(r'srcdoc="([^"]*)"', frame)[1]) == view.html  # type: ignore[index]


# -- what is in it ---------------------------------------------------------------------------------------------------------------


def test_the_data_is_the_projection(html: str) -> None:
    picture, found = project(worlds.sample_graph()), blocks(html)
    ids = dict(picture.nodes(data="id"))
    assert {t["id"] for t in found["data-things"]} == set(ids.values())
    assert {(t["from"], t["to"], t["relation"]) for t in found["data-ties"]} == {
        (ids[a], ids[b], k) for a, b, k in picture.edges(keys=True)
    }
    tables = found["data-tables"]
    for tie in found["data-ties"]:
        assert tie["facts"]
        assert all(telling["quotes"] for f in tie["facts"] for telling in tables["facts"][f]["told"])


def test_every_sentence_stands_in_its_article(html: str) -> None:
    texts = {telling.id: telling.text for telling in worlds.sample()}
    tables = blocks(html)["data-tables"]
    seen = set()
    for fact in tables["facts"]:
        for telling in fact["told"]:
            for quote in (tables["quotes"][q] for q in telling["quotes"]):
                text = texts[tables["articles"][telling["article"]]["id"]]
                assert text[quote["start"] : quote["end"]] == quote["text"]
                seen.add(quote["text"])
    assert seen


def test_options_reach_the_page() -> None:
    graph = worlds.sample_graph()
    html = page(graph, title="<b>Title</b>", center="卢卡申科", language="zh")
    meta = blocks(html)["data-tables"]["meta"]
    assert meta["center"] == "person/alexander-lukashenko"
    assert [meta["title"], meta["language"]] == ["<b>Title</b>", "zh"]
    assert "<title>&lt;b&gt;Title&lt;/b&gt;</title>" in html
    assert '<html lang="zh"' in html
    with pytest.raises(QueryError, match="the page speaks en, zh, both"):
        page(graph, language="fr")


def test_the_options_of_the_command(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from kg.cli import cli

    graph, out, query = tmp_path / "g.nq", tmp_path / "p.html", tmp_path / "q.rq"
    worlds.sample_graph().save(graph)
    query.write_text(
        "CONSTRUCT { ?a dip:metWith ?b } WHERE { ?o dip:ofClass dip:Meeting ; dip:participant ?a, ?b FILTER(?a != ?b) }"
    )

    def view(*options: str) -> dict[str, Any]:
        done = CliRunner().invoke(cli, ["view", str(graph), "-o", str(out), *options], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return blocks(out.read_text("utf-8"))

    def used(found: dict[str, Any]) -> set[str]:
        return {tie["relation"] for tie in found["data-ties"]}

    assert (
        used(view("--types", "meeting,visit"))
        == used(view("--type", "meeting", "--type", "visit"))
        == {"met", "called", "visited"}
    )
    assert used(view("--query", str(query))) == {"met", "called"}
    dated = view("--from", "2024-07", "--to", "2024-07")["data-tables"]
    assert dated == view("--since", "2024-07", "--until", "2024-07")["data-tables"]
    assert all(fact["when"][1] <= "2024-07-31" and fact["when"][2] >= "2024-07-01" for fact in dated["facts"])
    meta = view("--title", "T", "--language", "zh", "--center", "Brazil", "--depth", "2")["data-tables"]["meta"]
    assert [meta["title"], meta["language"], meta["center"]] == ["T", "zh", "country/br"]
    near, far = (len(view("--center", "Brazil", "--depth", depth)["data-things"]) for depth in ("1", "2"))
    assert near < far


def test_who_belongs_to_which_country(html: str) -> None:
    homes = {t["id"]: t["home"] for t in blocks(html)["data-things"]}
    assert homes["person/xi-jinping"] == homes["country/cn"] == "country/cn"
    assert homes["person/_/roman-golovchenko"] == "country/by"  # no table knows him, his office does
    assert homes["city/kz/astana"] == "country/kz"
    assert homes["organization/sco"] is None
    names = {c["id"]: c["zh"] for c in blocks(html)["data-tables"]["countries"]}
    assert set(names) == {home for home in homes.values() if home}
    told = Telling("a", "S", "2024-01-01", "A").says(
        "The secretary-general spoke.",
        ("Tenure", {"holder": worlds.XI, "of": worlds.SCO, "officeText": "secretary-general"}),
        ("Meeting", {"participant": [worlds.XI, worlds.LI], "date": "2024"}),
    )
    served = {t["id"]: t["home"] for t in blocks(page(graph_of([told])))["data-things"]}
    assert served["person/xi-jinping"] is None


def test_an_empty_graph_has_a_page_too() -> None:
    found = blocks(page(graph_of([])))
    assert found["data-things"] == found["data-ties"] == []


def test_only_web_addresses_become_links() -> None:
    assert data.web_address(" https://a.example/b ") == "https://a.example/b"
    for url in (
        "javascript:alert(1)",
        "JAVASCRIPT:x",
        "data:text/html,x",
        "//a.example",
        "file:///etc/passwd",
        "http:",
        "http://[bad",
        "",
    ):
        assert data.web_address(url) == ""


def test_a_big_graph_opens_with_its_best_tied_things() -> None:
    found = blocks(page(worlds.synthetic(600, 2)))
    placed = [t for t in found["data-things"] if "tall" in t]
    assert len(found["data-things"]) == 600
    assert 300 < len(placed) <= data.DRAWN
    ids = {t["id"] for t in placed}
    assert ids == {end for tie in found["data-ties"] if {tie["from"], tie["to"]} <= ids for end in (tie["from"], tie["to"])}


def test_hostile_names_stay_text() -> None:
    evil = "</script><script>PWNED=1</script><!-- <img src=x onerror=PWNED=1> \u2028 ${x} {{7*7}}"
    one, other = worlds.thing("person/evil", "Person", evil, evil), worlds.thing("person/b", "Person", "B", also=[evil])
    told = Telling(evil, evil, "2024-01-01", evil, "javascript:PWNED=1").says(
        evil,
        ("Meeting", {"participant": [one, other], "date": "2024-01-01"}),
        ("Stance", {"agent": one, "stance": "support", "target": evil}),
    )
    html = page(graph_of([told]), title=evil)
    assert len(SCRIPTS.findall(html)) == 5
    assert "<img" not in html
    assert "PWNED" not in SCRIPTS.sub("", html).replace("&lt;script&gt;PWNED=1", "").replace("onerror=PWNED=1&gt;", "")
    assert {t["en"] for t in blocks(html)["data-things"]} >= {evil, "B"}


# -- assets ----------------------------------------------------------------------------------------------------------------------


def test_the_script_is_one_piece_in_order() -> None:
    script = assets.joined()
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    order = re.findall(r"^const \$(\w+) = ", script, re.MULTILINE)
    assert order[-1] == "main"
    assert set(order) == {p.stem for p in (ROOT / "kg/view/assets/app").glob("*.js")}
    for at, name in enumerate(order):
        needed = re.findall(r'from "\./(\w+)\.js"', (ROOT / f"kg/view/assets/app/{name}.js").read_text("utf-8"))
        assert set(needed) <= set(order[:at])


def test_nothing_writes_markup_or_runs_text() -> None:
    for file in (ROOT / "kg/view/assets/app").glob("*.js"):
        text = file.read_text("utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\(\"style", text
        ), file.name
        assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|localStorage)\b", text), file.name
        assert len(text.splitlines()) <= 450, file.name


def test_a_script_that_would_end_itself_is_refused() -> None:
    with pytest.raises(ToolError):
        assets._safe("a = '</script>'")


def test_both_languages_have_all_words() -> None:
    assert words()["en"].keys() == words()["zh"].keys()
    used = set()
    for file in [*(ROOT / "kg/view/assets/app").glob("*.js"), ROOT / "kg/view/templates/page.html.j2"]:
        used |= set(re.findall(r"\bwords\.(\w+)", file.read_text("utf-8")))
        used |= set(re.findall(r"data-word(?:-[a-z-]+)?=\"(\w+)\"", file.read_text("utf-8")))
    assert used - {"en", "zh"} <= words()["en"].keys()


@pytest.mark.skipif(
    shutil.which("node") is None, reason="no Node.js on this machine: the page's own unit tests (tests/js) need one"
)
def test_the_pure_parts_of_the_script() -> None:
    files = sorted(str(p) for p in (ROOT / "tests/js").glob("*.test.mjs"))
    done = subprocess.run(["node", "--test", *files], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout[-4000:]


def test_the_built_script_is_of_the_modules_as_they_are() -> None:
    assert assets.built(), "kg/view/assets/app changed: npm ci --prefix tests/js && npm run build --prefix tests/js"
    assert assets.script() == assets.built()


@pytest.mark.skipif(
    shutil.which("node") is None or not (ROOT / "tests/js/node_modules/esbuild").is_dir(),
    reason="no esbuild here: npm ci --prefix tests/js (needs Node.js)",
)
def test_building_the_script_again_gives_the_same(tmp_path: Path) -> None:
    again = tmp_path / "app.min.js"
    subprocess.run(["node", str(ROOT / "tests/js/build.mjs"), str(again)], cwd=ROOT, check=True)
    assert again.read_bytes() == (ROOT / "kg/view/assets/app.min.js").read_bytes()


TSC = ROOT / "tests/js/node_modules/typescript/bin/tsc"


@pytest.mark.skipif(
    shutil.which("node") is None or not TSC.is_file(), reason="no TypeScript here: npm ci --prefix tests/js (needs Node.js)"
)
def test_the_script_is_typed() -> None:
    """JSDoc types of all modules, checked by the TypeScript compiler."""
    run = ["node", str(TSC), "--project", str(ROOT / "tests/js/tsconfig.json")]
    done = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout[-4000:]


LINT = ROOT / "tests/js/node_modules/eslint/bin/eslint.js"


@pytest.mark.skipif(
    shutil.which("node") is None or not LINT.is_file(), reason="no ESLint here: npm ci --prefix tests/js (needs Node.js)"
)
def test_the_script_is_linted() -> None:
    """No markup from text, no request, no storage, nothing unused: tests/js/eslint.config.mjs."""
    run = ["node", str(LINT), "--config", "tests/js/eslint.config.mjs", "--max-warnings", "0", "kg/view/assets/app", "tests/js"]
    done = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout[-4000:]


def test_the_lock_of_the_checks_names_no_registry() -> None:
    lock = json.loads((ROOT / "tests/js/package-lock.json").read_text("utf-8"))
    packages = {name: row for name, row in lock["packages"].items() if name}
    assert all(row["integrity"].startswith("sha512-") and "resolved" not in row for row in packages.values())
    assert "omit-lockfile-registry-resolved=true" in (ROOT / "tests/js/.npmrc").read_text("utf-8")


# -- colours ---------------------------------------------------------------------------------------------------------------------

# Machado, Oliveira and Fernandes (2009), severity 1, on linear sRGB.
SIGHT = {
    "normal": np.eye(3),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritan": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}


def linear(colour: str) -> Any:
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(colour: str, sight: str) -> Any:
    rgb = np.clip(SIGHT[sight] @ linear(colour), 0, 1)
    xyz = (
        np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
        @ rgb
        / np.array([0.9505, 1, 1.089])
    )
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: str, other: str) -> float:
    lights = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) + 0.05 for c in (one, other))
    return lights[1] / lights[0]


@pytest.mark.parametrize("sight", SIGHT)
def test_kinds_are_told_apart_by_colour_in_any_sight(sight: str) -> None:
    colours = {kind.id: lab(kind.fill, sight) for kind in palette.kinds().values()}
    for one, other in itertools.combinations(colours, 2):
        assert np.linalg.norm(colours[one] - colours[other]) >= 10, (one, other)


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_lines_and_words_stand_out(shade: str) -> None:
    table = palette.table()
    ground = table["page"][shade]
    for kind in palette.kinds().values():
        assert contrast(kind.line[shade], ground["paper"]) >= 3, kind.id
        assert contrast(kind.line[shade], ground["panel"]) >= 3, kind.id
    for id, family in table["family"].items():
        assert contrast(family["line"][shade], ground["paper"]) >= 3, id
        assert contrast(family["text"][shade], ground["paper"]) >= 4.5, id
    for colour, under in itertools.product(("ink", "muted", "accent", "warn"), ("paper", "panel")):
        assert contrast(ground[colour], ground[under]) >= 4.5, (colour, under)
    assert contrast(ground["ink"], ground["raised"]) >= 4.5
    assert contrast(ground["muted"], ground["raised"]) >= 4.5
    assert contrast(ground["ink"], ground["mark"]) >= 4.5
    assert contrast(ground["on-accent"], ground["accent"]) >= 4.5
    for step in range(1, 6):
        assert contrast(ground[f"heat-ink{step}"], ground[f"heat{step}"]) >= 4.5, step
    lights = [float(linear(ground[f"heat{step}"]) @ [0.2126, 0.7152, 0.0722]) for step in range(1, 6)]
    assert lights == sorted(lights, reverse=shade == "light")


def test_every_class_of_things_has_a_shape_of_its_own() -> None:
    paths = [kind.path for kind in palette.kinds().values()]
    assert len(set(paths)) == len(paths)
    assert palette.kind_of("Venue") == palette.kind_of("City") == "place"
    assert palette.kind_of("Unheard") == "topic"


# -- labels and layout -----------------------------------------------------------------------------------------------------------


@given(st.text(max_size=200))
def test_labels_are_short_lines_and_never_empty(text: str) -> None:
    lines = labels.wrapped(text)
    assert 1 <= len(lines) <= labels.LINES
    assert all(line and labels._length(line) <= labels.LONGEST + 2 for line in lines)


def test_labels_break_between_words() -> None:
    assert labels.wrapped("Shanghai Cooperation Organization") == ("Shanghai Cooperation", "Organization")
    assert labels.wrapped("X" * 100)[-1].endswith("…")
    assert len(labels.wrapped("中" * 100)) == labels.LINES


def overlapping(points: Any, boxes: list[Box]) -> int:
    """Pairs of boxes that lie on one another."""
    edges = [(x - b.half, y - b.above, x + b.half, y + b.below) for (x, y), b in zip(points, boxes, strict=True)]
    return sum(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in itertools.combinations(edges, 2))


boxes_strategy = st.lists(st.builds(Box, st.floats(8, 90), st.floats(8, 19), st.floats(20, 70)), min_size=1, max_size=30)


@given(boxes_strategy, st.data())
def test_labels_never_overlap(boxes: list[Box], draw: st.DataObject) -> None:
    node = st.integers(0, len(boxes) - 1)
    links = draw.draw(st.lists(st.tuples(node, node), max_size=60))
    for points in layout.arrange(boxes, links, (1.2, 0.62)):
        assert np.isfinite(points).all()
        assert overlapping(points, boxes) == 0


@pytest.mark.parametrize("n", [4, 10, 25, 45, 60])
def test_pictures_up_to_sixty_things_have_no_overlaps_and_a_fitting_shape(n: int) -> None:
    made = data.tables(project(worlds.synthetic(n, 2)))
    at = {t["id"]: i for i, t in enumerate(made.things)}
    links = [(at[t["from"]], at[t["to"]]) for t in made.ties]
    room = data.boxes(made.things)
    for aspect, points in zip((1.2, 0.62), layout.arrange(room, links, (1.2, 0.62)), strict=True):
        assert overlapping(points, room) == 0
        left, top, right, bottom = layout._extent(points, room)
        assert n < 10 or 0.6 < (right - left) / (bottom - top) / aspect < 1.7
