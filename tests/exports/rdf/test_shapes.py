"""SHACL, and the same rules as SPARQL: what is exported keeps them, what is broken is found by both."""

from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import Namespace

from graphkit.engine import Engine
from graphkit.exports import export
from graphkit.exports.rdf.checks import Violation, rules, violations
from graphkit.vocabulary import BASE

SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = rdflib.Graph().parse(
    data=files("graphkit.exports").joinpath("rdf/shapes.ttl").read_text(encoding="utf-8")
)
CONSTRAINTS = {
    "minCount": "MinCount", "maxCount": "MaxCount", "datatype": "Datatype", "class": "Class",
    "nodeKind": "NodeKind", "minInclusive": "MinInclusive", "hasValue": "HasValue", "pattern": "Pattern",
    "lessThanOrEquals": "LessThanOrEquals",
}  # fmt: skip


def by_pyshacl(path: Path) -> list[Violation]:
    _conforms, report, _text = pyshacl.validate(rdflib.Graph().parse(path), shacl_graph=SHAPES)
    names = {SH[f"{part}ConstraintComponent"]: name for name, part in CONSTRAINTS.items()}
    found = {
        Violation(
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.sourceShape)).rpartition("#")[2],
            names[report.value(result, SH.sourceConstraintComponent)],
        )
        for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)
    }
    return sorted(found, key=lambda v: (v.node, v.shape, v.constraint))


def by_sparql(path: Path) -> list[Violation]:
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    return violations(store)


@pytest.mark.parametrize("profile", ["full", "spar"])
def test_an_export_keeps_all_rules(small: Engine, tmp_path: Path, profile: str) -> None:
    path = tmp_path / "out.nt"
    export(small, "rdf", path, profile=profile)
    assert by_pyshacl(path) == []
    assert by_sparql(path) == []


BROKEN = {
    "a title too many": (
        "id:x gk:bylineComplete true ; dcterms:title 'a', 'b' ; dcterms:identifier 'x' .",
        ("PaperTitle", "maxCount"),
    ),
    "no identifier": ("id:x gk:bylineComplete true .", ("PaperIdentifier", "minCount")),
    "a place below one": (
        "id:x pro:isDocumentContextFor id:y . id:y co:index 0 .",
        ("AuthorshipIndex", "minInclusive"),
    ),
    "no holder": ("id:x pro:isDocumentContextFor id:y .", ("AuthorshipHolder", "minCount")),
    "bounds exchanged": (
        f"<{BASE}coauthorship/a,b> gk:fractionalWeight '9.0'^^xsd:double .",
        ("PairFractional", "lessThanOrEquals"),
    ),
    "a third member": (f"<{BASE}coauthorship/a,b> gk:member <{BASE}author/c> .", ("PairMember", "maxCount")),
    "a country in words": (
        "<https://ror.org/05gq02987> gk:countryCode 'Utopia' .",
        ("InstitutionCountry", "pattern"),
    ),
    "a year as a string": (
        f"id:x dcterms:creator <{BASE}author/a> ; fabio:hasPublicationYear '2020' .",
        ("PaperYear", "datatype"),
    ),
    "an author of no class": ("id:x dcterms:creator id:nobody .", ("PaperCreator", "class")),
    "a blank node": ("_:b gk:bylineComplete true .", ("Paper", "nodeKind")),
    "another role": (
        "id:x pro:isDocumentContextFor id:y . id:y pro:withRole pro:editor .",
        ("AuthorshipRole", "hasValue"),
    ),
}
"""Turtle that breaks a rule, and the shape and constraint that say so."""


@pytest.mark.parametrize("case", BROKEN)
def test_both_find_the_same_broken_rules(small: Engine, tmp_path: Path, case: str) -> None:
    added, (shape, constraint) = BROKEN[case]
    export(small, "rdf", tmp_path / "out.ttl", profile="spar")
    text = (tmp_path / "out.ttl").read_text(encoding="utf-8") + f"@prefix id: <{BASE}> .\n{added}"
    graph = rdflib.Graph().parse(data=text, format="turtle")
    graph.serialize(tmp_path / "broken.nt", format="nt", encoding="utf-8")
    found = by_sparql(tmp_path / "broken.nt")
    assert (shape, constraint) in {(violation.shape, violation.constraint) for violation in found}
    if case != "a blank node":  # each parser names it otherwise
        assert found == by_pyshacl(tmp_path / "broken.nt")


def test_every_kind_of_constraint_has_a_broken_case() -> None:
    assert {rule.constraint for rule in rules()} == {constraint for _, (_, constraint) in BROKEN.values()}
