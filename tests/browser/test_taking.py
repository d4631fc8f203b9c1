"""What the reader takes away: pictures and data of what is to be seen."""

from __future__ import annotations

import csv
import io
import json
import struct
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

SVG = "{http://www.w3.org/2000/svg}"


def taken(view: Any, format: str) -> bytes:
    """The file that the menu gives."""
    view.page.click("details.menu summary")
    with view.page.expect_download() as waiting:
        view.page.click(f"button[data-save={format}]")
    assert waiting.value.suggested_filename == f"who-is-tied-to-whom.{format}"
    return Path(waiting.value.path()).read_bytes()


def test_svg_has_a_shape_for_each_thing(opened: Any, html: str) -> None:
    view = opened(html)
    view.page.click("input[data-key='kind topic']")
    root = ET.fromstring(taken(view, "svg").decode("utf-8"))
    things = [e for e in root.iter(f"{SVG}path") if e.get("class") == "thing"]
    assert len(things) == int(view.body("nodes"))
    assert len([e for e in root.iter() if e.get("class") == "tie"]) == int(view.body("edges"))
    names = {e.tag for e in root.iter()}
    assert names <= {SVG + n for n in ("svg", "title", "rect", "text", "g", "path", "circle")}
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on") or "href" in a]
    words = " ".join("".join(e.itertext()) for e in root.iter(f"{SVG}text"))
    assert "Alexander Lukashenko" in words
    assert "People" in words


def test_png_is_twice_the_drawing_and_not_blank(opened: Any, html: str) -> None:
    view = opened(html)
    png = taken(view, "png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    drawing = view.run("(({width, height}) => [width, height])(kg.exports.svg())")
    assert [width, height] == [2 * side for side in drawing]
    assert len(png) > 40_000


def test_json_is_what_is_to_be_seen(opened: Any, html: str, picture: Any) -> None:
    view = opened(html)
    view.page.click("input[data-key='relation met']")
    found = json.loads(taken(view, "json"))
    assert {t["id"] for t in found["things"]} == view.nodes
    assert {t["id"] for t in found["ties"]} == view.ties
    ids = dict(picture.nodes(data="id"))
    lines = {f"{ids[a]}~{k}~{ids[b]}": d["evidence"] for a, b, k, d in picture.edges(keys=True, data=True)}
    for tie in found["ties"]:
        assert [e["quote"] for e in tie["evidence"]] == [e["quote"] for e in lines[tie["id"]]]
        assert all(e["record"] and e["rule"] and e["article"] for e in tie["evidence"])


def test_csv_is_the_same_and_disarmed(opened: Any, html: str) -> None:
    view = opened(html)
    text = taken(view, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    ties = json.loads(view.run("JSON.stringify(kg.exports.json())"))["ties"]
    assert [row["quote"] for row in rows] == [e["quote"] for tie in ties for e in tie["evidence"]]
    assert "\r\n" in text
    assert not [value for row in rows for value in row.values() if value[:1] in "=+-@\t\r" and value]


@pytest.mark.parametrize(
    ("reading", "element", "cls"), [("matrix", "rect", "cell"), ("sides", "path", "rope"), ("timeline", "circle", "mark")]
)
def test_each_reading_is_taken_as_it_stands(opened: Any, html: str, reading: str, element: str, cls: str) -> None:
    view = opened(html, hash=f"view={reading}")
    root = ET.fromstring(taken(view, "svg").decode("utf-8"))
    found = [e for e in root.iter(SVG + element) if e.get("class") == cls]
    on_screen = {"matrix": "#matrix td", "sides": ".between .rope", "timeline": ".happenings .mark"}[reading]
    rows = view.page.locator("#matrix tbody tr").count()
    assert len(found) == view.page.locator(on_screen).count() - (1 if reading == "matrix" else 0)
    assert reading != "matrix" or len(found) == rows * rows
    words = " ".join("".join(e.itertext()) for e in root.iter(f"{SVG}text"))
    assert {"matrix": "Belarus", "sides": "six-point consensus", "timeline": "2024"}[reading] in words
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on") or "href" in a]
    assert len(taken(view, "png")) > 10_000
