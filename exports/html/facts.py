"""What is known of the nodes and papers that a page draws, read by the tables of `staging.py`."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from graphkit.engine import Engine
from graphkit.exports.html.scene import Lists, Outside, Papers
from graphkit.layout.network import Integers

MOST_INSTITUTIONS = 50_000
"""Institutions named in a map of authors; those with the most authors."""
MOST_PAIRS = 3_000_000
"""Pairs of nodes that the papers of one page may make; beyond it the longest bylines make none."""

CATEGORIES = (
    "SELECT code, coalesce(name, code) FROM node_category WHERE _id IN "
    "(SELECT _target FROM rel_in_category WHERE _source IN (SELECT paper FROM scene_paper)) ORDER BY _id"
)
_SOURCES = (
    "SELECT place AS paper, regexp_extract(locator, '^(.*):([0-9]+)$', 1) AS file, "
    "regexp_extract(locator, '^(.*):([0-9]+)$', 2)::BIGINT AS line "
    "FROM (SELECT place, unnest(sources) AS locator FROM scene_paper JOIN node_paper ON _id = paper)"
)
_SHOWN = {
    "authors": (
        "name, array_to_string(name_variants, ' · ') AS alias, '' AS detail, "
        "'https://orcid.org/' || orcid AS link"
    ),
    "institutions": (
        "name, '' AS alias, concat_ws(' · ', country, kind) AS detail, 'https://ror.org/' || ror AS link"
    ),
    "categories": (
        "coalesce(concat(name, ' (', code, ')'), code) AS name, code AS alias, scheme AS detail, NULL AS link"
    ),
}


def read_nodes(engine: Engine, kind: str, table: str) -> dict[str, Any]:
    """Names, other spellings, facts and links of the nodes, as the fields of a scene."""
    rows = engine.arrow(
        f"SELECT {_SHOWN[kind]}, t.id AS key FROM scene_node JOIN {table} t ON _id = node ORDER BY place"
    )
    names = [name or key for name, key in zip(rows["name"].to_pylist(), rows["key"].to_pylist(), strict=True)]
    return {
        "name": names,
        "aliases": rows["alias"].to_pylist(),
        "detail": rows["detail"].to_pylist(),
        "link": rows["link"].to_pylist(),
    }


def read_papers(engine: Engine, *, titles: bool) -> Papers:
    """The papers of the nodes, in their order."""
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


def read_files(engine: Engine) -> list[str]:
    """Names of the sources of the papers, in the order in which the papers count them."""
    return [path for (path,) in engine.rows(f"SELECT DISTINCT file FROM ({_SOURCES}) ORDER BY file")]


def read_institutions(engine: Engine) -> tuple[Lists, list[str], int]:
    """Institutions of each author, their names, and how many are left out."""
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


def read_outside(engine: Engine) -> Outside:
    """Authors who share papers with those drawn and are drawn in another file.

    Needs the table `cluster_author` of `clusters.py`, and `scene_member` must hold their papers too.
    """
    engine.run(
        "CREATE OR REPLACE TEMP TABLE scene_outside AS SELECT node, row_number() OVER (ORDER BY node) - 1 AS place "
        "FROM (SELECT DISTINCT node FROM scene_member JOIN scene_paper USING (paper) ANTI JOIN scene_node USING (node))"
    )
    rows = engine.arrow(
        "SELECT name, file, same FROM scene_outside o JOIN cluster_author USING (node) ORDER BY o.place"
    )
    (papers,) = engine.rows("SELECT count(*) FROM scene_paper")[0]
    lists = _pairs(
        engine,
        "SELECT p.place AS owner, o.place AS value FROM scene_member JOIN scene_outside o USING (node) "
        "JOIN scene_paper p USING (paper) ORDER BY owner, value",
        papers,
    )
    engine.run("DROP TABLE scene_outside")
    return Outside(rows["name"].to_pylist(), rows["file"].to_numpy(), rows["same"].to_numpy(), lists)


def read_unjoined(engine: Engine, kind: str) -> tuple[Integers, int]:
    """Places of the papers that make no edges, ascending, and the fewest nodes that one of them has.

    Bylines longer than the limit under which the file was built make none there either; and the longest are left
    out until no more than `MOST_PAIRS` pairs remain.
    """
    rows = engine.arrow(
        "SELECT p.place, named, count(*) AS nodes FROM scene_member JOIN scene_node USING (node) "
        "JOIN scene_paper p USING (paper) GROUP BY p.place, named ORDER BY nodes, p.place"
    )
    place, named, nodes = (rows[name].to_numpy() for name in ("place", "named", "nodes"))
    limit = pair_limit(engine) if kind == "authors" else None
    over = np.zeros(len(place), dtype=bool) if limit is None else named > limit
    over |= np.cumsum(np.where(over, 0, nodes * (nodes - 1) // 2)) > MOST_PAIRS
    return np.sort(place[over]), int(nodes[over].min()) if over.any() else 0


def pair_limit(engine: Engine) -> int | None:
    """The longest byline of which the build made co-authorships; None where the file does not say."""
    if not engine.rows("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'meta'")[0][0]:
        return None
    options = engine.rows("SELECT value FROM meta WHERE key = 'options'")
    limit = json.loads(options[0][0]).get("pair_limit") if options else None
    return int(limit) if limit is not None else None


def _pairs(engine: Engine, sql: str, owners: int) -> Lists:
    rows = engine.arrow(sql)
    return Lists.of(rows["owner"].to_numpy(), rows["value"].to_numpy().astype(np.int64), owners)
