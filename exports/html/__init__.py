"""One HTML file that opens offline: a map of what a graph holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports.atomic import atomic_file
from graphkit.exports.html.overview import export_overview, folder_of
from graphkit.exports.html.page import viewer_page
from graphkit.exports.html.selection import Selection, select_authors
from graphkit.exports.html.views import MOST_NODES, scene_of

ENGINES = ("viewer", "pyvis")


@dataclass(frozen=True)
class Written:
    """What an export wrote: the page, and for a large graph the folder beside it and its number of maps."""

    path: Path
    folder: Path | None = None
    maps: int = 0


def export(
    engine: Engine,
    path: Path,
    *,
    engine_name: str = "viewer",
    view: str = "authors",
    ego: str | None = None,
    titles: bool = True,
    max_nodes: int | None = None,
) -> Written:
    """Write one HTML file that opens offline and asks no network for anything.

    A graph of more than 100,000 authors becomes an overview of its communities, and a folder beside it, named
    after the file with `_files`, with a map of each: all of them appear together or not at all.

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
    selection = _checked(engine, engine_name, view, ego)
    path = Path(path)
    if engine_name == "viewer" and _is_large(engine, view, selection):
        return Written(path, folder_of(path), export_overview(engine, path, titles=titles))
    page = _page(engine, engine_name, view, selection, titles=titles, max_nodes=max_nodes)
    with atomic_file(path) as file:
        file.write(page.encode())
    return Written(path)


def page_of(
    engine: Engine,
    *,
    engine_name: str = "viewer",
    view: str = "authors",
    ego: str | None = None,
    titles: bool = True,
    max_nodes: int | None = None,
) -> str:
    """The one page that `export` writes, as text.

    Raises:
        ExportError: as for `export`, and where the graph is too large for one page.
    """
    selection = _checked(engine, engine_name, view, ego)
    if engine_name == "viewer" and _is_large(engine, view, selection):
        raise ExportError(
            f"one page draws {MOST_NODES:,} authors at most",
            remedy="Export to a file, which gets a folder of maps beside it; or draw one author's neighbourhood",
        )
    return _page(engine, engine_name, view, selection, titles=titles, max_nodes=max_nodes)


def _checked(engine: Engine, engine_name: str, view: str, ego: str | None) -> Selection:
    """The authors to draw, once it is clear that the engine exists and can draw the view."""
    if engine_name not in ENGINES:
        raise ExportError(
            f"there is no engine named {engine_name!r}", remedy=f"Choose one of: {', '.join(ENGINES)}"
        )
    if engine_name == "pyvis" and view != "authors":
        raise ExportError("pyvis draws authors only", remedy="Use the default engine for other views")
    return select_authors(engine, ego)


def _is_large(engine: Engine, view: str, selection: Selection) -> bool:
    """Whether there are more authors to draw than one page takes."""
    if view != "authors" or selection.rows is not None:
        return False
    return bool(engine.rows("SELECT count(*) FROM node_author")[0][0] > MOST_NODES)


def _page(
    engine: Engine, engine_name: str, view: str, selection: Selection, *, titles: bool, max_nodes: int | None
) -> str:
    if engine_name == "viewer":
        return viewer_page(scene_of(engine, view, selection, titles=titles))
    from graphkit.exports.html.pyvis_engine import DEFAULT_NODES, pyvis_page  # noqa: PLC0415 - an extra

    return pyvis_page(engine, selection, max_nodes=max_nodes or DEFAULT_NODES)
