"""Small builders of sqlglot trees: every piece of SQL that the compiler writes is made of these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce

from sqlglot import exp

from graphkit.cypher.types import SHIFT

Expression = exp.Expression
Query = exp.Select | exp.SetOperation
"""A whole query."""
Limiter = Callable[[exp.Select], exp.Select]
"""Gives a query an order and a limit."""


def column(table: str, name: str) -> Expression:
    """`table."name"`."""
    return exp.Column(this=exp.Identifier(this=name, quoted=True), table=exp.Identifier(this=table))


def name(text: str) -> Expression:
    """A bare name that the compiler itself made: a lambda's variable."""
    return exp.Column(this=exp.Identifier(this=text))


def call(function: str, *arguments: Expression) -> Expression:
    """`function(arguments)`."""
    return exp.Anonymous(this=function, expressions=list(arguments))


def integer(value: int) -> Expression:
    """An integer literal, BIGINT whatever its size."""
    if -(1 << 31) < value < (1 << 31):
        return exp.Literal.number(value)
    return cast(exp.Literal.string(str(value)), "BIGINT")


def string(value: str) -> Expression:
    """A string literal."""
    return exp.Literal.string(value)


def null(type_: str | None = None) -> Expression:
    """NULL, of a DuckDB type where one is given."""
    return cast(exp.Null(), type_) if type_ else exp.Null()


def boolean(value: bool) -> Expression:
    """TRUE or FALSE."""
    return exp.Boolean(this=value)


def cast(value: Expression, type_: str) -> Expression:
    """`CAST(value AS type)`."""
    return exp.Cast(this=value, to=exp.DataType.build(type_, dialect="duckdb"))


def equal(left: Expression, right: Expression) -> Expression:
    """`left = right`."""
    return exp.EQ(this=left, expression=right)


def differ(left: Expression, right: Expression) -> Expression:
    """Two ids differ, spelled so that the optimizer does not take it for a join condition.

    DuckDB joins on `<>` between two tables where it finds one, which makes a cross product of them.
    """
    return exp.NEQ(this=exp.Paren(this=exp.Sub(this=left, expression=right)), expression=integer(0))


def all_of(conditions: Iterable[Expression]) -> Expression:
    """The conjunction; TRUE of none."""
    listed = list(conditions)
    if not listed:
        return boolean(True)
    return reduce(lambda left, right: exp.And(this=left, expression=right), map(grouped, listed))


def any_of(conditions: Iterable[Expression]) -> Expression:
    """The disjunction; FALSE of none."""
    listed = list(conditions)
    if not listed:
        return boolean(False)
    if len(listed) == 1:
        return listed[0]
    return exp.Paren(
        this=reduce(lambda left, right: exp.Or(this=left, expression=right), map(grouped, listed))
    )


def negate(condition: Expression) -> Expression:
    """`NOT condition`."""
    return exp.Not(this=grouped(condition))


def grouped(value: Expression) -> Expression:
    """The value in parentheses where it is an operator's result."""
    return exp.Paren(this=value) if isinstance(value, exp.Binary | exp.Unary | exp.Between) else value


def is_null(value: Expression) -> Expression:
    """`value IS NULL`."""
    return exp.Is(this=grouped(value), expression=exp.Null())


def not_null(value: Expression) -> Expression:
    """`NOT value IS NULL`."""
    return exp.Not(this=is_null(value))


def case(
    branches: Sequence[tuple[Expression, Expression]], otherwise: Expression | None = None
) -> Expression:
    """`CASE WHEN … THEN … ELSE … END`."""
    return exp.Case(ifs=[exp.If(this=test, true=value) for test, value in branches], default=otherwise)


def array(items: Iterable[Expression]) -> Expression:
    """`[items]`."""
    return exp.Array(expressions=list(items))


def struct(**fields: Expression) -> Expression:
    """`{'field': value}`."""
    return exp.Struct(
        expressions=[
            exp.PropertyEQ(this=exp.to_identifier(key), expression=value) for key, value in fields.items()
        ]
    )


def field(value: Expression, key: str) -> Expression:
    """A field of a struct."""
    return call("struct_extract", value, string(key))


def lambda_(parameters: Sequence[str], body: Expression) -> Expression:
    """`lambda x, y: body`."""
    return exp.Lambda(this=body, expressions=[exp.to_identifier(parameter) for parameter in parameters])


def alias(value: Expression, as_: str) -> Expression:
    """`value AS "as_"`."""
    return exp.Alias(this=value, alias=exp.Identifier(this=as_, quoted=True))


def table(name_: str, as_: str) -> Expression:
    """`"name" AS as_`, for FROM."""
    return exp.Table(
        this=exp.Identifier(this=name_, quoted=True), alias=exp.TableAlias(this=exp.Identifier(this=as_))
    )


def derived(query: Expression, as_: str) -> Expression:
    """`(query) AS as_`, for FROM."""
    return exp.Subquery(this=query, alias=exp.TableAlias(this=exp.Identifier(this=as_)))


def lateral(query: Expression, as_: str) -> Expression:
    """`LATERAL (query) AS as_`, for FROM."""
    return exp.Lateral(this=exp.Subquery(this=query), alias=exp.TableAlias(this=exp.Identifier(this=as_)))


def scalar(query: Expression) -> Expression:
    """`(query)`, for a query of one row and column."""
    return exp.Subquery(this=query)


def array_of(query: Expression) -> Expression:
    """`ARRAY(query)`: the rows of a query of one column as a list; [] of none."""
    return exp.Array(expressions=[query])


def exists(query: Expression) -> Expression:
    """`EXISTS (query)`."""
    return exp.Exists(this=query)


def union_all(queries: Sequence[Query]) -> Query:
    """The queries joined by UNION ALL."""
    first, *others = queries
    united: Query = first
    for other in others:
        united = exp.Union(this=united, expression=other, distinct=False)
    return united


def ordered(key: Expression, *, descending: bool = False) -> Expression:
    """A sort item in Cypher's order: nulls are greatest."""
    return exp.Ordered(this=key, desc=descending, nulls_first=descending)


def row_number(order: Sequence[Expression]) -> Expression:
    """`row_number() OVER (ORDER BY …)` over items made by `ordered`."""
    return exp.Window(this=exp.RowNumber(), order=exp.Order(expressions=list(order)) if order else None)


def table_number(element: Expression) -> Expression:
    """The number of the table that holds a node or relationship."""
    return exp.IntDiv(this=grouped(element), expression=integer(SHIFT))


def in_tables(element: Expression, numbers: Iterable[int]) -> Expression:
    """Whether a node or relationship stands in one of the tables; null for null."""
    listed = [integer(number) for number in sorted(numbers)]
    if not listed:
        return case([(not_null(element), boolean(False))])
    return exp.In(this=table_number(element), expressions=listed)
