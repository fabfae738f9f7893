import json
import time
from pathlib import Path

import pytest

from graphkit.errors import LimitError, SourceError
from graphkit.sparql import store as stores
from graphkit.sparql.query import ask
from graphkit.sparql.rows import to_result
from graphkit.sparql.store import open_store
from graphkit.sparql.text import QueryError, bind, refuse_service

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?a != ?l) }"


def test_values_are_those_of_python(store: Path) -> None:
    text = """SELECT ?name ?papers ?weight ?whole ?nothing {
        ?pair gk:member ?a ; gk:paperCount ?papers ; gk:fractionalWeight ?weight ; gk:countsComplete ?whole .
        ?a foaf:name ?name } ORDER BY ?name ?papers LIMIT 1"""
    result = to_result(ask(store, text))
    assert result.columns == ["name", "papers", "weight", "whole", "nothing"]
    assert [type(value) for value in result.rows[0]] == [str, int, float, bool, type(None)]


def test_the_default_graph_is_all_graphs_together(store: Path) -> None:
    everywhere = to_result(ask(store, "SELECT DISTINCT ?n { ?role gk:nameAsWritten ?n }"))
    in_sources = to_result(ask(store, "SELECT DISTINCT ?n { GRAPH ?source { ?role gk:nameAsWritten ?n } }"))
    assert len(everywhere) > 0
    assert sorted(everywhere) == sorted(in_sources)


def test_ask_and_construct(store: Path) -> None:
    assert to_result(ask(store, "ASK { ?p gk:bylineComplete false }")).rows == [(True,)]
    graph = ask(
        store, "CONSTRUCT { ?a a foaf:Agent } WHERE { ?a a foaf:Person }", accept=["application/n-triples"]
    )
    assert (graph.form, graph.media_type) == ("graph", "application/n-triples")
    assert graph.body.count(b"\n") == to_result(ask(store, "SELECT ?a { ?a a foaf:Person }")).rows.__len__()


@pytest.mark.parametrize(
    "update", ["DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "CLEAR ALL"]
)
def test_updates_are_not_taken(store: Path, update: str) -> None:
    with pytest.raises(QueryError):
        ask(store, update)


def test_a_query_is_ended_when_its_time_is_up(store: Path) -> None:
    start = time.monotonic()
    with pytest.raises(LimitError, match="longer than 1 s"):
        ask(store, ENDLESS, timeout=1)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }",
        "SELECT * { service ?e { ?s ?p ?o } }",
        "SELECT * { S\\u0045RVICE SILENT <http://e.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''a''b''' . #\n SERVICE <http://e.org/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p "\\"" SERVICE <http://e.org/> { ?s ?p ?o } }',
    ],
)
def test_service_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        refuse_service(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p 'SERVICE' }",
        'SELECT * { ?s <http://e.org/SERVICE> """SERVICE " x""" } # SERVICE',
        "PREFIX service: <http://e.org/> SELECT $SERVICE { $SERVICE service:SERVICE 'x'@service }",
    ],
)
def test_the_word_service_elsewhere_is_none(query: str) -> None:
    refuse_service(query)


def test_parameters_are_bound_as_literals(store: Path) -> None:
    text = "SELECT ?id { ?a foaf:name $name ; dcterms:identifier ?id }"
    assert to_result(ask(store, text, values={"name": "Ada Stone"})).rows == [("mentions:ada",)]
    hostile = 'x" . ?a ?b ?c } # \\'
    assert to_result(ask(store, text, values={"name": hostile})).rows == []
    assert bind("$n '$n' ?n $other", {"n": 1}) == "1 '$n' ?n $other"
    with pytest.raises(QueryError, match="no text, number or boolean"):
        bind("$n", {"n": [1]})


def test_a_store_is_filled_once_and_again_for_another_file(graph_file: Path, tmp_path: Path) -> None:
    filled = []
    for _ in range(2):
        open_store(graph_file, cache=tmp_path / "cache", progress=lambda *stage: filled.append(stage))
    stages = len(filled)
    assert len([path for path in (tmp_path / "cache").iterdir() if path.is_dir()]) == 1
    open_store(graph_file, cache=tmp_path / "cache", progress=lambda *stage: filled.append(stage))
    assert len(filled) == stages


def test_the_cache_forgets_what_was_unused_for_longest(
    graph_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "KEPT", 1)
    (tmp_path / "old").mkdir()
    folder = open_store(graph_file, cache=tmp_path)
    assert list(tmp_path.iterdir()) == [folder]


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        open_store(tmp_path / "no.duckdb")


def test_the_answer_has_the_media_type_asked_for(store: Path) -> None:
    text = "SELECT ?n { ?a foaf:name ?n } ORDER BY ?n LIMIT 1"
    assert ask(store, text, accept=["text/csv"]).body == b"n\r\nAda Stone\r\n"
    assert json.loads(ask(store, text).body)["head"] == {"vars": ["n"]}
