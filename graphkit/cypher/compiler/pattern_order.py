"""What is decided on a pattern before its SQL is written: labels from WHERE, the order of links, kinds of links."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.cypher.compiler import labels
from graphkit.cypher.compiler.pattern_graph import Link, PatternGraph
from graphkit.cypher.syntax import ast, walk


def narrow(graph: PatternGraph, predicates: Iterable[ast.Expression]) -> None:
    """Take labels that WHERE asks of a node as if they stood in its pattern."""
    for predicate in predicates:
        if isinstance(predicate, ast.HasLabels) and isinstance(predicate.operand, ast.Variable):
            for slot in graph.slots:
                if predicate.operand.name in slot.names:
                    slot.tables &= labels.node_tables(graph.compilation.catalogue, predicate.labels)


def in_order(graph: PatternGraph) -> list[Link]:
    """The links that ask for all paths, so that each starts where something is bound already, if it can.

    Among those that can be next single relationships come first.
    """
    left = [link for link in graph.links if not is_selective(link)]
    bound = {id(slot) for slot in graph.slots if slot.id is not None}
    order: list[Link] = []
    while left:
        link = min(
            left,
            key=lambda link: (bool(bound) and not bound & {id(link.left), id(link.right)}, not link.fixed),
        )
        left.remove(link)
        order.append(link)
        bound |= {id(link.left), id(link.right)}
    return order


def is_selective(link: Link) -> bool:
    """Whether the link asks for some of the paths only."""
    return link.selector is not None and link.selector.kind != "ALL"


def variables_of(pattern: ast.PathPattern) -> set[str]:
    """All variables of a path pattern."""
    parts = (
        part
        for part in walk.walk(pattern)
        if isinstance(part, ast.NodePattern | ast.RelationshipPattern | ast.PathPattern)
    )
    return {part.variable for part in parts if part.variable}
