"""One number for everything a graph file holds."""

from __future__ import annotations

import hashlib

from graphkit.engine import Engine
from graphkit.schema import EVIDENCE, NODES, RELATIONSHIPS


def digest(engine: Engine) -> str:
    """SHA-256 over the ordered rows of all tables of a graph file, each row as JSON on a line.

    The copies sorted by target are left out: they hold nothing of their own.
    """
    tables = [(graph_table.table, "_id") for graph_table in (*NODES, *RELATIONSHIPS)]
    tables += [
        (evidence.table, ", ".join(f'"{column}"' for column in evidence.order)) for evidence in EVIDENCE
    ]
    total = hashlib.sha256()
    for table, order in tables:
        total.update(f"{table}\n".encode())
        for batch in engine.batches(f"SELECT CAST(to_json(t) AS VARCHAR) FROM {table} t ORDER BY {order}"):
            total.update("".join(f"{line}\n" for line in batch.column(0).to_pylist()).encode())
    return total.hexdigest()
