"""The DuckDB session: this and engine_session.py are the only modules that import duckdb.

Memory and time limits, temporary space, interruption, and Arrow in and out.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb

from graphkit.engine_session import Parameters, Session, own_errors, relation
from graphkit.errors import GraphFileError, LimitError
from graphkit.watch import Watch, size

if TYPE_CHECKING:
    import pyarrow

Connection = duckdb.DuckDBPyConnection
"""The type of a connection, for signatures elsewhere."""

DuckDBError = duckdb.Error
"""Base of what `rows` raises, for the one place that maps messages to errors."""

_FETCHED = 10_000
"""Rows fetched at a time, so that limits are seen to between."""

_UNSOUND = "aggregate_function_rewriter"
"""Optimizers of DuckDB that change answers: sum(x + 1) becomes sum(x) + count(x), which hides an overflow of x + 1."""

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
            return relation(self.connection, sql, parameters).to_arrow_table()

    def batches(
        self, sql: str, parameters: Parameters | None = None, *, rows: int = 100_000
    ) -> Iterator[Any]:
        """Run a query and give its rows in pyarrow RecordBatches of so many rows.

        It runs on a connection of its own, beside other statements, which does not see temporary tables.
        """
        cursor = self.connection.cursor()
        try:
            yield from relation(cursor, sql, parameters).to_arrow_reader(rows)
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
        with self._lock, own_errors():
            yield


def _end(connection: duckdb.DuckDBPyConnection, temporary: str) -> None:
    """Close a connection and remove its folder."""
    connection.close()
    shutil.rmtree(temporary, ignore_errors=True)
