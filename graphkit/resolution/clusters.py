"""Grouping by pairs: connected components, and components in which some pairs must stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import inf

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ids = npt.NDArray[np.int64]
Edge = tuple[float, int, int]
"""Score and the two ends; an edge of infinite score is followed whatever must stay apart."""


def group(edges: pa.Table, apart: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Group along edges, the best scores first, and never unite two that must stay apart.

    Edges of one score are taken together: a set they would join that holds a forbidden pair stays as it
    was, since nothing says which of its edges is the right one. So the result does not depend on any order.

    Args:
        edges: columns a, b (integers), score.
        apart: columns a, b; pairs that must stay apart.

    Returns:
        Columns id, label: each end of an edge and the smallest id of its group; and columns a, b: the edges
        that were not followed.
    """
    a, b = _ends(edges)
    ids, labels = components(a, b)
    forbidden = _inside(ids, labels, *_ends(apart))
    refused: list[tuple[int, int]] = []
    if len(forbidden):
        disputed = np.unique(labels[np.searchsorted(ids, forbidden[:, 0])])
        inner = np.isin(labels[np.searchsorted(ids, a)], disputed)
        scores = edges["score"].to_numpy()[inner]
        regrouped, left_out = _constrained(
            zip(scores.tolist(), a[inner].tolist(), b[inner].tolist(), strict=True),
            map(tuple, forbidden.tolist()),
        )
        refused = sorted((x, y) for _, x, y in left_out)
        if regrouped:
            ends = np.fromiter(regrouped, np.int64, len(regrouped))
            labels[np.searchsorted(ids, ends)] = np.fromiter(regrouped.values(), np.int64, len(regrouped))
    left, right = ([pair[side] for pair in refused] for side in (0, 1))
    return (
        pa.table({"id": ids, "label": labels}),
        pa.table({"a": pa.array(left, pa.int64()), "b": pa.array(right, pa.int64())}),
    )


def components(a: Ids, b: Ids) -> tuple[Ids, Ids]:
    """The connected components of an undirected graph given by the two ends of each edge.

    Returns:
        The distinct ends in ascending order, and for each the smallest id of its component.
    """
    ids, ends = np.unique(np.concatenate([a, b]), return_inverse=True)
    left, right = ends[: len(a)], ends[len(a) :]
    label = np.arange(len(ids))
    while True:
        before = label.copy()
        smaller = np.minimum(label[left], label[right])
        np.minimum.at(label, left, smaller)
        np.minimum.at(label, right, smaller)
        np.minimum.at(label, before[left], smaller)
        np.minimum.at(label, before[right], smaller)
        label = label[label]
        if np.array_equal(label, before):
            return ids, ids[label]


def _ends(pairs: pa.Table) -> tuple[Ids, Ids]:
    return pairs["a"].to_numpy().astype(np.int64), pairs["b"].to_numpy().astype(np.int64)


def _inside(ids: Ids, labels: Ids, a: Ids, b: Ids) -> npt.NDArray[np.int64]:
    """The pairs whose ends are in one component, one a row."""
    known = np.isin(a, ids) & np.isin(b, ids)
    a, b = a[known], b[known]
    together = labels[np.searchsorted(ids, a)] == labels[np.searchsorted(ids, b)]
    return np.stack([a[together], b[together]], axis=1)


def _constrained(edges: Iterable[Edge], apart: Iterable[tuple[int, ...]]) -> tuple[dict[int, int], set[Edge]]:
    forbidden: dict[int, set[int]] = defaultdict(set)
    for x, y in apart:
        forbidden[x].add(y)
        forbidden[y].add(x)
    by_score: dict[float, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_score[edge[0]].append(edge)
    label = {end: end for level in by_score.values() for edge in level for end in edge[1:]}
    members = {end: {end} for end in label}
    refused: set[Edge] = set()
    for score in sorted(by_score, reverse=True):
        level = by_score[score]
        for parts in _joined(level, label):
            union = set().union(*(members[part] for part in parts))
            if score < inf and any(forbidden[member] & union for member in union & forbidden.keys()):
                refused |= {
                    edge for edge in level if label[edge[1]] in parts and label[edge[1]] != label[edge[2]]
                }
                continue
            for part in parts:
                del members[part]
            members[min(union)] = union
            label.update(dict.fromkeys(union, min(union)))
    return label, refused


def _joined(level: list[Edge], label: dict[int, int]) -> list[set[int]]:
    """The sets of groups that edges of one score would join."""
    ends = np.array([(label[x], label[y]) for _, x, y in level], np.int64)
    joined: dict[int, set[int]] = defaultdict(set)
    for part, whole in zip(*(column.tolist() for column in components(ends[:, 0], ends[:, 1])), strict=True):
        joined[whole].add(part)
    return list(joined.values())
