"""Errors are one line and survive pickling; resources are found or named."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from kg import errors, resources
from kg.errors import InputError, KgError, TableError

TREE = sorted(name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, KgError))


def test_an_error_is_one_line() -> None:
    assert str(InputError("a.txt", "not text:\n  save it as UTF-8")) == "a.txt: not text: save it as UTF-8"
    assert str(TableError(Path("kg/data/x.toml"), "", "is empty")) == "kg/data/x.toml: is empty"


def test_errors_come_back_from_another_process() -> None:
    error = pickle.loads(pickle.dumps(TableError("x.toml", "names.en", "must be a list")))
    assert (type(error), error.file, error.key, str(error)) == (
        TableError,
        "x.toml",
        "names.en",
        "x.toml: names.en: must be a list",
    )


@pytest.mark.parametrize("name", TREE)
def test_the_tree_is_drawn(name: str) -> None:
    assert name in (errors.__doc__ or "")


def test_resources_are_found_or_named() -> None:
    assert resources.path("ontology", "shapes.ttl").is_file()
    assert resources.path("queries").is_dir()
    assert resources.data() == resources.path("data")
    with pytest.raises(KgError, match=r"^ontology/none\.ttl: not found in the package"):
        resources.path("ontology", "none.ttl")


def test_a_wheel_has_them_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "kg" / "_resources" / "queries"
    inside.mkdir(parents=True)
    monkeypatch.setattr(resources, "_ROOTS", (tmp_path / "kg", tmp_path / "kg" / "_resources", tmp_path))
    assert resources.path("queries") == inside
