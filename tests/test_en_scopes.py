"""The fields of cooperation in English, wherever the sentence puts them; sentences are ours."""

from __future__ import annotations

from functools import cache

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.extract.frames import load
from kg.gazetteer import Gazetteer
from kg.ingest import layout
from kg.link import link
from kg.merge import merge
from kg.model import Article, Entity


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def fields(text: str) -> set[str]:
    """The fields in which the parties of a text cooperate, all records together."""
    article = Article("example", text, published="2024-07-04")
    document, context = link(annotate(article, layout(article), gazetteer()), gazetteer())
    records = merge(extract(document, context, load())[0], load().keys, load().unions)
    return {v.label() for r in records if r.type == "Cooperation" for v in r.get("field") if isinstance(v, Entity)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # before the noun
        (
            "Ghana and Togo agreed to deepen their political, economic, security, and people-to-people ties.",
            {"politics", "economy", "security", "people-to-people ties"},
        ),
        ("Trade, energy as well as cultural relations between Peru and Chile grew.", {"trade", "energy", "culture"}),
        # behind it, behind its partners, behind a comma
        ("Nepal expanded cooperation with Bhutan in tourism and health.", {"tourism", "health"}),
        (
            "Oman and Yemen praised their partnership across fisheries, shipping, and education.",
            {"fisheries", "shipping", "education"},
        ),
        ("Kenya and Uganda strengthened ties, particularly in agriculture and mining.", {"agriculture", "mining"}),
        ("Kenya and Uganda will step up interaction, in particular in space and aviation.", {"space", "aviation"}),
        (
            "China is ready to expand exchanges with Nepal in such areas as trade and the digital economy.",
            {"trade", "digital economy"},
        ),
        ("Malta and Libya will cooperate to combat smuggling and human trafficking.", {"smuggling", "human trafficking"}),
        ("Malta and Libya agreed on strengthening cooperation and promoting tourism.", {"tourism"}),
        # behind a verb
        ("Areas of cooperation between Oman and India include trade and energy, and sports was praised.", {"trade", "energy"}),
        (
            "Nepal met Bhutan. Special attention will be paid to energy, education and logistics.",
            {"energy", "education", "transport"},
        ),
        # of documents and projects
        ("Peru and Chile signed cooperation documents on customs and vocational education.", {"customs", "education"}),
        # together
        ("Peru and Chile discussed joint efforts to combat illegal fishing.", {"illegal fishing"}),
        ("Kenya partnered with Uganda in tourism.", {"tourism"}),
    ],
)
def test_fields(text: str, wanted: set[str]) -> None:
    assert fields(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg, head of international economic relations for the ministry, met Chile and Peru.",  # a body's name
        "Peru and Chile spoke of cooperation within the Eurasian Economic Union.",  # a name
        "Peru and Chile had an exchange of views on trade.",
        "Peru met Chile. It underlines the need for international cooperation in energy.",  # of nobody in particular
        "Peru met Chile. More than fifty countries cooperate in energy.",  # of others
    ],
)
def test_no_fields(text: str) -> None:
    assert fields(text) == set()


def test_what_else_they_will_do_is_no_field() -> None:
    text = "Kenya is ready to deepen cooperation with Uganda in trade and health, and to build the Busia industrial park."
    assert fields(text) == {"trade", "health"}
