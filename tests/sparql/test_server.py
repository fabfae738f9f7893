"""The SPARQL 1.1 Protocol, spoken by other people's clients and by hand."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
import rdflib
from rdflib import FOAF
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, N3, POST, POSTDIRECTLY, URLENCODED, XML, SPARQLWrapper

from graphkit.sparql.server import LONGEST, SparqlServer
from tests.sparql.test_query import ENDLESS

NAMES = f"SELECT ?name {{ ?a <{FOAF.name}> ?name ; a <{FOAF.Person}> }} ORDER BY ?name"


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[SparqlServer]:
    with SparqlServer(store, query_timeout=5) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("method", "request_method"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]
)
def test_sparqlwrapper_asks_in_every_way(server: SparqlServer, method: str, request_method: str) -> None:
    client = SPARQLWrapper(server.url)
    client.setMethod(method)
    client.setRequestMethod(request_method)
    client.setReturnFormat(JSON)
    client.setQuery(NAMES)
    names = [row["name"]["value"] for row in client.queryAndConvert()["results"]["bindings"]]
    assert names == sorted(names)
    assert "Ada Stone" in names


@pytest.mark.parametrize("form", [XML, CSV])
def test_sparqlwrapper_gets_other_forms(server: SparqlServer, form: str) -> None:
    client = SPARQLWrapper(server.url, returnFormat=form)
    client.setQuery(NAMES)
    answer = client.queryAndConvert()
    assert "Ada Stone" in (answer.toxml() if form == XML else answer.decode())


def test_sparqlwrapper_constructs(server: SparqlServer) -> None:
    client = SPARQLWrapper(server.url, returnFormat=N3)
    client.setQuery("CONSTRUCT WHERE { ?a a <http://xmlns.com/foaf/0.1/Person> }")
    graph = rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")
    assert len(graph) > 3


def test_rdflib_reads_it_as_a_store(server: SparqlServer) -> None:
    graph = rdflib.Graph(SPARQLStore(server.url, returnFormat="json"))
    assert rdflib.Literal("Ada Stone") in set(graph.objects(None, FOAF.name))
    rows = graph.query("SELECT (COUNT(?a) AS ?n) { ?a a <http://xmlns.com/foaf/0.1/Person> }")
    assert next(iter(rows))[0].toPython() > 3


class Reply:
    """Status, media type and text of an answer."""

    def __init__(
        self, server: SparqlServer, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> None:
        address = urlsplit(server.url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, names)
        response = connection.getresponse()
        self.status = response.status
        self.type = response.headers.get_content_type()
        self.text = response.read().decode()
        connection.close()


def get(server: SparqlServer, query: str, **headers: str) -> Reply:
    return Reply(server, "GET", f"/sparql?{urlencode({'query': query})}", **headers)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml;q=0.9, text/csv;q=0.5", "application/sparql-results+xml"),
        ("text/csv;q=0.9, application/sparql-results+xml;q=0.1", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/turtle, application/sparql-results+json;q=0.1", "application/sparql-results+json"),
    ],
)
def test_the_best_form_is_chosen(server: SparqlServer, accept: str, expected: str) -> None:
    reply = get(server, NAMES, Accept=accept)
    assert (reply.status, reply.type) == (200, expected)


def test_a_graph_can_be_named(server: SparqlServer) -> None:
    graphs = json.loads(get(server, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g").text)
    first = graphs["results"]["bindings"][0]["g"]["value"]
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    path = f"/sparql?{urlencode({'query': count, 'default-graph-uri': first})}"
    number = json.loads(Reply(server, "GET", path).text)["results"]["bindings"][0]["n"]["value"]
    everything = json.loads(get(server, count).text)["results"]["bindings"][0]["n"]["value"]
    assert 0 < int(number) < int(everything)


@pytest.mark.parametrize(
    ("query", "headers", "status", "text"),
    [
        ("SELECT nonsense", {}, 400, "error at"),
        (NAMES, {"Accept": "image/png"}, 406, "an answer is one of"),
        ("DELETE WHERE { ?s ?p ?o }", {}, 400, "updates are not taken"),
        ("SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }", {}, 400, "SERVICE is refused"),
        (ENDLESS, {}, 503, "longer than 5 s"),
        (NAMES, {"Host": "evil.example:80"}, 403, "localhost alone"),
    ],
)
def test_what_is_refused_says_why(
    server: SparqlServer, query: str, headers: dict[str, str], status: int, text: str
) -> None:
    reply = get(server, query, **headers)
    assert reply.status == status
    assert text in reply.text


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/sparql-update", b"CLEAR ALL", 403),
        ("application/x-www-form-urlencoded", b"update=CLEAR+ALL", 403),
        ("application/x-www-form-urlencoded", b"", 400),
        ("text/plain", b"SELECT * { ?s ?p ?o }", 415),
        ("application/sparql-query", b"\xff", 400),
        ("application/sparql-query", b" " * (LONGEST + 1), 413),
    ],
)
def test_what_is_posted_otherwise_is_refused(
    server: SparqlServer, content_type: str, body: bytes, status: int
) -> None:
    assert Reply(server, "POST", "/sparql", body, Content_Type=content_type).status == status


def test_other_paths_and_methods_are_none(server: SparqlServer) -> None:
    assert Reply(server, "GET", "/").status == 404
    assert Reply(server, "PUT", "/sparql", b"x").status == 501


def test_the_service_describes_itself(server: SparqlServer) -> None:
    reply = Reply(server, "GET", "/sparql")
    assert reply.type == "text/turtle"
    assert len(rdflib.Graph().parse(data=reply.text, format="turtle")) == 6


def test_it_listens_on_this_machine_alone(server: SparqlServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize("length", [None, "", "abc", "-1", "+5", "1e3", "9" * 30])
def test_a_request_without_a_length_is_refused(server: SparqlServer, length: str | None) -> None:
    address = urlsplit(server.url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=20)
    connection.putrequest("POST", address.path)
    connection.putheader("Content-Type", "application/sparql-query")
    if length is not None:
        connection.putheader("Content-Length", length)
    connection.endheaders()
    response = connection.getresponse()
    assert response.status == http.HTTPStatus.LENGTH_REQUIRED
    assert b"how many bytes" in response.read()
    connection.close()
