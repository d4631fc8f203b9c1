"""Pages for people: one HTML file that shows who is tied to whom, how, since when, and which sentence says so.

The only room that knows pyvis: it builds the picture, and our template, style and script make the page.
"""

from kg.view.page import View, page

__all__ = ["View", "page"]
