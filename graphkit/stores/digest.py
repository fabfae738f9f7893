"""One SHA-256 over everything a graph file says.

Every table of the schema, in the order of the schema, contributes its name, its columns, and its rows in
their order (graph tables by `_id`, evidence tables by their keys and then by all columns), each row as
JSON. DuckDB hashes the rows in runs of 8,192, and the digest is the hash of these hashes: rows never become
Python objects. It does not depend on how DuckDB stores the rows nor on where the file stands. The copies
sorted by target are left
out: they hold nothing of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from graphkit.engine import Engine
from graphkit.schema import EVIDENCE, NODES, RELATIONSHIPS

RUN = 8192


def digest(engine: Engine) -> str:
    """The digest of a graph file's evidence and graph tables, as 64 hexadecimal digits."""
    total = hashlib.sha256()
    for table, columns, order in _tables():
        total.update(f"{table}({','.join(columns)})\n".encode())
        for run in table_runs(engine, table, columns, order):
            total.update(f"{run}\n".encode())
    return total.hexdigest()


def table_runs(engine: Engine, table: str, columns: list[str], order: list[str]) -> list[str]:
    """The hashes of a table's runs of rows, in order."""
    cells = ", ".join(f'"{column}"' for column in columns)
    keys = ", ".join(f'"{column}"' for column in dict.fromkeys(order))
    rows = engine.rows(f"""
        WITH numbered AS (
            SELECT row_number() OVER (ORDER BY {keys}) - 1 AS place, to_json(row({cells})) AS line
            FROM "{table}"
        )
        SELECT sha256(string_agg(line, chr(10) ORDER BY place)) FROM numbered
        GROUP BY place // {RUN} ORDER BY place // {RUN}
    """)
    return [run for (run,) in rows]


def _tables() -> Iterator[tuple[str, list[str], list[str]]]:
    """Each table with its columns and what its rows are ordered by."""
    for table in EVIDENCE:
        columns = [column.name for column in table.columns]
        yield table.table, columns, [*table.order, *columns]
    for node in NODES:
        yield node.table, ["_id", *(p.name for p in node.properties)], ["_id"]
    for relationship in RELATIONSHIPS:
        properties = (p.name for p in relationship.properties)
        yield relationship.table, ["_id", "_source", "_target", *properties], ["_id"]
