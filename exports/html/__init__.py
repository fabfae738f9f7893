"""One HTML file that opens offline: a map of the co-authorships in a graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports.atomic import atomic_file
from graphkit.exports.html.selection import select_authors


def export(
    engine: Engine, path: Path, *, engine_name: str = "pyvis", ego: str | None = None, **options: Any
) -> None:
    """Write the map of co-authorships as one HTML file.

    Args:
        engine: the graph.
        path: the file.
        engine_name: what draws it: `pyvis` for small graphs.
        ego: name or id of one author, to draw only that author's neighbourhood.
        options: those of the engine: `max_nodes` for pyvis.

    Raises:
        ExportError: no such engine or author, or the graph is too large for the engine.
    """
    if engine_name != "pyvis":
        raise ExportError(f"there is no engine named {engine_name!r}", remedy="Choose pyvis")
    from graphkit.exports.html.pyvis_engine import pyvis_page  # noqa: PLC0415 - an extra

    page = pyvis_page(engine, select_authors(engine, ego), **options)
    with atomic_file(path) as file:
        file.write(page.encode())
