"""Records as tables: what a page reader yields goes into the evidence tables in batches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa

from graphkit.engine import Engine
from graphkit.model import Fault, PaperRecord, ProfileRecord
from graphkit.readers.base import Item, Page
from graphkit.schema import EVIDENCE

_BATCH = 5_000
_ARROW_TYPES = {
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "VARCHAR": pa.string(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "VARCHAR[]": pa.list_(pa.string()),
}
_SCHEMAS = {
    table.table: pa.schema([(column.name, _ARROW_TYPES[column.type]) for column in table.columns])
    for table in EVIDENCE
}


@dataclass(slots=True)
class Ids:
    """The last ids that were given out; they go on from source to source."""

    source: int = 0
    record: int = 0
    mention: int = 0


@dataclass(slots=True)
class PageLoader:
    """Gives the items of one source their ids and puts them into the tables.

    Attributes:
        counts: how many of each were loaded: record, mention, fault, skipped.
    """

    engine: Engine
    ids: Ids
    counts: Counter[str] = field(default_factory=Counter)
    rows: dict[str, list[tuple[object, ...]]] = field(
        default_factory=lambda: {name: [] for name in ("record", "mention", "profile", "fault")}
    )

    def load(self, page: Page) -> None:
        """Load a page, one batch after the other."""
        for item in page.items:
            self.add(item)
        self.flush()

    def add(self, item: Item) -> None:
        """Take one item."""
        if isinstance(item, PaperRecord):
            self._add_record(item)
        elif isinstance(item, ProfileRecord):
            self._add_profile(item)
        else:
            self._add_fault(item)

    def flush(self) -> None:
        """Put what was gathered into the tables."""
        for name, rows in self.rows.items():
            insert(self.engine, name, rows)
            rows.clear()

    def _add_record(self, record: PaperRecord) -> None:
        self.ids.record += 1
        self.counts["record"] += 1
        self.counts["mention"] += len(record.mentions)
        for mention in record.mentions:
            self.ids.mention += 1
            self.rows["mention"].append((
                self.ids.mention, self.ids.record, mention.position, mention.name, mention.affiliation,
                mention.native_id, mention.orcid, mention.inferred, mention.line,
            ))  # fmt: skip
        self.rows["record"].append((
            self.ids.record, self.ids.source, record.locator.line, record.native_id, record.title,
            record.abstract, record.date, record.year, record.year_inferred, record.doi, record.arxiv_id,
            record.venue, record.type, list(record.categories), list(record.keywords), record.author_count,
            record.byline_complete, record.organisation, record.organisation_handle, record.has_code,
            record.reported_citations, record.reported_count, record.reported_score, record.url,
        ))  # fmt: skip
        if len(self.rows["record"]) >= _BATCH:
            self.flush()

    def _add_profile(self, profile: ProfileRecord) -> None:
        self.rows["profile"].append((
            self.ids.source, profile.locator.line, profile.name, profile.inferred, profile.category,
            profile.h_index, profile.papers, profile.citations, profile.novelty, profile.ai_score,
        ))  # fmt: skip

    def _add_fault(self, fault: Fault) -> None:
        self.counts["fault"] += 1
        self.counts["skipped"] += fault.skipped
        self.rows["fault"].append(_fault_row(self.ids.source, fault))


def add_faults(engine: Engine, source_id: int, faults: Iterable[Fault]) -> None:
    """Put faults of a source into their table."""
    insert(engine, "fault", [_fault_row(source_id, fault) for fault in faults])


def _fault_row(source_id: int, fault: Fault) -> tuple[object, ...]:
    return source_id, fault.locator.line, fault.kind, fault.message, fault.text, fault.skipped


def insert(engine: Engine, table: str, rows: list[tuple[object, ...]]) -> None:
    """Append rows to an evidence table."""
    if not rows:
        return
    schema = _SCHEMAS[table]
    columns = zip(*rows, strict=True)
    arrays = [pa.array(values, type=column.type) for values, column in zip(columns, schema, strict=True)]
    with engine.table("batch", pa.table(arrays, schema=schema)):
        engine.run(f'INSERT INTO "{table}" SELECT * FROM batch')
