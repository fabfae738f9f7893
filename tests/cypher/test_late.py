"""Rewrites for speed: keys compared by ids, look-ups after LIMIT. They must not change a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.cypher.small_graph import SmallGraph

QUERIES = (
    "MATCH (a:Author&!Star), (b:Author&!Star) WHERE a.id < b.id RETURN a.id, b.age ORDER BY b.id DESC, a.id LIMIT 4",
    "MATCH (a:Author&!Star), (b:Author&!Star) WHERE a.id <> b.id AND NOT a.id >= b.id RETURN a.name, b.name",
    "MATCH (a:Author&!Star)-->(p:Paper) RETURN a.id AS who, count(*) AS n, a.name ORDER BY n DESC, who SKIP 1 LIMIT 2",
    "MATCH (p:Paper)<-[r:AUTHORED]-(a) RETURN p.title + a.name, r.position ORDER BY p.id, a.id LIMIT 3",
    "MATCH (p:Paper)<--(a) WITH p, a ORDER BY p.id DESC LIMIT 2 RETURN p.title, collect(a.name) AS names",
    "MATCH (p:Paper)<--(a) WITH p.id AS id, count(a) AS n ORDER BY id LIMIT 5 WHERE n > 1 RETURN id, n",
    "MATCH (p:Paper) OPTIONAL MATCH (p)<--(a:Author&!Star) WHERE a.id > 'b' RETURN a.age ORDER BY a.id, p.id LIMIT 9",
    "MATCH (p:Paper) CALL (p) { MATCH (p)<--(a:Author) RETURN a.name AS name ORDER BY a.id LIMIT 1 } RETURN p.id, name",
    "MATCH (a:Author&!Star) RETURN DISTINCT a.id AS id ORDER BY a.id DESC LIMIT 2",
    "MATCH (a:Author&!Star) WITH a ORDER BY a.id DESC LIMIT 2 MATCH (a)-[k:KNOWS]->(b) RETURN startNode(k).id, b.name",
    "MATCH (a:Author&!Star)-[r]->(x) RETURN COUNT { (x)<--() } AS c, a.name ORDER BY a.id, c, x.id LIMIT 3",
)


@pytest.fixture(scope="module")
def graph() -> Iterator[SmallGraph]:
    made = SmallGraph()
    yield made
    made.engine.close()


@pytest.fixture(scope="module")
def plain() -> Iterator[SmallGraph]:
    """The same graph without the knowledge of the order of its keys."""
    made = SmallGraph()
    nodes = tuple(replace(table, ordered=()) for table in made.catalogue.nodes)
    made.session.catalogue = replace(made.catalogue, nodes=nodes)
    yield made
    made.engine.close()


@pytest.mark.parametrize("query", QUERIES)
def test_rows_are_the_same_without_the_order_of_keys(
    graph: SmallGraph, plain: SmallGraph, query: str
) -> None:
    assert any(table.ordered for table in graph.catalogue.nodes)
    expected, found = plain.rows(query), graph.rows(query)
    assert expected
    assert found == expected if "ORDER BY" in query else sorted(found) == sorted(expected)


def test_names_are_read_for_the_rows_that_are_left(graph: SmallGraph) -> None:
    lines = [line.strip() for (line,) in graph.rows(f"EXPLAIN {QUERIES[2]}")]
    joins = [number for number, line in enumerate(lines) if line.startswith("INNER JOIN")]
    assert lines.index("LIMIT 2") < min(joins)


def test_what_can_fail_fails_for_rows_beyond_the_limit(graph: SmallGraph) -> None:
    lines = [line for (line,) in graph.rows("EXPLAIN MATCH (a:Paper)<--(b:Author) RETURN 1 / b.age LIMIT 1")]
    assert lines[-1].strip().startswith("LIMIT")
