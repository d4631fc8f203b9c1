"""The English clause layer, construction by construction, on several verbs each; it knows no event type, so neither do these."""

from __future__ import annotations

from functools import cache

import pytest

from kg.annotate import annotate
from kg.gazetteer import Gazetteer
from kg.ingest import layout
from kg.lang.context import Context, Predicates
from kg.lang.en.clauses import clauses
from kg.link import link
from kg.model import Article, Clause, Sentence

VERBS = frozenset(
    {
        "visit",
        "meet",
        "sign",
        "support",
        "condemn",
        "thank",
        "invite",
        "join",
        "attend",
        "release",
        "criticize",
        "host",
        "@demand",
    }
)
NOUNS = frozenset(
    {"visit", "talk", "meeting", "support", "commitment", "importance", "accession", "agreement", "member state", "summit"}
)


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def read(text: str) -> tuple[tuple[Sentence, ...], Context]:
    article = Article("example", text, published="2024-07-04")
    document, context = link(annotate(article, layout(article), gazetteer()), gazetteer())
    return document.sentences, context


def found(text: str, predicate: str) -> Clause:
    """The one clause of a predicate in a text; the first where a construction gives several."""
    sentences, context = read(text)
    told = [c for s in sentences for c in clauses(s, Predicates(VERBS, NOUNS), context) if c.predicate == predicate]
    assert told, f"no clause of {predicate!r}"
    return told[0]


def names(clause: Clause, role: str) -> list[str]:
    """What the phrases of a role denote."""
    return [e.label() for phrase in clause.roles.get(role, ()) for part in phrase.parts or (phrase,) for e in part.entities]


@pytest.mark.parametrize(
    ("text", "predicate", "subject", "other", "role"),
    [
        # active
        ("Serbia condemned Kosovo.", "condemn", ["Serbia"], ["Kosovo"], "object"),
        ("Poland thanked Ukraine.", "thank", ["Poland"], ["Ukraine"], "object"),
        ("Russia's Sergei Lavrov visited Algeria.", "visit", ["Sergei Lavrov"], ["Algeria"], "object"),
        # passive
        ("Kosovo was condemned by Serbia.", "condemn", ["Serbia"], ["Kosovo"], "object"),
        ("Ukraine was invited by Poland.", "invite", ["Poland"], ["Ukraine"], "object"),
        # relative and reduced relative
        ("Serbia, which condemned Kosovo, is small.", "condemn", ["Serbia"], ["Kosovo"], "object"),
        ("The country invited by Poland was Ukraine.", "invite", ["Poland"], [], "to"),
        # coordination of subjects, objects and verbs
        ("Serbia and Hungary condemned Kosovo.", "condemn", ["Serbia", "Hungary"], ["Kosovo"], "object"),
        ("Serbia thanked Hungary and Greece.", "thank", ["Serbia"], ["Hungary", "Greece"], "object"),
        ("Serbia criticized Kosovo and thanked Greece.", "thank", ["Serbia"], ["Greece"], "object"),
        # control, raising, gerunds behind prepositions
        ("Serbia wants to join NATO.", "join", ["Serbia"], ["North Atlantic Treaty Organization"], "object"),
        ("Poland congratulated Finland on joining NATO.", "join", ["Finland"], ["North Atlantic Treaty Organization"], "object"),
        # inversion
        ("Attending the summit were Serbia and Hungary.", "attend", ["Serbia", "Hungary"], [], "to"),
    ],
)
def test_verbs(text: str, predicate: str, subject: list[str], other: list[str], role: str) -> None:
    clause = found(text, predicate)
    assert names(clause, "subject") == subject
    assert names(clause, role) == other


@pytest.mark.parametrize(
    ("text", "predicate", "expected"),
    [
        # support verbs
        ("Serbia held talks with Hungary.", "talk", {"subject": ["Serbia"], "with": ["Hungary"]}),
        ("Talks were held between Serbia and Hungary.", "talk", {"between": ["Serbia", "Hungary"]}),
        ("Polish President Andrzej Duda paid a visit to Ukraine.", "visit", {"subject": ["Andrzej Duda"], "to": ["Ukraine"]}),
        (
            "Polish President Andrzej Duda arrived for a visit to Ukraine.",
            "visit",
            {"subject": ["Andrzej Duda"], "to": ["Ukraine"]},
        ),
        # nominalisations with possessive, "of", "between", "by"
        ("Andrzej Duda's visit to Ukraine was short.", "visit", {"subject": ["Andrzej Duda"], "to": ["Ukraine"]}),
        (
            "The accession of Finland to NATO was welcomed.",
            "accession",
            {"of": ["Finland"], "to": ["North Atlantic Treaty Organization"]},
        ),
        ("A meeting between Serbia and Hungary ended.", "meeting", {"between": ["Serbia", "Hungary"]}),
        ("The start of Andrzej Duda's visit to Ukraine was delayed.", "visit", {"subject": ["Andrzej Duda"], "to": ["Ukraine"]}),
        # whose it is, told by the verb over it
        ("Serbia noted the importance of peace.", "importance", {"reporter": ["Serbia"]}),
        (
            "Hungary reaffirmed its commitment to NATO.",
            "commitment",
            {"subject": ["Hungary"], "to": ["North Atlantic Treaty Organization"]},
        ),
        ("During the talks with Hungary, Serbia asked for gas.", "talk", {"outer": ["Serbia"], "with": ["Hungary"]}),
        # names before the noun, lists behind it
        ("China-Serbia talks began.", "talk", {"modifier": ["China", "Serbia"]}),
        ("The member states of NATO, including Spain and Italy, agreed.", "member state", {"listed": ["Spain", "Italy"]}),
    ],
)
def test_nouns(text: str, predicate: str, expected: dict[str, list[str]]) -> None:
    clause = found(text, predicate)
    assert {role: names(clause, role) for role in expected} == expected


@pytest.mark.parametrize(
    ("text", "predicate", "mood", "negated"),
    [
        ("Serbia signed the treaty.", "sign", "happened", False),
        ("Serbia to sign treaty with Hungary", "sign", "planned", False),
        ("Serbia will sign the treaty.", "sign", "planned", False),
        ("Serbia is expected to sign the treaty.", "sign", "planned", False),
        ("Serbia looks forward to joining the talks.", "join", "planned", False),
        ("Serbia might sign the treaty.", "sign", "hypothetical", False),
        ("If Serbia signs the treaty, Hungary will be glad.", "sign", "hypothetical", False),
        ("Serbia cancelled the visit.", "visit", "cancelled", False),
        ("Serbia postponed the talks with Hungary.", "talk", "cancelled", False),
        ("Serbia denied signing the treaty.", "sign", "denied", False),
        ("Serbia did not sign the treaty.", "sign", "happened", True),
        ("Serbia will not attend the summit.", "attend", "planned", True),
        ("The upcoming visit to Serbia was discussed.", "visit", "planned", False),
        ("Serbia would like to thank Hungary.", "thank", "planned", False),
        ("The possible meeting was discussed.", "meeting", "hypothetical", False),
    ],
)
def test_moods(text: str, predicate: str, mood: str, negated: bool) -> None:
    clause = found(text, predicate)
    assert (clause.mood, clause.negated) == (mood, negated)


@pytest.mark.parametrize(
    ("text", "predicate", "speaker"),
    [
        ("Serbia said that Hungary supports Kosovo.", "support", "Serbia"),
        ("Hungary condemned the attack, Polish President Andrzej Duda said.", "condemn", "Andrzej Duda"),
        ("Hungary condemned the attack.", "condemn", None),
    ],
)
def test_speakers(text: str, predicate: str, speaker: str | None) -> None:
    clause = found(text, predicate)
    assert (clause.speaker.label() if clause.speaker else None) == speaker


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway said that Israel should release the officers.", "releasing the officers"),
        ("Norway stressed that the dispute must be settled by talks.", "settling the dispute by talks"),
        ("Norway said that Serbia should implement the Minsk Agreements.", "the Minsk Agreements"),
    ],
)
def test_demands(text: str, wanted: str) -> None:
    clause = found(text, "@demand")
    assert names(clause, "subject") == ["Norway"]
    assert [p.text for p in clause.roles["object"]] == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Norway said that Norway and Sweden should deepen ties.",  # both sides
        "Norway said that it should deepen ties.",  # its own side
        "Norway said that Serbia should not release them.",
    ],
)
def test_no_demand_on_others(text: str) -> None:
    sentences, context = read(text)
    assert not [c for s in sentences for c in clauses(s, Predicates(VERBS, NOUNS), context) if c.predicate == "@demand"]


def test_what_somebody_is_asked_to_do_is_not_done() -> None:
    sentences, context = read("Poland invited Ukraine to visit Warsaw.")
    assert [c.predicate for s in sentences for c in clauses(s, Predicates(VERBS, NOUNS), context)] == ["invite"]


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("Serbia and Hungary signed an agreement on gas transit in Belgrade.", ["agreement on gas transit"]),
        (
            "Serbia and Hungary signed a Declaration on the Fifth Anniversary of the Union.",
            ["Declaration on the Fifth Anniversary of the Union"],
        ),
        ("They signed two documents entitled “On Rivers” and “On Roads”.", ["On Rivers", "On Roads"]),
        ("Serbia and Hungary signed several agreements.", []),
    ],
)
def test_names_of_documents(text: str, documents: list[str]) -> None:
    assert [p.text for p in found(text, "sign").roles.get("object name", ())] == documents


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Serbia met Foreign Minister Igor Ivanov, Energy Commissioner Loyola de Palacio, and Javier Solana.",
            ["Igor Ivanov", "Loyola de Palacio", "Javier Solana"],
        ),
    ],
)
def test_lists_of_people_on_the_surface(text: str, people: list[str]) -> None:
    assert names(found(text, "meet"), "object") == people
