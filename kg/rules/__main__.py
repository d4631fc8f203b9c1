"""``python -m kg.rules [--check]``: write ``docs/rules.md``, or say whether it is fresh (exit status 1 where it is not)."""

from __future__ import annotations

import sys

from kg.resources import PACKAGE
from kg.rules import page

PAGE = PACKAGE.parent / "docs" / "rules.md"


def main(arguments: list[str]) -> int:
    """The command line of this module; returns the exit status."""
    text = "\n".join(page()) + "\n"
    fresh = PAGE.exists() and PAGE.read_text("utf-8") == text
    if "--check" in arguments:
        sys.stderr.write("" if fresh else f"{PAGE.name}: stale: run python -m kg.rules\n")
        return int(not fresh)
    if not fresh:
        PAGE.write_text(text, "utf-8")
        sys.stderr.write(f"wrote {PAGE.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
