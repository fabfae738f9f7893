"""Anchors: nodes that the query names by a unique key are looked up first, and enter the query as constants.

DuckDB then prunes by the constant wherever the node occurs; without it, it joins first and filters late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlglot import exp

from graphkit.cypher import ast, sql
from graphkit.cypher.expressions import Expressions
from graphkit.cypher.frames import Frame
from graphkit.cypher.pattern_graph import Slot
from graphkit.cypher.types import Value


def bind(frame: Frame, slots: Iterable[Slot], predicates: Iterable[ast.Expression]) -> None:
    """Give every free slot whose unique key is compared with a constant the id of that node."""
    wanted = list(predicates)
    for slot in slots:
        if slot.id is not None:
            continue
        for key, constant in _equalities(slot, wanted):
            query = _lookup(frame, slot, key, constant)
            if query is not None:
                slot.id = frame.compilation.anchor(query)
                frame.where(sql.not_null(slot.id.copy()))
                break


def _equalities(slot: Slot, predicates: list[ast.Expression]) -> Iterator[tuple[str, ast.Expression]]:
    """Properties of the slot that must equal a literal or a parameter."""
    for pattern in slot.patterns:
        if isinstance(pattern.properties, ast.MapLiteral):
            for key, value in pattern.properties.items:
                if isinstance(value, ast.Literal | ast.Parameter):
                    yield key, value
        predicates = [*predicates, *([pattern.predicate] if pattern.predicate else [])]
    for predicate in predicates:
        if isinstance(predicate, ast.Comparison) and predicate.operators == ("=",):
            one, two = predicate.operands
            for left, right in ((one, two), (two, one)):
                if (
                    isinstance(left, ast.Property)
                    and isinstance(left.subject, ast.Variable)
                    and left.subject.name in slot.names
                    and isinstance(right, ast.Literal | ast.Parameter)
                ):
                    yield left.name, right


def _lookup(frame: Frame, slot: Slot, key: str, constant: ast.Expression) -> exp.Expression | None:
    """The query for the node's id, where the key is unique among all nodes that the slot can be."""
    tables = [frame.compilation.catalogue.nodes[number] for number in slot.tables]
    holders = [table for table in tables if key in table.properties]
    if len(holders) != 1 or key not in holders[0].unique:
        return None
    place = holders[0].properties[key]
    value: Value = Expressions(frame).compile(constant)
    if value.type != place.type:
        return None
    return (
        exp.select(sql.column("n", "_id"))
        .from_(sql.table(holders[0].table, "n"))
        .where(sql.equal(sql.column("n", place.column), value.sql))
    )
