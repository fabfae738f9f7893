"""Asks a real Neo4j for the answers: `NEO4J_TEST_URI=bolt://… python -m tests.cypher.oracle`."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError

from tests.cypher.oracle import FOLDER, THEMES, plain, queries
from tests.cypher.oracle.grid import NODE
from tests.neo4j.server import PASSWORD, USER


def ask(driver: Driver, query: str) -> dict[str, object]:
    """The rows that the server gives for a query, or the kind of its error; it is left as it was."""
    with driver.session() as session:
        transaction = session.begin_transaction()
        try:
            if ":Oracle" in query:
                transaction.run(f"CREATE {NODE}").consume()
            return {"query": query, "rows": plain(record.values() for record in transaction.run(query))}
        except Exception as error:  # the driver fails in its own ways on dates it cannot hold
            code = getattr(error, "code", None) or "DriverError"
            return {"query": query, "error": code.rpartition(".")[2]}
        finally:
            with suppress(DriverError):
                transaction.rollback()


def main() -> None:
    """Write the answers of every theme."""
    uri = os.environ.get("NEO4J_TEST_URI")
    if not uri:
        sys.exit("Name a server with NEO4J_TEST_URI, as bolt://127.0.0.1:7687")
    with GraphDatabase.driver(uri, auth=(os.environ.get("NEO4J_TEST_USER", USER), PASSWORD)) as driver:
        for theme in THEMES:
            lines = [json.dumps(ask(driver, query), ensure_ascii=False) for query in queries(theme)]
            (FOLDER / f"{theme}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
