"""The pipeline, read from top to bottom: sources → evidence → papers, authors, institutions → graph."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from graphkit.derive.authors import derive_authors, derive_institutions
from graphkit.derive.coauthorship import PAIR_LIMIT, CoauthorshipSummary, derive_coauthorship
from graphkit.derive.papers import derive_categories, derive_papers
from graphkit.derive.tables import catalogue, write_empty
from graphkit.engine import Engine
from graphkit.errors import GraphFileError
from graphkit.evidence import create_evidence_tables
from graphkit.readers import read_into
from graphkit.readers.base import ReadOptions, ReadSummary
from graphkit.resolution.authors import AuthorSummary, resolve_authors
from graphkit.resolution.bylines import unite_bylines
from graphkit.resolution.institutions import InstitutionSummary, resolve_institutions
from graphkit.resolution.keys import add_keys
from graphkit.resolution.papers import PaperSummary, link_papers
from graphkit.schema import SCHEMA_VERSION

Progress = Callable[[str, int, int], None]
"""Told a stage's name, how much of it is done, and how much there is."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a caller may set beside the sources.

    Attributes:
        read: how the sources are read.
        pair_limit: papers with more named authors make no co-authorship; they are listed in the summary.
        memory: the database engine's memory limit, as `4GB`; None leaves its own.
        threads: threads of the database engine; None leaves its own.
    """

    read: ReadOptions = field(default_factory=ReadOptions)
    pair_limit: int = PAIR_LIMIT
    memory: str | None = None
    threads: int | None = None


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What was read, merged, inferred and left out."""

    read: ReadSummary
    papers: PaperSummary
    authors: AuthorSummary
    institutions: InstitutionSummary
    category_notes: tuple[str, ...]
    coauthorship: CoauthorshipSummary


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

    The tables depend on the sources and the options alone: not on the order of the sources, the folder they lie in,
    the memory or the number of threads.

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

    create_evidence_tables(engine)
    read = read_into(engine, sources, options.read, progress)
    stage("keys of names", lambda: add_keys(engine))
    papers = stage("papers", lambda: link_papers(engine))
    stage("bylines", lambda: unite_bylines(engine))
    authors = stage("authors", lambda: resolve_authors(engine))
    institutions = stage("institutions", lambda: resolve_institutions(engine))
    stage("paper nodes", lambda: derive_papers(engine))
    notes = stage("category nodes", lambda: derive_categories(engine))
    stage("author nodes", lambda: derive_authors(engine))
    stage("institution nodes", lambda: derive_institutions(engine))
    coauthorship = stage("co-authorship", lambda: derive_coauthorship(engine, options.pair_limit))
    for type_ in ("CITES", "PART_OF"):
        write_empty(engine, type_)
    _write_meta(engine, options)
    return BuildSummary(read, papers, authors, institutions, tuple(notes), coauthorship)


def _write_meta(engine: Engine, options: BuildOptions) -> None:
    """What the file says of itself; memory and threads are left out, since nothing depends on them."""
    as_of = options.read.as_of_year
    meta = {
        "schema_version": json.dumps(SCHEMA_VERSION),
        "graphkit_version": json.dumps(version("graphkit")),
        "time": json.dumps(_time(engine)),
        "options": json.dumps(
            {"as_of": as_of, "pair_limit": options.pair_limit, "encoding": options.read.encoding}
        ),
        "catalogue": catalogue(engine).to_json(),
    }
    for key in sorted(meta):
        engine.run("INSERT INTO meta VALUES ($1, $2)", [key, meta[key]])


def _time(engine: Engine) -> str | None:
    """The time that outputs may bear: SOURCE_DATE_EPOCH, else the newest date of a record, never the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None:
        return datetime.fromtimestamp(int(epoch), UTC).isoformat()
    newest = engine.rows("SELECT max(date) FROM record")[0][0]
    return None if newest is None else datetime(newest.year, newest.month, newest.day, tzinfo=UTC).isoformat()


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
    try:
        yield aside
        aside.replace(out)
    finally:
        for leftover in (aside, aside.with_name(f"{aside.name}.wal")):
            leftover.unlink(missing_ok=True)
