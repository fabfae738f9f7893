"""The layout: repeatable, quick, neighbours near, nothing lost or scattered."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.layout import Network, lay_out
from graphkit.layout.communities import numbered_by_size


def network(count: int, edges: list[tuple[int, int, float]]) -> Network:
    source, target, weight = zip(*edges, strict=True) if edges else ((), (), ())
    return Network(
        count,
        np.array(source, dtype=np.int64),
        np.array(target, dtype=np.int64),
        np.array(weight, dtype=np.float64),
    )


def teams(count: int, papers: int, seed: int) -> Network:
    """A co-authorship network: papers by teams of two to five drawn near one another on a line of people."""
    random = np.random.default_rng(seed)
    first = random.integers(0, count, papers)
    pairs: dict[tuple[int, int], float] = {}
    for start, size in zip(first, random.integers(2, 6, papers), strict=True):
        team = sorted({int(start + step) % count for step in random.geometric(0.15, size)} | {int(start)})
        for i, a in enumerate(team):
            for b in team[i + 1 :]:
                pairs[a, b] = pairs.get((a, b), 0.0) + 1 / (len(team) - 1)
    return network(count, [(a, b, w) for (a, b), w in sorted(pairs.items())])


def kept_neighbours(graph: Network, positions: np.ndarray) -> float:
    """Mean share of a node's neighbours that are among the ten nodes nearest to it, by brute force."""
    offsets, neighbours, _ = graph.adjacency()
    shares = []
    for node in range(0, graph.count, 7):
        own = neighbours[offsets[node] : offsets[node + 1]]
        if len(own):
            far = ((positions - positions[node]) ** 2).sum(axis=1)
            far[node] = np.inf
            nearest = np.argpartition(far, 10)[:10]
            shares.append(np.isin(own, nearest).mean())
    return float(np.mean(shares))


def test_same_seed_same_bytes() -> None:
    graph = teams(1500, 1200, seed=5)
    first, second = lay_out(graph, seed=3), lay_out(graph, seed=3)
    assert first.positions.tobytes() == second.positions.tobytes()
    assert first.community.tobytes() == second.community.tobytes()


def test_another_seed_is_another_layout() -> None:
    graph = teams(1500, 1200, seed=5)
    assert lay_out(graph, seed=3).positions.tobytes() != lay_out(graph, seed=4).positions.tobytes()


def test_true_neighbours_stand_near() -> None:
    graph = teams(20_000, 12_000, seed=1)
    assert kept_neighbours(graph, lay_out(graph).positions) >= 0.45


def test_nodes_never_fall_together() -> None:
    graph = teams(3000, 2000, seed=2)
    positions = np.round(lay_out(graph).positions, 3)
    assert len(np.unique(positions, axis=0)) == graph.count


def test_small_components_are_set_aside_below_the_map() -> None:
    ring = [(i, (i + 1) % 100, 1.0) for i in range(100)]
    layout = lay_out(network(110, [*ring, (100, 101, 1.0), (102, 103, 1.0)]))
    assert (layout.community[:100] >= 0).all()
    assert (layout.community[100:] == -1).all()
    assert layout.positions[100:, 1].min() > layout.positions[:100, 1].max()
    pairs, singles = layout.positions[100:104], layout.positions[104:]
    assert pairs[:, 1].mean() <= singles[:, 1].mean()


def test_two_components_of_like_size_stand_side_by_side() -> None:
    rings = [(base + i, base + (i + 1) % 40, 1.0) for base in (0, 40) for i in range(40)]
    layout = lay_out(network(80, rings))
    assert (layout.community >= 0).all()
    assert not set(layout.community[:40]) & set(layout.community[40:])
    first, second = layout.positions[:40], layout.positions[40:]
    apart = np.hypot(*(first.mean(axis=0) - second.mean(axis=0)))
    assert apart > max(np.ptp(first[:, 0]), np.ptp(second[:, 0])) / 2


def test_heavy_edges_draw_communities_together() -> None:
    """Three cliques: the two with the heavier bridge stand nearer."""
    cliques = [(base + i, base + j, 3.0) for base in (0, 10, 20) for i in range(10) for j in range(i + 1, 10)]
    layout = lay_out(network(30, [*cliques, (9, 10, 2.0), (19, 20, 0.01)]))
    middle = [layout.positions[base : base + 10].mean(axis=0) for base in (0, 10, 20)]
    assert np.hypot(*(middle[0] - middle[1])) <= np.hypot(*(middle[1] - middle[2])) + 0.5
    assert len(set(layout.community)) == 3


@pytest.mark.parametrize("count", [0, 1, 2, 9])
def test_networks_without_edges(count: int) -> None:
    layout = lay_out(network(count, []))
    assert layout.positions.shape == (count, 2)
    assert (layout.community == -1).all()


edges = st.integers(2, 40).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.sets(
            st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda pair: pair[0] < pair[1])
        ),
    )
)


@given(edges)
def test_any_network_gets_finite_distinct_positions(given_edges: tuple[int, set[tuple[int, int]]]) -> None:
    count, pairs = given_edges
    layout = lay_out(network(count, [(a, b, 1.0 + a) for a, b in sorted(pairs)]))
    assert np.isfinite(layout.positions).all()
    assert len(np.unique(np.round(layout.positions, 6), axis=0)) == count


@given(edges)
def test_components_agree_with_a_walk(given_edges: tuple[int, set[tuple[int, int]]]) -> None:
    count, pairs = given_edges
    root = list(range(count))
    for _ in range(count):
        for a, b in pairs:
            root[a] = root[b] = min(root[a], root[b])
    assert network(count, [(a, b, 1.0) for a, b in sorted(pairs)]).components().tolist() == root


@given(st.lists(st.integers(0, 5), min_size=1))
def test_groups_are_numbered_by_size(group: list[int]) -> None:
    numbered = numbered_by_size(np.array(group))
    sizes = np.bincount(numbered)
    assert (np.diff(sizes) <= 0).all()
    same = np.equal.outer(group, group)
    assert np.array_equal(np.equal.outer(numbered, numbered), same)
