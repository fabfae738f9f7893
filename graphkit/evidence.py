"""The evidence tables beside the graph: what was read, how it was linked and judged."""

from __future__ import annotations

from graphkit.engine import Engine
from graphkit.schema import EVIDENCE, EvidenceTable


def create_evidence_tables(engine: Engine) -> None:
    """Create every evidence table of the schema, empty."""
    for table in EVIDENCE:
        engine.run(_create_statement(table))


def _create_statement(table: EvidenceTable) -> str:
    columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
    return f'CREATE TABLE "{table.table}" ({columns})'
