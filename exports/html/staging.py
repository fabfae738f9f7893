"""Temporary tables of what one page draws: `scene_node`, `scene_member`, `scene_paper`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pyarrow as pa

from graphkit.engine import Engine
from graphkit.layout.network import Integers


@contextmanager
def bylines(engine: Engine) -> Iterator[None]:
    """While the block runs: how many authors of each paper are `named`, in the table `scene_byline`."""
    engine.run(
        "CREATE OR REPLACE TEMP TABLE scene_byline AS "
        "SELECT _target AS paper, count(DISTINCT _source) AS named FROM rel_authored GROUP BY _target"
    )
    try:
        yield
    finally:
        engine.run("DROP TABLE IF EXISTS scene_byline")


@contextmanager
def staged(engine: Engine, nodes: str, members: str) -> Iterator[int]:
    """While the block runs: the nodes to draw and the papers that each has; gives the number of nodes.

    Args:
        engine: the graph.
        nodes: a query of `node`, the row ids to draw; they are numbered by `row` in ascending order.
        members: a query of pairs (`node`, `paper`); pairs of other nodes count as outside.
    """
    engine.run(f"CREATE OR REPLACE TEMP TABLE scene_member AS SELECT DISTINCT node, paper FROM ({members})")
    engine.run(
        "CREATE OR REPLACE TEMP TABLE scene_node AS "
        f"SELECT node, row_number() OVER (ORDER BY node) - 1 AS row FROM ({nodes}) ORDER BY node"
    )
    try:
        yield engine.rows("SELECT count(*) FROM scene_node")[0][0]
    finally:
        for table in ("scene_node", "scene_member", "scene_paper"):
            engine.run(f"DROP TABLE IF EXISTS {table}")


def put_in_order(engine: Engine, order: Integers) -> None:
    """Give each node its `place` on the page, and the papers theirs in the order of their first node.

    Args:
        engine: the graph, with the tables of `staged` and `bylines`.
        order: the row of the node in each place.
    """
    with engine.table("scene_place", pa.table({"row": order, "place": np.arange(len(order))})):
        engine.run(
            "CREATE OR REPLACE TEMP TABLE scene_node AS SELECT node, place FROM scene_node "
            "JOIN scene_place USING (row) ORDER BY place"
        )
    engine.run(
        "CREATE OR REPLACE TEMP TABLE scene_paper AS "
        "SELECT paper, row_number() OVER (ORDER BY min(place), paper) - 1 AS place, "
        "coalesce(any_value(named), 0) AS named FROM scene_member JOIN scene_node USING (node) "
        "LEFT JOIN scene_byline USING (paper) GROUP BY paper ORDER BY 2"
    )
