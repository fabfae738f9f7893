"""A Neo4j server that holds nothing, before and after each test."""

from collections.abc import Iterator

import neo4j
import pytest

from tests.neo4j.plugin import Neo4jServer


@pytest.fixture
def empty_server(neo4j_server: Neo4jServer) -> Iterator[Neo4jServer]:
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=neo4j_server.auth) as driver:
        (held,) = driver.execute_query("MATCH (n) RETURN count(n)").records[0].values()
        if held:
            pytest.fail(f"the server at {neo4j_server.uri} holds {held} nodes: these tests need an empty one")
        yield neo4j_server
        driver.execute_query("MATCH (n) DETACH DELETE n")
        for record in driver.execute_query("SHOW CONSTRAINTS YIELD name").records:
            driver.execute_query(f"DROP CONSTRAINT `{record['name']}`")
