"""Queries: clause after clause builds or closes frames; UNION joins closed queries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce

from sqlglot import exp

from graphkit.cypher.compiler import calls, lists, matching, ranges
from graphkit.cypher.compiler.expressions import Expressions
from graphkit.cypher.compiler.frames import Frame, SortKey
from graphkit.cypher.compiler.projection import Table, distinct_table, items_of, project
from graphkit.cypher.compiler.scans import Derived
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import INTEGER, NULL, Type, Value, uncertain, unify
from graphkit.cypher.values import boxes, sql
from graphkit.cypher.values.coercions import as_rows
from graphkit.cypher.values.operators import can_raise
from graphkit.errors import CypherSyntaxError


@dataclass(frozen=True, slots=True)
class ClauseCompiler:
    """Compiles queries and their clauses; expressions reach it through the compilation."""

    def query(self, frame: Frame, query: ast.Query) -> Table | None:
        """Compile a query whose first rows are those of the frame; None where it returns nothing."""
        tables = [self._single(replace_frame(frame), part) for part in query.parts]
        if len(tables) == 1:
            return tables[0]
        returning = [table for table in tables if table is not None]
        if len(returning) != len(tables):
            raise CypherSyntaxError(
                "each part of a UNION must RETURN", offset=query.at, code="InvalidClauseComposition"
            )
        if len(set(query.all)) > 1:
            raise CypherSyntaxError(
                "UNION and UNION ALL cannot be mixed", offset=query.at, code="InvalidClauseComposition"
            )
        table = returning[0]
        for other in returning[1:]:
            if set(other.columns) != set(table.columns):
                raise CypherSyntaxError(
                    "all parts of a UNION must return columns of the same names",
                    offset=query.at,
                    code="DifferentColumnsInUnion",
                )
        return _united(frame, returning, distinct=not query.all[0])

    def rows(self, frame: Frame, query: ast.Query) -> sql.Query:
        """A query of which only the rows count."""
        if any(isinstance(part.clauses[-1], ast.Return) for part in query.parts):
            table = self.query(frame, query)
            if table is None:
                raise AssertionError(query)
            return table.query
        found = [self._clauses(replace_frame(frame), part.clauses) for part in query.parts]
        return sql.union_all([inner.select([sql.alias(sql.integer(1), "one")]) for inner in found])

    def match(self, frame: Frame, clause: ast.Match) -> None:
        """Add a MATCH to the frame."""
        matching.match(frame, clause)

    def _single(self, frame: Frame, query: ast.SingleQuery) -> Table | None:
        last = query.clauses[-1]
        if isinstance(last, ast.Return):
            frame = self._clauses(frame, query.clauses[:-1])
            return project(frame, last)
        if (
            isinstance(last, ast.CallProcedure) and len(query.clauses) == 1
        ):  # a standalone call returns what it yields
            frame = self._clauses(frame, query.clauses)
            names = tuple(
                ast.ProjectionItem(last.at, ast.Variable(last.at, name), name, name) for name in frame.scope
            )
            return project(frame, ast.Return(last.at, names, False, False, (), None, None))
        self._clauses(frame, query.clauses)
        return None

    def _clauses(self, frame: Frame, clauses: tuple[ast.Clause, ...]) -> Frame:
        for clause in clauses:
            frame = self._clause(frame, clause)
        return frame

    def _clause(self, frame: Frame, clause: ast.Clause) -> Frame:
        match clause:
            case ast.Match():
                matching.match(frame, clause)
            case ast.Unwind():
                unwind(frame, clause)
            case ast.With():
                return with_(frame, clause)
            case ast.CallSubquery():
                calls.subquery(frame, clause)
            case ast.CallProcedure():
                calls.procedure(frame, clause)
            case ast.Finish():
                frame.where(sql.boolean(False))
            case _:
                raise AssertionError(clause)
        return frame


def replace_frame(frame: Frame) -> Frame:
    """A frame of the same rows, so that each part of a UNION has its own."""
    return Frame(
        frame.compilation, frame.outer, dict(frame.scope), list(frame.sources), list(frame.conditions)
    )


def with_(frame: Frame, clause: ast.With) -> Frame:
    """WITH: plain variables stay where they are; anything else closes the frame."""
    plain = not (clause.distinct or clause.order or clause.skip or clause.limit)
    items = items_of(frame, clause)
    if plain and all(isinstance(item.expression, ast.Variable) for item in items):
        compiler = Expressions(frame)
        values = {item.name: compiler.compile(item.expression) for item in items}
        if clause.predicate is not None:
            late = Expressions(replace(frame, scope={**frame.scope, **values}))
            frame.where(late.condition(clause.predicate))
        frame.scope = values
        return frame
    closed = Frame(frame.compilation, frame.outer)
    project(frame, clause).into(closed)
    return closed


def unwind(frame: Frame, clause: ast.Unwind) -> None:
    """UNWIND: a row for each element; null gives none, a value that is no list is one row."""
    if frame.find(clause.variable) is not None:
        raise CypherSyntaxError(
            f"variable `{clause.variable}` is already bound", offset=clause.at, code="VariableAlreadyBound"
        )
    compiler = Expressions(frame)
    if (counted := ranges.counted(compiler, clause.source)) is not None:
        _unwound(frame, clause.variable, counted, INTEGER)
        return
    listed = as_rows(compiler.compile(clause.source), clause.at)
    whole = exp.select(sql.alias(listed.sql.copy(), "l"))
    rows = exp.select(
        sql.alias(exp.Unnest(expressions=[sql.column("q", "l")]), "x"),
        sql.alias(sql.call("generate_subscripts", sql.column("q", "l"), sql.integer(1)), "i"),
    ).from_(sql.derived(whole, "q"))
    _unwound(frame, clause.variable, rows, listed.type.element or NULL)


def _unwound(frame: Frame, variable: str, rows: sql.Query, type_: Type) -> None:
    """Add the rows of an UNWIND: a value `x` and its place `i`."""
    alias = frame.compilation.alias("u")
    frame.add(Derived(alias, rows))
    frame.scope[variable] = lists.row_value(frame, sql.column(alias, "x"), type_)
    frame.order = [*frame.order, SortKey(sql.column(alias, "i"))]


def _united(frame: Frame, tables: list[Table], *, distinct: bool) -> Table:
    """The rows of all tables, in the columns of the first."""
    compilation = frame.compilation
    names = list(tables[0].columns)
    types = {name: _common([table.columns[name][1].type for table in tables]) for name in names}
    queries = []
    for table in tables:
        alias = compilation.alias("f")
        selected = []
        for number, name in enumerate(names):
            column, prototype = table.columns[name]
            value = boxes.convert(Value(sql.column(alias, column), prototype.type), types[name])
            stored = sql.null("INTEGER") if types[name] == NULL else value.sql
            selected.append(sql.alias(stored, f"c{number}"))
        queries.append(exp.select(*selected).from_(sql.derived(_ordered(table), alias)))
    columns = {
        name: (
            f"c{number}",
            replace(_most_fragile([table.columns[name][1] for table in tables]), type=types[name]),
        )
        for number, name in enumerate(names)
    }
    united = Table(sql.union_all(queries), columns)
    if not distinct:
        return united
    rows = Frame(compilation)
    united.into(rows)
    return distinct_table(rows, dict(rows.scope))


def _most_fragile(values: list[Value]) -> Value:
    """Of the values that make a column, one that can fail, if there is one."""
    fragile = next((value for value in values if can_raise(value.sql)), None)
    return Value(fragile.sql if fragile else sql.null(), NULL)


def _common(types: list[Type]) -> Type:
    """The type of a column that several queries give; Neo4j's checker knows it only where all agree."""
    common = reduce(unify, types)
    return common if all(type_ == common for type_ in types) else uncertain(common)


def _ordered(table: Table) -> sql.Query:
    if not table.order or table.query.args.get("order"):
        return table.query
    return (
        exp.select("*")
        .from_(sql.derived(table.query, "q"))
        .order_by(*(key.of("q") for key in table.order), copy=False)
    )
