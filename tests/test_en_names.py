"""Who an English sentence speaks of: titles and the bodies they belong to, beside names that no table knows."""

from __future__ import annotations

import pytest

from tests.test_en_clauses import read

Office = tuple[str, str, str]


def offices(text: str) -> list[Office]:
    return [(o.person.label(), o.role, o.of.label()) for s in read(text)[0] for o in s.offices]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Putin met with Director of Russia's Foreign Intelligence Service Pavel Orlov.",
            ("Pavel Orlov", "director of foreign intelligence service", "Russia"),
        ),
        (
            "He thanked Polish National Security Bureau Chief Jan Wolny.",
            ("Jan Wolny", "national security bureau chief", "Poland"),
        ),
        (
            "Head of the Kenyan Federal Anti-Corruption Agency Ann Mutua spoke.",
            ("Ann Mutua", "head of the federal anti-corruption agency", "Kenya"),
        ),
        (
            "The Brazilian Secretary for Strategic Affairs Rui Lima arrived.",
            ("Rui Lima", "secretary for strategic affairs", "Brazil"),
        ),
        ("Austrian Federal Chancellor Max Huber arrived in Rome.", ("Max Huber", "chancellor", "Austria")),
        ("The Chilean WTO negotiator Pablo Rojas said so.", ("Pablo Rojas", "negotiator", "Chile")),
        (
            "Minister for Maritime Affairs of Indonesia Budi Santo arrived.",
            ("Budi Santo", "minister for maritime affairs", "Indonesia"),
        ),
    ],
)
def test_names_of_bodies_are_no_part_of_a_persons_name(text: str, expected: Office) -> None:
    assert expected in offices(text)
    assert len(offices(text)) <= 1 + ("Putin" in text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "She met French Diplomatic Counselor to the President Luc Meyer.",
            ("Luc Meyer", "diplomatic counselor to the president", "France"),
        ),
        (
            "He spoke with Ilze Kalna, National Security Advisor to the Latvian Prime Minister.",
            ("Ilze Kalna", "national security advisor to the prime minister", "Latvia"),
        ),
        (
            "Special Representative of the President of Kazakhstan Serik Omarov took part.",
            ("Serik Omarov", "special representative of the president", "Kazakhstan"),
        ),
    ],
)
def test_who_serves_a_president_is_not_the_president(text: str, expected: Office) -> None:
    assert [o for o in offices(text) if o[1] == "president"] == []
    assert expected in offices(text)


@pytest.mark.parametrize(
    "text",
    [
        "The President and Prime Minister Kurti discussed visas.",
        "The Vice President and Prime Minister Davis discussed trade with Nassau.",
    ],
)
def test_two_people_side_by_side(text: str) -> None:
    assert [o[1] for o in offices(text)] == ["prime minister"]


def test_one_person_with_two_posts() -> None:
    told = offices("Kenyan Deputy Prime Minister and Finance Minister Peter Otieno arrived in Rome.")
    assert sorted(told) == [("Peter Otieno", "deputy prime minister", "Kenya"), ("Peter Otieno", "finance minister", "Kenya")]


@pytest.mark.parametrize(
    "text",
    [
        "In Moscow, Putin gave the prize to Zarya Chairman Oleg Belov.",  # a company's post
        "Putin spoke with President of South Ossetia Alan Gagloev.",  # of no country of the tables
        "France was glad of the Minority Business Development Agency and the Chief Economist.",
        "On August 28, at the invitation of Prime Minister of Hungary Viktor Orban, the President of Russia will visit Budapest.",
    ],
)
def test_posts_that_are_no_countrys(text: str) -> None:
    assert {o[0] for o in offices(text)} <= {"Vladimir Putin", "Viktor Orban"}
    assert ("Viktor Orban", "president", "Russia") not in offices(text)


def test_whose_spokeswoman_and_what_was_then() -> None:
    told = offices("Armenian Prime Minister Nikol Pashinyan will not travel to Turkey, his spokeswoman Anahit Sargsyan said.")
    assert ("Anahit Sargsyan", "spokeswoman", "Armenia") in told
    assert offices("It was Justin Trudeau, then prime minister, who visited France.") == [
        ("Justin Trudeau", "prime minister", "Canada")
    ]
