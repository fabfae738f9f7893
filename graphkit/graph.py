"""The graph people hold: opened or built, asked in Cypher or by packs, looked at, published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from graphkit import packs
from graphkit.engine import Engine
from graphkit.errors import GraphFileError, GraphkitError
from graphkit.evidence import read_faults
from graphkit.model import Fault
from graphkit.results import Result
from graphkit.schema import EVIDENCE
from graphkit.stores.base import Contents, Store, Tables
from graphkit.stores.duckdb import DuckDBStore, open_file, read_catalogue
from graphkit.stores.schema_tables import add_schema_tables

if TYPE_CHECKING:
    from graphkit.explain import Explanation
    from graphkit.exports.rdf.fair import Principle
    from graphkit.stores.neo4j_loader import Loaded

SERVER_SCHEMES = ("neo4j", "bolt")
"""Schemes of the addresses of servers; each also with `+s` and `+ssc`."""


class Graph:
    """A property graph in a store.

    Args:
        store: where it lies; closed with the graph.
        has_evidence: the store is a graph of graphkit's own, with its evidence tables.
        summary: what a build says of its work.
    """

    def __init__(self, store: Store, *, has_evidence: bool = False, summary: object = None) -> None:
        self._store = store
        self.has_evidence = has_evidence
        self._has_schema_tables = has_evidence
        self.summary = summary

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or server; a second call does nothing."""
        self._store.close()

    def cypher(
        self,
        query: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float | None = None,
        max_rows: int | None = None,
    ) -> Result:
        """Run a Cypher query.

        Args:
            query: the text, in Neo4j 5's dialect; it can only read.
            parameters: values of its parameters, named without the dollar sign.
            timeout: seconds after which it is given up.
            max_rows: a result with more rows is refused.

        Raises:
            CypherError: the query is wrong, or graphkit does not answer it.
            LimitError: it takes too long, too much memory, or gives too many rows.
            StoreError: the store does not answer.
        """
        return self._store.run(query, parameters or {}, timeout=timeout, max_rows=max_rows)

    def query(self, pack: str, /, **parameters: object) -> Result:
        """Run a query pack, as `graph.query("collaboration/top_pairs", limit=10)`.

        Raises:
            PackError: there is no such pack, or a parameter is unknown, missing or of another type.
        """
        loaded = packs.load(pack)
        result = self.cypher(loaded.text, loaded.bind(parameters))
        loaded.check_columns(result.columns)
        return result

    def info(self) -> Contents:
        """Labels, relationship types, their counts and properties."""
        return self._store.contents()

    def to_networkx(self, *, labels: str = "labels", type: str = "type") -> Any:  # noqa: A002
        """The graph as a networkx MultiDiGraph keyed by the nodes' ids; stores/networkx.py has the rules."""
        from graphkit.stores.networkx import to_networkx  # noqa: PLC0415 - networkx only where it is asked for

        return to_networkx(self._store.tables(), labels=labels, type=type)

    def export(self, kind: str, path: Path | str, **options: Any) -> Any:
        """Write the graph as a file: `rdf`, `html` and others; the options are those of the kind.

        Raises:
            ExportError: no such kind, or the graph cannot be written so.
        """
        from graphkit.exports import KINDS, export  # noqa: PLC0415 - only where it is asked for

        engine = self._schema_tables() if kind in KINDS else self._store.tables().engine
        return export(engine, kind, path, **options)

    def page(self, **options: Any) -> str:
        """The page that `export("html", …)` writes, as text; the options are the same.

        Raises:
            ExportError: the graph cannot be drawn so.
        """
        from graphkit.exports.html import page_of  # noqa: PLC0415 - only where it is asked for

        return page_of(self._schema_tables(), **options)

    def _schema_tables(self) -> Engine:
        """The tables of the schema, which exports read; a graph that is not graphkit's own gets them now."""
        tables = self._store.tables()
        if not self._has_schema_tables:
            add_schema_tables(tables)
            self._has_schema_tables = True
        return tables.engine

    def load(self, server: str, *, auth: tuple[str, str] | None = None, **options: Any) -> Loaded:
        """Load the graph into a Neo4j server; see `graphkit.stores.neo4j_loader.load` for options.

        Raises:
            StoreError: the server does not answer, refuses the credentials, or is of an unsupported version.
        """
        from graphkit.stores.neo4j_loader import load  # noqa: PLC0415 - the driver only where it is asked for

        return load(self._store.tables(), server, auth=auth, **options)

    def explain(self, a: str, b: str | None = None) -> Explanation:
        """The evidence behind an author or paper, or between two of them.

        Raises:
            GraphFileError: the graph has no evidence: it lies on a server, or came from networkx.
        """
        engine = self._evidence("explain")
        from graphkit.explain import explain  # noqa: PLC0415 - only where it is asked for

        return explain(engine, a, b)

    def fair(self) -> list[Principle]:
        """Which of the FAIR principles an RDF export of the graph meets, and by what.

        Raises:
            GraphFileError: the graph is none that graphkit built.
        """
        from graphkit.exports.rdf.fair import fair_report  # noqa: PLC0415 - only where it is asked for

        return fair_report(self._evidence("a report on the FAIR principles"))

    def digest(self) -> str:
        """One SHA-256 over the rows of all tables: equal for graphs built from the same sources.

        Raises:
            GraphFileError: the graph is not one of graphkit's own.
        """
        from graphkit.stores.digest import digest  # noqa: PLC0415 - only where it is asked for

        return digest(self._evidence("digest"))

    def faults(self) -> list[Fault]:
        """What could not be read as it should, in the order of sources and lines.

        Raises:
            GraphFileError: the graph is not one of graphkit's own.
        """
        return read_faults(self._evidence("the list of faults"))

    def evidence(self, table: str) -> Result:
        """All rows of an evidence table, as `source`, `fault` or `judgement`; its columns are in schema.py.

        Raises:
            GraphFileError: the graph has no evidence, or there is no such table.
        """
        engine = self._evidence("evidence")
        known = {kind.table: kind for kind in EVIDENCE}
        if table not in known:
            raise GraphFileError(
                f"there is no evidence table {table!r}", remedy=f"There are {', '.join(sorted(known))}"
            )
        columns = [column.name for column in known[table].columns]
        selected = ", ".join(f'"{name}"' for name in columns)
        order = ", ".join(f'"{name}"' for name in known[table].order)
        return Result(columns, engine.rows(f"SELECT {selected} FROM {table} ORDER BY {order}"))

    def _evidence(self, what: str) -> Engine:
        if not self.has_evidence:
            raise GraphFileError(
                f"{what} needs the evidence that only a graph file keeps, and this graph has none",
                where=self._store.name,
                remedy="Open the file that `graphkit build` wrote",
            )
        return self._store.tables().engine

    def __repr__(self) -> str:
        contents = self.info()
        return (
            f"<Graph {self._store.name}: {contents.nodes:,} nodes, {contents.relationships:,} relationships>"
        )

    def _repr_html_(self) -> str:
        from graphkit.exports.html.notebook import graph_frame  # noqa: PLC0415 - only in notebooks

        contents = self.info()
        rows = "".join(
            f"<tr><th>{escape(kind.name)}</th><td>{kind.count:,}</td>"
            f"<td>{escape(', '.join(kind.properties))}</td></tr>"
            for kind in (*contents.labels, *contents.types)
        )
        frame = graph_frame(self._store.tables().engine) if self._has_schema_tables else ""
        return (
            f"<table><caption>{escape(self._store.name)}</caption>"
            f"<tr><th>label or type</th><th>count</th><th>properties</th></tr>{rows}</table>{frame}"
        )


def open_graph(
    target: Any,
    *,
    auth: tuple[str, str] | None = None,
    labels: str = "labels",
    type: str = "type",  # noqa: A002 - the name users know
    database: str | None = None,
    memory: str | None = None,
) -> Graph:
    """Open a graph; see `graphkit.open`."""
    if isinstance(target, str) and _is_server(target):
        from graphkit.stores.neo4j import Neo4jStore, Server  # noqa: PLC0415 - see below

        return Graph(Neo4jStore(Server(target, auth=auth, database=database)))
    if auth is not None or database is not None:
        raise GraphkitError(
            "auth and database belong to a server",
            where=repr(target),
            remedy="Leave them out, or give a neo4j:// address",
        )
    if isinstance(target, str | Path):
        return Graph(DuckDBStore(open_file(Path(target), memory), str(target)), has_evidence=True)
    return _snapshot(target, labels, type, memory)


def build_graph(
    sources: Sequence[str | Path] | str | Path,
    out: str | Path | None = None,
    *,
    progress: Callable[[str, int, int], None] | None = None,
    **options: Any,
) -> Graph:
    """Build a graph; see `graphkit.build`."""
    from graphkit.pipeline import build, build_options  # noqa: PLC0415 - readers only where they are asked for

    paths = [Path(sources)] if isinstance(sources, str | Path) else [Path(source) for source in sources]
    built = build(paths, Path(out) if out else None, options=build_options(**options), progress=progress)
    if built.engine is None:
        path = Path(str(out))
        return Graph(DuckDBStore(open_file(path), str(out)), has_evidence=True, summary=built.summary)
    tables = Tables(built.engine, read_catalogue(built.engine, "memory"))
    return Graph(DuckDBStore(tables, "memory"), has_evidence=True, summary=built.summary)


def _is_server(target: str) -> bool:
    scheme, found, _ = target.partition("://")
    return bool(found) and scheme.partition("+")[0] in SERVER_SCHEMES


def _snapshot(target: Any, labels: str, type_: str, memory: str | None) -> Graph:
    """A networkx graph in tables; refused where `target` is none."""
    from graphkit.stores.networkx import is_networkx, load_networkx  # noqa: PLC0415 - see above

    if not is_networkx(target):
        raise GraphkitError(
            f"a {type(target).__name__} cannot be opened",
            remedy="Give the path of a graph file, the address of a server (neo4j://…), or a networkx graph",
            subject=target,
        )
    engine = Engine(memory_limit=memory)
    try:
        tables = load_networkx(engine, target, labels=labels, type=type_)
    except BaseException:
        engine.close()
        raise
    return Graph(DuckDBStore(tables, "networkx graph"))
