"""Equality, comparison, membership and null tests: SQL for static types, macros and the runtime for boxes."""

from __future__ import annotations

import math

from sqlglot import exp

from graphkit.cypher import types as t
from graphkit.cypher.types import Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.boxes import box, boxed_call
from graphkit.cypher.values.checks import NUMBERS, wrong
from graphkit.cypher.values.fragments import is_constant, macro, once, tree

_ORDERED = (t.BOOLEAN, t.STRING, t.DATE, t.NODE, t.RELATIONSHIP)
"""Types of one column whose native equality and order are Cypher's."""
_FLIPPED = {">": "<", ">=": "<="}


def compare(operator: str, left: Value, right: Value, at: int) -> Value:
    """`left operator right` for one of `= <> < <= > >=`."""
    if operator == "<>":
        return Value(_differ(left, right), t.BOOLEAN)
    if operator == "=":
        return Value(_equal(left, right), t.BOOLEAN)
    if operator in _FLIPPED:
        left, right, operator = right, left, _FLIPPED[operator]
    return Value(_less(operator, left, right), t.BOOLEAN)


def _differ(left: Value, right: Value) -> exp.Expression:
    if left.type == right.type and left.type in (t.NODE, t.RELATIONSHIP):
        return sql.differ(sql.grouped(left.sql), sql.grouped(right.sql))
    if left.type == right.type and left.type in (*_ORDERED, t.INTEGER):
        return tree(":l <> :r", l=left.sql, r=right.sql)
    return tree("NOT :equal", equal=exp.Paren(this=_equal(left, right)))


def _equal(left: Value, right: Value) -> exp.Expression:
    if t.NULL in (left.type, right.type):
        return sql.null("BOOLEAN")
    if left.type in NUMBERS and right.type in NUMBERS:
        return _compare_numbers("=", left, right)
    if {left.type, right.type} & {t.ANY, t.MAP}:
        return macro("cy_equal", l=box(left).sql, r=box(right).sql)
    if left.type.element and right.type.element:
        return _equal_lists(left, right)
    if left.type == right.type:
        return tree(":l = :r", l=left.sql, r=right.sql)
    return _constant_unless_null(False, left, right)


def _equal_lists(left: Value, right: Value) -> exp.Expression:
    """Lists of one scalar type without nulls compare natively; all others go to the runtime."""
    boxed = boxed_call("cy_equals", left, right)
    if left.type != right.type or left.type.element not in (*_ORDERED, t.INTEGER):
        return boxed
    text = """CASE WHEN list_count(:l) = len(:l) AND list_count(:r) = len(:r) THEN :l = :r
                   WHEN :l IS NOT NULL AND :r IS NOT NULL THEN :boxed END"""
    return tree(text, l=left.sql, r=right.sql, boxed=boxed)


def _less(operator: str, left: Value, right: Value) -> exp.Expression:
    if t.NULL in (left.type, right.type):
        return sql.null("BOOLEAN")
    if left.type in NUMBERS and right.type in NUMBERS:
        return _compare_numbers(operator, left, right)
    if left.type == right.type and left.type in _ORDERED:
        return tree(f":l {operator} :r", l=left.sql, r=right.sql)
    strict = sql.boolean(operator == "<")
    if {left.type, right.type} & {t.ANY, t.MAP}:
        return macro("cy_less", l=box(left).sql, r=box(right).sql, strict=strict)
    if left.type == t.DURATION == right.type and operator == "<=":
        return tree("CASE WHEN :l = :r THEN true END", l=left.sql, r=right.sql)
    if left.type == t.PATH == right.type or (left.type.element and right.type.element):
        return sql.call("cy_less_than", box(left).sql, box(right).sql, strict)
    return sql.null("BOOLEAN")


def _compare_numbers(operator: str, left: Value, right: Value) -> exp.Expression:
    """Numbers compare by their exact values, also an integer with a float; with NaN all is false."""
    if left.type == right.type:
        compared = _with_zeros(operator, ":l", ":r", left, right)
    elif is_constant(left.sql) and is_constant(right.sql):  # Neo4j folds them by way of doubles
        compared = f"CAST(:l AS DOUBLE) {operator} CAST(:r AS DOUBLE)"
    else:
        compared = _exactly(operator, left, right)
    if not any(_may_be_nan(value) for value in (left, right)):
        build = tree if compared.count(":l") == 1 else once
        return build(compared, l=left.sql, r=right.sql)
    text = f"""CASE WHEN isnan(:l) OR isnan(:r) THEN CASE WHEN :l IS NOT NULL AND :r IS NOT NULL THEN false END
                    ELSE {compared} END"""
    return once(text, l=left.sql, r=right.sql)


def _exactly(operator: str, left: Value, right: Value) -> str:
    """An integer compared with a float: by doubles, and by whole numbers where the doubles are equal.

    Equal doubles differ from the integer only beyond 2^53, so that a smaller float that is written needs no more.
    """
    one, other = "CAST(:l AS DOUBLE)", "CAST(:r AS DOUBLE)"
    doubles = _with_zeros(operator, one, other, left, right)
    if any(abs(_written_float(value)) < _EXACT_DOUBLES for value in (left, right)):
        return doubles
    wholes = f"TRY_CAST(:l AS HUGEINT) {operator} TRY_CAST(:r AS HUGEINT)"
    if operator == "=":
        return f"{doubles} AND {wholes}"
    return f"CASE WHEN {one} = {other} AND {one} <> 0 THEN {wholes} ELSE {doubles} END"


def _with_zeros(operator: str, left: str, right: str, *values: Value) -> str:
    """A comparison for which -0.0 is less than 0.0, although they are equal.

    Stored values are taken for unsigned, and what is written for what it is.
    """
    computed = any(v.type == t.FLOAT and not v.type.stored and not is_constant(v.sql) for v in values)
    compared = f"{left} {operator} {right}"
    if operator == "=" or not computed or any(_written(value) for value in values):
        return compared
    zeros = f"{left} = 0 AND {right} = 0"
    if operator == "<":
        return f"({compared} OR ({zeros} AND signbit({left}) AND NOT signbit({right})))"
    return f"({compared} AND NOT ({zeros} AND signbit({right}) AND NOT signbit({left})))"


_EXACT_DOUBLES = 1 << 53


def _written(value: Value) -> float | None:
    """The number that a value is written as; None for all else."""
    part = value.sql
    while isinstance(part, exp.Cast | exp.Paren | exp.Neg):
        part = part.this
    return float(part.name) if isinstance(part, exp.Literal) else None


def _written_float(value: Value) -> float:
    """The number that a FLOAT is written as; infinite for all else."""
    number = _written(value) if value.type == t.FLOAT else None
    return math.inf if number is None else number


def _may_be_nan(value: Value) -> bool:
    return value.type == t.FLOAT and value.may_be_nan and not math.isfinite(_written_float(value))


def _constant_unless_null(constant: bool, *values: Value) -> exp.Expression:
    unknown = sql.any_of(sql.is_null(value.sql) for value in values)
    return tree("CASE WHEN NOT :unknown THEN :constant END", unknown=unknown, constant=constant)


def contains_in(item: Value, items: Value, at: int) -> Value:
    """`item IN items`.

    Raises:
        CypherSyntaxError: `items` is no list, by the text of the query.
    """
    if items.type == t.NULL:
        return Value(sql.null("BOOLEAN"), t.BOOLEAN)
    if items.type == t.ANY:
        return Value(boxed_call("cy_in", item, items), t.BOOLEAN)
    if items.type.element is None:
        if items.type.certain or items.type.numeric:
            return wrong(items, "List<T>", t.BOOLEAN, at)
        return compare("=", item, items, at)
    if item.type == items.type.element and item.type in (*_ORDERED, t.INTEGER):
        return Value(_in_scalars(item.sql, items.sql), t.BOOLEAN)
    if t.NULL in (item.type, items.type.element):
        return Value(tree("CASE WHEN len(:l) = 0 THEN false END", l=items.sql), t.BOOLEAN)
    return Value(boxed_call("cy_in", item, items), t.BOOLEAN)


def _in_scalars(item: exp.Expression, items: exp.Expression) -> exp.Expression:
    if isinstance(items, exp.Array) and items.expressions and all(_is_constant(i) for i in items.expressions):
        return exp.In(this=sql.grouped(item), expressions=[choice.copy() for choice in items.expressions])
    text = """CASE WHEN list_contains(:l, :x) THEN true
                   WHEN :l IS NULL OR (:x IS NULL AND len(:l) > 0) OR list_count(:l) < len(:l) THEN NULL
                   ELSE false END"""
    return once(text, x=item, l=items)


def _is_constant(part: exp.Expression) -> bool:
    while isinstance(part, exp.Cast | exp.Paren | exp.Neg):
        part = part.this
    return isinstance(part, exp.Literal | exp.Boolean | exp.Placeholder | exp.Null)


def is_null(value: Value, negated: bool) -> Value:
    """`value IS [NOT] NULL`."""
    return Value(sql.not_null(value.sql) if negated else sql.is_null(value.sql), t.BOOLEAN)
