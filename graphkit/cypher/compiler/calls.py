"""CALL: subqueries, computed for each row, and the procedures that tell about the graph."""

from __future__ import annotations

from graphkit.cypher.compiler import procedures
from graphkit.cypher.compiler.expressions import Expressions
from graphkit.cypher.compiler.frames import Element, Frame
from graphkit.cypher.compiler.scans import Derived
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import Value
from graphkit.cypher.values import sql
from graphkit.errors import CypherSyntaxError


def subquery(frame: Frame, clause: ast.CallSubquery) -> None:
    """`CALL (x) { … }`: the rows of the inner query beside each row; without RETURN rows stay as they are."""
    query, imports = _imports(frame, clause)
    inner = Frame(frame.compilation, imports)
    table = frame.compilation.clauses.query(inner, query)
    if table is None:
        return
    for name in table.columns:
        if frame.find(name) is not None:
            raise CypherSyntaxError(
                f"variable `{name}` is already bound", offset=clause.at, code="VariableAlreadyBound"
            )
    alias = frame.compilation.alias("s")
    frame.add(Derived(alias, table.query, optional=clause.optional))
    for name, (column, prototype) in table.columns.items():
        value = frame.carry(prototype, sql.column(alias, column))
        frame.insist(prototype, value.sql)
        if clause.optional and isinstance(value, Element):
            value = frame.element(value.sql, value.type, value.tables, nullable=True)
        frame.scope[name] = value


def _imports(frame: Frame, clause: ast.CallSubquery) -> tuple[ast.Query, dict[str, Value]]:
    """The inner query without a leading importing WITH, and the variables that it may use."""
    visible = frame.visible()
    if clause.imports is not None:
        if clause.imports == ("*",):
            return clause.query, visible
        return clause.query, {name: _known(visible, name, clause.at) for name in clause.imports}
    imported: dict[str, Value] = {}
    parts = []
    for part in clause.query.parts:
        first = part.clauses[0]
        if isinstance(first, ast.With) and _only_imports(first):
            if first.star:
                imported |= visible
            for item in first.items:
                if isinstance(item.expression, ast.Variable):
                    imported[item.expression.name] = _known(visible, item.expression.name, item.at)
            part = ast.SingleQuery(part.at, part.clauses[1:])  # noqa: PLW2901
        parts.append(part)
    return ast.Query(clause.query.at, tuple(parts), clause.query.all), imported


def _only_imports(clause: ast.With) -> bool:
    """Whether a WITH just names variables."""
    plain = not (clause.distinct or clause.order or clause.skip or clause.limit or clause.predicate)
    return plain and all(
        isinstance(item.expression, ast.Variable) and item.alias in (None, item.expression.name)
        for item in clause.items
    )


def _known(visible: dict[str, Value], name: str, at: int) -> Value:
    if name not in visible:
        raise CypherSyntaxError(f"variable `{name}` is not defined", offset=at, code="UndefinedVariable")
    return visible[name]


def procedure(frame: Frame, clause: ast.CallProcedure) -> None:
    """`CALL db.labels() YIELD label`."""
    found = procedures.find(clause)
    alias = frame.compilation.alias("s")
    frame.add(Derived(alias, found.query(frame.compilation.catalogue), lateral=False))
    for name, column in procedures.yielded(clause, found):
        if frame.find(name) is not None:
            raise CypherSyntaxError(
                f"variable `{name}` is already bound", offset=clause.at, code="VariableAlreadyBound"
            )
        frame.scope[name] = Value(sql.column(alias, column), found.columns[column])
    if clause.predicate is not None:
        frame.where(Expressions(frame).condition(clause.predicate))
