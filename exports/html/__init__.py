"""One HTML file that opens offline: a map of what a graph holds."""

from __future__ import annotations

from pathlib import Path

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports.atomic import atomic_file
from graphkit.exports.html.page import viewer_page
from graphkit.exports.html.selection import select_authors
from graphkit.exports.html.views import scene_of

ENGINES = ("viewer", "pyvis")


def export(
    engine: Engine,
    path: Path,
    *,
    engine_name: str = "viewer",
    view: str = "authors",
    ego: str | None = None,
    titles: bool = True,
    max_nodes: int | None = None,
) -> None:
    """Write one HTML file that opens offline and asks no network for anything.

    Args:
        engine: the graph; it is only read. A layout kept in it is used, else one is worked out.
        path: the file.
        engine_name: `viewer`, graphkit's own for graphs of any size, or `pyvis` for small ones.
        view: `authors`, `institutions` or `categories`; pyvis draws authors only.
        ego: name, spelling or id of one author, to draw only that author and all co-authors.
        titles: keep the titles of papers; without them the file is about half as large.
        max_nodes: for pyvis, how many nodes it may draw: 500 unless given, 2,000 at most.

    Raises:
        ExportError: no such engine, view or author, or the graph is too large for the engine.
    """
    page = page_of(engine, engine_name=engine_name, view=view, ego=ego, titles=titles, max_nodes=max_nodes)
    with atomic_file(Path(path)) as file:
        file.write(page.encode())


def page_of(
    engine: Engine,
    *,
    engine_name: str = "viewer",
    view: str = "authors",
    ego: str | None = None,
    titles: bool = True,
    max_nodes: int | None = None,
) -> str:
    """The page that `export` writes, as text."""
    if engine_name not in ENGINES:
        raise ExportError(
            f"there is no engine named {engine_name!r}", remedy=f"Choose one of: {', '.join(ENGINES)}"
        )
    selection = select_authors(engine, ego)
    if engine_name == "viewer":
        return viewer_page(scene_of(engine, view, selection, titles=titles))
    if view != "authors":
        raise ExportError("pyvis draws authors only", remedy="Use the default engine for other views")
    from graphkit.exports.html.pyvis_engine import DEFAULT_NODES, pyvis_page  # noqa: PLC0415 - an extra

    return pyvis_page(engine, selection, max_nodes=max_nodes or DEFAULT_NODES)
