"""`UNWIND range(…)`: rows that are counted off, where a list would hold them all at once."""

from __future__ import annotations

from sqlglot import exp

from graphkit.cypher.compiler.expressions import Expressions
from graphkit.cypher.functions.lists import range_bounds
from graphkit.cypher.syntax import ast
from graphkit.cypher.values import sql
from graphkit.cypher.values.fragments import tree


def counted(compiler: Expressions, source: ast.Expression) -> sql.Query | None:
    """The rows of a range whose bounds are the same for every row: values `x` and their places `i`.

    None where the source is no such range: DuckDB counts off faster by lists where each row has bounds of its own.
    """
    if not isinstance(source, ast.FunctionCall) or source.name.lower() != "range":
        return None
    if source.distinct or not 2 <= len(source.arguments) <= 3:
        return None
    bounds = range_bounds([compiler.compile(part) for part in source.arguments], source.at)
    always = all(isinstance(bound, exp.Literal) for bound in bounds.values()) and bounds["s"] != sql.integer(
        0
    )
    if not always and (
        compiler.frame.sources or any(bound.find(exp.Column, exp.Query) for bound in bounds.values())
    ):
        return None
    places = exp.Table(
        this=tree("range(cy_range_size(:a, :z, :s))", **bounds),
        alias=exp.TableAlias(this=exp.to_identifier("q"), columns=[exp.to_identifier("i")]),
    )
    value = tree("CAST(:a AS BIGINT) + i * :s", a=bounds["a"], s=bounds["s"])
    return exp.select(sql.alias(value, "x"), sql.column("q", "i")).from_(places)
