"""The page opens, fits every screen, draws what it should and asks nobody for anything."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest

from kg.view import View, page
from tests import view_graphs as worlds

SIZES = [(1440, 860), (1024, 768), (390, 844)]


def lying_on_one_another(labels: list[dict[str, float]]) -> list[Any]:
    pairs = itertools.combinations(labels, 2)
    return [
        (a["id"], b["id"])
        for a, b in pairs
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]


def test_it_opens_without_a_request_or_a_complaint(opened: Any, html: str) -> None:
    view = opened(html)
    assert view.body("nodes") == "24"
    assert view.body("edges") == "42"
    assert "24 things" in view.page.inner_text("#counts")
    assert len(view.requests) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_overflows(opened: Any, html: str, size: tuple[int, int], scheme: str) -> None:
    view = opened(html, size=size, scheme=scheme)
    for change in ("{}", "{selected: {kind: 'thing', id: 'country/by'}}", "{view: 'table', language: 'both'}"):
        view.change(change)
        assert view.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert view.run("document.documentElement.scrollHeight <= document.documentElement.clientHeight")
    paper = view.run("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", paper)[:3])) < 200) == (scheme == "dark")


@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_all_labels_are_drawn_and_none_lies_on_another(opened: Any, html: str, language: str) -> None:
    view = opened(html, hash=f"language={language}")
    labels = view.run("kg.picture.labels()")
    assert len(labels) == 24
    assert lying_on_one_another(labels) == []


@pytest.mark.parametrize("n", [12, 60])
def test_no_label_lies_on_another_at_first_sight(opened: Any, n: int) -> None:
    view = opened(page(worlds.synthetic(n, 2)))
    labels = view.run("kg.picture.labels()")
    assert len(labels) >= 0.8 * int(view.body("nodes"))
    assert lying_on_one_another(labels) == []


def test_every_colour_of_the_legend_is_in_the_picture(opened: Any, html: str) -> None:
    view = opened(html)
    counts = view.run("""() => {
      const canvas = document.querySelector("canvas"), data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data, counts = {};
      const kinds = [...kg.model.kinds.values()].map((k) => [k.id, [1, 3, 5].map((i) => parseInt(k.fill.slice(i, i + 2), 16))]);
      for (let i = 0; i < data.length; i += 4) for (const [id, [r, g, b]] of kinds) if (Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 12) counts[id] = (counts[id] || 0) + 1;
      return counts;
    }""")
    drawn = view.run(
        "[...new Set([...kg.view().things].filter((id) => kg.model.things.get(id).linked).map((id) => kg.model.things.get(id).kind))]"
    )
    assert all(counts.get(kind, 0) > 20 for kind in drawn), counts


def test_the_language_changes_words_and_labels(opened: Any, html: str) -> None:
    view = opened(html)
    view.page.click("button[data-set='language=zh']")
    assert view.page.get_attribute("html", "lang") == "zh"
    assert "24 个节点" in view.page.inner_text("#counts")
    assert "国家" in view.page.inner_text("#legend")
    view.page.click("button[data-set='language=both']")
    assert view.page.get_attribute("html", "lang") == "en"
    assert "China" in view.page.inner_text("#panel")
    assert "中国" in view.page.inner_text("#panel")


def test_an_empty_graph_says_so_kindly(opened: Any) -> None:
    view = opened(page(worlds.graph_of([])))
    assert "no ties to draw" in view.page.inner_text("#chips")
    assert view.body("nodes") == "0"
    view.change("{view: 'table'}")


def test_five_thousand_things_open_capped_and_all_can_be_found(opened: Any) -> None:
    view = opened(page(worlds.synthetic(5000, 1)))
    assert int(view.body("nodes")) <= 400
    assert "of 5,000 things drawn" in view.page.inner_text("#chips")
    drawn = view.nodes
    far = next(id for id in view.run("[...kg.model.things.keys()].reverse()") if id not in drawn)
    name = view.run("(id) => kg.model.things.get(id).en", far)
    view.page.fill("#search", name)
    view.page.press("#search", "Enter")
    assert view.body("selected") == far
    assert far in view.nodes
    assert "Around" in view.page.inner_text("#chips")


def test_odd_graphs_are_drawn(opened: Any) -> None:
    long = worlds.thing("person/long", "Person", "A" * 250 + " " + "b" * 250, "长" * 300)
    arab = worlds.thing("person/arab", "Person", "محمد بن سلمان", "穆罕默德")
    told = worlds.Telling("odd", "S", "", "T" * 500)
    told.says("Self.", ("Stance", {"agent": arab, "stance": "support", "target": arab}))
    for year in range(1200, 2100):
        told.says(f"Year {year}.", ("Meeting", {"participant": [long, arab], "date": f"{year}-01-01"}))
    view = opened(page(worlds.graph_of([told]), title="T" * 500))
    assert view.body("nodes") == "2"
    assert view.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    view.change("{selected: {kind: 'thing', id: 'person/long'}}")
    view.change("{selected: {kind: 'tie', id: [...kg.model.ties.keys()].find((id) => id.includes('~met~'))}}")
    assert view.page.locator(".fact").count() == 900


def test_a_notebook_frame_works(opened: Any, tmp_path: Path) -> None:
    frame = f"<!doctype html><title>n</title><body data-ready='1'>{View(worlds.sample_graph())._repr_html_()}"
    view = opened(frame)
    inside = view.page.frame_locator("iframe")
    inside.locator("body[data-ready='1']").wait_for()
    inside.locator("#search").fill("卢卡")
    inside.locator("#search").press("Enter")
    assert "Alexander Lukashenko" in inside.locator("#panel h2").inner_text()


def test_print_is_light_and_has_picture_and_table(opened: Any, html: str) -> None:
    view = opened(html, scheme="dark")
    view.run("dispatchEvent(new Event('beforeprint'))")
    view.page.emulate_media(media="print")
    assert view.run("getComputedStyle(document.documentElement).getPropertyValue('--paper')").strip() == "#fbfaf7"
    assert view.page.locator("#paper svg").is_visible()
    assert view.page.locator("#table tbody tr").count() == 42
    assert not view.page.locator(".tools").is_visible()
    pdf = view.page.pdf()
    assert len(pdf) > 20_000
    view.page.emulate_media(media="screen")
    view.run("dispatchEvent(new Event('afterprint'))")
    assert view.run("document.documentElement.dataset.theme") == "auto"
    assert view.page.locator("#paper svg").count() == 0
