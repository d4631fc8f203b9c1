"""Every English example of every frame, through the real way: annotate, link, extract. (Chinese ones: test_zh_frames.)"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.extract.frames import Example, Frame, load
from kg.gazetteer import Gazetteer
from kg.ingest import layout
from kg.link import link
from kg.model import Article, Entity, Record, Value

DAY = "2024-07-04"


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def told(text: str, frame: Frame) -> list[Record]:
    """What one frame finds in a text."""
    article = Article("example", text, published=DAY)
    document, context = link(annotate(article, layout(article), gazetteer()), gazetteer())
    records, _ = extract(document, context, load())
    return [r for r in records if r.type == frame.record and r.rule.split("/", maxsplit=1)[0] == frame.id]


def examples() -> Iterator[tuple[Frame, Example]]:
    for frame in load().frames:
        yield from ((frame, example) for example in frame.examples if example.language == "en")


def plain(value: Value) -> str:
    return value.label() if isinstance(value, Entity) else str(value)


CASES = [pytest.param(f, e, id=f"{f.file}:{f.id}:{e.text[:60]}") for f, e in examples()]


@pytest.mark.parametrize(("frame", "example"), CASES)
def test_example(frame: Frame, example: Example) -> None:
    records = told(example.text, frame)
    if example.gives is None:
        assert not records, [r.values for r in records]
        return
    found = {name: {plain(v) for r in records for v in r.get(name)} for name in example.gives}
    assert found == {name: set(map(str, v)) if isinstance(v, list) else {str(v)} for name, v in example.gives.items()}


@pytest.mark.parametrize(
    "frame", [pytest.param(f, id=f"{f.file}:{f.id}") for f in load().frames if f.verbs.get("en") or f.nouns.get("en")]
)
def test_every_frame_has_examples(frame: Frame) -> None:
    good = [e for e in frame.examples if e.gives is not None]
    bad = [e for e in frame.examples if e.gives is None]
    assert len(good) >= 2
    assert bad
