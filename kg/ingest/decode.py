"""Bytes to text: byte-order marks, UTF-8, UTF-16, GB 18030, Big5; a guess only when all of them fail."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The most frequent characters of Chinese prose: what tells a right decoding from a lucky one.
_COMMON_ZH = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现"
    "当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应"
    "战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活"
    "席總統國會這個們來為時說對後過發還進動學當沒與長機關點將間問應戰頭體見員產義認條氣題，。、："
)
_COMMON_SHARE = 0.25
_CHINESE = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 20_000  # bytes that are enough to tell
_SURROGATES = re.compile("[\ud800-\udfff]")
_NUL_SHARE = 0.25


def decode(raw: bytes, declared: str | None = None) -> str:
    """The text of ``raw``, unchanged but for its byte-order mark; bytes of no encoding become U+FFFD. Never raises.

    ``declared`` is what the bytes say of themselves (an HTML page's charset): tried after byte-order mark and UTF-8.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    if bare := _bare_utf16(raw[:_SAMPLE]):
        return raw.decode(bare, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return scrub(_legacy(raw, declared))


def encoding(sample: bytes) -> str:
    """The encoding of a stream that begins with ``sample``, as :func:`decode` would take it; a guess is no part of it."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if bare := _bare_utf16(sample):
        return bare
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # its last character may be cut
    except UnicodeDecodeError:
        share, best = max((_common(sample[:_SAMPLE], name), name) for name in _CHINESE)
        return best if share >= _COMMON_SHARE else "utf-8" if _mostly_utf8(sample) else "cp1252"
    return "utf-8"


def _mostly_utf8(raw: bytes) -> bool:
    """UTF-8 with a few broken bytes, or cut in the middle of a character."""
    damaged = raw.decode("utf-8", errors="replace")
    bad = damaged.count("\N{REPLACEMENT CHARACTER}")
    good = sum(1 for c in damaged if ord(c) > 0x7F) - bad
    return bad <= 2 + good // 10 and good >= bad


def scrub(text: str) -> str:
    """Half surrogate pairs, which no output can encode, become U+FFFD; the length stays."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _bare_utf16(sample: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin text is NUL."""
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _NUL_SHARE and even < odd / 8:
        return "utf-16-le"
    return "utf-16-be" if even > _NUL_SHARE and odd < even / 8 else None


def _legacy(raw: bytes, declared: str | None) -> str:
    if _mostly_utf8(raw):
        return raw.decode("utf-8", errors="replace")
    if declared and (text := _strict(raw, declared)) is not None:
        return text
    share, encoding = max((_common(raw[:_SAMPLE], encoding), encoding) for encoding in _CHINESE)
    return raw.decode(encoding, errors="replace") if share >= _COMMON_SHARE else _guess(raw)


def _common(sample: bytes, encoding: str) -> float:
    """Share of the most frequent Chinese characters among the non-ASCII ones of ``sample`` read in ``encoding``."""
    foreign = [c for c in sample.decode(encoding, errors="replace") if ord(c) > 0x7F]
    return sum(c in _COMMON_ZH for c in foreign) / len(foreign) if foreign else 0.0


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return None


def _guess(raw: bytes) -> str:
    import charset_normalizer  # the last resort, slow to import

    best = charset_normalizer.from_bytes(raw[:_SAMPLE]).best()
    text = _strict(raw, best.encoding) if best else None
    return text if text is not None else raw.decode("cp1252", errors="replace")
