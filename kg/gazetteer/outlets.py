"""Which country an outlet speaks from: 中央社 from Taiwan, 联合早报 from Singapore, the Kremlin from Russia."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Literal

from kg import resources
from kg.errors import TableError
from kg.tables import read_toml

Group = Literal["official", "press"]

_LATIN = re.compile(r"[a-z]")
_SHORT = 4  # letters of a Latin name that many words hold
#: an outlet that signs a Chinese story: （中央社台北3日电）, 【明报专讯】, 〔自由时报记者…〕
_BEFORE = re.compile(r"(?:^|[\n(（【〔\[])\s*$")
_AFTER = re.compile(r"[^，。\n]{0,24}?(?:[讯电】）)\]〕]|报导|报道|记者|消息|[/／])")


def named(hints: Iterable[str | None], *groups: Group) -> str | None:
    """The id of the country of the first outlet that a source, an id, an address or a byline names.

    ``official``: what a state publishes itself; ``press``: newspapers and agencies. Chinese hints in simplified characters.
    """
    return next((home for hint in hints if hint for _, home in _found(hint.lower(), groups)), None)


def signed(head: str) -> str | None:
    """The same for the outlet that signs the head of a Chinese story, in simplified characters."""
    text = head.lower()
    for place, home in _found(text, ("official", "press")):
        if _BEFORE.search(text, 0, place.start()) and _AFTER.match(text, place.end()):
            return home
    return None


def countries() -> list[set[str]]:
    """The ids of the countries that each group names."""
    return [{home for _, home in patterns} for patterns in _patterns().values()]


def _found(text: str, groups: Iterable[Group]) -> Iterator[tuple[re.Match[str], str]]:
    """Outlets in text order, the longest name at one place, with their country."""
    found = [(m, home) for group in groups for pattern, home in _patterns()[group] for m in pattern.finditer(text)]
    yield from sorted(found, key=lambda f: (f[0].start(), -f[0].end()))


@lru_cache(maxsize=1)
def _patterns() -> dict[Group, list[tuple[re.Pattern[str], str]]]:
    path = resources.path("data", "outlets.toml")
    table = read_toml(path)
    return {group: [(_one_of(n), f"country/{code}") for code, n in _group(table, group, str(path))] for group in _GROUPS}


_GROUPS: tuple[Group, ...] = ("official", "press")


def _group(table: dict[str, Any], group: Group, path: str) -> Iterator[tuple[str, list[str]]]:
    countries = table.get(group)
    if not isinstance(countries, dict) or not all(isinstance(names, list) for names in countries.values()):
        raise TableError(path, group, 'needs lists of names by country, such as fr = ["法新社"]')
    yield from countries.items()


def _one_of(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_whole(name) for name in sorted(names, key=lambda n: (-len(n), n))))


def _whole(name: str) -> str:
    """A Latin name bounded by what is no letter."""
    if not _LATIN.search(name):
        return re.escape(name)
    return ("^" if len(name) <= _SHORT else "(?<![a-z])") + re.escape(name) + "(?![a-z])"
