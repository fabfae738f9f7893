"""Clauses of the syntax tree, up to the whole statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from graphkit.cypher.syntax.ast.element import Element
from graphkit.cypher.syntax.ast.expressions import Expression
from graphkit.cypher.syntax.ast.patterns import PathPattern


@dataclass(frozen=True, slots=True)
class Clause(Element):
    """Base of clauses."""


@dataclass(frozen=True, slots=True)
class Match(Clause):
    """`[OPTIONAL] MATCH [DIFFERENT RELATIONSHIPS | REPEATABLE ELEMENTS] patterns WHERE predicate`."""

    patterns: tuple[PathPattern, ...]
    predicate: Expression | None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Unwind(Clause):
    """`UNWIND source AS variable`."""

    source: Expression
    variable: str


@dataclass(frozen=True, slots=True)
class ProjectionItem(Element):
    """`expression AS name`; `text` is the expression as written, the column's name if it has no alias."""

    expression: Expression
    alias: str | None
    text: str


@dataclass(frozen=True, slots=True)
class SortItem(Element):
    """`expression [DESC]`."""

    expression: Expression
    descending: bool


@dataclass(frozen=True, slots=True)
class Projection(Clause):
    """Body of WITH and RETURN; `star` is a leading `*`."""

    items: tuple[ProjectionItem, ...]
    star: bool
    distinct: bool
    order: tuple[SortItem, ...]
    skip: Expression | None
    limit: Expression | None


@dataclass(frozen=True, slots=True)
class With(Projection):
    """`WITH …  WHERE predicate`."""

    predicate: Expression | None


@dataclass(frozen=True, slots=True)
class Return(Projection):
    """`RETURN …`."""


@dataclass(frozen=True, slots=True)
class CallSubquery(Clause):
    """`[OPTIONAL] CALL (imports) { … }`.

    `imports` is None for the older form, whose leading WITH stays in the inner query; `("*",)` imports all.
    """

    query: Query
    imports: tuple[str, ...] | None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class CallProcedure(Clause):
    """`CALL name(arguments) YIELD …  WHERE …`.

    `arguments` is None where no parentheses were written (standalone calls only). `items` holds
    (field, alias); None where no YIELD was written. `star` is `YIELD *`.
    """

    name: str
    arguments: tuple[Expression, ...] | None
    items: tuple[tuple[str, str | None], ...] | None
    star: bool
    predicate: Expression | None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Finish(Clause):
    """`FINISH`: no rows are returned."""


@dataclass(frozen=True, slots=True)
class SingleQuery(Element):
    """Clauses in the order written."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Query(Element):
    """One single query, or several united; `all[i]` tells whether part i + 1 is joined by UNION ALL."""

    parts: tuple[SingleQuery, ...]
    all: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement(Element):
    """A whole statement: EXPLAIN and PROFILE stand before the query."""

    query: Query
    mode: OneOf["", "EXPLAIN", "PROFILE"] = ""
