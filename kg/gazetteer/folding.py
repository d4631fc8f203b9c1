"""Letters as names are compared: without diacritics, with plain quotes and hyphens."""

from __future__ import annotations

import re
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


class _Fold(dict[str, str]):
    """Letter -> what it is compared as, found out when first met; a Korean syllable is no letter with marks."""

    def __missing__(self, char: str) -> str:
        korean = "\uac00" <= char <= "\ud7a3"
        self[char] = plain = char if korean else _CHARS.get(char) or unicodedata.normalize("NFD", char)[0]
        return plain


_FOLD = _Fold()
#: what may have to be changed: neither ASCII nor Chinese
_OTHER = re.compile(r"[^\x00-\x7f\u3001-\u3029\u4e00-\u9fff]")


def fold(text: str) -> str:
    """``text`` without diacritics and with plain quotes and hyphens; same length, so positions hold."""
    return text if text.isascii() else _OTHER.sub(_folded, text)


def _folded(match: re.Match[str]) -> str:
    return _FOLD[match[0]]
