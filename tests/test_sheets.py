"""The tables scholars keep: each is read again by other readers, says of its columns what is true, and counts what it should count.

``KG_GOLDEN=write`` writes ``docs/tables.md`` again.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from kg import iris, sheets
from kg.cells import guarded
from kg.errors import OutputError, QueryError, TableError
from kg.sheets.sheet import Sheet, read
from kg.store import Graph, open_graph
from tests import world
from tests.world import ASTANA, BR, BY, CN, KZ, LI, LUKASHENKO, MACRON, MINSK, SCO, XI, Telling, met, rec, thing

DOCS = Path(__file__).parent.parent / "docs" / "tables.md"
NAMES = tuple(sheets.sheets())
TABLES = tuple(name for name in NAMES if sheets.get(name).suffix == "csv")
PARSE: Mapping[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}
PLOVER = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "ACCUSE", "SANCTION"}
FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return world.graph(world.world())


@pytest.fixture(scope="module")
def written(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables") / "deeper" / "world"
    sheets.write(graph, folder)
    return folder


@pytest.fixture(scope="module")
def examples(examples_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    sheets.write(open_graph(examples_file), folder)
    return folder


def rows(folder: Path, name: str) -> Rows:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def of(tellings: list[Telling], name: str, folder: Path) -> Rows:
    """One table of a world of its own."""
    sheets.write(world.graph(tellings), folder, [name])
    return rows(folder, name)


def objects(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "plover.jsonl").read_text("utf-8").splitlines()]


# -- every table -----------------------------------------------------------------------------------------------------------------


def test_all_tables_are_written_with_what_describes_them(written: Path) -> None:
    expected = {"README.md", "plover.jsonl", *(f"{n}.csv" for n in TABLES), *(f"{n}.csv-metadata.json" for n in TABLES)}
    assert {path.name for path in written.iterdir()} == expected


@pytest.mark.parametrize("folder", ["written", "examples"])
@pytest.mark.parametrize("name", TABLES)
def test_csv_reads_as_the_columns_it_promises(folder: str, name: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(folder)
    with (path / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        header, *body = list(csv.reader(stream, strict=True))
    sheet = sheets.get(name)
    assert header == [column.name for column in sheet.columns]
    assert body, "an empty table tests nothing: let the world tell more"
    assert {len(row) for row in body} == {len(header)}
    for row in body:
        for column, cell in zip(sheet.columns, row, strict=True):
            assert cell or column.name not in sheet.key
            if cell:
                PARSE["string" if column.list else column.type](cell)
    keys = [tuple(row[header.index(name)] for name in sheet.key) for row in body]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", TABLES)
def test_the_metadata_agrees_with_the_file(written: Path, name: str) -> None:
    described = json.loads((written / f"{name}.csv-metadata.json").read_text("utf-8"))
    columns = described["tableSchema"]["columns"]
    assert described["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert (written / described["url"]).is_file()
    assert [column["name"] for column in columns] == list(rows(written, name)[0])
    assert set(described["tableSchema"]["primaryKey"]) == {column["name"] for column in columns if column["required"]}
    assert {column["datatype"] for column in columns} <= {"string", "integer", "date", "boolean", "decimal"}
    assert all(column["dc:description"] for column in columns)
    several = {column["name"]: column["separator"] for column in columns if "separator" in column}
    assert several == {c.name: "; " for c in sheets.get(name).columns if c.list}


@pytest.mark.parametrize("name", TABLES)
def test_pandas_and_polars_read_the_same_table(examples: Path, name: str) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install 'diplomacy-kg[tables]'")
    polars = pytest.importorskip("polars", reason="polars is not installed: pip install 'diplomacy-kg[tables]'")
    expected = rows(examples, name)
    frame = pandas.read_csv(examples / f"{name}.csv", dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == expected
    other = polars.read_csv(examples / f"{name}.csv", infer_schema=False)
    assert [{column: cell or "" for column, cell in row.items()} for row in other.to_dicts()] == expected


@pytest.mark.parametrize("name", TABLES)
def test_the_metadata_gives_pandas_and_polars_typed_columns(examples: Path, name: str) -> None:
    """What `NAME.csv-metadata.json` promises can be asked of both, column by column."""
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install 'diplomacy-kg[tables]'")
    polars = pytest.importorskip("polars", reason="polars is not installed: pip install 'diplomacy-kg[tables]'")
    described = json.loads((examples / f"{name}.csv-metadata.json").read_text("utf-8"))["tableSchema"]["columns"]
    types = {column["name"]: "string" if "separator" in column else column["datatype"] for column in described}
    numbers = {"integer": "Int64", "decimal": "Float64", "boolean": "boolean", "string": "string", "date": "string"}
    days = [column for column, type in types.items() if type == "date"]
    frame = pandas.read_csv(examples / f"{name}.csv", dtype={c: numbers[t] for c, t in types.items()}, parse_dates=days)
    for column in days:
        frame[column] = pandas.to_datetime(frame[column], format="%Y-%m-%d")
    known = {
        "integer": polars.Int64,
        "decimal": polars.Float64,
        "boolean": polars.Boolean,
        "string": polars.String,
        "date": polars.Date,
    }
    other = polars.read_csv(examples / f"{name}.csv", schema={c: known[t] for c, t in types.items()})
    assert len(frame) == len(other) == len(rows(examples, name))
    for column in days:
        filled = [row[column] for row in rows(examples, name) if row[column]]
        assert [str(day) for day in other[column].drop_nulls()] == filled
        assert [f"{day:%Y-%m-%d}" for day in frame[column].dropna()] == filled
    for column in (c for c, t in types.items() if t == "integer"):
        assert int(frame[column].sum()) == int(other[column].sum() or 0)


@pytest.mark.parametrize("name", NAMES)
def test_another_engine_gives_the_same_rows(graph: Graph, name: str) -> None:
    merged = rdflib.Graph()
    merged.parse(data=ox.serialize((q.triple for q in graph.quads()), format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    mine = {tuple(None if t is None else t.value for t in row) for row in graph.select(sheets.get(name).text)}
    theirs = {tuple(None if t is None else str(t) for t in row) for row in merged.query(sheets.get(name).text)}  # type: ignore[union-attr]
    assert mine == theirs


def test_the_order_of_quads_does_not_matter(graph: Graph, written: Path, tmp_path: Path) -> None:
    other = Graph.memory()
    other.add(sorted(graph.quads(), key=str, reverse=True))
    sheets.write(other, tmp_path)
    for path in written.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_the_page_about_the_tables_is_fresh() -> None:
    if os.environ.get("KG_GOLDEN") == "write":
        DOCS.write_text(sheets.describe(), "utf-8")
    assert DOCS.read_text("utf-8") == sheets.describe(), "KG_GOLDEN=write pytest tests/test_sheets.py writes it again"


# -- what rows count -------------------------------------------------------------------------------------------------------------


def test_a_meeting_told_by_three_articles_in_two_languages_is_one_row(examples: Path) -> None:
    (row,) = [r for r in rows(examples, "meetings") if {r["p1"], r["p2"]} == {"Xi Jinping", "Alexander Lukashenko"}]
    assert (row["date"], row["place"], row["country_iso3"], row["n_sources"]) == ("2024-07-04", "Astana", "KAZ", "3")
    assert (row["p1_iso3"], row["p1_position"]) == ("BLR", "president")
    assert row["sources"].split("; ") == ["astana-2024-07-04.en.txt", "astana-2024-07-04.zh.txt", "minsk-2024-08-22.en.txt"]


def test_each_pair_of_a_meeting_of_three_has_a_row(tmp_path: Path) -> None:
    found = of([Telling("a", "2024-07-05").says("They met.", met(XI, LUKASHENKO, LI, on="2024-07-04"))], "meetings", tmp_path)
    assert len(found) == 3
    assert len({row["meeting"] for row in found}) == 1


def test_what_did_not_happen_is_no_trip_and_no_meeting(written: Path) -> None:
    assert {(r["leader"], r["country"]) for r in rows(written, "trips")} == {
        ("Alexander Lukashenko", "China"),
        ("Li Qiang", "Belarus"),
        ("Jana Novak", "France"),
    }
    denied = [r for r in rows(written, "meetings") if r["place"] == "Paris"]
    assert [(r["sources"], r["voice"]) for r in denied] == [("claim", "claimed")]


def test_twice_in_a_year_is_one_row_for_two_trips_without_made_up_days(written: Path) -> None:
    (row,) = [r for r in rows(written, "trips") if r["leader"] == "Alexander Lukashenko"]
    assert (row["n_trips"], row["date"], row["precision"], row["start"], row["end"]) == (
        "2", "2023", "year", "2023-01-01", "2023-12-31",
    )  # fmt: skip
    assert row["voice"] == "claimed"


def test_a_trip_has_position_city_and_the_articles_of_plan_and_visit(written: Path) -> None:
    (row,) = [r for r in rows(written, "trips") if r["leader"] == "Li Qiang"]
    assert (row["position"], row["city"], row["start"], row["sources"]) == ("premier", "Minsk", "2024-08-22", "minsk; plan")
    assert row["voice"] == "reported"


def test_memberships_that_contradict_each_other_stand_side_by_side(written: Path) -> None:
    found = {(r["status"], r["action"], r["first_seen"]) for r in rows(written, "igo_membership")}
    assert found == {("dialogue partner", "", "2020-01-01"), ("member", "joined", "2024-07-05")}


def test_tenures_are_attested_by_news_or_known_from_tables(examples: Path) -> None:
    found = rows(examples, "tenures")
    news = [r for r in found if r["basis"] == "news" and r["holder"] == "Xi Jinping" and r["office"] == "president"]
    known = [r for r in found if r["basis"] == "reference" and r["holder"] == "Xi Jinping" and r["office"] == "president"]
    assert [(r["start"], r["first_seen"], r["last_seen"]) for r in news] == [("", "2024-07-04", "2024-11-16")]
    assert [(r["start"], r["n_sources"]) for r in known] == [("2013-03-14", "")]


def test_the_office_of_the_tables_fills_in_only_at_its_time(examples_file: Path, tmp_path: Path) -> None:
    graph = open_graph(examples_file)
    graph.remove(q for q in list(graph.quads()) if q.predicate.value == iris.term("officeText"))
    sheets.write(graph, tmp_path, ["meetings"])
    (row,) = [r for r in rows(tmp_path, "meetings") if r["p1"] == "Antony Blinken"]
    assert row["p1_position"] == "secretary of state"  # and not deputy secretary of state, which he was before


def test_a_stance_is_a_row_each_time_it_is_said_and_can_be_pivoted(written: Path) -> None:
    matrix: dict[tuple[str, str], int] = {}
    for row in rows(written, "stances"):
        pair = row["speaker"], row["topic"]
        matrix[pair] = matrix.get(pair, 0) + int(row["value"])
    assert matrix == {
        ("Belarus", "Global Development Initiative"): 1,
        ("Belarus", "six-point consensus"): 1,
        ("France", "six-point consensus"): -1,
    }


@pytest.mark.parametrize("name", ["stances", "statements"])
def test_quotes_stand_where_the_row_says(examples: Path, examples_file: Path, name: str) -> None:
    texts = _texts(open_graph(examples_file))
    for row in rows(examples, name):
        quote = row["quote"].removeprefix("'")
        assert texts[row["article"]][int(row["start"]) : int(row["end"])] == quote


def test_relayed_greetings_and_claims_are_statements(written: Path) -> None:
    found = rows(written, "statements")
    assert [(r["speaker"], r["addressee"], r["via"]) for r in found if r["act"] == "greet"] == [
        ("Xi Jinping", "Alexander Lukashenko", "Li Qiang"),
        ("Alexander Lukashenko", "Xi Jinping", "Li Qiang"),
    ]
    assert {r["fact"] for r in found if r["kind"] == "claim" and r["speaker"] == "Li Qiang"} >= {"Meeting", "Partnership"}


def test_an_agreement_has_a_row_for_each_party(written: Path) -> None:
    found = rows(written, "signings")
    assert {r["party"] for r in found} == {"China", "Serbia"}
    assert len({r["signing"] for r in found}) == 1


# -- PLOVER and CAMEO ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["written", "examples"])
def test_plover_objects_have_the_manuals_fields(folder: str, request: pytest.FixtureRequest) -> None:
    found = objects(request.getfixturevalue(folder))
    assert len({event["id"] for event in found}) == len(found) > 10
    known = {column.name for column in sheets.get("plover").columns}
    for event in found:
        assert {"id", "date", "actor", "event", "quad_code", "text", "text_info", "cite_info"} <= set(event) <= known
        assert set(event["event"]) <= PLOVER
        assert event["quad_code"] in {1, 2, 3, 4}
        assert date.fromisoformat(event["date"]) <= date.fromisoformat(event.get("enddate", event["date"]))
        for actor in [*event["actor"], *event.get("recipient", [])]:
            assert re.fullmatch(r"[A-Z]{3}", actor.get("code", "XXX"))
            assert {"actor_text", "identifier_id"} <= set(actor) <= {"code", "sector", "actor_text", "identifier_id", "office"}


def test_plovers_text_is_where_it_says(examples: Path, examples_file: Path) -> None:
    texts = _texts(open_graph(examples_file))
    for event in objects(examples):
        span = event["text_info"]
        assert texts[event["cite_info"]["citation"]][span["start"] : span["end"]] == event["text"]


def plover(folder: Path, *tellings: Telling) -> list[Mapping[str, Any]]:
    sheets.write(world.graph(tellings), folder, ["plover"])
    return list(objects(folder))


def test_a_planned_visit_is_an_agreement_and_a_denied_meeting_is_marked(written: Path) -> None:
    found = {event["id"]: event for event in objects(written)}
    planned = [e for e in found.values() if "future" in e.get("context", ())]
    assert planned
    assert {e["event"][0] for e in planned} == {"AGREE"}
    (denied,) = [e for e in found.values() if e["id"].startswith("occurrence/Meeting") and "negation" in e.get("context", ())]
    assert denied["voice"] == "claimed"
    ties = next(e for e in found.values() if e["id"].startswith("occurrence/DiplomaticTies"))
    assert (ties["date"], ties["enddate"], ties["context"]) == ("1992-01-01", "1992-12-31", ["historical"])


def test_equals_act_together_and_a_visitor_acts_upon_his_host(written: Path) -> None:
    events = objects(written)
    meeting = next(e for e in events if e["id"].startswith("occurrence/Meeting") and e["date"] == "2024-07-04")
    visit = next(e for e in events if e["id"].startswith("occurrence/Visit") and e["date"] == "2024-08-22")
    assert ([a["code"] for a in meeting["actor"]], meeting.get("recipient")) == (["BYX", "CNX"], None)
    assert (visit["mode"], visit["actor"][0]["actor_text"], visit["recipient"][0]["actor_text"]) == (
        "visit",
        "Li Qiang",
        "Belarus",
    )
    assert (visit["text"], visit["sources"]) == (
        "Chinese Premier Li Qiang met Lukashenko at the Palace of Independence in Minsk on 22 August.",
        ["minsk", "plan"],
    )


def test_modes_of_meetings(tmp_path: Path) -> None:
    day = Telling("a", "2024-07-05")
    day.says("One.", met(XI, LUKASHENKO, on="2024-07-01", place=ASTANA))
    day.says("Two.", met(XI, LUKASHENKO, on="2024-07-02", place=MINSK))
    day.says("Three.", met(XI, LUKASHENKO, on="2024-07-03", mode="video"))
    assert [(e["date"], e.get("mode")) for e in sorted(plover(tmp_path, day), key=lambda e: str(e["date"]))] == [
        ("2024-07-01", "third-party"),
        ("2024-07-02", None),
        ("2024-07-03", "phone"),
    ]


def test_who_speaks_for_an_organization_has_no_country_code(tmp_path: Path) -> None:
    chief = thing("Person", "person/a-chief", "A Chief", country="country/kz")
    alliance = world.Telling("a", "2024-07-05").says(
        "The chief of the SCO thanked China.",
        rec("SpeechAct", speaker=chief, act="thank", addressee=CN),
        rec("Tenure", holder=chief, officeText="secretary-general", of=SCO),
    )
    graph = world.graph([alliance])
    kind = ox.Quad(
        ox.NamedNode(iris.entity(SCO.id)), ox.NamedNode(iris.term("kind")), ox.Literal("international"),
        ox.NamedNode(iris.graph("reference")),
    )  # fmt: skip
    graph.add([kind])
    sheets.write(graph, tmp_path, ["plover", "cameo"])
    assert objects(tmp_path)[0]["actor"][0]["code"] == "IGO"
    assert [(r["SRC"], r["TGT"], r["CODE"]) for r in rows(tmp_path, "cameo")] == [("IGO", "CNX", "051")]


@pytest.mark.parametrize("folder", ["written", "examples"])
def test_cameo_is_one_a_day_between_two_sides(folder: str, request: pytest.FixtureRequest) -> None:
    found = rows(request.getfixturevalue(folder), "cameo")
    lines = [tuple(row.values()) for row in found]
    assert len(set(lines)) == len(lines)
    assert lines == sorted(lines)
    for row in found:
        assert re.fullmatch(r"\d{8}", row["DATE"])
        assert re.fullmatch(r"\d{3,4}", row["CODE"])
        assert all(re.fullmatch(r"[A-Z]{3}([A-Z]{3})?", row[side]) for side in ("SRC", "TGT"))
        assert row["SRC"][:3] != row["TGT"][:3]


def test_cameo_leaves_out_claims_denials_and_days_nobody_gives(tmp_path: Path) -> None:
    told = Telling("a", "2024-07-05")
    told.says("In 2023.", rec("Visit", visitor=LUKASHENKO, destination=CN, on="2023"))
    told.says("He said so.", met(XI, MACRON, on="2024-07-01", by=MACRON))
    told.says("It was denied.", met(LI, MACRON, on="2024-07-02", status="denied"))
    told.says("They go on a day.", rec("Visit", visitor=XI, destination=KZ, on="2024-08-01/2024-08-03", status="planned"))
    told.says("They went for days.", rec("Visit", visitor=LI, destination=BR, on="2024-07-01/2024-07-03"))
    told.says("Belarus supports China, it says.", rec("Stance", agent=BY, stance="support", target=CN, by=LUKASHENKO))
    assert [tuple(row.values()) for row in of([told], "cameo", tmp_path)] == [
        ("20240701", "BRX", "CNX", "043"),
        ("20240701", "CNX", "BRX", "042"),
        ("20240705", "BYX", "CNX", "051"),
        ("20240705", "CNX", "KZX", "036"),
    ]


# -- hostile text ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("evil", FORMULAS)
def test_no_cell_is_a_formula(evil: str, tmp_path: Path) -> None:
    villain = thing("Person", iris.unlinked("Person", evil), evil, linked=False)
    told = Telling("a", "2024-07-05").says(
        evil + " supports it, and met Xi.",
        met(villain, XI, on="2024-07-04"),
        rec("Visit", visitor=villain, destination=CN, on="2024-07-04"),
        rec("Stance", agent=villain, stance="support", target=evil),
        rec("Signing", party=[villain, XI], agreement=evil, action="signed"),
        rec("SpeechAct", speaker=villain, act="thank", addressee=XI, about=evil),
    )
    sheets.write(world.graph([told]), tmp_path)
    cells = [cell for name in TABLES for row in rows(tmp_path, name) for cell in row.values()]
    plain = [cell for cell in cells if not re.fullmatch(r"-?\d+", cell)]
    assert all(guarded(cell) == cell for cell in plain)
    assert "'" + evil in cells  # and it is all there


def test_separators_quotes_and_breaks_survive(tmp_path: Path) -> None:
    odd = 'a, "b"; c\nd\r\ne\x00\u2028f'
    told = Telling("a", "2024-07-05").says("They met.", met(thing("Person", iris.unlinked("Person", odd), odd, linked=False), XI))
    (row,) = of([told], "meetings", tmp_path)
    assert odd in row.values()


# -- what can go wrong -----------------------------------------------------------------------------------------------------------


def test_unknown_tables_and_impossible_folders_say_so(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="use cameo, "):
        sheets.write(graph, tmp_path, ["trisp"])
    with pytest.raises(QueryError, match="kg tables"):
        list(sheets.rows(graph, sheets.get("plover")))
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="name a folder"):
        sheets.write(graph, tmp_path / "file")


def test_the_readme_describes_the_tables_that_are_there(graph: Graph, tmp_path: Path) -> None:
    sheets.write(graph, tmp_path, ["trips"])
    sheets.write(graph, tmp_path, ["meetings"])
    text = (tmp_path / "README.md").read_text("utf-8")
    assert [name for name in NAMES if f"## {sheets.get(name).file}" in text] == ["meetings", "trips"]


def test_a_full_disk_leaves_the_old_tables(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheets.write(graph, tmp_path / "t", ["trips"])
    before = {path: path.read_bytes() for path in (tmp_path / "t").iterdir()}

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sheets, "metadata", full)
    with pytest.raises(OutputError, match="No space left"):
        sheets.write(graph, tmp_path / "t")
    assert {path: path.read_bytes() for path in (tmp_path / "t").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["t"]


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ('key = ["b"]', "key"),
        ('key = ["a"]\n#+ order = ["a"]\n#+ columns.a = { type = "strnig", about = "x" }', "columns.a"),
        ('key = ["a"]\n#+ order = ["a"]\n#+ suffix = "xls"\n#+ columns.a = { type = "string", about = "x" }', "suffix"),
    ],
)
def test_a_wrong_head_names_file_and_key(tmp_path: Path, head: str, key: str) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(f"#+ {head}\nSELECT ?a {{ ?a ?b ?c }}\n")
    with pytest.raises(TableError, match=f"mine.rq: {key}"):
        read(file)


@pytest.mark.parametrize("sheet", sheets.sheets().values(), ids=NAMES)
def test_a_query_gives_what_its_head_describes(graph: Graph, sheet: Sheet) -> None:
    assert sheet.summary
    assert sheet.description.endswith(".")
    if sheet.name not in {"plover", "cameo"}:
        variables = {v.value for v in graph.select(sheet.text).variables}
        assert {c.name for c in sheet.columns} | {c.otherwise for c in sheet.columns if c.otherwise} == variables


def _texts(graph: Graph) -> dict[str, str]:
    found = graph.select("SELECT ?id ?text { ?a dip:identifier ?id ; dip:text ?text }")
    return {row["id"].value: row["text"].value for row in found}
