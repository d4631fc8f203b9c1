"""Pages for people: one HTML file that shows who is tied to whom, how, since when, and which sentence says so. Only room that knows pyvis."""

from kg.view.page import View, page

__all__ = ["View", "page"]
