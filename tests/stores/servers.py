"""Real stores for the tests: each in a folder of its own, on a free port of this machine, and gone when the test process is."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from kg.serve.engine import program

INSTALL = "make servers (or apt-get install virtuoso-opensource-7-bin libapache-jena-java default-jdk-headless raptor2-utils)"
USER, PASSWORD = "dba", "dba"  # Virtuoso's own of a new store
_JARS = Path("/usr/share/java")
_NEEDED = (
    *("guava", "failureaccess", "dexx.collection", "dexx-collections", "commons-compress", "commons-cli", "commons-codec"),
    *("commons-csv", "commons-io", "commons-lang3", "gson", "httpclient", "httpclient-cache", "httpcore", "jsonld-java"),
    *("libthrift", "thrift", "slf4j-api", "slf4j-nop", "titanium-json-ld", "protobuf", "jackson-core", "jackson-databind"),
    *("jackson-annotations", "jakarta.json-api", "jcl-over-slf4j"),
)


def program_or_skip(name: str, *, needed_for: str) -> str:
    """The path of a program; the test is skipped, loudly, where it is missing."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"no {name} on this machine, {needed_for} is not proved here: {INSTALL}")
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _dies_with_us() -> Callable[[], None]:
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def apply() -> None:
        os.setpgid(0, 0)
        if libc is not None:
            libc.prctl(1, signal.SIGKILL)

    return apply


@contextmanager
def running(command: Sequence[str], folder: Path, probe: str, seconds: float = 90.0) -> Iterator[subprocess.Popen[bytes]]:
    """A server that answers at ``probe``; ended for sure."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_dies_with_us(),  # noqa: PLW1509 - a child must die with us, however we do
        )
    try:
        end = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < end:
            with suppress(requests.ConnectionError):
                requests.get(probe, timeout=5)
                break
            time.sleep(0.05)
        else:
            raise AssertionError((folder / "server.log").read_text("utf-8", "replace")[-2000:])
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """The native server of Oxigraph; its address."""
    address = f"127.0.0.1:{free_port()}"
    with running(oxigraph_command(folder / "store", address), folder, f"http://{address}/query"):
        yield f"http://{address}"


def oxigraph_command(store: Path, address: str) -> list[str]:
    """As docs/load-elsewhere.md has it."""
    return [program(), "serve", "--location", str(store), "--bind", address, "--union-default-graph"]


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Virtuoso 7 over a new database; its address."""
    path = program_or_skip("virtuoso-t", needed_for="Virtuoso 7")
    web, sql = free_port(), free_port()
    template = Path(__file__).with_name("virtuoso.ini").read_text("utf-8")
    (folder / "virtuoso.ini").write_text(template.replace(":WEB", f":{web}").replace(":SQL", f":{sql}"), "utf-8")
    command = [path, "+configfile", "virtuoso.ini", "+foreground"]
    with running(command, folder, f"http://127.0.0.1:{web}/sparql"):
        yield f"http://127.0.0.1:{web}"


@dataclass(frozen=True)
class Jena:
    """The commands of Apache Jena, from Debian's package."""

    java: str
    classpath: str

    def run(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """A class with ``main``, or a file ``NAME.java``."""
        command = [self.java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", self.classpath, *arguments]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300)


def jena(folder: Path) -> Jena:
    """Jena, with the texts of its XML reader where Debian's build looks for them (it cannot parse xsd:date without)."""
    java = program_or_skip("java", needed_for="Jena")
    core = _JARS / "jena-core.jar"
    if not core.exists():
        pytest.skip(f"no Apache Jena on this machine, it is not proved here: {INSTALL}")
    if subprocess.run([java, "--list-modules"], capture_output=True, text=True, check=False).stdout.find("jdk.compiler") < 0:
        pytest.skip(f"this Java cannot run a source file, Jena is not proved here: {INSTALL}")
    with zipfile.ZipFile(core) as jar:
        jar.extractall(folder, [name for name in jar.namelist() if name.startswith("org/apache/jena/ext/xerces/")])
    (folder / "xerces").symlink_to("org/apache/jena/ext/xerces")
    jars = [j for j in sorted(_JARS.glob("jena-*.jar")) if not re.search(r"-\d", j.name)]
    jars += [_JARS / f"{name}.jar" for name in _NEEDED if (_JARS / f"{name}.jar").exists()]
    return Jena(java, ":".join(map(str, [folder, *jars])))
