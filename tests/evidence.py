"""Evidence tables filled by hand: papers as a source would tell them, without any reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

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
    extra: dict[str, object] = field(default_factory=dict)


def fill(engine: Engine, records: Sequence[Told], owners: Sequence[tuple[str, str]] = ()) -> None:
    """Create the evidence tables and write the records; `owners` are pairs of a source and its profile's name."""
    create_evidence_tables(engine)
    sources = sorted({record.source for record in records})
    for number, source in enumerate(sources, 1):
        engine.run("INSERT INTO source (source_id, path, format) VALUES ($1, $2, 'table')", [number, source])
    for source, name in owners:
        engine.run(
            "INSERT INTO profile (source_id, line, name, inferred) VALUES ($1, 1, $2, false)",
            [sources.index(source) + 1, name],
        )
    mention = 0
    in_order = sorted(records, key=lambda record: record.source)
    for number, record in enumerate(in_order, 1):
        count = record.count if record.count is not None else len(record.byline) if record.complete else None
        row = {
            "record_id": number, "source_id": sources.index(record.source) + 1, "line": number * 10,
            "title": record.title, "year": record.year, "year_inferred": record.year_inferred, "doi": record.doi,
            "arxiv_id": record.arxiv_id, "native_id": record.native_id, "categories": list(record.categories),
            "author_count": count, "byline_complete": record.complete and bool(record.byline),
            "organisation": record.organisation, "organisation_handle": record.handle, **record.extra,
        }  # fmt: skip
        _insert(engine, "record", row)
        position = 0
        for given in record.byline:
            named = Named(given) if isinstance(given, str) else given
            mention += 1
            position += not named.hidden
            _insert(engine, "mention", {
                "mention_id": mention, "record_id": number, "position": None if named.hidden else position,
                "name": named.name, "affiliation": named.affiliation, "native_id": named.native_id,
                "orcid": named.orcid, "inferred": named.hidden, "line": number * 10 + mention,
            })  # fmt: skip


def _insert(engine: Engine, table: str, row: dict[str, object]) -> None:
    places = ", ".join(f"${place}" for place in range(1, len(row) + 1))
    engine.run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", list(row.values()))


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
