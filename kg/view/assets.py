"""The page's style and scripts as text, and the policy that lets nothing else run.

``assets/app`` holds ES modules, one idea a file, that Node tests as they are. A page opened from a disk may not load modules:
``assets/app.min.js`` is all of them in one script, made by esbuild (``npm run build --prefix tests/js``). Its first line is the
hash of what it was made of; where that is not what stands in ``assets/app``, the modules are joined here, so that nobody ever
reads an old script.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources

from kg.errors import ToolError
from kg.view import palette

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_IMPORT = re.compile(r'^import \{ ([^}]*) \} from "\./([a-z_]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,])\s*")  # no string in the sheet holds one of these
_AFTER_COLON = re.compile(r":\s+")
_COMMENT = re.compile(r"^[ \t]*/\*\*.*?\*/\n?", re.MULTILINE | re.DOTALL)


@cache
def vis() -> str:
    """The drawing library that pyvis carries."""
    file = resources.files("pyvis").joinpath(_VIS)
    if not file.is_file():
        raise ToolError("pyvis", f"carries no {_VIS}: install pyvis==0.3.2")
    return _safe(file.read_text("utf-8"))


@cache
def style() -> str:
    """The page's style sheet, under the colours of ``palette.toml`` as custom properties."""
    text = _CSS_COMMENT.sub("", _text("style.css"))
    return f"{_colours()}\n{_AFTER_COLON.sub(':', _AROUND.sub(lambda found: found[1], text)).replace(';}', '}')}"


def _colours() -> str:
    """Custom properties for light, for dark, and for whichever the reader's system wants."""
    light, dark = (_properties(shade) for shade in ("light", "dark"))
    table = palette.table()
    lines = [f".line-{id}{{stroke:var(--line-{id})}}" for id in table["kind"]]
    lines += [f".tie-{id}{{stroke:var(--tie-{id})}}.head-{id}{{fill:var(--tie-{id})}}" for id in table["family"]]
    auto = f"@media (prefers-color-scheme:dark){{:root[data-theme=auto]{{{dark}}}}}"
    return "\n".join([f":root{{{light}}}", f":root[data-theme=dark]{{{dark}}}", auto, *lines])


def _properties(shade: str) -> str:
    table = palette.table()
    named = {**table["page"][shade], **{f"line-{id}": row["line"][shade] for id, row in table["kind"].items()}}
    named |= {f"tie-{id}": row["line"][shade] for id, row in table["family"].items()}
    return f"color-scheme:{shade};" + "".join(f"--{name}:{colour};" for name, colour in named.items())


@cache
def script() -> str:
    """The page's script: the built one where it is of today, else all modules joined."""
    return _safe(built() or joined())


def built() -> str | None:
    """The script that esbuild made of the modules as they are now; None where it made it of others."""
    head, _, text = _text("app.min.js").partition("\n")
    return text if head == f"// {sources()}" else None


def sources() -> str:
    """A hash of all modules."""
    names = sorted(
        file.name for file in resources.files("kg.view").joinpath("assets", "app").iterdir() if file.name.endswith(".js")
    )
    return sha256("".join(f"{name}\n{_text(f'app/{name}')}\n" for name in names).encode("utf-8")).hexdigest()


def joined(entry: str = "main") -> str:
    """All modules that ``entry`` needs, each in a function of its own, what it imports before it."""
    order: list[str] = []
    _visit(entry, order, ())
    return '(() => {\n"use strict";\n' + "\n".join(_module(name) for name in order) + "\n})();\n"


def _module(name: str) -> str:
    """One module as a constant that holds what it exports; ``import`` takes from other constants, ``export`` becomes a list."""
    text = _COMMENT.sub("", _text(f"app/{name}.js"))
    exported = ", ".join(_EXPORT.findall(text))
    body = _EXPORT.sub("", _IMPORT.sub(r"const { \1 } = $\2;\n", text))
    return f"const ${name} = (() => {{\n{body}return {{ {exported} }};\n}})();"


def _visit(name: str, order: list[str], above: tuple[str, ...]) -> None:
    """Appends ``name`` after everything it imports."""
    if name in above:
        raise ToolError("kg/view/assets/app", f"modules import each other in a circle: {' > '.join((*above, name))}")
    if name not in order:
        for _, needed in _IMPORT.findall(_text(f"app/{name}.js")):
            _visit(needed, order, (*above, name))
        order.append(name)


def _text(path: str) -> str:
    return resources.files("kg.view").joinpath("assets", *path.split("/")).read_text("utf-8").replace("\r\n", "\n")


def _safe(text: str) -> str:
    """``text`` unless it would end or hide its own script element."""
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise ToolError("kg/view/assets", "a script holds </script or <!--: write it in two pieces")
    return text


def digest(text: str) -> str:
    """``text`` as a source of a content security policy."""
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode()}'"


@cache
def policy() -> str:
    """No request, no frame, no form; only these very scripts and this very style."""
    scripts = f"{digest(vis())} {digest(script())}"
    sources = {
        "default-src": "'none'",
        "script-src": scripts,
        "style-src": digest(style()),
        "img-src": "data: blob:",
        "connect-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in sources.items())
