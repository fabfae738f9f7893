"""Scenes read from a graph file: its authors, institutions or categories, joined by the papers they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports.html.communities import community_names
from graphkit.exports.html.scene import Lists, Papers, Scene
from graphkit.exports.html.selection import Selection
from graphkit.layout import Layout, Network, lay_out
from graphkit.layout.authors import author_layout
from graphkit.layout.network import Integers

MOST_INSTITUTIONS = 2000
"""Institutions named in a map of authors; those with the most authors."""


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
        kind: `authors`, `institutions` or `categories`.
        selection: which authors; all for the other kinds.
        titles: keep the titles of papers.
        seed: of a layout that the file does not keep.

    Raises:
        ExportError: there is no such view, or nothing to draw.
    """
    if kind not in VIEWS:
        raise ExportError(f"there is no view named {kind!r}", remedy=f"Choose one of: {', '.join(VIEWS)}")
    view = VIEWS[kind]
    _stage(engine, view, selection)
    try:
        return _scene(engine, view, selection, titles=titles, seed=seed)
    finally:
        for table in ("scene_node", "scene_member", "scene_paper"):
            engine.run(f"DROP TABLE IF EXISTS {table}")


def _stage(engine: Engine, view: View, selection: Selection) -> None:
    """Temporary tables of the nodes drawn and of the papers that each has."""
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE scene_member AS SELECT DISTINCT node, paper FROM ({view.members})"
    )
    joined = "" if view.kind == "authors" else "WHERE _id IN (SELECT node FROM scene_member)"
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE scene_node AS SELECT _id AS node, row_number() OVER (ORDER BY _id) - 1 AS row "
        f"FROM {view.table} {joined or 'WHERE ' + selection.where('_id')} ORDER BY _id"
    )
    if not engine.rows("SELECT count(*) FROM scene_node")[0][0]:
        raise ExportError(f"the graph has no {view.many} to draw", remedy="Choose another view")


def _scene(engine: Engine, view: View, selection: Selection, *, titles: bool, seed: int) -> Scene:
    layout = _layout(engine, view, selection, seed)
    order = _map_order(layout)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    with engine.table("scene_place", pa.table({"row": order, "place": np.arange(len(order))})):
        engine.run(
            "CREATE OR REPLACE TEMP TABLE scene_node AS SELECT node, place FROM scene_node "
            "JOIN scene_place USING (row) ORDER BY place"
        )
    _order_papers(engine)
    community = layout.community[order]
    institutions, institution_names, left_out = _institutions(engine, view)
    return Scene(
        kind=view.kind,
        title=selection.title if selection.rows is not None else view.title,
        positions=layout.positions[order],
        community=community,
        communities=community_names(engine, community),
        notes=_notes(engine, view, left_out),
        institutions=institutions,
        institution_names=institution_names,
        categories=[tuple(row) for row in engine.rows(_CATEGORIES)],
        files=[path for (path,) in engine.rows(f"SELECT DISTINCT file FROM ({_SOURCES}) ORDER BY file")],
        papers=_papers(engine, titles=titles),
        **_names(engine, view),
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


def _map_order(layout: Layout) -> Integers:
    """Nodes by community, then by place, so that numbers that stand together are alike and compress well."""
    x, y = np.floor(layout.positions / 4).astype(np.int64).T
    return np.lexsort((layout.positions[:, 0], y, x, layout.community))


def _order_papers(engine: Engine) -> None:
    """The papers of what is drawn, in the order of their first node."""
    engine.run(
        "CREATE OR REPLACE TEMP TABLE scene_paper AS "
        "SELECT paper, row_number() OVER (ORDER BY min(place), paper) - 1 AS place, "
        "(SELECT count(DISTINCT _source) FROM rel_authored WHERE _target = paper) AS named "
        "FROM scene_member JOIN scene_node USING (node) GROUP BY paper ORDER BY 2"
    )


_CATEGORIES = (
    "SELECT code, coalesce(name, code) FROM node_category WHERE _id IN "
    "(SELECT _target FROM rel_in_category WHERE _source IN (SELECT paper FROM scene_paper)) ORDER BY _id"
)
_SOURCES = (
    "SELECT place AS paper, regexp_extract(locator, '^(.*):([0-9]+)$', 1) AS file, "
    "regexp_extract(locator, '^(.*):([0-9]+)$', 2)::BIGINT AS line "
    "FROM (SELECT place, unnest(sources) AS locator FROM scene_paper JOIN node_paper ON _id = paper)"
)


def _names(engine: Engine, view: View) -> dict[str, Any]:
    """Names, other spellings, facts and links of the nodes."""
    if view.kind == "authors":
        columns = "name, array_to_string(name_variants, ' · ') AS alias, '' AS detail, orcid AS link"
    elif view.kind == "institutions":
        columns = (
            "name, '' AS alias, concat_ws(' · ', country, kind) AS detail, 'https://ror.org/' || ror AS link"
        )
    else:
        columns = "coalesce(name, code) AS name, code AS alias, scheme AS detail, NULL AS link"
    rows = engine.arrow(
        f"SELECT {columns}, t.id AS key FROM scene_node JOIN {view.table} t ON _id = node ORDER BY place"
    )
    names = [name or key for name, key in zip(rows["name"].to_pylist(), rows["key"].to_pylist(), strict=True)]
    links = [
        f"https://orcid.org/{link}" if link and view.kind == "authors" else link
        for link in rows["link"].to_pylist()
    ]
    return {
        "name": names,
        "aliases": rows["alias"].to_pylist(),
        "detail": rows["detail"].to_pylist(),
        "link": links,
    }


def _papers(engine: Engine, *, titles: bool) -> Papers:
    facts = engine.arrow(
        "SELECT title, coalesce(year, 0) AS year, coalesce(author_count, 0) AS count, named, "
        "coalesce(reported_citations + 1, 0) AS citations, "
        "CASE WHEN doi IS NOT NULL THEN 'doi:' || doi WHEN arxiv_id IS NOT NULL THEN 'arxiv:' || arxiv_id "
        "WHEN regexp_matches(url, '^https?://') THEN url END AS link "
        "FROM scene_paper JOIN node_paper ON _id = paper ORDER BY place"
    )
    count = len(facts)
    members = _pairs(
        engine,
        "SELECT p.place AS owner, n.place AS value FROM scene_member JOIN scene_node n USING (node) "
        "JOIN scene_paper p USING (paper) ORDER BY owner, value",
        count,
    )
    category = _pairs(
        engine,
        "SELECT place AS owner, dense_rank() OVER (ORDER BY _target) - 1 AS value FROM scene_paper "
        "JOIN rel_in_category r ON _source = paper ORDER BY owner, r.primary DESC NULLS LAST, value",
        count,
    )
    source = _pairs(
        engine,
        f"SELECT paper AS owner, unnest([rank - 1, line]) AS value FROM (SELECT *, dense_rank() OVER (ORDER BY file) "
        f"AS rank FROM ({_SOURCES})) ORDER BY owner, file, line, generate_subscripts([1, 2], 1)",
        count,
    )
    return Papers(
        members=members,
        title=facts["title"].to_pylist() if titles else None,
        year=facts["year"].to_numpy(),
        count=facts["count"].to_numpy(),
        named=facts["named"].to_numpy(),
        citations=facts["citations"].to_numpy(),
        link=facts["link"].to_pylist(),
        category=category,
        source=source,
    )


def _pairs(engine: Engine, sql: str, owners: int) -> Lists:
    rows = engine.arrow(sql)
    return Lists.of(rows["owner"].to_numpy(), rows["value"].to_numpy().astype(np.int64), owners)


def _institutions(engine: Engine, view: View) -> tuple[Lists | None, list[str], int]:
    """Institutions of each author, their names, and how many are left out."""
    if view.kind != "authors":
        return None, [], 0
    ranked = (
        "SELECT _target AS house, row_number() OVER (ORDER BY count(*) DESC, _target) - 1 AS rank "
        "FROM rel_affiliated_with JOIN scene_node ON node = _source GROUP BY _target"
    )
    names = [
        name or key
        for name, key in engine.rows(
            f"SELECT name, id FROM ({ranked}) JOIN node_institution ON _id = house ORDER BY rank"
        )
    ]
    (count,) = engine.rows("SELECT count(*) FROM scene_node")[0]
    lists = _pairs(
        engine,
        f"SELECT place AS owner, rank AS value FROM rel_affiliated_with r JOIN scene_node ON node = _source "
        f"JOIN ({ranked}) ON house = _target WHERE rank < {MOST_INSTITUTIONS} ORDER BY owner, r.papers DESC, rank",
        count,
    )
    return lists, names[:MOST_INSTITUTIONS], max(0, len(names) - MOST_INSTITUTIONS)


def _notes(engine: Engine, view: View, left_out: int) -> list[str]:
    """What is not drawn, and why."""
    (papers, unnamed) = engine.rows(
        f"SELECT count(*), count(*) FILTER (_id NOT IN (SELECT paper FROM ({view.members}))) FROM node_paper"
    )[0]
    notes = []
    if unnamed:
        notes.append(f"Not drawn: {unnamed:,} of {papers:,} papers name no {view.one}.")
    if left_out:
        notes.append(
            f"Institutions: the {MOST_INSTITUTIONS:,} with the most authors; {left_out:,} more are left out."
        )
    return notes
