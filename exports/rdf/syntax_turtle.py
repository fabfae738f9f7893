"""Turtle and TriG: prefixes, and the triples of a subject in one sentence."""

from __future__ import annotations

from itertools import groupby

from graphkit.exports.rdf.syntax import Syntax, column, concat, each, joined, lexical, term, when_present
from graphkit.exports.rdf.template import Block, Template
from graphkit.exports.rdf.values import quote
from graphkit.vocabulary import PREFIXES

_BARE = {"xsd:integer", "xsd:boolean"}  # kinds that Turtle writes without quotes


class Turtle(Syntax):
    """RDF 1.1 Turtle."""

    name = "turtle"
    suffix = ".ttl"
    media_type = "text/turtle"
    annotates = True

    def header(self) -> str:
        """The prefixes."""
        return (
            "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items()) + "\n"
        )

    def block(self, block: Block) -> str:
        """One sentence; constant objects of one predicate share it."""
        parts = ["'<'", f'"{block.subject}"', "'>'"]
        groups = groupby(block.templates, lambda t: (t.predicate, t.kind == "constant"))
        for number, ((predicate, constant), group) in enumerate(groups):
            start = f"{'' if number == 0 else ' ;' + chr(10) + chr(9)} {_verb(predicate)} ".replace(
                "\t ", "\t"
            )
            if constant:
                parts.append(quote(start + ", ".join(template.column for template in group)))
            else:
                parts += [self._phrase(template, start) for template in group]
        return concat([*parts, quote(" .\n")])

    def _phrase(self, template: Template, start: str) -> str:
        if not template.many:
            return when_present(template, concat([quote(start), *_term(template, column(template))]))
        if template.kind == "iri":
            objects = ["'<'", joined(column(template), ">, <"), "'>'"]
        else:
            objects = [joined(each(template, concat(_term(template, "x"))), ", ")]
        return when_present(template, concat([quote(start), *objects]))


def _term(template: Template, value: str) -> list[str]:
    """SQL of the parts of an object's text; datatypes are written with prefixes, or left to the bare value."""
    return [lexical(template, value)] if template.kind in _BARE else term(template, value, str)


def _verb(predicate: str) -> str:
    return "a" if predicate == "rdf:type" else predicate


class TriG(Turtle):
    """RDF 1.1 TriG: a row with a graph stands in braces after its name."""

    name = "trig"
    suffix = ".trig"
    media_type = "application/trig"
    quads = True

    def block(self, block: Block) -> str:
        """The sentence of Turtle, in its graph."""
        start = f"CASE WHEN graph IS NOT NULL THEN concat('<', graph, {quote(f'> {{{chr(10)}')}) END"
        end = f"CASE WHEN graph IS NOT NULL THEN {quote('}' + chr(10))} END"
        return concat([start, super().block(block), end])
