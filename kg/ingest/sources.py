"""Where articles come from: files, folders, globs, standard input, JSON Lines; read one at a time."""

from __future__ import annotations

import errno
import glob
import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, TextIO, cast

from kg.errors import InputError
from kg.ingest import pages
from kg.ingest.decode import decode, scrub
from kg.ingest.records import LONGEST, Found, checked, json_lines
from kg.model import Article

TEXTS = frozenset({".txt", ".md"})
PAGES = frozenset({".html", ".htm"})
LINES = (".jsonl", ".jsonl.gz")
_GROWTH = 200  # texts are packed to a fifth, hardly ever to less than a twentieth
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    id: str
    """Path relative to what was asked for."""


def articles(inputs: Sequence[str], stdin: BinaryIO | TextIO | None = None) -> Iterator[Found]:
    """The articles of ``inputs`` in order, and an InputError for each that cannot be had; the rest goes on.

    ``inputs`` are files (.txt .md .html .htm .jsonl .jsonl.gz), folders (all such files below, sorted), globs, or ``-``
    (``stdin``, by default the process's: plain text, or JSON Lines where the first character is ``{``). An article's id is the
    JSON's ``id``, else its path relative to the folder, else the file's name. Raises InputError where nothing could be read.
    """
    seen: set[str] = set()
    failures: list[InputError] = []
    for found in _found(inputs, stdin):
        if isinstance(found, _UnreadableError):
            failures.append(found)
            continue
        yield from failures  # something can be read: the failures so far are only notices
        failures.clear()
        yield _first(found, seen) if isinstance(found, Article) else found
        seen.add("")  # marks that something was read; no article has an empty id
    if failures and not seen:
        more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
        raise InputError(f"{failures[0]}{more}")
    yield from failures


class _UnreadableError(InputError):
    """A source that could not be opened at all."""


def _first(article: Article, seen: set[str]) -> Found:
    if article.id in seen:
        return InputError(article.path or "input", f"article id {article.id!r} was there already: give each article its own id")
    seen.add(article.id)
    return article


def _found(inputs: Sequence[str], stdin: BinaryIO | TextIO | None) -> Iterator[Found]:
    for name in inputs:
        if name == "-":
            yield from _standard_input(stdin)
            continue
        files = _files(name)
        if isinstance(files, InputError):
            yield files
            continue
        for file in files:
            yield from _read(file)


def _files(name: str) -> list[_File] | InputError:
    """The files ``name`` stands for, sorted."""
    try:
        return _listed(name)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        return _UnreadableError(_shown(name), f"cannot be read ({_reason(error)})")


def _listed(name: str) -> list[_File] | InputError:
    path = Path(name)
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if _wanted(p, path))
        nothing = f"holds no article: kg reads {_known()}"
        return [_File(p, p.relative_to(path).as_posix()) for p in files] or _UnreadableError(_shown(name), nothing)
    if path.exists():
        if not _suffix(path):
            return _UnreadableError(_shown(name), f"unknown kind of file: kg reads {_known()}")
        return [_File(path, path.name)] if path.is_file() else _UnreadableError(_shown(name), "neither file nor folder")
    if glob.has_magic(name):
        root = Path(*_before_magic(path))
        names = root.glob(str(path.relative_to(root)))  # not glob.glob, which follows links in circles
        matches = sorted(p for p in names if not _hidden(p, root) and p.is_file() and _suffix(p))
        return [_File(p, p.relative_to(root).as_posix()) for p in matches] or _UnreadableError(_shown(name), "matches no article")
    return _UnreadableError(_shown(name), "not found: check the path")


def _wanted(path: Path, root: Path) -> bool:
    """Files of a folder that are articles: neither hidden nor a README."""
    return not _hidden(path, root) and path.stem.upper() != "README" and bool(_suffix(path)) and path.is_file()


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _shown(name: str | Path) -> str:
    """A name as messages show it: no control character reaches a terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in str(name))


def _suffix(path: Path) -> str:
    """What kind of file it is by its name, "" for none that is read."""
    name = path.name.lower()
    if name.endswith(LINES):
        return ".jsonl"
    return path.suffix.lower() if path.suffix.lower() in TEXTS | PAGES else ""


def _known() -> str:
    return " ".join(sorted(TEXTS | PAGES)) + " " + " ".join(LINES)


def _before_magic(path: Path) -> list[str]:
    parts: list[str] = []
    for part in path.parts[:-1]:
        if glob.has_magic(part):
            break
        parts.append(part)
    return parts


def _reason(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)


def _read(file: _File) -> Iterator[Found]:
    try:
        if _suffix(file.path) == ".jsonl":
            with _opened(file.path) as lines:
                yield from json_lines(lines, _shown(file.path), scrub(file.path.name))
            return
        with file.path.open("rb") as stream:
            raw = stream.read(LONGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        yield _UnreadableError(_shown(file.path), f"cannot be read ({_reason(error)})")
        return
    yield _text(raw, _shown(file.path), scrub(file.id), page=_suffix(file.path) in PAGES)


def _opened(path: Path) -> BinaryIO:
    if not path.name.lower().endswith(".gz"):
        return path.open("rb")
    return cast("BinaryIO", io.BufferedReader(_Unpacked(path, max(LONGEST, path.stat().st_size * _GROWTH))))


class _Unpacked(gzip.GzipFile):
    """What a packed file holds, up to a limit: a few kilobytes can be made to unpack for hours."""

    def __init__(self, path: Path, limit: int) -> None:
        super().__init__(path, "rb")
        self._left = limit

    def readinto(self, buffer: Any) -> int:
        count = super().readinto(buffer)
        self._left -= count
        if self._left < 0:
            raise OSError(errno.EFBIG, f"it unpacks to more than {_GROWTH} times its size: not read to its end")
        return count


def _text(raw: bytes, path: str, identifier: str, *, page: bool = False) -> Found:
    if len(raw) > LONGEST:
        return InputError(path, f"longer than {LONGEST >> 20} MiB: split it into articles")
    if not page:
        return checked(Article(identifier, scrub(decode(raw)), path=path))
    charset = _CHARSET.search(raw[:4096])
    return checked(_page(scrub(decode(raw, charset.group(1).decode() if charset else None)), identifier, path))


def _page(html: str, identifier: str, path: str) -> Article:
    story = pages.read(html)
    return Article(identifier, story.text, story.published, story.source, story.url, None, story.title, path)


def _standard_input(stdin: BinaryIO | TextIO | None) -> Iterator[Found]:
    stream: IO[bytes] | IO[str] = stdin if stdin is not None else sys.stdin.buffer
    start = stream.read(4096)
    raw = start.encode("utf-8", "surrogatepass") if isinstance(start, str) else start
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from json_lines(_Resumed(raw, stream), "-", "stdin")
        return
    rest = stream.read(LONGEST + 1)
    raw += rest.encode("utf-8", "surrogatepass") if isinstance(rest, str) else rest
    yield _text(raw, "-", "stdin")


class _Resumed(io.BufferedIOBase):
    """The bytes already read, then the rest of a stream; only ``readline`` is asked for."""

    def __init__(self, start: bytes, rest: IO[bytes] | IO[str]) -> None:
        self._start = io.BytesIO(start)
        self._rest = rest

    def readline(self, size: int | None = -1, /) -> bytes:
        limit = -1 if size is None else size
        line = self._start.readline(limit)
        if line.endswith(b"\n") or (limit >= 0 and len(line) >= limit):
            return line
        more = self._rest.readline(limit - len(line) if limit >= 0 else -1)
        return line + (more.encode("utf-8", "surrogatepass") if isinstance(more, str) else more)
