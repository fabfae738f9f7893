"""`IS :: TYPE` and `IS NORMALIZED`, and the names of value types."""

from __future__ import annotations

import json

from graphkit.cypher import types as t
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.boxes import box


def is_type(value: Value, of: ast.TypeName, at: int, *, negated: bool = False) -> Value:
    """`value IS [NOT] :: TYPE`, never null."""
    inner = sql.call("cy_is_type", box(value).sql, sql.string(pattern(of)))
    return Value(sql.negate(inner) if negated else inner, t.BOOLEAN)


def pattern(of: ast.TypeName) -> str:
    """A type as the runtime reads it: JSON of [name, [arguments], not null]."""
    return json.dumps(_plain(of), separators=(",", ":"))


def _plain(of: ast.TypeName) -> list[object]:
    return [of.name, [_plain(argument) for argument in of.arguments], of.not_null]


def is_normalized(value: Value, form: str, at: int, *, negated: bool = False) -> Value:
    """`value IS [NOT] NFC NORMALIZED`: null for null and for what is no string."""
    inner = sql.call("cy_is_normalized", box(value).sql, sql.string(form))
    return Value(sql.negate(inner) if negated else inner, t.BOOLEAN)
