"""The syntax tree of a Cypher query: plain data, made by the parser, read by the binder.

Every element carries `at`, the 0-based offset of its first character in the query text, for messages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal as OneOf


@dataclass(frozen=True, slots=True)
class Element:
    """Base of everything in the tree."""

    at: int = field(compare=False)


# --- expressions -----------------------------------------------------------------------------------------


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


# --- label expressions -----------------------------------------------------------------------------------


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


# --- patterns --------------------------------------------------------------------------------------------


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


# --- clauses ---------------------------------------------------------------------------------------------


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
