"""Our pages: templates, their style, and the policy under which a browser shows them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from kg import iris
from kg.view import palette

_MEDIA = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "txt": "text/plain; charset=utf-8"}
_FILES = ("page.css", "query.css", "query.js", "yasgui/yasgui.min.js", "yasgui/yasgui.min.css", "yasgui/LICENSES.txt")


def render(
    name: str, *, status_code: int = 200, headers: Mapping[str, str] | None = None, base: str = iris.BASE, **values: Any
) -> Response:
    """The page ``NAME.html.j2``. Text of the graph is always escaped: nothing is ever marked safe."""
    told = _templates().get_template(f"{name}.html.j2").render(base=base, **values)
    extra = {"Vary": "Accept", "Cache-Control": "no-cache", **(headers or {})}
    return HTMLResponse(told.encode("utf-8", "replace"), status_code, extra)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {"href": href, "asset": _address, "shape": _shape}
    environment.filters |= {"web": web_address, "number": lambda n: f"{n:,}".replace(",", "\u202f")}
    return environment


def href(iri: str, base: str = iris.BASE) -> str:
    """Where a thing's page is: ours for what lies below our namespaces, "" for what no browser should open."""
    for namespace, path in ((base, "/id/"), (iris.VOCABULARY, "/vocabulary/"), (iris.ONTOLOGY, "/ontology#")):
        if iri.startswith(namespace):
            return path + iri[len(namespace) :]
    return web_address(iri)


def web_address(url: str) -> str:
    """``url`` if a browser may open it (http or https with a host), else ""."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else ""


def _shape(class_name: str) -> Mapping[str, str]:
    """The symbol of a kind of thing, as in the picture: id, path and name."""
    kind = palette.kinds()[palette.kind_of(class_name)]
    return {"id": kind.id, "path": kind.path, "name": kind.one["en"]}


# -- assets ----------------------------------------------------------------------------------------------------------------------


@cache
def asset(path: str) -> tuple[bytes, str] | None:
    """A file of ours and its media type; None for any other path."""
    if path not in _FILES:
        return None
    data = resources.files("kg.serve").joinpath("assets", *path.split("/")).read_bytes()
    if path == "page.css":
        data = _colours().encode() + data
    return data, _MEDIA[path.rpartition(".")[2]]


@cache
def _address(path: str) -> str:
    """The address of a file of ours, with its digest: it may be kept for ever."""
    found = asset(path)
    assert found is not None, path
    return f"/static/{path}?{sha256(found[0]).hexdigest()[:12]}"


def _colours() -> str:
    """The colours of the interactive page (``kg/view/palette.toml``), for light and for dark."""
    table = palette.table()

    def properties(shade: str) -> str:
        named = {**table["page"][shade], **{f"line-{id}": row["line"][shade] for id, row in table["kind"].items()}}
        named |= {f"fill-{id}": row["fill"] for id, row in table["kind"].items()}
        return f"color-scheme:{shade};" + "".join(f"--{name}:{colour};" for name, colour in named.items())

    kinds = "".join(f".kind-{id}{{fill:var(--fill-{id});stroke:var(--line-{id})}}" for id in table["kind"])
    return f":root{{{properties('light')}}}@media (prefers-color-scheme:dark){{:root{{{properties('dark')}}}}}{kinds}\n"
