"""Walks the graph in ranges of nodes and streams each element's text from SQL into the sink."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from graphkit.engine import Session
from graphkit.exports.rdf import relations
from graphkit.exports.rdf.refusals import Columns
from graphkit.exports.rdf.relations import Range
from graphkit.exports.rdf.sink import Sink
from graphkit.exports.rdf.syntax import Syntax, concat, count
from graphkit.exports.rdf.templates import Block, Element

Progress = Callable[[str, int, int], None]
"""Told a stage's name, how much of it is done, and how much there is."""

NODES_AT_ONCE = 16_384
ROWS_AT_ONCE = 2_048


@dataclass(frozen=True, slots=True)
class Selection:
    """What is written: the elements of profile and parts, the base of minted IRIs, how columns are read."""

    elements: tuple[Element, ...]
    base: str
    columns: Columns

    def element(self, name: str) -> Element | None:
        """The element, if it is among those selected."""
        return next((element for element in self.elements if element.name == name), None)


class Writer:
    """Writes the selected elements in one syntax.

    Attributes:
        counts: triples written, by element, subject column and predicate.
        subjects: subjects described, by element and subject column.
    """

    def __init__(
        self, session: Session, selection: Selection, syntax: Syntax, sink: Sink, progress: Progress
    ) -> None:
        self._session, self._selection, self._syntax, self._sink = session, selection, syntax, sink
        self._progress = progress
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.subjects: Counter[tuple[str, str]] = Counter()

    def write(self) -> None:
        """Everything, in the order of the table of templates."""
        base, columns = self._selection.base, self._selection.columns
        self._element("source", relations.sources(base, columns))
        self._element("scheme", relations.schemes(base, columns))
        self._element("category", relations.categories(base, columns))
        self._element("institution", relations.institutions(base, columns))
        for part in self._ranges("node_author", "authors", ("author",)):
            self._element("author", relations.authors(part, base, columns))
        self._papers(base, columns)
        for part in self._ranges("node_author", "affiliations", ("affiliation",)):
            self._element("affiliation", relations.affiliations(part, base, columns))
        for part in self._ranges("node_author", "co-authorships", ("coauthorship",)):
            self._element("coauthorship", relations.coauthorships(part, base, columns))

    def _papers(self, base: str, columns: Columns) -> None:
        """Papers and what hangs on them, range after range, so that they stand near one another."""
        elements = ("paper", "authorship", "institution_claim")
        if any(self._selection.element(name) for name in elements):
            self._session.run(relations.prepare_authorships())
        for part in self._ranges("node_paper", "papers", elements):
            self._session.run(relations.prepare_chunk(part, base, columns))
            self._element("paper", relations.papers(part, base, columns))
            self._element("authorship", relations.authorships())
            self._element("institution_claim", relations.institution_claims(part, base, columns))

    def _ranges(self, table: str, stage: str, elements: tuple[str, ...]) -> Iterator[Range]:
        """The node table's ranges, none when none of the elements is selected; tells the progress."""
        if not any(self._selection.element(name) for name in elements):
            return
        first, last = self._session.rows(f"SELECT min(_id), max(_id) FROM {table}")[0]
        if first is None:
            return
        total = last - first + 1
        for start in range(first, last + 1, NODES_AT_ONCE):
            yield Range(start, start + NODES_AT_ONCE)
            self._progress(stage, min(start + NODES_AT_ONCE - first, total), total)

    def _element(self, name: str, relation: str) -> None:
        element = self._selection.element(name)
        if element is None:
            return
        pairs = [(block, template) for block in element.blocks for template in block.templates]
        counts = [count(template, block.subject) for block, template in pairs]
        text = concat([self._block(block) for block in element.blocks])
        totals = [0] * len(pairs)
        for batch in self._session.batches(
            f"SELECT {', '.join([text, *counts])} FROM ({relation})", rows=ROWS_AT_ONCE
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
