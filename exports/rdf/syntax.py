"""What the formats have in common: a block of templates becomes one SQL expression that yields its text."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from graphkit.exports.rdf.template import Block, Template
from graphkit.exports.rdf.values import quote
from graphkit.vocabulary import expand

_LITERAL = re.compile(r"'(?:[^']|'')*'")


class Syntax(ABC):
    """A format of RDF.

    Attributes:
        name: as `--format` takes it.
        suffix: ending of its files.
        media_type: registered media type.
        quads: it can hold named graphs.
        annotates: its RDF 1.2 form can hold triples about triples.
        xml: it is XML, which cannot hold most control characters.
    """

    name: str
    suffix: str
    media_type: str
    quads = False
    annotates = False
    xml = False

    def header(self) -> str:
        """Text before the first block."""
        return ""

    def footer(self) -> str:
        """Text after the last block."""
        return ""

    separator = ""
    """Text that each block begins with and the first one of a document does not."""

    @abstractmethod
    def block(self, block: Block) -> str:
        """SQL of the text of one row's block; its subject is not null there."""


def concat(parts: Sequence[str]) -> str:
    """SQL: the parts joined, neighbouring literals as one; nulls are empty."""
    return f"concat({', '.join(_united(parts))})"


def _united(parts: Sequence[str]) -> Iterator[str]:
    """Each literal costs the engine a copy of every row's text, so that few are better than many."""
    for is_literal, group in groupby(parts, lambda part: _LITERAL.fullmatch(part) is not None):
        if is_literal:
            yield "'" + "".join(part[1:-1] for part in group) + "'"
        else:
            yield from group


def lexical(template: Template, value: str) -> str:
    """SQL of a value's lexical form in its datatype."""
    match template.kind:
        case "xsd:dateTime":  # a date where xsd:date is not to be had: the midnight it begins with
            return f"concat({value}, 'T00:00:00')"
        case "xsd:gYear":
            return f"lpad({value}::VARCHAR, 4, '0')"
        case "xsd:double":
            special = f"WHEN isnan({value}) THEN 'NaN' WHEN {value} > 0 THEN 'INF' ELSE '-INF'"
            return f"CASE WHEN isfinite({value}) THEN {value}::VARCHAR {special} END"
        case _:
            return f"{value}::VARCHAR"


def column(template: Template) -> str:
    """SQL of a template's column."""
    return f'"{template.column}"'


def when_present(template: Template, text: str) -> str:
    """SQL: the text where the template's column has a value, null where it has none."""
    present = f"len({column(template)}) > 0" if template.many else f"{column(template)} IS NOT NULL"
    return f"CASE WHEN {present} THEN {text} END"


def joined(items: str, separator: str) -> str:
    """SQL: a list's items with a separator between them."""
    return f"array_to_string({items}, {quote(separator)})"


def each(template: Template, text: str) -> str:
    """SQL: a list of the text of each item `x` of a template's column."""
    return f"list_transform({column(template)}, lambda x: {text})"


def reified() -> list[str]:
    """SQL of the parts of the triple term of RDF 1.2 that says that two persons are co-authors."""
    return ["'<<( <'", "first", quote(f"> <{expand('gk:coAuthorOf')}> <"), "second", "'> )>>'"]


def term(template: Template, value: str, datatype: Callable[[str], str]) -> list[str]:
    """SQL of the parts of an object's text, as N-Triples and Turtle write it.

    Args:
        template: what the object is.
        value: SQL of its value.
        datatype: the text of a datatype's IRI from its short form.
    """
    match template.kind:
        case "iri":
            return ["'<'", value, "'>'"]
        case "statement":
            return reified()
        case "xsd:string":
            return [f"to_json({value})"]
        case kind:
            return ["'\"'", lexical(template, value), quote(f'"^^{datatype(kind)}')]
