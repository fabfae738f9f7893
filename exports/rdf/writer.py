"""Walks the graph in ranges of nodes and streams each element's text from SQL into the sink."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import pyarrow as pa

from graphkit.engine import Engine, Session
from graphkit.exports.rdf import relations, relations_papers
from graphkit.exports.rdf.counts import triples_of_rows
from graphkit.exports.rdf.declarations import declarations
from graphkit.exports.rdf.provenance import prepare_said
from graphkit.exports.rdf.scope import Scope, ends, set_range
from graphkit.exports.rdf.sink import Sink
from graphkit.exports.rdf.syntax import Syntax, concat
from graphkit.exports.rdf.template import Block, Element

Progress = Callable[[str, int, int], None]
"""Told a stage's name, how much of it is done, and how much there is."""

ROWS_OF_A_RANGE = 20_480
BYTES_AT_ONCE = 1 << 19  # of what the templates read; the text made of it is several times as long
ROWS_AT_ONCE = 128
MEGABYTES_OF_TEXT = 60  # what the database that makes the text may take
MEGABYTES_WAITING = 2  # text that waits until it is asked for; DuckDB's own 10 gain no speed
MEGABYTES_KEPT = 20  # what the graph's database keeps from range to range
STEPS_AHEAD = 3  # each holds the rows of an element; a range of papers has three

_ROWS = "rdf_rows"  # what the templates read at the moment
_AUTHORS = ("node_author", "_id", "_id")
_AFFILIATIONS = ("rel_affiliated_with", "_id", "_source")
_COAUTHORSHIPS = ("rel_coauthored_with", "_id", "_source")
_PAPERS = (
    ("node_paper", "_id", "_id"),
    (relations_papers.AUTHORSHIPS, "rowid", "paper"),
    ("rel_cites", "_id", "_source"),
)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the templates of an element read, for one range."""

    element: str
    rows: pa.Table


@dataclass(frozen=True, slots=True)
class _Done:
    """So many of a stage's ranges are done."""

    stage: str
    number: int
    of: int


class Writer:
    """Writes elements in one syntax.

    The rows of the next element are selected in a thread while the text of this one's is made.

    Attributes:
        counts: triples written, by element, subject column and predicate.
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

    def write(self) -> None:
        """Everything, in the order of the table of templates."""
        with _database_of_text() as session:
            for step in self._ahead():
                if isinstance(step, _Done):
                    self._progress(step.stage, step.number, step.of)
                else:
                    self._texts(session, self._elements[step.element], step.rows)

    def _ahead(self) -> Iterator[_Rows | _Done]:
        """The steps, made in a thread before they are asked for."""
        steps = self._steps()
        with ThreadPoolExecutor(1, "rows") as thread:
            coming = deque(thread.submit(next, steps, None) for _ in range(STEPS_AHEAD))
            try:
                while (step := coming.popleft().result()) is not None:
                    coming.append(thread.submit(next, steps, None))
                    yield step
            except BaseException:
                thread.shutdown(wait=False, cancel_futures=True)
                self._session.interrupt()
                raise

    def _steps(self) -> Iterator[_Rows | _Done]:
        scope = self._scope
        yield from self._rows("declaration", declarations(tuple(self._elements.values())))
        yield from self._rows("source", relations.sources(scope))
        yield from self._rows("scheme", relations.schemes(scope))
        yield from self._rows("category", relations.categories(scope))
        yield from self._rows("institution", relations.institutions(scope))
        yield from self._in_ranges("authors", "author", relations.authors(scope), _AUTHORS)
        yield from self._papers()
        yield from self._in_ranges(
            "affiliations", "affiliation", relations.affiliations(scope), _AFFILIATIONS
        )
        yield from self._in_ranges(
            "co-authorships", "coauthorship", relations.coauthorships(scope), _COAUTHORSHIPS
        )

    def _rows(self, element: str, relation: str, *, has_graph: bool = False) -> Iterator[_Rows]:
        if element in self._elements:
            rows = relation if has_graph else f"SELECT *, NULL::VARCHAR AS graph FROM ({relation})"
            yield _Rows(element, self._session.arrow(rows))

    def _in_ranges(
        self, stage: str, element: str, relation: str, table: tuple[str, str, str]
    ) -> Iterator[_Rows | _Done]:
        """An element, range after range."""
        if element in self._elements:
            for done in self._ranges(stage, table):
                yield from self._rows(element, relation)
                yield done

    def _papers(self) -> Iterator[_Rows | _Done]:
        """Papers and what hangs on them, range after range, so that they stand near one another."""
        if not self._elements.keys() & {"paper", "authorship", "institution_claim"}:
            return
        self._session.run(relations_papers.prepare_authorships())
        if self._scope.by_source:
            for statement in prepare_said():
                self._session.forget(MEGABYTES_KEPT)
                self._session.run(statement)
        tables, papers = relations_papers.tables_of_range(self._scope), relations_papers.papers(self._scope)
        claims = relations_papers.institution_claims(self._scope)
        for done in self._ranges("papers", *_PAPERS):
            for table, rows in tables.items():
                self._session.keep(table, rows)
            yield from self._rows("paper", papers, has_graph=True)
            yield from self._rows("authorship", relations_papers.authorships(), has_graph=True)
            yield from self._rows("institution_claim", claims)
            yield done
        self._session.run(relations_papers.forget(self._scope))

    def _ranges(self, stage: str, *tables: tuple[str, str, str]) -> Iterator[_Done]:
        """Go from range to range of nodes; what comes out may be told once a range is done."""
        start, found = 0, list(ends(self._session, ROWS_OF_A_RANGE, *tables))
        for number, end in enumerate(found, 1):
            self._session.forget(MEGABYTES_KEPT)
            set_range(self._session, start, end)
            yield _Done(stage, number, len(found))
            start = end

    def _texts(self, session: Session, element: Element, rows: pa.Table) -> None:
        """Make the text of an element's rows, and count its triples."""
        text = concat([self._block(block) for block in element.blocks])
        triples = triples_of_rows(rows, element, self.counts)
        done = 0
        with session.reading(_ROWS, _in_small_batches(rows)):
            for batch in session.batches(f"SELECT {text} FROM {_ROWS}", rows=ROWS_AT_ONCE):
                end = done + batch.num_rows
                self._sink.write(text_of(batch.column(0)), int(triples[done:end].sum()))
                done = end

    def _block(self, block: Block) -> str:
        return f'CASE WHEN "{block.subject}" IS NOT NULL THEN {self._syntax.block(block)} END'


@contextmanager
def _database_of_text() -> Iterator[Session]:
    """A database that makes texts from Arrow data, beside the graph's, whose limits it does not touch."""
    with (
        Engine(threads=1, memory_limit=f"{MEGABYTES_OF_TEXT}MB") as engine,
        engine.session(threads=1, megabytes=MEGABYTES_OF_TEXT) as session,
    ):
        session.run(f"SET streaming_buffer_size = '{MEGABYTES_WAITING}MB'")
        yield session


def _in_small_batches(rows: pa.Table) -> pa.RecordBatchReader:
    """The rows, as few at a time as keep the text made of them small: a table gives DuckDB 2,048 at once."""
    size = min(ROWS_AT_ONCE, BYTES_AT_ONCE * rows.num_rows // max(rows.nbytes, 1))
    return pa.RecordBatchReader.from_batches(rows.schema, rows.to_batches(max(1, size)))


def text_of(column: pa.StringArray) -> memoryview:
    """The bytes of all strings of an Arrow array, one after the other, as they lie in memory."""
    _validity, offsets, data = column.buffers()
    if data is None:
        return memoryview(b"")
    places = memoryview(offsets).cast("i")
    return memoryview(data)[places[column.offset] : places[column.offset + len(column)]]
