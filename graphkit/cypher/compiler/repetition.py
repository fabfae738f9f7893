"""Repeated patterns as syntax: both notations as one, turned around, and the variables they bind."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal as OneOf

from graphkit.cypher.syntax import ast

Direction = OneOf["->", "<-", "--"]
_TURNED: dict[Direction, Direction] = {"->": "<-", "<-": "->", "--": "--"}


def quantified(pattern: ast.RelationshipPattern | ast.QuantifiedPath) -> ast.QuantifiedPath:
    """The older `-[r*lo..hi]-` as a quantified path of one relationship."""
    if isinstance(pattern, ast.QuantifiedPath):
        return pattern
    lo, hi = pattern.length or (1, 1)
    node = ast.NodePattern(pattern.at, None, None, None, None)
    path = ast.PathPattern(pattern.at, None, None, (node, replace(pattern, length=None), node))
    return ast.QuantifiedPath(pattern.at, path, None, 1 if lo is None else lo, hi)


def turned(path: ast.PathPattern) -> ast.PathPattern:
    """The same path, walked from its end."""
    parts = tuple(
        replace(part, direction=_TURNED[part.direction])
        if isinstance(part, ast.RelationshipPattern)
        else part
        for part in reversed(path.parts)
    )
    return replace(path, parts=parts)


def group_names(path: ast.PathPattern) -> dict[str, ast.NodePattern | ast.RelationshipPattern]:
    """The variables of a repeated pattern, with the parts that bind them."""
    return {
        part.variable: part
        for part in path.parts
        if not isinstance(part, ast.QuantifiedPath) and part.variable
    }
