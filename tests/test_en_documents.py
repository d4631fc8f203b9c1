"""Documents and their parties in English: how they are named, who made them, what becomes of them; sentences are ours."""

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
from kg.model import Article, Entity, Record

Told = tuple[set[str], str, str, str, str]


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def told(text: str, record: str) -> list[Record]:
    """The records of one type that a text tells, each once."""
    article = Article("example", text, published="2024-07-04")
    document, context = link(annotate(article, layout(article), gazetteer()), gazetteer())
    records, _ = extract(document, context, load())
    return [r for r in merge(records, load().keys, load().unions) if r.type == record]


def words(record: Record, name: str) -> list[str]:
    return [v.label() if isinstance(v, Entity) else str(v) for v in record.get(name)]


def signings(text: str) -> list[Told]:
    return [
        (
            set(words(r, "party")),
            words(r, "agreement")[0],
            words(r, "action")[0],
            r.status,
            r.date.text if r.date else "",
        )
        for r in told(text, "Signing")
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # parties inside the name are left out of it
        (
            "Kenya is expected to sign a treaty with Uganda on river transport on Friday.",
            ({"Kenya", "Uganda"}, "treaty on river transport", "planned", "happened", "2024-07-05"),
        ),
        (
            "Gabon concluded an accord with Angola concerning coastal patrols in 2019.",
            ({"Gabon", "Angola"}, "accord concerning coastal patrols", "signed", "happened", "2019"),
        ),
        # reduced relatives; documents on a list; relative clauses with the verb further down
        (
            "The memorandum issued by Spain, Malta and Libya this morning was welcomed.",
            ({"Spain", "Malta", "Libya"}, "memorandum", "signed", "happened", "2024-07-04"),
        ),
        (
            "The transit pact that we are about to conclude with Chad is no alliance, the Niger minister said.",
            ({"Niger", "Chad"}, "transit pact", "planned", "happened", ""),
        ),
        # what is denied, called off, ended
        (
            "Cuba said it never signed any fishing pact with Haiti.",
            ({"Cuba", "Haiti"}, "fishing pact", "signed", "denied", ""),
        ),
        (
            "Jordan denied pursuing a water deal with Egypt.",
            ({"Jordan", "Egypt"}, "water deal", "planned", "denied", ""),
        ),
        (
            "Ghana suspended free trade negotiations with Togo on Wednesday.",
            ({"Ghana", "Togo"}, "free trade negotiations", "planned", "cancelled", "2024-07-03"),
        ),
        (
            "The fishing accord between Norway and Iceland expired in 2019.",
            ({"Norway", "Iceland"}, "fishing accord", "terminated", "happened", "2019"),
        ),
        # compound adjectives
        (
            "Under the Franco-Italian border protocol, patrols are joint.",
            ({"France", "Italy"}, "Franco-Italian border protocol", "signed", "happened", ""),
        ),
        (
            "The Peru–Chile mining agreement took effect in March.",
            ({"Peru", "Chile"}, "Peru–Chile mining agreement", "signed", "happened", ""),
        ),
        # several together
        (
            "The governments of Peru, Chile and Bolivia signed a roadmap on copper in 2021.",
            ({"Peru", "Chile", "Bolivia"}, "roadmap on copper", "signed", "happened", "2021"),
        ),
        (
            "Joint Statement by the Leaders of France, Germany and Poland",
            (
                {"France", "Germany", "Poland"},
                "Joint Statement by the Leaders of France, Germany and Poland",
                "signed",
                "happened",
                "2024-07-04",
            ),
        ),
    ],
)
def test_one_document(text: str, wanted: Told) -> None:
    assert wanted in signings(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The border was settled in the 1961 and 1974 treaties between Laos and Vietnam.", {"1961 treaty", "1974 treaty"}),
        ("The 1998 and 2004 fishing accords between Oman and Yemen still hold.", {"1998 fishing accord", "2004 fishing accord"}),
        (
            "Two documents, a declaration and a work plan for 2030, are expected to be adopted by Ghana and Togo on Sunday.",
            {"declaration", "work plan for 2030"},
        ),
    ],
)
def test_several_documents(text: str, names: set[str]) -> None:
    assert {name for _, name, *_ in signings(text)} == names


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile met. More than fifty countries have signed agreements on mining.",  # others than the two sides
        "Peru and Chile met. The ministers signed the agreement.",  # which one
        "Peru hopes to conclude an appropriate agreement with Chile.",  # imagined
        "Analysts called for a Peru-Chile mining agreement.",
        "The European Union issued a statement on Monday.",
        "Mongolia and Nepal spoke of concluding the START III Treaty.",  # another's treaty
    ],
)
def test_no_document(text: str) -> None:
    assert signings(text) == []


@pytest.mark.parametrize(
    ("text", "parties", "level"),
    [
        ("Officials praised the ironclad U.S.-ROK alliance.", {"United States", "South Korea"}, "alliance"),
        ("The Sino-Russian strategic partnership is old.", {"China", "Russia"}, "strategic partnership"),
        ("The Franco–German strategic partnership is old.", {"France", "Germany"}, "strategic partnership"),
        ("Experts praised the U.S.–Japan–ROK alliance.", {"United States", "Japan", "South Korea"}, "alliance"),
    ],
)
def test_two_countries_in_one_word(text: str, parties: set[str], level: str) -> None:
    assert [(set(words(r, "party")), words(r, "levelText")) for r in told(text, "Partnership")] == [(parties, [level])]
