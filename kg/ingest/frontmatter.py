"""The block between two ``---`` lines at the top of a text: a few keys, the title with its way back.

Not a YAML reader: a YAML library gives values without positions, and a title is quoted as evidence like any sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.ingest.view import View

_FENCE = re.compile(r"\s*---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"^([A-Za-z_][\w-]{0,40}):[ \t]*", re.MULTILINE)
_LONGEST = 20_000  # characters; a text that merely begins with a rule is no front matter

_FOLD = re.compile(r"[ \t]*\r?\n[ \t]*")
_BLOCK_SCALAR = re.compile(r"\A[>|][-+]?[ \t]*\r?\n[ \t]*")
_ESCAPE = re.compile(r"""\\(?:\r?\n[ \t]*|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^\r\n])""")
_DOUBLED_QUOTE = re.compile(r"''")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """``values`` as plain strings by lower-case key; ``title`` keeps its offsets; ``end`` is where the body starts."""

    end: int = 0
    values: dict[str, str] = field(default_factory=dict)
    title: View | None = None


def read(text: str) -> FrontMatter:
    """The front matter of ``text``; an empty one (``end`` 0) where there is none."""
    fence = _FENCE.match(text)
    end = _END.search(text, fence.end(), fence.end() + _LONGEST) if fence else None
    if fence is None or end is None:
        return FrontMatter()
    keys = list(_KEY.finditer(text, fence.end(), end.start()))
    if not keys:
        return FrontMatter()
    values: dict[str, str] = {}
    title: View | None = None
    for key, after in zip(keys, [*(k.start() for k in keys[1:]), end.start()], strict=True):
        value = _scalar(View(text[key.end() : after], range(key.end(), after)).strip())
        values.setdefault(key.group(1).lower(), value.text)
        if key.group(1).lower() == "title" and title is None and value.text:
            title = value
    return FrontMatter(end.end(), values, title)


def _scalar(raw: View) -> View:
    quote = raw.text[:1]
    if quote in {'"', "'"} and len(raw) > 1 and raw.text.endswith(quote):
        inner = raw.part(1, len(raw) - 1)
        unfolded = inner.sub(_ESCAPE, _unescape) if quote == '"' else inner.sub(_DOUBLED_QUOTE, "'")
        return unfolded.sub(_FOLD, " ")
    return raw.sub(_BLOCK_SCALAR).sub(_FOLD, " ")


def _unescape(match: re.Match[str]) -> str:
    code = match.group()[1:]
    if code[0] in "\r\n":
        return ""
    if code[0] in "xuU" and len(code) > 1:
        number = int(code[1:], 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\N{REPLACEMENT CHARACTER}"
    return " " if code in {"_", "n", "t", "r"} else code
