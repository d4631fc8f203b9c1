"""RSS and Atom files, item by item, from a stream: a parser that knows no entities of the file's own and fetches nothing."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO
from xml.parsers import expat

from kg.errors import InputError, LeftOutError
from kg.ingest import pages
from kg.ingest.checked import LONGEST_TEXT, Found, checked
from kg.ingest.decode import encoding, scrub
from kg.model import Article

_CHUNK = 1 << 16
_DEEPEST = 200  # elements in elements
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML must not hold and feeds hold
_DECLARED = re.compile(rb"^.{0,4}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.-]{2,30})[\"']", re.DOTALL)
_ITEMS = frozenset({"item", "entry"})
_FEEDS = frozenset({"rss", "feed", "RDF"})
_TEXTS = ("encoded", "content", "description", "summary")  # the whole story first, then what only sums it up
_PLAIN = frozenset({"title", "link", "guid", "id", "pubDate", "published", "updated", "date", "issued"})
_DATES = ("pubDate", "published", "date", "issued", "updated")


@dataclass
class _Reading:
    """Where the parser stands: in which item, in which of its elements; and items that are whole."""

    outlet: str = ""
    depth: int = 0
    item: dict[str, list[str]] | None = None
    opened: int = 0  # depth of the item
    name: str | None = None  # the element whose text is collected
    named: int = 0  # its depth
    xhtml: bool = False
    size: int = 0
    number: int = 0
    whole: list[dict[str, list[str]]] = field(default_factory=list)


class _RefusedError(Exception):
    """The file is no feed, or a trap."""


def items(stream: BinaryIO, path: str, name: str) -> Iterator[Found]:
    """Each item or entry as an article; a file that declares entities of its own, or is no feed, is one notice."""
    reading = _Reading()
    parser = _parser(reading)
    start = stream.read(_CHUNK)
    decoder = codecs.getincrementaldecoder(_encoding(start))(errors="replace")
    number = 0
    problem: InputError | None = None
    while problem is None:
        try:
            text = _ILLEGAL.sub(" ", decoder.decode(start, not start))
            parser.Parse(text.encode("utf-8", "replace"), not start)
        except _RefusedError as error:
            problem = LeftOutError(path, str(error)) if reading.depth < 2 else InputError(path, str(error))
        except expat.ExpatError as error:
            rest = " after what is read" if number or reading.whole else ""
            problem = InputError(path, f"not well-formed XML{rest} ({error})")
        for row in reading.whole:
            number += 1
            yield _article(row, f"{path}:{number}", f"{name}:{number}", reading.outlet)
        reading.whole.clear()
        if not start:
            break
        start = stream.read(_CHUNK)
    if problem:
        yield problem


def _encoding(start: bytes) -> str:
    declared = _DECLARED.match(start[:400])
    found = encoding(start)
    if declared is None or found.startswith("utf-"):
        return found
    try:
        return codecs.lookup(declared.group(1).decode()).name
    except LookupError:
        return found


def _parser(reading: _Reading) -> Any:
    parser = expat.ParserCreate("utf-8", " ")  # whatever the file says: it is decoded by us
    parser.buffer_text = True
    parser.UseForeignDTD(True)  # so that "&nbsp;" is a word we are asked about, and no error
    parser.StartElementHandler = lambda tag, attributes: _start(reading, tag.rpartition(" ")[2], attributes)
    parser.EndElementHandler = lambda tag: _end(reading, tag.rpartition(" ")[2])
    parser.CharacterDataHandler = lambda data: _data(reading, html.escape(data, quote=False) if reading.xhtml else data)
    parser.SkippedEntityHandler = lambda name, is_parameter: None if is_parameter else _data(reading, html.unescape(f"&{name};"))
    parser.EntityDeclHandler = _refused
    parser.ExternalEntityRefHandler = lambda *_: 1  # read as empty: nothing is fetched
    return parser


def _refused(name: str, *_: object) -> None:
    raise _RefusedError(f"declares the entity {name[:40]!r}: feeds do not, traps do; not read")


def _start(reading: _Reading, tag: str, attributes: dict[str, str]) -> None:
    reading.depth += 1
    if reading.depth > _DEEPEST:
        raise _RefusedError(f"elements stand in each other more than {_DEEPEST} deep: not read to its end")
    if reading.depth == 1 and tag not in _FEEDS:
        raise _RefusedError(f"XML, but neither RSS nor Atom (its root is <{tag[:40]}>): left out")
    if reading.name is not None:
        if reading.xhtml:
            _data(reading, f"<{tag}>")
        return
    if tag in _ITEMS and reading.item is None:
        reading.item, reading.opened, reading.size = {}, reading.depth, 0
        return
    outlet = reading.item is None and tag == "title" and reading.depth <= 3 and not reading.outlet
    if outlet or (reading.item is not None and reading.depth == reading.opened + 1 and tag in {*_TEXTS, *_PLAIN}):
        reading.name, reading.named = tag, reading.depth
        reading.xhtml = attributes.get("type") == "xhtml"
        if tag == "link" and attributes.get("href") and attributes.get("rel", "alternate") == "alternate":
            _data(reading, attributes["href"])


def _end(reading: _Reading, tag: str) -> None:
    if reading.name is not None and reading.depth == reading.named:
        reading.name, reading.xhtml = None, False
    elif reading.xhtml:
        _data(reading, f"</{tag}>")
    elif reading.item is not None and reading.depth == reading.opened:
        reading.whole.append(reading.item)
        reading.item = None
    reading.depth -= 1


def _data(reading: _Reading, data: str) -> None:
    if reading.name is None:
        return
    if reading.item is None:
        reading.outlet = (reading.outlet + data)[:300]
    elif reading.size <= LONGEST_TEXT:  # a little more than is allowed, so that it is told
        reading.item.setdefault(reading.name, []).append(data)
        reading.size += len(data)


def _article(row: dict[str, list[str]], where: str, identifier: str, outlet: str) -> Found:
    values = {name: scrub("".join(parts)).strip() for name, parts in row.items()}
    title = " ".join(html.unescape(values.get("title", "")).split())
    body = next((text for name in _TEXTS if (text := values.get(name))), "")
    text = pages.fragment(body)
    if len(body) > LONGEST_TEXT:
        text = body  # told as too long
    link = values.get("link") or None
    published = next((day for name in _DATES if (day := _day(values.get(name, "")))), None)
    key = values.get("guid") or values.get("id") or link or identifier
    story = f"{title}\n\n{text}" if title and text and not text.startswith(title) else text or title
    return checked(Article(key, story, published, outlet.strip() or None, link, None, title or None, where))


def _day(text: str) -> str | None:
    """A date of RFC 822 (RSS) or of ISO (Atom), as ISO."""
    if not text or text[:4].isdigit():
        return text or None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
