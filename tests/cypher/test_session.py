"""The session: limits, EXPLAIN and PROFILE, errors with their place, files opened read-only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.cypher.catalogue import Catalogue
from graphkit.cypher.session import CypherSession
from graphkit.engine import Engine
from graphkit.errors import CypherArithmeticError, CypherParameterError, CypherSyntaxError, LimitError
from graphkit.stores.tables import load_graph
from tests.cypher.small_graph import NODES, RELATIONSHIPS, SmallGraph


@pytest.fixture(scope="module")
def graph() -> Iterator[SmallGraph]:
    made = SmallGraph()
    yield made
    made.engine.close()


def test_a_file_opened_read_only_answers(tmp_path: Path) -> None:
    file = tmp_path / "graph.duckdb"
    with Engine(file) as engine:
        text = load_graph(engine, NODES, RELATIONSHIPS).to_json()
    with Engine(file, read_only=True) as engine:
        session = CypherSession(engine, Catalogue.from_json(text))
        path = "MATCH p = shortestPath((a {id: 'ann'})-[*]-(c:Star)) RETURN length(p), [n IN nodes(p) | n.name][0]"
        assert session.run(path).rows == [(2, "Ann")]
        assert session.catalogue.to_json() == text


def test_rows_are_limited(graph: SmallGraph) -> None:
    query = "UNWIND range(1, 10) AS x RETURN x ORDER BY x DESC"
    assert graph.session.run(query, max_rows=10).rows[0] == (10,)
    with pytest.raises(LimitError, match="more than 9 rows"):
        graph.session.run(query, max_rows=9)


def test_time_is_limited(graph: SmallGraph) -> None:
    endless = "UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y RETURN count(x * y % 7)"
    with pytest.raises(LimitError, match="took longer"):
        graph.session.run(endless, timeout=0.2)
    assert graph.value("RETURN 1") == 1


def test_explain_shows_sql_and_runs_nothing(graph: SmallGraph) -> None:
    result = graph.session.run("EXPLAIN MATCH (a:Author) RETURN a.name, 1 / 0")
    assert result.columns == ["sql"]
    assert result.rows[0] == ("SELECT",)


def test_profile_tells_rows_and_times_of_operators(graph: SmallGraph) -> None:
    result = graph.session.run("PROFILE MATCH (a:Author)-[:AUTHORED]->(p) RETURN a.name, count(*)")
    assert result.columns == ["operator", "rows", "milliseconds"]
    scans = [rows for operator, rows, _ in result.rows if operator.strip().startswith("TABLE_SCAN")]
    assert sum(scans) >= 4


def test_errors_carry_line_column_and_a_caret(graph: SmallGraph) -> None:
    with pytest.raises(CypherSyntaxError) as caught:
        graph.session.run("MATCH (a)\nRETURN b.name")
    assert (caught.value.line, caught.value.column) == (2, 8)
    assert str(caught.value).endswith("\n         ^")


def test_a_parameter_that_was_not_given(graph: SmallGraph) -> None:
    with pytest.raises(CypherParameterError, match=r"\$name"):
        graph.session.run("RETURN $name")


def test_errors_of_values(graph: SmallGraph) -> None:
    with pytest.raises(CypherArithmeticError, match="by zero"):
        graph.session.run("UNWIND [1, 0] AS x RETURN 1 / x")
    with pytest.raises(CypherArithmeticError, match="64 bits"):
        graph.session.run("UNWIND [9223372036854775807] AS x RETURN x + 1")


def test_what_nothing_uses_fails_all_the_same(graph: SmallGraph) -> None:
    with pytest.raises(CypherArithmeticError):
        graph.session.run("UNWIND [1, 0] AS x WITH x, 1 / x AS y RETURN x")


def test_plans_differ_by_the_types_of_parameters(graph: SmallGraph) -> None:
    query = "RETURN $x + $x AS double"
    assert [graph.value(query, {"x": x}) for x in (2, 1.5, "a", [1], None)] == [4, 3.0, "aa", [1, 1], None]


def test_a_hostile_text_stays_a_value(graph: SmallGraph) -> None:
    hostile = "'; DROP TABLE node_0; --\"$p0 \\ {} ?"
    assert graph.value("RETURN $text", {"text": hostile}) == hostile
    assert graph.rows("MATCH (a {name: $text}) RETURN a", {"text": hostile}) == []
    columns = graph.session.run(f"RETURN 1 AS `{hostile}`").columns
    assert columns == [hostile]
    assert graph.value("MATCH (a) RETURN count(a)") == 6
