"""Whole HTML pages: which paragraphs are the story and which the page around it (the only room that knows trafilatura)."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass

from kg.ingest import markup
from kg.ingest.datelines import outer
from kg.ingest.paragraphs import Paragraph, paragraphs
from kg.ingest.view import View

_PAGE = re.compile(r"<!doctype html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
_NOT_WORD = re.compile(r"[\W_]+")
PAGE_TITLE = re.compile(r"<title[^<>]{0,300}>([^<]{1,300})</title", re.IGNORECASE)
_SURE = 40  # letters of a paragraph that cannot be a menu's by chance
_BEFORE = 20  # paragraphs between title and text
_FEWEST_WORDS = 8  # of a paragraph kept where nothing was found to be the story


def is_page(text: str) -> bool:
    """Whether ``text`` is a whole page and not a text with a few tags."""
    return _PAGE.search(text[:3000]) is not None


@dataclass(frozen=True, slots=True)
class Story:
    """A page's story as plain text, title first, a blank line between paragraphs; and what the page says of itself."""

    text: str
    title: str | None = None
    published: str | None = None  # ISO day
    source: str | None = None
    url: str | None = None


def read(page: str) -> Story:
    """The story of an HTML file; all its visible text where no story is found."""
    found = _extract(page)
    body = found.get("text") or "\n".join(p.view.text for p in paragraphs(markup.clean(View.of(page))))
    title = found.get("title")
    lines = [" ".join(line.split()) for line in body.splitlines() if line.strip()]
    if title and (not lines or lines[0] != title):
        lines.insert(0, title)
    return Story("\n\n".join(lines), title, found.get("date"), found.get("hostname"), found.get("source"))


def fragment(markup_text: str) -> str:
    """The plain text of a piece of HTML without head or menus, as feeds carry it; a blank line between paragraphs."""
    return "\n\n".join(" ".join(p.view.text.split()) for p in paragraphs(markup.clean(View.of(markup_text))))


def _extract(page: str) -> dict[str, str]:
    """What trafilatura finds: text, title, date, hostname, source; empty where it finds nothing."""
    import trafilatura  # half a second, only for pages

    try:
        found = trafilatura.extract(page, include_comments=False, output_format="json", with_metadata=True)
        row = json.loads(found) if found else {}
    except Exception:  # noqa: BLE001 - a parser of strangers' pages: whatever breaks it, the page is read without it
        return {}
    return {key: html.unescape(value) for key, value in row.items() if isinstance(value, str) and value}


def story(page: str, found: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs of ``page`` from its title, or the first one that trafilatura takes for story, to the last such one.

    Between them only short ones that it does not know are left out; where it finds no story, the long paragraphs are kept.
    """
    told = _squeeze(_extract(page).get("text", ""))
    keys = [_squeeze(p.view.text) for p in found]
    sure = [i for i, key in enumerate(keys) if len(key) >= _SURE and key in told]
    if not sure:
        return [p for p in found if p.heading or _words(p) >= _FEWEST_WORDS]
    start = _title(page, found, keys, sure[0])
    return [p for p, key in zip(found[start : sure[-1] + 1], keys[start:], strict=False)
            if p.heading or key in told or _words(p) >= _FEWEST_WORDS or outer(p.view.text)]  # fmt: skip


def _title(page: str, found: list[Paragraph], keys: list[str], first: int) -> int:
    """Where the story starts: at the heading that the page is called by, if it stands shortly before ``first``."""
    match = PAGE_TITLE.search(page[:20_000])
    name = _squeeze(html.unescape(match.group(1))) if match else ""
    nearest = range(first - 1, max(-1, first - _BEFORE), -1)
    return next((i for i in nearest if found[i].heading and keys[i] and keys[i] in name), first)


def _words(paragraph: Paragraph) -> int:
    return len(paragraph.view.text.split())


def _squeeze(text: str) -> str:
    return _NOT_WORD.sub("", text).casefold()
