"""Tables with one row per mention or per paper: from the file into the evidence tables by SQL alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from graphkit import identifiers
from graphkit.engine import Engine
from graphkit.readers import table_sql as sql
from graphkit.readers.base import Source, SourceSummary
from graphkit.readers.load import Ids, add_faults, insert
from graphkit.readers.mapping import TableMapping
from graphkit.readers.table_shape import TableShape
from graphkit.readers.table_stage import drop, staged
from graphkit.readers.text import TextSource

_SEPARATORS = (";", "|", ",")
_TRUNCATION = r"(?:and\s+)?(?:et\s+al\.?|others)"
_CODES = r"[a-z-]+[.][A-Za-z-]+(\s+[a-z-]+([.][A-Za-z-]+)?)*"
_PARSERS = {"doi": identifiers.parse_doi, "arxiv": identifiers.parse_arxiv, "orcid": identifiers.parse_orcid}


def load_table(
    engine: Engine,
    source: Source,
    text: TextSource | None,
    shape: TableShape,
    mapping: TableMapping,
    ids: Ids,
) -> SourceSummary:
    """Read a table into the evidence tables.

    Rows of one paper are those with the same paper id, else the same DOI, arXiv id, or title, year and venue;
    where a row holds a whole paper, each row is a record of its own.

    Args:
        engine: a database with evidence tables.
        source: the file.
        text: the file as text; None for Parquet.
        shape: its format and columns.
        mapping: how its values are to be read.
        ids: the last ids given; they go on from there.

    Raises:
        SourceError: the file is no table that DuckDB can read.
    """
    namespace = mapping.namespace if mapping.namespace is not None else source.path.name.partition(".")[0]
    notes = list(text.notes) if text else []
    if text is not None:
        add_faults(engine, ids.source, text.faults())
    for macro in sql.MACROS:
        engine.run(macro)
    with staged(engine, source, text, shape), _tables_dropped(engine):
        notes += _read_authors(engine, shape, mapping, ids.source)
        _read_identifiers(engine)
        engine.run(sql.RECORDS, {"last_record": ids.record})
        engine.run(sql.INSERT_RECORDS, {"source": ids.source, "namespace": namespace, "codes": _CODES})
        engine.run(sql.INSERT_MENTIONS, {"last_mention": ids.mention, "namespace": namespace})
        engine.run(sql.INSERT_FAULTS, {"source": ids.source})
    return _summary(engine, source, shape, ids, notes)


@contextmanager
def _tables_dropped(engine: Engine) -> Iterator[None]:
    try:
        yield
    finally:
        drop(engine, sql.VIEWS, sql.TABLES)


def _read_authors(engine: Engine, shape: TableShape, mapping: TableMapping, source_id: int) -> list[str]:
    """Make the tables of papers, numbered authors and bylines; tells what was decided."""
    notes = [f"columns not used: {', '.join(shape.unused)}"] if shape.unused else []
    if shape.several_authors:
        separator = mapping.separator or _found_separator(engine)
        for statement in sql.KEY_PAPER_ROWS:
            engine.run(statement)
        engine.run(sql.LIST_AUTHORS, {"separator": separator})
        engine.run(sql.AUTHORS_OF_PAPER_ROWS)
        engine.run(sql.INSERT_UNMATCHED_VALUES, {"source": source_id, "separator": separator})
        notes.append(f"one row per paper, authors separated by {separator!r}")
    else:
        for statement in sql.KEY_MENTION_ROWS:
            engine.run(statement)
        engine.run(sql.AUTHORS_OF_MENTION_ROWS)
        notes.append("one row per mention")
    engine.run(sql.papers(shape.found))
    positioned = "position" in shape.found and not shape.several_authors
    base = mapping.positions_from
    if base is None:
        lowest = engine.rows("SELECT min(TRY_CAST(position AS DOUBLE)) FROM author_row")[0][0]
        base = 0 if lowest == 0 else 1
    if positioned:
        notes.append(f"positions count from {base}")
    engine.run(sql.NUMBERED_AUTHORS, {"positioned": positioned, "base": base, "marker": _TRUNCATION})
    engine.run(sql.BYLINES)
    return notes


def _found_separator(engine: Engine) -> str:
    """The first usual separator that occurs between authors."""
    for separator in _SEPARATORS:
        found = engine.rows(
            "SELECT 1 FROM staged WHERE contains(authors, ?)"
            " AND NOT (authors LIKE '[%' AND json_valid(authors)) LIMIT 1",
            [separator],
        )
        if found:
            return separator
    return _SEPARATORS[0]


def _read_identifiers(engine: Engine) -> None:
    """Normalise those identifiers one by one whose plain form SQL does not see."""
    engine.run("CREATE TEMP TABLE identifier (what VARCHAR, written VARCHAR, normal VARCHAR)")
    for batch in engine.arrow(sql.ODD_IDENTIFIERS).to_batches():
        whats, written = (batch.column(name).to_pylist() for name in ("what", "written"))
        normal = [_PARSERS[what](value) for what, value in zip(whats, written, strict=True)]
        rows = pa.table([whats, written, pa.array(normal, pa.string())], names=["what", "written", "normal"])
        with engine.table("batch", rows):
            engine.run("INSERT INTO identifier SELECT * FROM batch")


def _summary(engine: Engine, source: Source, shape: TableShape, ids: Ids, notes: list[str]) -> SourceSummary:
    records, mentions, faults, skipped = engine.rows(
        "SELECT (SELECT count(*) FROM record WHERE source_id = $source),"
        " (SELECT count(*) FROM mention WHERE mention_id > $last_mention),"
        " (SELECT count(*) FROM fault WHERE source_id = $source),"
        " (SELECT count(*) FROM fault WHERE source_id = $source AND skipped)",
        {"source": ids.source, "last_mention": ids.mention},
    )[0]
    ids.record += records
    ids.mention += mentions
    row = (ids.source, source.name, shape.format, source.sha256, source.size, records, faults, None)
    insert(engine, "source", [row])
    return SourceSummary(source.name, shape.format, records, mentions, faults, skipped, None, tuple(notes))
