"""Named graphs: each source says what its records say, the default graph what no record says."""

from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from graphkit.engine import Engine
from graphkit.exports import export
from graphkit.identifiers import doi_iri
from graphkit.vocabulary import BASE, expand
from tests.exports.rdf.conftest import SICI
from tests.exports.rdf.test_export import read

FIRST = f"{BASE}source/1-{'ab' * 8}"
SECOND = f"{BASE}source/2-{'cd' * 8}"
PAPER = doi_iri(SICI)


@pytest.fixture(params=[".nq", ".trig"])
def dataset(request: pytest.FixtureRequest, small: Engine, tmp_path: Path) -> ox.Dataset:
    path = tmp_path / f"out{request.param}"
    report = export(small, "rdf", path)
    dataset = ox.Dataset(read(path))
    assert len(dataset) == report.triples
    return dataset


def objects(dataset: ox.Dataset, graph: str | None, subject: str, predicate: str) -> set[str]:
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    return {
        quad.object.value
        for quad in dataset.quads_for_subject(ox.NamedNode(subject))
        if quad.graph_name == name and quad.predicate.value == expand(predicate)
    }


def test_a_value_stands_with_the_source_that_says_it(dataset: ox.Dataset) -> None:
    title = 'A "quoted"\ntitle'
    assert objects(dataset, FIRST, PAPER, "dcterms:title") == {title}
    assert objects(dataset, SECOND, PAPER, "dcterms:title") == set()
    assert objects(dataset, None, PAPER, "dcterms:title") == set()


def test_a_value_that_two_sources_say_stands_with_both(dataset: ox.Dataset) -> None:
    assert objects(dataset, FIRST, PAPER, "fabio:hasPublicationYear") == {"1998"}
    assert objects(dataset, SECOND, PAPER, "fabio:hasPublicationYear") == {"1998"}
    assert objects(dataset, None, PAPER, "fabio:hasPublicationYear") == set()


def test_a_value_that_no_source_says_stands_in_the_default_graph(dataset: ox.Dataset) -> None:
    assert objects(dataset, None, PAPER, "gk:reportedCitations") == {"7"}
    assert objects(dataset, None, PAPER, "dcterms:identifier") == {SICI}


def test_an_author_stands_with_the_source_that_names_them(dataset: ox.Dataset) -> None:
    assert len(objects(dataset, FIRST, PAPER, "dcterms:creator")) == 3
    assert objects(dataset, SECOND, PAPER, "dcterms:creator") == {f"{BASE}author/b"}
    assert objects(dataset, None, PAPER, "dcterms:creator") == set()


def test_a_source_that_writes_a_name_otherwise_gives_the_place_alone(dataset: ox.Dataset) -> None:
    (role,) = objects(dataset, SECOND, PAPER, "pro:isDocumentContextFor")
    assert objects(dataset, SECOND, role, "co:index") == {"1"}
    assert objects(dataset, SECOND, role, "gk:nameAsWritten") == set()
    assert objects(dataset, FIRST, role, "gk:nameAsWritten") == {"Zoë Ω"}


def test_what_an_affiliation_means_stands_with_the_source_that_writes_it(dataset: ox.Dataset) -> None:
    role = f"{BASE}sig/{quote(SICI, safe=':')}-2"
    assert objects(dataset, FIRST, role, "pro:relatesToOrganization") == {f"{BASE}institution/lab"}
    assert objects(dataset, None, role, "pro:relatesToOrganization") == set()
