"""The DuckDB session: the only module that imports duckdb.

Memory and time limits, temporary space, interruption, and Arrow in and out.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb

from graphkit.errors import GraphFileError, LimitError

if TYPE_CHECKING:
    import pyarrow

DuckDBError = duckdb.Error
"""Base of what `execute` raises, for the one place that maps messages to errors."""


class Engine:
    """One DuckDB database and one connection to it.

    Args:
        path: the database file; None for a database in memory.
        read_only: open an existing file without the right to change it.
        memory_limit: as DuckDB writes it, `4GB`; None leaves DuckDB's own (80% of the machine).
        threads: number of threads; None leaves DuckDB's own.

    Raises:
        GraphFileError: the file cannot be opened as a DuckDB database.
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        read_only: bool = False,
        memory_limit: str | None = None,
        threads: int | None = None,
    ) -> None:
        self.path = path
        settings: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": False}
        if memory_limit:
            settings["memory_limit"] = memory_limit
        if threads:
            settings["threads"] = threads
        try:
            self.connection = duckdb.connect(str(path) if path else ":memory:", read_only=read_only, config=settings)
        except duckdb.Error as error:
            message = str(error).splitlines()[0]
            raise GraphFileError(
                f"cannot be opened: {message}", where=str(path), remedy="Give a file that `graphkit build` wrote"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the session; a second call does nothing."""
        self.connection.close()

    def rows(self, sql: str, parameters: Sequence[object] | dict[str, object] | None = None) -> list[tuple[Any, ...]]:
        """Run a statement and fetch all its rows: an unfinished one would block the connection."""
        return self.connection.execute(sql, parameters).fetchall()

    def run(self, sql: str, parameters: Sequence[object] | dict[str, object] | None = None) -> None:
        """Run a statement for its effect."""
        self.connection.execute(sql, parameters).fetchall()

    def arrow(self, sql: str, parameters: Sequence[object] | dict[str, object] | None = None) -> pyarrow.Table:
        """Run a query and give its rows as a pyarrow Table."""
        return self.connection.execute(sql, parameters).to_arrow_table()

    def batches(self, sql: str, rows: int = 100_000) -> Iterator[pyarrow.RecordBatch]:
        """Run a query and give its rows in Arrow batches, on a cursor of its own."""
        cursor = self.connection.cursor()
        try:
            yield from cursor.execute(sql).to_arrow_reader(rows)
        finally:
            cursor.close()

    @contextmanager
    def table(self, name: str, data: pyarrow.Table) -> Iterator[None]:
        """Give the statements inside an Arrow table under a name."""
        self.connection.register(name, data)
        try:
            yield
        finally:
            self.connection.unregister(name)

    @contextmanager
    def deadline(self, seconds: float | None) -> Iterator[None]:
        """Interrupt what runs inside after so many seconds.

        Raises:
            LimitError: the time was up.
        """
        if seconds is None:
            yield
            return
        reached = threading.Event()

        def interrupt() -> None:
            reached.set()
            self.connection.interrupt()

        timer = threading.Timer(seconds, interrupt)
        timer.start()
        try:
            yield
        except duckdb.InterruptException as error:
            if reached.is_set():
                raise LimitError(
                    f"the query took longer than {seconds:g} s", remedy="Give it more time with --timeout"
                ) from error
            raise
        finally:
            timer.cancel()
