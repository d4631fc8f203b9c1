"""The page's own words: ``words.toml``, by language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Language -> key -> words; both languages have the same keys (a test)."""
    table = tomllib.loads(resources.files("kg.view").joinpath("words.toml").read_text("utf-8"))
    return {language: {key: row[language] for key, row in table.items()} for language in ("en", "zh")}
