"""Readers: from sources to the evidence tables `source`, `record`, `mention`, `profile` and `fault`.

`read_into` is the one way in. A page reader turns one family of pages into records; a table reader moves
rows by SQL alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from graphkit.engine import Engine
from graphkit.errors import FaultError, SourceError
from graphkit.model import Fault, Locator
from graphkit.readers.base import PageReader, ReadOptions, ReadSummary, Source, SourceSummary
from graphkit.readers.daily_page import DailyPageReader
from graphkit.readers.detect import choose_page_reader
from graphkit.readers.load import Ids, PageLoader, add_faults, insert
from graphkit.readers.mapping import TableMapping
from graphkit.readers.profile_page import ProfilePageReader
from graphkit.readers.rdf import LOOKS_FOR as RDF
from graphkit.readers.rdf import is_rdf, load_rdf
from graphkit.readers.sources import expand
from graphkit.readers.table import load_table
from graphkit.readers.table_shape import LOOKS_FOR as TABLES
from graphkit.readers.table_shape import is_parquet, parquet_shape, text_shape
from graphkit.readers.text import TextSource, open_text

__all__ = ["PAGE_READERS", "ReadOptions", "ReadSummary", "SourceSummary", "TableMapping", "read_into"]

PAGE_READERS: tuple[PageReader, ...] = (ProfilePageReader(), DailyPageReader())

_NO_SOURCE = "unknown"
"""Stands for the format of a file in a folder that no reader knows."""


def read_into(
    engine: Engine,
    sources: Sequence[str | Path],
    options: ReadOptions | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> ReadSummary:
    """Read files and folders into the evidence tables, with final ids.

    The ids depend on the names and bytes of the files alone: sources are taken in the order of name and
    hash, records and mentions in the order of lines.

    Args:
        engine: a database with empty evidence tables.
        sources: files, and folders that are read whole.
        options: settings for all sources.
        progress: called with a source's name, the number of sources read and their total.

    Raises:
        SourceError: a source cannot be read at all; a file in a folder is then passed over, which is a fault,
            unless nothing else is there.
        FaultError: `options.strict`, and there is any fault; it lists them.
    """
    options = options or ReadOptions()
    files, duplicates = expand(sources)
    ids = Ids()
    summaries = []
    for done, source in enumerate(files):
        if progress is not None:
            progress(source.name, done, len(files))
        ids.source += 1
        summaries.append(_read_source(engine, source, options, ids))
    if progress is not None:
        progress("", len(files), len(files))
    if files and all(summary.format == _NO_SOURCE for summary in summaries):
        raise _no_source_error(engine, files)
    summary = ReadSummary(tuple(summaries), tuple(duplicates))
    if options.strict and summary.faults:
        raise _fault_error(engine, summary)
    return summary


def _read_source(engine: Engine, source: Source, options: ReadOptions, ids: Ids) -> SourceSummary:
    try:
        read = _recognise(engine, source, options)
    except SourceError as error:
        if not source.in_folder:
            raise
        return _pass_over(engine, source, error, ids)
    return read(ids)


def _recognise(engine: Engine, source: Source, options: ReadOptions) -> Callable[[Ids], SourceSummary]:
    """Find out what a file is, and give the function that reads it; nothing is written before."""
    mapping = options.mapping or TableMapping()
    if is_parquet(source):
        shape = parquet_shape(engine, source, mapping)
        return lambda ids: load_table(engine, source, None, shape, mapping, ids)
    if is_rdf(source):
        return lambda ids: load_rdf(engine, source, ids)
    text = open_text(source, options.encoding)
    found = text_shape(text, mapping)
    if found is not None:
        return lambda ids: load_table(engine, source, text, found, mapping, ids)
    reader = choose_page_reader(source, text, PAGE_READERS, f"{TABLES}; {RDF}")
    return lambda ids: _load_page(engine, source, text, reader, options.as_of_year, ids)


def _load_page(
    engine: Engine, source: Source, text: TextSource, reader: PageReader, as_of: int | None, ids: Ids
) -> SourceSummary:
    page = reader.read(text, as_of)
    loader = PageLoader(engine, ids)
    for fault in text.faults():
        loader.add(fault)
    loader.load(page)
    counts = loader.counts
    row = (
        ids.source,
        source.name,
        reader.format,
        source.sha256,
        source.size,
        counts["record"],
        counts["fault"],
    )
    insert(engine, "source", [(*row, page.current_year)])
    return SourceSummary(
        source.name,
        reader.format,
        counts["record"],
        counts["mention"],
        counts["fault"],
        counts["skipped"],
        page.current_year,
        (*text.notes, *page.notes),
    )


def _pass_over(engine: Engine, source: Source, error: SourceError, ids: Ids) -> SourceSummary:
    """A file in a folder that is no source, as a README: it is a fault, and the others are read."""
    message = f"the file was passed over: {error.what}"
    add_faults(engine, ids.source, [Fault(Locator(source.name, 1), "file-passed-over", message, "")])
    insert(engine, "source", [(ids.source, source.name, _NO_SOURCE, source.sha256, source.size, 0, 1, None)])
    return SourceSummary(source.name, _NO_SOURCE, 0, 0, 1, 0)


def _no_source_error(engine: Engine, files: Sequence[Source]) -> SourceError:
    (message,) = engine.rows("SELECT message FROM fault ORDER BY source_id LIMIT 1")[0]
    return SourceError(
        f"no file of those given is a source; of {files[0].name}: {message}",
        remedy="Give a folder of saved pages or tables",
        subject=files[0],
    )


def _fault_error(engine: Engine, summary: ReadSummary) -> FaultError:
    rows = engine.rows(
        "SELECT path, line, kind, message, text FROM fault JOIN source USING (source_id)"
        " ORDER BY source_id, line, kind, text"
    )
    listed = "\n".join(
        f"  {path}:{line} {kind}: {message}: {text}" for path, line, kind, message, text in rows
    )
    return FaultError(
        f"the sources have {summary.faults} fault{'' if summary.faults == 1 else 's'}",
        remedy=f"Correct the sources, or read them without --strict:\n{listed}",
        subject=rows,
    )
