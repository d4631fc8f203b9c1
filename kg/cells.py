"""Tables as text: what a spreadsheet would run as a formula is shown to it as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

# A cell that begins so is a formula, or may become one when the file is imported (the last four are full-width).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet would take it for a formula; not for numbers."""
    return "'" + text if text.startswith(_FORMULA) else text


def line(cells: Iterable[str]) -> str:
    """One line of CSV as RFC 4180 has it, but ended with LF alone, as a console's other tools do."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)  # the writer quotes the characters that its lines end with
    return buffer.getvalue().removesuffix("\r\n") + "\n"
