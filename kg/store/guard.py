r"""Queries only read, and only what is here.

``SERVICE`` and ``LOAD`` would make the engine call an address, ``FROM`` might name a document elsewhere.
Escapes (``SER\u0056ICE``) are decoded first, as a SPARQL parser does; words inside strings, IRIs and comments are no
keywords. Where a suspicious word remains anywhere, rdflib's parser is a second judge: a query that either of the two
thinks federated is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kg.errors import QueryError

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"|'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*")
    |(?P<other>[?$@][\w-]+|[\w.-]*:[\w.:%\\/-]*)
    |(?P<word>\w+)
    |(?P<sign>\S)""",
    re.VERBOSE | re.DOTALL,
)
_CALLS = frozenset({"SERVICE", "LOAD"})
_SUSPICIOUS = re.compile(r"\b(service|load|from)\b", re.IGNORECASE)


def check(query: str, graphs: Collection[str], *, federation: bool = False) -> bool:
    """Raises QueryError for a query that would leave this graph; True where it names its own data set (``FROM``).

    ``graphs`` are the IRIs that FROM may name; ``federation`` lets SERVICE through.
    """
    decoded = _decode(query)
    if not _SUSPICIOUS.search(decoded):
        return False
    tokens = list(_tokens(decoded))
    words = {text.upper() for kind, text in tokens if kind == "word"}
    if not federation and (words & _CALLS or _rdflib_sees_service(decoded)):
        raise QueryError("the query would call another server (SERVICE or LOAD): allow it with --allow-federation")
    unknown = [iri for iri in _from(tokens) if iri[1:-1] not in graphs]
    if unknown:
        raise QueryError(
            f"the query reads FROM {unknown[0]}, which is no graph in here: leave FROM out, or ask GRAPH ?g {{ ... }}"
        )
    return "FROM" in words


def _decode(query: str) -> str:
    def character(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else found[0]

    return _ESCAPE.sub(character, query)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for found in _TOKEN.finditer(text):
        if found.lastgroup and found.lastgroup != "comment":
            yield found.lastgroup, found[0]


def _from(tokens: list[tuple[str, str]]) -> Iterator[str]:
    """What stands behind FROM and FROM NAMED."""
    for index, (kind, text) in enumerate(tokens):
        if kind == "word" and text.upper() == "FROM":
            rest = [t for _, t in tokens[index + 1 : index + 3]]
            yield from [t for t in rest if t.upper() != "NAMED"][:1]


def _rdflib_sees_service(query: str) -> bool:
    """rdflib's view; what it cannot read at all it does not judge (the engine will)."""
    from rdflib.plugins.sparql.algebra import translateQuery, traverse
    from rdflib.plugins.sparql.parser import parseQuery

    found: list[bool] = []

    def visit(node: object) -> None:
        if getattr(node, "name", "") == "ServiceGraphPattern":
            found.append(True)

    try:
        traverse(translateQuery(parseQuery(query)).algebra, visitPost=visit)
    except Exception:  # noqa: BLE001 - any complaint of that parser, of whatever type, means no verdict
        return False
    return bool(found)
