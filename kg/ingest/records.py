"""JSON Lines: one article a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO

from kg.errors import InputError
from kg.ingest import columns as naming
from kg.ingest.checked import LONGEST, Found
from kg.ingest.columns import GUESSED, Columns
from kg.ingest.decode import decode


def json_lines(stream: BinaryIO | io.BufferedIOBase, path: str, name: str, columns: Columns = GUESSED) -> Iterator[Found]:
    """One article a line; a bad line is an error that names file and line."""
    fields = lru_cache(64)(columns.of)
    for number, raw in enumerate(_limited(stream), start=1):
        where = f"{path}:{number}"
        if len(raw) > LONGEST:
            yield InputError(where, f"line longer than {LONGEST >> 20} MiB: split it")
        elif raw.strip(b"\xef\xbb\xbf \t\r\n"):
            row = _row(decode(raw), where)
            yield row if isinstance(row, InputError) else naming.article(row, fields(tuple(row)), where, f"{name}:{number}")


def _limited(stream: BinaryIO | io.BufferedIOBase) -> Iterator[bytes]:
    """Lines of at most LONGEST + 1 bytes; the rest of a longer one is skipped, not kept."""
    while line := stream.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = stream.readline(LONGEST + 1)


def _row(line: str, where: str) -> dict[str, object] | InputError:
    try:
        row = json.loads(line.strip("\ufeff \t\r\n"))
    except (ValueError, RecursionError) as error:
        return InputError(where, f"not JSON ({error}): one object a line, with 'id' and 'text'")
    return row if isinstance(row, dict) else InputError(where, "no 'text': each line is an object with 'id' and 'text'")
