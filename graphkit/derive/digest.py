"""One SHA-256 over everything a graph file says.

Every table of the schema, in the order of the schema, contributes its name, its columns, and its rows in their order
(graph tables by `_id`, evidence tables by their keys, then by all columns), each row as a JSON array. Rows are hashed
in runs of 8,192, and the digest is the hash of these hashes: so it streams, and DuckDB does the work. It does not
depend on how DuckDB stores the rows, nor on where the file stands.
"""

from __future__ import annotations

import hashlib

from graphkit.engine import Engine
from graphkit.schema import EVIDENCE, NODES, RELATIONSHIPS

RUN = 8192


def digest(engine: Engine) -> str:
    """The digest of an engine's evidence and graph tables, as 64 hexadecimal digits."""
    total = hashlib.sha256()
    for table in EVIDENCE:
        columns = [column.name for column in table.columns]
        _add(total, engine, table.table, columns, [*table.order, *columns])
    for node in NODES:
        _add(total, engine, node.table, ["_id", *(p.name for p in node.properties)], ["_id"])
    for relationship in RELATIONSHIPS:
        columns = ["_id", "_source", "_target", *(p.name for p in relationship.properties)]
        _add(total, engine, relationship.table, columns, ["_id"])
    return total.hexdigest()


def _add(total: hashlib._Hash, engine: Engine, table: str, columns: list[str], order: list[str]) -> None:
    total.update(f"{table}({','.join(columns)})\n".encode())
    cells = ", ".join(f'"{column}"' for column in columns)
    keys = ", ".join(f'"{column}"' for column in dict.fromkeys(order))
    runs = engine.rows(f"""
        WITH ordered AS (
            SELECT row_number() OVER (ORDER BY {keys}) - 1 AS place, to_json(row({cells})) AS line FROM {table}
        )
        SELECT sha256(string_agg(line, chr(10) ORDER BY place)) FROM ordered
        GROUP BY place // {RUN} ORDER BY place // {RUN}
    """)
    for (run,) in runs:
        total.update(f"{run}\n".encode())
