"""The page without a mouse, and for people who do not see it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

SIZES = [(1440, 860), (390, 844)]


def test_arrows_walk_enter_opens_escape_goes_back(opened: Any, html: str) -> None:
    view = opened(html)
    view.page.focus("#canvas")
    view.page.keyboard.press("ArrowRight")
    first = view.body("selected")
    assert first in view.nodes
    seen = {first}
    for key in ("ArrowLeft", "ArrowLeft", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"):
        view.page.keyboard.press(key)
        seen.add(view.body("selected"))
    assert len(seen) >= 4
    view.page.keyboard.press("Enter")
    assert view.run("document.getElementById('panel').contains(document.activeElement)")
    view.page.keyboard.press("Escape")
    assert view.body("selected") == ""


def test_every_control_is_reached_by_tab_and_shows_it(opened: Any, html: str) -> None:
    view = opened(html)
    view.page.keyboard.press("Tab")
    assert view.run("document.activeElement.className") == "skip"
    order, unseen = [], []
    for _ in range(90):
        view.page.keyboard.press("Tab")
        what = view.run("""() => { const e = document.activeElement, s = getComputedStyle(e), t = getComputedStyle(e, '::-webkit-slider-thumb');
          return [e.id || e.className || e.dataset.set || e.dataset.do || e.tagName, e.type === 'range' || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1)]; }""")
        order.append(what[0])
        if not what[1] and what[0] != "BODY":
            unseen.append(what[0])
    assert {"search", "canvas", "from", "to", "undated"} <= set(order)
    assert order.index("search") < order.index("canvas") < order.index("from")
    assert unseen == []


def test_letters_do_what_the_help_says(opened: Any, html: str) -> None:
    view = opened(html)
    view.page.keyboard.press("t")
    assert view.body("view") == "table"
    view.page.keyboard.press("t")
    assert view.body("view") == "graph"
    view.page.keyboard.press("?")
    assert view.page.locator("dialog[open]").count() == 1
    view.page.keyboard.press("Escape")
    assert view.page.locator("dialog[open]").count() == 0
    view.page.keyboard.press("/")
    view.page.keyboard.type("t?f")
    assert view.page.input_value("#search") == "t?f"
    assert view.body("view") == "graph"


def test_filters_keep_the_focus(opened: Any, html: str) -> None:
    view = opened(html)
    view.page.focus("input[data-key='kind person']")
    view.page.keyboard.press("Space")
    assert view.run("document.activeElement.dataset.key") == "kind person"
    assert not view.page.is_checked("input[data-key='kind person']")


def test_touch_targets_are_large_enough(opened: Any, html: str) -> None:
    view = opened(html, size=(390, 844))
    small = view.run("""() => [...document.querySelectorAll("button, summary, input[type=search]")].filter((e) => e.checkVisibility({visibilityProperty: true}))
      .map((e) => [e.textContent || e.id, e.getBoundingClientRect()]).filter(([, r]) => r.width > 0 && (r.height < 24 || r.width < 24)).map(([t]) => t)""")
    assert small == []


def test_the_drawer_of_a_phone(opened: Any, html: str) -> None:
    view = opened(html, size=(390, 844))
    assert not view.page.locator("#search").is_visible()
    view.page.click("button[data-do=drawer]")
    view.page.fill("#search", "卢卡")
    view.page.press("#search", "Enter")
    assert not view.page.locator("#search").is_visible()
    assert view.page.locator("#panel h2").is_visible()
    view.page.click("#panel .close")
    assert not view.page.locator("#panel").is_visible()


STATES = [
    "",
    "thing=country%2Fby",
    "tie=country%2Fby~ties~country%2Fcn&language=both",
    "view=table&language=zh",
    "around=country%2Fby",
    "view=timeline&tie=person%2Falexander-lukashenko~met~person%2Fxi-jinping",
    "view=matrix&measure=all&pair=country%2Fby+country%2Fcn",
    "view=sides&thing=country%2Fby",
]


@pytest.mark.parametrize(("scheme", "size"), [("light", SIZES[0]), ("dark", SIZES[1])])
def test_axe_finds_nothing_serious(opened: Any, html: str, scheme: str, size: tuple[int, int]) -> None:
    spec = find_spec("axe_playwright_python")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("axe-playwright-python is not installed: its axe-core judges accessibility")
    view = opened(html, size=size, scheme=scheme, bypass=True)
    view.page.add_script_tag(path=Path(next(iter(spec.submodule_search_locations))) / "axe.min.js")
    for state in STATES:
        view.run("(hash) => { location.hash = hash; }", state)
        view.settle()
        found = view.run("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [
            (state, v["id"], v["impact"], [n["html"][:160] for n in v["nodes"][:3]])
            for v in found
            if v["impact"] in {"serious", "critical", "moderate"}
        ] == []
