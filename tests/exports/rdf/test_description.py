"""The description beside an export tells the truth about it."""

import hashlib
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, Namespace, URIRef

from graphkit.engine import Engine
from graphkit.exports import export
from graphkit.exports.rdf import SYNTAXES
from graphkit.exports.rdf.description import description_path
from graphkit.vocabulary import expand
from tests.exports.rdf.gates import GATES

VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
PROV = Namespace("http://www.w3.org/ns/prov#")
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def ref(name: str) -> URIRef:
    return URIRef(expand(name))


def described(engine: Engine, path: Path, **options: object) -> tuple[rdflib.Graph, URIRef]:
    export(engine, "rdf", path, **options)
    graph = rdflib.Graph().parse(description_path(path))
    dataset = graph.value(predicate=RDF.type, object=VOID.Dataset)
    assert isinstance(dataset, URIRef)
    return graph, dataset


def test_the_counts_are_those_of_the_file(small: Engine, tmp_path: Path) -> None:
    description, dataset = described(small, tmp_path / "out.nt")
    data = rdflib.Graph().parse(tmp_path / "out.nt")
    assert description.value(dataset, VOID.triples).toPython() == len(data)
    assert description.value(dataset, VOID.entities).toPython() == len(set(data.subjects(RDF.type)))
    properties = {
        description.value(part, VOID.property): description.value(part, VOID.triples).toPython()
        for part in description.objects(dataset, VOID.propertyPartition)
    }
    assert properties == {p: sum(1 for _ in data.triples((None, p, None))) for p in set(data.predicates())}
    for part in description.objects(dataset, VOID.classPartition):
        found = sum(1 for _ in data.subjects(RDF.type, description.value(part, VOID["class"])))
        assert description.value(part, VOID.entities).toPython() == found


def test_the_files_are_those_on_the_disk(small: Engine, tmp_path: Path) -> None:
    description, dataset = described(small, tmp_path / "out.nt.gz", part_triples=50, licence=LICENCE)
    files = list(description.objects(dataset, DCAT.distribution))
    assert len(files) > 1
    for file in files:
        content = (tmp_path / str(description.value(file, ref("dcterms:title")))).read_bytes()
        checksum = description.value(description.value(file, SPDX.checksum), SPDX.checksumValue)
        assert str(checksum) == hashlib.sha256(content).hexdigest()
        assert int(description.value(file, DCAT.byteSize)) == len(content)
        assert description.value(file, ref("dcterms:license")) == URIRef(LICENCE)


def test_the_sources_and_the_program_stand_behind_it(small: Engine, tmp_path: Path) -> None:
    description, dataset = described(small, tmp_path / "out.ttl", title='Our "graph"')
    run = description.value(dataset, PROV.wasGeneratedBy)
    used = {str(description.value(source, ref("gk:path"))) for source in description.objects(run, PROV.used)}
    assert used == {"a.txt", "b.txt"}
    agent = description.value(run, PROV.wasAssociatedWith)
    assert str(description.value(agent, ref("foaf:name"))).startswith("graphkit ")
    assert str(description.value(dataset, ref("dcterms:title"))) == 'Our "graph"'
    assert description.value(dataset, ref("dcterms:license")) is None


def test_the_time_is_that_of_the_graph(small: Engine, tmp_path: Path) -> None:
    small.run("INSERT INTO meta VALUES ('time', '\"2024-05-06T00:00:00+00:00\"')")
    description, dataset = described(small, tmp_path / "out.ttl")
    assert str(description.value(dataset, ref("dcterms:issued"))) == "2024-05-06T00:00:00+00:00"


@pytest.mark.parametrize("gate", GATES)
def test_strict_programs_read_it(small: Engine, tmp_path: Path, gate: str) -> None:
    paths = [tmp_path / f"out{syntax.suffix}" for syntax in SYNTAXES.values()]
    for path in paths:
        export(small, "rdf", path, licence=LICENCE)
    descriptions = [description_path(path) for path in paths]
    assert GATES[gate](descriptions) == [len(rdflib.Graph().parse(path)) for path in descriptions]


def test_the_same_graph_gives_the_same_description(small: Engine, tmp_path: Path) -> None:
    texts = []
    for _ in range(2):
        described(small, tmp_path / "out.ttl")
        texts.append(description_path(tmp_path / "out.ttl").read_bytes())
    assert texts[0] == texts[1]
