"""The evidence tables beside the graph: what was read, how it was linked and judged."""

from __future__ import annotations

from graphkit.engine import Engine
from graphkit.model import Fault, Locator
from graphkit.schema import EVIDENCE, EvidenceTable


def create_evidence_tables(engine: Engine) -> None:
    """Create every evidence table of the schema, empty."""
    for table in EVIDENCE:
        engine.run(_create_statement(table))


def read_faults(engine: Engine) -> list[Fault]:
    """The faults in all sources, in the order of source and line."""
    rows = engine.rows("""
        SELECT path, line, kind, message, text, skipped FROM fault JOIN source USING (source_id)
        ORDER BY source_id, line, kind, text
    """)
    return [
        Fault(Locator(path, line), kind, message, text, skipped)
        for path, line, kind, message, text, skipped in rows
    ]


def _create_statement(table: EvidenceTable) -> str:
    columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
    return f'CREATE TABLE "{table.table}" ({columns})'
