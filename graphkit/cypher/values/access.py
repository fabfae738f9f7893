"""Access into values: list elements and slices, keys of maps, components of dates and durations."""

from __future__ import annotations

from sqlglot import exp

from graphkit.cypher import types as t
from graphkit.cypher.types import Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.boxes import box, boxed_call
from graphkit.cypher.values.checks import expect, expect_whole, mismatch, spelled, wrong
from graphkit.cypher.values.coercions import as_list
from graphkit.cypher.values.fragments import once, tree
from graphkit.errors import CypherSyntaxError

_HOLDERS = "Map, Node, Relationship, Point, Duration, Date, Time, LocalTime, LocalDateTime or DateTime"


def index(subject: Value, key: Value, at: int) -> Value:
    """`subject[key]`: an element of a list, counted from the end where negative, or the value of a map's key.

    Raises:
        CypherSyntaxError: the subject or the key is of a wrong type, by the text of the query.
    """
    if subject.type.stored and key.type == t.STRING and key.type.certain:
        raise _wrong_index(key, at)  # properties are never maps
    if subject.type == t.NULL:
        return subject
    if subject.type.element:
        return _element(subject, key, at)
    if subject.type == t.MAP and _is_no_key(key):
        raise CypherSyntaxError(
            f"Type mismatch: map key must be given as String, but was {spelled(key.type)}",
            offset=at,
            code="MapElementAccessByNonString",
        )
    if subject.type in (t.NODE, t.RELATIONSHIP) and _is_no_key(key):
        raise CypherSyntaxError(
            f"Type mismatch: node or relationship property key must be given as String, "
            f"but was {spelled(key.type)}",
            offset=at,
            code="MapElementAccessByNonString",
        )
    if subject.type not in (t.ANY, t.MAP, t.NODE, t.RELATIONSHIP, t.DATE, t.DURATION):
        return wrong(subject, "List<T>", t.ANY, at)
    return Value(boxed_call("cy_index", subject, key), t.ANY)


def _is_no_key(key: Value) -> bool:
    """Whether the query's text or a parameter shows that it is no string."""
    return (key.type.certain or key.type.given) and key.type not in (t.NULL, t.ANY, t.STRING)


def _element(subject: Value, key: Value, at: int) -> Value:
    element = subject.type.element or t.ANY
    if key.type not in (t.INTEGER, t.NULL, t.ANY) and key.type.certain:
        raise _wrong_index(key, at)
    place = expect(key, t.INTEGER, at).sql
    text = "list_extract(:l, CASE WHEN :i < 0 THEN :i WHEN :i < 2147483647 THEN :i + 1 END)"
    return Value(once(text, l=subject.sql, i=place), element)


def slice_(subject: Value, start: Value | None, end: Value | None, at: int) -> Value:
    """`subject[start..end]`, null where a bound or the list is null.

    Raises:
        CypherSyntaxError: the subject is no list or a bound no integer, by the text of the query.
    """
    if subject.type == t.NULL:
        return subject
    items = as_list(subject, at)
    bounds = [expect_whole(bound, at) if bound else None for bound in (start, end)]
    first = bounds[0].sql if bounds[0] else sql.integer(0)
    if bounds[1] is None:
        return Value(once(_TAIL, l=items.sql, a=first), t.computed(items.type))
    return Value(once(_SLICE, l=items.sql, a=first, z=bounds[1].sql), t.computed(items.type))


def _wrong_index(key: Value, at: int) -> CypherSyntaxError:
    return CypherSyntaxError(
        f"Type mismatch: list index must be given as Integer, but was {spelled(key.type)}",
        offset=at,
        code="ListElementAccessByNonInteger",
    )


_FROM = "CASE WHEN :a >= 0 THEN :a + 1 ELSE greatest(len(:l) + :a, 0) + 1 END"
_TAIL = f"CASE WHEN :a IS NOT NULL THEN list_slice(:l, {_FROM}, len(:l)) END"
_SLICE = f"""CASE WHEN :a IS NOT NULL AND :z IS NOT NULL
             THEN list_slice(:l, {_FROM}, CASE WHEN :z >= 0 THEN :z ELSE greatest(len(:l) + :z, 0) END) END"""


def map_property(subject: Value, name: str, at: int) -> Value:
    """`subject.name` of a map, of a date or duration, or of a boxed value.

    Raises:
        CypherSyntaxError: the subject has no properties, by the text of the query.
    """
    if subject.type == t.NULL:
        return subject
    if subject.type in (t.DATE, t.DURATION):
        return _component(subject, name)
    if subject.type not in (t.ANY, t.MAP):
        if subject.type.certain:
            raise mismatch(_HOLDERS, subject.type, at)
        return wrong(subject, _HOLDERS, t.ANY, at)
    return Value(sql.call("cy_property", subject.sql, sql.string(name)), t.ANY)


def _component(subject: Value, name: str) -> Value:
    if subject.type == t.DATE and name in _DATE_PARTS:
        return Value(tree(_DATE_PARTS[name], d=subject.sql), t.uncertain(t.INTEGER))
    boxed = sql.call("cy_property", box(subject).sql, sql.string(name))
    return Value(exp.cast(boxed, "BIGINT"), t.uncertain(t.INTEGER))


_DATE_PARTS = {
    "year": "year(:d)",
    "quarter": "quarter(:d)",
    "month": "month(:d)",
    "week": "weekofyear(:d)",
    "weekYear": "isoyear(:d)",
    "day": "day(:d)",
    "ordinalDay": "dayofyear(:d)",
    "dayOfWeek": "isodow(:d)",
    "weekDay": "isodow(:d)",
}
