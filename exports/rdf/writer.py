"""Streams the text of each element's rows from SQL into the sink."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pyarrow as pa

from graphkit.engine import Engine
from graphkit.engine_session import Session
from graphkit.exports.rdf.counts import triples_of_rows
from graphkit.exports.rdf.sink import Sink
from graphkit.exports.rdf.steps import Done, Rows, Steps
from graphkit.exports.rdf.syntax import Syntax, concat
from graphkit.exports.rdf.template import Block, Element

Progress = Callable[[str, int, int], None]
"""Told a stage's name, how much of it is done, and how much there is."""

BYTES_AT_ONCE = 1 << 19  # of what the templates read; the text made of it is several times as long
ROWS_AT_ONCE = 128
MEGABYTES_OF_TEXT = 60  # what the database that makes the text may take
MEGABYTES_WAITING = 2  # text that waits until it is asked for; DuckDB's own 10 gain no speed
STEPS_AHEAD = 3  # each holds the rows of an element; a range of papers has three

_ROWS = "rdf_rows"  # what the templates read at the moment


class Writer:
    """Writes elements in one syntax.

    The rows of the next element are selected in a thread while the text of this one's is made.

    Attributes:
        counts: triples written, by element, subject column and predicate.
    """

    def __init__(self, steps: Steps, syntax: Syntax, sink: Sink, progress: Progress) -> None:
        self._steps, self._syntax, self._sink, self._progress = steps, syntax, sink, progress
        self.counts: Counter[tuple[str, str, str]] = Counter()

    def write(self) -> None:
        """Everything, in the order of the table of templates."""
        with _database_of_text() as session:
            for step in self._ahead():
                if isinstance(step, Done):
                    self._progress(step.stage, step.number, step.of)
                else:
                    self._texts(session, step.element, step.rows)

    def _ahead(self) -> Iterator[Rows | Done]:
        """The steps, made in a thread before they are asked for."""
        steps = iter(self._steps)
        with ThreadPoolExecutor(1, "rows") as thread:
            coming = deque(thread.submit(next, steps, None) for _ in range(STEPS_AHEAD))
            try:
                while (step := coming.popleft().result()) is not None:
                    coming.append(thread.submit(next, steps, None))
                    yield step
            except BaseException:
                thread.shutdown(wait=False, cancel_futures=True)
                self._steps.interrupt()
                raise

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
