"""The DuckDB session: the only module that imports duckdb.

Memory and time limits, temporary space, interruption, and Arrow in and out.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb

from graphkit.errors import GraphFileError, LimitError
from graphkit.watch import Watch, size

if TYPE_CHECKING:
    import pyarrow

Parameters = Sequence[object] | dict[str, object]

Connection = duckdb.DuckDBPyConnection
"""The type of a connection, for signatures elsewhere."""

DuckDBError = duckdb.Error
"""Base of what `rows` raises, for the one place that maps messages to errors."""

_FETCHED = 10_000
"""Rows fetched at a time, so that limits are seen to between."""

_UNSOUND = "aggregate_function_rewriter"
"""Optimizers of DuckDB that change answers: sum(x + 1) becomes sum(x) + count(x), which hides an overflow of x + 1."""

_CONTROL_C = re.compile("^Query interrupted$|executing the UDF: KeyboardInterrupt")
"""What DuckDB makes of Ctrl-C, in a query and in a function that it calls."""

_SIZE = re.compile(r"\d+(\.\d+)?\s*([KMGT]i?B|%)", re.IGNORECASE)

MEMORY_LIMIT = "60%"
"""The part of the machine's memory that a session takes unless told otherwise; Python needs the rest."""


class Engine:
    """One DuckDB database and one connection to it; statements of several threads run one after the other.

    Rows beyond the memory limit go to a temporary folder, which takes at most half of the free disk and is
    removed with the session.

    Args:
        path: the database file; None for a database in memory.
        read_only: open an existing file without the right to change it.
        memory_limit: as DuckDB writes it: `4GB`, `50%`.
        threads: number of threads; None leaves DuckDB's own.

    Raises:
        GraphFileError: the file cannot be opened as a DuckDB database.
        LimitError: the memory limit is no size.
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        read_only: bool = False,
        memory_limit: str | None = None,
        threads: int | None = None,
    ) -> None:
        if memory_limit and not _SIZE.fullmatch(memory_limit):
            raise LimitError(f"{memory_limit!r} is no size of memory", remedy="Give it as 4GB or 50%")
        self.path = path
        self._lock = threading.RLock()
        self._watch: Watch | None = None
        self._memory: int | None = None
        temporary = tempfile.mkdtemp(prefix="graphkit-")
        settings: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": False,
            "disabled_optimizers": _UNSOUND,
            "memory_limit": memory_limit or MEMORY_LIMIT,
            "temp_directory": temporary,
            "max_temp_directory_size": f"{shutil.disk_usage(temporary).free // 2}B",
        }
        if threads:
            settings["threads"] = threads
        try:
            self.connection = duckdb.connect(
                str(path) if path else ":memory:", read_only=read_only, config=settings
            )
        except duckdb.Error as error:
            shutil.rmtree(temporary)
            message = str(error).splitlines()[0]
            raise GraphFileError(
                f"cannot be opened: {message}",
                where=str(path),
                remedy="Give a file that `graphkit build` wrote",
            ) from error
        self._end = weakref.finalize(self, _end, self.connection, temporary)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the session; a second call does nothing."""
        self._end()

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[tuple[Any, ...]]:
        """Run a statement and fetch all its rows: an unfinished one would block the connection."""
        with self._statement():
            answer = self.connection.execute(sql, parameters)
            rows = batch = answer.fetchmany(_FETCHED)
            while len(batch) == _FETCHED:
                self.check()
                batch = answer.fetchmany(_FETCHED)
                rows += batch
            return rows

    def run(self, sql: str, parameters: Parameters | None = None) -> None:
        """Run a statement for its effect."""
        self.rows(sql, parameters)

    def arrow(self, sql: str, parameters: Parameters | None = None) -> pyarrow.Table:
        """Run a query and give its rows as a pyarrow Table."""
        with self._statement():
            return _relation(self.connection, sql, parameters).to_arrow_table()

    def batches(
        self, sql: str, parameters: Parameters | None = None, *, rows: int = 100_000
    ) -> Iterator[Any]:
        """Run a query and give its rows in pyarrow RecordBatches of so many rows.

        It runs on a connection of its own, beside other statements, which does not see temporary tables.
        """
        cursor = self.connection.cursor()
        try:
            yield from _relation(cursor, sql, parameters).to_arrow_reader(rows)
        finally:
            cursor.close()

    @contextmanager
    def table(self, name: str, data: pyarrow.Table) -> Iterator[None]:
        """Give the statements inside an Arrow table under a name."""
        with self._lock:
            self.connection.register(name, data)
            try:
                yield
            finally:
                self.connection.unregister(name)

    @contextmanager
    def session(self, *, threads: int, megabytes: int) -> Iterator[Session]:
        """A connection of its own whose temporary tables nobody else sees.

        The limits hold for the whole database until it ends; a database in memory keeps its memory limit,
        since its tables count.
        """
        before = self.rows("SELECT current_setting('threads'), current_setting('memory_limit')")[0]
        cursor = self.connection.cursor()
        factors = (1, 1.5, 2, 4, 16) if self.path is not None else ()
        limits = [f"{int(factor * megabytes)}MB" for factor in factors]
        try:
            cursor.execute(f"SET threads = {threads}")
            yield Session(cursor, [*limits, before[1]])
        finally:
            cursor.execute(f"SET threads = {before[0]}")
            cursor.execute(f"SET memory_limit = '{before[1]}'")
            cursor.close()

    def interrupt(self) -> None:
        """Stop what runs now; called from another thread."""
        self.connection.interrupt()

    @contextmanager
    def deadline(self, seconds: float | None) -> Iterator[None]:
        """Stop what runs inside after so many seconds, or when it takes far more memory than the limit.

        Other threads are held back until then.

        Raises:
            LimitError: the time was up, or the memory.
        """
        with self._lock, Watch(self.interrupt, seconds, self._growth()) as watch:
            before, self._watch = self._watch, watch
            try:
                yield
            except (duckdb.Error, LimitError) as error:
                if watch.reached:
                    raise watch.reached from error
                raise
            finally:
                self._watch = before

    def check(self) -> None:
        """Raise the error of a limit that what runs now has reached: for functions called while it runs."""
        if self._watch and self._watch.reached:
            raise self._watch.reached

    def _growth(self) -> int:
        """Bytes by which a statement may let the process grow: DuckDB's limit, and a quarter for its results."""
        if self._memory is None:
            ((text,),) = self.rows("SELECT current_setting('memory_limit')")
            self._memory = size(text)
        return self._memory * 5 // 4

    @contextmanager
    def _statement(self) -> Iterator[None]:
        """One statement at a time; what DuckDB raises when memory or patience ends gets its own error."""
        with self._lock, _own_errors():
            yield


class Session:
    """A connection beside an engine's own, with temporary tables of its own; made by `Engine.session`.

    Args:
        connection: the connection.
        limits: memory limits, the usual one first, the others for statements that need more.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, limits: Sequence[str]) -> None:
        self._connection, self._limits = connection, limits
        self._limit = ""
        self._views: dict[str, str] = {}
        self._limit_memory(limits[0])

    def forget(self, megabytes: int) -> None:
        """Keep no more than so much in memory of what was read; the rest makes room at once.

        Where each new block must push out an old one, DuckDB gives all free memory back every time.
        """
        if len(self._limits) > 1:
            with suppress(duckdb.OutOfMemoryException):  # what is in use stays
                self._limit_memory(f"{megabytes}MB")
            self._limit_memory(self._limits[0])

    def interrupt(self) -> None:
        """Stop what runs now; called from another thread."""
        self._connection.interrupt()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a statement and fetch all its rows."""
        with _own_errors():
            return self._connection.execute(sql).fetchall()

    def run(self, sql: str) -> None:
        """Run a statement for its effect; one that needs more memory than usual gets it."""
        self._given_memory(lambda: self.rows(sql))

    def keep(self, table: str, sql: str) -> None:
        """Keep a query's rows in a temporary table, in the place of those it had."""
        self.run(f"CREATE OR REPLACE TEMP TABLE {table} AS {self._parsed(sql)}")

    def arrow(self, sql: str) -> pyarrow.Table:
        """Run a query, which gets memory likewise, and give its rows as a pyarrow Table."""
        return self._given_memory(
            lambda: _relation(self._connection, self._parsed(sql), None).to_arrow_table()
        )

    def _parsed(self, sql: str) -> str:
        """A query that gives the same as another, which is parsed only the first time: that can take longest."""
        if sql not in self._views:
            view = f"parsed_{len(self._views)}"
            self.rows(f"CREATE TEMP VIEW {view} AS {sql}")
            self._views[sql] = view
        return f"FROM {self._views[sql]}"

    @contextmanager
    def reading(self, name: str, batches: pyarrow.RecordBatchReader) -> Iterator[None]:
        """Give the next query inside Arrow's batches under a name, to be read once, one batch after another."""
        self._connection.register(name, batches)
        try:
            yield
        finally:
            self._connection.unregister(name)

    def _given_memory(self, work: Callable[[], Any]) -> Any:
        try:
            for limit in self._limits[:-1]:
                self._limit_memory(limit)
                with suppress(LimitError), _own_errors():
                    return work()
            self._limit_memory(self._limits[-1])
            with _own_errors():
                return work()
        finally:
            self._limit_memory(self._limits[0])

    def _limit_memory(self, limit: str) -> None:
        """Set the limit where it is another: setting it gives all free memory back, which costs time."""
        if limit != self._limit:
            self._connection.execute(f"SET memory_limit = '{limit}'")
            self._limit = limit

    def batches(self, sql: str, *, rows: int) -> Iterator[Any]:
        """Run a query and give its rows in pyarrow RecordBatches of so many rows, without holding more."""
        with _own_errors():
            yield from _relation(self._connection, self._parsed(sql), None).to_arrow_reader(rows)


@contextmanager
def _own_errors() -> Iterator[None]:
    """What DuckDB raises when memory or patience ends gets an error of our own."""
    try:
        yield
    except (duckdb.OutOfMemoryException, MemoryError) as error:
        said = str(error).splitlines()
        raise LimitError(
            f"memory or temporary space is used up{': ' if said else ''}{''.join(said[:1])}",
            remedy="Give it more with --memory, or ask for less",
        ) from error
    except (RuntimeError, duckdb.InvalidInputException) as error:
        if not _CONTROL_C.search(str(error)):
            raise
        raise KeyboardInterrupt from error


def _end(connection: duckdb.DuckDBPyConnection, temporary: str) -> None:
    """Close a connection and remove its folder."""
    connection.close()
    shutil.rmtree(temporary, ignore_errors=True)


def _relation(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters | None
) -> duckdb.DuckDBPyRelation:
    """A query as a relation, the form whose Arrow output copies no rows."""
    return connection.sql(sql, params=parameters) if parameters else connection.sql(sql)
