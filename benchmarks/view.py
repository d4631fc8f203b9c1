"""How soon a page shows something, against pyvis' own page: ``python benchmarks/view.py`` (needs Chromium; about two minutes).

Both pages draw the same synthetic graph in the same browser, one after the other, watched in the same way: the clock stops when
the canvas holds something to be seen. pyvis' page lets its physics settle first; ours comes with its places. Then both are
dragged about for some seconds, and the draws are counted.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the graphs are those of the tests

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as Late
from pyvis.network import Network

from kg import network, view
from tests import view_graphs

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND"]
PIXELS = 500  # to be seen at least
DRAG = 3.0  # seconds
WATCH = f"""(() => {{
  const look = () => {{
    const canvas = document.querySelector("canvas");
    if (canvas && canvas.width) {{
      const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      let seen = 0;
      for (let i = 3; i < data.length; i += 4) seen += data[i] > 40;
      if (seen > {PIXELS}) return void (window.seenAt = performance.now());
    }}
    setTimeout(look, 100);
  }};
  setTimeout(look, 50);
}})()"""


@dataclass(frozen=True)
class Shown:
    """What one page did: seconds until something was to be seen (None: not within the patience), draws a second while dragged."""

    kilobytes: float
    seconds: float | None
    draws: float | None


def main() -> int:
    """Print a line for each page, and ratios; 2 without Chromium."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nodes", type=int, default=300, help="things of the graph both draw (default: 300)")
    parser.add_argument("--large", type=int, default=1000, help="things of a larger graph that only ours draws (default: 1000)")
    parser.add_argument("--patience", type=float, default=180.0, help="seconds until a page is given up (default: 180)")
    asked = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("no Chromium on this machine: apt-get install chromium fonts-noto-cjk\n")
        return 2
    graph = view_graphs.synthetic(asked.nodes, 3)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        ours = measured(browser, Path(folder), view.page(graph), "kg.picture.network", asked.patience)
        plain = measured(browser, Path(folder), default_page(graph), "network", asked.patience)
        large = measured(
            browser, Path(folder), view.page(view_graphs.synthetic(asked.large, 3)), "kg.picture.network", asked.patience
        )
        browser.close()
    report(f"ours, {asked.nodes} things", ours)
    report(f"pyvis' own page, {asked.nodes} things", plain)
    report(f"ours, {asked.large} things (400 drawn)", large)
    if ours.seconds:
        atleast = plain.seconds or asked.patience
        print(f"first picture: {'' if plain.seconds else 'more than '}{atleast / ours.seconds:.0f} times sooner")
    return 0


def default_page(graph: Any) -> str:
    """The same things and ties in pyvis as its manual shows it."""
    picture = network.project(graph)
    net = Network(directed=True, cdn_resources="in_line", height="800px", width="100%")
    for iri, data in picture.nodes(data=True):
        net.add_node(iri, label=data["en"], group=data["kind"])
    for tail, head, data in picture.edges(data=True):
        net.add_edge(tail, head, label=data["label"]["en"])
    text: str = net.generate_html()
    return text


def measured(browser: Browser, folder: Path, html: str, handle: str, patience: float) -> Shown:
    """One page, opened fresh and then dragged; ``handle`` is its vis-network."""
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8", newline="\n")
    page = browser.new_page(viewport={"width": 1440, "height": 860})
    page.set_default_timeout(1000 * patience)
    page.add_init_script(WATCH)
    size = len(html.encode()) / 1000
    try:
        page.goto(file.as_uri(), wait_until="commit")
        end = time.perf_counter() + patience
        while not (seen := page.evaluate("window.seenAt")) and time.perf_counter() < end:
            time.sleep(0.1)
        return Shown(size, seen / 1000 if seen else None, dragged(page, handle) if seen else None)
    except Late:
        return Shown(size, None, None)
    finally:
        page.close()


def dragged(page: Page, handle: str) -> float:
    """Draws a second while the picture is pulled to and fro."""
    page.wait_for_timeout(1000)  # milliseconds: what the page does after its first picture
    page.evaluate(f"() => {{ window.drawn = 0; {handle}.on('afterDrawing', () => window.drawn++); }}")
    box = page.locator("canvas").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + box["height"] - 30)
    page.mouse.down()
    page.evaluate("window.drawn = 0")
    start, step = time.perf_counter(), 0
    while time.perf_counter() - start < DRAG:
        step += 1
        page.mouse.move(box["x"] + 30 + 6 * (step % 40), box["y"] + box["height"] - 30 - 4 * (step % 50))
    seconds = time.perf_counter() - start
    drawn: int = page.evaluate("window.drawn")
    page.mouse.up()
    return drawn / seconds


def report(name: str, shown: Shown) -> None:
    """One line."""
    first = f"{shown.seconds:6.2f} s" if shown.seconds else "  never"
    draws = f"{shown.draws:5.1f} draws/s while dragged" if shown.draws is not None else ""
    print(f"{name:34} {shown.kilobytes:6.0f} kB  first picture {first}  {draws}")


if __name__ == "__main__":
    sys.exit(main())
