"""What every test stands on: no network, steady random examples, and Chromium where there is one."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Examples are the same on every run, so that a red check is red for everybody; KG_EXAMPLES=random looks further.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("random", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("KG_EXAMPLES", "steady"))

_CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync")  # fmt: skip


class NetworkForbiddenError(RuntimeError):
    """Something tried to reach another machine."""


@pytest.fixture(autouse=True)
def network_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches another machine, and nothing in kg may: the loopback of this one is all there is."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def checked_connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_local(address[0]):
            raise NetworkForbiddenError(str(address))
        connect(self, address)

    def checked_look_up(host: Any, *rest: Any, **options: Any) -> Any:
        if not _is_local(host):
            raise NetworkForbiddenError(str(host))
        return look_up(host, *rest, **options)

    monkeypatch.setattr(socket.socket, "connect", checked_connect)
    monkeypatch.setattr(socket, "getaddrinfo", checked_look_up)


@pytest.fixture
def sockets_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stricter: not even a socket may be made. For what promises to work without any network (a build)."""

    def refused(*_: Any, **__: Any) -> None:
        raise NetworkForbiddenError("a socket was asked for")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)


def _is_local(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    return name in {None, "", "localhost", "::1", "0.0.0.0"} or str(name).startswith("127.")


@pytest.fixture(scope="session")
def examples_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of examples/, built once: not to be changed."""
    from kg.pipeline import build

    out = tmp_path_factory.mktemp("examples") / "examples.nq"
    build([str(Path(__file__).parent.parent / "examples")], str(out))
    return out


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium; the test is skipped, with the reason in the summary, where there is none."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium fonts-noto-cjk")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_CHROMIUM))
        yield browser
        browser.close()
