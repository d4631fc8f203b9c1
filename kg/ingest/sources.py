"""Where articles come from: files, folders, globs, standard input; read one at a time, each kind of file by its own reader."""

from __future__ import annotations

import glob
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import IO, BinaryIO, TextIO

from kg.errors import InputError, LeftOutError
from kg.ingest import feeds, tabular, texts, warc
from kg.ingest.checked import LONGEST, Found
from kg.ingest.columns import GUESSED, Columns
from kg.ingest.decode import scrub
from kg.ingest.meter import Meter
from kg.ingest.packed import PACKINGS, opened, whole
from kg.ingest.records import json_lines
from kg.model import Article


@dataclass(frozen=True, slots=True)
class _Way:
    """How to read."""

    columns: Columns
    meter: Meter | None = None


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    id: str
    """Path relative to what was asked for."""


def articles(
    inputs: Sequence[str], stdin: BinaryIO | TextIO | None = None, columns: Columns = GUESSED, meter: Meter | None = None
) -> Iterator[Found]:
    """The articles of ``inputs`` in order, and an InputError for each that cannot be had; the rest goes on.

    ``inputs`` are files (:data:`KINDS`; all but Parquet also as .gz or .zst), folders (all such files below, sorted), globs, or
    ``-`` (``stdin``, by default the process's: plain text, or JSON Lines where the first character is ``{``). An article's id
    is what its row, item or record says, else its path relative to the folder, else the file's name. What is no article of ours
    is a LeftOutError. ``meter`` is kept up to date. Raises InputError where nothing could be read.
    """
    seen: set[bytes] = set()
    failures: list[InputError] = []
    if meter:
        meter.total = _size(inputs)
    for found in _found(inputs, stdin, _Way(columns, meter)):
        if isinstance(found, _UnreadableError):
            failures.append(found)
            continue
        yield from failures  # something can be read: the failures so far are only notices
        failures.clear()
        yield _first(found, seen) if isinstance(found, Article) else found
        seen.add(b"")  # marks that something was read
    if failures and not seen:
        more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
        raise InputError(f"{failures[0]}{more}")
    yield from failures


class _UnreadableError(InputError):
    """A source that could not be opened at all."""


def _first(article: Article, seen: set[bytes]) -> Found:
    key = blake2b(article.id.encode("utf-8", "surrogatepass"), digest_size=16).digest()  # a million ids are 100 MB, these half
    if key in seen:
        name = repr(article.id if len(article.id) < 200 else article.id[:200] + "...")
        return InputError(article.path or "input", f"article id {name} was there already: give each article its own id")
    seen.add(key)
    return article


def _found(inputs: Sequence[str], stdin: BinaryIO | TextIO | None, way: _Way) -> Iterator[Found]:
    for name in inputs:
        if name == "-":
            yield from _standard_input(stdin, way)
            continue
        try:
            for file in _files(name):
                yield from [file] if isinstance(file, InputError) else _read(file, way)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            yield _UnreadableError(_shown(name), f"cannot be read ({_reason(error)})")


# -- which files ---------------------------------------------------------------------------------------------------------------


def _files(name: str) -> Iterator[_File | InputError]:
    """The files ``name`` stands for, sorted."""
    path = Path(name)
    if path.is_dir():
        yield from _folder(path, name)
    elif path.exists():
        if not _kind(path):
            yield _UnreadableError(_shown(name), f"unknown kind of file: kg reads {_known()}")
        else:
            yield _File(path, path.name) if path.is_file() else _UnreadableError(_shown(name), "neither file nor folder")
    elif glob.has_magic(name):
        root = Path(*_before_magic(path))
        names = root.glob(str(path.relative_to(root)))  # not glob.glob, which follows links in circles
        matches = sorted(p for p in names if not _hidden(p, root) and p.is_file() and _kind(p))
        yield from (_File(p, p.relative_to(root).as_posix()) for p in matches)
        if not matches:
            yield _UnreadableError(_shown(name), "matches no article")
    else:
        yield _UnreadableError(_shown(name), "not found: check the path")


def _folder(path: Path, name: str) -> Iterator[_File | InputError]:
    """Files of a folder that are articles: neither hidden nor a README; other kinds are counted."""
    others: Counter[str] = Counter()
    some = False
    for found in _walked(path):
        if isinstance(found, InputError):
            yield found
            continue
        if found.stem.upper() == "README" or not found.is_file():
            continue
        if _kind(found):
            some = True
            yield _File(found, found.relative_to(path).as_posix())
        else:
            others[found.suffix.lower()[:20] or "without an ending"] += 1
    if not some:
        yield _UnreadableError(_shown(name), f"holds no article: kg reads {_known()}")
    elif others:
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(others.items(), key=lambda o: (-o[1], o[0]))[:8])
        total = sum(others.values())
        yield LeftOutError(_shown(name), f"{total:,} file{'s' if total > 1 else ''} of other kinds left out: {_shown(told)}")


def _walked(folder: Path) -> Iterator[Path | InputError]:
    """What is not hidden below a folder, in the order of its names; links to folders are not followed."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _UnreadableError(_shown(folder), f"cannot be read ({_reason(error)})")
        return
    for path in entries:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _walked(path)
        else:
            yield path


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _before_magic(path: Path) -> list[str]:
    parts: list[str] = []
    for part in path.parts[:-1]:
        if glob.has_magic(part):
            break
        parts.append(part)
    return parts


def _size(inputs: Sequence[str]) -> int | None:
    """Bytes of all files, None where one of the inputs is a stream or cannot be looked at."""
    if "-" in inputs:
        return None
    try:
        return sum(f.path.stat().st_size for name in inputs for f in _files(name) if isinstance(f, _File))
    except (OSError, ValueError):
        return None


# -- which kind ----------------------------------------------------------------------------------------------------------------


def _json_lines(file: _File, way: _Way) -> Iterator[Found]:
    with closing(opened(file.path, way.meter)) as stream:
        yield from json_lines(stream, _shown(file.path), scrub(file.path.name), way.columns)


def _separated(file: _File, way: _Way) -> Iterator[Found]:
    with closing(opened(file.path, way.meter)) as stream:
        yield from tabular.separated(stream, _shown(file.path), scrub(file.path.name), way.columns)


def _parquet(file: _File, way: _Way) -> Iterator[Found]:
    yield from tabular.parquet(file.path, _shown(file.path), scrub(file.path.name), way.columns)
    if way.meter:
        way.meter.done += file.path.stat().st_size


def _feed(file: _File, way: _Way) -> Iterator[Found]:
    with closing(opened(file.path, way.meter)) as stream:
        yield from feeds.items(stream, _shown(file.path), scrub(file.path.name))


def _archive(file: _File, way: _Way) -> Iterator[Found]:
    with closing(opened(file.path, way.meter)) as stream:
        yield from warc.pages(stream, _shown(file.path), scrub(file.path.name))


def _plain(file: _File, way: _Way) -> Iterator[Found]:
    with closing(opened(file.path, way.meter)) as stream:
        yield texts.plain(whole(stream, LONGEST), _shown(file.path), scrub(file.id))


def _page(file: _File, way: _Way) -> Iterator[Found]:
    with closing(opened(file.path, way.meter)) as stream:
        yield texts.page(whole(stream, LONGEST), _shown(file.path), scrub(file.id))


KINDS: Mapping[str, Callable[[_File, _Way], Iterator[Found]]] = {
    ".txt": _plain, ".md": _plain, ".html": _page, ".htm": _page, ".jsonl": _json_lines, ".csv": _separated, ".tsv": _separated,
    ".parquet": _parquet, ".warc": _archive, ".wet": _archive, ".rss": _feed, ".atom": _feed, ".xml": _feed,
}  # fmt: skip
_SEEKING = frozenset({".parquet"})  # read from its end: not as a packed stream


def _read(file: _File, way: _Way) -> Iterator[Found]:
    try:
        yield from KINDS[_kind(file.path)](file, way)
    except InputError as error:  # a library is missing
        yield _UnreadableError(*error.args)
    except OSError as error:
        yield _UnreadableError(_shown(file.path), f"cannot be read ({_reason(error)})")


def _kind(path: Path) -> str:
    """What kind of file it is by its name, "" for none that is read."""
    inner = path.with_suffix("") if path.suffix.lower() in PACKINGS else path
    kind = inner.suffix.lower()
    return kind if kind in KINDS and (inner is path or kind not in _SEEKING) else ""


def _known() -> str:
    return " ".join(KINDS) + ", also packed (.gz .zst)"


def _shown(name: str | Path) -> str:
    """A name as messages show it: no control character reaches a terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in str(name))


def _reason(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)


# -- standard input --------------------------------------------------------------------------------------------------------------


def _standard_input(stdin: BinaryIO | TextIO | None, way: _Way) -> Iterator[Found]:
    stream: IO[bytes] | IO[str] = stdin if stdin is not None else sys.stdin.buffer
    start = stream.read(4096)
    raw = start.encode("utf-8", "surrogatepass") if isinstance(start, str) else start
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from json_lines(_Resumed(raw, stream), "-", "stdin", way.columns)
        return
    rest = stream.read(LONGEST + 1)
    raw += rest.encode("utf-8", "surrogatepass") if isinstance(rest, str) else rest
    yield texts.plain(raw, "-", "stdin")


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
