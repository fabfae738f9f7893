"""What random queries found wrong once, with the answers of a Neo4j 5.26; needs no server."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cypher.canonical import canonical
from tests.cypher.differential.graphs import SmallGraph, SmallNode, SmallRelationship
from tests.cypher.differential.oracle import Graphkit

ROWS: list[tuple[str, list[list[Any]]]] = [
    ("UNWIND ['b', null] AS x UNWIND [null, ','] AS s RETURN split(x, s)", [[None], [["b"]], [None], [None]]),
    ("UNWIND null AS u RETURN DISTINCT u", []),
    ("UNWIND split('b', CASE WHEN false THEN ',' END) AS u RETURN 1 AS k, count(u) AS n", []),
    ("MATCH (n:Z) RETURN null AS k, count(*) AS n", []),
    ("RETURN sum(toFloat('a')) AS s", [[0]]),
    ("RETURN 1.5 / 0 AS x", [[float("inf")]]),
    ("UNWIND [0.0] AS v RETURN 1 / v AS x", [[float("inf")]]),
    ("RETURN [x IN CASE 1 WHEN 1, 2 THEN [3] END | x + 1] AS l", [[[4]]]),
    ("CALL () { UNWIND [1] AS u RETURN null AS v UNION ALL RETURN 1 AS v } RETURN v", [[None], [1]]),
    ("MATCH (a:A) CALL (a) { OPTIONAL MATCH (a)-[:S]->(b) RETURN count(b) AS n } RETURN n", [[0]]),
    ("RETURN [x IN null] + 'a' AS l", [[None]]),
    ("MATCH (n) UNWIND ([e IN n.nope] + 'a') AS u RETURN u", []),
    ("RETURN date({year: 2020, month: null, day: 5}) = date('2020-01-05') AS same", [[True]]),
    ("MATCH (n:Z) RETURN range(0, 1, null) AS l", []),
    ("MATCH (a)-[r]-(a) RETURN r.id", [[101]]),
]
ERRORS = [
    ("UNWIND [0] AS v RETURN 1.5 / v", "ArithmeticError"),
    ("RETURN range(1, null)", "TypeError"),
    ("RETURN range(1, CASE WHEN false THEN 1 END)", "TypeError"),
    ("MATCH (n) RETURN n.l[..]", "SyntaxError"),
    ("MATCH (a)-->+(b) WHERE (a)-[*]->(b) RETURN a", "SyntaxError"),
]


@pytest.fixture(scope="module")
def graphkit() -> Iterator[Graphkit]:
    nodes = (SmallNode(("A",), {"id": 1}), SmallNode(("B",), {"id": 2}))
    relationships = (SmallRelationship(1, 2, "R", {"id": 100}), SmallRelationship(2, 2, "S", {"id": 101}))
    session = Graphkit(SmallGraph(nodes, relationships))
    yield session
    session.close()


@pytest.mark.parametrize(("query", "rows"), ROWS)
def test_rows(graphkit: Graphkit, query: str, rows: list[list[Any]]) -> None:
    answer = graphkit.answer(query)
    assert not answer.error, answer
    assert answer.rows is not None
    wanted = [[list(canonical(value)) for value in row] for row in rows]
    assert sorted(map(repr, answer.rows)) == sorted(map(repr, _lists(wanted)))


def _lists(value: Any) -> Any:
    """The value with lists for tuples, as an answer has it."""
    return [_lists(item) for item in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize(("query", "kind"), ERRORS)
def test_errors(graphkit: Graphkit, query: str, kind: str) -> None:
    assert graphkit.answer(query).error == kind
