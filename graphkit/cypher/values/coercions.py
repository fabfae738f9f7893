"""Values as the lists, nodes, relationships and paths that a construct needs them to be."""

from __future__ import annotations

from graphkit.cypher.types import ANY, LIST, MAP, NODE, NULL, PATH, RELATIONSHIP, Type, Value
from graphkit.cypher.values import boxes, sql
from graphkit.cypher.values.checks import expect, spelled, wrong
from graphkit.cypher.values.fragments import once, tree

_TAGS = {NODE: '{"~n":', RELATIONSHIP: '{"~r":', PATH: '{"~p":'}


def as_list(value: Value, at: int) -> Value:
    """The value as a list; one that only its row shows to be none counts as a list of itself.

    Raises:
        CypherSyntaxError: it is none, by the text of the query.
    """
    if value.type.element:
        return value
    if value.type == NULL:
        return boxes.typed_null(LIST(NULL))
    if value.type == ANY or not (value.type.certain or value.type.numeric):
        return as_rows(value, at)
    return expect(value, LIST(ANY), at, "List<T>")


def as_rows(value: Value, at: int) -> Value:
    """What UNWIND makes rows of: the value as a list, a value that is none as a list of itself."""
    if value.type.element or value.type == NULL:
        return as_list(value, at)
    if value.type == ANY:
        text = "CASE WHEN left(:x, 1) = '[' THEN cy_items(:x) WHEN :x IS NOT NULL THEN [:x] END"
        return Value(once(text, x=value.sql), LIST(ANY))
    return Value(tree("CASE WHEN :x IS NOT NULL THEN [:x] END", x=value.sql), LIST(value.type))


def as_element(value: Value, wanted: Type, at: int) -> Value:
    """The value as a NODE, a RELATIONSHIP or a PATH.

    Raises:
        CypherSyntaxError: it is none, by the text of the query.
    """
    if value.type == wanted:
        return value
    if value.type == NULL:
        return boxes.typed_null(wanted)
    may_be_element = value.type.given and wanted != PATH
    if value.type not in {ANY, MAP} or (value.type == MAP and value.type.certain and not may_be_element):
        return wrong(value, spelled(wanted), wanted, at)
    kind = spelled(wanted)
    problem = f"CAST(error('TypeError:InvalidArgumentValue Type mismatch: expected {kind}') AS VARCHAR)"
    text = f"CASE WHEN :x IS NOT NULL THEN CASE WHEN starts_with(:x, :tag) THEN :x ELSE {problem} END END"
    checked = once(text, x=value.sql, tag=sql.string(_TAGS[wanted]))
    return boxes.unbox(Value(checked, ANY), wanted)
