"""The layout of a graph file's authors: kept in the table `layout`, or worked out anew."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa

from graphkit.cypher.types import SHIFT
from graphkit.engine import Engine
from graphkit.errors import GraphFileError
from graphkit.layout.network import Network
from graphkit.layout.place import Layout, lay_out

DIGITS = 3
"""Positions are kept to so many decimal places; neighbours stand about 1 apart."""


def author_network(engine: Engine) -> Network:
    """Authors in the order of their table, joined by the upper bound of fractional counting."""
    (count,) = engine.rows("SELECT count(*) FROM node_author")[0]
    edges = engine.arrow(
        f"SELECT _source % {SHIFT} AS source, _target % {SHIFT} AS target, weight_fractional_max AS weight "
        "FROM rel_coauthored_with WHERE weight_fractional_max > 0 ORDER BY _source, _target"
    )
    source, target, weight = (edges[name].to_numpy() for name in ("source", "target", "weight"))
    return Network(count, source, target, weight)


def author_layout(engine: Engine, seed: int = 0) -> Layout:
    """The layout kept in the file where there is one, else one worked out now.

    Raises:
        GraphFileError: the layout in the file belongs to other authors.
    """
    kept = engine.rows("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'layout'")[0][0]
    if not kept:
        return _rounded(lay_out(author_network(engine), seed))
    table = engine.arrow(
        "SELECT x, y, community FROM node_author LEFT JOIN layout ON author_id = id ORDER BY node_author._id"
    )
    if table["x"].null_count:
        raise GraphFileError(
            "the layout in the file lacks some authors",
            where=_name(engine.path),
            remedy="Make it anew with `graphkit layout`",
        )
    positions = np.column_stack([table["x"].to_numpy(), table["y"].to_numpy()])
    return Layout(positions, table["community"].to_numpy())


def keep_author_layout(engine: Engine, seed: int = 0) -> Layout:
    """Work the layout out and keep it in the file: the table `layout`, in the order of authors' ids."""
    layout = _rounded(lay_out(author_network(engine), seed))
    ids = engine.arrow("SELECT id FROM node_author ORDER BY _id")["id"]
    x, y = layout.positions.T
    rows = pa.table({"author_id": ids, "x": x, "y": y, "community": layout.community})
    method = {"seed": seed, "objective": "modularity", "resolution": 1.0, "weight": "weight_fractional_max"}
    with engine.table("new_layout", rows):
        engine.run("CREATE OR REPLACE TABLE layout AS SELECT * FROM new_layout ORDER BY author_id")
    engine.run("DELETE FROM meta WHERE key = 'layout'")
    engine.run("INSERT INTO meta VALUES ('layout', ?)", [json.dumps(method)])
    return layout


def _rounded(layout: Layout) -> Layout:
    return Layout(np.round(layout.positions, DIGITS), layout.community)


def _name(path: Path | None) -> str:
    return str(path) if path else "the graph in memory"
