"""Facts against a gold standard: what counts as the same, how rows are paired, and the command's table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import cli
from kg.errors import InputError
from kg.evaluate import REQUIRED, Evaluation, compare, evaluate

Fact = dict[str, Any]

VISIT: Fact = {"type": "visit", "visitor": "Ana Roe|Roe", "destination": "Belarus", "date": "2024-07-04"}
MEETING: Fact = {
    "type": "meeting",
    "participants": ["Ana Roe", "Bo Doe"],
    "date": "2024-07-04",
    "place": "Minsk",
    "mode": "phone",
}
OFFICE: Fact = {"type": "office", "person": "Ana Roe", "role": "foreign minister", "of": "Belarus"}
STANCE: Fact = {"type": "stance", "agent": "Belarus", "stance": "support", "target": "One-China principle|一个中国原则"}
JOINED: Fact = {"type": "membership", "member": "Belarus", "organization": "SCO", "event": "joined"}


def gold(folder: Path, *facts: Fact, article: str = "a.txt", language: str = "en") -> Path:
    page = {"article": article, "language": language, "facts": list(facts)}
    (folder / f"{Path(article).stem}.json").write_text(json.dumps(page), "utf-8")
    return folder


def said(*facts: Fact, article: str = "a.txt") -> list[Fact]:
    """Predictions: gold's first variants, of an article."""
    return [{**{k: v.split("|")[0] if isinstance(v, str) else v for k, v in f.items()}, "article": article} for f in facts]


def score(folder: Path, expected: Fact, *predicted: Fact) -> Evaluation:
    return evaluate(gold(folder, expected), said(*predicted))


# What is the same ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "predicted"),
    [
        ("Alexander Lukashenko|卢卡申科", "Lukashenko"),
        ("Alexander Lukashenko|卢卡申科", "卢卡申科"),
        ("United States|US", "USA"),
        ("Belarus", "the Republic of Belarus"),
        ("Türkiye", "Turkey"),
        ("Shanghai Cooperation Organization", "SCO"),
        ("Shanghai Cooperation Organisation", "Shanghai Cooperation Organization"),
        ("Dr. Ana Roe", "Roe"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Roe Ana", "Ana Roe"),
    ],
)
def test_same_names(expected: str, predicted: str) -> None:
    assert compare.name(expected, predicted) == 1.0


@pytest.mark.parametrize(
    ("expected", "predicted"),
    [
        ("Sudan", "South Sudan"),
        ("Guinea", "Equatorial Guinea"),
        ("United States", "United States Senate"),
        ("Niger", "Nigeria"),
        ("China", "Republic of China"),
        ("Belarus", "China|Belarus"),  # a prediction has one reading
        ("Ana Roe", ""),
        ("Ana Roe", "Ann Roe"),
    ],
)
def test_other_names(expected: str, predicted: str) -> None:
    assert compare.name(expected, predicted) == 0.0


@pytest.mark.parametrize(
    ("expected", "predicted", "worth"),
    [
        ("foreign minister", "minister of foreign affairs", 1.0),
        ("premier", "prime minister", 1.0),
        ("secretary-general", "secretary general", 1.0),
        ("minister of trade and industry", "trade minister", 0.8),
        ("foreign minister", "finance minister", 0.0),
        ("president", "vice president", 0.0),
        ("foreign minister", "former foreign minister", 0.0),
    ],
)
def test_roles(expected: str, predicted: str, worth: float) -> None:
    assert compare.role(expected, predicted) == pytest.approx(worth)


@pytest.mark.parametrize(
    ("expected", "predicted", "worth"),
    [
        ("cultural exchanges", "the exchange of culture", 1.0),
        ("SCO summit", "Shanghai Cooperation Organization summit", 1.0),
        ("SCO summit", "G20 summit", 0.0),
        ("一个中国原则", "一个中国政策", 2 * 4 / 12),
        ("peace plan", "war", 0.0),
    ],
)
def test_texts(expected: str, predicted: str, worth: float) -> None:
    assert compare.text(expected, predicted) == pytest.approx(worth)


@pytest.mark.parametrize(
    ("expected", "predicted", "worth"),
    [
        ("2024-07-04", "2024-07-04", 1.0),
        ("2024-07", "2024-07-04", 0.5),
        ("2024", "2024-07", 0.5),
        ("2024-07-02/2024-07-06", "2024-07-04", 0.5),
        ("2024-07-03|2024-07-04", "2024-07-04", 1.0),
        ("2024-07-03", "2024-07-04", 0.0),
    ],
)
def test_dates(expected: str, predicted: str, worth: float) -> None:
    assert compare.date(expected, predicted) == worth


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=4))
def test_an_assignment_is_one_to_one_and_never_worse_than_the_diagonal(table: list[list[float]]) -> None:
    pairs = compare.assign(table)
    assert len(pairs) == len({i for i, _ in pairs}) == len({j for _, j in pairs}) == min(len(table), 3)
    assert sum(table[i][j] for i, j in pairs) >= sum(table[i][i] for i in range(min(len(table), 3))) - 1e-9


# Rows ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", [VISIT, MEETING, OFFICE, STANCE, JOINED], ids=lambda f: str(f["type"]))
def test_gold_against_itself_is_perfect(tmp_path: Path, fact: Fact) -> None:
    result = score(tmp_path, fact, fact)
    assert result.micro.prf == (1, 1, 1)
    assert result.slot_total.worth == result.slot_total.gold == result.slot_total.predicted
    assert result.errors == []


@pytest.mark.parametrize(
    ("expected", "changed", "worth"),
    [
        (VISIT, {"visitor": "Bo Doe"}, 0.0),
        (VISIT, {"visitor": None}, 0.0),
        (VISIT, {"status": "planned"}, 0.5),
        (VISIT, {"date": "2020-01-01"}, 1.0),
        (MEETING, {"participants": ["Bo Doe", "Ana Roe"]}, 1.0),
        (MEETING, {"participants": ["Ana Roe", "Bo Doe", "Cy Poe"]}, 0.8),
        (MEETING, {"participants": ["Ana Roe", "Cy Poe"]}, 0.0),
        (JOINED, {"membershipStatus": "observer"}, 0.5),
        (JOINED, {"membershipStatus": "member"}, 1.0),
        (STANCE, {"stance": "oppose"}, 0.0),
    ],
)
def test_what_a_pair_is_worth(tmp_path: Path, expected: Fact, changed: Fact, worth: float) -> None:
    assert score(tmp_path, expected, {**expected, **changed}).micro.worth == pytest.approx(worth)


def test_the_status_of_an_event_is_no_matter(tmp_path: Path) -> None:
    event = {"type": "event", "name": "SCO summit"}
    assert score(tmp_path, event, {**event, "status": "planned"}).micro.worth == 1


def test_each_row_is_paired_once(tmp_path: Path) -> None:
    result = score(tmp_path, VISIT, VISIT, {**VISIT, "date": "2024-07-05"})
    assert (result.micro.worth, result.micro.predicted, result.micro.gold) == (1, 2, 1)
    assert result.slots["visit"].worth == 1  # the one whose date agrees
    assert [e[0] for e in result.errors] == ["+"]


def test_equal_predictions_count_once(tmp_path: Path) -> None:
    assert score(tmp_path, VISIT, VISIT, {**VISIT, "quote": "elsewhere"}).micro.predicted == 1


def test_what_may_be_missed_counts_on_neither_side(tmp_path: Path) -> None:
    folder = gold(tmp_path, VISIT, {**OFFICE, "optional": True})
    for predicted in (said(VISIT), said(VISIT, OFFICE)):
        result = evaluate(folder, predicted)
        assert result.micro.prf == (1, 1, 1)
        assert result.errors == []


def test_slots(tmp_path: Path) -> None:
    result = score(tmp_path, MEETING, {**MEETING, "date": "2024-07", "place": None, "attendees": ["Cy Poe"], "mode": "video"})
    slots = result.slots["meeting"]
    assert (slots.worth, slots.predicted, slots.gold) == (0.5, 3, 3)
    assert sorted(e.split()[2].rstrip(":") for e in result.errors) == [
        "meeting.attendees",
        "meeting.date",
        "meeting.mode",
        "meeting.place",
    ]


def test_a_default_that_is_said_is_no_slot(tmp_path: Path) -> None:
    result = score(tmp_path, {**MEETING, "mode": "in-person"}, {**MEETING, "mode": None})
    assert (
        result.slots["meeting"] == score(tmp_path, {**MEETING, "mode": None}, {**MEETING, "mode": "in-person"}).slots["meeting"]
    )
    assert result.slots["meeting"].gold == 2


def test_articles_without_gold_and_strange_types_are_left_out(tmp_path: Path) -> None:
    predicted = [*said(VISIT), *said(VISIT, article="b.txt"), {"article": "a.txt", "type": "wedding"}, {"type": "visit"}]
    assert evaluate(gold(tmp_path, VISIT), predicted).micro.predicted == 1


def test_articles_go_by_their_name(tmp_path: Path) -> None:
    assert evaluate(gold(tmp_path, VISIT, article="a"), said(VISIT, article="news/a.txt")).micro.worth == 1


def test_languages_and_types(tmp_path: Path) -> None:
    gold(tmp_path, VISIT, OFFICE)
    gold(tmp_path, VISIT, article="b.txt", language="zh")
    predicted = [*said(VISIT, OFFICE), *said(VISIT, article="b.txt")]
    assert evaluate(tmp_path, predicted).micro.gold == 3
    assert evaluate(tmp_path, predicted, "zh").micro.gold == 1
    assert evaluate(tmp_path, predicted, types=["office"]).micro.gold == 1
    assert evaluate(tmp_path, predicted, "fr").micro.prf == (0, 0, 0)


def test_macro_is_over_types_with_enough_rows(tmp_path: Path) -> None:
    many = [{**VISIT, "destination": place} for place in "Peru Chile Ghana Kenya Nepal Qatar Samoa Tonga Yemen Malta".split()]
    result = evaluate(gold(tmp_path, *many, OFFICE), said(*many[:5]))
    assert [round(f1, 3) for f1, _ in (result.macro(), result.macro(at_least=1))] == [0.667, 0.333]
    assert [types for _, types in (result.macro(), result.macro(at_least=1))] == [1, 2]


def test_the_interval_holds_the_score_and_is_steady(tmp_path: Path) -> None:
    for n in range(12):
        gold(tmp_path, VISIT, OFFICE, article=f"{n}.txt")
    predicted = [f for n in range(12) for f in said(VISIT, *[OFFICE] * (n % 2), article=f"{n}.txt")]
    result = evaluate(tmp_path, predicted)
    low, high = result.interval()
    assert low < result.micro.prf[2] < high
    assert (low, high) == result.interval()


def test_rules_carry_their_precision(tmp_path: Path) -> None:
    result = score(tmp_path, VISIT, {**VISIT, "rule": "visit/active"}, {**VISIT, "visitor": "Bo Doe", "rule": "visit/active"})
    assert result.rules["visit/active"].prf[0] == 0.5


# Gold that is none -----------------------------------------------------------------------------------------------------------------


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no gold"):
        evaluate(tmp_path, [])


@pytest.mark.parametrize("text", ["{", "[]", '{"article": "a"}', "\udcff"])
def test_a_broken_page_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=r"bad\.json: is no gold page"):
        evaluate(tmp_path, [])


def test_every_type_of_facts_can_be_compared() -> None:
    from kg import vocab

    assert set(REQUIRED) == set(vocab.FACTS.values())


# The command -----------------------------------------------------------------------------------------------------------------------


def run(*arguments: str, input: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["evaluate", *arguments], input=input)
    return result.exit_code, result.output


def facts_file(folder: Path, *rows: Fact) -> str:
    path = folder / "facts.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "\n", "utf-8")
    return str(path)


def test_the_table(tmp_path: Path) -> None:
    folder = gold(tmp_path, VISIT, OFFICE)
    code, shown = run(str(folder), facts_file(tmp_path, *said({**VISIT, "date": "2024-07"})))
    assert code == 0
    assert shown.splitlines() == [
        "type           gold  pred      P      R     F1  slots",
        "visit             1     1  1.000  1.000  1.000  0.500",
        "office            1     0  0.000  0.000  0.000      -",
        "all               2     1  1.000  0.500  0.667  0.500",
        "1 articles; micro F1 0.667, 95 % interval 0.667 to 0.667; macro F1 0.000 over 0 types; slots F1 0.500",
    ]


def test_errors_are_listed(tmp_path: Path) -> None:
    folder = gold(tmp_path, VISIT, OFFICE)
    wrong = {**OFFICE, "role": "president"}
    _, shown = run(str(folder), facts_file(tmp_path, *said({**VISIT, "date": "2024-07"}, wrong)), "--errors")
    assert [line[0] for line in shown.splitlines()[:3]] == ["~", "-", "+"]
    assert "~ a visit.date: expected '2024-07-04', got '2024-07'" in shown
    assert '"role": "president"' in shown


def test_types_and_language_narrow_the_table(tmp_path: Path) -> None:
    folder, facts = gold(tmp_path, VISIT, OFFICE), facts_file(tmp_path, *said(VISIT))
    assert "office" not in run(str(folder), facts, "--types", "visit, meeting")[1]
    assert "0 articles" in run(str(folder), facts, "--language", "zh")[1]
    code, shown = run(str(folder), facts, "--types", "wedding")
    assert code == 2
    assert "no fact type is called wedding" in shown


def test_facts_may_come_from_standard_input_and_from_a_graph(tmp_path: Path) -> None:
    folder = gold(tmp_path, VISIT)
    assert "visit             1     1  1.000" in run(str(folder), "-", input=json.dumps(said(VISIT)[0]))[1]
    text = "MINSK, Aug. 22, 2024 (Example) -- Chinese Premier Li Qiang visited Belarus on Thursday.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    from kg.pipeline import build

    build([str(tmp_path / "a.txt")], str(tmp_path / "a.nq"))
    gold(tmp_path, {"type": "visit", "visitor": "Li Qiang", "destination": "Belarus", "date": "2024-08-22"})
    assert "visit             1     1  1.000  1.000  1.000  1.000" in run(str(folder), str(tmp_path / "a.nq"))[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [("{", "facts.jsonl:1: is not JSON"), ("[1]", "facts.jsonl:1: is no fact"), ("\udcff", "facts.jsonl: cannot be read")],
)
def test_facts_that_are_none_are_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    code, shown = run(str(gold(tmp_path, VISIT)), str(path))
    assert code == 2
    assert told in shown
    assert len(shown.splitlines()) == 1


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    code, shown = run(str(gold(tmp_path, VISIT)), str(tmp_path / "none.jsonl"))
    assert code == 2
    assert "none.jsonl" in shown
