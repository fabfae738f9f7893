"""The rules of `shapes.ttl` as SPARQL: SHACL engines in Python take small graphs, a SPARQL store takes large ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, cast

import pyoxigraph as ox

_SH = "http://www.w3.org/ns/shacl#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_NODE_KINDS = {f"{_SH}IRI": "isIRI"}
_TARGETS = {
    "targetClass": f"?this {_TYPE} {{term}} .",
    "targetSubjectsOf": "?this {term} ?target .",
    "targetObjectsOf": "?target {term} ?this .",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint of one shape: a SELECT of the nodes (`this`) that break it."""

    shape: str
    constraint: str
    query: str


@dataclass(frozen=True, slots=True)
class Violation:
    """A node that breaks a constraint of a shape."""

    node: str
    shape: str
    constraint: str


def violations(store: ox.Store) -> list[Violation]:
    """All violations of all rules, ordered by node."""
    found = {
        Violation(row["this"].value, rule.shape, rule.constraint)
        for rule in rules()
        for row in cast("Iterable[Any]", store.query(rule.query))
    }
    return sorted(found, key=lambda v: (v.node, v.shape, v.constraint))


def rules() -> list[Rule]:
    """Every constraint that `shapes.ttl` states.

    Raises:
        ValueError: the shapes use a part of SHACL that is not translated.
    """
    text = files("graphkit.exports").joinpath("rdf/shapes.ttl").read_bytes()
    shapes = ox.Store()
    shapes.load(text, format=ox.RdfFormat.TURTLE)
    node_shapes = shapes.quads_for_pattern(None, ox.NamedNode(_TYPE[1:-1]), ox.NamedNode(f"{_SH}NodeShape"))
    return [rule for quad in node_shapes for rule in _node_shape(shapes, cast("ox.NamedNode", quad.subject))]


def _node_shape(shapes: ox.Store, shape: ox.NamedNode) -> Iterator[Rule]:
    targets = []
    for name, pattern in _TARGETS.items():
        targets += [f"{{ {pattern.replace('{term}', str(term))} }}" for term in _objects(shapes, shape, name)]
    focus = " UNION ".join(targets)
    for kind in _objects(shapes, shape, "nodeKind"):
        yield Rule(_local(shape), "nodeKind", _select(focus, f"FILTER(!{_NODE_KINDS[kind.value]}(?this))"))
    for property_shape in _objects(shapes, shape, "property"):
        yield from _property_shape(shapes, property_shape, focus)


def _property_shape(shapes: ox.Store, shape: ox.NamedNode, focus: str) -> Iterator[Rule]:
    (path,) = _objects(shapes, shape, "path")
    for quad in shapes.quads_for_pattern(shape, None, None):
        constraint = quad.predicate.value.removeprefix(_SH)
        if constraint != "path":
            yield Rule(
                _local(shape),
                constraint,
                _select(
                    focus, *_broken(constraint, str(path), cast("ox.NamedNode | ox.Literal", quad.object))
                ),
            )


def _broken(constraint: str, path: str, term: ox.NamedNode | ox.Literal) -> tuple[str, str]:
    """The pattern that a node matches when it breaks a constraint on its values, and what follows the pattern."""
    value = f"?this {path} ?value ."
    number = "COUNT(DISTINCT ?value)"
    match constraint:
        case "minCount":
            return f"OPTIONAL {{ {value} }}", f"GROUP BY ?this HAVING ({number} < {term.value})"
        case "maxCount":
            return value, f"GROUP BY ?this HAVING ({number} > {term.value})"
        case "datatype":
            return f"{value} FILTER(!isLiteral(?value) || datatype(?value) != {term})", ""
        case "class":
            return f"{value} FILTER NOT EXISTS {{ ?value {_TYPE} {term} }}", ""
        case "nodeKind":
            return f"{value} FILTER(!{_NODE_KINDS[term.value]}(?value))", ""
        case "minInclusive":
            return f"{value} FILTER(!(?value >= {term}))", ""
        case "hasValue":
            return f"FILTER NOT EXISTS {{ ?this {path} {term} }}", ""
        case "pattern":
            return f"{value} FILTER(!regex(str(?value), {term}))", ""
        case "lessThanOrEquals":
            return f"{value} ?this {term} ?other . FILTER(!(?value <= ?other))", ""
        case _:
            raise ValueError(f"the constraint sh:{constraint} is not translated to SPARQL")


def _select(focus: str, broken: str, tail: str = "") -> str:
    return (
        f"SELECT DISTINCT ?this WHERE {{ {{ SELECT DISTINCT ?this WHERE {{ {focus} }} }} {broken} }} {tail}"
    )


def _objects(shapes: ox.Store, subject: ox.NamedNode, name: str) -> list[ox.NamedNode]:
    return [quad.object for quad in shapes.quads_for_pattern(subject, ox.NamedNode(_SH + name), None)]  # type: ignore[misc]


def _local(shape: ox.NamedNode) -> str:
    return shape.value.rpartition("#")[2]
