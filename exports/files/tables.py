"""The whole graph as tables in a folder: one file a label and one a relationship type."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports.atomic import FileSet
from graphkit.schema import NODES, RELATIONSHIPS, NodeType, Property, RelationshipType

LABELS = {node.label: node for node in NODES}
ARRAY_DELIMITER = "\x1f"
"""Between the items of a list in Neo4j's files: a control that stands in no name."""


@dataclass(frozen=True)
class Table:
    """One file to be: its name without ending, its query, and what it holds."""

    name: str
    sql: str
    kind: NodeType | RelationshipType


def graph_tables() -> list[Table]:
    """Every label and relationship type of the schema, in its order; ends are given by their keys."""
    tables = []
    for node in NODES:
        columns = ", ".join(f'"{p.name}"' for p in node.properties)
        tables.append(Table(node.label, f"SELECT {columns} FROM {node.table} ORDER BY _id", node))
    for relation in RELATIONSHIPS:
        source, target = LABELS[relation.source], LABELS[relation.target]
        columns = "".join(f', r."{p.name}"' for p in relation.properties)
        sql = (
            f'SELECT s."{source.key}" AS source, t."{target.key}" AS target{columns} FROM {relation.table} r '
            f"JOIN {source.table} s ON s._id = r._source JOIN {target.table} t ON t._id = r._target "
            "ORDER BY r._source, r._target, r._id"
        )
        tables.append(Table(relation.type, sql, relation))
    return tables


def write_tables(
    path: Path, ending: str, write: Callable[[Table, BinaryIO], None], more: dict[str, str] | None = None
) -> None:
    """Write every table into the folder `path`, and `more` texts beside them; all appear together.

    Raises:
        ExportError: `path` is a file, or cannot be made a folder.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"cannot be made a folder: {error.strerror}", where=str(path), remedy="Give the path of a folder"
        ) from error
    with FileSet() as files:
        for table in graph_tables():
            with files.open(path / f"{table.name}{ending}") as file:
                write(table, file)
        for name, text in (more or {}).items():
            with files.open(path / name) as file:
                file.write(text.encode())


def write_csv(
    engine: Engine, sql: str, header: list[str], file: BinaryIO, cell: Callable[[Any], object]
) -> None:
    """Rows of a query as CSV (RFC 4180, UTF-8), a batch at a time."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    for rows in _batches(engine, sql):
        writer.writerows([cell(value) for value in row] for row in rows)
    text.detach()


def _batches(engine: Engine, sql: str) -> Iterator[Iterator[tuple[Any, ...]]]:
    for batch in engine.batches(sql):
        yield zip(*(column.to_pylist() for column in batch.columns), strict=True)


def export_csv(engine: Engine, path: Path) -> None:
    """Write CSV: lists as JSON, true and false in lower case, nothing for null."""
    write_tables(
        path, ".csv", lambda table, file: write_csv(engine, table.sql, _header(table), file, _plain_cell)
    )


def export_parquet(engine: Engine, path: Path) -> None:
    """Write Parquet with DuckDB's types."""

    def write(table: Table, file: BinaryIO) -> None:
        schema: pa.Schema = engine.arrow(f"SELECT * FROM ({table.sql}) LIMIT 0").schema
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for batch in engine.batches(table.sql):
                writer.write_batch(batch)

    write_tables(path, ".parquet", write)


def export_neo4j(engine: Engine, path: Path) -> None:
    """Write CSV for `neo4j-admin database import`, and the options of the command in `import.txt`."""

    def write(table: Table, file: BinaryIO) -> None:
        write_csv(engine, table.sql, _neo4j_header(table), file, _neo4j_cell)

    options = ["--multiline-fields=true", "--array-delimiter=U+001F", "--id-type=string"]
    for table in graph_tables():
        kind = "nodes" if isinstance(table.kind, NodeType) else "relationships"
        options.append(f"--{kind}={table.name}={table.name}.csv")
    write_tables(path, ".csv", write, {"import.txt": "\n".join(options) + "\n"})


def _header(table: Table) -> list[str]:
    ends = [] if isinstance(table.kind, NodeType) else ["source", "target"]
    return ends + [p.name for p in table.kind.properties]


def _neo4j_header(table: Table) -> list[str]:
    if isinstance(table.kind, NodeType):
        key, *rest = table.kind.properties
        return [f"{key.name}:ID({table.kind.label})", *map(_neo4j_column, rest)]
    ends = [f":START_ID({table.kind.source})", f":END_ID({table.kind.target})"]
    return ends + [_neo4j_column(p) for p in table.kind.properties]


_NEO4J_TYPES = {
    "BIGINT": "long",
    "DOUBLE": "double",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "VARCHAR": "string",
}


def _neo4j_column(item: Property) -> str:
    kind = item.type.removesuffix("[]")
    return f"{item.name}:{_NEO4J_TYPES[kind]}{'[]' if item.type.endswith('[]') else ''}"


def _plain_cell(value: Any) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value


def _neo4j_cell(value: Any) -> object:
    if isinstance(value, list):
        return ARRAY_DELIMITER.join(str(item).replace(ARRAY_DELIMITER, " ") for item in value)
    return _plain_cell(value)
