"""EXPLAIN and PROFILE: the SQL of a query, and where DuckDB spent its time on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlglot

from graphkit.results import Result

EXPLAIN_COLUMNS = ["sql"]
PROFILE_COLUMNS = ["operator", "rows", "milliseconds"]


def explained(query: str, warnings: tuple[str, ...]) -> Result:
    """The SQL that a query was compiled to, one row a line."""
    text = sqlglot.parse_one(query, read="duckdb").sql("duckdb", pretty=True)
    return Result(EXPLAIN_COLUMNS, [(line,) for line in text.splitlines()], list(warnings))


def analyzed(query: str) -> str:
    """The statement that runs a query and tells what each operator did."""
    return f"EXPLAIN (ANALYZE, FORMAT json) {query}"


def profiled(analysis: str, warnings: tuple[str, ...]) -> Result:
    """The operators of the finished query, the last one first, with their rows and times.

    Args:
        analysis: what DuckDB gave for the statement of `analyzed`.
        warnings: of the query.
    """
    operators = json.loads(analysis)["operator"]
    return Result(
        PROFILE_COLUMNS, [row for operator in operators for row in _rows(operator, 0)], list(warnings)
    )


_WRAPPERS = {"RESULT_COLLECTOR", "EXPLAIN_ANALYZE"}
_TOLD = ("Table", "Function", "Join Type", "Conditions", "Groups", "Aggregates", "Filters", "Top", "Order By")


def _rows(operator: dict[str, Any], depth: int) -> Iterator[tuple[str, int, float]]:
    kind = operator["type"]
    if kind not in _WRAPPERS:
        details = operator.get("extra_info", {})
        told = "; ".join(str(details[key]) for key in _TOLD if details.get(key))
        name = f"{'  ' * depth}{kind}{f' ({told})' if told else ''}"
        yield name, int(operator["intermediate_rows"]), round(float(operator["timing"]) * 1000, 3)
        depth += 1
    for child in operator.get("children", []):
        yield from _rows(child, depth)
