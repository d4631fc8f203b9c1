"""Reading: every tie leads to its sentences, search finds, filters and paths say what networkx says."""

from __future__ import annotations

import random
from typing import Any
from urllib.parse import quote

import networkx as nx
import pytest

from kg.view import page, palette
from tests import view_graphs as worlds

SHOWN = {"happened", "planned"}


def oracle(picture: Any, keep: Any) -> tuple[set[str], set[str]]:
    """Ids of things and ties that remain when only facts and edges pass that ``keep(edge data, tail, head, fact)`` says."""
    ids = dict(picture.nodes(data="id"))
    kinds = {iri: palette.kind_of(kind) for iri, kind in picture.nodes(data="kind")}
    ties, things = set(), set()
    for tail, head, key, data in picture.edges(keys=True, data=True):
        if any(fact.status in SHOWN and keep(key, kinds[tail], kinds[head], fact) for fact in data["facts"]):
            ties.add(f"{ids[tail]}~{key}~{ids[head]}")
            things |= {ids[tail], ids[head]}
    return things, ties


def test_a_click_on_each_tie_shows_sentence_source_and_date(opened: Any, html: str, picture: Any) -> None:
    view = opened(html)
    ids = dict(picture.nodes(data="id"))
    box = view.page.locator("#canvas").bounding_box()
    spot = """(id) => { for (const t of [.5, .4, .6, .3, .7, .2, .8]) { const p = kg.picture.network.canvasToDOM(kg.picture.network.body.edges[id].edgeType.getPoint(t));
      const on = kg.picture.under(p); if (on && on.kind === "tie" && on.id === id) return p; } return null; }"""
    clicked = 0
    for tail, head, key, data in picture.edges(keys=True, data=True):
        tie = f"{ids[tail]}~{key}~{ids[head]}"
        if tie not in view.ties:
            continue
        at = view.run(spot, tie)
        if at:
            clicked += 1
            view.page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
        else:  # wholly under labels of others: by its table line
            view.change(f"{{selected: {{kind: 'tie', id: {tie!r}}}}}")
        assert view.body("selected") == tie
        shown = view.page.inner_text("#panel")
        for line in data["evidence"]:
            assert line["quote"] in shown
            assert line["source"] in shown
            assert line["words"]["en"] in shown
            year, _, day = (int(part) for part in line["date"].split("-"))
            assert f"{day} " in shown
            assert f" {year}" in shown
        view.page.keyboard.press("Escape")
    assert clicked >= 35


def test_a_click_on_each_thing_or_its_label_shows_its_ties(opened: Any, html: str, picture: Any) -> None:
    view = opened(html)
    box = view.page.locator("#canvas").bounding_box()
    for label in view.run(
        "kg.picture.labels().map((l) => ({id: l.id, ...kg.picture.network.canvasToDOM({x: (l.left + l.right) / 2, y: l.bottom - 4})}))"
    ):
        view.page.mouse.click(box["x"] + label["x"], box["y"] + label["y"])
        assert view.body("selected") == label["id"]
        assert view.page.locator("#panel h2").count() == 1
        assert view.page.locator("#panel .row").count() >= 1


def test_sources_are_safe_links(opened: Any, html: str) -> None:
    view = opened(html, hash="tie=" + quote("person/alexander-lukashenko~met~person/xi-jinping"))
    links = view.page.locator("#panel a.source")
    assert links.count() == 2
    assert links.first.get_attribute("href") == "https://news.example/astana"
    assert links.first.get_attribute("rel") == "noopener noreferrer nofollow"
    assert view.page.locator("#panel mark").all_inner_texts()[:2] == ["Xi Jinping", "Alexander Lukashenko"]


@pytest.mark.parametrize("query", ["卢卡", "lukash", "LUKAŠENKA", "alexander"])
def test_search_in_both_languages(opened: Any, html: str, query: str) -> None:
    view = opened(html)
    view.page.keyboard.press("/")
    view.page.keyboard.type(query)
    assert view.page.locator("#hits [role=option]").first.get_attribute("aria-selected") == "true"
    view.page.keyboard.press("Enter")
    assert view.body("selected") == "person/alexander-lukashenko"
    view.page.keyboard.press("Escape")
    assert view.body("selected") == ""


def test_search_without_a_match_says_so_and_escape_clears(opened: Any, html: str) -> None:
    view = opened(html)
    view.page.fill("#search", "zzzz")
    assert "Nobody" in view.page.inner_text("#hits")
    view.page.press("#search", "Enter")
    view.page.press("#search", "Escape")
    assert view.page.input_value("#search") == ""
    assert not view.page.locator("#hits").is_visible()


def test_each_kind_and_relation_can_be_left_out_and_comes_back(opened: Any, html: str, picture: Any) -> None:
    view = opened(html)
    whole = (view.nodes, view.ties)
    assert whole == oracle(picture, lambda *_: True)
    for kind in view.run("[...new Set([...kg.model.things.values()].map((t) => t.kind))]"):
        view.page.click(f"input[data-key='kind {kind}']")
        assert (view.nodes, view.ties) == oracle(picture, lambda _, tail, head, __, kind=kind: kind not in {tail, head})
        view.page.click(f"input[data-key='kind {kind}']")
        assert (view.nodes, view.ties) == whole
    for relation in view.run("kg.model.relationList.map((r) => r.id)"):
        view.page.click(f"input[data-key='relation {relation}']")
        assert (view.nodes, view.ties) == oracle(picture, lambda key, *_, relation=relation: key != relation)
        view.page.click(f"input[data-key='relation {relation}']")
    assert (view.nodes, view.ties) == whole


def test_only_keeps_one(opened: Any, html: str, picture: Any) -> None:
    view = opened(html)
    view.page.locator("button[data-key='relation met only']").dispatch_event("click")
    assert (view.nodes, view.ties) == oracle(picture, lambda key, *_: key == "met")
    view.page.locator("button[data-key='Ties all']").click()
    assert len(view.ties) == 42


def test_denied_facts_appear_when_asked_for(opened: Any, html: str) -> None:
    view = opened(html)
    denied = "person/alexander-lukashenko~visited~country/kz"
    assert denied not in view.ties
    view.page.click("input[data-key='status denied']")
    assert denied in view.ties
    view.change(f"{{selected: {{kind: 'tie', id: {denied!r}}}}}")
    assert "denied" in view.page.inner_text("#panel .meta")


def test_the_time_window_is_overlap(opened: Any, html: str, picture: Any) -> None:
    view = opened(html)
    dice = random.Random(4)
    for _ in range(12):
        first, last = sorted(f"{dice.choice([1992, 2022, 2024])}-{dice.randint(1, 12):02}-15" for _ in range(2))
        undated = dice.random() < 0.5
        view.change(f"{{from: {first!r}, to: {last!r}, undated: {str(undated).lower()}}}")
        assert (view.nodes, view.ties) == oracle(
            picture, lambda *a, first=first, last=last, undated=undated: a[3].when.overlaps(first, last) if a[3].when else undated
        )


def test_the_handles_of_the_window(opened: Any, html: str) -> None:
    view = opened(html)
    view.page.focus("#from")
    for _ in range(3):
        view.page.keyboard.press("ArrowRight")
    assert view.run("kg.app.get().from") > "1992"
    view.page.uncheck("#undated")
    assert len(view.ties) < 42
    view.page.click("#timeline .all")
    assert len(view.ties) == 42


@pytest.mark.parametrize("depth", [1, 2])
def test_neighbourhoods_are_those_of_networkx(opened: Any, html: str, picture: Any, depth: int) -> None:
    view = opened(html)
    shown = picture.edge_subgraph(
        [(a, b, k) for a, b, k, d in picture.edges(keys=True, data=True) if any(f.status in SHOWN for f in d["facts"])]
    )
    ids = dict(picture.nodes(data="id"))
    for centre in shown:
        view.change(f"{{center: {ids[centre]!r}, depth: {depth}}}")
        near = nx.ego_graph(shown, centre, radius=depth, undirected=True)
        assert view.nodes == {ids[n] for n in near}
        assert view.ties == {f"{ids[a]}~{k}~{ids[b]}" for a, b, k in near.edges(keys=True)}


def test_paths_are_as_short_as_those_of_networkx(opened: Any, html: str, picture: Any) -> None:
    view = opened(html)
    shown = nx.Graph((a, b) for a, b, d in picture.edges(data=True) if any(f.status in SHOWN for f in d["facts"]))
    ids = dict(picture.nodes(data="id"))
    for start in sorted(shown)[::3]:
        for end in sorted(shown)[::4]:
            if start != end:
                view.run("([a, b]) => kg.app.set({path: [a, b]})", [ids[start], ids[end]])
                way = view.body("path").split(" ")
                assert way[0] == ids[start]
                assert way[-1] == ids[end]
                assert len(way) - 1 == nx.shortest_path_length(shown, start, end)


def test_a_path_is_asked_for_by_hand(opened: Any, html: str) -> None:
    view = opened(html, hash="thing=country%2Fua")
    view.page.click("text=Path to")
    assert "choose the other end" in view.page.inner_text("#chips")
    view.page.keyboard.type("Kazakhstan")
    view.page.keyboard.press("Enter")
    assert view.body("path").startswith("country/ua ")
    assert "4 steps" in view.page.inner_text("#chips")
    view.page.click("#chips .x")
    assert view.body("path") == ""


def test_no_path_is_said(opened: Any) -> None:
    pairs = [[worlds.thing(f"person/{a}{b}", "Person", f"{a}{b}") for b in "xy"] for a in "ab"]
    told = worlds.Telling("a", "S", "2024-01-01", "A").says(
        "They met.", *[("Meeting", {"participant": p, "date": "2024"}) for p in pairs]
    )
    view = opened(page(worlds.graph_of([told])))
    view.change("{path: ['person/ax', 'person/by']}")
    assert "no path between them" in view.page.inner_text("#chips")
    assert view.body("path") == ""


def test_the_address_brings_everything_back(opened: Any, html: str) -> None:
    view = opened(html)
    view.change("""{language: 'both', theme: 'dark', view: 'table', kindsOff: new Set(['topic']), relationsOff: new Set(['met']), statuses: new Set(['happened', 'denied']),
      from: '2023-01-01', undated: true, center: 'country/by', depth: 2, selected: {kind: 'thing', id: 'person/xi-jinping'}}""")
    before = [view.body(name) for name in ("nodes", "edges", "selected", "view")]
    again = opened(html, hash=view.page.url.split("#", 1)[1])
    assert [again.body(name) for name in ("nodes", "edges", "selected", "view")] == before
    assert again.ties == view.ties
    assert again.run("document.documentElement.dataset.theme") == "dark"
    again.page.evaluate("location.hash = ''")
    again.page.wait_for_function("document.body.dataset.nodes === '24'")


def test_the_table_has_a_line_for_each_tie(opened: Any, html: str) -> None:
    view = opened(html, hash="view=table")
    rows = view.page.locator("#table tbody tr")
    assert rows.count() == 42
    assert view.page.locator("#table thead th[scope=col]").count() == 6
    assert view.page.locator("#table tbody th[scope=row]").count() == 42
    view.page.click("#table th[data-column=when] button")
    assert view.page.get_attribute("#table th[data-column=when]", "aria-sort") == "descending"
    assert view.page.locator("#table tbody tr td.date").first.inner_text() == "Oct 2024"
    rows.first.click()
    assert view.page.locator("#panel .fact").count() == 1
    view.page.click("input[data-key='kind topic']")
    assert rows.count() == int(view.body("edges"))
