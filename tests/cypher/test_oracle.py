"""Values, operators and functions give what a real Neo4j gives, value by value and error by error."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import networkx
import pytest
from neo4j import GraphDatabase

import graphkit
from graphkit.errors import CypherError
from graphkit.graph import Graph
from tests.cypher import oracle
from tests.cypher.oracle.__main__ import ask
from tests.neo4j.plugin import Neo4jServer

_KINDS = {
    "SyntaxError": {"SyntaxError"},
    "TypeError": {"TypeError"},
    "ArgumentError": {"ArgumentError"},
    "ArithmeticError": {"ArithmeticError"},
    # Neo4j has no kind of its own for these: a value that a function does not take
    "SemanticError": {"ArgumentError"},
    "ExecutionFailed": {"ArgumentError", "TypeError"},
    "ProcedureCallFailed": {"TypeError", "ArgumentError"},
}
_ANSWERS = {theme: oracle.answers(theme) for theme in oracle.THEMES}
_DIFFERENCES = oracle.differences()


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    """The node that grid.py writes down as NODE."""
    source = networkx.MultiDiGraph()
    properties = {"i": 1, "f": 2.5, "s": "ab", "b": True, "l": [1, 2], "d": date(2020, 1, 31)}
    source.add_node(1, labels=["Oracle"], **properties)
    with graphkit.open(source) as graph:
        yield graph


def _outcome(graph: Graph, query: str) -> dict[str, Any]:
    try:
        return {"rows": oracle.plain(graph.cypher(query).rows)}
    except CypherError as error:
        return {"error": error.kind}


def _agree(query: str, answer: dict[str, Any], outcome: dict[str, Any]) -> bool:
    if "error" in answer or "error" in outcome:
        return outcome.get("error") in _KINDS.get(answer.get("error", ""), ())
    return oracle.same_rows(query, outcome["rows"], answer["rows"])


@pytest.mark.parametrize("theme", oracle.THEMES)
def test_every_query_has_an_answer(theme: str) -> None:
    assert list(_ANSWERS[theme]) == oracle.queries(theme)


@pytest.mark.parametrize("theme", oracle.THEMES)
def test_answers_are_those_of_neo4j(theme: str, graph: Graph) -> None:
    wrong = [
        f"{query}\n    ours  {outcome}\n    Neo4j {answer}"
        for query, answer in _ANSWERS[theme].items()
        if query not in _DIFFERENCES and not _agree(query, answer, outcome := _outcome(graph, query))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("query", _DIFFERENCES)
def test_listed_differences_are_still_there(query: str, graph: Graph) -> None:
    answer = next(answers[query] for answers in _ANSWERS.values() if query in answers)
    assert not _agree(query, answer, _outcome(graph, query)), "it agrees now: take it from differences.txt"


@pytest.mark.neo4j
@pytest.mark.parametrize("theme", oracle.THEMES)
def test_the_server_still_answers_so(theme: str, neo4j_server: Neo4jServer) -> None:
    with GraphDatabase.driver(neo4j_server.uri, auth=neo4j_server.auth) as driver:
        changed = [
            f"{query}\n    now  {now}\n    kept {answer}"
            for query, answer in _ANSWERS[theme].items()
            if not _kept(query, answer, now := ask(driver, query))
        ]
    assert not changed, "\n".join(changed)


def _kept(query: str, answer: dict[str, Any], now: dict[str, Any]) -> bool:
    if "error" in answer or "error" in now:
        return answer.get("error") == now.get("error")
    return oracle.same_rows(query, now["rows"], answer["rows"])
