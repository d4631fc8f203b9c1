"""A named graph as lines of N-Triples: counted, fingerprinted, cut into batches. Nothing here holds more than a batch."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import GraphError
from kg.store import Graph

_ESCAPE = re.compile(r"\\\\([uU])|\\.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Print:
    """What a set of statements is known by: how many, and a hash that does not depend on their order."""

    count: int
    hash: str


def lines(graph: Graph, name: str, without: str = "") -> Iterator[str]:
    """The statements of a named graph as lines of N-Triples, those about things below the IRI ``without`` left out.

    Raises GraphError where the graph cannot be read to its end, or has blank nodes (which could not be sent twice).
    """
    try:
        for quad in graph.quads(name):
            if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
                raise GraphError(
                    str(graph.path), f"has blank nodes in <{name}>, which no build of ours makes: publish what kg built"
                )
            if not (without and isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(without)):
                yield f"{quad.triple} .\n"
    except (OSError, RuntimeError, ValueError) as error:
        raise GraphError(str(graph.path), f"is damaged ({' '.join(str(error).split())[:100]}): build it again") from error


def fingerprint(found: Iterable[str]) -> Print:
    """The sum of the statements' SHA-256: whoever changes, adds or drops one changes it."""
    count = total = 0
    for line in found:
        count += 1
        total += int.from_bytes(hashlib.sha256(line.encode("utf-8", "surrogatepass")).digest(), "big")
    return Print(count, hashlib.sha256(f"{count} {total % (1 << 256):064x}".encode()).hexdigest()[:32])


def batches(found: Iterable[str], most: int, size: int) -> Iterator[str]:
    """The lines joined, at most ``most`` of them and (but for a single long one) ``size`` characters together."""
    waiting: list[str] = []
    length = 0
    for line in found:
        if waiting and (len(waiting) == most or length + len(line) > size):
            yield "".join(waiting)
            waiting, length = [], 0
        waiting.append(line)
        length += len(line)
    if waiting:
        yield "".join(waiting)


def for_sparql(text: str) -> str:
    r"""N-Triples as SPARQL: there ``\uXXXX`` is decoded first of all, so no escaped backslash may stand before a u."""
    return _ESCAPE.sub(lambda found: rf"\\\u{ord(found[1]):04X}" if found[1] else found[0], text)
