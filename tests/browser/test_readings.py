"""Several readings of one graph: each one click away, from the same data, with the same selection, filters and address."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from kg.view import page
from tests import view_graphs as worlds

READINGS = ["graph", "world", "timeline", "matrix", "sides", "table"]
SHOWN = {"happened", "planned"}
HOMES = {
    **{f"person/{name}": "country/cn" for name in ("xi-jinping", "li-qiang", "wang-yi")},
    **{f"person/{name}": "country/by" for name in ("alexander-lukashenko", "maxim-ryzhenkov", "_/roman-golovchenko")},
    "person/kassym-jomart-tokayev": "country/kz",
    "city/kz/astana": "country/kz",
    "city/by/minsk": "country/by",
}


def home(id: str) -> str | None:
    return id if id.startswith("country/") else HOMES.get(id)


def edges(picture: Any) -> list[tuple[str, str, str, list[Any]]]:
    """Both ends, relation and the facts that the page shows at first."""
    ids = dict(picture.nodes(data="id"))
    rows = [
        (ids[a], ids[b], key, [f for f in data["facts"] if f.status in SHOWN])
        for a, b, key, data in picture.edges(keys=True, data=True)
    ]
    return [row for row in rows if row[3]]


def test_one_click_each_and_selection_filters_and_address_stay(opened: Any, html: str) -> None:
    view = opened(html, hash="thing=person%2Fxi-jinping&hide=topic&from=2022-01-01")
    state = "(({selected, kindsOff, from}) => [selected.id, [...kindsOff].join(), from])(kg.app.get())"
    before = view.run(state)
    for reading in READINGS:
        view.page.click(f"#readings button[data-set='view={reading}']")
        assert view.body("view") == reading
        assert view.run(state) == before == ["person/xi-jinping", "topic", "2022-01-01"]
        assert view.page.locator("#readings [aria-pressed=true]").count() == 1
        assert view.page.locator("#panel h2").inner_text() == "Xi Jinping"
        address = view.page.url.split("#", 1)[1]
        counts = [view.body("nodes"), view.body("edges")]
        again = opened(html, hash=address) if reading in {"world", "matrix"} else None
        assert again is None or [again.body(n) for n in ("view", "nodes", "edges", "selected")] == [
            reading,
            *counts,
            "person/xi-jinping",
        ]
    view.page.click("#readings button[data-set='view=graph']")
    assert view.run("kg.app.get().center") is None


def test_numbers_choose_a_reading(opened: Any, html: str) -> None:
    view = opened(html)
    for number, reading in enumerate(READINGS, 1):
        view.page.keyboard.press(str(number))
        assert view.body("view") == reading


@pytest.mark.parametrize("size", [(1440, 860), (390, 844)])
def test_no_reading_overflows_the_page_and_all_is_to_be_seen(opened: Any, html: str, size: tuple[int, int]) -> None:
    view = opened(html, size=size)
    for reading, language in itertools.product(READINGS[1:5], ("en", "both")):
        view.change(f"{{language: {language!r}}}")
        view.page.keyboard.press(str(READINGS.index(reading) + 1))
        view.settle()
        assert view.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), reading
        outside = view.run(
            """() => [...document.querySelectorAll('#chronicle:not([hidden]) .happening, #sides:not([hidden]) .side')]
            .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth).map((e) => e.textContent)"""
        )
        assert outside == []


# -- one's world -----------------------------------------------------------------------------------------------------------------


def test_ones_world_begins_with_who_is_selected_or_best_tied_and_another_can_be_chosen(opened: Any, html: str) -> None:
    view = opened(html)
    view.page.click("#readings button[data-set='view=world']")
    assert view.run("kg.app.get().center") == "person/xi-jinping"
    view.page.focus("#whose")
    view.page.select_option("#whose", "person/wang-yi")
    assert view.run("kg.app.get().center") == view.body("selected") == "person/wang-yi"
    assert view.run("document.activeElement.id") == "whose"
    assert {"person/wang-yi", "country/cn"} <= view.nodes
    view.page.click("#readings button[data-set='view=graph']")
    view.change("{selected: {kind: 'thing', id: 'country/kz'}}")
    view.page.click("#readings button[data-set='view=world']")
    assert view.run("kg.app.get().center") == "country/kz"


# -- timeline --------------------------------------------------------------------------------------------------------------------


def test_the_timeline_has_each_fact_once_in_order_with_the_countries_it_joins(opened: Any, html: str, picture: Any) -> None:
    view = opened(html, hash="view=timeline")
    rows = view.run(
        "[...document.querySelectorAll('.happening')].map((e) => [e.dataset.item, e.querySelector('.saying span').textContent, e.querySelectorAll('.mark').length])"
    )
    facts = {fact.id: fact for *_, told in edges(picture) for fact in told}
    assert sorted(row[0] for row in rows) == sorted(facts)
    assert all(facts[id].words["en"] == words for id, words, _ in rows)
    dates = [facts[id].when for id, *_ in rows]
    firsts = [when.first for when in dates if when]
    assert firsts == sorted(firsts)
    assert [when is None for when in dates] == sorted(when is None for when in dates)
    for id, _, marks in rows:
        ends = {end for a, b, _, told in edges(picture) for end in (a, b) if id in {f.id for f in told}}
        assert marks == len({home(end) or "" for end in ends}), id
    assert set(view.page.locator(".lanenames li").all_inner_texts()) >= {"China", "Belarus", "Kazakhstan", "Brazil"}
    view.page.click(".order-of")
    turned = view.run(
        "[...document.querySelectorAll('.happening')].map((e) => e.dataset.item).filter((id) => kg.model.facts.find((f) => f.id === id).when)"
    )
    assert turned == [id for id, *_ in rows if facts[id].when][::-1]


def test_a_line_of_the_timeline_opens_its_evidence_and_arrows_walk(opened: Any, html: str) -> None:
    view = opened(html, hash="view=timeline")
    view.page.focus(".happening >> nth=0")
    view.page.keyboard.press("ArrowDown")
    view.page.keyboard.press("Enter")
    second = view.page.locator(".happening").nth(1)
    assert second.get_attribute("aria-current") == "true"
    assert view.run("document.activeElement === document.querySelectorAll('.happening')[1]")
    assert second.locator(".saying > span").first.inner_text() in view.page.inner_text("#panel")
    view.page.keyboard.press("Escape")
    assert view.body("selected") == ""
    assert view.body("view") == "timeline"
    view.change("{selected: {kind: 'thing', id: 'person/wang-yi'}}")
    bright = view.page.locator(".happening:not(.faint)").all_inner_texts()
    assert bright
    assert all("Wang Yi" in text for text in bright)


def test_a_long_timeline_is_shown_piece_by_piece(opened: Any) -> None:
    told = worlds.Telling("long", "S", "2024-01-01", "Long")
    for year in range(1500, 1850):
        told.says(f"Year {year}.", ("Meeting", {"participant": [worlds.XI, worlds.LUKASHENKO], "date": f"{year}-01-01"}))
    view = opened(page(worlds.graph_of([told])), hash="view=timeline")
    assert view.page.locator(".happening").count() == 300
    view.page.click(".more button")
    assert view.page.locator(".happening").count() == 350
    assert view.page.locator(".more").count() == 0


# -- who with whom ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", ["meetings", "contacts", "all"])
def test_each_cell_counts_what_joins_two_countries(opened: Any, html: str, picture: Any, measure: str) -> None:
    relations = {"meetings": {"met", "called"}, "contacts": {"met", "called", "visited", "addressed", "attended"}}
    wanted: dict[str, set[str]] = {}
    for a, b, relation, told in edges(picture):
        one, other = home(a), home(b)
        if one and other and one != other and relation in relations.get(measure, {relation}):
            wanted.setdefault(" ".join(sorted((one, other))), set()).update(f.id for f in told)
    view = opened(html, hash="view=matrix")
    view.page.click(f"[data-measure={measure}]")
    cells = view.run("[...document.querySelectorAll('.cell')].map((e) => [e.dataset.pair, Number(e.textContent), e.className])")
    assert {pair: n for pair, n, _ in cells} == {pair: len(facts) for pair, facts in wanted.items()}
    assert len(cells) == 2 * len(wanted)
    most = max(n for _, n, _ in cells)
    assert len({look for _, n, look in cells if n == most}) == 1
    assert view.run("document.activeElement.dataset.measure") == measure


def test_a_cell_opens_what_joins_the_two_and_the_address_brings_it_back(opened: Any, html: str) -> None:
    view = opened(html, hash="view=matrix")
    view.page.click(".cell[data-pair='country/by country/cn'] >> nth=0")
    assert view.page.locator("#panel .end").all_inner_texts() == ["Belarus", "China"]
    assert view.page.locator("#panel .row.event").count() >= 5
    again = opened(html, hash=view.page.url.split("#", 1)[1])
    assert again.body("selected") == "country/by country/cn"
    assert again.page.locator(".cell[aria-current=true]").count() == 2
    again.page.click("#readings button[data-set='view=graph']")
    lit = again.run("kg.picture.edgeLook('person/alexander-lukashenko~met~person/xi-jinping').color.opacity")
    dim = again.run("kg.picture.edgeLook('country/ua~opposes~initiative/six-point-consensus').color.opacity")
    assert lit > dim
    again.page.click("#readings button[data-set='view=matrix']")
    again.page.click("#panel .row.event >> nth=0")
    assert again.page.locator("#panel .fact, #panel .versus").count() >= 1


def test_arrows_walk_through_the_cells(opened: Any, html: str) -> None:
    view = opened(html, hash="view=matrix&measure=all")
    view.page.focus("#matrix tbody .who >> nth=0")
    seen = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowUp"):
        view.page.keyboard.press(key)
        seen.add(view.run("document.activeElement.dataset.item"))
    assert len(seen) >= 3
    assert view.page.locator("#matrix [data-item][tabindex='0']").count() == 1


# -- initiatives -----------------------------------------------------------------------------------------------------------------


def test_two_columns_and_a_line_for_each_position(opened: Any, html: str, picture: Any) -> None:
    view = opened(html, hash="view=sides")
    positions = [(a, b, r) for a, b, r, _ in edges(picture) if r in {"supports", "proposed", "opposes"}]
    items = view.run("[...document.querySelectorAll('.side')].map((e) => e.dataset.item)")
    assert set(items) == {f"left {a}" for a, *_ in positions} | {f"right {b}" for _, b, _ in positions}
    assert view.page.locator(".between .rope").count() == len(positions)
    against = view.page.locator(".aims .side", has_text="six-point consensus")
    assert "2 for · 1 against" in against.inner_text()
    view.page.locator(".between .hit").nth(0).dispatch_event("click")
    assert view.page.locator("#panel .fact").count() >= 1
    assert view.page.locator(".between .line:not(.faint)").count() == 1
    view.page.keyboard.press("Escape")
    view.page.click(".actors .side >> text=Belarus")
    assert view.body("selected") == "country/by"
    assert view.page.locator(".between .line:not(.faint)").count() == sum("country/by" in p[:2] for p in positions)


def test_lines_follow_their_items(opened: Any, html: str) -> None:
    view = opened(html, hash="view=sides")
    view.page.set_viewport_size({"width": 800, "height": 900})
    view.settle()
    off = view.run("""() => [...document.querySelectorAll('.between .hit')].map((path) => { const box = path.ownerSVGElement.getBoundingClientRect(), d = path.getAttribute('d').match(/[\\d.]+/g).map(Number);
      const near = (side, y) => Math.min(...[...document.querySelectorAll(side)].map((e) => { const r = e.getBoundingClientRect(); return Math.abs((r.top + r.bottom) / 2 - box.top - y); }));
      return Math.max(near('.actors .side', d[1]), near('.aims .side', d[7])); })""")
    assert max(off) < 14


def test_each_line_is_reached_by_arrows_and_opens_by_enter(opened: Any, html: str) -> None:
    view = opened(html, hash="view=sides")
    view.page.locator(".actors .side").nth(0).focus()
    view.page.keyboard.press("ArrowRight")
    assert view.run("document.activeElement.classList.contains('rope')")
    assert view.run("getComputedStyle(document.activeElement.querySelector('.line')).strokeWidth") == "4px"
    view.page.keyboard.press("Enter")
    assert view.page.locator("#panel .fact").count() >= 1
    assert view.run("document.activeElement.getAttribute('aria-current')") == "true"


# -- claims ----------------------------------------------------------------------------------------------------------------------


def test_conflicting_claims_stand_side_by_side(opened: Any) -> None:
    view = opened(page(worlds.disputed_graph()))
    assert "Articles disagree" in view.page.inner_text("#panel")
    view.page.click("#panel .row >> text=visited")
    yes, no = view.page.locator(".claims > div").all()
    assert [side.locator("h3").inner_text().split("×")[0].strip() for side in (yes, no)] == ["It happened", "It did not"]
    assert "officials in Astana said" in yes.inner_text()
    assert "卢卡申科10月访问" in yes.inner_text()
    assert "Minsk denied" in no.inner_text()
    boxes = [side.bounding_box() for side in (yes, no)]
    assert abs(boxes[0]["y"] - boxes[1]["y"]) < 1
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"] + 1
    view.change("{selected: {kind: 'tie', id: [...kg.model.ties.keys()].find((id) => id.includes('~opposes~'))}}")
    assert [h.split("×")[0].strip() for h in view.page.locator(".claims h3").all_inner_texts()] == ["Supports", "Opposes"]


def test_other_articles_saying_the_same_are_named(opened: Any, html: str) -> None:
    view = opened(html, hash="tie=person%2Falexander-lukashenko~met~person%2Fxi-jinping")
    assert view.page.locator("#panel .also").inner_text() == "Other articles saying the same"


def test_what_only_the_query_says_is_drawn_and_said_so(opened: Any) -> None:
    asked = "CONSTRUCT { ?a <https://example.org/neighbourOf> ?b } WHERE { VALUES (?a ?b) { (kg:country/by kg:country/kz) } }"
    query = asked.replace("kg:country/by", "<https://w3id.org/diplomacy-kg/id/country/by>").replace(
        "kg:country/kz", "<https://w3id.org/diplomacy-kg/id/country/kz>"
    )
    view = opened(page(worlds.sample_graph(), query=query))
    assert view.ties == {"country/by~asked~country/kz"}
    view.change("{selected: {kind: 'tie', id: 'country/by~asked~country/kz'}}")
    panel = view.page.inner_text("#panel")
    assert "Belarus neighbour of Kazakhstan" in panel
    assert "No article says this" in panel
