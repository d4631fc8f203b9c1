"""The first rows of a result in any of the four formats, cut out of the engine's own text."""

from __future__ import annotations

import json
import re
from itertools import islice

from kg.serve import media

_RECORD = re.compile(rb'(?:[^"\n]|"[^"]*")*\n')


def first_rows(body: bytes, format: media.Format, limit: int) -> bytes | None:
    """``body`` with ``limit`` rows; None where it has no more than these."""
    return _CUTS[format.media](body, limit)


def _json(body: bytes, limit: int) -> bytes | None:
    told = json.loads(body)
    rows = told["results"]["bindings"]
    if len(rows) <= limit:
        return None
    told["results"]["bindings"] = rows[:limit]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _xml(body: bytes, limit: int) -> bytes | None:
    """In text, every "<" is written as an entity: this tag is a tag."""
    pieces = body.split(b"<result>", limit + 1)
    return b"<result>".join(pieces[: limit + 1]) + b"</results></sparql>" if len(pieces) > limit + 1 else None


def _csv(body: bytes, limit: int) -> bytes | None:
    """Line ends inside quotes are no ends; the first record is the header."""
    ends = [found.end() for found in islice(_RECORD.finditer(body), limit + 2)]
    return body[: ends[limit]] if len(ends) > limit + 1 else None


def _tsv(body: bytes, limit: int) -> bytes | None:
    lines = body.split(b"\n", limit + 1)
    return b"\n".join(lines[: limit + 1]) + b"\n" if lines[limit + 1 :] not in ([], [b""]) else None


_CUTS = {media.JSON.media: _json, media.XML.media: _xml, media.CSV.media: _csv, media.TSV.media: _tsv}
