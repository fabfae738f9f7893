"""Linked data as a source: papers, ordered authorships, affiliations and categories in SPAR, as exports write them.

A parser streams the triples whose predicates are known into a table; SQL gathers from it what a paper is.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import pyarrow as pa

from graphkit.engine import Engine
from graphkit.errors import SourceError
from graphkit.readers import rdf_sql as sql
from graphkit.readers.base import Source, SourceSummary
from graphkit.readers.load import Ids

LOOKS_FOR = "RDF (Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML)"

_BATCH = 100_000
_FORMATS = {
    ".nt": "N_TRIPLES", ".nq": "N_QUADS", ".ttl": "TURTLE", ".trig": "TRIG", ".jsonld": "JSON_LD", ".rdf": "RDF_XML",
}  # fmt: skip
_SCHEMA = pa.schema([(name, pa.string()) for name in ("subject", "predicate", "object")])


def is_rdf(source: Source) -> bool:
    """Whether a file is named and begins as RDF of some format."""
    suffix = _bare(source.path).suffix.lower()
    if suffix not in _FORMATS:
        return False
    with _open(source.path) as file:
        start = file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
    match suffix:
        case ".jsonld":
            return start.startswith((b"{", b"["))
        case ".rdf":
            return b"rdf:RDF" in start or start.startswith(b"<?xml")
        case _:
            return start.startswith((b"<", b"@", b"#", b"_:", b"PREFIX", b"BASE", b"prefix", b"base"))


def load_rdf(engine: Engine, source: Source, ids: Ids) -> SourceSummary:
    """Read an RDF file into the evidence tables.

    The line of a record is its number in the order of the papers' IRIs, since parsers of RDF tell no lines.

    Args:
        engine: a database with evidence tables.
        source: the file.
        ids: the last ids given; they go on from there.

    Raises:
        SourceError: the file is no valid RDF, or holds no paper.
    """
    with _staged(engine, source):
        for statement in sql.prepare():
            engine.run(statement)
        ((records, mentions),) = engine.rows(sql.COUNT)
        if not records:
            raise SourceError(
                "the RDF holds no paper",
                where=source.name,
                remedy="A paper is a subject with dcterms:creator, pro:isDocumentContextFor or gk:bylineComplete",
                subject=source,
            )
        name = _FORMATS[_bare(source.path).suffix.lower()].lower().replace("_", "-")
        engine.run(sql.SOURCE, [ids.source, source.name, f"rdf-{name}", source.sha256, source.size, records])
        engine.run(sql.RECORDS, [ids.record, ids.source])
        engine.run(sql.MENTIONS, [ids.mention, ids.record])
        engine.run(sql.PROFILES, [ids.source])
        notes = _notes(engine)
    ids.record += records
    ids.mention += mentions
    return SourceSummary(source.name, f"rdf-{name}", records, mentions, 0, 0, notes=notes)


def _notes(engine: Engine) -> tuple[str, ...]:
    """What does not come back from RDF."""
    lost = [(words, engine.rows(query)[0][0]) for words, query in sql.LOST.items()]
    return (
        "lines are numbers of papers in the order of their IRIs; the judgements behind merged authors are not in RDF",
        *(words.format(count=count) for words, count in lost if count),
    )


@contextmanager
def _staged(engine: Engine, source: Source) -> Iterator[None]:
    """The file's statements as the table that SQL reads, while the block runs."""
    engine.run(f"CREATE TEMP TABLE {sql.STATEMENTS} (subject VARCHAR, predicate VARCHAR, object VARCHAR)")
    try:
        for batch in _batches(source):
            with engine.table("rdf_batch", batch):
                engine.run(f"INSERT INTO {sql.STATEMENTS} SELECT * FROM rdf_batch")
        yield
    finally:
        for table in sql.TABLES:
            engine.run(f"DROP TABLE IF EXISTS {table}")


def _batches(source: Source) -> Iterator[pa.Table]:
    """The statements whose predicates are known, IRIs and literals alike as text."""
    try:
        import pyoxigraph  # noqa: PLC0415 - an extra, and only needed for RDF
    except ImportError as error:
        raise SourceError(
            "reading RDF needs pyoxigraph",
            where=source.name,
            remedy="Install it: pip install 'graphkit[rdf]'",
        ) from error
    known = {pyoxigraph.NamedNode(iri): name for iri, name in sql.PREDICATES.items()}
    form = getattr(pyoxigraph.RdfFormat, _FORMATS[_bare(source.path).suffix.lower()])
    rows: list[tuple[str, str, str]] = []
    try:
        with _open(source.path) as file:
            for quad in pyoxigraph.parse(file, format=form, base_iri="https://graphkit.invalid/"):
                name = known.get(quad.predicate)
                if name is not None:
                    rows.append((quad.subject.value, name, quad.object.value))
                if len(rows) == _BATCH:
                    yield _table(rows)
                    rows = []
    except (SyntaxError, ValueError, OSError) as error:
        raise SourceError(
            f"is no valid RDF: {error}", where=source.name, remedy="Correct the file"
        ) from error
    yield _table(rows)


def _table(rows: list[tuple[str, str, str]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table([pa.array(column, pa.string()) for column in columns], schema=_SCHEMA)


def _bare(path: Path) -> Path:
    return path.with_suffix("") if path.suffix in {".gz", ".zst"} else path


def _open(path: Path) -> IO[bytes]:
    match path.suffix:
        case ".gz":
            return cast("IO[bytes]", gzip.open(path))
        case ".zst":
            return cast("IO[bytes]", pa.input_stream(str(path), compression="zstd"))
        case _:
            return path.open("rb")
