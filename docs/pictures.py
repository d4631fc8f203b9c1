"""Pictures for the README: ``python docs/pictures.py PAGE.html FOLDER`` photographs the readings of the page."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

DESK, PHONE = (1440, 900), (390, 844)  # CSS pixels
LARGEST = 400_000  # bytes: pictures are part of the repository
WAIT = 30_000  # milliseconds for the page to say that it is drawn


class Picture(NamedTuple):
    """What to photograph: the page's address says what it shows."""

    name: str
    address: str
    size: tuple[int, int] = DESK
    scheme: str = "light"


MEETING = quote("person/alexander-lukashenko~met~person/xi-jinping", safe="")
PAIR = quote("country/by country/cn", safe="")
PICTURES = (
    Picture("page", ""),
    Picture("dossier", f"tie={MEETING}&language=both"),
    Picture("timeline", "view=timeline"),
    Picture("matrix", f"view=matrix&measure=all&pair={PAIR}"),
    Picture("initiatives", "view=sides"),
    Picture("phone", "view=timeline", PHONE),
    Picture("dark", f"around={quote('person/xi-jinping', safe='')}", scheme="dark"),
)


def main(page: str, folder: str) -> int:
    """Write the pictures as PNG; 2 where there is no Chromium, 1 where one is too large."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("no Chromium on this machine: apt-get install chromium fonts-noto-cjk\n")
        return 2
    Path(folder).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"])
        sizes = {picture.name: photograph(browser, page, picture, Path(folder)) for picture in PICTURES}
        browser.close()
    for name, size in sizes.items():
        sys.stdout.write(f"wrote {folder}/{name}.png ({size / 1000:.0f} kB)\n")
    return int(any(size > LARGEST for size in sizes.values()))


def photograph(browser: Browser, page: str, picture: Picture, folder: Path) -> int:
    """One picture; its size in bytes."""
    width, height = picture.size
    scheme = "dark" if picture.scheme == "dark" else "light"
    view = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")
    view.goto(f"{Path(page).resolve().as_uri()}#{picture.address}")
    view.wait_for_selector("body[data-ready='1']", timeout=WAIT)
    target = folder / f"{picture.name}.png"
    view.screenshot(path=target, animations="disabled")
    view.close()
    return target.stat().st_size


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
