"""JSON Lines: one article a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import InputError
from kg.ingest.decode import decode, scrub
from kg.model import Article

Found = Article | InputError
LONGEST = 64 * 1024 * 1024  # bytes of one article: more is no article, and a bomb is stopped here
LONGEST_TEXT = 2_000_000  # characters of one article: a book, not a story
_OPTIONAL = ("published", "source", "url", "language", "title")
_BLANK = "\ufeff\0 \t\r\n\f\v\u00a0\u3000\u200b"


def checked(article: Article) -> Found:
    """The article, or the notice that there is nothing in it, or far too much."""
    if len(article.text) > LONGEST_TEXT:
        problem = f"article {article.id[:200]!r} has {len(article.text):,} characters, more than {LONGEST_TEXT:,}"
        return InputError(article.path or "input", f"{problem}: split it into stories")
    if not article.text.strip(_BLANK):
        return InputError(article.path or "input", f"article {article.id!r} is empty: left out")
    return article


def json_lines(stream: BinaryIO | io.BufferedIOBase, path: str, name: str) -> Iterator[Found]:
    """One article a line; a bad line is an error that names file and line."""
    for number, raw in enumerate(_limited(stream), start=1):
        where = f"{path}:{number}"
        if len(raw) > LONGEST:
            yield InputError(where, f"line longer than {LONGEST >> 20} MiB: split it")
        elif raw.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _json_line(decode(raw), where, f"{name}:{number}")


def _limited(stream: BinaryIO | io.BufferedIOBase) -> Iterator[bytes]:
    """Lines of at most LONGEST + 1 bytes; the rest of a longer one is skipped, not kept."""
    while line := stream.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = stream.readline(LONGEST + 1)


def _json_line(line: str, where: str, identifier: str) -> Found:
    try:
        row = json.loads(line.strip("\ufeff \t\r\n"))
    except (ValueError, RecursionError) as error:
        return InputError(where, f"not JSON ({error}): one object a line, with 'id' and 'text'")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return InputError(where, "no 'text': each line is an object with 'id' and 'text'")
    given = {key: scrub(str(row[key])) for key in _OPTIONAL if isinstance(row.get(key), str | int) and row[key] != ""}
    key = row.get("id")
    name = scrub(str(key)) if isinstance(key, str | int) and key != "" else identifier
    return checked(Article(id=name, text=scrub(row["text"]), path=where, **given))
