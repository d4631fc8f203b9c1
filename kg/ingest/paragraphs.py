"""Lines to paragraphs: a line end inside a paragraph (hard wrap) becomes a space, a real one a break.

A line end is a wrap where the next line's first word would not have fitted any more, or where the sentence plainly goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.ingest.furniture import is_furniture
from kg.ingest.markup import BREAK, HEADLINE
from kg.ingest.view import View

_CHUNK = re.compile(f"{BREAK}|\\n[ \\n]*\\n")
_LINE = re.compile(r"\n")
_BLANKS = re.compile(" {2,}")
_WIDEST_WRAP = 110  # columns; longer lines are not wrapped by hand or by mail
_TERMINAL = re.compile(r"[.!?:。！？：；…][\"”』」’'）)\]】]{0,3}$")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Jr|Sr|Gen|Lt|Col|Sen|Rep|Gov|Prof|St|No|vs|U\.S|U\.K|U\.N|D\.C|"
                           r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$")  # fmt: skip
CJK = "\u2e80-\u2fdf\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_CJK_END = re.compile(f"[{CJK}“”‘’]$")
_CJK_START = re.compile(f"[{CJK}“”‘’]")
_HYPHEN = re.compile(r"[A-Za-z][-\u2010\u2011]$|[\u2013\u2014]$")
_ALONE = re.compile(r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日)(?: \d{1,2}:\d{2}(?::\d{2})?)?$")
_STARTS = re.compile(r"[问答][：:]|\d{1,2}[.)] |Q: |A: ")  # questions, answers, items of a list


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, its spaces single; ``heading`` where markup says so."""

    view: View
    heading: bool = False


def paragraphs(view: View, *, titled: bool = False) -> Iterator[Paragraph]:
    """The paragraphs of text cleaned by :func:`kg.ingest.markup.clean`, none blank; ``titled``: the title stood elsewhere."""
    chunks = [list(chunk.split(_LINE)) for chunk in view.split(_CHUNK)]
    width = _width(chunks)
    first = not titled
    for lines in chunks:
        for group in _groups([stripped for line in lines if (stripped := line.strip())], width, first=first):
            first = False
            heading = HEADLINE in group.text
            text = group.sub(_HEADLINE_MARK).sub(_BLANKS, " ").strip()
            if text.text:
                yield Paragraph(text, heading)


_HEADLINE_MARK = re.compile(HEADLINE)


def _width(chunks: list[list[View]]) -> int:
    """Columns of a hard-wrapped text, 0 where a line is longer than anybody wraps."""
    longest = max((len(line) for lines in chunks for line in lines if "://" not in line.text), default=0)
    return longest if longest <= _WIDEST_WRAP else 0


def _groups(lines: list[View], width: int, *, first: bool) -> Iterator[View]:
    """Lines that belong together, joined."""
    pending: list[View] = []
    for line in lines:
        if pending and _breaks(pending[-1].text, line.text, width, title=first and len(pending) == 1):
            yield _joined(pending)
            pending, first = [], False
        pending.append(line)
    if pending:
        yield _joined(pending)


def _breaks(line: str, following: str, width: int, *, title: bool) -> bool:
    """Whether a paragraph ends between two lines."""
    if _STARTS.match(following) or any(_ALONE.match(text) or is_furniture(text) for text in (line, following)):
        return True
    chinese = bool(_CJK_END.search(line) and _CJK_START.match(following))
    word = following[:1] if chinese else following.split(" ", 1)[0]
    fits = not width or len(line) + len(word) + (not chinese) < width - 2 * chinese
    if following[:1].islower():
        return False
    if _TERMINAL.search(line) and not _ABBREVIATION.search(line):
        return fits
    if chinese:
        return fits and (title or len(line) * 2 < len(following))
    return title and fits and following[:1].isupper() and len(following) > len(line)


def _joined(lines: list[View]) -> View:
    parts = [lines[0]]
    for before, line in pairwise(lines):
        glued = (_CJK_END.search(before.text) and _CJK_START.match(line.text)) or _HYPHEN.search(before.text)
        if not glued:
            parts.append(View(" ", [before.offsets[-1] + 1]))
        parts.append(line)
    return View.join(parts)
