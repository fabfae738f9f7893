"""Fixtures for tests of stores."""

from collections.abc import Iterator

import pytest

from tests.neo4j.plugin import Neo4jServer
from tests.stores.servers import emptied


@pytest.fixture
def empty_server(neo4j_server: Neo4jServer) -> Iterator[Neo4jServer]:
    """A server that holds nothing."""
    with emptied(neo4j_server) as server:
        yield server
