"""Where a store answers queries and takes statements, seen from the one address that a person gives (``stores.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.errors import RemoteError


@dataclass(frozen=True, slots=True)
class Place:
    """A store's addresses; ``graphs`` and ``update`` are None where it has no such thing, ``server`` a pattern of its header."""

    name: str
    query: str
    update: str | None
    graphs: str | None
    server: str | None = None


def checked(url: str) -> str:
    """The address without a final slash; raises RemoteError, which never repeats a password that stood in it."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise RemoteError(f"the store's address cannot be read ({error}): write http://HOST:PORT/PATH") from error
    if parts.username is not None or parts.password is not None:
        way = "set KG_PUBLISH_USER and KG_PUBLISH_PASSWORD, or give --netrc"
        raise RemoteError(f"{parts.scheme}://...@{host}: passwords do not belong on the command line: {way}")
    if parts.scheme not in {"http", "https"} or not host or any(c.isspace() or not c.isprintable() for c in url):
        raise RemoteError(url, "is no address of a store: write http://HOST:PORT/PATH or https://...")
    if parts.query or parts.fragment:
        raise RemoteError(url.partition("?")[0].partition("#")[0], "give the address only, without what follows ? or #")
    return url.rstrip("/")


def exposed(url: str) -> bool:
    """Whether what is sent there can be read on the way: no https, and not this machine."""
    parts = urlsplit(url)
    try:
        local = parts.hostname == "localhost" or ip_address(parts.hostname or "").is_loopback
    except ValueError:
        local = False
    return parts.scheme == "http" and not local


def places(url: str, *, guarded: bool) -> Iterator[Place]:
    """What may be behind the address, likeliest first; ``guarded``: there are credentials to show."""
    for row in _layouts():
        found = re.fullmatch(row["address"], url)
        if found:
            doors = {**row, **row.get("guarded", {})} if guarded else row
            query, update, graphs = (
                doors[name].format(**found.groupdict()) if name in doors else None for name in ("query", "update", "graphs")
            )
            yield Place(row["name"], query or url, update, graphs, row.get("server"))


@cache
def _layouts() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("stores.toml").read_text("utf-8"))["store"]
    return rows
