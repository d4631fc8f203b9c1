"""The stores, started once for all tests that ask for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.publish.credentials import PASSWORD, TOKEN, USER
from tests.stores import servers, worlds


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
        yield url


@pytest.fixture(scope="session")
def jena(tmp_path_factory: pytest.TempPathFactory) -> servers.Jena:
    return servers.jena(tmp_path_factory.mktemp("jena"))


@pytest.fixture
def oxigraph(tmp_path: Path) -> Iterator[str]:
    """An empty store."""
    folder = tmp_path / "oxigraph"
    folder.mkdir()
    with servers.oxigraph(folder) as url:
        yield url


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return worlds.small(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return worlds.hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credentials and no proxy of this machine's owner reach a test."""
    for name in (USER, PASSWORD, TOKEN, "NETRC", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
