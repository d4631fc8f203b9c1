"""Text in cells: what a spreadsheet would run as a formula is shown to it as text."""

from __future__ import annotations

# A cell that begins so is a formula, or may become one when the file is imported (the last four are full-width).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet would take it for a formula; not for numbers."""
    return "'" + text if text.startswith(_FORMULA) else text
