"""A graph file made by hand: the tables of the schema, filled with what tests need."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graphkit.engine import Engine
from graphkit.schema import EVIDENCE, NODES, RELATIONSHIPS

SHIFT = 1 << 40
NUMBERS = {node.label: number for number, node in enumerate(NODES)}

Rows = Iterable[dict[str, Any]]


def make_graph(path: Path | None, **tables: Rows) -> Engine:
    """An engine with every table of the schema; relationships name their ends by key: `source`, `target`.

    Args:
        path: where the file stands; None for memory.
        **tables: rows by table name, as dicts of the columns that are not null.
    """
    engine = Engine(path)
    keys: dict[str, dict[str, int]] = {}
    for node in NODES:
        columns = ", ".join(f'"{p.name}" {p.type}' for p in node.properties)
        engine.run(f"CREATE TABLE {node.table} (_id BIGINT, {columns})")
        rows = sorted(tables.pop(node.table, ()), key=lambda row: row["id"])
        keys[node.label] = {row["id"]: NUMBERS[node.label] * SHIFT + n for n, row in enumerate(rows)}
        for row in rows:
            _insert(engine, node.table, {"_id": keys[node.label][row["id"]], **row})
    for number, relationship in enumerate(RELATIONSHIPS):
        columns = "".join(f', "{p.name}" {p.type}' for p in relationship.properties)
        engine.run(f"CREATE TABLE {relationship.table} (_id BIGINT, _source BIGINT, _target BIGINT{columns})")
        ends = [
            (keys[relationship.source][row["source"]], keys[relationship.target][row["target"]], row)
            for row in tables.pop(relationship.table, ())
        ]
        for n, (source, target, row) in enumerate(sorted(ends, key=lambda end: end[:2])):
            rest = {name: value for name, value in row.items() if name not in {"source", "target"}}
            identity = {"_id": number * SHIFT + n, "_source": source, "_target": target}
            _insert(engine, relationship.table, {**identity, **rest})
    for table in EVIDENCE:
        columns = ", ".join(f'"{p.name}" {p.type}' for p in table.columns)
        engine.run(f'CREATE TABLE "{table.table}" ({columns})')
        for row in tables.pop(table.table, ()):
            _insert(engine, table.table, row)
    assert not tables, f"no such tables: {', '.join(tables)}"
    return engine


def _insert(engine: Engine, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    engine.run(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(row))})', list(row.values()))
