"""Anchors: nodes that the query names by a unique key are looked up first, and enter the query as constants.

DuckDB then prunes by the constant wherever the node occurs; without it, it joins first and filters late.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations

from sqlglot import exp

from graphkit.cypher.compiler.expressions import Expressions
from graphkit.cypher.compiler.frames import Frame
from graphkit.cypher.compiler.pattern_graph import Slot
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import Value
from graphkit.cypher.values import sql


def bind(frame: Frame, slots: Iterable[Slot], predicates: Iterable[ast.Expression]) -> list[ast.Expression]:
    """Give every free slot whose unique key is compared with a constant the id of that node.

    What the look-up has made true is taken off the patterns; the predicates that are left are given.
    """
    left = list(predicates)
    for slot in slots:
        if slot.id is None:
            _bind_by_pattern(frame, slot) or _bind_by_predicate(frame, slot, left)
    return left


def _bind_by_pattern(frame: Frame, slot: Slot) -> bool:
    for number, pattern in enumerate(slot.patterns):
        if not isinstance(pattern.properties, ast.MapLiteral):
            continue
        for item in pattern.properties.items:
            if _bind_slot(frame, slot, *item):
                rest = tuple(other for other in pattern.properties.items if other is not item)
                slot.patterns[number] = replace(pattern, properties=replace(pattern.properties, items=rest))
                return True
    return False


def _bind_by_predicate(frame: Frame, slot: Slot, predicates: list[ast.Expression]) -> bool:
    for predicate in predicates:
        if not isinstance(predicate, ast.Comparison) or predicate.operators != ("=",):
            continue
        for left, right in permutations(predicate.operands):
            if not isinstance(left, ast.Property) or not isinstance(left.subject, ast.Variable):
                continue
            if left.subject.name in slot.names and _bind_slot(frame, slot, left.name, right):
                predicates.remove(predicate)
                return True
    return False


def _bind_slot(frame: Frame, slot: Slot, key: str, constant: ast.Expression) -> bool:
    """Bind the slot where the key is unique and the value a constant."""
    if not isinstance(constant, ast.Literal | ast.Parameter):
        return False
    query = _lookup(frame, slot, key, constant)
    if query is None:
        return False
    slot.id = frame.compilation.anchor(query)
    frame.where(sql.not_null(slot.id.copy()))
    return True


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
