"""Queries of Neo4j 5's dialect, written by hand for every construct, with the answers of a real Neo4j 5.26.

`queries.txt` holds a query a line; one behind `~ ` gives lists in an order that nobody knows. `answers.jsonl.gz`
is written by `python -m tests.cypher.dialect` from the server at NEO4J_TEST_URI. `differences.tsv` lists what
graphkit answers otherwise, with the reason.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from tests.cypher.differential.oracle import Answer
from tests.cypher.differential.queries import Query

FOLDER = Path(__file__).parent
ANSWERS = FOLDER / "answers.jsonl.gz"


def queries() -> list[Query]:
    """The queries; those with ORDER BY order their rows by all columns."""
    lines = (FOLDER / "queries.txt").read_text(encoding="utf-8").split("\n")
    return [Query(line.removeprefix("~ "), unordered_lists=line.startswith("~ ")) for line in lines if line]


def answers() -> dict[str, Answer]:
    """What Neo4j answered, by query."""
    with gzip.open(ANSWERS, "rt", encoding="utf-8") as file:
        kept = [json.loads(line) for line in file]
    return {entry.pop("query"): Answer(**entry) for entry in kept}


def differences() -> dict[str, str]:
    """The queries that graphkit answers otherwise, each with the reason."""
    lines = (FOLDER / "differences.tsv").read_text(encoding="utf-8").split("\n")
    return dict(line.split("\t") for line in lines if line)
