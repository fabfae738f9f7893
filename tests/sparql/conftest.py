"""A small graph in a triple store."""

from __future__ import annotations

from pathlib import Path

import pytest

import graphkit
from graphkit.sparql.store import open_store

CROSSING = Path(__file__).parents[1] / "conformance" / "crossing"


@pytest.fixture(scope="session")
def graph_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sparql") / "graph.duckdb"
    graphkit.build(sorted(CROSSING.glob("*.csv")), out=out).close()
    return out


@pytest.fixture(scope="session")
def store(graph_file: Path) -> Path:
    return open_store(graph_file, cache=graph_file.parent / "cache")
