"""What a query returns: rows of plain values, nodes, relationships and paths, the same from every store."""

from graphkit.results.rows import Result
from graphkit.results.values import Duration, Node, Path, Relationship, plain

__all__ = ["Duration", "Node", "Path", "Relationship", "Result", "plain"]
