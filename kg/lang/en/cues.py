"""What shows in the words of an English sentence that it may hold a title, or a predicate made by construction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from kg.lang.cues import Cues, in_full
from kg.lang.en.lexicon import lexicon

_WORD = re.compile(r"\w+|'\w+")

#: the words of demands in reported speech, see :meth:`kg.lang.en.verbs.Verbs.demand`
_DEMANDS = frozenset({"should", "must", "hope"})


def words(text: str) -> set[str]:
    """The words of a text, lower case, parts of compounds one by one, clitics with and without apostrophe."""
    plain = text.lower().replace("’", "'")
    return {form for word in _WORD.findall(plain) for form in (word, word.lstrip("'"))}


@lru_cache(maxsize=1)
def titles() -> Cues:
    """Any title of the lexicon."""
    return Cues(tuple(in_full(sorted(words(title))) for title in lexicon().titles))


#: roles that only their preposition fills
ROLES: Mapping[str, frozenset[str]] = {
    word: frozenset({word}) for word in ("for", "against", "behind", "by", "with", "from", "into", "on", "over", "of")
} | {"favor": frozenset({"favor", "favour"}), "support": frozenset({"support"})}


def by_construction() -> Mapping[str, frozenset[str]]:
    """Words that stand wherever a predicate is found that is no word of its own; a name's class may show by the name alone."""
    lists = lexicon().clause
    urged = _DEMANDS | lists["urging"] | lists["insisting"]
    return {
        "@demand": urged,
        "@refusal": urged,
        "@claim": frozenset({"inalienable", "integral", "inseparable", "indivisible"}),
        "@approve": lists["approving"],
        "@disapprove": lists["disapproving"] | lists["harming"] | lists["tolerating"] | {"warn"},
        "@Gathering": lexicon().gatherings | lists["rite"] | lists["ceremonial"] | {"@Gathering"},
        "@Initiative": frozenset({"@Initiative"}),
        "@Organization": frozenset({"comprising"}),  # its members in brackets behind it: only in sentences that are read anyway
    }
