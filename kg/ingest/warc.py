"""Web archives (WARC, also WET): each page that was fetched in full is an article (the only room that knows warcio)."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any, BinaryIO

from kg.errors import InputError, LeftOutError
from kg.ingest import texts
from kg.ingest.checked import LONGEST, Found
from kg.ingest.decode import scrub
from kg.ingest.packed import missing, whole

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_FETCHED = frozenset({"response", "resource", "conversion"})
_SILENT = frozenset({"warcinfo", "request", "metadata"})  # about what was fetched: not worth a word


def pages(stream: BinaryIO, path: str, name: str) -> Iterator[Found]:
    """The stories of pages and texts; what else was fetched is counted and told at the end."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        yield InputError(path, missing("warcio"))
        return
    others: Counter[str] = Counter()
    number = 0
    try:
        for number, record in enumerate(_quietly(ArchiveIterator(stream)), start=1):
            found = _record(record, f"{path}:{number}", f"{name}:{number}")
            if isinstance(found, str):
                others[found] += 1
            elif found is not None:
                yield found
    except OSError:
        raise  # the file's own reader tells
    except Exception as error:  # noqa: BLE001 - strangers' records: the library fails in many ways
        yield InputError(f"{path}:{number + 1}", f"the archive is damaged here, the rest is not read ({_line(error)})")
    if others:
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(others.items(), key=lambda item: (-item[1], item[0]))[:8])
        yield LeftOutError(path, f"{sum(others.values())} records that are no article left out: {told}")


def _quietly(records: Iterator[Any]) -> Iterator[Any]:
    """The same; what the library would print of them (strangers' bytes) goes nowhere."""
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    while True:
        with redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _record(record: Any, where: str, identifier: str) -> Found | str | None:
    """The article of a record, a word for what it is instead, None where it tells only of another record."""
    if record.rec_type in _SILENT:
        return None
    if record.rec_type not in _FETCHED:
        return scrub(record.rec_type or "unnamed")[:40]
    kind, status = _kind(record)
    if status not in {None, "200"}:
        return f"answers with status {status}"
    if kind not in _PAGES and kind != "text/plain":
        return kind or "of no type"
    url = scrub(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ") or None
    try:
        raw = whole(record.content_stream(), LONGEST)
    except Exception as error:  # noqa: BLE001 - strangers' compression, by several libraries
        return InputError(where, f"its content cannot be unpacked ({_line(error)})")
    return (texts.page if kind in _PAGES else texts.plain)(raw, where, url or identifier, url)


def _kind(record: Any) -> tuple[str, str | None]:
    """Media type and status of what was fetched."""
    headers = record.http_headers
    if headers is not None:
        told = headers.get_header("Content-Type") or ""
        return told.partition(";")[0].strip().lower()[:60], scrub((headers.get_statuscode() or "").strip())[:3] or "200"
    told = record.rec_headers.get_header("Content-Type") or ""
    return told.partition(";")[0].strip().lower()[:60], None


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
