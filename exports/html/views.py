"""Scenes read from a graph file: its authors, institutions or categories, joined by the papers they share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports.html import facts
from graphkit.exports.html.communities import community_names
from graphkit.exports.html.scene import Scene
from graphkit.exports.html.selection import Selection
from graphkit.exports.html.staging import bylines, put_in_order, staged
from graphkit.layout import Layout, Network, lay_out
from graphkit.layout.authors import author_layout
from graphkit.layout.network import Integers

MOST_NODES = 100_000
"""Nodes of one page."""


@dataclass(frozen=True)
class View:
    """What the nodes are: their table, and a query of pairs (node, paper)."""

    kind: str
    title: str
    table: str
    members: str
    one: str
    many: str


VIEWS = {
    view.kind: view
    for view in (
        View(
            "authors",
            "Co-authorship map",
            "node_author",
            "SELECT _source AS node, _target AS paper FROM rel_authored",
            "author",
            "authors",
        ),
        View(
            "institutions",
            "Institutions that share papers",
            "node_institution",
            "SELECT _target AS node, _source AS paper FROM rel_from_institution UNION "
            "SELECT i._target, a._target FROM rel_authored a JOIN rel_affiliated_with i USING (_source)",
            "institution",
            "institutions",
        ),
        View(
            "categories",
            "Categories that meet in papers",
            "node_category",
            "SELECT _target AS node, _source AS paper FROM rel_in_category",
            "category",
            "categories",
        ),
    )
}


def scene_of(engine: Engine, kind: str, selection: Selection, *, titles: bool = True, seed: int = 0) -> Scene:
    """The scene of one kind of node.

    Args:
        engine: the graph; it is only read.
        kind: `authors`, `institutions` or `categories`; of the last two the 100,000 with the most papers.
        selection: which authors; all for the other kinds.
        titles: keep the titles of papers.
        seed: of a layout that the file does not keep.

    Raises:
        ExportError: there is no such view, or nothing to draw.
    """
    if kind not in VIEWS:
        raise ExportError(f"there is no view named {kind!r}", remedy=f"Choose one of: {', '.join(VIEWS)}")
    view = VIEWS[kind]
    with bylines(engine), staged(engine, _nodes(view, selection), view.members) as count:
        if not count:
            raise ExportError(f"the graph has no {view.many} to draw", remedy="Choose another view")
        layout = _layout(engine, view, selection, seed)
        notes = _unnamed(engine, view) + (_crowd(engine, view, count) if kind != "authors" else [])
        title = selection.title if kind == "authors" else view.title
        return drawn(engine, view, layout, title=title, notes=notes, titles=titles)


def drawn(
    engine: Engine,
    view: View,
    layout: Layout,
    *,
    title: str,
    notes: list[str],
    titles: bool,
    communities: list[str] | None = None,
) -> Scene:
    """The scene of the nodes that are staged, each at its place in the layout.

    Args:
        engine: the graph, with the tables of `staged` and `bylines`.
        view: what the nodes are.
        layout: of the nodes, in the order of their rows.
        title: of the page.
        notes: what the page is to say first.
        titles: keep the titles of papers.
        communities: names of the communities; without them they are named after what sets them apart.
    """
    order = map_order(layout)
    put_in_order(engine, order)
    community = layout.community[order]
    unjoined, fewest = facts.read_unjoined(engine, view.kind)
    institutions, institution_names, left_out = (
        facts.read_institutions(engine) if view.kind == "authors" else (None, [], 0)
    )
    return Scene(
        kind=view.kind,
        title=title,
        positions=layout.positions[order],
        community=community,
        communities=communities or community_names(engine, community),
        notes=notes + _cuts(view, len(unjoined), fewest, left_out),
        institutions=institutions,
        institution_names=institution_names,
        categories=[tuple(row) for row in engine.rows(facts.CATEGORIES)],
        files=facts.read_files(engine),
        papers=facts.read_papers(engine, titles=titles),
        unjoined=unjoined,
        **facts.read_nodes(engine, view.kind, view.table),
    )


def map_order(layout: Layout) -> Integers:
    """Nodes by community, then by place, so that numbers that stand together are alike and compress well."""
    x, y = np.floor(layout.positions / 4).astype(np.int64).T
    return np.lexsort((layout.positions[:, 0], y, x, layout.community))


def _nodes(view: View, selection: Selection) -> str:
    """Row ids of the nodes to draw."""
    if view.kind == "authors":
        return f"SELECT _id AS node FROM {view.table} WHERE {selection.where('_id')}"
    return (
        f"SELECT node FROM ({view.members}) GROUP BY node "
        f"ORDER BY count(DISTINCT paper) DESC, node LIMIT {MOST_NODES}"
    )


def _layout(engine: Engine, view: View, selection: Selection, seed: int) -> Layout:
    """The kept layout of all authors where it can serve; else one of what is drawn."""
    if view.kind == "authors" and selection.rows is None:
        return author_layout(engine, seed)
    edges = engine.arrow(
        "SELECT a.row AS source, b.row AS target, count(*)::DOUBLE AS weight FROM scene_member x "
        "JOIN scene_member y ON x.paper = y.paper AND x.node < y.node "
        "JOIN scene_node a ON a.node = x.node JOIN scene_node b ON b.node = y.node "
        "GROUP BY ALL ORDER BY source, target"
    )
    (count,) = engine.rows("SELECT count(*) FROM scene_node")[0]
    return lay_out(Network(count, *(edges[name].to_numpy() for name in ("source", "target", "weight"))), seed)


def _crowd(engine: Engine, view: View, drawn_nodes: int) -> list[str]:
    """What to say where a view has more nodes than one page draws."""
    (all_nodes,) = engine.rows(f"SELECT count(DISTINCT node) FROM ({view.members})")[0]
    if all_nodes <= drawn_nodes:
        return []
    return [f"Drawn: the {drawn_nodes:,} {view.many} with the most papers, of {all_nodes:,}."]


def _unnamed(engine: Engine, view: View) -> list[str]:
    """What to say of papers that no node of the view stands for."""
    (papers, unnamed) = engine.rows(
        f"SELECT count(*), count(*) FILTER (_id NOT IN (SELECT paper FROM ({view.members}))) FROM node_paper"
    )[0]
    return [f"Not drawn: {unnamed:,} of {papers:,} papers name no {view.one}."] if unnamed else []


def _cuts(view: View, unjoined: int, fewest: int, left_out: int) -> list[str]:
    """What to say of papers that make no edges, and of institutions that are not named."""
    notes = []
    if unjoined:
        which = "1 paper" if unjoined == 1 else f"{unjoined:,} papers"
        notes.append(
            f"No edges are made of {which} with {fewest:,} {view.many} or more: "
            f"{'it stands' if unjoined == 1 else 'they stand'} in the panels of the {view.many}."
        )
    if left_out:
        notes.append(
            f"Institutions: the {facts.MOST_INSTITUTIONS:,} with the most authors; {left_out:,} more are left out."
        )
    return notes
