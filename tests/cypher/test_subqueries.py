"""Subqueries, comprehensions, calls and map projections against the small graph."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphkit.errors import CypherSyntaxError, CypherTypeError, CypherUnsupportedError
from tests.cypher.small_graph import SmallGraph


@pytest.fixture(scope="module")
def graph() -> Iterator[SmallGraph]:
    made = SmallGraph()
    yield made
    made.engine.close()


def test_exists_count_collect(graph: SmallGraph) -> None:
    query = """
        MATCH (a:Author)
        RETURN a.id, EXISTS { (a)-[:KNOWS]->() }, COUNT { (a)-[:AUTHORED]->(p) WHERE p.year > 2020 },
               COLLECT { MATCH (a)-[:AUTHORED]->(p) RETURN p.title ORDER BY p.title DESC } ORDER BY a.id"""
    assert graph.rows(query) == [
        ("ann", True, 1, ["Second", "First"]),
        ("bob", True, 0, ["First"]),
        ("cleo", True, 1, ["Second"]),
        ("dan", False, 0, []),
    ]


def test_patterns_as_predicates(graph: SmallGraph) -> None:
    assert graph.bag("MATCH (a:Author) WHERE NOT (a)-[:KNOWS]->() RETURN a.id") == [("dan",)]
    assert graph.bag("MATCH (a:Author) RETURN exists((a)-[:KNOWS]->(a)), count(*)") == [(False, 3), (True, 1)]


def test_pattern_comprehension(graph: SmallGraph) -> None:
    query = "MATCH (a:Author) RETURN a.id, [(a)-[r:KNOWS]->(b) WHERE r.weight > 1 | b.name] ORDER BY a.id"
    assert graph.rows(query) == [("ann", ["Bob"]), ("bob", ["Cleo"]), ("cleo", []), ("dan", [])]


def test_lambdas_that_need_the_graph(graph: SmallGraph) -> None:
    query = """
        MATCH (a:Author) WITH a ORDER BY a.id WITH collect(a) AS people
        RETURN [p IN people WHERE p.age > 30 | p.name],
               [p IN people | size([(p)-[:AUTHORED]->(x) | x])],
               any(p IN people WHERE (p)-[:KNOWS]->(p)),
               all(p IN people WHERE p.age > 0)"""
    assert graph.rows(query) == [(["Bob", "Cleo"], [2, 1, 1, 0], True, None)]


def test_reduce_over_relationships(graph: SmallGraph) -> None:
    query = """
        MATCH p = (:Author {id: 'ann'})-[:KNOWS*3]->()
        RETURN reduce(total = 0, r IN relationships(p) | total + r.weight),
               reduce(names = '', n IN nodes(p) | names + left(n.name, 1))"""
    assert graph.rows(query) == [(4.5, "ABCC")]


def test_lists_nest(graph: SmallGraph) -> None:
    assert graph.value("RETURN [x IN [1, 2] | [y IN [10, 20] WHERE y > x * 10 | x + y]]") == [[21], []]
    assert graph.value("RETURN [x IN [1, null, 3] WHERE x > 1]") == [3]
    assert graph.value("RETURN [x IN null | x]") is None


def test_call_subqueries(graph: SmallGraph) -> None:
    per_row = "MATCH (a:Author) CALL (a) { MATCH (a)-[:AUTHORED]->(p) RETURN count(p) AS n } RETURN a.id, n"
    assert graph.bag(per_row) == [("ann", 2), ("bob", 1), ("cleo", 1), ("dan", 0)]
    older = """
        MATCH (a:Author) CALL { WITH a MATCH (a)-[:AUTHORED]->(p) RETURN p ORDER BY p.year DESC LIMIT 1 }
        RETURN a.id, p.title"""
    assert graph.bag(older) == [("ann", "Second"), ("bob", "First"), ("cleo", "Second")]
    optional = "MATCH (a:Author) OPTIONAL CALL (a) { MATCH (a)-[:KNOWS]->(b) RETURN b } RETURN a.id, b.id"
    assert ("dan", None) in graph.rows(optional)
    united = "CALL () { RETURN 1 AS x UNION ALL RETURN 2 AS x } RETURN x"
    assert graph.bag(united) == [(1,), (2,)]


def test_aggregates_of_outer_variables_belong_to_the_subquery(graph: SmallGraph) -> None:
    query = "MATCH (a:Author) CALL (a) { MATCH (b:Paper) RETURN max(a.age) AS m, count(*) AS n } RETURN a.id, m, n"
    assert graph.bag(query) == [("ann", 30, 2), ("bob", 40, 2), ("cleo", 50, 2), ("dan", None, 2)]


def test_map_projection_and_elements_in_maps(graph: SmallGraph) -> None:
    assert graph.value("MATCH (a {id: 'ann'}) RETURN a {.name, .nothing, years: a.age + 1}") == {
        "name": "Ann", "nothing": None, "years": 31,
    }  # fmt: skip
    assert graph.value("MATCH (d {id: 'dan'}) RETURN d {.*}") == {"id": "dan", "name": "Dan"}
    assert graph.value("MATCH (a {id: 'ann'}) WITH {who: a, n: 1} AS m RETURN m.who.name") == "Ann"
    assert graph.value("MATCH (a {id: 'ann'}) RETURN [a, 1][0].age") == 30


def test_functions_of_the_graph(graph: SmallGraph) -> None:
    query = """
        MATCH (c:Star)-[r:KNOWS]->()
        RETURN labels(c), type(r), startNode(r).name, endNode(r) = c, keys(r), properties(r), r:KNOWS"""
    assert graph.rows(query) == [
        (["Author", "Star"], "KNOWS", "Cleo", True, ["weight"], {"weight": 0.5}, True)
    ]
    ((node, id_),) = graph.rows("MATCH (c:Star) RETURN c, elementId(c)")
    assert node.element_id == id_
    assert graph.value("OPTIONAL MATCH (n:Nobody) RETURN labels(n)") is None


def test_procedures(graph: SmallGraph) -> None:
    assert graph.rows("CALL db.labels()") == [("Author",), ("Paper",), ("Star",)]
    assert graph.rows("CALL db.relationshipTypes() YIELD relationshipType AS t RETURN count(t)") == [(2,)]
    with pytest.raises(CypherSyntaxError, match=r"db\.labels"):
        graph.session.run("CALL db.labls()")


def test_a_value_of_the_wrong_kind_is_a_type_error_of_its_row(graph: SmallGraph) -> None:
    with pytest.raises(CypherTypeError):
        graph.session.run("MATCH (n) WHERE n.mixed IS NOT NULL RETURN labels(n.mixed)")
    with pytest.raises(CypherUnsupportedError):
        graph.session.run(
            "RETURN reduce(p = null, x IN [1] | p.nothing) AS x, reduce(t = 0, x IN [1] | COUNT { (t) })"
        )
