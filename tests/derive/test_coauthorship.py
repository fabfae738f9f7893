"""Co-authorship weights, against a brute-force count and networkx's projection."""

from collections import defaultdict
from fractions import Fraction
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.engine import Engine
from tests.evidence import Told, derived

PEOPLE = ["Ada Quill", "Bruno Rask", "Carla Sontag", "Dmitri Tveit", "Elena Umber"]

Edge = tuple[int, int | None, int | None, float, float, float, bool]


def edges(engine: Engine) -> dict[tuple[str, str], Edge]:
    rows = engine.rows("""
        SELECT a.name, b.name, c.papers, c.first_year, c.last_year, weight_full, weight_fractional,
            weight_fractional_max, complete, a.id < b.id
        FROM rel_coauthored_with c JOIN node_author a ON a._id = _source JOIN node_author b ON b._id = _target
    """)
    assert all(row[-1] for row in rows)
    return {tuple(sorted(row[:2])): row[2:-1] for row in rows}  # type: ignore[misc]


def brute_force(records: list[Told]) -> dict[tuple[str, str], Edge]:
    """The definition of design section 3, paper by paper."""
    shared = defaultdict(list)
    for record in records:
        names = [str(name) for name in record.byline]
        count = (
            len(names) if record.complete else None if record.count is None else max(record.count, len(names))
        )
        for pair in combinations(sorted(names), 2):
            exact = None if count is None else Fraction(1, count - 1)
            lower, upper = (exact, exact) if exact is not None else (Fraction(0), Fraction(1, len(names)))
            shared[pair].append((record.year, lower, upper, count is not None))
    return {
        pair: (
            len(found),
            min((year for year, *_ in found if year is not None), default=None),
            max((year for year, *_ in found if year is not None), default=None),
            float(len(found)),
            float(sum(lower for _, lower, _, _ in found)),
            float(sum(upper for *_, upper, _ in found)),
            all(known for *_, known in found),
        )
        for pair, found in shared.items()
    }


RECORDS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(PEOPLE), unique=True, max_size=4),
        st.booleans(),
        st.sampled_from([None, 1, 3, 9]),
        st.sampled_from([None, 2001, 2010]),
    ),
    min_size=1,
    max_size=8,
).map(
    lambda rows: [
        Told(
            f"A long enough title of paper number {i}",
            names,
            complete=complete,
            count=None if complete else count,
            year=year,
        )
        for i, (names, complete, count, year) in enumerate(rows)
    ]
)


@settings(max_examples=15)
@given(RECORDS)
def test_weights_are_those_of_a_brute_force_count(records: list[Told]) -> None:
    engine, summary = derived(records)
    found, expected = edges(engine), brute_force(records)
    assert found.keys() == expected.keys()
    for pair, values in expected.items():
        assert found[pair][:4] == values[:4]
        assert found[pair][4:6] == pytest.approx(values[4:6], abs=1e-12)
        assert found[pair][6] == values[6]
    assert summary.pairs == len(expected)


@settings(max_examples=15)
@given(RECORDS)
def test_complete_bylines_give_newmans_projection(records: list[Told]) -> None:
    whole = [Told(told.title, told.byline) for told in records if told.byline]
    if not whole:
        return
    bipartite = nx.Graph((told.title, name) for told in whole for name in told.byline)
    people = {name for told in whole for name in told.byline}
    projected = nx.bipartite.collaboration_weighted_projected_graph(bipartite, people)
    expected = {tuple(sorted(pair)): weight for *pair, weight in projected.edges(data="weight")}
    found = {pair: values[4] for pair, values in edges(derived(whole)[0]).items()}
    assert found == pytest.approx(expected)


def test_a_hidden_count_gives_an_interval() -> None:
    engine, _ = derived([Told("A truncated paper with a long title", PEOPLE[:3], complete=False)])
    assert edges(engine)["Ada Quill", "Bruno Rask"][4:] == (0.0, pytest.approx(1 / 3), False)


def test_a_known_count_is_exact_though_names_are_hidden() -> None:
    engine, _ = derived([Told("A truncated paper with a long title", PEOPLE[:2], complete=False, count=5)])
    assert edges(engine)["Ada Quill", "Bruno Rask"][4:] == (0.25, 0.25, True)


def test_long_bylines_make_no_pairs_and_are_reported() -> None:
    records = [Told("A paper by very many people", PEOPLE), Told("A paper by few people", PEOPLE[:2])]
    engine, summary = derived(records, limit=4)
    assert list(edges(engine)) == [("Ada Quill", "Bruno Rask")]
    assert len(summary.left_out) == 1
    assert summary.limit == 4
    assert engine.rows("SELECT count(*) FROM rel_authored") == [(7,)]
