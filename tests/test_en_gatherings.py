"""Gatherings, meetings and visits in English, construction by construction: who is there, when and where, what is called off."""

from __future__ import annotations

from functools import cache

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.extract.frames import load
from kg.extract.levels import awaited, lowered, situated
from kg.gazetteer import Gazetteer
from kg.ingest import layout
from kg.link import link
from kg.model import Article, Entity, Record


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def records(text: str, kind: str) -> list[Record]:
    """The records of one class in a text published on Thursday 4 July 2024."""
    article = Article("example", text, published="2024-07-04")
    document, context = link(annotate(article, layout(article), gazetteer()), gazetteer())
    told, _ = extract(document, context, load())
    return [r for r in told if r.type == kind]


def names(record: Record, name: str) -> list[str]:
    return [v.label() if isinstance(v, Entity) else str(v) for v in record.get(name)]


def everyone(text: str, kind: str, name: str) -> set[str]:
    return {label for r in records(text, kind) for label in names(r, name)}


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("Among those present at the Doha Forum were Kenya and Cuba.", {"Kenya", "Cuba"}),
        ("Participants in the Doha Forum included Kenya and Cuba.", {"Kenya", "Cuba"}),
        ("Delegates from Kenya and Cuba attended the Doha Forum.", {"Kenya", "Cuba"}),
        ("The leaders of Kenya, Cuba and Peru took part in the Doha Forum.", {"Kenya", "Cuba", "Peru"}),
        ("Chaired by Kenya, the Doha Forum opened on Monday with Cuba absent.", {"Kenya"}),
        ("The closing session of the Doha Forum was chaired by Cuban President Miguel Diaz-Canel.", {"Miguel Diaz-Canel"}),
        ("The Doha Forum, in which Cuban President Miguel Diaz-Canel took part, ended.", {"Miguel Diaz-Canel"}),
        ("Cuba and Kenya praised the Doha Forum.", set()),
        ("Cuba supports the idea of a meeting during the Doha Forum in Kenya.", set()),
    ],
)
def test_who_attends(text: str, agents: set[str]) -> None:
    assert everyone(text, "Attendance", "agent") == agents


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cuba attended the funeral of Queen Elizabeth II.", "funeral of Queen Elizabeth II"),
        ("Kenya and Cuba attended the inauguration of President John Mahama.", "inauguration of President John Mahama"),
        (
            "Kenya and Cuba attended a reception in Lima marking the 60th anniversary of their ties.",
            "reception marking the 60th anniversary of their ties",
        ),
        ("Kenya and Cuba attended the NATO Youth Summit.", "NATO Youth Summit"),
        ("Kenya and Cuba attended the third NATO summit.", "NATO summit"),
        ("NATO spoke. Kenya and Cuba attended the alliance's summit.", "NATO summit"),
    ],
)
def test_what_is_attended(text: str, name: str) -> None:
    assert everyone(text, "Attendance", "gathering") == {name}


@pytest.mark.parametrize(
    ("text", "date", "place"),
    [
        ("The Doha Forum, to be held in Lima on September 3, will hear Kenya and Cuba.", "2024-09-03", "Lima"),
        ("Kenya and Cuba await the Doha Forum scheduled for Monday in Lima.", "2024-07-08", "Lima"),
        ("The Doha Forum, due to open on Monday, will hear Kenya and Cuba.", "2024-07-08", None),
        ("The Doha Forum opens in Lima on Saturday, Kenya told Cuba.", "2024-07-06", "Lima"),
        ("Kenya hosted Cuba at the summit of the African Union in Lima.", None, "Lima"),
    ],
)
def test_when_and_where_it_is(text: str, date: str | None, place: str | None) -> None:
    found = records(text, "Convening")
    assert {r.date.text for r in found if r.date and r.rule.startswith("gathering")} == ({date} if date else set())
    assert {p for r in found for p in names(r, "place")} == ({place} if place else set())


@pytest.mark.parametrize(
    "text",
    [
        "Kenya pulled the plug on Cuban President Miguel Diaz-Canel's visit to Nairobi.",
        "Kenya called off the visit of Cuban President Miguel Diaz-Canel.",
        "Cuban President Miguel Diaz-Canel scrapped a planned trip to Kenya.",
        "Cuban President Miguel Diaz-Canel pulled out of a visit to Kenya.",
        "Cuban President Miguel Diaz-Canel's visit to Kenya was put off.",
        "A trip by Cuban President Miguel Diaz-Canel to Kenya has been postponed.",
    ],
)
def test_visits_called_off(text: str) -> None:
    found = records(text, "Visit")
    assert {r.status for r in found} == {"cancelled"}
    assert {label for r in found for label in names(r, "visitor")} == {"Miguel Diaz-Canel"}


def test_what_is_announced_has_not_happened() -> None:
    (visit,) = records("A trip to Lima by Kenyan President William Ruto was announced on Monday.", "Visit")
    assert (visit.status, visit.date) == ("planned", None)


def test_a_tour_gives_its_days_to_each_stop() -> None:
    text = "Kenyan President William Ruto will start on July 8 a three-day tour which will take him to Cuba and Peru."
    assert {(r.date.text if r.date else "", *names(r, "destination")) for r in records(text, "Visit")} == {
        ("2024-07-08/2024-07-10", "Cuba"),
        ("2024-07-08/2024-07-10", "Peru"),
    }


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Kenyan President William Ruto held phone calls with Cuban President Miguel Diaz-Canel and Peruvian President Dina Boluarte.",
            2,
        ),
        (
            "Kenyan President William Ruto met separately with Cuban President Miguel Diaz-Canel and Peruvian President Dina Boluarte.",
            2,
        ),
        (
            "Kenyan President William Ruto held talks with Cuban President Miguel Diaz-Canel and Peruvian President Dina Boluarte.",
            1,
        ),
        (
            "William Ruto and Dina Boluarte held calls with Cuban President Miguel Diaz-Canel and Chilean President Gabriel Boric.",
            0,
        ),
    ],
)
def test_one_meeting_or_one_with_each(text: str, rows: int) -> None:
    assert len({frozenset(names(r, "participant")) for r in records(text, "Meeting")}) == rows


def test_what_is_dated_ahead_is_planned() -> None:
    (meeting,) = records("Kenya and Cuba hold talks in Lima on August 20, 2024.", "Meeting")
    assert meeting.status == "planned"


def test_the_date_of_what_lies_ahead_is_not_the_meetings() -> None:
    text = "Ahead of the election on July 20, Kenyan President William Ruto met with Peruvian President Dina Boluarte on Monday in Lima."
    dates = {r.date.text for r in records(text, "Meeting") if r.date}
    assert dates == {"2024-07-01"}


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("On behalf of Kenyan President William Ruto, Musalia Mudavadi thanked Cuba.", {"Musalia Mudavadi"}),
        ("Kenyan President William Ruto conveyed his best wishes to Cuba.", set()),
    ],
)
def test_who_speaks_for_whom(text: str, via: set[str]) -> None:
    assert everyone(text, "SpeechAct", "speaker") == {"William Ruto"}
    assert everyone(text, "SpeechAct", "via") == via


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kenyan President William Ruto flew to Lima to meet Peruvian President Dina Boluarte.", "happened"),
        ("Kenyan President William Ruto is due to travel to Lima to meet Peruvian President Dina Boluarte.", "planned"),
        ("Kenyan President William Ruto will not go to Lima to see or meet Peruvian President Dina Boluarte.", "denied"),
        ("A meeting between Kenyan President William Ruto and Peruvian President Dina Boluarte is on the agenda.", "planned"),
        ("A call between Kenyan President William Ruto and Peruvian President Dina Boluarte is not on the schedule.", "denied"),
        ("A meeting between Kenyan President William Ruto and Peruvian President Dina Boluarte is being arranged.", "planned"),
    ],
)
def test_what_a_meeting_hangs_on_tells_whether_it_was(text: str, status: str) -> None:
    assert [r.status for r in records(text, "Meeting")] == [status]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kenya praised the summit of the Rio Group held in Lima.", {"Lima"}),
        ("Kenya praised the 2nd summit of the Rio Group (RG) hosted in Lima.", {"Lima"}),
        ("Kenya praised the summit of the Rio Group and the men held in Lima.", set()),
    ],
)
def test_where_a_long_name_was_held(text: str, place: set[str]) -> None:
    assert everyone(text, "Convening", "place") == place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Kenyan President William Ruto attended the opening ceremony of the Kenya-Peru Year of Books.",
            "Kenya-Peru Year of Books",
        ),
        ("Kenyan President William Ruto attended the closing ceremony of the Lima Music Days.", "Lima Music Days"),
    ],
)
def test_what_a_ceremony_opens(text: str, name: str) -> None:
    assert [e.partition(" of the ")[2] for e in everyone(text, "Attendance", "gathering")] == [name]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kenyan President William Ruto will not be at the Doha Forum.", "denied"),
        ("Kenyan President William Ruto will go to the Doha Forum.", "planned"),
        ("Kenyan President William Ruto flew to the Doha Forum on Monday.", "happened"),
    ],
)
def test_whether_somebody_is_there(text: str, status: str) -> None:
    assert {r.status for r in records(text, "Attendance")} == {status}


@pytest.mark.parametrize(
    "told",
    [
        "will fly to Lima, where he will see Peruvian President Dina Boluarte.",
        "will fly to Lima, where a meeting with Peruvian President Dina Boluarte is being arranged.",
        "will go on to Lima, where talks with Peruvian President Dina Boluarte are on the agenda.",
    ],
)
def test_where_somebody_goes_to_meet(told: str) -> None:
    (met,) = records(f"Kenyan President William Ruto {told}", "Meeting")
    assert set(names(met, "participant")) == {"William Ruto", "Dina Boluarte"}
    assert (names(met, "place"), met.status) == (["Lima"], "planned")


def test_greetings_and_wishes_are_of_one() -> None:
    told = "Musalia Mudavadi conveyed Kenyan President William Ruto's warm greetings and best wishes to Cuba."
    assert everyone(told, "SpeechAct", "speaker") == {"William Ruto"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kenyan President William Ruto spoke at the G20 summit in Quillota.", {"Quillota"}),
        ("Kenyan President William Ruto spoke at the G20 summit in March.", set()),
        ("Kenyan President William Ruto spoke at the G20 summit in English.", set()),
    ],
)
def test_a_place_that_no_table_has(text: str, place: set[str]) -> None:
    assert everyone(text, "Convening", "place") == place


@pytest.mark.parametrize("who", ["successor", "host", "colleague"])
def test_a_common_noun_stands_for_the_name_behind_it(who: str) -> None:
    told = f"The {who}, Kenyan President William Ruto, thanked Cuba."
    assert everyone(told, "SpeechAct", "speaker") == {"William Ruto"}


def test_a_headline_is_on_the_day_that_the_text_tells() -> None:
    told = "Kenyan president meets Peruvian president\n\nNAIROBI, July 4 (Xinhua) -- Kenyan President William Ruto met"
    found = records(f"{told} Peruvian President Dina Boluarte here on Tuesday.", "Meeting")
    assert {r.date.text for r in found if r.date} == {"2024-07-02"}


def test_a_finite_verb_stands_beside_the_finite_one() -> None:
    told = "Kenyan President William Ruto asked Musalia Mudavadi to write to Cuba and thanked Peru."
    assert everyone(told, "SpeechAct", "speaker") == {"William Ruto"}


@pytest.mark.parametrize(
    ("told", "met"),
    [
        ("The minister met Cuban President Miguel Diaz-Canel in Havana.", {"Musalia Mudavadi", "Miguel Diaz-Canel"}),
        ("Foreign Minister Dmytro Kuleba spoke too. The minister met Cuban President Miguel Diaz-Canel in Havana.", set()),
    ],
)
def test_the_minister_is_the_only_one(told: str, met: set[str]) -> None:
    assert everyone(f"Kenyan Foreign Minister Musalia Mudavadi spoke on Monday. {told}", "Meeting", "participant") == met


# -- between records -----------------------------------------------------------------------------------------------------------


def thing(kind: str, id: str, country: str | None = None) -> Entity:
    return Entity(id, kind, (("en", id),), country)


RUTO, BOLUARTE = thing("Person", "person/ruto", "country/ke"), thing("Person", "person/boluarte", "country/pe")
KENYA, PERU = thing("Country", "country/ke"), thing("Country", "country/pe")
FORUM, LIMA = thing("Gathering", "gathering/forum"), thing("City", "city/pe/lima", "country/pe")


def test_the_countries_meeting_is_their_leaders() -> None:
    leaders = Record("Meeting", (("participant", (RUTO, BOLUARTE)),), (), "meet/active")
    countries = Record("Meeting", (("participant", (KENYA, PERU)),), (), "meet/adjunct")
    assert lowered([leaders, countries], lambda e: e.country)[1].get("participant") == (RUTO, BOLUARTE)
    planned = Record("Meeting", (("participant", (KENYA, PERU)),), (), "meet/adjunct", "planned")
    assert lowered([leaders, planned], lambda e: e.country)[1] == planned


def test_a_meeting_at_a_gathering_is_where_that_is() -> None:
    forum = Record("Convening", (("gathering", (FORUM,)), ("place", (LIMA,))), (), "gathering/noun")
    aside = Record("Meeting", (("occasion", (FORUM,)), ("participant", (RUTO, BOLUARTE))), (), "meet/active")
    by_phone = Record(
        "Meeting", (("mode", ("phone",)), ("occasion", (FORUM,)), ("participant", (RUTO, BOLUARTE))), (), "meet/active"
    )
    assert situated([forum, aside])[1].get("place") == (LIMA,)
    assert situated([forum, by_phone])[1] == by_phone


def test_who_comes_for_a_coming_gathering_will_attend_it() -> None:
    forum = Record("Convening", (("gathering", (FORUM,)),), (), "gathering/noun", "planned")
    coming = Record("Attendance", (("agent", (RUTO,)), ("gathering", (FORUM,))), (), "arrive/active")
    assert awaited([forum, coming])[1].status == "planned"
    assert awaited([coming])[0].status == "happened"
