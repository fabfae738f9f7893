"""Searches for shortest paths give what all trails in order of length give, also with tests on their steps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphkit.cypher.compiler import shortest
from tests.cypher.small_graph import SmallGraph

ENDS = "MATCH (a:Author), (b:Author) WHERE a.id <> b.id "

SEARCHED = (
    "MATCH p = SHORTEST 3 (a)-[r]-+(b)",
    "MATCH p = SHORTEST 2 GROUPS (a)-[r:KNOWS]-{0,4}(b)",
    "MATCH p = SHORTEST 2 GROUPS (a)-[r:KNOWS]-{2,4}(b)",
    "MATCH p = ALL SHORTEST (a)-[r]-{2,5}(b)",
    "MATCH p = ANY 2 (a:Paper)--+(b:Author)",
    "MATCH p = SHORTEST 2 (a)((x)-[r:KNOWS]-(y) WHERE x.age < y.age OR r.weight > 1){1,3}(b)",
    "MATCH p = SHORTEST 2 GROUPS (a)(()-[r WHERE r.weight >= 0.5]-(y:Author))+(b)",
    "MATCH p = ALL SHORTEST (a)(()-[r {position: 1}]-())+(b)",
    "MATCH p = ANY SHORTEST (a)(()-[r]-(x WHERE x.id <> 'cleo'))+(b)",
    ENDS + "MATCH p = shortestPath((a)-[*]-(b)) WHERE all(n IN nodes(p) WHERE n:Author)",
    ENDS + "MATCH p = shortestPath((a)-[*]-(b)) WHERE none(n IN nodes(p) WHERE n.age > 45)",
    ENDS + "MATCH p = allShortestPaths((a)-[r*]-(b)) WHERE all(x IN r WHERE x.weight > 1)",
    ENDS + "MATCH p = shortestPath((a)-[*]-(b)) WHERE all(r IN relationships(p) WHERE r.position IN [1, 2])",
)

RANKED = (
    ENDS + "MATCH p = shortestPath((a)-[*..4]-(b)) WHERE length(p) > 1",
    ENDS + "MATCH p = shortestPath((a)-[*]-(b)) WHERE any(n IN nodes(p) WHERE n:Paper)",
    ENDS + "MATCH p = shortestPath((a)-[*]-(b)) WHERE all(n IN nodes(p) WHERE n.age / n.age = 1)",
    "MATCH p = SHORTEST 3 (a:Author)(()-[r]-(x:Paper)-[s]-())+(b:Author)",
    "MATCH p = ANY SHORTEST (a)-[r:KNOWS]->(b)",
)


@pytest.fixture
def graph() -> Iterator[SmallGraph]:
    made = SmallGraph()
    yield made
    made.engine.close()


def _lengths(graph: SmallGraph, pattern: str) -> list[tuple[object, ...]]:
    """How many paths of which length lead between each two nodes; which ones are taken is left open."""
    return graph.bag(f"{pattern} RETURN a.id, b.id, length(p), count(*)")


@pytest.mark.parametrize("pattern", SEARCHED)
def test_searches_find_what_trails_in_order_of_length_are(
    graph: SmallGraph, monkeypatch: pytest.MonkeyPatch, pattern: str
) -> None:
    assert "gk_shortest" in "".join(line for (line,) in graph.rows(f"EXPLAIN {pattern} RETURN p")).lower()
    found = _lengths(graph, pattern)
    monkeypatch.setattr(shortest, "searchable", lambda pattern, predicates: False)
    other = SmallGraph()
    assert found
    assert found == _lengths(other, pattern)
    other.engine.close()


@pytest.mark.parametrize("pattern", RANKED)
def test_what_is_asked_of_the_path_as_a_whole_is_not_searched(graph: SmallGraph, pattern: str) -> None:
    lines = graph.rows(f"EXPLAIN {pattern} RETURN p")
    assert not any("gk_shortest" in line.lower() for (line,) in lines)
