"""Explanations as they are shown: sentences over the quotes that they come from."""

from __future__ import annotations

import html
from collections.abc import Iterator

from kg.explain import Explanation


class Explained(tuple[Explanation, ...]):
    """Explanations (:class:`kg.explain.Explanation`), shown as sentences over the quotes that they come from."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "\n".join(line for explanation in self for line in _lines(explanation))

    def _repr_html_(self) -> str:
        return "".join(_blocks(explanation) for explanation in self)


def _lines(explanation: Explanation) -> Iterator[str]:
    yield f"{explanation.name} ({explanation.kind})"
    yield from (f"  reference: {line}" for line in explanation.known)
    for told in explanation.told:
        yield f"  {told.sentence}"
        yield from (f'    "{shown.quote}" ({shown.article})' for shown in told.shown)


def _blocks(explanation: Explanation) -> str:
    said = html.escape
    known = "".join(f"<li>{said(line)}</li>" for line in explanation.known)
    told = "".join(
        f"<li><b>{said(t.sentence)}</b>{''.join(f'<br>“{said(s.quote)}” <i>{said(s.article)}</i>' for s in t.shown)}</li>"
        for t in explanation.told
    )
    return f"<h4>{said(explanation.name)} <small>{said(explanation.kind)}</small></h4><ul>{known}{told}</ul>"
