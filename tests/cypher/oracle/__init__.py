"""Expressions and small queries with the answers that a real Neo4j gave: an oracle for values and functions.

Each `*.txt` holds one expression or query a line, chosen by hand; grid.py makes more from the table of functions.
The `*.jsonl` hold the answers, written by `python -m tests.cypher.oracle` from the server at NEO4J_TEST_URI.
`differences.txt` lists what graphkit answers otherwise, with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.cypher.canonical import canonical
from tests.cypher.oracle import grid

FOLDER = Path(__file__).parent
GRIDS = {
    "grid_functions": grid.function_queries,
    "grid_operators": grid.operator_queries,
    "grid_properties": grid.property_queries,
}
THEMES = (*sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem != "differences"), *GRIDS)
_CLAUSES = ("UNWIND ", "WITH ", "RETURN ")


def queries(theme: str) -> list[str]:
    """The queries of a theme; a line without a clause is an expression to be returned."""
    if theme in GRIDS:
        return list(dict.fromkeys(GRIDS[theme]()))
    lines = (FOLDER / f"{theme}.txt").read_text(encoding="utf-8").split("\n")
    return [line if line.startswith(_CLAUSES) else f"RETURN {line}" for line in lines if line]


def answers(theme: str) -> dict[str, Any]:
    """What Neo4j answered: for each query its rows in canonical form, or the kind of its error."""
    lines = (FOLDER / f"{theme}.jsonl").read_text(encoding="utf-8").split("\n")
    return {entry["query"]: entry for entry in map(json.loads, filter(None, lines))}


def differences() -> dict[str, str]:
    """The queries that graphkit answers otherwise, each with the reason."""
    lines = (FOLDER / "differences.txt").read_text(encoding="utf-8").split("\n")
    return dict(line.split("\t") for line in lines if line)


def plain(rows: Iterable[Iterable[object]]) -> list[Any]:
    """Rows in canonical form, as JSON holds them."""
    listed: list[Any] = json.loads(json.dumps([[canonical(value) for value in row] for row in rows]))
    return listed


def same_rows(query: str, left: list[Any], right: list[Any]) -> bool:
    """Whether rows are the same, in the same order where the query asks for one."""
    if "ORDER BY" not in query:
        left, right = sorted(left, key=repr), sorted(right, key=repr)
    return same(left, right)


def same(left: Any, right: Any) -> bool:
    """Whether two canonical values are the same; floats may differ in the last two of their digits."""
    if isinstance(left, list) and isinstance(right, list):
        if left[:1] == right[:1] == ["float"] and "NaN" not in (left[1], right[1]):
            one, other = float(left[1]), float(right[1])
            return one == other or abs(one - other) <= 1e-14 * max(abs(one), abs(other))
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)
