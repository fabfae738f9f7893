"""The ontology: it defines exactly the terms that exports use, and is a proper OWL 2 DL ontology."""

from importlib.resources import as_file, files
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from graphkit.engine import Engine
from graphkit.exports import export
from graphkit.exports.rdf.templates import ELEMENTS
from graphkit.vocabulary import PREFIXES, expand
from tests.exports.rdf.gates import GATES, ComplaintError, owl_dl

ONTOLOGY = files("graphkit.exports").joinpath("rdf/ontology.ttl")
GRAPH = rdflib.Graph().parse(data=ONTOLOGY.read_text(encoding="utf-8"))
TERMS = sorted(str(term) for term in GRAPH.subjects(RDFS.isDefinedBy, None))
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
IN_DESCRIPTIONS = {"gk:options"}  # written beside exports, not by templates


def used() -> set[str]:
    templates = [template for element in ELEMENTS for block in element.blocks for template in block.templates]
    names = {template.predicate for template in templates}
    names |= {template.column for template in templates if template.kind == "constant"}
    return {expand(name) for name in names | IN_DESCRIPTIONS if name.startswith("gk:")}


def test_it_defines_what_exports_use_and_nothing_else() -> None:
    assert set(TERMS) == used()


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_explained(term: str) -> None:
    node = URIRef(term)
    (kind,) = KINDS & set(GRAPH.objects(node, RDF.type))
    for predicate in (RDFS.label, RDFS.comment, SKOS.example):
        assert GRAPH.value(node, predicate), f"{term} has no {predicate}"
    if kind != OWL.Class:
        assert GRAPH.value(node, RDFS.range)


@pytest.mark.parametrize("term", TERMS)
def test_an_example_is_turtle_that_uses_the_term(term: str) -> None:
    example = str(GRAPH.value(URIRef(term), SKOS.example))
    prefixes = "".join(f"@prefix {name}: <{namespace}> . " for name, namespace in PREFIXES.items())
    graph = rdflib.Graph().parse(data=prefixes + example, format="turtle", publicID="https://example.org/")
    assert URIRef(term) in set(graph.all_nodes()) | set(graph.predicates())


def test_templates_agree_with_the_kinds_of_properties() -> None:
    for template in (
        template for element in ELEMENTS for block in element.blocks for template in block.templates
    ):
        if template.predicate.startswith("gk:"):
            kind = OWL.ObjectProperty if template.kind == "iri" else OWL.DatatypeProperty
            assert (URIRef(expand(template.predicate)), RDF.type, kind) in GRAPH


def test_it_is_documented() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "rdf.md").read_text(encoding="utf-8")
    missing = [term for term in TERMS if f"`gk:{term.rpartition('#')[2]}`" not in page]
    assert not missing


@pytest.mark.parametrize("gate", GATES)
def test_strict_programs_read_it(gate: str) -> None:
    with as_file(ONTOLOGY) as path:
        assert GATES[gate]([path]) == [len(GRAPH)]


def test_it_is_owl_2_dl(tmp_path: Path) -> None:
    with as_file(ONTOLOGY) as path:
        owl_dl(path, tmp_path / "report.txt")


def test_the_owl_profile_is_owl_2_dl(small: Engine, tmp_path: Path) -> None:
    export(small, "rdf", tmp_path / "out.ttl", profile="owl")
    owl_dl(tmp_path / "out.ttl", tmp_path / "report.txt")


def test_the_full_profile_is_not(small: Engine, tmp_path: Path) -> None:
    export(small, "rdf", tmp_path / "out.ttl", profile="full")
    with pytest.raises(ComplaintError):
        owl_dl(tmp_path / "out.ttl", tmp_path / "report.txt")
