"""What a query wants, read without understanding it: its form, and the same query with our row limit in it.

Only the brackets and the words between them are looked at; whatever does not fit is left to the engine to complain about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import QueryError
from kg.store import PREFIXES

_TOKEN = re.compile(
    r"""\#[^\n\r]*
    |<[^<>"{}|^`\\\x00-\x20]*>
    |'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"|'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*"
    |(?P<prefixed>(?P<prefix>[\w.-]*):(?:[\w.:%-]|\\.)*)
    |[?$@][\w-]+
    |(?P<word>\w+)
    |(?P<open>[({\[])|(?P<close>[)}\]])
    |(?P<sign>\S)""",
    re.VERBOSE | re.DOTALL,
)
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "LOAD", "WITH"})
_JOINERS = frozenset({"UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "GRAPH", "EXISTS", "NOT"})
_DEEP, _LONG = 300, 4000  # brackets within brackets, signs and joining words: the engine's own stack is not endless


@dataclass(frozen=True, slots=True)
class Plan:
    """``form`` is SELECT, ASK, CONSTRUCT, DESCRIBE, "update" or "" (no query); ``text`` is what the engine gets."""

    form: str
    text: str
    limited: bool  # whether the rows have to be counted


@dataclass(slots=True)
class _Seen:
    """What one reading of the tokens found out."""

    form: str = ""
    depth: int = 0
    limit: tuple[int, int] | None = None  # where the number of the outermost LIMIT stands
    values: int | None = None  # where the trailing VALUES begins
    signs: int = 0
    declared: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()


@lru_cache(maxsize=512)
def plan(query: str, limit: int) -> Plan:
    """The query with at most ``limit`` + 1 rows (so that "there are more" can be told); raises QueryError for a monstrous one."""
    seen = _read(query)
    prefixes = "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in sorted(seen.used - seen.declared) if p in PREFIXES)
    if seen.form not in _FORMS - {"ASK"} or seen.depth:
        return Plan(seen.form, prefixes + query, limited=False)
    most = limit + (seen.form == "SELECT")
    if seen.limit:
        start, end = seen.limit
        asked = int(query[start:end])
        text = query[:start] + str(min(asked, most)) + query[end:]
        return Plan(seen.form, prefixes + text, limited=asked > limit)
    at = len(query) if seen.values is None else seen.values
    return Plan(seen.form, f"{prefixes}{query[:at]}\nLIMIT {most}\n{query[at:]}", limited=True)


def _read(query: str) -> _Seen:
    seen = _Seen()
    declared, used = set[str](), set[str]()
    before = ""
    for found in _TOKEN.finditer(query):
        word = (found["word"] or "").upper()
        if found["prefixed"] is not None:
            (declared if before == "PREFIX" else used).add(found["prefix"])
        elif found["open"] or found["close"]:
            seen.depth += 1 if found["open"] else -1
        elif word and not seen.depth:
            _outermost(seen, word, before, found)
        seen.signs += found["sign"] is not None or word in _JOINERS
        _bounded(seen)
        if found[0][0] != "#":
            before = word
    seen.declared, seen.used = frozenset(declared), frozenset(used)
    return seen


def _outermost(seen: _Seen, word: str, before: str, found: re.Match[str]) -> None:
    """A word outside all brackets."""
    if not seen.form and word in _FORMS | _UPDATES:
        seen.form = word if word in _FORMS else "update"
    elif word == "VALUES":
        seen.values = found.start()
    elif before == "LIMIT" and word.isascii() and word.isdigit():
        seen.limit = found.span()


def _bounded(seen: _Seen) -> None:
    if seen.depth > _DEEP:
        raise QueryError(f"the query has more than {_DEEP} brackets within brackets: simplify it")
    if seen.signs > _LONG:
        raise QueryError(f"the query has more than {_LONG} signs and joining words: split it, or give values with VALUES")


def complaint(text: str, query: str) -> str:
    """The engine's complaint about ``query`` in one line: its list of all characters it would have liked is of no use."""
    found = re.match(r"error at (\d+):(\d+): expected ", text)
    if not found:
        return " ".join(text.split())[:300]
    lines = query.splitlines() or [""]
    line, column = int(found[1]), int(found[2])
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    where = f"'{rest[:40]}'" if rest else "the end of the line" if line < len(lines) else "its end"
    return f"the query is not SPARQL: line {line}, column {column}: it cannot go on with {where}"
