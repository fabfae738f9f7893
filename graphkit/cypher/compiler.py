"""From the syntax tree of a query to its plan."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from graphkit.cypher import ast, sql
from graphkit.cypher.catalogue import Catalogue
from graphkit.cypher.clauses import ClauseCompiler
from graphkit.cypher.compilation import Column, Compilation, Plan
from graphkit.cypher.frames import Frame
from graphkit.cypher.projection import Table
from graphkit.cypher.searches import Searches
from graphkit.cypher.types import Type


def compile_query(
    query: ast.Query, catalogue: Catalogue, parameter_types: Mapping[str, Type], searches: Searches
) -> Plan:
    """Compile a query over the tables of a graph.

    Raises:
        CypherError: the query is wrong, or something in it is not supported; with the offset of the place.
    """
    compilation = Compilation(catalogue, parameter_types, ClauseCompiler(), searches)
    table = compilation.clauses.query(Frame(compilation), query)
    columns = _columns(table)
    final = _final(table) if table else exp.select(sql.integer(1)).where(sql.boolean(False))
    return Plan(
        final.sql("duckdb"),
        frozenset(place.name for place in final.find_all(exp.Placeholder)),
        tuple(columns),
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
