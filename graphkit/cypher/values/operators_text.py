"""`STARTS WITH`, `ENDS WITH`, `CONTAINS` and `=~`."""

from __future__ import annotations

import re

from sqlglot import exp

from graphkit.cypher import types as t
from graphkit.cypher.types import Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.boxes import box
from graphkit.cypher.values.checks import mismatch
from graphkit.cypher.values.fragments import once, tree
from graphkit.cypher.values.operators_arithmetic import Operator


def text_test(template: str) -> Operator:
    """A test of two strings; null where one of them is no string."""

    def build(left: Value, right: Value, at: int) -> Value:
        return Value(tree(template, l=_string_or_null(left), r=_string_or_null(right)), t.BOOLEAN)

    return build


def _string_or_null(value: Value) -> exp.Expression:
    if value.type == t.STRING:
        return value.sql
    if value.type == t.ANY:
        return once("CASE WHEN cy_is_text(:x) THEN cy_text(:x) END", x=value.sql)
    return sql.null("VARCHAR")


def matches(left: Value, right: Value, at: int) -> Value:
    """`text =~ pattern`, a Java regular expression that must match the whole text.

    Raises:
        CypherSyntaxError: an operand is no string, by the text of the query.
    """
    for operand in (left, right):
        if operand.type not in (t.NULL, t.ANY, t.STRING) and operand.type.certain:
            raise mismatch("String", operand.type, at)
    text = _string_or_null(left)
    native = _native(right.sql.name) if isinstance(right.sql, exp.Literal) else None
    if native is not None:
        return Value(sql.call("regexp_full_match", text, sql.string(native)), t.BOOLEAN)
    if right.type == t.STRING:
        return Value(sql.call("cy_matches", text, right.sql), t.BOOLEAN)
    return Value(sql.call("cy_matches_boxed", text, box(right).sql), t.BOOLEAN)


_PLAIN = re.compile(
    r"(\(\?i\))?((?:[A-Za-z0-9 ,;:'\"/_@#%&<>=~-]|\.|[*+?](?![*+])|\)|[(|](?![?*+]))*)", re.ASCII
)
"""Patterns without brackets, braces, anchors, escapes and special groups, which mean the same to RE2."""


def _native(pattern: str) -> str | None:
    """A simple pattern for DuckDB's own engine, which is much faster than the runtime; None for others."""
    found = _PLAIN.fullmatch(pattern)
    if not found or not _is_valid(pattern):
        return None
    text = found[2].replace(".", r"[^\n\r\x{85}\x{2028}\x{2029}]")
    if not found[1]:
        return text
    # only ASCII letters fold, as in Java; RE2's own flag would fold the Kelvin sign to k
    return re.sub(
        r"(\\[nrx]|\{[0-9]+\})|([A-Za-z])", lambda m: m[1] or f"[{m[2].lower()}{m[2].upper()}]", text
    )


def _is_valid(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
