"""The pipeline, read from top to bottom: sources → evidence → papers, authors, institutions → graph."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from graphkit.build_options import BuildOptions, build_options
from graphkit.build_summary import BuildSummary, count_inferred
from graphkit.derive.authors import derive_authors, derive_institutions
from graphkit.derive.coauthorship import derive_coauthorship
from graphkit.derive.papers import derive_categories, derive_papers
from graphkit.derive.tables import catalogue, write_empty
from graphkit.engine import Engine
from graphkit.errors import GraphFileError, SourceError
from graphkit.evidence import create_evidence_tables
from graphkit.readers import read_into
from graphkit.resolution.authors import resolve_authors
from graphkit.resolution.bylines import unite_bylines
from graphkit.resolution.institutions import resolve_institutions
from graphkit.resolution.keys import add_keys
from graphkit.resolution.overrides import Override, read_overrides
from graphkit.resolution.papers import link_papers
from graphkit.resolution.review import write_review
from graphkit.schema import SCHEMA_VERSION

__all__ = ["BuildOptions", "BuildResult", "BuildSummary", "build", "build_into", "build_options"]

Progress = Callable[[str, int, int], None]
"""Told a stage's name, how much of it is done, and how much there is."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The graph in its engine (built in memory) or its file, and the summary; one of the two is None."""

    engine: Engine | None
    path: Path | None
    summary: BuildSummary


def build(
    sources: Sequence[Path],
    out: Path | None = None,
    *,
    options: BuildOptions | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Build a graph from sources.

    The tables depend on the sources and the options alone: not on the order of the sources, the folder they
    lie in, the memory or the number of threads.

    Args:
        sources: files, or folders of them.
        out: the graph file to write; it is replaced only when the build has succeeded. None builds in memory.
        options: see BuildOptions.
        progress: told of each stage.

    Raises:
        GraphFileError: `out` cannot be written.
        SourceError: a source cannot be read.
        FaultError: a source has faults and the options are strict.
        OverrideError: the overrides are wrong or contradict one another.
    """
    options = options or BuildOptions()
    if out is None:
        engine = Engine(memory_limit=options.memory, threads=options.threads)
        try:
            return BuildResult(engine, None, build_into(engine, sources, options, progress))
        except BaseException:
            engine.close()
            raise
    with (
        _file_aside(out) as aside,
        Engine(aside, memory_limit=options.memory, threads=options.threads) as engine,
    ):
        summary = build_into(engine, sources, options, progress)
        engine.run("CHECKPOINT")
    return BuildResult(None, out, summary)


def build_into(
    engine: Engine, sources: Sequence[Path], options: BuildOptions, progress: Progress | None = None
) -> BuildSummary:
    """Build a graph in an engine that holds nothing yet; for the arguments see `build`."""

    def stage(name: str, work: Callable[[], T]) -> T:
        if progress:
            progress(name, 0, 1)
        result = work()
        if progress:
            progress(name, 1, 1)
        return result

    time = _source_date_epoch()
    overrides = read_overrides(options.overrides) if options.overrides else []
    create_evidence_tables(engine)
    read = read_into(engine, sources, options.read, progress)
    stage("keys of names", lambda: add_keys(engine))
    papers = stage("papers", lambda: link_papers(engine))
    stage("bylines", lambda: unite_bylines(engine))
    institutions = stage("institutions", lambda: resolve_institutions(engine))
    authors = stage("authors", lambda: resolve_authors(engine, overrides))
    stage("paper nodes", lambda: derive_papers(engine))
    notes = stage("category nodes", lambda: derive_categories(engine))
    stage("author nodes", lambda: derive_authors(engine))
    stage("institution nodes", lambda: derive_institutions(engine))
    coauthorship = stage("co-authorship", lambda: derive_coauthorship(engine, options.pair_limit))
    for type_ in ("CITES", "PART_OF"):
        write_empty(engine, type_)
    _write_meta(engine, options, overrides, time or _newest_date(engine))
    if options.review:
        write_review(engine, options.review)
    _drop_working_tables(engine)
    if options.layout:
        from graphkit.layout.authors import keep_author_layout  # noqa: PLC0415 - only where it is asked for

        stage("layout", lambda: keep_author_layout(engine))
    return BuildSummary(
        read, papers, authors, institutions, tuple(notes), coauthorship, count_inferred(engine)
    )


def _drop_working_tables(engine: Engine) -> None:
    """Drop what the stages hand to one another: a graph kept in memory needs it no longer."""
    for (table,) in engine.rows("SELECT table_name FROM duckdb_tables() WHERE temporary"):
        engine.run(f'DROP TABLE "{table}"')


def _write_meta(
    engine: Engine, options: BuildOptions, overrides: Sequence[Override], time: datetime | None
) -> None:
    """What the file says of itself; memory and threads are left out, since nothing depends on them.

    Its time is that of SOURCE_DATE_EPOCH, else the newest date of a record; never the clock's.
    """
    given = {
        "as_of": options.read.as_of_year,
        "encoding": options.read.encoding,
        "mapping": asdict(options.read.mapping) if options.read.mapping else None,
        "overrides": [asdict(override) for override in overrides],
        "pair_limit": options.pair_limit,
    }
    meta = {
        "schema_version": json.dumps(SCHEMA_VERSION),
        "graphkit_version": json.dumps(version("graphkit")),
        "time": json.dumps(time.isoformat() if time else None),
        "options": json.dumps(given, ensure_ascii=False, sort_keys=True, default=str),
        "catalogue": catalogue(engine).to_json(),
    }
    for key in sorted(meta):
        engine.run("INSERT INTO meta VALUES ($1, $2)", [key, meta[key]])


def _source_date_epoch() -> datetime | None:
    """The time that SOURCE_DATE_EPOCH gives (https://reproducible-builds.org/specs/source-date-epoch/)."""
    text = os.environ.get("SOURCE_DATE_EPOCH")
    if text is None:
        return None
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SourceError(
            f"{text!r} is no number of seconds", where="SOURCE_DATE_EPOCH", remedy="Correct or unset it"
        ) from error


def _newest_date(engine: Engine) -> datetime | None:
    newest = engine.rows("SELECT max(date) FROM record")[0][0]
    return None if newest is None else datetime(newest.year, newest.month, newest.day, tzinfo=UTC)


@contextmanager
def _file_aside(out: Path) -> Iterator[Path]:
    """A path beside `out` that takes its place when the block ends without an error, and goes otherwise."""
    if not out.parent.is_dir():
        raise GraphFileError(
            "the folder does not exist", where=str(out.parent), remedy="Create it, or give another path"
        )
    if out.is_dir():
        raise GraphFileError("is a folder", where=str(out), remedy="Give the path of a file")
    aside = out.with_name(f".{out.name}.{os.getpid()}.part")
    aside.unlink(missing_ok=True)
    try:
        yield aside
        aside.replace(out)
    finally:
        for leftover in (aside, aside.with_name(f"{aside.name}.wal")):
            leftover.unlink(missing_ok=True)
