"""Walks the graph in ranges of nodes and streams each element's text from SQL into the sink."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa

from graphkit.engine import Session
from graphkit.exports.rdf import relations, relations_papers
from graphkit.exports.rdf.declarations import declarations
from graphkit.exports.rdf.provenance import prepare_said
from graphkit.exports.rdf.scope import Range, Scope, ends
from graphkit.exports.rdf.sink import Sink
from graphkit.exports.rdf.syntax import Syntax, concat, count
from graphkit.exports.rdf.template import Block, Element

Progress = Callable[[str, int, int], None]
"""Told a stage's name, how much of it is done, and how much there is."""

ROWS_OF_A_RANGE = 16_384
BYTES_AT_ONCE = 1 << 19  # of what the templates read; the text made of it is several times as long
ROWS_AT_ONCE = 512


_ROWS = "rdf_rows"  # what the templates read at the moment
_AUTHORS = ("node_author", "_id", "_id")
_AFFILIATIONS = ("rel_affiliated_with", "_id", "_source")
_COAUTHORSHIPS = ("rel_coauthored_with", "_id", "_source")
_PAPERS = (
    ("node_paper", "_id", "_id"),
    (relations_papers.AUTHORSHIPS, "rowid", "paper"),
    ("rel_cites", "_id", "_source"),
)


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
        for part in self._ranges("authors", ("author",), _AUTHORS):
            self._element("author", relations.authors(part, scope))
        self._papers()
        for part in self._ranges("affiliations", ("affiliation",), _AFFILIATIONS):
            self._element("affiliation", relations.affiliations(part, scope))
        for part in self._ranges("co-authorships", ("coauthorship",), _COAUTHORSHIPS):
            self._element("coauthorship", relations.coauthorships(part, scope))

    def _papers(self) -> None:
        """Papers and what hangs on them, range after range, so that they stand near one another."""
        elements = ("paper", "authorship", "institution_claim")
        if self._elements.keys() & set(elements):
            self._session.run(relations_papers.prepare_authorships())
            if self._scope.by_source:
                self._run(prepare_said())
        for part in self._ranges("papers", elements, *_PAPERS):
            self._run(relations_papers.prepare_range(part, self._scope))
            self._element("paper", relations_papers.papers(part, self._scope), has_graph=True)
            self._element("authorship", relations_papers.authorships(), has_graph=True)
            self._element("institution_claim", relations_papers.institution_claims(part, self._scope))

    def _run(self, statements: list[str]) -> None:
        for statement in statements:
            self._session.run(statement)

    def _ranges(
        self, stage: str, elements: tuple[str, ...], *tables: tuple[str, str, str]
    ) -> Iterator[Range]:
        """Ranges of nodes, none when none of the elements is selected; tells the progress."""
        if not self._elements.keys() & set(elements):
            return
        start, found = 0, [end for (end,) in self._session.rows(ends(ROWS_OF_A_RANGE, *tables))]
        for number, end in enumerate(found, 1):
            yield Range(start, end)
            self._progress(stage, number, len(found))
            start = end

    def _element(self, name: str, relation: str, *, has_graph: bool = False) -> None:
        element = self._elements.get(name)
        if element is None:
            return
        rows = relation if has_graph else f"SELECT *, NULL::VARCHAR AS graph FROM ({relation})"
        pairs = [(block, template) for block in element.blocks for template in block.templates]
        counts = [count(template, block.subject) for block, template in pairs]
        text = concat([self._block(block) for block in element.blocks])
        totals = [0] * len(pairs)
        texts = f"SELECT {', '.join([text, *counts])} FROM {_ROWS}"
        with self._session.reading(_ROWS, _in_small_batches(self._session.arrow(rows))):
            for batch in self._session.batches(texts, rows=ROWS_AT_ONCE):
                numbers = [_sum(column) for column in batch.columns[1:]]
                totals = [total + number for total, number in zip(totals, numbers, strict=True)]
                self._sink.write(text_of(batch.column(0)), sum(numbers))
        for (block, template), total in zip(pairs, totals, strict=True):
            self.counts[name, block.subject, template.predicate] += total
        for block in element.blocks:
            self.subjects[name, block.subject] += totals[pairs.index((block, block.templates[0]))]

    def _block(self, block: Block) -> str:
        return f'CASE WHEN "{block.subject}" IS NOT NULL THEN {self._syntax.block(block)} END'


def _in_small_batches(rows: pa.Table) -> pa.RecordBatchReader:
    """The rows, as few at a time as keep the text made of them small: a table gives DuckDB 2,048 at once."""
    size = min(ROWS_AT_ONCE, BYTES_AT_ONCE * rows.num_rows // max(rows.nbytes, 1))
    return pa.RecordBatchReader.from_batches(rows.schema, rows.to_batches(max(1, size)))


def _sum(column: pa.UInt32Array) -> int:
    """The sum of an Arrow array without nulls; what Arrow computes with would take 10 MB to load."""
    numbers = np.frombuffer(column.buffers()[1], np.uint32, len(column), 4 * column.offset)
    return int(numbers.sum(dtype=np.uint64))


def text_of(column: pa.StringArray) -> memoryview:
    """The bytes of all strings of an Arrow array, one after the other, as they lie in memory."""
    _validity, offsets, data = column.buffers()
    if data is None:
        return memoryview(b"")
    places = memoryview(offsets).cast("i")
    return memoryview(data)[places[column.offset] : places[column.offset + len(column)]]
