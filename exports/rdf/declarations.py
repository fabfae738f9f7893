"""What OWL 2 DL asks for: each class, property and named individual is declared."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.exports.rdf.relations_papers import FABIO_CLASSES
from graphkit.exports.rdf.template import Element, Template
from graphkit.exports.rdf.values import quote
from graphkit.vocabulary import expand

_ANNOTATIONS = {"skos:altLabel", "skos:prefLabel"}
"""SKOS declares its labels as annotation properties."""


def declarations(elements: tuple[Element, ...]) -> str:
    """SQL of the relation of declarations: `iri` and `kind`, for all that the elements use."""
    kinds: dict[str, str] = {}
    for element in elements:
        for template in (template for block in element.blocks for template in block.templates):
            kinds.update(_declared(template))
    rows = ", ".join(f"({quote(expand(n))}, {quote(expand(k))})" for n, k in sorted(kinds.items()))
    nothing = "SELECT NULL::VARCHAR AS iri, NULL::VARCHAR AS kind WHERE false"
    return f"SELECT iri, kind FROM (VALUES {rows}) t(iri, kind)" if rows else nothing


def _declared(template: Template) -> Iterator[tuple[str, str]]:
    """Prefixed names that a template uses, each with the class it is declared in."""
    if template.predicate == "rdf:type":
        if template.column == "class":
            yield from ((name, "owl:Class") for name in FABIO_CLASSES)
        elif template.kind == "constant":
            yield template.column, "owl:Class"
        return
    if template.kind == "constant":
        yield template.column, "owl:NamedIndividual"
    if not template.predicate.startswith(("owl:", "rdf:")):
        yield template.predicate, _property_kind(template)


def _property_kind(template: Template) -> str:
    if template.predicate in _ANNOTATIONS:
        return "owl:AnnotationProperty"
    return "owl:ObjectProperty" if template.kind in {"iri", "constant"} else "owl:DatatypeProperty"
