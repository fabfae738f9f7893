"""What an operand must be: a SyntaxError where the query's text shows another type, else a TypeError.

Neo4j's checker does not know the types of properties (`Type.certain`): a wrong one raises only when a row
brings it there.
"""

from __future__ import annotations

from sqlglot import exp

from graphkit.cypher import types as t
from graphkit.cypher.types import Type, Value
from graphkit.cypher.values.boxes import convert, duckdb_type, typed_null
from graphkit.cypher.values.fragments import macro, tree
from graphkit.cypher.values.sql import string
from graphkit.errors import CypherSyntaxError

NUMBERS = (t.INTEGER, t.FLOAT)
_NUMERIC = ("Integer", "Float", "Duration")
"""How messages spell what arithmetic can come to."""


def spelled(of: Type) -> str:
    """A type as Neo4j's messages spell it: `Integer`, `List<String>`."""
    return f"List<{spelled(of.element)}>" if of.element else of.name.capitalize()


def mismatch(expected: str, actual: Type, at: int) -> CypherSyntaxError:
    """The error for an operand whose type is wrong beyond doubt."""
    return CypherSyntaxError(
        f"Type mismatch: expected {expected} but was {spelled(actual)}", offset=at, code="InvalidArgumentType"
    )


def wrong(value: Value, expected: str, result: Type, at: int) -> Value:
    """What an operand of a wrong type comes to: an error now, or of each row where it is not null.

    Raises:
        CypherSyntaxError: the type is certain, or a number's where none can stand.
    """
    if value.type.certain or (value.type.numeric and not any(kind in expected for kind in _NUMERIC)):
        raise mismatch(expected, value.type, at)
    text = f"TypeError:InvalidArgumentType Type mismatch: expected {expected} but was {spelled(value.type)}"
    # naming the operand keeps DuckDB from evaluating the error before there is a row
    problem = tree("error(concat(:text, left(CAST(:x AS VARCHAR), 0)))", text=text, x=value.sql)
    branch = exp.cast(problem, duckdb_type(result), dialect="duckdb")
    return Value(tree("CASE WHEN :x IS NOT NULL THEN :branch END", x=value.sql, branch=branch), result)


def expect(value: Value, wanted: Type, at: int, expected: str = "") -> Value:
    """The operand as the wanted type: BOOLEAN, INTEGER, FLOAT, STRING, DATE, DURATION, LIST<ANY> or MAP.

    Integers widen to FLOAT, lists to LIST<ANY>.

    Raises:
        CypherSyntaxError: the text of the query shows that it is of another type.
    """
    expected = expected or spelled(wanted)
    if value.type == t.NULL:
        return typed_null(wanted)
    if value.type == wanted:
        return value
    if wanted == t.FLOAT and value.type == t.INTEGER:
        return Value(exp.cast(value.sql, "DOUBLE"), t.FLOAT, may_be_nan=False)
    if wanted.element and value.type.element:
        return convert(value, wanted)
    if value.type in (t.ANY, t.MAP):
        return _narrowed(value, wanted, at, expected)
    return wrong(value, expected, wanted, at)


def _narrowed(value: Value, wanted: Type, at: int, expected: str) -> Value:
    """A boxed operand as the wanted type, checked row by row."""
    if value.type == t.MAP and value.type.certain:
        raise mismatch(expected, value.type, at)
    problem = string(f"TypeError:InvalidArgumentType Type mismatch: expected {expected}")
    return Value(macro(f"cy_as_{wanted.name.lower()}", x=value.sql, problem=problem), wanted)


def expect_whole(value: Value, at: int) -> Value:
    """The operand as INTEGER; a row may bring a float, whose fraction is cut off.

    Raises:
        CypherSyntaxError: it is no integer, by the text of the query.
    """
    if value.type == t.FLOAT and not value.type.certain:
        return Value(exp.cast(tree("trunc(:x)", x=value.sql), "BIGINT"), t.INTEGER)
    if value.type == t.ANY:
        problem = string("TypeError:InvalidArgumentType Expected a numeric value")
        return Value(macro("cy_as_whole", x=value.sql, problem=problem), t.INTEGER)
    return expect(value, t.INTEGER, at)


def expect_number(value: Value, at: int, expected: str = "Float or Integer") -> Value:
    """The operand as INTEGER or FLOAT, or as ANY where only the row tells which of the two it is."""
    if value.type == t.NULL:
        return typed_null(t.FLOAT)
    if value.type in NUMBERS:
        return value
    if value.type == t.ANY:
        problem = string(f"TypeError:InvalidArgumentType Type mismatch: expected {expected}")
        return Value(macro("cy_as_number", x=value.sql, problem=problem), t.ANY)
    return wrong(value, expected, t.FLOAT, at)
