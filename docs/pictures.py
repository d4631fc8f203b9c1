"""Pictures for the README: ``python docs/pictures.py PAGE.html FOLDER`` opens the page in Chromium and photographs it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTH, HEIGHT = 1440, 900  # CSS pixels
SCALE = 2  # for screens with fine pixels


def main(page: str, folder: str) -> int:
    """Write ``folder/page.png``; 2 where there is no Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("no Chromium on this machine: apt-get install chromium fonts-noto-cjk\n")
        return 2
    target = Path(folder) / "page.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"])
        view = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE)
        view.goto(Path(page).resolve().as_uri())
        view.wait_for_timeout(1500)  # milliseconds: the network is drawn on a canvas, which has no event for being done
        view.screenshot(path=target)
        browser.close()
    sys.stdout.write(f"wrote {target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
