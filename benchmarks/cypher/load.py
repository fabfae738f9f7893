"""The synthetic graph in graphkit's own tables."""

from __future__ import annotations

from pathlib import Path

from graphkit.cypher.catalogue import Catalogue
from graphkit.derive import tables
from graphkit.engine import Engine
from graphkit.schema import NODES, RELATIONSHIPS, Property

NODE_FILES = {"Paper": "paper", "Author": "author", "Category": "category", "Institution": "institution"}
RELATIONSHIP_FILES = {
    "AUTHORED": "authored",
    "IN_CATEGORY": "in_category",
    "AFFILIATED_WITH": "affiliated_with",
}


def load(engine: Engine, folder: Path) -> Catalogue:
    """Create the tables of a graph file from the Parquet files; properties that these lack are null."""
    for node in NODES:
        file = folder / f"{NODE_FILES[node.label]}.parquet"
        tables.write_nodes(
            engine, node.label, f"SELECT {_columns(engine, file, node.properties)} FROM '{file}'"
        )
    for kind in RELATIONSHIPS:
        if kind.type not in RELATIONSHIP_FILES:
            tables.write_empty(engine, kind.type)
            continue
        file = folder / f"{RELATIONSHIP_FILES[kind.type]}.parquet"
        columns = ", ".join(filter(None, ["source, target", _columns(engine, file, kind.properties)]))
        tables.write_relationships(engine, kind.type, f"SELECT {columns} FROM '{file}'")
    return tables.catalogue(engine)


def _columns(engine: Engine, file: Path, properties: tuple[Property, ...]) -> str:
    held = {name for name, *_ in engine.rows(f"DESCRIBE SELECT * FROM '{file}'")}
    return ", ".join(
        f'"{p.name}"' if p.name in held else f'CAST(NULL AS {p.type}) AS "{p.name}"' for p in properties
    )
