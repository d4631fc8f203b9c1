"""Whatever stands in a graph or an address is shown as text and never runs."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from kg.view import page
from tests import view_graphs as worlds

PAYLOADS = [
    "</script><script>window.PWNED=1</script>",
    "<img src=x onerror=window.PWNED=1>",
    "\"'><svg onload=window.PWNED=1>",
    "javascript:window.PWNED=1",
    "<a href='javascript:window.PWNED=1'>href</a>",
    "${window.PWNED=1} {{constructor.constructor('window.PWNED=1')()}} {{7*7}} {% raw %}",
    "\u2028window.PWNED=1\u2029 <!-- <script> ]]> --> &lt;b&gt; \u202etxt",
    '=HYPERLINK("http://x")\r\n+1,@x',
]


def hostile(payload: str) -> str:
    """A page with the payload in label, alias, title, evidence, source, address, heading, id and words on an edge."""
    one = worlds.thing("person/" + payload, "Person", payload, payload, also=[payload + " alias"])
    two = worlds.thing("person/b", "Person", "Second", "第二")
    told = worlds.Telling(payload, payload, "2024-01-01", payload, payload)
    told.says(
        payload,
        ("Meeting", {"participant": [one, two], "date": "2024-01-01", "by": one}),
        ("Tenure", {"holder": two, "of": one, "officeText": payload}),
        ("Stance", {"agent": two, "stance": "support", "target": payload}),
        ("SpeechAct", {"speaker": one, "act": "thank", "addressee": two, "about": payload}),
    )
    return page(worlds.graph_of([told]), title=payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_the_data_runs(opened: Any, payload: str) -> None:
    view = opened(hostile(payload))
    box = view.page.locator("#canvas").bounding_box()
    for id, at in view.run("[...kg.picture.places()].map(([id, p]) => [id, kg.picture.network.canvasToDOM(p)])"):
        view.page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
        view.page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
        assert view.body("selected") == id
    for tie in view.ties:
        view.run("(id) => kg.app.set({selected: {kind: 'tie', id}})", tie)
    shown = view.page.inner_text("#panel")
    assert " ".join(payload.split())[:12] in " ".join(shown.split())
    view.page.fill("#search", payload[:12])
    view.page.press("#search", "Enter")
    for language in ("zh", "both", "en"):
        view.page.click(f"button[data-set='language={language}']")
    view.page.click("button[data-set='view=table']")
    view.run("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")
    svg = view.run("kg.exports.svg().text")
    assert "<script" not in svg
    assert "<img" not in svg
    assert view.run("() => kg.exports.png().then((blob) => blob.size)") > 1000
    assert view.run("window.PWNED") is None
    assert view.page.locator("img, iframe, object, embed").count() == 0
    assert view.page.locator("script").count() == 5
    assert view.page.locator("a[href^='javascript' i]").count() == 0
    assert view.run("JSON.parse(JSON.stringify(kg.exports.json())).things.some((t) => t.en === kg.model.things.get(t.id).en)")


@pytest.mark.parametrize(
    "hash",
    [
        "n=<img src=x onerror=window.PWNED=1>",
        f"thing={quote(PAYLOADS[0])}",
        "from=" + "9" * 5000,
        "%",
        "hide=%ZZ&status=%E0%A4%A",
        "around=__proto__",
    ],
)
def test_a_hostile_address_is_harmless(opened: Any, html: str, hash: str) -> None:
    view = opened(html, hash=hash)
    assert view.body("nodes") == "24"
    assert view.run("window.PWNED") is None
