"""Connections beside an engine's own, whose statements keep to small limits of memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import duckdb

from graphkit.errors import LimitError

if TYPE_CHECKING:
    import pyarrow

Parameters = Sequence[object] | dict[str, object]

_CONTROL_C = re.compile("^Query interrupted$|executing the UDF: KeyboardInterrupt")
"""What DuckDB makes of Ctrl-C, in a query and in a function that it calls."""


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
        with own_errors():
            return self._connection.execute(sql).fetchall()

    def run(self, sql: str) -> None:
        """Run a statement for its effect; one that needs more memory than usual gets it."""
        self._given_memory(lambda: self.rows(sql))

    def keep(self, table: str, sql: str) -> None:
        """Keep a query's rows in a temporary table, in the place of those it had."""
        self.run(f"CREATE OR REPLACE TEMP TABLE {table} AS {self._parsed(sql)}")

    def drop(self, tables: Iterable[str]) -> None:
        """Drop temporary tables, where there are such."""
        for table in tables:
            self.rows(f"DROP TABLE IF EXISTS {table}")

    def arrow(self, sql: str) -> pyarrow.Table:
        """Run a query, which gets memory likewise, and give its rows as a pyarrow Table."""
        return self._given_memory(
            lambda: relation(self._connection, self._parsed(sql), None).to_arrow_table()
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
                with suppress(LimitError), own_errors():
                    return work()
            self._limit_memory(self._limits[-1])
            with own_errors():
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
        with own_errors():
            yield from relation(self._connection, self._parsed(sql), None).to_arrow_reader(rows)


@contextmanager
def own_errors() -> Iterator[None]:
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


def relation(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters | None
) -> duckdb.DuckDBPyRelation:
    """A query as a relation, the form whose Arrow output copies no rows."""
    return connection.sql(sql, params=parameters) if parameters else connection.sql(sql)
