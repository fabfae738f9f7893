"""RDF/XML: one description for each subject."""

from __future__ import annotations

from graphkit.exports.rdf.syntax import Syntax, column, concat, each, joined, lexical, when_present
from graphkit.exports.rdf.template import Block, Template
from graphkit.exports.rdf.values import quote
from graphkit.vocabulary import PREFIXES, expand

# What stands for the characters that markup, attributes and the normalisation of line ends would take.
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\r", "&#13;"), ("\n", "&#10;"))


class RdfXml(Syntax):
    """RDF 1.1 XML."""

    name = "rdfxml"
    suffix = ".rdf"
    media_type = "application/rdf+xml"
    xml = True

    def header(self) -> str:
        """The root element, with all namespaces."""
        namespaces = "".join(f'\n  xmlns:{prefix}="{namespace}"' for prefix, namespace in PREFIXES.items())
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{namespaces}>\n'

    def footer(self) -> str:
        """The end of the root element."""
        return "</rdf:RDF>\n"

    def block(self, block: Block) -> str:
        """One description."""
        subject = _escaped(f'"{block.subject}"')
        parts = [part for template in block.templates for part in _property(template)]
        return concat(
            [quote('<rdf:Description rdf:about="'), subject, "'\">'", *parts, quote("</rdf:Description>\n")]
        )


def _property(template: Template) -> list[str]:
    if template.kind == "constant":
        return [quote(f'<{template.predicate} rdf:resource="{expand(template.column)}"/>')]
    if template.many:
        return [joined(each(template, _element(template, "x")), "")]
    return [when_present(template, _element(template, column(template)))]


def _element(template: Template, value: str) -> str:
    name = template.predicate
    match template.kind:
        case "iri":
            return concat([quote(f'<{name} rdf:resource="'), _escaped(value), quote('"/>')])
        case "xsd:string":
            return concat([quote(f"<{name}>"), _escaped(value), quote(f"</{name}>")])
        case datatype:
            start = quote(f'<{name} rdf:datatype="{expand(datatype)}">')
            return concat([start, lexical(template, value), quote(f"</{name}>")])


def _escaped(value: str) -> str:
    """SQL: a text in which no character is markup; most texts need nothing."""
    escaped = value
    for character, reference in _ESCAPES:
        escaped = f"replace({escaped}, {quote(character)}, {quote(reference)})"
    return f"CASE WHEN regexp_matches({value}, '[&<>\"\\r\\n]') THEN {escaped} ELSE {value} END"
