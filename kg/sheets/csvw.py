"""W3C CSV on the Web: what the columns of a CSV file are, for programs (``trips.csv-metadata.json`` beside ``trips.csv``)."""

from __future__ import annotations

import json
from typing import Any

from kg.sheets.folding import JOIN
from kg.sheets.sheet import Column, Sheet


def metadata(sheet: Sheet) -> str:
    """The metadata of one table as JSON text."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": sheet.file,
        "dc:title": sheet.summary,
        "dc:description": sheet.description,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "tableSchema": {
            "columns": [_column(column, required=column.name in sheet.key) for column in sheet.columns],
            "primaryKey": list(sheet.key),
        },
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _column(column: Column, *, required: bool) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.about,
        "datatype": column.type,
        "required": required,
    }
    return described | ({"separator": JOIN} if column.list else {})
