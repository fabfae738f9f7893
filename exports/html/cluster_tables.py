"""Temporary tables of a divided graph: `cluster_author`, `cluster_member`, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pyarrow as pa

from graphkit.engine import Engine
from graphkit.exports.html.clusters import Division
from graphkit.exports.html.facts import pair_limit
from graphkit.exports.html.scene import Relations
from graphkit.exports.html.views import VIEWS
from graphkit.layout.network import Integers

UNIT = 10**6
"""Fractional weights are summed in whole multiples of 1e-6: then the order of the papers does not matter."""
LEADERS = 8
"""Authors named of each cluster."""
MOST_NAMES = 500_000
"""Authors whom the search of the overview knows; those with the most papers."""


@contextmanager
def cluster_tables(engine: Engine, division: Division, place: Integers) -> Iterator[None]:
    """While the block runs: each author's cluster, file and number among namesakes, and the papers by file.

    Args:
        engine: the graph.
        division: of all authors.
        place: of each author in its file.
    """
    count = len(place)
    rows = pa.table(
        {"row": np.arange(count), "cluster": division.cluster, "file": division.of_authors(), "place": place}
    )
    with engine.table("division", rows):
        engine.run(
            "CREATE OR REPLACE TEMP TABLE cluster_author AS SELECT node, name, papers, cluster, file, place, "
            "row_number() OVER (PARTITION BY file, name ORDER BY place) AS same FROM division JOIN ("
            "SELECT _id AS node, coalesce(name, id) AS name, coalesce(papers, 0) AS papers, "
            "row_number() OVER (ORDER BY _id) - 1 AS row FROM node_author) USING (row) ORDER BY file, place"
        )
    engine.run(
        "CREATE OR REPLACE TEMP TABLE cluster_member AS SELECT DISTINCT file, cluster, node, paper "
        f"FROM ({VIEWS['authors'].members}) JOIN cluster_author USING (node) ORDER BY file"
    )
    try:
        yield
    finally:
        for table in ("cluster_author", "cluster_member"):
            engine.run(f"DROP TABLE IF EXISTS {table}")


def members_of_file(file: int) -> str:
    """A query of (node, paper) for the papers of a file's authors, with all who wrote them."""
    return (
        "SELECT node, paper FROM cluster_member "
        f"WHERE paper IN (SELECT paper FROM cluster_member WHERE file = {file:d})"
    )


def cluster_facts(engine: Engine) -> pa.Table:
    """Authors, papers, first and last year of each cluster, in the order of their numbers."""
    return engine.arrow(
        "SELECT cluster, authors, coalesce(papers, 0) AS papers, first_year, last_year FROM "
        "(SELECT cluster, count(*) AS authors FROM cluster_author GROUP BY cluster) LEFT JOIN "
        "(SELECT cluster, count(*) AS papers, min(year) AS first_year, max(year) AS last_year FROM "
        "(SELECT DISTINCT cluster, paper FROM cluster_member) JOIN node_paper ON _id = paper GROUP BY cluster) "
        "USING (cluster) ORDER BY cluster"
    )


def cluster_leaders(engine: Engine) -> pa.Table:
    """The most published authors of each cluster: cluster, name, same, papers."""
    return engine.arrow(
        "SELECT cluster, name, same, papers FROM cluster_author QUALIFY "
        f"row_number() OVER (PARTITION BY cluster ORDER BY papers DESC, node) <= {LEADERS} "
        "ORDER BY cluster, papers DESC, node"
    )


def cluster_relations(engine: Engine) -> Relations:
    """Papers with authors of two clusters: full counting, and both bounds of fractional counting.

    Papers of which the build made no co-authorships join no clusters either.
    """
    limit = pair_limit(engine)
    short = "true" if limit is None else f"named <= {limit:d}"
    rows = engine.arrow(
        f"WITH paper AS (SELECT _id AS paper, "
        f"CASE WHEN author_count > 1 THEN {UNIT} // (author_count - 1) ELSE 0 END AS low, "
        f"CASE WHEN author_count > 1 THEN {UNIT} // (author_count - 1) ELSE {UNIT} // greatest(1, named) END AS high "
        f"FROM node_paper JOIN scene_byline ON paper = _id WHERE {short}), "
        "pair AS (SELECT DISTINCT cluster, paper FROM cluster_member) "
        "SELECT a.cluster AS source, b.cluster AS target, count(*) AS papers, "
        "sum(low)::BIGINT AS low, sum(high)::BIGINT AS high "
        "FROM pair a JOIN pair b ON a.paper = b.paper AND a.cluster < b.cluster JOIN paper ON paper.paper = a.paper "
        "GROUP BY ALL ORDER BY source, target"
    )
    source, target, papers, low, high = (
        rows[name].to_numpy() for name in ("source", "target", "papers", "low", "high")
    )
    nothing = [""] * len(source)
    return Relations(
        source, target, nothing, nothing, papers, np.round(low / UNIT, 2), np.round(high / UNIT, 2)
    )


def author_index(engine: Engine) -> tuple[pa.Table, int]:
    """Names of authors by file and name, with each one's number among namesakes; and how many are left out."""
    (count,) = engine.rows("SELECT count(*) FROM cluster_author")[0]
    rows = engine.arrow(
        "SELECT file, name, same FROM (SELECT * FROM cluster_author QUALIFY "
        f"row_number() OVER (ORDER BY papers DESC, node) <= {MOST_NAMES}) ORDER BY file, name, same"
    )
    return rows, count - len(rows)
