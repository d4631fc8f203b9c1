"""Letters as names are compared: without diacritics, with plain quotes and hyphens."""

from __future__ import annotations

import unicodedata

_ALIKE = (
    ("’‘ʼ", "'"),
    ("“”", '"'),
    ("–—－‑", "-"),
    ("（", "("),
    ("）", ")"),
    ("\u00a0", " "),
    ("·•・‧∙", "·"),
    ("ø", "o"),
    ("Ø", "O"),
    ("ł", "l"),
    ("Ł", "L"),
    ("ı", "i"),
    ("đð", "d"),
    ("Đ", "D"),
    ("þ", "t"),
    ("æ", "a"),
)
_CHARS = {char: plain for chars, plain in _ALIKE for char in chars}
_FOLD: dict[int, str] = {}


def fold(text: str) -> str:
    """``text`` without diacritics and with plain quotes and hyphens; same length, so positions hold."""
    if text.isascii():
        return text
    for char in set(text):
        if ord(char) > 127 and ord(char) not in _FOLD:
            base = _CHARS.get(char) or unicodedata.normalize("NFD", char)[0]
            _FOLD[ord(char)] = base if not "\uac00" <= char <= "\ud7a3" else char
    return text.translate(_FOLD)
