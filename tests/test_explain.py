"""Explanations: a thing, an article, a record or an occurrence in words, each with quote, article and rule."""

from __future__ import annotations

import pytest

from kg import iris
from kg.errors import QueryError
from kg.explain import Explanation, explain, spoken
from kg.store import Graph
from tests import world


@pytest.fixture(scope="module")
def graph() -> Graph:
    return world.graph(world.world())


def only(graph: Graph, what: str) -> Explanation:
    [explanation] = explain(graph, what)
    return explanation


def sentences(graph: Graph, what: str) -> list[str]:
    return [t.sentence for t in only(graph, what).told]


def test_a_person_in_words(graph: Graph) -> None:
    found = only(graph, "卢卡申科")
    assert (found.name, found.kind) == ("Alexander Lukashenko", "person, Belarus")
    assert "卢卡申科" in found.labels
    told = [t.sentence for t in found.told]
    assert "Alexander Lukashenko visited China twice in 2023, says Xi Jinping." in told
    assert any(s.startswith("Alexander Lukashenko and Xi Jinping met in Astana") and s.endswith("on 4 July 2024.") for s in told)
    assert "Alexander Lukashenko is president of Belarus." in told


def test_every_record_is_shown_with_quote_article_and_rule(graph: Graph) -> None:
    for told in only(graph, "Xi Jinping").told:
        assert told.shown
        assert all(s.quote and s.article for s in told.shown)
        assert told.rule
        assert told.record.startswith(iris.BASE + "article/")


def test_plans_denials_and_cancellations_show_as_such(graph: Graph) -> None:
    told = sentences(graph, "Emmanuel Macron")
    assert "Emmanuel Macron to visit Belgrade in August 2024. [planned]" in told
    assert any("did not" in s and s.endswith("says France. [denied]") for s in told)
    assert any(s.endswith("[cancelled]") for s in told)


def test_what_somebody_says_belongs_to_what_is_known_of_him(graph: Graph) -> None:
    assert "Belarus supports Global Development Initiative, says Alexander Lukashenko." in sentences(graph, "Lukashenko")


def test_a_name_that_no_table_knows_is_told_as_such(graph: Graph) -> None:
    assert not only(graph, "Jana Novak").linked
    assert only(graph, "China").linked


def test_articles_records_and_occurrences_can_be_explained(graph: Graph) -> None:
    assert len(only(graph, "summit-zh").told) == 3
    occurrence = next(graph.select("SELECT ?o { ?o dip:articleCount 3 ; dip:ofClass dip:Meeting }"))["o"].value
    assert len(only(graph, occurrence).told) == 3
    record = only(graph, occurrence).told[0].record
    assert [t.record for t in only(graph, record).told] == [record]


def test_an_unknown_name_gets_its_neighbours(graph: Graph) -> None:
    with pytest.raises(QueryError, match="did you mean Jana Novak"):
        explain(graph, "Jana Nowak")


@pytest.mark.parametrize(
    ("text", "words"), [("2024-07-04", "4 July 2024"), ("2024-07", "July 2024"), ("2024", "2024"), ("some day", "some day")]
)
def test_dates_are_spoken(text: str, words: str) -> None:
    assert spoken(text) == words
