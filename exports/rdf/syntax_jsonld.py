"""JSON-LD 1.1: one object for each subject, its keys defined in a context that is part of every document."""

from __future__ import annotations

import json
from typing import Any

from graphkit.exports.rdf.syntax import Syntax, column, concat, each, joined, lexical, when_present
from graphkit.exports.rdf.template import Block, Template
from graphkit.exports.rdf.templates import ELEMENTS
from graphkit.exports.rdf.values import quote
from graphkit.vocabulary import PREFIXES

_NATIVE = {"xsd:integer", "xsd:boolean"}  # kinds that JSON has values for


class JsonLd(Syntax):
    """JSON-LD 1.1, flat, with an embedded context; integers and booleans are JSON's own."""

    name = "jsonld"
    suffix = ".jsonld"
    media_type = "application/ld+json"
    separator = ",\n"

    def header(self) -> str:
        """The context, and the beginning of the list of subjects."""
        return f'{{"@context":{json.dumps(context(), ensure_ascii=False)},\n"@graph":[\n'

    def footer(self) -> str:
        """The end of the list."""
        return "\n]}\n"

    def block(self, block: Block) -> str:
        """One object; all types stand in one list."""
        types = [template for template in block.templates if template.predicate == "rdf:type"]
        rest = [template for template in block.templates if template.predicate != "rdf:type"]
        parts = [quote(f'{self.separator}{{"@id":"'), f'"{block.subject}"', "'\"'", *_types(types)]
        parts += [_member(template) for template in rest]
        return concat([*parts, "'}'"])


def _types(templates: list[Template]) -> list[str]:
    """The member `@type`; the first type is never null."""
    if not templates:
        return []
    items = [
        quote(f'"{template.column}"')
        if template.kind == "constant"
        else concat(["'\"'", column(template), "'\"'"])
        for template in templates
    ]
    separated = [part for item in items for part in (item, "','")]
    return [quote(',"@type":['), *separated[:-1], "']'"]


def _member(template: Template) -> str:
    if template.kind == "constant":
        return quote(f',"{template.term}":"{template.column}"')
    start = quote(f',"{template.term}":')
    if not template.many:
        return when_present(template, concat([start, *_value(template, column(template))]))
    if template.kind == "iri":
        items = ["'[\"'", joined(column(template), '","'), "'\"]'"]
    else:
        items = ["'['", joined(each(template, concat(_value(template, "x"))), ","), "']'"]
    return when_present(template, concat([start, *items]))


def _value(template: Template, value: str) -> list[str]:
    """SQL of the parts of a value's text."""
    if template.kind == "xsd:string":
        return [f"to_json({value})"]
    text = value if template.kind == "iri" else lexical(template, value)
    return [text] if template.kind in _NATIVE else ["'\"'", text, "'\"'"]


def context() -> dict[str, Any]:
    """The context of every document: the prefixes, and each key of the table of templates."""
    terms: dict[str, Any] = {}
    for template in (
        template for element in ELEMENTS for block in element.blocks for template in block.templates
    ):
        if template.predicate == "rdf:type" or template.kind == "statement":
            continue
        definition: dict[str, str] = {"@id": template.predicate}
        if template.kind in {"iri", "constant"}:
            definition["@type"] = "@id"
        elif template.kind not in {"xsd:string", *_NATIVE}:
            definition["@type"] = template.kind
        terms[template.term] = definition
    return {"@version": 1.1, **PREFIXES, **dict(sorted(terms.items()))}
