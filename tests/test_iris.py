"""Names: injective, stable, percent-safe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg import iris

TEXT = st.text(max_size=80)
SAFE = re.compile(r"[A-Za-z0-9\-._~:/#%]*")


@pytest.mark.parametrize("make", [iris.article, iris.slug, iris.entity])
@given(one=TEXT, other=TEXT)
@example("Ivo Sanader", "IVO SANADER")
@example("a/b", "a%2Fb")
@example("a-b", "a b")
@example(".", "%2E")
@example("", "_")
@example("x" * 61, "X" + "x" * 60)
def test_two_names_never_share_an_iri(make: Callable[[str], str], one: str, other: str) -> None:
    assert (make(one) == make(other)) == (one == other)


@given(TEXT, TEXT)
@example("Jos\u00e9", "Jose\u0301")
def test_names_that_look_the_same_are_one_unlinked_thing(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (iris.unlinked("Person", one) == iris.unlinked("Person", other)) == same


@given(TEXT)
@example("\ud800")
@example("..")
def test_every_iri_is_plain_ascii_without_dot_segments(text: str) -> None:
    for iri in (iris.article(text), iris.entity(text), iris.entity(iris.unlinked("Gathering", text))):
        assert SAFE.fullmatch(iri)
    assert iris.article(text).rsplit("/", 1)[1] not in {".", ".."}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_id_comes_back_from_the_iri(text: str) -> None:
    assert iris.entity_id(iris.entity(text)) == text


@given(TEXT, st.text("abcdef/", max_size=10), st.text("abcdef/", max_size=10))
def test_articles_do_not_reach_into_each_other(id: str, key: str, other: str) -> None:
    one, two = iris.article(f"{id}/record/Meeting-{iris.digest(key)}"), iris.record(iris.article(id), "Meeting", key)
    assert one != two
    assert iris.article(id + "/" + other) != iris.article(id) + "/" + other


def test_names_stay_the_same_from_release_to_release() -> None:
    article = iris.article("report 1/中.txt")
    assert article == "https://w3id.org/diplomacy-kg/id/article/report%201%2F%E4%B8%AD.txt"
    assert iris.record(article, "Meeting", "key") == article + "/record/Meeting-2c70e12b7a06"
    assert iris.evidence(article, 3, 17) == article + "/evidence/3-17"
    assert iris.graph("text") == "https://w3id.org/diplomacy-kg/id/graph/text"
    assert iris.concept("mode", "phone") == "https://w3id.org/diplomacy-kg/vocabulary/mode/phone"
    assert iris.term("Meeting") == "https://w3id.org/diplomacy-kg/ontology#Meeting"
    assert iris.entity("city/by/minsk", base="https://example.org/") == "https://example.org/city/by/minsk"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ivo Sanader", "ivo-sanader"),
        ("G20", "g20"),
        ("six-point consensus", "six-point-consensus_7dda946363ae"),
        ("习近平", "_92a054e84d6e"),
        ("Sérgio", "sergio_"),
    ],
)
def test_a_slug_can_be_read(name: str, slug: str) -> None:
    assert iris.slug(name).startswith(slug)


def test_unlinked_things_live_apart_from_linked_ones() -> None:
    assert iris.unlinked("Person", "Ivo Sanader") == "person/_/ivo-sanader"
    assert iris.unlinked("Topic", "Ceasefire") == "topic/ceasefire"
    assert iris.unlinked("Gathering", "Spring Forum") == "gathering/_/spring-forum"


def test_an_occurrence_knows_its_principals_in_any_order() -> None:
    assert iris.occurrence("Meeting", ["a", "b"], "2024") == iris.occurrence("Meeting", ["b", "a"], "2024")
    assert iris.occurrence("Meeting", ["a", "b"], "2024") != iris.occurrence("Meeting", ["a", "b"], "2023")
    assert iris.occurrence("Meeting", ["ab"]) != iris.occurrence("Meeting", ["a", "b"])


def test_what_is_not_ours_has_no_id() -> None:
    assert iris.entity_id("https://example.org/x") is None
