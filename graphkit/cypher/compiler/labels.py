"""Label and relationship type expressions: since a table's labels are fixed, they are decided table by table."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from graphkit.cypher.catalogue import Catalogue
from graphkit.cypher.syntax import ast


def holds(expression: ast.LabelExpression | None, names: Collection[str]) -> bool:
    """Whether an element with these labels (or a relationship with this type) satisfies the expression."""
    match expression:
        case None:
            return True
        case ast.LabelName(name=name):
            return name in names
        case ast.LabelAny():
            return bool(names)
        case ast.LabelNot(operand=operand):
            return not holds(operand, names)
        case ast.LabelAnd(operands=operands):
            return all(holds(operand, names) for operand in operands)
        case ast.LabelOr(operands=operands):
            return any(holds(operand, names) for operand in operands)
    raise AssertionError(expression)


def node_tables(catalogue: Catalogue, expression: ast.LabelExpression | None) -> frozenset[int]:
    """Numbers of the node tables whose nodes satisfy the expression."""
    return frozenset(table.number for table in catalogue.nodes if holds(expression, table.labels))


def relationship_tables(catalogue: Catalogue, expression: ast.LabelExpression | None) -> frozenset[int]:
    """Numbers of the relationship tables whose type satisfies the expression."""
    return frozenset(table.number for table in catalogue.relationships if holds(expression, (table.type,)))


def names(expression: ast.LabelExpression | None) -> Iterator[ast.LabelName]:
    """Every name in the expression."""
    match expression:
        case ast.LabelName():
            yield expression
        case ast.LabelNot(operand=operand):
            yield from names(operand)
        case ast.LabelAnd(operands=operands) | ast.LabelOr(operands=operands):
            for operand in operands:
                yield from names(operand)
