"""Graph -> one HTML page that needs nothing else: pyvis builds the picture, our template, style and script make the page."""

from __future__ import annotations

import html
import os
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg import network
from kg.errors import OutputError, QueryError
from kg.view import assets, data, layout, palette
from kg.view.data import Json, Tables
from kg.view.words import words

if TYPE_CHECKING:
    from pyvis.network import Network

LANGUAGES = ("en", "zh", "both")
ASPECTS = (1.2, 0.62)  # width by height of a desk's screen between its panels, and of a phone's


def page(
    graph: network.Answers,
    *,
    title: str | None = None,
    center: str | None = None,
    depth: int = 1,
    since: str | None = None,
    until: str | None = None,
    types: Sequence[str] | None = None,
    query: str | None = None,
    language: str = "en",
) -> str:
    """The whole page as text, to be written as UTF-8. Same graph and arguments, same bytes.

    ``center`` (name, alias or id) and ``depth`` keep a neighbourhood; ``since``/``until`` (ISO day, month, year) a time, undated
    facts left out; ``types`` some types of fact; ``query`` what a SELECT or CONSTRUCT gives (:mod:`kg.network.asked`);
    ``language`` is the one it opens in: "en", "zh" or "both". Raises QueryError, one line, for names, dates and types that do not
    exist, and for queries that cannot be drawn.
    """
    if language not in LANGUAGES:
        raise QueryError(language, f"the page speaks {', '.join(LANGUAGES)}")
    picture = network.project(graph, center=center, depth=depth, since=since, until=until, types=types, query=query)
    made = data.tables(picture)
    middle = picture.nodes[picture.graph["center"]]["id"] if "center" in picture.graph else None
    opening = data.drawn(made, middle)
    block = _block(made, title, language, middle, opening)
    return _render(_built(opening, made), block, title or words()[_spoken(language)]["title"], language)


class View:
    """The page as an object: shown in a notebook cell, saved by :meth:`save`. Arguments are those of :func:`page`."""

    def __init__(self, graph: network.Answers, **options: Any) -> None:
        self._graph, self._options = graph, options

    @cached_property
    def html(self) -> str:
        """The page."""
        return page(self._graph, **self._options)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Writes the page to ``path``, and nothing else anywhere; raises OutputError."""
        target = Path(path)
        try:
            target.write_text(self.html, encoding="utf-8", newline="\n")
        except OSError as error:
            raise OutputError(str(target), f"cannot be written: {error.strerror or error}") from error
        return target

    def _repr_html_(self) -> str:
        """A frame of its own for notebooks: no style or script of the page reaches the notebook, nor the other way."""
        frame = 'sandbox="allow-scripts allow-downloads allow-popups" title="kg" width="100%" height="760" style="border:0"'
        return f'<iframe srcdoc="{html.escape(self.html, quote=True)}" {frame}></iframe>'


# -- the picture -----------------------------------------------------------------------------------------------------------------


def _built(opening: Sequence[Json], made: Tables) -> Network:
    """The opening picture in pyvis: where things stand, and the ties among them."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    net.node_ids = _Ids()
    places = _places(opening, made.ties)
    for thing in made.things:
        label, fill = thing["en"], palette.kinds()[thing["kind"]].fill
        rest = {key: value for key, value in thing.items() if key != "id"}
        net.add_node(thing["id"], label, "custom", fill, size=thing["r"], **rest, **places.get(thing["id"], {}))
    for tie in made.ties:
        net.add_edge(tie["from"], tie["to"], **{key: value for key, value in tie.items() if key not in {"from", "to"}})
    return net


class _Ids(list[str]):
    """A list that knows at once what is in it: pyvis asks for each node and each end of an edge."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[str] = set()

    def append(self, id: str) -> None:
        super().append(id)
        self._known.add(id)

    def __contains__(self, id: object) -> bool:
        return id in self._known


def _places(opening: Sequence[Json], ties: Iterable[Json]) -> dict[str, Json]:
    """Where each thing of the opening stands, in whole px, in the wide and in the tall layout."""
    at = {thing["id"]: i for i, thing in enumerate(opening)}
    links = [(at[tie["from"]], at[tie["to"]]) for tie in ties if tie["from"] in at and tie["to"] in at]
    room = data.boxes(opening)
    wide, tall = ([(round(float(x)), round(float(y))) for x, y in points] for points in layout.arrange(room, links, ASPECTS))
    return {id: {"x": wide[i][0], "y": wide[i][1], "tall": list(tall[i])} for id, i in at.items()}


def _spoken(language: str) -> str:
    """The language of the page's own words."""
    return "zh" if language == "zh" else "en"


def _block(made: Tables, title: str | None, language: str, center: str | None, opening: Sequence[Json]) -> Json:
    """Everything the page's script reads."""
    look = palette.table()
    return {
        "meta": {
            "title": title,  # without one, the page's own words
            "language": language,
            "center": center,
            "drawn": len(opening),
            "most": data.DRAWN,
            "span": data.span(made.facts.rows),
        },
        "words": words(),
        "kinds": [{"id": id, **{k: v for k, v in row.items() if k != "classes"}} for id, row in look["kind"].items()],
        "families": [{"id": id, **row} for id, row in look["family"].items()],
        "statuses": [{"id": id, **row} for id, row in look["status"].items()],
        "relations": made.relations,
        "countries": made.countries,
        "articles": made.articles.rows,
        "quotes": made.quotes.rows,
        "facts": made.facts.rows,
    }


# -- the page --------------------------------------------------------------------------------------------------------------------


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.view"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    return environment


def _render(net: Network, block: Json, title: str, language: str) -> str:
    """pyvis' own rendering with our template in place of its own, whose page is neither offline nor safe."""
    spoken = _spoken(language)
    net.templateEnv = _templates().overlay()
    net.templateEnv.globals = {
        **_templates().globals,
        "block": block,
        "page_title": title,
        "language": spoken,
        "words": words()[spoken],
        "policy": assets.policy(),
        "style": assets.style(),
        "vis": assets.vis(),
        "script": assets.script(),
    }
    net.path = "page.html.j2"
    text: str = net.generate_html()
    return text.encode("utf-8", "replace").decode("utf-8")
