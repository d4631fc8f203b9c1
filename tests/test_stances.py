"""Stances through the real way, construction by construction, each on several words; the sentences are ours."""

from __future__ import annotations

from functools import cache

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.extract.frames import load
from kg.gazetteer import Gazetteer
from kg.ingest import layout
from kg.link import link
from kg.model import Article, Entity, Value

DAY = "2025-07-04"


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def plain(value: Value) -> str:
    return value.label() if isinstance(value, Entity) else str(value)


def stances(text: str) -> set[tuple[str, str, str]]:
    """(agent, support or oppose, target), with the status where it is not "happened"."""
    article = Article("example", text, published=DAY)
    document, context = link(annotate(article, layout(article), gazetteer(), load().cues), gazetteer())
    records, _ = extract(document, context, load())
    out = set()
    for r in (r for r in records if r.type == "Stance"):
        told = plain(r.get("stance")[0]) + ("" if r.status == "happened" else f" {r.status}")
        out.add((plain(r.get("agent")[0]), told, plain(r.get("target")[0])))
    return out


FOUND = {
    "the resolve to support a country": [
        ("Estonia stressed its determination to continue supporting Moldova.", "Estonia", "support", "Moldova"),
    ],
    "one word that is enough": [
        ("Cairo expressed its support for a ceasefire in talks with Rome.", "Egypt", "support", "ceasefire in talks with Rome"),
    ],
    "verbs that say enough with what is behind them": [
        ("Malta urged Libya to let food into Benghazi.", "Malta", "support", "letting food into Benghazi"),
        ("Japan said that Iran must give up its missiles.", "Japan", "support", "giving up its missiles"),
        ("Kenya demanded that Uganda pull out of Migingo.", "Kenya", "support", "pulling out of Migingo"),
        (
            "Greek Prime Minister Kyriakos Mitsotakis stressed that Cyprus must be reunified.",
            "Kyriakos Mitsotakis",
            "support",
            "reunifying Cyprus",
        ),
    ],
    "claims rejected": [
        (
            "Fijian Prime Minister Sitiveni Rabuka rejected the claim that Tonga had armed smugglers.",
            "Sitiveni Rabuka",
            "oppose",
            "claim that Tonga had armed smugglers",
        ),
    ],
    "condemned as": [
        ("Qatar denounced the raid on Gaza as a war crime.", "Qatar", "oppose", "raid on Gaza"),
    ],
    "wants others to stop, to act": [
        ("Cairo wants Addis Ababa to stop filling the dam.", "Egypt", "support", "stopping filling the dam"),
        ("Madrid wants Rabat to crack down on smugglers.", "Spain", "support", "cracking down on smugglers"),
    ],
    "efforts must be made to": [
        (
            "Irish Prime Minister Micheal Martin said that every effort must be made to end the siege of Aleppo.",
            "Micheal Martin",
            "support",
            "ending the siege of Aleppo",
        ),
    ],
    "the importance of it was stressed": [
        (
            "Alexander Stubb met Edgars Rinkevics in Riga. They discussed trade. The need to implement the Good Friday Agreement "
            "was stressed.",
            "Alexander Stubb",
            "support",
            "Good Friday Agreement",
        ),
    ],
    "we both": [
        (
            "French President Emmanuel Macron and Japanese Prime Minister Fumio Kishida met in Paris. "
            '"We both believe in the two-state solution," said Mr Macron.',
            "Japan",
            "support",
            "two-state solution",
        ),
    ],
    "no alternative to": [
        ("Malta insisted that there was no alternative to the truce in Yemen.", "Malta", "support", "truce in Yemen"),
        (
            "Spanish Prime Minister Pedro Sanchez said there is no substitute for the two-state solution.",
            "Pedro Sanchez",
            "support",
            "two-state solution",
        ),
    ],
    "a red line for": [
        ("Any naval base in Samoa would be a red line for Fiji.", "Fiji", "oppose", "naval base in Samoa"),
        ("The recognition of Abkhazia is a red line for Tbilisi.", "Georgia", "oppose", "recognition of Abkhazia"),
    ],
    "believes in": [
        (
            "Canadian Prime Minister Mark Carney said in Lima that Canada believed in free trade.",
            "Canada",
            "support",
            "free trade",
        ),
    ],
    "support voiced for a country": [
        ("Sweden reiterated its full support for Georgia.", "Sweden", "support", "Georgia"),
        ("Slovenia expressed its solidarity with Palestine.", "Slovenia", "support", "Palestine"),
    ],
    "wants a thing": [
        (
            "Peru wants a full investigation into the raid on Quito.",
            "Peru",
            "support",
            "full investigation into the raid on Quito",
        ),
    ],
    "of several deeds the first": [
        (
            "Nepal supports Bhutan in safeguarding its independence and building a railway.",
            "Nepal",
            "support",
            "Bhutan safeguarding its independence",
        ),
    ],
    "what was brought about by somebody, without by whom": [
        (
            "Brazil welcomed the truce in Sudan announced by Turkish President Recep Tayyip Erdogan.",
            "Brazil",
            "support",
            "truce in Sudan",
        ),
    ],
    "talks of others": [
        ("Chile welcomed the Geneva talks between Iran and Oman.", "Chile", "support", "Geneva talks between Iran and Oman"),
    ],
    "urged, called on, wanted": [
        ("Peru called on Chile to halt the dredging of the harbour.", "Peru", "support", "halting the dredging of the harbour"),
        ("Germany wants Iran to dismantle its nuclear programme.", "Germany", "support", "dismantling its nuclear programme"),
        ("Oman appealed to Qatar to reopen the causeway.", "Oman", "support", "reopening the causeway"),
        ("Kenya called for Sudan to withdraw from Abyei.", "Kenya", "support", "withdrawing from Abyei"),
        ("Jordan called for sanctions on Syria to be lifted.", "Jordan", "support", "lifting sanctions on Syria"),
    ],
    "demanded that": [
        ("Nepal demanded that India remove the barrier.", "Nepal", "support", "removing the barrier"),
        ("Libya insisted that Malta release the tanker.", "Libya", "support", "releasing the tanker"),
    ],
    "there must be": [
        (
            "There must be an immediate truce in Darfur, Irish Prime Minister Micheal Martin said.",
            "Micheal Martin",
            "support",
            "immediate truce in Darfur",
        ),
    ],
    "urged not to": [
        ("Poland urged Germany not to ease sanctions against Russia.", "Poland", "oppose", "easing sanctions against Russia"),
    ],
    "not tolerated": [
        ("Greece will never accept the partition of Cyprus.", "Greece", "oppose", "partition of Cyprus"),
        ("India does not recognize the annexation of Crimea.", "India", "oppose", "annexation of Crimea"),
        ("Serbia would not impose sanctions on Russia.", "Serbia", "oppose", "sanctions on Russia"),
    ],
    "called, described as": [
        (
            "Algeria described the French decision on the islands as an unfriendly act.",
            "Algeria",
            "oppose",
            "French decision on the islands",
        ),
        ("Egypt considers the Ethiopian dam illegal.", "Egypt", "oppose", "Ethiopian dam"),
    ],
    "said that it was": [
        ("Peru said Bolivia's remarks were an unacceptable interference.", "Peru", "oppose", "Bolivia's remarks"),
        (
            "Norwegian Prime Minister Jonas Gahr Store said it is unacceptable that Israel blocks aid to Gaza.",
            "Jonas Gahr Store",
            "oppose",
            "Israel blocks aid to Gaza",
        ),
    ],
    "said that it harms": [
        ("Iraq said Turkish air strikes violate its sovereignty.", "Iraq", "oppose", "Turkish air strikes"),
        ("Iran warned that any attack on its ports would trigger a war with Israel.", "Iran", "oppose", "attack on its ports"),
    ],
    "right, part": [
        (
            "Chinese Premier Li Qiang said that Palestinians have the right to return to Gaza.",
            "Li Qiang",
            "support",
            "Palestinians’ right to return to Gaza",
        ),
    ],
    "gerunds and clauses": [
        ("Hungary opposes sending weapons to Ukraine.", "Hungary", "oppose", "sending weapons to Ukraine"),
        ("Croatia opposes Kosovo joining NATO.", "Croatia", "oppose", "Kosovo joining NATO"),
        ("Mali refused to recognize the partition of Sudan.", "Mali", "oppose", "recognizing the partition of Sudan"),
    ],
    "not wanted": [
        ("Austria did not want Italy to tax the pass.", "Austria", "oppose", "taxing the pass"),
    ],
    "a place hung elsewhere": [
        ("Chad condemned the coup in Niger and demanded the release of ministers.", "Chad", "oppose", "coup in Niger"),
    ],
    "blame": [
        ("Ireland accused Israel of violating its airspace.", "Ireland", "oppose", "Israel violating its airspace"),
        ("Brazil criticized Canada for its tariffs on jets.", "Brazil", "oppose", "Canada’s tariffs on jets"),
        ("Cuba lashed out at Canada over the seizure of a trawler.", "Cuba", "oppose", "seizure of a trawler"),
        ("Canada imposed sanctions on Iran over the crackdown on protesters.", "Canada", "oppose", "crackdown on protesters"),
    ],
    "in support of, in protest at": [
        (
            "In support of Ukraine's sovereignty, Canada will send instructors to Poland.",
            "Canada",
            "support",
            "Ukraine's sovereignty",
        ),
        (
            "Greece recalled its envoy in protest at the Turkish drilling off Cyprus.",
            "Greece",
            "oppose",
            "Turkish drilling off Cyprus",
        ),
    ],
    "adjectives": [
        (
            "Brazil is opposed to French mediation in the dispute with Guyana.",
            "Brazil",
            "oppose",
            "French mediation in the dispute with Guyana",
        ),
        ("Laos is concerned about the Chinese dams on the Mekong.", "Laos", "oppose", "Chinese dams on the Mekong"),
    ],
    "bodies": [
        ("EU leaders condemned the Belarusian seizure of a plane.", "European Union", "oppose", "Belarusian seizure of a plane"),
    ],
    "a quotation that goes on": [
        (
            '"We want peace," Romanian President Klaus Iohannis said in Moldova. "We oppose any Russian interference in Moldova."',
            "Romania",
            "oppose",
            "Russian interference in Moldova",
        ),
    ],
    "an act told of before": [
        (
            "Kenyan President William Ruto mourned the bombing of a hotel in Mogadishu. Kenya condemns this cruel crime.",
            "Kenya",
            "oppose",
            "bombing of a hotel in Mogadishu",
        ),
    ],
    "two who do not cancel each other": [
        (
            "Iran would never give up its fuel and rejected American demands for zero enrichment.",
            "Iran",
            "oppose",
            "American demands for zero enrichment",
        ),
    ],
    "denied": [
        (
            "Britain does not support the American proposal to annex Greenland.",
            "United Kingdom",
            "support denied",
            "American proposal to annex Greenland",
        ),
    ],
}
CASES = [pytest.param(*case, id=f"{name}: {case[0][:50]}") for name, cases in FOUND.items() for case in cases]

SILENT = [
    "Jordan met Oman, and Jordan underscored its commitment to support both countries.",
    "Serbia wants investors from Hungary.",
    "Moldova thanked Greece for its support for Cyprus.",
    "Chile welcomed the talks.",
    "Peru believes in miracles, as does Chile.",
    "India closed the border until Nepal ended its support for smuggling.",
    "Kenya urged Uganda to strengthen cooperation.",
    "Kenya called on Uganda to continue the dialogue.",
    "Qatar said the talks with Oman were very useful.",
    "Qatar urged both Oman and Yemen to exercise restraint.",
    "Laos welcomed the delegation from Vietnam.",
    "Laos considers Vietnam a good friend.",
    "Peru announced funding for the construction of a school in Bolivia.",
    "Kenya and Uganda defended their sovereignty.",
]


@pytest.mark.parametrize(("text", "agent", "stance", "target"), CASES)
def test_stance(text: str, agent: str, stance: str, target: str) -> None:
    assert (agent, stance, target) in stances(text), stances(text)


def test_each_of_two_who_are_received() -> None:
    told = stances("Canada welcomed Finland and Sweden into NATO. Canada is proud.")
    assert {t for _, _, t in told} == {"Finland’s accession to NATO", "Sweden’s accession to NATO"}


@pytest.mark.parametrize("text", SILENT)
def test_goodwill_is_none(text: str) -> None:
    assert not stances(text)


def test_each_of_two_who_join() -> None:
    told = stances("Canada endorsed our partners Finland and Sweden joining NATO.")
    assert {t for _, _, t in told} >= {"Finland joining NATO", "Sweden joining NATO"}


def test_each_of_two_people_of_one_country() -> None:
    from kg.merge import merge

    text = (
        "Australian Prime Minister Anthony Albanese condemned the raid on the embassy in Lima. "
        "Australian Foreign Minister Penny Wong condemned the raid on the embassy in Lima."
    )
    article = Article("example", text, published=DAY)
    document, context = link(annotate(article, layout(article), gazetteer(), load().cues), gazetteer())
    records, _ = extract(document, context, load())
    kept = merge([r for r in records if r.type == "Stance"], load().keys, load().unions)
    assert {plain(r.get("agent")[0]) for r in kept} == {"Anthony Albanese", "Penny Wong"}
