"""`kg facts`: exactly the fields of the guidelines, one fact a record, in the order of the texts."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest

from kg import facts, vocab
from kg.model import Record
from kg.store import Graph
from tests import world
from tests.world import BY, CN, FR, LUKASHENKO, SCO, SUMMIT, XI, Telling, met, rec

OWN = {
    "meeting": "participants attendees date place mode occasion",
    "visit": "visitor destination date count",
    "office": "person role of former",
    "partnership": "parties level action",
    "membership": "member organization membershipStatus event date",
    "chair": "holder organization event",
    "stance": "agent stance target",
    "proposal": "agent target",
    "speech": "speaker act addressee via",
    "agreement": "parties name action date",
    "ties": "parties action date",
    "attendance": "agent event",
    "event": "name place date host",
    "cooperation": "parties fields",
    "project": "parties name",
}
ALWAYS = {"type", "article", "record", "quote", "start", "end", "rule"}
SOMETIMES = {"status", "statedBy", "confidence"}


@pytest.fixture(scope="module")
def found() -> list[facts.Fact]:
    return list(facts.facts(world.graph(world.world())))


def one(*records: Record) -> list[facts.Fact]:
    return list(facts.facts(world.graph([Telling("a", "2024-07-05").says("It is so.", *records)])))


def test_every_record_class_has_its_facts() -> None:
    assert {q.record_class: q.type for q in facts.queries().values()} == dict(vocab.FACTS)


def test_fields_are_those_of_the_guidelines(found: list[facts.Fact]) -> None:
    assert set(facts.queries()) == set(OWN)
    for fact in found:
        fields = set(fact)
        assert fields >= ALWAYS
        assert fields - ALWAYS - SOMETIMES <= set(OWN[fact["type"]].split())


def test_one_fact_a_record_in_the_order_of_the_texts(found: list[facts.Fact]) -> None:
    records = sum(len(t.records) for t in world.world())
    assert len(found) == len({f["record"] for f in found}) == records
    assert found == sorted(found, key=lambda f: (f["article"], f["start"], f["type"], f["record"]))


def test_a_meeting_with_everything() -> None:
    [fact] = one(
        met(
            XI,
            LUKASHENKO,
            attendee=[SCO, FR],
            on="2024-07-02/2024-07-04",
            place=BY,
            mode="video",
            occasion=SUMMIT,
            by=XI,
            status="planned",
        )
    )
    assert fact == {
        "type": "meeting",
        "participants": ["Alexander Lukashenko", "Xi Jinping"],
        "attendees": ["France", "Shanghai Cooperation Organization"],
        "date": "2024-07-02/2024-07-04",
        "place": "Belarus",
        "mode": "video",
        "occasion": "Shanghai Cooperation Organization summit",
        "status": "planned",
        "article": "a",
        "record": fact["record"],
        "statedBy": "Xi Jinping",
        "quote": "It is so.",
        "start": 0,
        "end": 9,
        "rule": "meeting.told/active",
        "confidence": 0.9,
    }


def test_values_have_their_types() -> None:
    [visit] = one(rec("Visit", visitor=XI, destination=BY, count=2, on="2023"))
    assert visit["count"] == 2
    [office] = one(rec("Tenure", holder=XI, officeText="president", of=CN, former=True))
    assert office["former"] is True


def test_who_acts_together_is_a_list_and_who_acts_each_is_a_row() -> None:
    [proposal] = one(rec("Proposal", agent=[CN, FR], target="the plan"))
    assert proposal["agent"] == ["China", "France"]
    [proposal] = one(rec("Proposal", agent=CN, target="the plan"))
    assert proposal["agent"] == "China"
    assert [f["agent"] for f in one(rec("Attendance", agent=[XI, LUKASHENKO], gathering=SUMMIT))] == [
        "Alexander Lukashenko",
        "Xi Jinping",
    ]


def test_names_are_english_where_there_is_one() -> None:
    [stance] = one(rec("Stance", agent=BY, stance="support", target="一个中国原则的解释"))
    assert (stance["agent"], stance["target"]) == ("Belarus", "一个中国原则的解释")


def test_the_first_sentence_is_the_quote() -> None:
    telling = Telling("a", "2024-07-05").says("One.", met(XI, LUKASHENKO)).says("Two and more.", met(XI, LUKASHENKO))
    first, second = telling.records
    telling.records = [replace(first, evidence=(*second.evidence, *first.evidence))]
    [fact] = facts.facts(world.graph([telling]))
    assert (fact["quote"], fact["start"], fact["end"]) == ("One.", 0, 4)


def test_reference_tables_are_no_facts(found: list[facts.Fact]) -> None:
    assert all("/article/" in f["record"] for f in found)


def test_json_lines_come_back(found: list[facts.Fact]) -> None:
    lines = list(facts.jsonl(found))
    assert all(line.endswith("\n") for line in lines)
    assert [json.loads(line) for line in lines] == found


def test_csv_has_the_same_columns_in_every_row(found: list[facts.Fact]) -> None:
    table = list(csv.reader(facts.to_csv(found)))
    assert {len(row) for row in table} == {len(facts.columns())}
    assert len(table) == len(found) + 1
    head = table[0]
    assert head[0] == "type"
    assert head[-7:] == ["record", "statedBy", "quote", "start", "end", "rule", "confidence"]


def test_csv_runs_no_formulas() -> None:
    text = "".join(facts.to_csv([{"type": "stance", "quote": '=HYPERLINK("http://x/")', "agent": "+1", "start": 0}]))
    row = dict(zip(*csv.reader(text.splitlines()), strict=True))
    assert row["quote"].startswith("'=")
    assert row["agent"] == "'+1"
    assert row["start"] == "0"


def test_only_some_types() -> None:
    graph: Graph = world.graph(world.world())
    assert {f["type"] for f in facts.facts(graph, ["meeting", "visit"])} == {"meeting", "visit"}
