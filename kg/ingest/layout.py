"""What the look of an article tells, before any grammar: passages with the way back, its day, its place, its title."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.ingest import datelines, frontmatter, furniture, glossary, markup, pages
from kg.ingest.paragraphs import CJK, Paragraph, paragraphs
from kg.ingest.view import View
from kg.model import Article, Language, Layout, Passage

_STOP = re.compile(f"(?P<credit>{furniture.CREDIT})|(?P<stop>{furniture.STOPS})")
_SENTENCE_END = re.compile(
    r"(?<=[.!?][”\"’ ])(?<!\b[A-Z]\. )(?<!\bMr\. )(?<!\bDr\. )(?<!\bSt\. )(?<!\bJr\. )(?=[A-Z“\"])|(?<=[。！？])(?=\S)"
)
_TERMINAL = re.compile(r"[.!?:;,。！？：；，…]['\"”’」』)）]*$")
_HAN = re.compile(f"[{CJK}]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OTHER = re.compile(r"[\u0370-\u1cff\u3040-\u30ff\u31f0-\u31ff\ua000-\ud7ff\ufb1d-\ufdff\ufe70-\ufefc]")  # Cyrillic, kana, ...
_ITEM = re.compile(r"\d{1,2}[.)]\s")
_LONGEST_CAPTION = 450  # characters
_LONGEST_HEADLINE = {"en": 200, "zh": 60}


@dataclass(frozen=True, slots=True)
class _Piece:
    view: View
    kind: str = "body"
    whole: bool = True  # nothing was cut off its paragraph: it may be a headline
    heading: bool = False


def layout(article: Article) -> Layout:
    """Passages, anchor day, place and title of ``article``; never raises on any text, and takes time linear in it."""
    text = article.text
    front = frontmatter.read(text)
    body = markup.clean(View(text[front.end :], range(front.end, len(text))))
    found = list(paragraphs(body, titled=front.title is not None))
    if pages.is_page(text):
        found = pages.story(text, found)
    lines = [datelines.outer(p.view.text) if i < _HEAD else None for i, p in enumerate(found)]
    stories = [paragraph for paragraph, line in zip(found, lines, strict=True) if not line]
    inner: list[datelines.Dateline] = []
    pieces = [piece for paragraph in stories for piece in _pieces(paragraph, inner)]
    passages = tuple(_passages(front.title, pieces))
    published = _published(article, front, found)
    named = datelines.wire(text[:2000]) or _fallback(article, found)
    place, anchor = _anchor(inner, [line for line in lines if line], published, named)
    return Layout(
        passages=passages,
        anchor=anchor,
        dateline_place=place,
        title=article.title or _title(text, passages),
        byline=next((b for p in found if (b := furniture.byline(p.view.text[:400]))), None),
        published=published,
        source=front.values.get("source") or front.values.get("publisher"),
        url=front.values.get("url") or front.values.get("source_url"),
        language=_majority(passages),
    )


def headed(article: Article, look: Layout) -> Article:
    """The article with what its own head says of day, outlet, address and title, where the input does not."""
    return replace(
        article,
        published=article.published or (look.published.isoformat() if look.published else None),
        source=article.source or look.source,
        url=article.url or look.url,
        title=article.title or look.title,
    )


_HEAD = 12  # a date line stands among the first paragraphs


def _pieces(paragraph: Paragraph, inner: list[datelines.Dateline]) -> Iterator[_Piece]:
    """What is story in a paragraph, cut at datelines and credits; datelines are added to ``inner``."""
    rest, whole = glossary.cut(paragraph.view), True
    while rest.text and not furniture.is_furniture(rest.text):
        line = datelines.inner(rest.text)
        if line is None:
            yield from _credited(rest, heading=paragraph.heading, whole=whole)
            return
        inner.append(line)
        yield from _credited(rest.part(0, line.start).strip())
        rest, whole = rest.part(line.end, len(rest)).strip(), False


def _credited(view: View, *, heading: bool = False, whole: bool = False) -> Iterator[_Piece]:
    last = 0
    for match in _STOP.finditer(view.text):
        before = view.part(last, match.start()).strip()
        last = match.end()
        yield from _caption(before) if match.group("credit") else [_Piece(before, whole=False)]
    yield _Piece(view.part(last, len(view)).strip(), whole=whole and not last, heading=heading)


def _caption(view: View) -> Iterator[_Piece]:
    """What stands before a credit: a caption, or a story whose last sentence is one."""
    ends = [m.start() for m in _SENTENCE_END.finditer(view.text)]
    start = ends[-1] if ends and (len(ends) > 2 or len(view) > _LONGEST_CAPTION) else 0
    yield _Piece(view.part(0, start).strip(), whole=False)
    yield _Piece(view.part(start, len(view)).strip(), "caption", whole=False)


def _passages(title: View | None, pieces: list[_Piece]) -> Iterator[Passage]:
    if title is not None and (passage := _passage(_Piece(markup.clean(title), "headline"))):
        yield passage
    ready = [(p, piece) for piece in pieces if not furniture.is_furniture(piece.view.text) and (p := _passage(piece))]
    before: Passage | None = None
    for i, (passage, piece) in enumerate(ready):
        after = [p for p, _ in ready[i + 1 : i + 4]]
        free = before is None or before.kind == "headline" or _is_story(before)  # else it is an item of a list
        told = free and _stands_over(after if before is None else after[:1])
        before = replace(passage, kind="headline") if _may_head(passage, piece) and (piece.heading or told) else passage
        yield before


def _stands_over(following: list[Passage]) -> bool:
    return any(p.kind == "caption" or _is_story(p) for p in following)


def _is_story(passage: Passage) -> bool:
    return _TERMINAL.search(passage.text) is not None


def _passage(piece: _Piece) -> Passage | None:
    """The passage, or None where nothing is left of it or where it is in a script that nobody here reads."""
    view = furniture.tidy(piece.view)
    han, latin, other = (len(p.findall(view.text)) for p in (_HAN, _LATIN, _OTHER))
    if other > han + latin or not any(c.isalnum() for c in view.text) or furniture.is_furniture(view.text):
        return None
    return Passage(view.text, tuple(view.offsets), piece.kind, "zh" if han * 2 >= latin else "en")


def _may_head(passage: Passage, piece: _Piece) -> bool:
    """Short, whole, without a sentence's end, no item of a list."""
    if passage.kind != "body" or not piece.whole:
        return False
    short = len(passage.text) <= _LONGEST_HEADLINE[passage.language] and not _is_story(passage)
    return piece.heading or (short and not _ITEM.match(passage.text))


def _published(article: Article, front: frontmatter.FrontMatter, found: list[Paragraph]) -> date | None:
    for value in (article.published, front.values.get("date"), front.values.get("published"), front.values.get("published_time")):
        if day := datelines.iso(value):
            return day
    return next((d for p in [*found[:_HEAD], *found[-_HEAD:]] if (d := datelines.stated(p.view.text[:300]))), None)


def _anchor(
    inner: list[datelines.Dateline], outer: list[datelines.Dateline], published: date | None, named: date | None
) -> tuple[str | None, date | None]:
    """Place and day: of the inner dateline, else of the outer one, else of publication, else what the article's name tells."""
    near = published or next((d for line in (*inner, *outer) if (d := line.on(None))), None) or named
    for line in (*inner, *outer):
        if day := line.on(near):
            limit = published or named
            late = line in outer and limit is not None and timedelta(0) < day - limit <= timedelta(days=2)
            return _place(inner, outer), limit if late else day  # nobody writes on the day after publication
    return _place(inner, outer), published or named


def _place(inner: list[datelines.Dateline], outer: list[datelines.Dateline]) -> str | None:
    return next((line.place for line in (*inner, *outer) if line.place), None)


def _fallback(article: Article, found: list[Paragraph]) -> date | None:
    """The day where neither dateline nor publication tells it: address, id, links, first full date in words."""
    texts = [p.view.text for p in found[:3]]
    return (
        datelines.in_name(article.url or "")
        or datelines.in_name(article.id)
        or datelines.in_links(article.text[:5000])
        or datelines.in_links(article.text[-5000:])
        or datelines.written(texts)
    )


def _title(text: str, passages: tuple[Passage, ...]) -> str | None:
    headline = next((p.text for p in passages[:4] if p.kind == "headline"), None)
    page = pages.PAGE_TITLE.search(text[:20_000]) if headline is None else None
    return " ".join(html.unescape(page.group(1)).split()) if page else headline


def _majority(passages: tuple[Passage, ...]) -> Language:
    chinese = sum(2 * len(p.text) for p in passages if p.language == "zh")  # a character says about as much as two letters
    return "zh" if chinese > sum(len(p.text) for p in passages if p.language == "en") else "en"
