"""What workers of a Dask cluster do in tests: functions that they can import."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

from kg.errors import ToolError


def doubled(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 5:
        raise ValueError("five")
    return 2 * number


def start() -> Callable[[int], int]:
    return doubled


def version() -> str:
    return "one"


def other_version() -> str:
    return str(os.getpid())


def broken() -> Callable[[int], int]:
    raise ToolError("no model", "install it")
