"""The examples of the Chinese frames: what each says it finds, it finds; what it says it leaves, it leaves."""

from __future__ import annotations

from functools import lru_cache

import pytest

from kg import pipeline
from kg.extract.frames import Example, Frame, Frames, load
from kg.gazetteer import Gazetteer
from kg.model import Article, Entity, Record, Value


@lru_cache(maxsize=1)
def world() -> tuple[Gazetteer, Frames]:
    return Gazetteer.load(), load()


def cases() -> list[tuple[Frame, Example]]:
    return [(f, e) for f in load().frames for e in f.examples if e.language == "zh"]


def read(text: str) -> tuple[Record, ...]:
    return pipeline.read(Article("example", text, published="2024-09-10", language="zh"), *world()).records


def shown(value: Value) -> str:
    return value.label() if isinstance(value, Entity) else str(value)


@pytest.mark.parametrize(("frame", "example"), cases(), ids=lambda x: x.id if isinstance(x, Frame) else x.text[:12])
def test_example(frame: Frame, example: Example) -> None:
    found = [r for r in read(example.text) if r.type == frame.record]
    if example.gives is None:
        assert [r for r in found if r.rule.startswith(f"{frame.id}/")] == []
        return
    wanted = {name: sorted(values) for name, values in example.gives.items()}
    told = [{name: sorted(shown(v) for v in r.get(name)) for name in wanted} for r in found]
    assert any(
        all(v.rpartition("/")[2] in {t.rpartition("/")[2] for t in row[n]} for n, vs in wanted.items() for v in vs)
        for row in told
    ), told


def test_every_chinese_frame_has_an_example() -> None:
    assert [f.id for f in load().frames if f.id.startswith("zh-") and not f.examples] == []
