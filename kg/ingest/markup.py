r"""Markup off, on a mapped view: HTML tags and entities, Markdown, escapes, odd spaces and control characters.

Result: plain text in which :data:`BREAK` ends a paragraph for certain, ``\n`` is a line end still to be judged, and
:data:`HEADLINE` begins a paragraph that the markup calls a heading. Every pattern is bounded: linear time on any text.
"""

from __future__ import annotations

import html
import re

from kg.ingest.view import View

BREAK = "\N{PARAGRAPH SEPARATOR}"
HEADLINE = "\ue000"  # private use: dropped from the input below, so it can only be ours

_INVISIBLE = re.compile("[\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufeff]")  # soft hyphens, directions
_RESERVED = re.compile(HEADLINE)
_LINE_ENDS = re.compile("\r\n|[\r\x85\N{LINE SEPARATOR}]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")  # some feeds put NUL where a space was
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_PAGE_END = re.compile("\f")

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(\s[^<>]*)?/?>|<!--|<![A-Za-z][^<>]*>|<\?[^<>]*>")
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code dfn em font i img ins kbd label mark nobr q s samp small span strike "
    "strong sub sup time tt u var wbr o".split()
)
_BLOCK = frozenset("address article aside blockquote body br button caption center cite dd details dialog dir div dl dt "
                   "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe "
                   "input legend li link main map menu meta nav noscript object ol optgroup option p param picture pre script "
                   "section select source style summary svg table tbody td template textarea tfoot th thead title tr track "
                   "ul video audio canvas embed path g base area col colgroup".split())  # fmt: skip
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SILENT = frozenset("script style head noscript template svg textarea select iframe object".split())  # contents never shown

_RULE = re.compile(r"^(?:[-=]{3,}|(?:[*_] ?){3,})[ ]*$", re.MULTILINE)  # rules and underlines of headings
_HIDDEN = re.compile(
    r"\sclass\s*=\s*[\"']?[^\"'<>]{0,200}?\b(?<!-)hidden\b(?!-)|display\s*:\s*none|\shidden(?=[\s=>/]|$)", re.IGNORECASE
)

_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\(\s?(?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?: \"[^\"\n]{0,200}\")?\s?\)")
_AUTOLINK = re.compile(r"<https?://[^<>\s]{1,2000}>")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!~>|$&'\"<])")
_HEADING_MARK = re.compile(r"^#{1,6} +", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^> ?", re.MULTILINE)
_BULLET = re.compile(r"^ *[-*+\N{BULLET}\N{BLACK SQUARE}\N{BLACK CIRCLE}\N{MIDDLE DOT}] +(?=\S)", re.MULTILINE)
_STARS = re.compile(r"\*+")
_UNDERSCORES = re.compile(r"(?<![\w_])_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?![\w_])")


def clean(view: View) -> View:
    """The view without markup; see the module for what the special characters mean."""
    view = _characters(view)
    if "<" in view.text:
        view = _tags(view.sub(_AUTOLINK))
    if "&" in view.text:
        view = view.sub(_ENTITY, _entity)
    return _markdown(view.sub(_SPACES, " ").sub(_INVISIBLE))


def _characters(view: View) -> View:
    view = view.sub(_RESERVED).sub(_INVISIBLE).sub(_LINE_ENDS, "\n").sub(_CONTROL, " ")
    return view.sub(_PAGE_END, BREAK).sub(_SPACES, " ")


def _entity(match: re.Match[str]) -> str:
    text = html.unescape(match.group())
    if len(text) > 1 and text.startswith("&"):
        return match.group()  # no such entity: left as written
    return " " if text in {"\n", "\r", BREAK, HEADLINE} else text


def _tags(view: View) -> View:
    """Known tags become breaks (block) or nothing (inline); what a page never shows goes with its tags."""
    text, parts, last, at = view.text, [], 0, 0
    absent: set[str] = set()  # closing tags known not to follow: keeps the time linear
    while match := _TAG.search(text, at):
        name = (match.group(2) or "").lower()
        end = match.end()
        if match.group() == "<!--":
            end = _after(text, "-->", end, absent) or end
        elif name in _SILENT and not match.group(1) and not match.group().endswith("/>"):
            close = _after(text, f"</{name}", end, absent)
            end = (text.find(">", close) + 1 or close) if close else end
        elif name and not match.group(1) and _HIDDEN.search(match.group(3) or ""):
            end = _closed(text, name, end, absent) or end
        elif name and name not in _INLINE and name not in _BLOCK:
            at = end
            continue  # "<someone>" is text
        parts.append(view.part(last, match.start()))
        parts.append(_mark(name, view.part(match.start(), end), closing=bool(match.group(1))))
        last = at = end
    return View.join([*parts, view.part(last, len(text))]) if parts else view


def _after(text: str, needle: str, start: int, absent: set[str]) -> int | None:
    """Position after the next ``needle``, whatever its case."""
    if needle in absent:
        return None
    found = re.compile(re.escape(needle), re.IGNORECASE).search(text, start)
    if found is None:
        absent.add(needle)
        return None
    return found.end()


def _closed(text: str, name: str, start: int, absent: set[str]) -> int | None:
    """Position after the tag that closes the element opened just before ``start``."""
    if f"<{name} hidden" in absent:
        return None
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b[^<>]*>", re.IGNORECASE).finditer(text, start):
        depth += -1 if tag.group(1) else 0 if tag.group().endswith("/>") else 1
        if not depth:
            return tag.end()
    absent.add(f"<{name} hidden")
    return None


def _mark(name: str, tag: View, *, closing: bool) -> View:
    if name in _HEADINGS and not closing:
        return View(BREAK + HEADLINE, tag.offsets[:2])
    return View(BREAK if name in _BLOCK else "", tag.offsets[: int(name in _BLOCK)])


def _markdown(view: View) -> View:
    view = view.sub(_RULE, BREAK)
    if "](" in view.text:
        view = view.sub(_IMAGE)
        view = view.cut([span for m in _LINK.finditer(view.text) for span in ((m.start(), m.start(1)), (m.end(1), m.end()))])
    view = view.sub(_HEADING_MARK, BREAK + HEADLINE).sub(_QUOTE_MARK).sub(_BULLET, BREAK).sub(_ESCAPE)
    return view.sub(_STARS).sub(_UNDERSCORES)
