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
    ("RETURN round(-2.5, 0), round(1e300, 0), round(-2.5, 0, 'HALF_UP')", [[-2.0, 2.0**63, -3.0]]),
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
    ("UNWIND [9007199254740993] AS x UNWIND [9007199254740992.0] AS y RETURN x = y, x > y", [[False, True]]),
    ("UNWIND [-0.0] AS x UNWIND [0.0] AS y RETURN x = y, x < y, x >= y", [[True, True, False]]),
    ("UNWIND [0.0] AS x RETURN toString(-x) AS s", [["0.0"]]),
    ("UNWIND [0.0/0.0, 0.0/0.0, 1.0] AS x RETURN count(DISTINCT x) AS n", [[3]]),
    ("UNWIND [1.5, null] AS x RETURN count(DISTINCT x) AS n", [[1]]),
    ("UNWIND [1, 2] AS x RETURN DISTINCT NaN IS NULL AS n, x % 1 AS m", [[False, 0]]),
    ("RETURN coalesce(null, [1, 2])[1] AS x", [[2]]),
    ("RETURN reverse(coalesce(null, [1, 2])) AS l", [[[2, 1]]]),
    ("MATCH (n {id: 1}) RETURN range(1, n.id * 1.5) AS l", [[[1]]]),
    ("MATCH (n {id: 1}) RETURN [x IN n.id + 2 | x] AS l", [[[3]]]),
    ("WITH {a: 1, b: 2} AS m RETURN m {.*, b: 3} AS x", [[{"a": 1, "b": 3}]]),
    ("MATCH (n {id: 1}) RETURN n {id: 7, .*} AS x", [[{"id": 7}]]),
    ("MATCH (a), (b) MATCH p = shortestPath((a)-[*0..]->(b)) RETURN length(p) AS l", [[0], [0], [1]]),
    ("MATCH (n) WHERE EXISTS { MATCH (n)-[:R]->() UNION MATCH (n)-[:S]->() } RETURN n.id AS i", [[1], [2]]),
    (
        "MATCH (n) WITH collect(n) AS ns RETURN "
        "reduce(t = ns[0], n IN ns | CASE WHEN n.id > t.id THEN n ELSE t END).id AS i",
        [[2]],
    ),
    ("WITH 'x' AS c RETURN trim(LEADING c FROM 'xxa') AS t", [["a"]]),
    ("RETURN $m <= {} AS b", [[False]]),
    (
        "RETURN toFloat('NaN') IS NULL AS b, duration({days: 1}) / 0.0 = duration('PT0S') AS d",
        [[False, True]],
    ),
    ("RETURN NOT $li AS b", [[False]]),
    ("MATCH (a:A) WHERE false RETURN any(q IN reverse(a.ls) WHERE true) AS b", []),
]
ERRORS = [
    ("UNWIND [0] AS v RETURN 1.5 / v", "ArithmeticError"),
    ("CALL () { MATCH (n) RETURN sum(9223372036854775807 + 1) AS s } RETURN s", "ArithmeticError"),
    ("RETURN range(1, null)", "TypeError"),
    ("RETURN range(1, CASE WHEN false THEN 1 END)", "TypeError"),
    ("MATCH (n) RETURN n.l[..]", "SyntaxError"),
    ("MATCH (a)-->+(b) WHERE (a)-[*]->(b) RETURN a", "SyntaxError"),
    ("UNWIND [1, null] AS x RETURN x.y", "TypeError"),
    ("MATCH (n {id: 1}) RETURN NOT (n.id + 1)", "TypeError"),
    ("RETURN toUpper($f)", "TypeError"),
    ("RETURN labels($m)", "TypeError"),
    ("MATCH (n {id: 1}) RETURN NOT (n.id * 2)", "SyntaxError"),
    ("OPTIONAL CALL () { RETURN range(1, 2, null) AS v } RETURN 1 AS x", "TypeError"),
    ("MATCH p = shortestPath((a)-[*]->(b)) WHERE length(p) > 0 RETURN p", "ArgumentError"),
    ("MATCH (a {id: 1}) RETURN a[1]", "SyntaxError"),
    ("RETURN substring('abc', 0, 2147483648)", "ArgumentError"),
    ("RETURN duration({days: 9223372036854775807})", "ArgumentError"),
    ("RETURN COUNT { MATCH (n) UNION MATCH (n) }", "SyntaxError"),
    ("UNWIND [9223372036854775807, 1] AS x RETURN sum(x)", "Unsupported"),
    ("CALL dbms.components()", "Unsupported"),
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
