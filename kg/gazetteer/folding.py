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


class _Fold(dict[int, str]):
    """Code point -> what it is compared as, found out when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = char if _plain(char) else _CHARS.get(char) or unicodedata.normalize("NFD", char)[0]
        self[code] = plain
        return plain


def _plain(char: str) -> bool:
    """ASCII, or a Korean syllable, which is no letter with marks."""
    return char.isascii() or "\uac00" <= char <= "\ud7a3"


_FOLD = _Fold()


def fold(text: str) -> str:
    """``text`` without diacritics and with plain quotes and hyphens; same length, so positions hold."""
    return text if text.isascii() else text.translate(_FOLD)
