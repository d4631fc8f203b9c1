"""Who bears a rank in which body, through the real way: annotate, link, extract; every construction with several words."""

from __future__ import annotations

from functools import cache

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.extract.frames import load
from kg.gazetteer import Gazetteer
from kg.ingest import layout
from kg.link import link
from kg.model import Article, Entity


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def members(text: str) -> set[tuple[str, str]]:
    """(member, organization) of every membership that a text tells."""
    article = Article("example", text, published="2024-07-04")
    document, context = link(annotate(article, layout(article), gazetteer()), gazetteer())
    records, _ = extract(document, context, load())
    return {
        (m.label(), o.label())
        for r in records
        if r.type == "Membership"
        for m in r.get("member")
        for o in r.get("organization")
        if isinstance(m, Entity) and isinstance(o, Entity)
    }


EU, SCO = "European Union", "Shanghai Cooperation Organization"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Malta, an EU member, abstained.", {("Malta", EU)}),
        ("The plan was backed by EU member Malta.", {("Malta", EU)}),
        ("As a member of the European Union, Malta has a veto.", {("Malta", EU)}),
        ("Malta, as an EU member, has a veto.", {("Malta", EU)}),
        ("Two EU members, Ireland and Malta, abstained.", {("Ireland", EU), ("Malta", EU)}),
        ("Ireland and Malta, both members of the EU, abstained.", {("Ireland", EU), ("Malta", EU)}),
        ("EU countries such as Ireland and Malta abstained.", {("Ireland", EU), ("Malta", EU)}),
        ("Malta is one of the members of the European Union.", {("Malta", EU)}),
        ("The SCO's members include India and Pakistan.", {("India", SCO), ("Pakistan", SCO)}),
        ("The SCO now has three members: India, Pakistan and Iran.", {("India", SCO), ("Pakistan", SCO), ("Iran", SCO)}),
        ("The SCO was founded in 2001. Its observers are Afghanistan and Mongolia.", {("Afghanistan", SCO), ("Mongolia", SCO)}),
        ("The SCO was founded in 2001. India and Pakistan joined in 2017.", {("India", SCO), ("Pakistan", SCO)}),
    ],
)
def test_borne(text: str, found: set[tuple[str, str]]) -> None:
    assert members(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Austria, which is not a NATO member, abstained.",
        "Non-NATO member Austria abstained.",
        "EU members, Malta said, must pay.",
        "In Malta, EU members met.",
        "The SCO was founded in 2001. Crew members include India's best sailors.",
        "Malta joined the European Union in condemning the attack.",
    ],
)
def test_not_borne(text: str) -> None:
    assert members(text) == set()
