"""Lists of things that are named by words, not names: the fields of cooperation (``kg/data/fields.toml``)."""

from __future__ import annotations

import re
from functools import lru_cache

from kg import resources
from kg.tables import read_toml


def find(name: str, text: str, language: str) -> list[str]:
    """The things of the list ``name`` that ``text`` names, in text order, longest words first."""
    pattern, things = _index(name, language)
    found = [things[m.group(0)] for m in pattern.finditer(text.lower())]
    return list(dict.fromkeys(thing for group in found for thing in group))


def made_of(name: str, text: str, language: str) -> bool:
    """Whether ``text`` consists of words of the list and nothing else: 贸易投资, 能源矿产."""
    pattern, _ = _index(name, language)
    return bool(text) and not pattern.sub("", text.lower()).strip(" 和与及、")


@lru_cache(maxsize=8)
def _index(name: str, language: str) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    table = read_toml(resources.path("data", f"{name}.toml"))
    things: dict[str, list[str]] = {}
    for words in table.values():
        for thing, forms in words.items():
            for form in forms.get(language, ()):
                things.setdefault(form, []).append(thing)
    ordered = sorted(things, key=lambda w: (-len(w), w))
    body = "|".join(map(re.escape, ordered)) or "(?!)"
    return re.compile(body if language == "zh" else rf"(?<![\w-])(?:{body})(?![\w-])"), things
