"""Values -> quads: the contract, line by line."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iris, mapping, vocab
from kg.errors import OntologyError
from kg.model import Article, Document, Entity, Evidence, Interval, Reading, Record, Value

BY = Entity("country/by", "Country", (("en", "Belarus"), ("zh", "白俄罗斯")))
CN = Entity("country/cn", "Country", (("en", "China"), ("zh", "中国"), ("en", "PRC")), subkind="member")
XI = Entity("person/xi-jinping", "Person", (("en", "Xi Jinping"), ("zh", "习近平")), country="country/cn")
DOE = Entity(iris.unlinked("Person", "Jane Doe"), "Person", (("en", "Jane Doe"),), country="country/by", linked=False)
SUMMIT = Entity("gathering/sco-summit", "Gathering", (("en", "SCO summit"),), country="organization/sco", subkind="summit")
TEXT = "Jane Doe met Xi. 习近平会见了多伊。"
FIRST, SECOND = Evidence(0, 16, TEXT[:16]), Evidence(17, 26, TEXT[17:])
DAY = Interval(date(2024, 7, 4), date(2024, 7, 4), "2024-07-04")


def record(type: str, **values: Value | tuple[Value, ...]) -> Record:
    rows = tuple(sorted((name, v if isinstance(v, tuple) else (v,)) for name, v in values.items()))
    return Record(type, rows, (FIRST,), "meeting.meet/active")


def reading(*records: Record, **article: Any) -> Reading:
    return Reading(Document(Article(**{"id": "r 1", "text": TEXT, **article}), (), anchor=date(2024, 7, 5)), records)


MEETING = replace(record("Meeting", participant=(XI, DOE), mode="phone"), date=DAY, stated_by=BY, confidence=0.9312345)


def lines(quads: list[ox.Quad]) -> list[str]:
    """Quads in short: IRIs without the project's root, graphs left out."""
    return [_short(q.subject) + " " + _short(q.predicate).split("/")[-1] + " " + _short(q.object) for q in quads]


def _short(term: Any) -> str:
    text = re.sub(r"\^\^<[^>]*#(\w+)>$", r"^^\1", str(term))
    return re.sub(r"record/(\w+)-\w{12}", r"record/\1", text.replace(iris.ROOT, "").strip("<>"))


def said(type: str, name: str, value: Value | tuple[Value, ...]) -> list[str]:
    """Objects of property ``name`` in a record of this class, and of what is read from it."""
    quads = mapping.article_quads(reading(record(type, **{name: value})))
    names = {name, *(p.name for p in vocab.PROPERTIES.values() if name in {p.named_by, p.composed_in})}
    return sorted(_short(q.object) for q in quads if q.predicate.value in {iris.term(n) for n in names})


EXPECTED = """
id/article/r%201 22-rdf-syntax-ns#type ontology#Article
id/article/r%201 ontology#datelineDate "2024-07-05"^^date
id/article/r%201 ontology#fileName "r1.txt"
id/article/r%201 ontology#identifier "r 1"
id/article/r%201 ontology#language "en"
id/article/r%201 ontology#published "2024-07-05"^^date
id/article/r%201 ontology#sha256 "1cf140c77573"
id/article/r%201 ontology#source "Morning Post"
id/article/r%201/evidence/0-16 22-rdf-syntax-ns#type ontology#Evidence
id/article/r%201/evidence/0-16 ontology#end "16"^^integer
id/article/r%201/evidence/0-16 ontology#inArticle id/article/r%201
id/article/r%201/evidence/0-16 ontology#quote "Jane Doe met Xi."@en
id/article/r%201/evidence/0-16 ontology#start "0"^^integer
id/article/r%201/record/Meeting 22-rdf-syntax-ns#type ontology#Meeting
id/article/r%201/record/Meeting 22-rdf-syntax-ns#type ontology#Record
id/article/r%201/record/Meeting ontology#confidence "0.9312"^^decimal
id/article/r%201/record/Meeting ontology#date "2024-07-04"^^date
id/article/r%201/record/Meeting ontology#dateText "2024-07-04"
id/article/r%201/record/Meeting ontology#evidence id/article/r%201/evidence/0-16
id/article/r%201/record/Meeting ontology#inArticle id/article/r%201
id/article/r%201/record/Meeting ontology#mode vocabulary/mode/phone
id/article/r%201/record/Meeting ontology#notAfter "2024-07-04"^^date
id/article/r%201/record/Meeting ontology#notBefore "2024-07-04"^^date
id/article/r%201/record/Meeting ontology#participant id/person/_/jane-doe
id/article/r%201/record/Meeting ontology#participant id/person/xi-jinping
id/article/r%201/record/Meeting ontology#rule "meeting.meet/active"
id/article/r%201/record/Meeting ontology#statedBy id/country/by
id/article/r%201/record/Meeting ontology#status vocabulary/status/happened
id/person/_/jane-doe 22-rdf-syntax-ns#type ontology#Person
id/person/_/jane-doe ontology#country id/country/by
id/person/_/jane-doe ontology#linkStatus "unlinked"
id/person/_/jane-doe rdf-schema#label "Jane Doe"@en
"""


def test_a_record_as_quads() -> None:
    quads = mapping.article_quads(reading(MEETING, source="Morning Post", published="2024-07-05", path="/home/x/r1.txt"))
    assert sorted(re.sub(r'(sha256 "\w{12})\w+', r"\1", line) for line in lines(quads)) == sorted(EXPECTED.strip().splitlines())
    assert {str(q.graph_name) for q in quads} == {f"<{iris.article('r 1')}>"}
    assert quads == sorted(set(quads), key=str)


def test_white_space_does_not_change_the_fingerprint() -> None:
    def fingerprint(text: str) -> list[str]:
        return [line for line in lines(mapping.article_quads(reading(text=text))) if "sha256" in line]

    assert fingerprint("a  b\u00a0c\n") == fingerprint("a b c") != fingerprint("a b d")


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("2024", ['"2024"', '"2024"^^gYear', '"2024-01-01"^^date', '"2024-12-31"^^date']),
        ("2024-02", ['"2024-02"', '"2024-02"^^gYearMonth', '"2024-02-01"^^date', '"2024-02-29"^^date']),
        ("2024-07-02/2024-07-06", ['"2024-07-02/2024-07-06"', '"2024-07-02"^^date', '"2024-07-06"^^date']),
    ],
)
def test_dates_keep_their_precision(text: str, objects: list[str]) -> None:
    days = [date.fromisoformat(o[1:11]) for o in objects if o.endswith("^^date")]
    quads = mapping.article_quads(reading(replace(MEETING, date=Interval(days[0], days[-1], text))))
    names = {iris.term(n) for n in ("date", "dateText", "notBefore", "notAfter")}
    assert sorted(_short(q.object) for q in quads if q.predicate.value in names) == sorted(objects)


@pytest.mark.parametrize(
    ("type", "name", "value", "objects"),
    [
        ("Tenure", "officeText", "Minister of Foreign Affairs", ['"Minister of Foreign Affairs"@en', "vocabulary/office/foreign-minister"]),
        ("Tenure", "officeText", "keeper of the seals", ['"keeper of the seals"@en']),
        ("Tenure", "former", True, ['"true"^^boolean']),
        ("Visit", "count", 2, ['"2"^^integer']),
        ("Membership", "membershipStatus", "dialogue partner", ["vocabulary/membership-status/dialogue-partner"]),
        ("Membership", "membershipStatus", "dialogue-partner", ["vocabulary/membership-status/dialogue-partner"]),
        ("Cooperation", "field", ("经贸", "space cakes"), ["id/topic/space-cakes_", "vocabulary/field/trade"]),
        ("Cooperation", "field", Entity("topic/x", "Topic", (("zh", "农业"),), linked=False), ["vocabulary/field/agriculture"]),
        ("Stance", "target", "停火", ["id/topic/_"]),
        ("Stance", "target", CN, ["id/country/cn"]),
        ("Signing", "agreement", "Fisheries Pact", ["id/agreement/fisheries-pact"]),
        ("JointProject", "project", "Harbour Bridge", ["id/project/harbour-bridge"]),
        ("Attendance", "gathering", "Spring Forum", ["id/gathering/_/spring-forum"]),
        (
            "Partnership",
            "levelText",
            "全天候战略伙伴关系",
            ['"全天候战略伙伴关系"@zh', "vocabulary/component/all-weather", "vocabulary/component/strategic", "vocabulary/partnership-level/all-weather-strategic-partnership"],
        ),
        ("Partnership", "levelText", "warm strategic bond", ['"warm strategic bond"@en', "vocabulary/component/strategic"]),
        ("Tenure", "heldFrom", Interval(date(2024, 7, 1), date(2024, 7, 31), "2024-07"), ['"2024-07"^^gYearMonth']),
    ],
)  # fmt: skip
def test_values_become_what_their_property_says(type: str, name: str, value: Value, objects: list[str]) -> None:
    assert [re.sub(r"_\w{12}$", "_", o) for o in said(type, name, value)] == sorted(objects)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (record("Visit", mood="merry"), "mood is no property of the ontology: add it to ontology/diplomacy.ttl"),
        (record("Party", agent=BY), "Party is no record class of the ontology: add it to ontology/diplomacy.ttl"),
        (record("Meeting", mode="telepathy"), "mode = 'telepathy': ontology/vocabularies.ttl has no such mode"),
        (record("Visit", visitor="somebody"), "visitor = 'somebody': it needs an entity"),
    ],
)
def test_what_the_ontology_lacks_is_named_with_its_rule(wrong: Record, message: str) -> None:
    with pytest.raises(OntologyError) as caught:
        mapping.article_quads(reading(wrong))
    assert str(caught.value) == f"meeting.meet/active: {message}"


def test_an_unknown_class_of_thing_is_named() -> None:
    ghost = Entity("ghost/x", "Ghost", linked=False)
    with pytest.raises(OntologyError, match="ghost/x: Ghost is no class of the ontology"):
        mapping.article_quads(reading(record("Stance", target=ghost)))


def test_free_text_is_described_where_it_is_said() -> None:
    quads = lines(mapping.article_quads(reading(record("Stance", agent=CN, stance="support", target="停火"))))
    [topic] = {line.split()[0] for line in quads if "/topic/" in line.split()[0]}
    assert {line.removeprefix(topic).strip() for line in quads if line.startswith(topic)} == {
        "22-rdf-syntax-ns#type ontology#Topic", 'rdf-schema#label "停火"@zh', 'ontology#linkStatus "unlinked"',
    }  # fmt: skip
    assert not any(line.startswith("id/country/cn") for line in quads), "linked things are the reference graph's"


def test_records_that_say_the_same_are_one_with_all_evidence() -> None:
    again = replace(MEETING, evidence=(SECOND,), rule="meeting.meet/passive", confidence=0.5)
    for order in itertools.permutations([MEETING, again]):
        quads = lines(mapping.article_quads(reading(*order)))
        told = [line.split(" ", 2)[1:] for line in quads if line.startswith("id/article/r%201/record/")]
        assert [value for name, value in told if name == "ontology#evidence"] == [
            f"id/article/r%201/evidence/{e}" for e in ("0-16", "17-26")
        ]
        assert [value for name, value in told if name == "ontology#rule"] == ['"meeting.meet/active"']


@pytest.mark.parametrize("change", [{"status": "planned"}, {"date": None}, {"stated_by": None}, {"type": "Attendance"}])
def test_what_is_said_makes_the_record(change: dict[str, Any]) -> None:
    assert mapping.record_iri("r 1", MEETING) != mapping.record_iri("r 1", replace(MEETING, **change))
    assert mapping.record_iri("r 1", MEETING) == mapping.record_iri("r 1", replace(MEETING, evidence=(SECOND,), confidence=None))
    used = {str(q.subject).strip("<>") for q in mapping.article_quads(reading(MEETING))}
    assert mapping.record_iri("r 1", MEETING) in used


RECORDS = st.lists(
    st.builds(
        lambda type, agents, text, when: replace(record(type, **{name: text if p.becomes else agents for name, p in _things(type)}), date=when),
        st.sampled_from(vocab.RECORDS),
        st.permutations([BY, XI, DOE]).map(tuple),
        st.text(min_size=1).filter(str.strip),
        st.sampled_from([None, DAY]),
    ),
    max_size=6,
)  # fmt: skip


def _things(type: str) -> list[tuple[str, vocab.Property]]:
    return [(n, p) for n, p in vocab.PROPERTIES.items() if type in p.classes and p.kind == "thing"]


@given(RECORDS, st.randoms())
def test_any_records_give_the_same_plain_quads_in_any_order(records: list[Record], random: Any) -> None:
    shuffled = [replace(r, values=tuple((n, tuple(reversed(v))) for n, v in r.values)) for r in records]
    random.shuffle(shuffled)
    quads = mapping.article_quads(reading(*records))
    assert quads == mapping.article_quads(reading(*shuffled))
    assert not any(isinstance(term, ox.BlankNode) for q in quads for term in (q.subject, q.object))
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert {*ox.parse(data, format=ox.RdfFormat.N_QUADS)} == {*quads}


def test_emitted_words_are_the_ontologys() -> None:
    quads = [
        *mapping.article_quads(reading(MEETING)),
        *mapping.text_quads(reading().document.article),
        *mapping.reference_quads([BY, CN, XI, SUMMIT], Names()),
    ]
    used = set(re.findall(re.escape(iris.ONTOLOGY) + r"(\w+)", " ".join(map(str, quads))))
    assert used <= {*vocab.CLASSES, *vocab.PROPERTIES}


@pytest.mark.parametrize(
    ("published", "literal"),
    [
        ("2024-07-05", '"2024-07-05"^^date'),
        ("2024-07-05T10:30:00+08:00", '"2024-07-05T02:30:00Z"^^dateTime'),
        ("2024-07-05T10:30:00", '"2024-07-05"^^date'),
        ("last Friday", '"last Friday"'),
    ],
)
def test_publication_times_are_canonical(published: str, literal: str) -> None:
    [value] = [
        q.object for q in mapping.article_quads(reading(published=published)) if q.predicate.value == iris.term("published")
    ]
    assert _short(value) == literal


def test_another_base_moves_every_resource() -> None:
    base = "https://example.org/kg/"
    quads = (
        mapping.article_quads(reading(MEETING), base)
        + mapping.text_quads(Article("a", "x"), base)
        + mapping.meta_quads("1", {}, base)
    )
    assert not any(iris.BASE in str(q) for q in quads + mapping.reference_quads([XI], None, (), base))


# -- the other graphs --------------------------------------------------------------------------------------------------------


class Office:
    title, of, first, last, source = "president", "country/cn", date(2013, 3, 14), None, "REIGN"


class Names:
    """As much of a gazetteer as is asked for."""

    def entity(self, id: str) -> Entity:
        return {
            "country/cn": CN,
            "country/by": BY,
            "city/by/minsk": Entity("city/by/minsk", "City", (("en", "Minsk"),), "country/by"),
        }[id]

    def details(self, id: str) -> dict[str, Any]:
        known: dict[str, dict[str, Any]] = {
            "country/cn": {"iso3": "CHN", "altLabels": [("en", "People's Republic of China")]},
            "person/xi-jinping": {"offices": [Office()], "wikidata": "Q1"},
            "venue/by/hall": {"city": "city/by/minsk", "source": "gazetteer"},
        }
        return known[id]


def test_reference_describes_linked_things_and_what_they_lean_on() -> None:
    hall = Entity("venue/by/hall", "Venue", (("en", "Hall"),), "country/by")
    told = lines(mapping.reference_quads([XI, DOE, hall, SUMMIT], Names(), [iris.concept("mode", "phone")]))
    assert {line.split()[0] for line in told} >= {"id/country/cn", "id/country/by", "id/city/by/minsk", "id/person/xi-jinping"}
    assert not any("jane-doe" in line for line in told), "an article's own graph describes her"
    tenure = next(line.split()[0] for line in told if line.endswith("ReferenceTenure"))
    assert {
        'id/country/cn ontology#iso3 "CHN"', 'id/country/cn ontology#kind "member"', 'id/country/cn rdf-schema#label "China"@en',
        'id/country/cn core#altLabel "PRC"@en', "id/country/cn core#altLabel \"People's Republic of China\"@en",
        'id/person/xi-jinping ontology#linkStatus "linked"', "id/person/xi-jinping ontology#country id/country/cn",
        "id/person/xi-jinping ontology#wikidata http://www.wikidata.org/entity/Q1", "id/venue/by/hall ontology#inCity id/city/by/minsk",
        "id/city/by/minsk ontology#inCountry id/country/by", "id/gathering/sco-summit ontology#ofOrganization id/organization/sco",
        f'{tenure} ontology#heldFrom "2013-03-14"^^date', f'{tenure} ontology#source "REIGN"', f"{tenure} ontology#referenceOf id/country/cn",
        'vocabulary/mode/phone core#notation "phone"', 'vocabulary/mode/phone core#prefLabel "电话"@zh',
    } <= set(told)  # fmt: skip
    assert not any("heldUntil" in line for line in told)


def test_reference_needs_no_gazetteer() -> None:
    told = lines(mapping.reference_quads([XI]))
    assert {line.split()[0] for line in told} == {"id/person/xi-jinping"}


def test_an_unknown_concept_is_an_error() -> None:
    with pytest.raises(OntologyError, match="vocabulary/mode/pigeon: is no concept"):
        mapping.reference_quads([], None, [iris.concept("mode", "pigeon")])


def test_concepts_used_are_found() -> None:
    assert mapping.concepts_used(mapping.article_quads(reading(MEETING))) == [
        iris.concept("mode", "phone"),
        iris.concept("status", "happened"),
    ]


def test_text_graph_holds_the_text_unchanged() -> None:
    [quad] = mapping.text_quads(Article("a", "line\r\n\ttab \u00a0 終"))
    assert quad.object == ox.Literal("line\r\n\ttab \u00a0 終")
    assert quad.graph_name == ox.NamedNode(iris.graph("text"))


def test_meta_counts_members_of_classes() -> None:
    told = lines(mapping.meta_quads("1.2", {"articles": 5, "Meeting": 12}))
    assert 'id/dataset/Meeting void#entities "12"^^integer' in told
    assert 'id/dataset/Article void#entities "5"^^integer' in told
    assert 'id/build/kg-1.2 owl#versionInfo "1.2"' in told
