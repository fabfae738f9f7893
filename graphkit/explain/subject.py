"""What a reference means: an author id, a name, a mention key, a paper id, a source line or a title."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.engine import Engine
from graphkit.errors import SubjectError
from graphkit.names import parse


@dataclass(frozen=True, slots=True)
class Subject:
    """An author or a paper (its `kind`), its id, and what the caller called it."""

    kind: str
    id: str
    called: str


def find_subject(engine: Engine, reference: str) -> Subject:
    """The one thing that a reference means; exact forms are tried before looser ones.

    Raises:
        SubjectError: it means nothing, or several things; these are listed.
    """
    for query in _LOOKUPS:
        rows = engine.rows(query, [reference])
        if len(rows) == 1:
            return Subject(rows[0][0], rows[0][1], reference)
        if rows:
            listed = "; ".join(f"{id_} ({text})" for _, id_, text in rows[:20])
            raise SubjectError(
                f"{reference!r} means {len(rows)} things",
                remedy=f"Give one of these ids: {listed}",
                subject=[id_ for _, id_, _ in rows],
            )
    authors = _bearers(engine, reference)
    if len(authors) == 1:
        return Subject("author", authors[0], reference)
    if authors:
        raise SubjectError(
            f"{reference!r} means {len(authors)} authors",
            remedy=f"Give one of these ids: {', '.join(authors)}",
        )
    raise SubjectError(
        f"nothing is called {reference!r}",
        remedy="Give a name as it is written, an author id, a mention key, a paper id or a title",
    )


def _bearers(engine: Engine, name: str) -> list[str]:
    """The authors one of whose spellings differs from a name only in form."""
    parsed = parse(name)
    if not parsed.family:
        return []
    spellings = engine.rows(
        """
        SELECT DISTINCT name, author_id FROM mention JOIN mention_author USING (mention_id)
        WHERE contains(lower(strip_accents(name)), $1)
        """,
        [parsed.family[-1]],
    )
    return sorted({author for spelling, author in spellings if parse(spelling).full == parsed.full})


_LOOKUPS = (
    "SELECT 'author', id, name FROM node_author WHERE id = $1",
    "SELECT 'paper', id, title FROM node_paper WHERE id = $1",
    """
    SELECT 'author', author.id, author.name FROM rel_authored
    JOIN node_author author ON author._id = _source JOIN node_paper paper ON paper._id = _target
    WHERE paper.id || '#' || position = $1
    """,
    """
    SELECT DISTINCT 'paper', node_paper.id, node_paper.title FROM record JOIN source USING (source_id)
    JOIN record_paper USING (record_id) JOIN node_paper ON node_paper.id = paper_id
    WHERE path || ':' || record.line = $1
    """,
    """
    SELECT DISTINCT 'author', node_author.id, node_author.name FROM mention JOIN record USING (record_id)
    JOIN source USING (source_id) JOIN mention_author USING (mention_id)
    JOIN node_author ON node_author.id = author_id
    WHERE path || ':' || mention.line = $1 ORDER BY 2
    """,
    """
    SELECT 'author', id, name FROM node_author WHERE name = $1 OR list_contains(name_variants, $1) ORDER BY id
    """,
    """
    SELECT DISTINCT 'paper', node_paper.id, node_paper.title FROM record JOIN record_paper USING (record_id)
    JOIN node_paper ON node_paper.id = paper_id WHERE lower(trim(record.title)) = lower(trim($1)) ORDER BY 2
    """,
)
