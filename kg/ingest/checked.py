"""What every article passes before it is read, whatever file it came from: not empty, not endless, in a language of ours."""

from __future__ import annotations

from dataclasses import replace

from kg.errors import InputError, LeftOutError
from kg.ingest import languages, mojibake
from kg.model import Article

Found = Article | InputError
LONGEST = 64 * 1024 * 1024  # bytes of one article: more is no article, and a bomb is stopped here
LONGEST_TEXT = 2_000_000  # characters of one article: a book, not a story
_BLANK = "\ufeff\0 \t\r\n\f\v\u00a0\u3000\u200b"


def checked(article: Article) -> Found:
    """The article, or the notice that there is nothing in it, far too much, or nothing that kg can read."""
    where, name = article.path or "input", f"article {article.id[:200]!r}"
    if len(article.text) > LONGEST_TEXT:
        problem = f"{name} has {len(article.text):,} characters, more than {LONGEST_TEXT:,}"
        return InputError(where, f"{problem}: split it into stories")
    if not article.text.strip(_BLANK):
        return InputError(where, f"{name} is empty: left out")
    if (mended := mojibake.mended(article.text)) is not None:
        article = replace(article, text=mended)
    if strange := languages.strange(article.text):
        return LeftOutError(where, f"{name} is in {strange}: left out (kg reads English and Chinese)")
    return article
