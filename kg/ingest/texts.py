"""One article a file: plain text, Markdown, a page of HTML."""

from __future__ import annotations

import re

from kg.errors import InputError
from kg.ingest import pages
from kg.ingest.checked import LONGEST, Found, checked
from kg.ingest.decode import decode, scrub
from kg.model import Article

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)


def plain(raw: bytes, path: str, identifier: str, url: str | None = None) -> Found:
    """The bytes as they are, decoded."""
    return _too_long(raw, path) or checked(Article(identifier, scrub(decode(raw)), url=url, path=path))


def page(raw: bytes, path: str, identifier: str, url: str | None = None) -> Found:
    """The story of an HTML page, with what the page says of itself; ``url`` where it does not."""
    if problem := _too_long(raw, path):
        return problem
    charset = _CHARSET.search(raw[:4096])
    story = pages.read(scrub(decode(raw, charset.group(1).decode() if charset else None)))
    return checked(Article(identifier, story.text, story.published, story.source, story.url or url, None, story.title, path))


def _too_long(raw: bytes, path: str) -> InputError | None:
    return InputError(path, f"longer than {LONGEST >> 20} MiB: split it into articles") if len(raw) > LONGEST else None
