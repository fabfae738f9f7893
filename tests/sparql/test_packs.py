"""SPARQL packs give the same answers as the Cypher packs that they mirror."""

from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit import packs
from graphkit.errors import PackError
from graphkit.sparql import packs as sparql_packs
from graphkit.sparql.query import ask
from graphkit.sparql.rows import to_result
from graphkit.sparql.store import open_store
from tests.conftest import SHARED

CROSSING = Path(__file__).parents[1] / "conformance" / "crossing"
PAGES = SHARED / "data" / "pages"
SOURCES = {"crossing": CROSSING, "pages": PAGES}
PARAMETERS = {
    ("crossing", "authors/collaborators"): {"author": "Ada Stone"},
    ("crossing", "categories/of_author"): {"author": "Ada Stone"},
    ("pages", "authors/collaborators"): {"author": "Justin Kang"},
    ("pages", "categories/of_author"): {"author": "Kannan Ramchandran"},
}
LISTS = {"variants", "sources"}  # columns that are lists in Cypher, and joined text in SPARQL


@pytest.fixture(scope="module", params=[pytest.param("pages", marks=pytest.mark.shared), "crossing"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = SOURCES[request.param]
    if not folder.is_dir():
        pytest.skip("the real files are absent: ../shared is not there")
    files = sorted(folder.glob("*.txt")) or sorted(folder.glob("*.csv"))
    home = tmp_path_factory.mktemp(request.param)
    graphkit.build(files, out=home / "graph.duckdb").close()
    store = open_store(home / "graph.duckdb", cache=home / "cache")
    with graphkit.open(home / "graph.duckdb") as graph:
        yield request.param, graph, store


@pytest.mark.parametrize("name", sorted(sparql_packs.shipped()))
def test_a_pack_answers_as_its_cypher_does(opened: Any, name: str) -> None:
    case, graph, store = opened
    text = sparql_packs.shipped()[name]
    cypher = sparql_packs.mirrored(text)
    parameters = PARAMETERS.get((case, cypher), {})
    expected = graph.query(cypher, **parameters)
    found = to_result(ask(store, text, values=parameters))
    assert found.columns == expected.columns
    for row, wanted in zip(rows(found, found.columns), rows(expected, expected.columns), strict=True):
        assert row == pytest.approx(wanted)
    if case == "crossing":
        assert len(found) >= 3


def rows(result: Any, columns: list[str]) -> list[tuple[Any, ...]]:
    return [
        tuple(
            "|".join(v) if name in LISTS and isinstance(v, list) else v
            for name, v in zip(columns, row, strict=True)
        )
        for row in result
    ]


def test_packs_mirror_packs_that_are_there() -> None:
    assert {sparql_packs.mirrored(text) for text in sparql_packs.shipped().values()} <= set(packs.shipped())


def test_a_pack_that_mirrors_nothing_is_refused() -> None:
    with pytest.raises(PackError, match="mirrors"):
        sparql_packs.mirrored("SELECT * { ?s ?p ?o }")
