"""The words of ``lexicon.toml``, compiled once: titles with their English roles, grammar words, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.model import Status
from kg.tables import read_toml


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The raw table."""
    return read_toml(Path(__file__).with_name("lexicon.toml"))


def words(section: str, key: str) -> frozenset[str]:
    """The words listed under ``[section] key``."""
    return frozenset(table()[section][key])


def one_of(items: Iterable[str]) -> str:
    """A regular expression of alternatives, longest first."""
    return "(?:" + "|".join(re.escape(i) for i in sorted(set(items), key=lambda i: (-len(i), i))) + ")"


@lru_cache(maxsize=1)
def foreign() -> frozenset[str]:
    """Characters that write foreign names, with the marks between their parts."""
    return frozenset(table()["foreign"] + "·•-－‧・")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Chinese surnames."""
    return frozenset(table()["surnames"]) | frozenset(table()["compound_surnames"])


@dataclass(frozen=True, slots=True)
class Title:
    """A title found in text, characters ``[start, end)`` from its first modifier; ``core`` is the word without modifiers."""

    start: int
    end: int
    text: str
    core: str
    role: str
    former: bool = False
    status: Status = "happened"


@lru_cache(maxsize=1)
def titles() -> dict[str, str]:
    """Every title the lists build -> English role."""
    data = table()
    built: dict[str, str] = {}
    for zh, en in data["portfolios"].items():
        built |= {f"{zh}{tail}": f"{en} minister" for tail in ("部长", "部部长", "大臣")}
        built |= {
            f"{zh}部副部长": f"deputy {en} minister",
            f"副{zh}部长": f"deputy {en} minister",
            f"{zh}副部长": f"deputy {en} minister",
            f"{zh}部部长助理": f"assistant {en} minister",
            f"{zh}部发言人": f"{en} ministry spokesperson",
            f"{zh}专员": f"commissioner for {en}",
            f"{zh}事务专员": f"commissioner for {en}",
            f"{zh}委员": f"commissioner for {en}",
        }
    built |= data["titles"]
    built |= {f"副{zh}": _deputy(en) for zh, en in data["titles"].items() if f"副{zh}" not in built and len(zh) < 6}
    return built


def _deputy(role: str) -> str:
    prefix = table()["deputies"].get(role.partition(" of ")[0], "deputy")
    return f"{prefix} {role}"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    modifiers = table()["modifiers"]
    before = one_of(w for key in ("former", "planned", "acting", "plain") for w in modifiers[key])
    return re.compile(f"(?P<mods>(?:{before})*)(?P<rank>(?:第一|常务)(?=副))?(?P<core>{one_of(titles())})")


def find_titles(text: str) -> list[Title]:
    """Titles in plain text from left to right, the longest at each place."""
    return [_title(m) for m in _pattern().finditer(text)]


def _title(match: re.Match[str]) -> Title:
    modifiers = table()["modifiers"]
    mods, core = match["mods"], match["core"]
    role = titles()[core]
    if match["rank"] == "第一":
        role = f"first {role}"
    if any(m in mods for m in modifiers["acting"]) and not role.startswith("acting"):
        role = f"acting {role}"
    former = any(mods.startswith(m) or mods.endswith(m) for m in modifiers["former"])
    planned = any(m in mods for m in modifiers["planned"])
    return Title(match.start(), match.end(), match[0], core, role, former, "planned" if planned else "happened")


def own_role(role: str, owner: str) -> str:
    """The role in the English words of its owner: "prime minister" of China is "premier"."""
    own = table()["own"].get(owner, {})
    if role in own:
        return str(own[role])
    if owner == "country/cn" and role.startswith("deputy ") and role.endswith(" minister"):
        return "vice" + role.removeprefix("deputy")
    return role
