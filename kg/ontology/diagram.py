"""The drawings of the page: what each record class joins, and what surrounds a record. SVG by code, coloured by the page's style.

Record classes stand in the middle, one below the other; what acts on the left, what it is done to on the right; on each line the
property. Both outer columns and the order of the rows come from the ontology: a new class draws itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

_ROW, _BOX, _HIGH, _WIDE = 54, (330, 190), 42, 850  # height of a row; left edge and width of a record; its height; the drawing
_PILL = {"left": (0, 120), "right": (706, 144)}  # left edge and width
_TOP = 26
_WORD = 84  # of a line on the right is straight: the longest name of a property stands there


@dataclass(frozen=True, slots=True)
class Joined:
    """A record class: its names, and at each end the property and the classes that stand there."""

    name: str
    en: str
    zh: str
    tail: tuple[str, tuple[str, ...]]
    head: tuple[str, tuple[str, ...]]


def records(joined: Sequence[Joined], labels: Mapping[str, str]) -> str:
    """Record classes and what they join; ``labels`` are Chinese names of classes."""
    rows, right = _ordered(joined)
    height = _TOP + _ROW * len(rows)
    y = {row.name: _TOP + _ROW * n + _ROW / 2 for n, row in enumerate(rows)}
    places = _spread(right, rows, height)
    parts = [*_lines(rows, y, places), *_boxes(rows, y)]
    parts += [_pill(kind, labels.get(kind, ""), "right", at, at) for kind, at in places.items()]
    for kind in dict.fromkeys(kind for row in rows for kind in row.tail[1]):
        own = [y[row.name] for row in rows if kind in row.tail[1]]
        parts.append(_pill(kind, labels.get(kind, ""), "left", min(own), max(own)))
    heads = ((60, "who acts"), (_BOX[0] + _BOX[1] / 2, "what is told"), (_PILL["right"][0] + 72, "to whom, where, what"))
    top = "".join(f'<text class="head" x="{x}" y="14" text-anchor="middle">{text}</text>' for x, text in heads)
    about = f"{len(rows)} classes of record, each with the classes it joins and the properties that join them"
    return f'<svg viewBox="0 0 {_WIDE} {height}" role="group" aria-label="{about}">{top}{"".join(parts)}</svg>'


def _ordered(joined: Sequence[Joined]) -> tuple[list[Joined], list[str]]:
    """Rows and right column so that lines cross little: each in turn by the middle of what it is joined with."""
    rows = sorted(joined, key=lambda row: (row.tail[1], row.name))
    right = sorted({kind for row in rows for kind in row.head[1]})
    for _ in range(8):
        place = {kind: n / max(1, len(right) - 1) for n, kind in enumerate(right)}
        rows = sorted(rows, key=lambda row: (row.tail[1] != ("Agent",), _mean(place[k] for k in row.head[1]), row.name))
        at = {row.name: n for n, row in enumerate(rows)}
        right = sorted(right, key=lambda kind: (_mean(at[row.name] for row in rows if kind in row.head[1]), kind))
    return rows, right


def _mean(values: Iterator[float]) -> float:
    found = list(values)
    return sum(found) / len(found)


def _spread(kinds: Sequence[str], rows: Sequence[Joined], height: int) -> dict[str, float]:
    """Kind -> height, in their order, near their rows and never nearer to each other than a pill."""
    wanted = []
    for kind in kinds:
        own = [n for n, row in enumerate(rows) if kind in row.head[1]]
        wanted.append(_TOP + _ROW * (sum(own) / len(own) + 0.5))
    gap, found = 50.0, list(wanted)
    for n in range(1, len(found)):
        found[n] = max(found[n], found[n - 1] + gap)
    over = max(0.0, (found[-1] if found else 0) + 24 - height)
    for n in range(len(found) - 1, -1, -1):
        found[n] = min(found[n], height - 24 - gap * (len(found) - 1 - n)) if over else found[n]
    return dict(zip(kinds, found, strict=True))


def _lines(rows: Sequence[Joined], y: Mapping[str, float], places: Mapping[str, float]) -> Iterator[str]:
    """Straight where a word stands on the line, then bent."""
    left, right = _BOX[0], _BOX[0] + _BOX[1]
    for row in rows:
        at = y[row.name]
        for kind in row.tail[1]:
            yield f'<path class="line of-{kind}" d="M{_PILL["left"][1]} {at:g}H{left}"/>'
        yield f'<path class="stem" d="M{right} {at:g}h{_WORD}"/>'
        for kind in row.head[1]:
            yield _curve(right + _WORD, at, _PILL["right"][0], places[kind], kind)
        yield _word(row.tail[0], left - 8, at - 5, "end")
        yield _word(row.head[0], right + 8, at - 5, "start")


def _curve(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    bend = (x2 - x1) * 0.55
    path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"
    return f'<path class="line of-{kind}" d="{path}"/>'


def _word(property: str, x: float, y: float, anchor: str) -> str:
    return f'<a href="#{property}"><text class="property" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{property}</text></a>'


def _boxes(rows: Sequence[Joined], y: Mapping[str, float]) -> Iterator[str]:
    x, wide = _BOX
    for row in rows:
        top, line = y[row.name] - _HIGH / 2, y[row.name] + 5
        yield (
            f'<a href="#{row.name}"><rect class="record" x="{x}" y="{top:g}" width="{wide}" height="{_HIGH}" rx="7"/>'
            f'<text class="name" x="{x + 14}" y="{line:g}">{escape(row.name)}</text>'
            f'<text class="zh" lang="zh" x="{x + wide - 14}" y="{line:g}" text-anchor="end">{escape(row.zh)}</text></a>'
        )


def _pill(kind: str, zh: str, side: str, first: float, last: float) -> str:
    """A class, as tall as the rows that it acts in."""
    x, wide = _PILL[side]
    middle = (first + last) / 2
    return (
        f'<a href="#{kind}"><rect class="pill of-{kind}" x="{x + 1}" y="{first - 21:g}" width="{wide - 2}" '
        f'height="{last - first + 42:g}" rx="12"/>'
        f'<text class="name" x="{x + wide / 2:g}" y="{middle - 2:g}" text-anchor="middle">{escape(kind)}</text>'
        f'<text class="zh" lang="zh" x="{x + wide / 2:g}" y="{middle + 14:g}" text-anchor="middle">{escape(zh)}</text></a>'
    )


# -- what surrounds a record -----------------------------------------------------------------------------------------------------

_AROUND = {  # name -> x, y of its middle, and the second line
    "Record": (425, 150, "what one article says"),
    "Occurrence": (130, 150, "one thing in the world"),
    "Article": (720, 60, "text, date, source"),
    "Evidence": (720, 240, "the sentence, its offsets"),
    "Agent": (425, 40, "who said it, if not the reporter"),
    "Concept": (425, 260, "happened, planned, denied ..."),
}
_ARROWS = (
    ("Occurrence", "toldBy", "Record"),
    ("Record", "inArticle", "Article"),
    ("Record", "evidence", "Evidence"),
    ("Evidence", "inArticle", "Article"),
    ("Record", "statedBy", "Agent"),
    ("Record", "status", "Concept"),
)


def anatomy() -> str:
    """A record, what shows it and what it tells of."""
    head = (
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path class="tip" d="M0 0L8 4L0 8Z"/></marker></defs>'
    )
    arrows = "".join(_arrow(*arrow) for arrow in _ARROWS)
    boxes = "".join(_stand(name, *place) for name, place in _AROUND.items())
    return f'<svg viewBox="0 0 850 300" role="group" aria-label="A record and what surrounds it">{head}{arrows}{boxes}</svg>'


def _arrow(start: str, property: str, end: str) -> str:
    (x1, y1, _), (x2, y2, _) = _AROUND[start], _AROUND[end]
    if x1 == x2:
        down = 1 if y2 > y1 else -1
        from_y, to_y = y1 + 27 * down, y2 - 28 * down
        label = _word(property, x1 + 8, (from_y + to_y) / 2 + 4, "start")
        return f'<path class="arrow" marker-end="url(#tip)" d="M{x1} {from_y}V{to_y}"/>{label}'
    from_x, to_x = x1 + 112, x2 - 114
    label = _word(property, (from_x + to_x) / 2, (y1 + y2) / 2 - 8, "middle")
    return f'<path class="arrow" marker-end="url(#tip)" d="M{from_x} {y1}L{to_x} {y2}"/>{label}'


def _stand(name: str, x: int, y: int, about: str) -> str:
    kind = "record" if name in {"Record", "Occurrence"} else "pill"
    box = f'<rect class="{kind} of-{name}" x="{x - 112}" y="{y - 26}" width="224" height="52" rx="9"/>'
    text = f'<text class="name" x="{x}" y="{y - 3}" text-anchor="middle">{name}</text>'
    text += f'<text class="zh" x="{x}" y="{y + 14}" text-anchor="middle">{about}</text>'
    return box + text if name == "Concept" else f'<a href="#{name}">{box}{text}</a>'
