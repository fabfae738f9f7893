import json
from importlib.resources import files
from pathlib import Path

import pytest
import rdflib

from graphkit.engine import Engine
from graphkit.exports import export
from graphkit.exports.rdf.syntax_jsonld import context


def test_the_context_is_frozen() -> None:
    shipped = json.loads(files("graphkit.exports").joinpath("rdf/context.jsonld").read_text(encoding="utf-8"))
    assert shipped == {"@context": context()}, (
        "a changed context breaks those who read it: add terms, keep the old"
    )


def test_a_document_needs_nothing_from_elsewhere(small: Engine, tmp_path: Path) -> None:
    export(small, "rdf", tmp_path / "out.jsonld")
    document = json.loads((tmp_path / "out.jsonld").read_text(encoding="utf-8"))
    assert document["@context"] == context()
    assert set(document) == {"@context", "@graph"}
    ids = [node["@id"] for node in document["@graph"]]
    assert not any(name.startswith("_:") for name in ids)


def test_values_are_those_of_json(small: Engine, tmp_path: Path) -> None:
    export(small, "rdf", tmp_path / "out.jsonld")
    document = json.loads((tmp_path / "out.jsonld").read_text(encoding="utf-8"))
    paper = next(node for node in document["@graph"] if node.get("title") == 'A "quoted"\ntitle')
    assert paper["authorCount"] == 3
    assert paper["bylineComplete"] is True
    assert paper["issued"] == "1998-06-01"
    assert [name.rsplit("/", 1)[1] for name in paper["creator"]] == ["b", "a", "0000-0002-1825-0097"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_rdflib_reads_the_same_triples(small: Engine, tmp_path: Path) -> None:
    promised = export(small, "rdf", tmp_path / "out.jsonld").triples
    export(small, "rdf", tmp_path / "out.nt")
    graph = rdflib.Graph().parse(tmp_path / "out.jsonld", format="json-ld")
    assert len(graph) == promised
    assert set(graph) == set(rdflib.Graph().parse(tmp_path / "out.nt"))
