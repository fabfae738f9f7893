"""N-Triples and N-Quads: a line for each triple."""

from __future__ import annotations

from graphkit.exports.rdf.syntax import Syntax, column, concat, each, joined, term, when_present
from graphkit.exports.rdf.template import Block, Template
from graphkit.exports.rdf.values import quote
from graphkit.vocabulary import expand

_END = quote(" .\n")


class NTriples(Syntax):
    """RDF 1.1 N-Triples; strings are escaped as JSON escapes them, which N-Triples reads alike."""

    name = "ntriples"
    suffix = ".nt"
    media_type = "application/n-triples"
    annotates = True

    _end = _END

    def block(self, block: Block) -> str:
        """A line for each template."""
        return concat([part for template in block.templates for part in self._lines(block.subject, template)])

    def _lines(self, subject: str, template: Template) -> list[str]:
        start = ["'<'", f'"{subject}"', quote(f"> <{expand(template.predicate)}> ")]
        if template.kind == "constant":
            return [*start, quote(f"<{expand(template.column)}>"), self._end]
        if template.many:
            return [joined(each(template, concat([*start, *_term(template, "x"), self._end])), "")]
        return [when_present(template, concat([*start, *_term(template, column(template)), self._end]))]


def _term(template: Template, value: str) -> list[str]:
    """SQL of the parts of an object's text; datatypes are written in full."""
    return term(template, value, lambda datatype: f"<{expand(datatype)}>")


class NQuads(NTriples):
    """RDF 1.1 N-Quads: a row's graph ends its lines."""

    name = "nquads"
    suffix = ".nq"
    media_type = "application/n-quads"
    quads = True

    _end = f"CASE WHEN graph IS NULL THEN {_END} ELSE concat(' <', graph, '>', {_END}) END"
