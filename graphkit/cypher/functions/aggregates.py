"""Aggregating functions: SQL aggregates over typed values, lists handed to the runtime over boxed ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlglot import exp

from graphkit.cypher import types as t
from graphkit.cypher.types import Type, Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.boxes import box, convert, duckdb_type, group_key, sort_key
from graphkit.cypher.values.checks import NUMBERS, expect, mismatch, wrong
from graphkit.cypher.values.fragments import tree
from graphkit.errors import CypherSyntaxError

Builder = Callable[["Aggregate"], Value]


class Aggregate:
    """One aggregate as written: its arguments, DISTINCT, and the order that rows come in."""

    def __init__(
        self, arguments: Sequence[Value], distinct: bool, order: Sequence[exp.Expression], at: int
    ) -> None:
        self.arguments = list(arguments)
        self.value = arguments[0]
        self.distinct = distinct
        self.order = order
        self.at = at

    def collected(self, value: Value) -> exp.Expression:
        """The non-null values as a list in the order of rows, each once if DISTINCT; [] for none."""
        items: exp.Expression = value.sql.copy()
        if self.order:
            items = exp.Order(this=items, expressions=[key.copy() for key in self.order])
        listed = exp.Filter(
            this=exp.ArrayAgg(this=items), expression=exp.Where(this=sql.not_null(value.sql.copy()))
        )
        empty = sql.cast(exp.Array(expressions=[]), f"{duckdb_type(value.type)}[]")
        whole = sql.call("coalesce", listed, empty)
        return _each_once(whole, value.type) if self.distinct else whole

    def plain(self, function: str, value: Value) -> exp.Expression:
        """A call of a SQL aggregate on one value, over distinct values if so asked."""
        operand = exp.Distinct(expressions=[value.sql.copy()]) if self.distinct else value.sql.copy()
        return sql.call(function, operand)


def _each_once(items: exp.Expression, element: Type) -> exp.Expression:
    """The list without repetitions, in the order of first occurrences."""
    if element in (t.INTEGER, t.NODE, t.RELATIONSHIP):
        return sql.call("cy_distinct_integers", items)
    if element == t.STRING:
        return sql.call("cy_distinct_strings", items)
    boxed = convert(Value(items, t.LIST(element)), t.LIST(t.ANY))
    return convert(Value(sql.call("cy_distinct", boxed.sql), t.LIST(t.ANY)), t.LIST(element)).sql


def build(
    name: str, arguments: Sequence[Value], distinct: bool, order: Sequence[exp.Expression] = (), at: int = 0
) -> Value:
    """An aggregating function.

    Args:
        name: the function's name in any case.
        arguments: its arguments; none stands for the star of `count(*)`.
        distinct: whether DISTINCT was written.
        order: items of ORDER BY that order the rows, where an order is known; collect() keeps it.
        at: place in the query, for messages.

    Raises:
        CypherSyntaxError: wrong number or types of arguments.
    """
    key = name.lower()
    if key == "count" and not arguments:
        return Value(exp.Count(this=exp.Star()), t.INTEGER)
    needed = 2 if key.startswith("percentile") else 1
    if len(arguments) != needed:
        problem = "Insufficient" if len(arguments) < needed else "Too many"
        raise CypherSyntaxError(
            f"{problem} parameters for function '{name}'", offset=at, code="InvalidNumberOfArguments"
        )
    return _BUILDERS[key](Aggregate(arguments, distinct, order, at))


def _count(aggregate: Aggregate) -> Value:
    value = aggregate.value
    if not aggregate.distinct or value.type == t.NULL:
        return Value(aggregate.plain("count", value), t.INTEGER)
    key = sql.case([(sql.not_null(value.sql.copy()), group_key(value))])
    return Value(aggregate.plain("count", Value(key, value.type)), t.INTEGER)


def _collect(aggregate: Aggregate) -> Value:
    return Value(aggregate.collected(aggregate.value), t.LIST(aggregate.value.type))


def _extreme(function: str) -> Builder:
    def build_extreme(aggregate: Aggregate) -> Value:
        value = aggregate.value
        key = sort_key(value)
        if value.type == t.FLOAT or (key == value.sql and value.type != t.NULL):
            return Value(sql.call(function, value.sql.copy()), value.type, value.may_be_nan)
        return Value(sql.call(f"arg_{function}", value.sql.copy(), key.copy()), value.type)

    return build_extreme


def _number_or_duration(aggregate: Aggregate, name: str) -> Value:
    value = aggregate.value
    if value.type in (*NUMBERS, t.DURATION, t.ANY, t.NULL):
        return value
    return wrong(value, f"Float, Integer or Duration in {name}()", t.ANY, aggregate.at)


def _sum(aggregate: Aggregate) -> Value:
    value = _number_or_duration(aggregate, "sum")
    if value.type == t.INTEGER:
        total = sql.call("coalesce", aggregate.plain("sum", value), sql.integer(0))
        return Value(sql.call("cy_fitting", total), t.numeric(t.INTEGER, value.type))
    if value.type == t.FLOAT:
        total = box(Value(aggregate.plain("sum", value), t.FLOAT)).sql
        return Value(
            sql.call("coalesce", total, sql.string("0")), t.ANY
        )  # without any number it is the integer 0
    return Value(sql.call("cy_sum", aggregate.collected(box(value))), t.ANY)


def _avg(aggregate: Aggregate) -> Value:
    value = _number_or_duration(aggregate, "avg")
    if value.type in NUMBERS:
        return Value(aggregate.plain("avg", value), t.FLOAT)
    return Value(sql.call("cy_avg", aggregate.collected(box(value))), t.ANY)


def _deviation(function: str) -> Builder:
    def build_deviation(aggregate: Aggregate) -> Value:
        value = expect(aggregate.value, t.FLOAT, aggregate.at)
        spread = aggregate.plain(function, value)
        return Value(sql.call("coalesce", spread, tree("CAST(0 AS DOUBLE)")), t.FLOAT)

    return build_deviation


def _percentile(name: str) -> Builder:
    def build_percentile(aggregate: Aggregate) -> Value:
        value, share = aggregate.arguments
        if value.type not in (*NUMBERS, t.ANY, t.NULL) and value.type.certain:
            raise mismatch("Float or Integer", value.type, aggregate.at)
        _need_share(share, aggregate.at)
        fraction = sql.call("any_value", expect(share, t.FLOAT, aggregate.at).sql)
        items = aggregate.collected(box(value))
        result = sql.call(name, items, fraction)
        whole = value.type == t.INTEGER and name == "cy_percentile_disc"
        return Value(sql.cast(result, "BIGINT"), t.INTEGER) if whole else Value(result, t.ANY)

    return build_percentile


def _need_share(share: Value, at: int) -> None:
    """A SyntaxError where the share is written as a constant outside 0 to 1."""
    constant = share.sql
    while isinstance(constant, exp.Cast):
        constant = constant.this
    written = isinstance(constant, exp.Literal) and share.type in NUMBERS
    if share.type == t.NULL or (written and not 0 <= float(constant.name) <= 1):
        shown = constant.name if written else "NULL"
        problem = f"Invalid input '{shown}' is not a valid argument, must be a number in the range 0.0 to 1.0"
        raise CypherSyntaxError(problem, offset=at, code="NumberOutOfRange")


@dataclass(frozen=True, slots=True)
class AggregateFunction:
    """An entry of the table: how the function is called, what it gives without any value, what it does."""

    signature: str
    empty: str
    doc: str
    build: Builder

    @property
    def name(self) -> str:
        """The function's name."""
        return self.signature.partition("(")[0]


AGGREGATES = (
    AggregateFunction("count(input :: ANY) :: INTEGER", "0", "number of values; `count(*)` of rows", _count),
    AggregateFunction(
        "collect(input :: ANY) :: LIST<ANY>", "[]", "the values, in the order of rows", _collect
    ),
    AggregateFunction(
        "min(input :: ANY) :: ANY", "null", "the first value in the order of ORDER BY", _extreme("min")
    ),
    AggregateFunction(
        "max(input :: ANY) :: ANY", "null", "the last value in the order of ORDER BY", _extreme("max")
    ),
    AggregateFunction(
        "sum(input :: INTEGER | FLOAT | DURATION) :: INTEGER | FLOAT | DURATION",
        "0",
        "the sum; of integers beyond 64 bits it is refused",
        _sum,
    ),
    AggregateFunction(
        "avg(input :: INTEGER | FLOAT | DURATION) :: FLOAT | DURATION", "null", "the mean", _avg
    ),
    AggregateFunction(
        "stDev(input :: FLOAT) :: FLOAT", "0.0", "standard deviation of a sample", _deviation("stddev_samp")
    ),
    AggregateFunction(
        "stDevP(input :: FLOAT) :: FLOAT",
        "0.0",
        "standard deviation of a population",
        _deviation("stddev_pop"),
    ),
    AggregateFunction(
        "percentileCont(input :: FLOAT, percentile :: FLOAT) :: FLOAT",
        "null",
        "the value at the share of the ordered values, between its neighbours by distance",
        _percentile("cy_percentile_cont"),
    ),
    AggregateFunction(
        "percentileDisc(input :: FLOAT, percentile :: FLOAT) :: FLOAT",
        "null",
        "the nearest of the values at the share of the ordered values",
        _percentile("cy_percentile_disc"),
    ),
)

_BUILDERS = {function.name.lower(): function.build for function in AGGREGATES}

NAMES = frozenset(_BUILDERS)
"""Names of the aggregating functions, in lower case."""
