"""Any property graph becomes tables: layout, types of columns, and errors that name the object."""

import math
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from graphkit.cypher import types
from graphkit.cypher.types import SHIFT
from graphkit.engine import Engine
from graphkit.errors import StoreError
from graphkit.results import Duration
from graphkit.stores.tables import load_graph


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def test_one_node_table_a_label_set_in_the_order_given(engine: Engine) -> None:
    nodes = [("z", ["B", "A"], {"n": 1}), ("y", [], {}), ("x", ["A", "B"], {"n": 2})]
    catalogue = load_graph(engine, nodes, [])
    assert [(table.labels, table.count) for table in catalogue.nodes] == [(("A", "B"), 2), ((), 1)]
    assert engine.rows("SELECT * FROM node_0 ORDER BY _id") == [(0, 1), (1, 2)]
    assert engine.rows("SELECT * FROM node_1") == [(SHIFT,)]


def test_relationships_lie_sorted_from_both_ends(engine: Engine) -> None:
    nodes = [(key, ["N"], {}) for key in "abc"]
    catalogue = load_graph(
        engine, nodes, [("b", "a", "R", {"w": 1}), ("a", "c", "R", {"w": 2}), ("a", "b", "R", {"w": 3})]
    )
    (table,) = catalogue.relationships
    assert (table.type, table.source, table.target, table.count) == ("R", 0, 0, 3)
    assert engine.rows(f"SELECT * FROM {table.table}") == [(0, 0, 2, 2), (1, 0, 1, 3), (2, 1, 0, 1)]
    assert engine.rows(f"SELECT * FROM {table.by_target}") == [(2, 1, 0), (1, 0, 1), (0, 0, 2)]


def test_one_relationship_table_a_type_and_pair_of_label_sets(engine: Engine) -> None:
    nodes = [("a", ["A"], {}), ("b", ["B"], {})]
    ends = [("a", "b", "R"), ("b", "a", "R"), ("a", "b", "S"), ("a", "b", "R")]
    catalogue = load_graph(engine, nodes, [(start, end, type_, {}) for start, end, type_ in ends])
    assert [(t.type, t.source, t.target, t.count) for t in catalogue.relationships] == [
        ("R", 0, 1, 2),
        ("R", 1, 0, 1),
        ("S", 0, 1, 1),
    ]


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        ([True, False], types.BOOLEAN),
        ([1, None, -(2**63)], types.INTEGER),
        ([1.5, -0.0], types.FLOAT),
        (["", "a\0b", "𝒳"], types.STRING),
        ([date(2020, 2, 29)], types.DATE),
        ([[1, 2], [], [None]], types.LIST(types.INTEGER)),
        ([[["a"], []], [[]]], types.LIST(types.LIST(types.STRING))),
    ],
)
def test_values_of_one_kind_get_a_typed_column(
    engine: Engine, values: list[object], type_: types.Type
) -> None:
    catalogue = load_graph(engine, [(n, [], {"v": value}) for n, value in enumerate(values)], [])
    assert catalogue.nodes[0].properties["v"].type == type_
    assert [row[0] for row in engine.rows("SELECT p0 FROM node_0 ORDER BY _id")] == values


def test_durations_are_structs_also_in_lists(engine: Engine) -> None:
    catalogue = load_graph(engine, [(1, [], {"d": Duration(1, 2, 3, 4), "l": [Duration(days=5)]})], [])
    assert catalogue.nodes[0].properties["l"].type == types.LIST(types.DURATION)
    assert engine.rows("SELECT p0.months, p0.nanos, p1[1].days FROM node_0") == [(1, 4, 5)]


def test_property_names_are_data(engine: Engine) -> None:
    properties = {"a": 1, "A": 2, '"; DROP TABLE node_0; --': 3, "_id": 4}
    catalogue = load_graph(engine, [(1, ['L"'], properties)], [])
    columns = {name: place.column for name, place in catalogue.nodes[0].properties.items()}
    assert columns == dict(zip(properties, ("p0", "p1", "p2", "p3"), strict=True))
    assert engine.rows("SELECT p0, p1, p2, p3 FROM node_0") == [(1, 2, 3, 4)]


def test_none_is_no_property(engine: Engine) -> None:
    assert load_graph(engine, [(1, [], {"v": None})], []).nodes[0].properties == {}


@pytest.mark.parametrize(("value", "nan"), [(math.nan, True), ([1.0, math.nan], True), (math.inf, False)])
def test_columns_with_a_nan_are_marked(engine: Engine, value: object, nan: bool) -> None:
    catalogue = load_graph(engine, [(1, [], {"v": value})], [])
    assert catalogue.nodes[0].properties["v"].may_be_nan is nan


def test_an_id_that_no_two_nodes_share_is_indexed(engine: Engine) -> None:
    nodes = [
        (1, ["A"], {"id": "a"}),
        (2, ["A"], {"id": "b"}),
        (3, ["B"], {"id": "a"}),
        (4, ["B"], {"id": "a"}),
    ]
    catalogue = load_graph(engine, nodes, [])
    assert [table.unique for table in catalogue.nodes] == [("id",), ()]
    assert engine.rows("SELECT table_name FROM duckdb_indexes()") == [("node_0",)]


@pytest.mark.parametrize(
    ("nodes", "relationships", "message"),
    [
        ([("a", [], {}), ("a", [], {})], [], "node 'a': the key is given twice"),
        ([("a", [""], {})], [], "node 'a': a label must be a string that is not empty, this one is ''"),
        ([("a", [], {})], [("a", "b", "R", {})], "relationship 'a' to 'b': there is no node 'b'"),
        ([("a", [], {})], [("a", "a", 7, {})], "relationship 'a' to 'a': a type must be a string"),
        (
            [("a", [], {"v": 1}), ("b", [], {"v": 2**63})],
            [],
            "property 'v' of node 'b': the integer 9223372036854775808",
        ),
        ([("a", [], {"v": {1}})], [], "property 'v' of node 'a': a value of type set cannot be a property"),
        ([("a", [], {"v": [datetime(2020, 1, 1)]})], [], "a value of type datetime cannot be a property"),  # noqa: DTZ001
        ([("a", [], {"v": {1: 2}})], [], "property 'v' of node 'a': the map key 1 is not a string"),
        ([("a", [], {"v": "\ud800"})], [], "property 'v' of node 'a': is not valid Unicode"),
        ([("a", [], {3: 1})], [], "property 3 of node 'a': a property name must be a string"),
    ],
)
def test_errors_name_the_object(
    engine: Engine,
    nodes: list[tuple[object, list[str], dict[str, object]]],
    relationships: list[object],
    message: str,
) -> None:
    with pytest.raises(StoreError) as caught:
        load_graph(engine, nodes, relationships)  # type: ignore[arg-type]
    assert message in str(caught.value)
