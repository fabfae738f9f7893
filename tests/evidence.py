"""Evidence tables filled by hand: papers as a source would tell them, without any reader."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from graphkit.derive.authors import derive_authors, derive_institutions
from graphkit.derive.coauthorship import PAIR_LIMIT, CoauthorshipSummary, derive_coauthorship
from graphkit.derive.papers import derive_categories, derive_papers
from graphkit.engine import Engine
from graphkit.evidence import create_evidence_tables
from graphkit.resolution.authors import AuthorSummary, resolve_authors
from graphkit.resolution.bylines import unite_bylines
from graphkit.resolution.institutions import resolve_institutions
from graphkit.resolution.keys import add_keys
from graphkit.resolution.overrides import Override
from graphkit.resolution.papers import PaperSummary, link_papers


@dataclass
class Named:
    """A mention: a name and what the source says beside it; `hidden` takes its position away."""

    name: str
    native_id: str | None = None
    orcid: str | None = None
    affiliation: str | None = None
    hidden: bool = False


@dataclass
class Told:
    """A record: `complete` says that the byline is whole, `count` what the source says of its length."""

    title: str
    byline: Sequence[str | Named] = ()
    source: str = "one.csv"
    complete: bool = True
    count: int | None = None
    year: int | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    native_id: str | None = None
    organisation: str | None = None
    handle: str | None = None
    categories: Sequence[str] = ()
    year_inferred: bool = False
    abstract: str | None = None
    date: datetime.date | None = None
    reported_count: int | None = None


def fill(engine: Engine, records: Sequence[Told], owners: Sequence[tuple[str, str]] = ()) -> None:
    """Create the evidence tables and write the records; `owners` are pairs of a source and its profile's name."""
    create_evidence_tables(engine)
    sources = {name: number for number, name in enumerate(sorted({told.source for told in records}), 1)}
    tables: dict[str, list[dict[str, object]]] = {"record": [], "mention": []}
    tables["source"] = [
        {"source_id": number, "path": name, "format": "table"} for name, number in sources.items()
    ]
    tables["profile"] = [
        {"source_id": sources[source], "line": 1, "name": name, "inferred": False} for source, name in owners
    ]
    for number, told in enumerate(sorted(records, key=lambda told: told.source), 1):
        tables["record"].append(_record(number, sources[told.source], told))
        position = 0
        for given in told.byline:
            named = Named(given) if isinstance(given, str) else given
            position += not named.hidden
            mention = len(tables["mention"]) + 1
            tables["mention"].append({
                "mention_id": mention, "record_id": number, "position": None if named.hidden else position,
                "name": named.name, "affiliation": named.affiliation, "native_id": named.native_id,
                "orcid": named.orcid, "inferred": named.hidden, "line": number * 10 + mention,
            })  # fmt: skip
    for table, rows in tables.items():
        if rows:
            with engine.table("rows", pa.Table.from_pylist(rows)):
                engine.run(f"INSERT INTO {table} BY NAME SELECT * FROM rows")


def _record(number: int, source: int, told: Told) -> dict[str, object]:
    count = told.count if told.count is not None else len(told.byline) if told.complete else None
    return {
        "record_id": number, "source_id": source, "line": number * 10, "title": told.title, "year": told.year,
        "year_inferred": told.year_inferred, "doi": told.doi, "arxiv_id": told.arxiv_id,
        "native_id": told.native_id, "categories": list(told.categories), "author_count": count,
        "byline_complete": told.complete and bool(told.byline), "organisation": told.organisation,
        "organisation_handle": told.handle, "abstract": told.abstract, "date": told.date,
        "reported_count": told.reported_count,
    }  # fmt: skip


def linked(records: Sequence[Told]) -> tuple[Engine, PaperSummary]:
    """An engine with the records linked to papers."""
    engine = Engine()
    fill(engine, records)
    add_keys(engine)
    return engine, link_papers(engine)


def resolved(
    records: Sequence[Told], overrides: Sequence[Override] = (), owners: Sequence[tuple[str, str]] = ()
) -> tuple[Engine, AuthorSummary]:
    """An engine with authors and institutions resolved."""
    engine = Engine()
    fill(engine, records, owners)
    add_keys(engine)
    link_papers(engine)
    unite_bylines(engine)
    resolve_institutions(engine)
    return engine, resolve_authors(engine, overrides)


def derived(records: Sequence[Told], limit: int = PAIR_LIMIT) -> tuple[Engine, CoauthorshipSummary]:
    """An engine with the graph tables."""
    engine, _ = resolved(records)
    derive_papers(engine)
    derive_categories(engine)
    derive_authors(engine)
    derive_institutions(engine)
    return engine, derive_coauthorship(engine, limit)


def papers(engine: Engine) -> list[set[str]]:
    """The records of each paper as sets of source:line, in order."""
    rows = engine.rows("""
        SELECT list(path || ':' || record_id ORDER BY record_id) AS members FROM record_paper
        JOIN record USING (record_id) JOIN source USING (source_id) GROUP BY paper_id ORDER BY members
    """)
    return [set(members) for (members,) in rows]


def authors(engine: Engine) -> set[tuple[str, ...]]:
    """The spellings of each author, each as often as it is mentioned, in order."""
    rows = engine.rows("""
        SELECT list(name ORDER BY name) FROM mention JOIN mention_author USING (mention_id) GROUP BY author_id
    """)
    return {tuple(names) for (names,) in rows}
