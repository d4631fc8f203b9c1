"""A process that has everything loaded and makes children on demand, which build and die as they are told.

A child is a fork: it starts in no time, and no engine was opened before it. One JSON object a line in, one out:
``{"inputs": [...], "out": "...", "step": 7}`` kills the child at its 7th step that touches the disk, ``"seconds": 0.1`` after
a while, ``"bytes": 4096`` lets no file grow beyond; ``"hold": true`` lets it stand still at its first article. The answer
has the status (negative: the signal) and what was said.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from kg import decisions, fingerprint, pipeline, target
from kg.errors import KgError
from kg.extract import frames
from kg.gazetteer import Gazetteer
from kg.store import Graph, Ledger

STEPS = ((Graph, ("add", "drop", "remove", "flush")), (Ledger, ("_many", "drop", "together")))
EVERY = 3


def main() -> None:
    """Until the other end closes."""
    prepare()
    tell("ready")
    for line in sys.stdin:
        tell(json.dumps(run(json.loads(line))))


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def prepare() -> None:
    """Loads what takes long, once for all children."""
    shared, known = Gazetteer.load(), frames.load(())
    Gazetteer.load = classmethod(lambda cls, extra=(): shared)  # type: ignore[assignment,method-assign]
    setattr(pipeline, "load_frames", lambda extra=(): known)  # noqa: B010 - mypy knows of no such name there
    pipeline.read = remembered(pipeline.read)
    target.EVERY = EVERY
    fingerprint.whole(fingerprint.rules(), decisions.NONE)  # whoever edits the tables meanwhile
    from kg.model import Article

    pipeline.read(
        Article("x", "Li Qiang met Alexander Lukashenko in Minsk on Aug. 22, 2024.\n\n李强在明斯克会见卢卡申科。"), shared, known
    )


def remembered(read: Any) -> Any:
    """The same article is read once."""
    known = cache(lambda article: read(article, *rest))
    rest: list[Any] = []

    def reading(article: Any, *loaded: Any) -> Any:
        rest[:] = loaded
        return known(article)

    return reading


def run(order: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if child == 0:
            os._exit(obey(order, said))
        if order.get("hold"):
            return {"child": child}
        if "seconds" in order:
            time.sleep(order["seconds"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        return {"status": os.waitstatus_to_exitcode(status), "said": said.read()}


def obey(order: dict[str, Any], said: Any) -> int:
    """What the child does."""
    if "step" in order:
        die_at(order["step"])
    if "bytes" in order:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["bytes"], order["bytes"]))
    try:
        summary = pipeline.build(
            order["inputs"], order["out"], progress=(lambda *_: time.sleep(60)) if order.get("hold") else None
        )
        said.write(f"{summary.articles} {summary.unchanged}")
    except KgError as error:
        said.write(str(error))
        return 2
    except BaseException as error:  # noqa: BLE001 - a child must end here
        said.write(repr(error))
        return 3
    finally:
        said.flush()
    return 0


def die_at(step: int) -> None:
    """Kills this process before or after one of its steps."""
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def ticking(do: Callable[..., Any]) -> Callable[..., Any]:
        def done(*arguments: Any, **options: Any) -> Any:
            tick()
            result = do(*arguments, **options)
            tick()
            return result

        return done

    for kind, names in STEPS:
        for name in names:
            setattr(kind, name, ticking(getattr(kind, name)))


if __name__ == "__main__":
    main()
