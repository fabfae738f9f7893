"""Asks a real Neo4j for the answers: `NEO4J_TEST_URI=bolt://… python -m tests.cypher.dialect`."""

from __future__ import annotations

import gzip
import json
import os
import sys

from neo4j import GraphDatabase

from tests.cypher.dialect import ANSWERS, queries
from tests.cypher.dialect.graph import GRAPH
from tests.cypher.differential.oracle import Neo4jOracle
from tests.neo4j.server import PASSWORD, USER


def main() -> None:
    """Write the answers to all queries."""
    uri = os.environ.get("NEO4J_TEST_URI")
    if not uri:
        sys.exit("Name a server with NEO4J_TEST_URI, as bolt://127.0.0.1:7687")
    with GraphDatabase.driver(uri, auth=(os.environ.get("NEO4J_TEST_USER", USER), PASSWORD)) as driver:
        oracle = Neo4jOracle(driver)
        kept = [{"query": query.text, **vars(oracle.answer(GRAPH, query.text))} for query in queries()]
        oracle.close()
    text = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in kept)
    ANSWERS.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
