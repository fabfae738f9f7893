"""The operators of Cypher: logic here, the others in the modules whose names are given on.

Everything takes and gives `Value`, and `at`, the place in the query for messages.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from graphkit.cypher import types as t
from graphkit.cypher.types import Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.access import index, map_property, slice_
from graphkit.cypher.values.boxes import unify_values
from graphkit.cypher.values.checks import NUMBERS, expect, wrong
from graphkit.cypher.values.comparisons import compare, contains_in, is_null
from graphkit.cypher.values.fragments import integer_literal, is_literal, once, tree
from graphkit.cypher.values.operators_arithmetic import Operator, add, arithmetic, join, power
from graphkit.cypher.values.operators_text import matches, text_test
from graphkit.cypher.values.type_predicates import is_normalized, is_type

__all__ = [
    "binary", "can_raise", "compare", "condition", "contains_in", "index", "is_normalized", "is_null",
    "is_type", "map_property", "quantifier", "slice_", "unary", "unify_values",
]  # fmt: skip


def condition(value: Value, at: int) -> Value:
    """A value standing as a predicate, as BOOLEAN; a list that a row brings is true unless it is empty.

    Raises:
        CypherSyntaxError: it is of another type, by the text of the query.
    """
    if value.type.element and (value.type.given or not value.type.certain):
        return Value(tree("len(:x) > 0", x=value.sql), t.BOOLEAN)
    return expect(value, t.BOOLEAN, at)


def unary(operator: str, value: Value, at: int) -> Value:
    """`NOT x`, `-x`, `+x`.

    Raises:
        CypherSyntaxError: the operand is of a wrong type, by the text of the query.
    """
    if operator == "NOT":
        return Value(sql.negate(condition(value, at).sql), t.BOOLEAN)
    if value.type == t.NULL:
        return value
    if operator == "+" and (value.type in (*NUMBERS, t.ANY) or not value.type.certain):
        return value
    if value.type == t.INTEGER:  # DuckDB's own minus turns the smallest integer into a HUGEINT
        return Value(tree("0 - :x", x=value.sql), t.numeric(t.INTEGER, value.type))
    if value.type == t.FLOAT:  # a written number gets its sign, all others are taken from 0: -x of 0.0 is 0.0
        negative = "-:x" if is_literal(value.sql) else "0 - :x"
        return Value(tree(negative, x=value.sql), t.numeric(t.FLOAT, value.type), value.may_be_nan)
    if value.type == t.ANY:
        return Value(sql.call("cy_negate", value.sql), t.ANY)
    return wrong(value, "Float or Integer", t.INTEGER, at)


def binary(operator: str, left: Value, right: Value, at: int) -> Value:
    """`left operator right` for every operator of `ast.Binary`.

    Raises:
        CypherSyntaxError: an operand is of a wrong type, by the text of the query.
    """
    return _BINARY[operator](left, right, at)


def _connected(connective: Callable[..., exp.Expression], *, decided: bool) -> Operator:
    """AND or OR: Neo4j forgets the errors of one side where the other decides, which is `decided`."""

    def build(left: Value, right: Value, at: int) -> Value:
        first, second = condition(left, at).sql, condition(right, at).sql
        if can_raise(first) and not can_raise(second):
            first, second = second, first
        joined = connective(this=sql.grouped(first), expression=sql.grouped(second))
        if can_raise(second):  # DuckDB may evaluate both sides of a connective, but not of a CASE
            deciding = first.copy() if decided else sql.negate(first.copy())
            joined = sql.case([(deciding, sql.boolean(decided))], joined)
        return Value(joined, t.BOOLEAN)

    return build


def _xor(left: Value, right: Value, at: int) -> Value:
    first, second = condition(left, at).sql, condition(right, at).sql
    return Value(tree(":l <> :r", l=first, r=second), t.BOOLEAN)


_HARMLESS = (
    *(
        "cy_equal",
        "cy_less",
        "cy_in",
        "cy_key",
        "cy_order_key",
        "cy_box_",
        "cy_unbox_",
        "cy_items",
        "cy_text",
    ),
    *(
        "cy_tagged",
        "cy_is_",
        "cy_float_text",
        "cy_java_float",
        "cy_upper",
        "cy_lower",
        "cy_reverse_text",
        "cy_log",
    ),
    *("cy_round", "cy_distinct", "cy_value_type", "cy_duration_key"),
)
"""Beginnings of the names of macros and runtime functions that never raise."""


def can_raise(part: exp.Expression) -> bool:
    """Whether evaluating the expression may end the query, so that a condition must guard it.

    Overflows of additions and multiplications are not counted: guards would cost every filter its speed.
    """
    return any(_raises(node) for node in part.walk())


def _raises(node: exp.Expr) -> bool:
    if isinstance(node, exp.IntDiv | exp.Mod):
        return not integer_literal(node.expression)
    if isinstance(node, exp.Anonymous):
        name = node.name.lower()
        return name == "error" or (name.startswith("cy_") and not name.startswith(_HARMLESS))
    return False


_BINARY: dict[str, Operator] = {
    "AND": _connected(exp.And, decided=False),
    "OR": _connected(exp.Or, decided=True),
    "XOR": _xor,
    "+": add,
    "-": arithmetic("-", "subtract"),
    "*": arithmetic("*", "multiply"),
    "/": arithmetic("/", "divide"),
    "%": arithmetic("%", "take the modulus of"),
    "^": power,
    "||": join,
    "=~": matches,
    "IN": contains_in,
    "STARTS WITH": text_test("starts_with(:l, :r)"),
    "ENDS WITH": text_test("suffix(:l, :r)"),
    "CONTAINS": text_test("contains(:l, :r)"),
}


def quantifier(kind: str, outcomes: exp.Expression) -> Value:
    """`any`, `all`, `none` or `single` of a BOOLEAN list of the predicate's outcomes."""
    return Value(once(_QUANTIFIERS[kind], p=outcomes), t.BOOLEAN)


_UNKNOWN = "WHEN :p IS NULL OR list_count(:p) < len(:p) THEN NULL"
_QUANTIFIERS = {
    "any": f"CASE WHEN list_contains(:p, true) THEN true {_UNKNOWN} ELSE false END",
    "all": f"CASE WHEN list_contains(:p, false) THEN false {_UNKNOWN} ELSE true END",
    "none": f"CASE WHEN list_contains(:p, true) THEN false {_UNKNOWN} ELSE true END",
    "single": f"""CASE WHEN len(list_filter(:p, lambda outcome: outcome)) > 1 THEN false {_UNKNOWN}
                       ELSE len(list_filter(:p, lambda outcome: outcome)) = 1 END""",
}
