"""Queries written by hand give what a real Neo4j gives: rows, their order, errors by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import neo4j
import pytest

from tests.cypher import dialect
from tests.cypher.dialect.graph import GRAPH
from tests.cypher.differential.compare import judge
from tests.cypher.differential.oracle import Answer, Graphkit, Neo4jOracle
from tests.cypher.differential.queries import Query
from tests.neo4j.plugin import Neo4jServer

_QUERIES = dialect.queries()
_ANSWERS = dialect.answers()
_DIFFERENCES = dialect.differences()


@pytest.fixture(scope="module")
def graphkit() -> Iterator[Graphkit]:
    session = Graphkit(GRAPH)
    yield session
    session.close()


def _verdict(query: Query, ours: Answer, theirs: Answer) -> str:
    """The verdict; rows come in the order of all columns where the query asks for an order."""
    if "ORDER BY" in query.text and theirs.columns:
        query = replace(query, ordered_by=tuple(range(len(theirs.columns))))
    return judge(query, ours, theirs)[0]


def test_every_query_has_an_answer() -> None:
    assert [query.text for query in _QUERIES] == list(_ANSWERS)


def test_answers_are_those_of_neo4j(graphkit: Graphkit) -> None:
    wrong = []
    for query in _QUERIES:
        theirs, ours = _ANSWERS[query.text], graphkit.answer(query.text)
        if query.text not in _DIFFERENCES and _verdict(query, ours, theirs) != "right":
            wrong.append(f"{query.text}\n    ours  {ours}\n    Neo4j {theirs}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "query", [query for query in _QUERIES if query.text in _DIFFERENCES], ids=lambda q: q.text
)
def test_listed_differences_are_still_there(query: Query, graphkit: Graphkit) -> None:
    verdict = _verdict(query, graphkit.answer(query.text), _ANSWERS[query.text])
    assert verdict != "right", "it agrees now: take it from differences.tsv"


@pytest.mark.neo4j
def test_the_server_still_answers_so(neo4j_server: Neo4jServer) -> None:
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=neo4j_server.auth) as driver:
        oracle = Neo4jOracle(driver)
        changed = []
        for query in _QUERIES:
            kept, now = _ANSWERS[query.text], oracle.answer(GRAPH, query.text)
            if kept.error != now.error or (not kept.error and _verdict(query, kept, now) != "right"):
                changed.append(query.text)
        oracle.close()
    assert not changed, "\n".join(changed)
