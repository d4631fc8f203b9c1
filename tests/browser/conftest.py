"""A page of ours in a real browser, with everything it must not do being watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.view import page
from tests import view_graphs as worlds

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

WIDE, TABLET, PHONE = (1440, 860), (1024, 768), (390, 844)
_WATCH = "window.violations = []; document.addEventListener('securitypolicyviolation', (e) => violations.push(e.violatedDirective + ' ' + e.blockedURI))"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in Path(str(item.fspath)).parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Opened:
    """An open page: ``run`` evaluates in it, ``complaints`` is all that went wrong."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def run(self, script: str, argument: Any = None) -> Any:
        return self.page.evaluate(script, argument)

    def refuse(self, dialog: Dialog) -> None:
        """A page of ours never opens a dialog of the browser."""
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def settle(self) -> None:
        """Waits for two frames: what was asked for is drawn."""
        self.run("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))")

    def change(self, change: str) -> None:
        """Changes the state as the page's own parts do, e.g. ``{depth: 2}``."""
        self.run(f"kg.app.set({change})")
        self.settle()

    @property
    def nodes(self) -> set[str]:
        return set(self.run("[...kg.view().things]"))

    @property
    def ties(self) -> set[str]:
        return set(self.run("[...kg.view().ties.keys()]"))

    def body(self, name: str) -> str:
        return str(self.page.get_attribute("body", f"data-{name}"))

    def check(self) -> None:
        """Nothing was asked of the network, nothing was complained about."""
        self.complaints += self.run("violations")
        assert self.complaints == []
        assert [r for r in self.requests if not r.startswith(("file:", "data:", "blob:", "about:"))] == []


Open = Callable[..., Opened]


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens HTML from a file: ``opened(html, size=PHONE, hash="view=table", scheme="dark")``; checked when the test ends."""
    pages: list[Opened] = []

    def open_page(
        html: str, *, size: tuple[int, int] = WIDE, hash: str = "", scheme: Any = "light", bypass: bool = False
    ) -> Opened:
        file = tmp_path / f"page{len(pages)}.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            reduced_motion="reduce",
            accept_downloads=True,
            bypass_csp=bypass,
        )
        context.set_default_timeout(15_000)
        tab = context.new_page()
        result = Opened(tab)
        tab.on("request", lambda request: result.requests.append(request.url))
        tab.on("console", lambda m: result.complaints.append(m.text) if m.type in {"error", "warning"} else None)
        tab.on("pageerror", lambda error: result.complaints.append(str(error)))
        tab.on("dialog", result.refuse)
        tab.add_init_script(_WATCH)
        tab.goto(file.as_uri() + (f"#{hash}" if hash else ""))
        tab.wait_for_selector("body[data-ready='1']")
        pages.append(result)
        return result

    yield open_page
    for result in pages:
        result.check()
        result.page.context.close()


@pytest.fixture(scope="session")
def html() -> str:
    """The page of the small sample."""
    return page(worlds.sample_graph())


@pytest.fixture(scope="session")
def picture() -> Any:
    """The networkx graph of the sample: the oracle."""
    from kg.network import project

    return project(worlds.sample_graph())
