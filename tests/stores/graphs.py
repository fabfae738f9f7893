"""Graphs in memory, made without the build, for tests of stores."""

from collections.abc import Sequence

from graphkit.derive.tables import catalogue
from graphkit.graph import Graph
from graphkit.schema import RELATIONSHIPS
from graphkit.stores.base import Tables
from graphkit.stores.duckdb import DuckDBStore
from tests.graphs import Card, graph_of

CARDS = (
    Card("Alpha", ["Ann", "Bob", "Cyd"], 2020, "cs.LG", institution="Here", citations=3),
    Card("Beta", ["Ann", "Bob"], 2021, "cs.AI", count=0),
    Card('Gamma "quoted" 𝒳', [], 2021),
)


def graph_from(cards: Sequence[Card] = CARDS) -> Graph:
    engine = graph_of(cards)
    for kind in RELATIONSHIPS:
        engine.run(f"""
            CREATE OR REPLACE TABLE {kind.table}_by_target AS
            SELECT _id, _source, _target FROM {kind.table} ORDER BY _target, _id
        """)
    return Graph(DuckDBStore(Tables(engine, catalogue(engine)), "made"), has_evidence=True)
