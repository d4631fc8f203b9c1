"""Names of things: every IRI the project mints, from one place.

Laws (tested): injective (two things never share an IRI), stable (same input, same IRI, on every machine), percent-safe (ASCII).
``base`` is the one setting a user changes to publish under a domain of their own; the ontology's namespaces are fixed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import quote, unquote

ROOT = "https://w3id.org/diplomacy-kg/"
ONTOLOGY = ROOT + "ontology#"
VOCABULARY = ROOT + "vocabulary/"
BASE = ROOT + "id/"

_SLUG_LENGTH = 60
_UNLINKED = {"Topic": "topic", "Agreement": "agreement", "Project": "project"}


def term(name: str) -> str:
    """IRI of the class or property ``name`` of the ontology: ``term("Meeting")``."""
    return ONTOLOGY + name


def concept(scheme: str, name: str) -> str:
    """IRI of a SKOS concept: ``concept("mode", "phone")``."""
    return f"{VOCABULARY}{scheme}/{name}"


def entity(id: str, base: str = BASE) -> str:
    """IRI of ``Entity.id``; slashes stay, everything else outside the unreserved ASCII characters is percent-encoded."""
    return base + _encode(id, "/")


def entity_id(iri: str, base: str = BASE) -> str | None:
    """The ``Entity.id`` behind an IRI, None where the IRI lies outside ``base``: inverse of :func:`entity`."""
    return unquote(iri[len(base) :], errors="surrogatepass") if iri.startswith(base) else None


def article(id: str, base: str = BASE) -> str:
    """IRI of an article, which is also its graph's; slashes are encoded so that it cannot collide with its own records."""
    return f"{base}article/{_dotless(_encode(id, ''))}"


def record(article_iri: str, type: str, key: str) -> str:
    """IRI of a record: the article's, the class, 12 hex digits of the key's SHA-256."""
    return f"{article_iri}/record/{type}-{digest(key)}"


def evidence(article_iri: str, start: int, end: int) -> str:
    """IRI of the sentence span ``[start, end)``, shared by the records it shows."""
    return f"{article_iri}/evidence/{start}-{end}"


def occurrence(type: str, principals: Iterable[str], block: str = "", base: str = BASE) -> str:
    """IRI of an occurrence: class, principals (in any order) and the block (date, place, ...) that tells it from others."""
    return f"{base}occurrence/{type}-{digest(chr(31).join([type, block, *sorted(principals)]))}"


def graph(name: str, base: str = BASE) -> str:
    """IRI of a graph that is no article: ``reference``, ``derived``, ``text`` or ``meta``."""
    return f"{base}graph/{name}"


def digest(text: str) -> str:
    """12 hex digits of the SHA-256 of ``text``."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def slug(text: str) -> str:
    """A readable ASCII name of ``text``, injective: "Ivo Sanader" -> ``ivo-sanader``.

    What could not be read back from it carries a digest: "six-point plan" -> ``six-point-plan_1c8f0e9a72b4``.
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_text.lower())
    short = "-".join(words)[:_SLUG_LENGTH].strip("-")
    exact = " ".join(word.capitalize() for word in words) == text and len("-".join(words)) <= _SLUG_LENGTH
    return short if exact and short else f"{short}_{digest(text)}"


def unlinked(kind: str, name: str) -> str:
    """``Entity.id`` of a thing that only the text names: ``person/_/ivo-sanader``, ``topic/_3fa0…``, ``gathering/_/…``."""
    folder = _UNLINKED.get(kind) or f"{kind.lower()}/_"
    return f"{folder}/{slug(unicodedata.normalize('NFC', name))}"


def _encode(text: str, safe: str) -> str:
    return quote(text, safe=safe, errors="surrogatepass")


def _dotless(segment: str) -> str:
    """ "." and ".." would be eaten by IRI resolution."""
    return segment.replace(".", "%2E") if segment in {".", ".."} else segment
