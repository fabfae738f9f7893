"""Patterns of the syntax tree, and the expressions over labels in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from graphkit.cypher.syntax.ast.element import Element
from graphkit.cypher.syntax.ast.expressions import Expression


@dataclass(frozen=True, slots=True)
class LabelExpression(Element):
    """Base of label (and relationship type) expressions."""


@dataclass(frozen=True, slots=True)
class LabelName(LabelExpression):
    """One label."""

    name: str


@dataclass(frozen=True, slots=True)
class LabelAny(LabelExpression):
    """`%`: at least one label."""


@dataclass(frozen=True, slots=True)
class LabelNot(LabelExpression):
    """`!x`."""

    operand: LabelExpression


@dataclass(frozen=True, slots=True)
class LabelAnd(LabelExpression):
    """`x&y`, and the older `:x:y`."""

    operands: tuple[LabelExpression, ...]


@dataclass(frozen=True, slots=True)
class LabelOr(LabelExpression):
    """`x|y`."""

    operands: tuple[LabelExpression, ...]


@dataclass(frozen=True, slots=True)
class NodePattern(Element):
    """`(variable:labels {properties} WHERE predicate)`; `properties` is a MapLiteral or a Parameter."""

    variable: str | None
    labels: LabelExpression | None
    properties: Expression | None
    predicate: Expression | None


@dataclass(frozen=True, slots=True)
class RelationshipPattern(Element):
    """`-[variable:types *lo..hi {properties} WHERE predicate]->`.

    `length` is None for exactly one relationship, else the (lo, hi) of the older `*` notation, where None
    stands for what was not written (`*` is (None, None), `*2` is (2, 2)); `variable` then names a list.
    """

    variable: str | None
    types: LabelExpression | None
    length: tuple[int | None, int | None] | None
    properties: Expression | None
    predicate: Expression | None
    direction: OneOf["->", "<-", "--"]  # `<-->` and `-[]-` are both "--"


@dataclass(frozen=True, slots=True)
class QuantifiedPath(Element):
    """A quantified path pattern `((a)-[r]->(b) WHERE predicate){lo,hi}`; `hi` None is unbounded.

    A quantified relationship `-[r:T]->+` is given as one, with anonymous nodes in `pattern`.
    A parenthesised path pattern without quantifier is one with (1, 1) and `quantified` False: its variables
    stay singletons.
    """

    pattern: PathPattern
    predicate: Expression | None
    lo: int
    hi: int | None
    quantified: bool = True


PatternPart = NodePattern | RelationshipPattern | QuantifiedPath


@dataclass(frozen=True, slots=True)
class PathSelector(Element):
    """What stands before a path pattern.

    `kind`: ALL, ANY (k paths), SHORTEST (k), ALL SHORTEST, SHORTEST GROUPS (k), and the older
    shortestPath and allShortestPaths.
    """

    kind: OneOf[
        "ALL", "ANY", "SHORTEST", "ALL SHORTEST", "SHORTEST GROUPS", "shortestPath", "allShortestPaths"
    ]
    count: int = 1


@dataclass(frozen=True, slots=True)
class PathPattern(Element):
    """One path: `variable = selector parts`.

    `parts` alternates as written; adjacent nodes (beside a quantified path) are kept as written, the binder
    unites them.
    """

    variable: str | None
    selector: PathSelector | None
    parts: tuple[PatternPart, ...]
