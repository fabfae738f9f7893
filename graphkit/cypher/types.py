"""Static types of compiled expressions, and how each is represented in DuckDB.

| type | DuckDB | note |
|---|---|---|
| NULL | NULL | the null literal, an unknown property |
| BOOLEAN, INTEGER, FLOAT, STRING, DATE | BOOLEAN, BIGINT, DOUBLE, VARCHAR, DATE | |
| DURATION | STRUCT(months, days, seconds, nanos BIGINT) | never INTERVAL: months and days do not mix |
| NODE, RELATIONSHIP | BIGINT | dense id: table number << 40, plus row |
| PATH | STRUCT(n BIGINT[], r BIGINT[]) | ids in the order walked |
| LIST(t) | t[] | of one static type; mixed lists are ANY |
| ANY | VARCHAR | boxed: canonical JSON text, see boxes.py; maps are always boxed |
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

SHIFT = 1 << 40
"""Distance between the ids of two tables: id = table number * SHIFT + row."""


@dataclass(frozen=True, slots=True)
class Type:
    """A static type; `element` is the type of a list's elements.

    `certain` tells whether the text of the query alone gives the type, as for literals and results of functions:
    then a wrong operand is a SyntaxError before anything runs. The types of properties and parameters are known
    here but not to Neo4j's checker: a wrong operand is a TypeError once a row reaches it.

    `stored` tells whether values come as the graph holds them: Neo4j 5.26's reverse() takes no stored lists.

    `given` tells of a type that it is a parameter's: Neo4j's checker lets a list stand for a boolean, a map for a
    node or relationship.

    `numeric` tells of a type that is not certain that it can only be of a number or a duration, as what arithmetic
    makes of properties.

    Types are equal whatever is told so of them.
    """

    name: str
    element: Type | None = None
    certain: bool = field(default=True, compare=False)
    stored: bool = field(default=False, compare=False)
    numeric: bool = field(default=False, compare=False)
    given: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"LIST<{self.element}>" if self.element else self.name


NULL = Type("NULL")
BOOLEAN = Type("BOOLEAN")
INTEGER = Type("INTEGER")
FLOAT = Type("FLOAT")
STRING = Type("STRING")
DATE = Type("DATE")
DURATION = Type("DURATION")
NODE = Type("NODE")
RELATIONSHIP = Type("RELATIONSHIP")
PATH = Type("PATH")
MAP = Type("MAP")  # known to be a map, represented like ANY
ANY = Type("ANY")


def LIST(element: Type) -> Type:  # noqa: N802 - reads as the type it makes
    """The type of lists whose elements are all of one static type."""
    return Type("LIST", element)


@dataclass(frozen=True, slots=True)
class Value:
    """A compiled expression: SQL of the representation that `type` prescribes.

    `may_be_nan` is false where a FLOAT cannot be NaN, for which DuckDB and Cypher compare differently.
    """

    sql: exp.Expression
    type: Type
    may_be_nan: bool = True


def uncertain(of: Type) -> Type:
    """The same type, but as one that Neo4j's checker does not know."""
    return Type(of.name, uncertain(of.element) if of.element else None, certain=False, stored=of.stored)


def as_stored(of: Type) -> Type:
    """The same type, of values as the graph holds them."""
    return Type(of.name, uncertain(of.element) if of.element else None, certain=False, stored=True)


def given(of: Type) -> Type:
    """The same type, of a parameter; the checker does not know floats."""
    return Type(of.name, of.element, certain=of != FLOAT, given=True)


def computed(of: Type) -> Type:
    """The same type, of values that a query made."""
    return Type(of.name, of.element, of.certain)


def inferred(of: Type, *operands: Type) -> Type:
    """The type of a result, which Neo4j's checker knows only where it knows all operands."""
    return of if all(operand.certain for operand in operands) else uncertain(of)


def numeric(of: Type, *operands: Type) -> Type:
    """The type of what arithmetic makes of operands of some types: in any case a number or a duration."""
    certain = all(operand.certain for operand in operands)
    return of if certain else Type(of.name, certain=False, numeric=True)


def unify(left: Type, right: Type) -> Type:
    """The narrowest type that represents both without loss: INTEGER with FLOAT is ANY, so that 1 stays 1.

    To Neo4j's checker a null may be of any type.
    """
    if NULL in (left, right):
        return left if left == right else uncertain(right if left == NULL else left)
    certain, stored = left.certain and right.certain, left.stored or right.stored
    if left.element and right.element:
        return Type("LIST", unify(left.element, right.element), certain, stored)
    return Type(left.name if left == right else "ANY", None, certain, stored)
