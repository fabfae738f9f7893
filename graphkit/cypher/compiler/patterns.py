"""What MATCH and its parts share: what a link became, path values, predicates of pattern elements."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from graphkit.cypher.compiler.expressions import Expressions
from graphkit.cypher.compiler.frames import Frame
from graphkit.cypher.compiler.pattern_graph import Slot
from graphkit.cypher.compiler.scans import Branch, Scan
from graphkit.cypher.syntax import ast, walk
from graphkit.cypher.types import Value
from graphkit.cypher.values import operators, sql
from graphkit.errors import CypherSyntaxError


@dataclass(slots=True)
class Walked:
    """What a link became: the ids of its relationships and nodes in SQL.

    Attributes:
        tables: the relationship tables it can have gone through.
        relationship: the id, for a single relationship.
        relationships: the list of ids, for a chain.
        nodes: the list of node ids including both ends, for a chain.
    """

    tables: frozenset[int]
    relationship: exp.Expression | None = None
    relationships: exp.Expression | None = None
    nodes: exp.Expression | None = None

    def listed(self) -> exp.Expression:
        """The ids of the relationships as a list."""
        if self.relationships is not None:
            return self.relationships.copy()
        return sql.array([] if self.relationship is None else [self.relationship.copy()])


def scan_slot(frame: Frame, slot: Slot) -> Scan | None:
    """Bind a node that nothing binds by a scan of its tables; None where something does."""
    if slot.id is not None:
        return None
    catalogue = frame.compilation.catalogue
    branches = tuple(Branch(catalogue.nodes[number]) for number in sorted(slot.tables))
    scan = Scan(frame.compilation.alias("n"), branches)
    frame.add(scan)
    slot.id = scan.id
    return scan


def concatenated(lists: list[exp.Expression]) -> exp.Expression:
    """The lists in one; single elements beside each other are put into one literal."""
    merged: list[exp.Expression] = []
    for item in lists:
        if merged and isinstance(item, exp.Array) and isinstance(merged[-1], exp.Array):
            merged[-1] = sql.array([*merged[-1].expressions, *item.expressions])
        else:
            merged.append(item)
    if not merged:
        return sql.cast(sql.array([]), "BIGINT[]")
    return merged[0] if len(merged) == 1 else sql.call("list_concat", *merged)


def disjoint(one: Walked, two: Walked) -> exp.Expression:
    """No relationship is in both."""
    if one.relationship is not None and two.relationship is not None:
        return sql.differ(one.relationship.copy(), two.relationship.copy())
    if one.relationship is not None:
        return sql.negate(sql.call("list_contains", two.listed(), one.relationship.copy()))
    if two.relationship is not None:
        return sql.negate(sql.call("list_contains", one.listed(), two.relationship.copy()))
    return sql.negate(sql.call("list_has_any", one.listed(), two.listed()))


def add_predicates(
    frame: Frame, value: Value, properties: ast.Expression | None, predicate: ast.Expression | None
) -> None:
    """The property map and the inline WHERE of a node or relationship."""
    expressions = Expressions(frame)
    if isinstance(properties, ast.MapLiteral):
        for key, wanted in properties.items:
            found = expressions.property(value, key)
            frame.where(operators.compare("=", found, expressions.compile(wanted), wanted.at).sql)
    elif properties is not None:
        raise CypherSyntaxError(
            "a parameter cannot stand for the properties of a pattern",
            offset=properties.at,
            code="InvalidParameterUse",
            remedy="Write them out, as {name: $map.name}",
        )
    for part in walk.conjuncts(predicate):
        frame.where(expressions.condition(part))
