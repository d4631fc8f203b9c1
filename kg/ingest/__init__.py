"""Ingest: raw bytes to articles, articles to passages of clean text that know where they came from."""

from __future__ import annotations

from kg.ingest.columns import Columns
from kg.ingest.layout import headed, layout
from kg.ingest.meter import Meter
from kg.ingest.sources import articles

__all__ = ["Columns", "Meter", "articles", "headed", "layout"]
