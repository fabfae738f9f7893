"""Maps inside notebooks: the same page in a frame of its own."""

from __future__ import annotations

from html import escape

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports.html import page_of
from graphkit.exports.html.page import viewer_page
from graphkit.exports.html.query import view_of
from graphkit.results import Result

MOST_AUTHORS = 2000
"""A notebook keeps every picture it shows: larger graphs are not drawn unasked."""
MOST_ROWS = 1000


def graph_frame(engine: Engine) -> str:
    """A frame with the map of co-authorships, or nothing where the graph has none or is large."""
    (authors,) = engine.rows("SELECT count(*) FROM node_author")[0]
    return _frame(page_of(engine)) if 0 < authors <= MOST_AUTHORS else ""


def result_frame(result: Result) -> str:
    """A frame with the map of a result, or nothing where it holds nothing to draw or is large."""
    if len(result) > MOST_ROWS:
        return ""
    try:
        return _frame(viewer_page(view_of(result)))
    except ExportError:
        return ""  # rows of plain values: a table says it all


def _frame(page: str) -> str:
    return (
        '<iframe title="Map of the graph" sandbox="allow-scripts allow-downloads allow-popups" '
        f'style="width:100%;height:560px;border:1px solid #ccc" srcdoc="{escape(page, quote=True)}"></iframe>'
    )
