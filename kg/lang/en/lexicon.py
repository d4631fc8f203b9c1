"""The English word lists of ``lexicon.toml``, typed and read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from kg.tables import read_toml


@dataclass(frozen=True)
class Lexicon:
    """See ``lexicon.toml`` for what each list means; all words are lower case."""

    titles: dict[str, str]
    sovereign: frozenset[str]
    international: frozenset[str]
    absorbed: frozenset[str]
    courtesy: frozenset[str]
    courtesy_female: frozenset[str]
    rank: frozenset[str]
    former: frozenset[str]
    coming: frozenset[str]
    idle: frozenset[str]
    portfolio: frozenset[str]
    with_portfolio: frozenset[str]
    of_a_person: frozenset[str]
    of_a_body: frozenset[str]
    institutions: frozenset[str]
    bodies: frozenset[str]
    regions: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    both_countries: tuple[str, ...]
    both_leaders: tuple[str, ...]
    side: frozenset[str]
    gatherings: frozenset[str]
    gathering_words: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    first: frozenset[str]
    second: frozenset[str]
    we: frozenset[str]
    they: frozenset[str]
    speech: frozenset[str]
    support: frozenset[str]
    planned: frozenset[str]
    cancelled: frozenset[str]
    denied: frozenset[str]
    compound: dict[str, str]
    combining: dict[str, str]
    base_forms: dict[str, str]  # of verbs, that the model cuts wrongly
    clause: dict[str, frozenset[str]]

    @cached_property
    def title_openers(self) -> frozenset[str]:
        """How titles begin, up to the first blank or hyphen."""
        return frozenset(re.split(r"[ -]", title)[0] for title in self.titles)

    @cached_property
    def gathering_heads(self) -> frozenset[str]:
        """Head words of gatherings that no summit series has: "funeral", "reception", "session"."""
        return self.clause["rite"] | self.clause["ceremonial"] | {"meeting", "session"}

    @cached_property
    def description_openers(self) -> frozenset[str]:
        """First words of "both sides", "the two leaders"."""
        return frozenset(phrase.split()[0] for phrase in (*self.both_countries, *self.both_leaders))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lists; raises TableError where the file is broken."""
    t: dict[str, Any] = read_toml(Path(__file__).with_name("lexicon.toml"))
    f = frozenset
    return Lexicon(
        t["titles"],
        f(t["sovereign"]["words"]),
        f(t["international"]["words"]),
        f(t["absorbed"]["words"]),
        f(t["courtesy"]["words"]),
        f(t["courtesy"]["female"]),
        f(t["modifiers"]["rank"]),
        f(t["modifiers"]["former"]),
        f(t["modifiers"]["coming"]),
        f(t["modifiers"]["idle"]),
        f(t["portfolio"]["words"]),
        f(t["portfolio"]["after"]),
        f(t["portfolio"]["of_a_person"]),
        f(t["portfolio"]["of_a_body"]),
        f(t["institutions"]["words"] + t["institutions"]["bodies"]),
        f(t["institutions"]["bodies"]),
        f(t["institutions"]["regions"]),
        f(t["particles"]["words"]),
        f(t["particles"]["not_names"]),
        tuple(t["descriptions"]["both_countries"]),
        tuple(t["descriptions"]["both_leaders"]),
        f(t["descriptions"]["side"]),
        f(t["gatherings"]["heads"]),
        f(t["gatherings"]["words"]),
        f(t["pronouns"]["male"]),
        f(t["pronouns"]["female"]),
        f(t["pronouns"]["first"]),
        f(t["pronouns"]["second"]),
        f(t["pronouns"]["we"]),
        f(t["pronouns"]["they"]),
        f(t["speech"]["verbs"]),
        f(t["support"]["verbs"]),
        f(t["mood"]["planned"]),
        f(t["mood"]["cancelled"]),
        f(t["mood"]["denied"]),
        t["compound"],
        t["combining"],
        t["base_forms"],
        {name: f(words) for name, words in t["clause"].items()},
    )
