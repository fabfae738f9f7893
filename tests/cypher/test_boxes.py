"""Boxes keep every value, SQL and Python write the same text, and keys sort as the model says."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from functools import cmp_to_key
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from graphkit.cypher import types as t
from graphkit.cypher.runtime import register as runtime
from graphkit.cypher.runtime.ordering import order_key
from graphkit.cypher.runtime.values import INTEGER_MAX, INTEGER_MIN, decode_box, encode
from graphkit.cypher.types import Type, Value
from graphkit.cypher.values import boxes
from graphkit.engine import Engine
from graphkit.errors import CypherParameterError
from tests.cypher.values import DURATIONS, VALUES


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(threads=1) as engine:
        runtime.register(engine.connection)
        yield engine


def _ask(engine: Engine, expression: exp.Expression, column: object, type_: str) -> list[Any]:
    """The expression over `v`, a column of these values."""
    values = f"SELECT unnest(CAST($column AS {type_}[])) AS v"
    query = f"SELECT {expression.sql('duckdb')} FROM ({values})"
    return [row[0] for row in engine.rows(query, {"column": column})]


_V = exp.column("v")


def _identical(left: object, right: object) -> bool:
    """Equal in type too, NaN with NaN, 0.0 apart from -0.0."""
    return repr(left) == repr(right)


@given(VALUES)
def test_python_reads_what_it_writes(value: Any) -> None:
    assert _identical(decode_box(encode(value)), _sorted_keys(value))


def _sorted_keys(value: Any) -> Any:
    if isinstance(value, dict):
        escaped = sorted(value, key=lambda key: "~" + key if key.startswith("~") else key)
        return {key: _sorted_keys(value[key]) for key in escaped}
    return [_sorted_keys(item) for item in value] if isinstance(value, list) else value


_COLUMNS: list[tuple[Type, st.SearchStrategy[Any]]] = [
    (t.BOOLEAN, st.booleans()),
    (t.INTEGER, st.integers(INTEGER_MIN, INTEGER_MAX)),
    (t.FLOAT, st.floats()),
    (t.STRING, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)),
    (t.DATE, st.dates()),
]
_TYPED = [
    *_COLUMNS,
    *((t.LIST(type_), st.lists(st.none() | values, max_size=3)) for type_, values in _COLUMNS),
    (t.LIST(t.LIST(t.INTEGER)), st.lists(st.none() | st.lists(st.none() | st.integers(0, 9)), max_size=3)),
]


@pytest.mark.parametrize(("type_", "values"), _TYPED, ids=[str(type_) for type_, _ in _TYPED])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_sql_boxes_as_python_does_and_unboxes_again(
    type_: Type, values: st.SearchStrategy[Any], data: st.DataObject, engine: Engine
) -> None:
    column = data.draw(st.lists(st.none() | values, min_size=1, max_size=5))
    duckdb_type = boxes.duckdb_type(type_)
    boxed = boxes.box(Value(_V, type_))
    texts = _ask(engine, boxed.sql, column, duckdb_type)
    assert _identical([decode_box(text) for text in texts], column)
    if type_ not in (t.FLOAT, t.LIST(t.FLOAT)):  # a float has several spellings: 1e16 and 1e+16
        assert texts == [encode(value) for value in column]
    back = _ask(engine, boxes.unbox(boxed, type_).sql, column, duckdb_type)
    assert _identical(back, column)


@settings(max_examples=60, deadline=None)
@given(durations=st.lists(DURATIONS, min_size=1, max_size=5))
def test_durations_travel_as_structs(durations: list[Any], engine: Engine) -> None:
    column = [encode(value) for value in durations]
    unboxed = boxes.unbox(Value(_V, t.ANY), t.DURATION)
    assert _ask(engine, boxes.box(unboxed).sql, column, "VARCHAR") == column


@settings(max_examples=60, deadline=None)
@given(values=st.lists(VALUES, min_size=2, max_size=12))
def test_sort_keys_order_as_the_model_does(values: list[Any], engine: Engine) -> None:
    key = boxes.sort_key(Value(_V, t.ANY))
    query = f"""SELECT v FROM (SELECT unnest(CAST($column AS VARCHAR[])) AS v)
                ORDER BY {key.sql("duckdb")} NULLS LAST"""
    given_ = [encode(value) for value in values]
    ordered = [decode_box(row[0]) for row in engine.rows(query, {"column": given_})]
    assert [order_key(value) for value in ordered] == sorted(order_key(value) for value in values)


@settings(max_examples=60, deadline=None)
@given(values=st.lists(VALUES, min_size=1, max_size=12))
def test_group_keys_are_equal_where_the_model_says_so(values: list[Any], engine: Engine) -> None:
    key = boxes.group_key(Value(_V, t.ANY)).sql("duckdb")
    query = f"SELECT count(*) FROM (SELECT unnest(CAST($column AS VARCHAR[])) AS v) GROUP BY {key}"
    counts = engine.rows(query, {"column": [encode(value) for value in values]})
    keys = [order_key(value) for value in values]
    assert sorted(count for (count,) in counts) == sorted(keys.count(one) for one in set(keys))


def test_the_order_of_kinds() -> None:
    """As Neo4j's manual has it: maps first, numbers last, then null."""
    texts = [encode(v) for v in ({}, [], date(2020, 1, 1), "", False, 0)] + [None]
    assert [order_key(decode_box(text)) for text in texts] == sorted(
        order_key(decode_box(text)) for text in texts
    )


@pytest.mark.parametrize(
    ("python", "type_"),
    [
        (None, t.NULL),
        (True, t.BOOLEAN),
        (1, t.INTEGER),
        (1.5, t.FLOAT),
        ("a", t.STRING),
        (date(2020, 1, 1), t.DATE),
        ([1, 2, None], t.LIST(t.INTEGER)),
        ([1, 2.0], t.LIST(t.ANY)),
        ([], t.LIST(t.ANY)),
        ({"a": 1}, t.MAP),
        ([{"a": 1}], t.LIST(t.ANY)),
    ],
)
def test_parameters_have_the_type_of_their_value(python: object, type_: Type) -> None:
    assert boxes.parameter(python)[1] == type_


@pytest.mark.parametrize("python", [2**63, -(2**63) - 1, object(), [b"x"], {1: 2}, {"a": 2**64}])
def test_parameters_of_no_cypher_type_are_refused(python: object) -> None:
    with pytest.raises(CypherParameterError):
        boxes.parameter(python)


def test_maps_cannot_pose_as_tags() -> None:
    map_ = {"~d": "2020-01-01"}
    assert encode(map_) == '{"~~d":"2020-01-01"}'
    assert decode_box(encode([map_, {"~~n": {"~f": "NaN"}}])) == [map_, {"~~n": {"~f": "NaN"}}]


def test_mixed_numbers_keep_their_kinds() -> None:
    values, type_ = boxes.unify_values([Value(exp.Literal.number(1), t.INTEGER), Value(_V, t.FLOAT)])
    assert type_ == t.ANY
    assert len(values) == 2


def test_compare_is_consistent_with_the_key() -> None:
    from graphkit.cypher.runtime.ordering import compare  # noqa: PLC0415 - beside its only use

    numbers = [math.inf, -math.inf, 1, 2.5, -3, 2**53, 2**53 + 1]
    by_compare = sorted(numbers, key=cmp_to_key(lambda one, other: compare(one, other) or 0))
    assert [float(number) for number in by_compare] == [float(n) for n in sorted(numbers, key=order_key)]
