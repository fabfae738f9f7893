"""What queries return, and the same as Arrow and pandas tables."""

import math
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graphkit.errors import GraphkitError
from graphkit.results import Duration, Node, Path, Relationship, Result

ANN = Node("0", ["Author"], {"name": "Ann", "papers": 3})
BOB = Node("1", ["Author", "Editor"], {"name": "Bob"})
KNOWS = Relationship("7", "KNOWS", ANN, BOB, {"since": date(2020, 1, 2)})


def column(*values: object) -> pa.ChunkedArray:
    return Result(["x"], [(value,) for value in values]).to_arrow()["x"]


def test_an_element_reads_like_a_mapping() -> None:
    assert (ANN["name"], ANN.get("none", 0), "name" in ANN, len(ANN)) == ("Ann", 0, True, 2)
    assert dict(ANN.items()) == {"name": "Ann", "papers": 3}
    assert list(ANN.keys()) == list(ANN) == ["name", "papers"]
    assert BOB.labels == {"Author", "Editor"}
    with pytest.raises(KeyError):
        ANN["none"]


def test_elements_are_equal_by_kind_and_id() -> None:
    assert Node("0", [], {}) == ANN != BOB
    assert Relationship("0", "R", ANN, BOB, {}) != ANN
    assert {ANN, Node("0", [], {}), BOB} == {ANN, BOB}


def test_a_path_shows_directions() -> None:
    path = Path((BOB, ANN, BOB), (KNOWS, KNOWS))
    assert (path.start_node, path.end_node, len(path)) == (BOB, BOB, 2)
    assert repr(path).startswith("(:Author:Editor {'name': 'Bob'})<-[:KNOWS")
    assert "]->(:Author:Editor" in repr(path)


def test_a_single_row_is_asked_for() -> None:
    assert Result(["a", "b"], [(1, 2)]).single() == (1, 2)
    with pytest.raises(GraphkitError, match="the query gave 2"):
        Result(["a"], [(1,), (2,)]).single()


def test_dicts() -> None:
    assert Result(["a", "b"], [(1, "x"), (None, "y")]).to_dicts() == [
        {"a": 1, "b": "x"},
        {"a": None, "b": "y"},
    ]


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        ([True, None], pa.bool_()),
        ([1, None, 2**63 - 1], pa.int64()),
        ([1.5, None], pa.float64()),
        (["a", ""], pa.string()),
        ([date(2020, 2, 29)], pa.date32()),
        ([None], pa.null()),
        ([[1, 2], [], None, [None]], pa.list_(pa.int64())),
        ([[["a"]], []], pa.list_(pa.list_(pa.string()))),
    ],
)
def test_values_of_one_kind_give_a_typed_column(values: list[object], type_: pa.DataType) -> None:
    assert column(*values).type == type_
    assert column(*values).to_pylist() == values


def test_integers_beside_floats_stay_exact() -> None:
    assert column(1, 2.5).to_pylist() == [1.0, 2.5]
    assert column(2**53 + 1, 2.5).to_pylist() == ["9007199254740993", "2.5"]


def test_mixed_values_and_maps_are_json_text() -> None:
    assert column(1, "a", None, True).to_pylist() == ["1", '"a"', None, "true"]
    assert column({"d": date(2020, 1, 2), "n": math.nan}).to_pylist() == ['{"d": "2020-01-02", "n": "NaN"}']
    assert column([1, "a"]).to_pylist() == [["1", '"a"']]


def test_nodes_are_structs_with_all_properties() -> None:
    assert column(ANN, None, BOB).to_pylist() == [
        {"element_id": "0", "labels": ["Author"], "properties": {"name": "Ann", "papers": 3}},
        None,
        {"element_id": "1", "labels": ["Author", "Editor"], "properties": {"name": "Bob", "papers": None}},
    ]


def test_paths_are_structs_of_lists() -> None:
    (path,) = column(Path((ANN, BOB), (KNOWS,))).to_pylist()
    assert [node["element_id"] for node in path["nodes"]] == ["0", "1"]
    assert path["relationships"] == [
        {
            "element_id": "7",
            "type": "KNOWS",
            "start": "0",
            "end": "1",
            "properties": {"since": date(2020, 1, 2)},
        }
    ]


def test_durations_keep_their_parts() -> None:
    assert column(Duration(1, 2, 3, 4)).to_pylist() == [
        {"months": 1, "days": 2, "seconds": 3, "nanoseconds": 4}
    ]


def test_every_kind_of_column_can_be_written_as_parquet(tmp_path) -> None:  # type: ignore[no-untyped-def]
    bare = Node("2", [], {})
    result = Result(["a", "b", "c", "d"], [(bare, [bare], Path((bare,), ()), [[]])])
    pq.write_table(result.to_arrow(), tmp_path / "x.parquet")
    assert pq.read_table(tmp_path / "x.parquet").to_pylist() == result.to_arrow().to_pylist()


def test_no_rows_keep_their_columns() -> None:
    assert Result(["a", "b"], []).to_arrow().column_names == ["a", "b"]


def test_polars() -> None:
    polars = pytest.importorskip("polars", reason="the extra graphkit[polars] is not installed")
    node = Node("4:0", frozenset({"Author"}), {"name": "Ada"})
    frame = Result(["n", "a", "nothing"], [(1, node, None), (2, None, None)]).to_polars()
    assert frame.schema["n"] == polars.Int64
    assert frame["a"].struct.field("labels").to_list() == [["Author"], None]
    assert frame["nothing"].null_count() == 2


def test_pandas() -> None:
    pytest.importorskip("pandas", reason="the extra graphkit[pandas] is not installed")
    frame = Result(["n", "name"], [(1, "a"), (2, None)]).to_pandas()
    assert list(frame.columns) == ["n", "name"]
    assert frame["n"].sum() == 3
