"""Expressions of the syntax tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from graphkit.cypher.syntax.ast.element import Element

if TYPE_CHECKING:
    from graphkit.cypher.syntax.ast.clauses import Query
    from graphkit.cypher.syntax.ast.patterns import (
        LabelExpression,
        PathPattern,
    )


@dataclass(frozen=True, slots=True)
class Expression(Element):
    """Base of expressions. Equality ignores the place, so that equal expressions compare equal."""


@dataclass(frozen=True, slots=True, eq=False)
class Literal(Expression):
    """None, bool, int, float (also Infinity and NaN) or str; unlike in Python 1, 1.0 and true all differ."""

    value: bool | int | float | str | None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and self._spelled() == other._spelled()

    def __hash__(self) -> int:
        return hash(self._spelled())

    def _spelled(self) -> tuple[type, str]:
        return type(self.value), repr(self.value)


@dataclass(frozen=True, slots=True)
class ListLiteral(Expression):
    """`[a, b]`."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class MapLiteral(Expression):
    """`{key: value}`, in the order written."""

    items: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Parameter(Expression):
    """`$name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Variable(Expression):
    """A name in scope."""

    name: str


@dataclass(frozen=True, slots=True)
class Property(Expression):
    """`subject.name`."""

    subject: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Index(Expression):
    """`subject[index]`: a list's element, a map's or element's property."""

    subject: Expression
    index: Expression


@dataclass(frozen=True, slots=True)
class Slice(Expression):
    """`subject[start..end]`."""

    subject: Expression
    start: Expression | None
    end: Expression | None


@dataclass(frozen=True, slots=True)
class Unary(Expression):
    """`NOT x`, `-x`, `+x`."""

    operator: OneOf["NOT", "-", "+"]
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary(Expression):
    """Two operands; the spelling of the operator is upper case."""

    operator: OneOf[
        "OR",
        "XOR",
        "AND",
        "+",
        "-",
        "*",
        "/",
        "%",
        "^",
        "||",
        "=~",
        "IN",
        "STARTS WITH",
        "ENDS WITH",
        "CONTAINS",
    ]
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Comparison(Expression):
    """`a < b <= c`: a chain, read as `a < b AND b <= c`; one operator fewer than operands."""

    operands: tuple[Expression, ...]
    operators: tuple[OneOf["=", "<>", "<", ">", "<=", ">="], ...]


@dataclass(frozen=True, slots=True)
class IsNull(Expression):
    """`x IS NULL`, `x IS NOT NULL`."""

    operand: Expression
    negated: bool


@dataclass(frozen=True, slots=True)
class TypeName(Element):
    """A type of the `IS ::` predicate: `LIST<INTEGER NOT NULL>`, `INTEGER | STRING`."""

    name: str  # normalised upper-case name; "UNION" for a dynamic union, "LIST" for lists
    arguments: tuple[TypeName, ...] = ()
    not_null: bool = False


@dataclass(frozen=True, slots=True)
class IsType(Expression):
    """`x IS [NOT] :: TYPE`."""

    operand: Expression
    type: TypeName
    negated: bool


@dataclass(frozen=True, slots=True)
class IsNormalized(Expression):
    """`x IS [NOT] [NFC|NFD|NFKC|NFKD] NORMALIZED`."""

    operand: Expression
    form: str
    negated: bool


@dataclass(frozen=True, slots=True)
class HasLabels(Expression):
    """`n:A|B`, `n IS A`: a label expression as a predicate on a node or relationship."""

    operand: Expression
    labels: LabelExpression


@dataclass(frozen=True, slots=True)
class Case(Expression):
    """`CASE [subject] WHEN … THEN … ELSE … END`.

    Every condition is a boolean. Where there is a subject, the parser has turned each of `WHEN 3`,
    `WHEN a, b`, `WHEN > 3` and `WHEN IS NULL` into a condition in which `CaseSubject` stands for the subject:
    `WHEN 3` is the comparison `CaseSubject = 3`.
    """

    subject: Expression | None
    branches: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None


@dataclass(frozen=True, slots=True)
class CaseSubject(Expression):
    """The subject of the innermost simple CASE, inside its conditions."""


@dataclass(frozen=True, slots=True)
class FunctionCall(Expression):
    """`name(arguments)`, aggregates too; `name` keeps the written namespace, as `duration.inDays`.

    `count(*)` has the single argument `Star`.
    """

    name: str
    arguments: tuple[Expression, ...]
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class Star(Expression):
    """The `*` of `count(*)`."""


@dataclass(frozen=True, slots=True)
class ListComprehension(Expression):
    """`[variable IN source WHERE predicate | result]`."""

    variable: str
    source: Expression
    predicate: Expression | None
    result: Expression | None


@dataclass(frozen=True, slots=True)
class PatternComprehension(Expression):
    """`[path = (a)-->(b) WHERE predicate | result]`."""

    pattern: PathPattern
    predicate: Expression | None
    result: Expression


@dataclass(frozen=True, slots=True)
class Quantifier(Expression):
    """`any|all|none|single(variable IN source WHERE predicate)`."""

    kind: OneOf["any", "all", "none", "single"]
    variable: str
    source: Expression
    predicate: Expression | None


@dataclass(frozen=True, slots=True)
class Reduce(Expression):
    """`reduce(accumulator = initial, variable IN source | result)`."""

    accumulator: str
    initial: Expression
    variable: str
    source: Expression
    result: Expression


@dataclass(frozen=True, slots=True)
class MapProjection(Expression):
    """`subject {.name, .*, key: value, variable}`.

    `items` holds (key, value); `.*` has the key `*` and no value.
    """

    subject: Variable
    items: tuple[tuple[str, Expression | None], ...]


@dataclass(frozen=True, slots=True)
class PatternPredicate(Expression):
    """A pattern standing as a boolean: `WHERE (a)-->(b)`, and `exists((a)-->(b))`.

    `called` tells that exists() was written around it: then it may stand wherever a boolean can.
    """

    pattern: PathPattern
    called: bool = False


@dataclass(frozen=True, slots=True)
class ShortestPathExpression(Expression):
    """`shortestPath(…)` or `allShortestPaths(…)` standing as an expression."""

    pattern: PathPattern


@dataclass(frozen=True, slots=True)
class Subquery(Expression):
    """`EXISTS { … }`, `COUNT { … }`, `COLLECT { … }`; a bare pattern inside is a MATCH without RETURN."""

    kind: OneOf["EXISTS", "COUNT", "COLLECT"]
    query: Query
