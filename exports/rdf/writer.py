"""Walks the graph in ranges of nodes and streams each element's text from SQL into the sink."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from graphkit.engine import Session
from graphkit.exports.rdf import relations, relations_papers
from graphkit.exports.rdf.declarations import declarations
from graphkit.exports.rdf.provenance import prepare_said
from graphkit.exports.rdf.scope import Range, Scope
from graphkit.exports.rdf.sink import Sink
from graphkit.exports.rdf.syntax import Syntax, concat, count
from graphkit.exports.rdf.templates import Block, Element

Progress = Callable[[str, int, int], None]
"""Told a stage's name, how much of it is done, and how much there is."""

NODES_AT_ONCE = 4_096
ROWS_AT_ONCE = 512


class Writer:
    """Writes elements in one syntax.

    Attributes:
        counts: triples written, by element, subject column and predicate.
        subjects: subjects described, by element and subject column.
    """

    def __init__(
        self,
        session: Session,
        scope: Scope,
        elements: tuple[Element, ...],
        syntax: Syntax,
        sink: Sink,
        progress: Progress,
    ) -> None:
        self._session, self._scope, self._syntax, self._sink = session, scope, syntax, sink
        self._elements = {element.name: element for element in elements}
        self._progress = progress
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.subjects: Counter[tuple[str, str]] = Counter()

    def write(self) -> None:
        """Everything, in the order of the table of templates."""
        scope = self._scope
        self._element("declaration", declarations(tuple(self._elements.values())))
        self._element("source", relations.sources(scope))
        self._element("scheme", relations.schemes(scope))
        self._element("category", relations.categories(scope))
        self._element("institution", relations.institutions(scope))
        for part in self._ranges("node_author", "authors", ("author",)):
            self._element("author", relations.authors(part, scope))
        self._papers()
        for part in self._ranges("node_author", "affiliations", ("affiliation",)):
            self._element("affiliation", relations.affiliations(part, scope))
        for part in self._ranges("node_author", "co-authorships", ("coauthorship",)):
            self._element("coauthorship", relations.coauthorships(part, scope))

    def _papers(self) -> None:
        """Papers and what hangs on them, range after range, so that they stand near one another."""
        elements = ("paper", "authorship", "institution_claim")
        if self._elements.keys() & set(elements):
            self._session.run(relations_papers.prepare_authorships())
            if self._scope.by_source:
                self._run(prepare_said())
        for part in self._ranges("node_paper", "papers", elements):
            self._run(relations_papers.prepare_range(part, self._scope))
            self._element("paper", relations_papers.papers(part), has_graph=True)
            self._element("authorship", relations_papers.authorships(), has_graph=True)
            self._element("institution_claim", relations_papers.institution_claims(part, self._scope))

    def _run(self, statements: list[str]) -> None:
        for statement in statements:
            self._session.run(statement)

    def _ranges(self, table: str, stage: str, elements: tuple[str, ...]) -> Iterator[Range]:
        """The node table's ranges, none when none of the elements is selected; tells the progress."""
        if not self._elements.keys() & set(elements):
            return
        first, last = self._session.rows(f"SELECT min(_id), max(_id) FROM {table}")[0]
        if first is None:
            return
        total = last - first + 1
        for start in range(first, last + 1, NODES_AT_ONCE):
            end = min(start + NODES_AT_ONCE, last + 1)
            yield Range(start, end)
            self._progress(stage, end - first, total)

    def _element(self, name: str, relation: str, *, has_graph: bool = False) -> None:
        element = self._elements.get(name)
        if element is None:
            return
        rows = f"({relation})" if has_graph else f"(SELECT *, NULL::VARCHAR AS graph FROM ({relation}))"
        pairs = [(block, template) for block in element.blocks for template in block.templates]
        counts = [count(template, block.subject) for block, template in pairs]
        text = concat([self._block(block) for block in element.blocks])
        totals = [0] * len(pairs)
        for batch in self._session.batches(
            f"SELECT {', '.join([text, *counts])} FROM {rows}", rows=ROWS_AT_ONCE
        ):
            numbers = [pc.sum(column).as_py() or 0 for column in batch.columns[1:]]
            totals = [total + number for total, number in zip(totals, numbers, strict=True)]
            self._sink.write(text_of(batch.column(0)), sum(numbers))
        for (block, template), total in zip(pairs, totals, strict=True):
            self.counts[name, block.subject, template.predicate] += total
        for block in element.blocks:
            self.subjects[name, block.subject] += totals[pairs.index((block, block.templates[0]))]

    def _block(self, block: Block) -> str:
        return f'CASE WHEN "{block.subject}" IS NOT NULL THEN {self._syntax.block(block)} END'


def text_of(column: pa.StringArray) -> memoryview:
    """The bytes of all strings of an Arrow array, one after the other, as they lie in memory."""
    _validity, offsets, data = column.buffers()
    if data is None:
        return memoryview(b"")
    places = memoryview(offsets).cast("i")
    return memoryview(data)[places[column.offset] : places[column.offset + len(column)]]
