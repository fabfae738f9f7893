"""Grouping by pairs, against networkx."""

import networkx as nx
import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from graphkit.resolution.clusters import components, group

ENDS = st.integers(-6, 6)
PAIRS = st.lists(st.tuples(ENDS, ENDS).filter(lambda pair: pair[0] != pair[1]), max_size=12)


def pairs_table(pairs: list[tuple[int, int]], scores: list[float] | None = None) -> pa.Table:
    columns = {side: pa.array([pair[i] for pair in pairs], pa.int64()) for i, side in enumerate("ab")}
    return pa.table(columns if scores is None else {**columns, "score": pa.array(scores, pa.float64())})


@given(PAIRS)
def test_components_are_those_of_networkx(pairs: list[tuple[int, int]]) -> None:
    ids, labels = components(*(np.array([pair[i] for pair in pairs], np.int64) for i in (0, 1)))
    expected = {node: min(part) for part in nx.connected_components(nx.Graph(pairs)) for node in part}
    assert dict(zip(ids.tolist(), labels.tolist(), strict=True)) == expected


@given(PAIRS, PAIRS, st.data())
def test_groups_never_hold_a_forbidden_pair_and_do_not_depend_on_order(
    edges: list[tuple[int, int]], apart: list[tuple[int, int]], data: st.DataObject
) -> None:
    scores = data.draw(st.lists(st.sampled_from([0.7, 0.8, 0.9]), min_size=len(edges), max_size=len(edges)))
    groups, refused = group(pairs_table(edges, scores), pairs_table(apart))
    label = dict(zip(groups["id"].to_pylist(), groups["label"].to_pylist(), strict=True))
    assert all(label.get(a, a) != label.get(b, b) or a not in label or b not in label for a, b in apart)
    unequal = {(a, b) for a, b in edges if label[a] != label[b]}
    assert set(zip(refused["a"].to_pylist(), refused["b"].to_pylist(), strict=True)) >= unequal
    order = data.draw(st.permutations(range(len(edges))))
    again, _ = group(
        pairs_table([edges[i] for i in order], [scores[i] for i in order]), pairs_table(apart[::-1])
    )
    assert again.equals(groups)


def test_the_better_edge_wins_and_equal_ones_both_lose() -> None:
    better, _ = group(pairs_table([(1, 2), (2, 3)], [0.9, 0.8]), pairs_table([(1, 3)]))
    assert better["label"].to_pylist() == [1, 1, 3]
    equal, refused = group(pairs_table([(1, 2), (2, 3)], [0.8, 0.8]), pairs_table([(1, 3)]))
    assert equal["label"].to_pylist() == [1, 2, 3]
    assert refused.num_rows == 2


def test_an_edge_of_infinite_score_is_followed_whatever_is_forbidden() -> None:
    groups, _ = group(pairs_table([(1, 2), (2, 3)], [float("inf")] * 2), pairs_table([(1, 3)]))
    assert groups["label"].to_pylist() == [1, 1, 1]
