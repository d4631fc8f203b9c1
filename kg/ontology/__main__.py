"""``python -m kg.ontology [--check]``."""

from __future__ import annotations

import sys

from kg.ontology import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
