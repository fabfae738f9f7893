"""A server that holds nothing, before and after."""

from collections.abc import Iterator
from contextlib import contextmanager

import neo4j
import pytest

from tests.neo4j.plugin import Neo4jServer


@contextmanager
def emptied(server: Neo4jServer) -> Iterator[Neo4jServer]:
    """The server, which must be empty, and is emptied afterwards."""
    with neo4j.GraphDatabase.driver(server.uri, auth=server.auth) as driver:
        (held,) = driver.execute_query("MATCH (n) RETURN count(n)").records[0].values()
        if held:
            pytest.fail(f"the server at {server.uri} holds {held} nodes: these tests need an empty one")
        try:
            yield server
        finally:
            driver.execute_query("MATCH (n) DETACH DELETE n")
            for record in driver.execute_query("SHOW CONSTRAINTS YIELD name").records:
                driver.execute_query(f"DROP CONSTRAINT `{record['name']}`")
