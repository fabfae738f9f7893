"""Random values of Cypher for property tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from graphkit.cypher.runtime.dates import normal
from graphkit.cypher.runtime.values import INTEGER_MAX, INTEGER_MIN, NodeId, PathIds, RelationshipId

_IDS = st.integers(0, 2**62)
_PATHS = st.lists(_IDS, max_size=3).flatmap(
    lambda steps: st.builds(
        lambda nodes: PathIds(tuple(nodes), tuple(steps)),
        st.lists(_IDS, min_size=len(steps) + 1, max_size=len(steps) + 1),
    )
)
DURATIONS = st.builds(
    normal,
    st.integers(-(10**6), 10**6),
    st.integers(-(10**6), 10**6),
    st.integers(-(10**9), 10**9),
    st.integers(-(10**12), 10**12),
)
SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(INTEGER_MIN, INTEGER_MAX),
    st.sampled_from([0, 1, 2, 2**53, 2**53 + 1, INTEGER_MAX, INTEGER_MIN]),
    st.floats(),
    st.sampled_from([0.0, -0.0, 1.0, 2.0, float(2**53), 1e16, 1e-5]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.sampled_from(["", "~d", '"', "\\", "\u0000", "\u001f", "a"]),
    st.dates(),
    st.sampled_from([date(1, 1, 1), date(9999, 12, 31)]),
    DURATIONS,
    st.builds(NodeId, _IDS),
    st.builds(RelationshipId, _IDS),
    _PATHS,
)
_KEYS = st.sampled_from(["a", "b", "~d", "~~n", "~f", "", "é"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_KEYS, inner, max_size=3)),
    max_leaves=6,
)
