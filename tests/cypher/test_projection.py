"""WITH, RETURN, grouping, order and UNION against the small graph; expected rows are worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphkit.errors import CypherError, CypherSyntaxError
from tests.cypher.small_graph import SmallGraph


@pytest.fixture(scope="module")
def graph() -> Iterator[SmallGraph]:
    made = SmallGraph()
    yield made
    made.engine.close()


def test_groups_are_the_items_without_aggregates(graph: SmallGraph) -> None:
    assert graph.rows("MATCH (a)-[:AUTHORED]->(p) RETURN a.name AS a, count(p) AS n ORDER BY n DESC, a") == [
        ("Ann", 2), ("Bob", 1), ("Cleo", 1),
    ]  # fmt: skip
    assert graph.rows("MATCH (a:Nobody) RETURN count(*), collect(a), max(a.x)") == [(0, [], None)]
    assert graph.rows("MATCH (a:Nobody) RETURN a.x, count(*)") == []


def test_a_node_as_key_gives_its_properties(graph: SmallGraph) -> None:
    query = (
        "MATCH (a:Author)-[:AUTHORED]->() WITH a, count(*) AS n RETURN a.name, n, a.age + n ORDER BY a.age"
    )
    assert graph.rows(query) == [("Ann", 2, 32), ("Bob", 1, 41), ("Cleo", 1, 51)]


def test_aggregates_in_expressions(graph: SmallGraph) -> None:
    query = "MATCH (a:Author) RETURN a.age IS NULL AS unknown, count(*) * 10 + sum(a.age) AS n ORDER BY n"
    assert graph.rows(query) == [(True, 10), (False, 150)]


def test_collect_keeps_the_order_of_rows(graph: SmallGraph) -> None:
    assert graph.rows("MATCH (a:Author) WITH a ORDER BY a.name DESC RETURN collect(a.name)") == [
        (["Dan", "Cleo", "Bob", "Ann"],)
    ]
    assert graph.rows("UNWIND [3, 1, 3, 2] AS x RETURN collect(x), collect(DISTINCT x)") == [
        ([3, 1, 3, 2], [3, 1, 2])
    ]
    limited = "MATCH (a:Author) WITH a ORDER BY a.age DESC LIMIT 2 MATCH (a) RETURN collect(a.name)"
    assert graph.rows(limited) == [(["Dan", "Cleo"],)]


def test_distinct_keeps_the_first_places(graph: SmallGraph) -> None:
    assert graph.rows("UNWIND [2, 1, 2, 3, 1] AS x WITH DISTINCT x RETURN collect(x)") == [([2, 1, 3],)]
    assert graph.bag("UNWIND [1, 1.0, 'a', null, null] AS x RETURN DISTINCT x") == [("a",), (1,), (None,)]


def test_order_puts_nulls_last_and_mixes_kinds(graph: SmallGraph) -> None:
    assert graph.rows("MATCH (a:Author) RETURN a.age AS age ORDER BY age") == [(30,), (40,), (50,), (None,)]
    assert graph.rows("MATCH (a:Author) RETURN a.age AS age ORDER BY age DESC")[0] == (None,)
    assert graph.rows("MATCH (n) WHERE n.mixed IS NOT NULL RETURN n.mixed AS m ORDER BY m") == [
        ("text",), (1,), (2.5,),
    ]  # fmt: skip


def test_order_by_what_is_not_returned(graph: SmallGraph) -> None:
    assert graph.rows("MATCH (a:Author) RETURN a.name ORDER BY a.age DESC SKIP 1 LIMIT 2") == [
        ("Cleo",),
        ("Bob",),
    ]
    assert graph.rows("UNWIND [1, 2] AS x RETURN x ORDER BY 1, -x") == [(2,), (1,)]


def test_limits_take_constant_expressions(graph: SmallGraph) -> None:
    query = "UNWIND range(1, 9) AS x RETURN x SKIP $n LIMIT toInteger(1.9) + 1"
    assert graph.rows(query, {"n": 2}) == [(3,), (4,)]
    for wrong in (-1, 1.5, "a"):
        with pytest.raises(CypherError):
            graph.rows("RETURN 1 AS x LIMIT $n", {"n": wrong})


def test_where_after_with_sees_old_and_new_names(graph: SmallGraph) -> None:
    assert graph.rows("MATCH (a:Author) WITH a.name AS n WHERE a.age > 30 AND n < 'C' RETURN n") == [("Bob",)]
    assert graph.rows(
        "MATCH (a:Author) WITH a.age AS age ORDER BY age LIMIT 2 WHERE age > 30 RETURN age"
    ) == [(40,)]
    assert graph.rows("MATCH (a)-[:AUTHORED]->() WITH a, count(*) AS n WHERE n > 1 RETURN a.name") == [
        ("Ann",)
    ]


def test_union(graph: SmallGraph) -> None:
    assert graph.bag("RETURN 1 AS x UNION RETURN 1 AS x UNION RETURN 'a' AS x") == [("a",), (1,)]
    assert graph.rows("RETURN 1 AS x, 2 AS y UNION ALL RETURN 3 AS y, 4 AS x") == [(1, 2), (4, 3)]


def test_return_star_is_in_order_of_names(graph: SmallGraph) -> None:
    result = graph.session.run("WITH 1 AS b, 2 AS a RETURN *, a + b AS c")
    assert (result.columns, result.rows) == (["a", "b", "c"], [(2, 1, 3)])


def test_columns_without_alias_are_named_as_written(graph: SmallGraph) -> None:
    assert graph.session.run("RETURN 1+1, 'a' +  'b'").columns == ["1+1", "'a' +  'b'"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("WITH 1 + 1 RETURN 1", "NoExpressionAlias"),
        ("RETURN 1 AS a, 2 AS a", "ColumnNameConflict"),
        ("RETURN 1 AS a UNION RETURN 2 AS b", "DifferentColumnsInUnion"),
        ("RETURN *", "NoVariablesInScope"),
        ("MATCH (a) RETURN a.age + count(*)", "AmbiguousAggregationExpression"),
        ("MATCH (a) RETURN count(count(*))", "NestedAggregation"),
        ("MATCH (a) WHERE count(a) > 1 RETURN a", "InvalidAggregation"),
        ("MATCH (a) RETURN a ORDER BY count(a)", "InvalidAggregation"),
        ("MATCH (a) RETURN a.name, count(*) ORDER BY a.age", "UndefinedVariable"),
        ("MATCH (a) RETURN DISTINCT a.name ORDER BY a.age", "UndefinedVariable"),
        ("MATCH (a) RETURN a LIMIT a.age", "NonConstantExpression"),
        ("RETURN 1 LIMIT -1", "NegativeIntegerArgument"),
        ("RETURN count(rand())", "NonConstantExpression"),
        ("RETURN count()", "InvalidNumberOfArguments"),
        ("UNWIND [1] AS x UNWIND [2] AS x RETURN x", "VariableAlreadyBound"),
        ("MATCH (a) RETURN (a)-->()", "UnexpectedSyntax"),
    ],
)
def test_errors_of_projections(graph: SmallGraph, query: str, code: str) -> None:
    with pytest.raises(CypherSyntaxError) as caught:
        graph.session.run(query)
    assert caught.value.code == code
    assert caught.value.offset is not None
