"""The example notebook runs from top to bottom, in a kernel of its own, and what is stored in it is what it gives.

``KG_GOLDEN=write`` stores its answers and pictures again.
"""

from __future__ import annotations

import base64
import os
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="nbclient is not installed: the example notebook is not run")
nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed: the example notebook is not run")
for _library in ("ipykernel", "matplotlib", "pandas"):
    pytest.importorskip(_library, reason=f"{_library} is not installed: the example notebook is not run")

ROOT = Path(__file__).parent.parent
STORED = ROOT / "examples" / "notebook.ipynb"

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning:(jupyter_client|nbclient|zmq|tornado)")]


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The notebook after a run in a copy of its folder."""
    folder = tmp_path_factory.mktemp("notebook")
    shutil.copytree(ROOT / "examples", folder / "examples")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "PYTHONPATH": str(ROOT),
            "HOME": str(folder),
            "IPYTHONDIR": str(folder / "ipython"),
            "MPLCONFIGDIR": str(folder / "matplotlib"),
            "JUPYTER_PLATFORM_DIRS": "1",
        }.items():
            patch.setenv(name, value)
        notebook = nbformat.read(STORED, as_version=4)
        run = nbclient.NotebookClient(
            notebook, timeout=300, kernel_name="python3", record_timing=False,
            resources={"metadata": {"path": str(folder / "examples")}},
        )  # fmt: skip
        run.execute()
    assert sorted(p.name for p in (folder / "examples").iterdir()) == sorted(p.name for p in (ROOT / "examples").iterdir())
    return notebook


def outputs(notebook: Any, kind: str) -> list[str]:
    found = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    return [data[kind] for data in found if kind in data]


def test_no_cell_complains(executed: Any) -> None:
    kinds = {output["output_type"] for cell in executed.cells for output in cell.get("outputs", [])}
    assert kinds == {"execute_result", "display_data"}


def test_there_are_pictures_worth_looking_at(executed: Any) -> None:
    pictures = [base64.b64decode(data) for data in outputs(executed, "image/png")]
    assert len(pictures) == 3
    for picture in pictures:
        width, height = struct.unpack(">II", picture[16:24])
        assert width > 600
        assert height > 250
        assert len(picture) > 20_000  # more than an empty frame


def test_the_page_is_shown_inline(executed: Any) -> None:
    pages = [data for data in outputs(executed, "text/html") if data.startswith("<iframe")]
    assert len(pages) == 1
    assert "sandbox=" in pages[0][-300:]


def test_what_is_stored_is_what_it_gives(executed: Any) -> None:
    for cell in executed.cells:
        if "big-output" in cell.metadata.get("tags", ()):
            cell.outputs = []
    if os.environ.get("KG_GOLDEN") == "write":
        executed.metadata.language_info = {"name": "python"}
        STORED.write_text(nbformat.writes(executed, version=4) + "\n", "utf-8")
    stored = nbformat.read(STORED, as_version=4)
    assert outputs(stored, "text/plain") == outputs(executed, "text/plain")
    assert len(outputs(stored, "image/png")) == 3
    text = STORED.read_text("utf-8")
    assert str(Path.home()) not in text
    assert "/tmp/" not in text
    assert len(text) < 400_000
