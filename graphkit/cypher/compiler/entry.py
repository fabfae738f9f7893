"""From the syntax tree of a query to its plan."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from graphkit.cypher.catalogue import Catalogue
from graphkit.cypher.compiler.clauses import ClauseCompiler
from graphkit.cypher.compiler.compilation import Column, Compilation, Plan
from graphkit.cypher.compiler.frames import Frame
from graphkit.cypher.compiler.projection import Table
from graphkit.cypher.searches import Searches
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import Type
from graphkit.cypher.values import sql

ROWS = "rows"
"""The placeholder for the greatest number of rows, where a query is compiled with a limit."""


def compile_query(
    query: ast.Query,
    catalogue: Catalogue,
    parameter_types: Mapping[str, Type],
    searches: Searches,
    *,
    limited: bool = False,
) -> Plan:
    """Compile a query over the tables of a graph.

    Args:
        query: its syntax tree.
        catalogue: the tables.
        parameter_types: types of the parameters given.
        searches: where shortest paths are looked for.
        limited: give no more rows than the placeholder `ROWS` says.

    Raises:
        CypherError: the query is wrong, or something in it is not supported; with the offset of the place.
    """
    compilation = Compilation(catalogue, parameter_types, ClauseCompiler(), searches)
    table = compilation.clauses.query(Frame(compilation), query)
    final = _final(table) if table else exp.select(sql.integer(1)).where(sql.boolean(False))
    if limited:
        ordered = isinstance(final, exp.Select) and final.args.get("order") and not final.args.get("limit")
        final = final if ordered else exp.select("*").from_(sql.derived(final, "q"))
        final = final.limit(exp.Placeholder(this=ROWS), copy=False)
    return Plan(
        final.sql("duckdb"),
        frozenset(place.name for place in final.find_all(exp.Placeholder)),
        tuple(_columns(table)),
        compilation.parameters,
        tuple(compilation.anchors.values()),
        tuple(compilation.warnings),
    )


def _columns(table: Table | None) -> list[Column]:
    return [Column(name, value.type) for name, (_, value) in table.columns.items()] if table else []


def _final(table: Table) -> sql.Query:
    """The columns of the result, in order."""
    if not table.order:
        return table.query
    selected = [sql.column("q", column) for column, _ in table.columns.values()]
    query = exp.select(*selected).from_(sql.derived(table.query, "q"))
    return query.order_by(*(key.of("q") for key in table.order), copy=False)
