"""Graphs in DuckDB tables: graphkit's own files, and any graph that was written into tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from graphkit.cypher.catalogue import Catalogue
from graphkit.cypher.session import CypherSession
from graphkit.engine import DuckDBError, Engine
from graphkit.errors import GraphFileError
from graphkit.results import Result
from graphkit.schema import SCHEMA_VERSION
from graphkit.stores.base import Contents, Tables, contents_of


class DuckDBStore:
    """A graph in tables, whose queries are compiled to SQL.

    Args:
        tables: the graph; the store closes its engine.
        name: the file, or what else to call the graph in messages.
    """

    def __init__(self, tables: Tables, name: str) -> None:
        self.name = name
        self._tables = tables

    def run(
        self,
        query: str,
        parameters: Mapping[str, object],
        *,
        timeout: float | None = None,
        max_rows: int | None = None,
    ) -> Result:
        """Run a Cypher query; see `Store.run`."""
        return self._session.run(query, parameters, timeout=timeout, max_rows=max_rows)

    def contents(self) -> Contents:
        """Labels, relationship types and their counts."""
        return contents_of(self._tables.catalogue)

    def tables(self) -> Tables:
        """The graph's own tables."""
        return self._tables

    def close(self) -> None:
        """End the database session."""
        self._tables.engine.close()

    @cached_property
    def _session(self) -> CypherSession:
        return CypherSession(self._tables.engine, self._tables.catalogue)


def open_file(path: Path, memory: str | None = None) -> Tables:
    """The tables of a graph file, which is opened without the right to change it.

    Args:
        path: the file.
        memory: the database engine's memory limit, as `4GB`; None is its own.

    Raises:
        GraphFileError: there is no such file, it is not a graph of graphkit, or one of a newer version.
    """
    where = str(path)
    if not path.exists():
        raise GraphFileError(
            "there is no such file", where=where, remedy="`graphkit build SOURCE… -o FILE` writes one"
        )
    if path.is_dir():
        raise GraphFileError(
            "is a folder", where=where, remedy="Give the graph file in it, or build one from it"
        )
    engine = Engine(path, read_only=True, memory_limit=memory)
    try:
        return Tables(engine, read_catalogue(engine, where))
    except BaseException:
        engine.close()
        raise


def read_catalogue(engine: Engine, where: str) -> Catalogue:
    """The catalogue that a graph file keeps in its table `meta`.

    Args:
        engine: the open file.
        where: its name, for messages.

    Raises:
        GraphFileError: the database is not a graph of graphkit, or one of another version.
    """
    try:
        meta = dict(engine.rows("SELECT key, value FROM meta"))
        version = json.loads(meta["schema_version"])
        catalogue = meta["catalogue"]
    except (DuckDBError, KeyError, ValueError) as error:
        raise GraphFileError(
            "is a DuckDB database, but not a graph of graphkit",
            where=where,
            remedy="Give a file that `graphkit build` wrote",
        ) from error
    if version != SCHEMA_VERSION:
        newer = isinstance(version, int) and version > SCHEMA_VERSION
        raise GraphFileError(
            f"has schema version {version}, this graphkit reads version {SCHEMA_VERSION}",
            where=where,
            remedy="Upgrade graphkit: pip install -U graphkit"
            if newer
            else "Build it again from its sources",
        )
    return Catalogue.from_json(catalogue)
