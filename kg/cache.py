"""The user's cache folder: small JSON files that may be lost at any time.

``$XDG_CACHE_HOME/kg`` or ``~/.cache/kg``. Reading gives None, writing does nothing, wherever the folder or the file is not as
we left it: a cache never is a reason to fail. Nothing is executed on reading (JSON, no pickle).
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any


def folder() -> Path | None:
    """Where our files lie; None where the user has no home."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    with suppress(RuntimeError):
        return (Path(home) if Path(home).is_absolute() else Path.home() / ".cache") / "kg"
    return None


def load(name: str, key: str) -> Any:
    """What :func:`save` kept under ``name`` for this very ``key``; None for anything else."""
    where = folder()
    with suppress(OSError, ValueError, RecursionError):
        kept = json.loads((where / f"{name}.json").read_bytes()) if where else None
        return kept["value"] if isinstance(kept, dict) and kept.get("key") == key else None
    return None


def save(name: str, key: str, value: Any) -> None:
    """Keeps ``value`` (JSON); several processes may do so at once, each leaves a whole file."""
    where = folder()
    if not where:
        return
    with suppress(OSError, ValueError):
        text = json.dumps({"key": key, "value": value}, ensure_ascii=False, separators=(",", ":")).encode()
        where.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, part = tempfile.mkstemp(dir=where, prefix=f".{name}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(text)
            Path(part).replace(where / f"{name}.json")
        except OSError:
            Path(part).unlink(missing_ok=True)
