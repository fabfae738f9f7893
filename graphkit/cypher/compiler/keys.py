"""Keys in whose order the nodes of a table stand: they compare as the ids do, and need not be read for that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graphkit.cypher.compiler.frames import Element
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import NODE, Value

if TYPE_CHECKING:
    from graphkit.cypher.compiler.expressions import Expressions


def place(compiler: Expressions, node: ast.Expression) -> Element | None:
    """The node whose id stands for the expression in comparisons and orders, where there is one."""
    if not isinstance(node, ast.Property) or not isinstance(node.subject, ast.Variable):
        return None
    if node in compiler.replaced:
        return None
    subject = compiler.compile(node.subject)
    if not isinstance(subject, Element) or subject.type != NODE or len(subject.tables) != 1:
        return None
    (number,) = subject.tables
    ordered = compiler.frame.compilation.catalogue.nodes[number].ordered
    return subject if node.name in ordered else None


def places(compiler: Expressions, operands: Sequence[ast.Expression]) -> list[Value] | None:
    """The nodes whose ids stand for all operands of a comparison; None unless they are of one table."""
    found: list[Value] = []
    tables: set[frozenset[int]] = set()
    for operand in operands:
        node = place(compiler, operand)
        if node is None:
            return None
        found.append(node)
        tables.add(node.tables)
    return found if len(tables) == 1 else None
