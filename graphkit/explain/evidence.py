"""The evidence behind authors and papers, read from a graph file."""

from __future__ import annotations

from itertools import groupby

from graphkit.engine import Engine
from graphkit.explain.explanation import Judgement, Line, PaperEvidence


def described(engine: Engine, author_id: str) -> str:
    """An author in a few words: name, id, papers, mentions, spellings."""
    name, papers = engine.rows("SELECT name, papers FROM node_author WHERE id = $1", [author_id])[0]
    mentions = engine.rows("SELECT count(*) FROM mention_author WHERE author_id = $1", [author_id])[0][0]
    spellings = " / ".join(spellings_of(engine, author_id))
    return f"{name} ({author_id}): papers {papers}, mentions {mentions}, written {spellings}"


def spellings_of(engine: Engine, author_id: str) -> list[str]:
    """Every spelling of an author's name, in code point order."""
    rows = engine.rows(
        """
        SELECT DISTINCT name FROM mention JOIN mention_author USING (mention_id) WHERE author_id = $1
        ORDER BY name
        """,
        [author_id],
    )
    return [name for (name,) in rows]


def mentions_of(engine: Engine, author_id: str) -> tuple[PaperEvidence, ...]:
    """The papers of an author, each with the lines that name this author."""
    return _papers(engine, f"{_MENTIONS} WHERE author_id = $1 {_ORDER}", [author_id])


def byline_of(engine: Engine, paper_id: str) -> tuple[PaperEvidence, ...]:
    """A paper with the lines that name its authors."""
    return _papers(engine, f"{_MENTIONS} WHERE paper.id = $1 {_ORDER}", [paper_id])


def joint_papers(engine: Engine, a: str, b: str) -> tuple[PaperEvidence, ...]:
    """The papers of two authors with the lines that name either, and each paper's fractional weight."""
    query = f"""
        {_MENTIONS} WHERE author_id IN ($1, $2) AND paper.id IN (
            SELECT paper_id FROM mention_author JOIN mention USING (mention_id)
            JOIN record_paper USING (record_id)
            WHERE author_id IN ($1, $2) GROUP BY paper_id HAVING count(DISTINCT author_id) = 2)
        {_ORDER}
    """
    papers = _papers(engine, query, [a, b])
    names = dict(engine.rows(
        """
        SELECT paper.id, count(*) FROM node_paper paper JOIN rel_authored_by_target ON _target = paper._id
        WHERE paper.id IN (SELECT unnest($1)) GROUP BY paper.id
        """,
        [[paper.id for paper in papers]],
    ))  # fmt: skip
    return tuple(_weighted(paper, names[paper.id]) for paper in papers)


def records_of(engine: Engine, paper_ids: list[str]) -> tuple[PaperEvidence, ...]:
    """Papers with the lines of their records."""
    return _papers(engine, f"{_RECORDS} WHERE paper.id IN (SELECT unnest($1)) {_ORDER}", [paper_ids])


def judgements_of(engine: Engine, author_id: str) -> tuple[Judgement, ...]:
    """The judgements that one side of concerns an author."""
    return _judgements(engine, f"{_AUTHOR_KEYS} {_TOUCHING}", [[author_id]], "author")


def judgements_between(engine: Engine, a: str, b: str) -> tuple[Judgement, ...]:
    """The judgements one side of which concerns author a and the other author b, who may be the same."""
    query = f"""
        {_AUTHOR_KEYS} SELECT judgement.* FROM judgement JOIN owner x ON x.key = a JOIN owner y ON y.key = b
        WHERE kind = 'author' AND ((x.id = $2 AND y.id = $3) OR (x.id = $3 AND y.id = $2))
    """
    return _judgements(engine, query, [sorted({a, b}), a, b], "author")


def judgements_of_papers(engine: Engine, paper_ids: list[str]) -> tuple[Judgement, ...]:
    """The judgements of records: that touch one paper, or lie between or within several."""
    both = "" if len(paper_ids) == 1 else "AND a IN (SELECT key FROM owner) AND b IN (SELECT key FROM owner)"
    return _judgements(engine, f"{_RECORD_KEYS} {_TOUCHING} {both}", [paper_ids], "paper")


def _papers(engine: Engine, query: str, parameters: list[object]) -> tuple[PaperEvidence, ...]:
    rows = engine.rows(query, parameters)
    return tuple(
        PaperEvidence(id_, title, year, count, tuple(Line(*row[4:]) for row in lines))
        for (id_, title, year, count), lines in groupby(rows, key=lambda row: row[:4])
    )


def _weighted(paper: PaperEvidence, names: int) -> PaperEvidence:
    """A paper with its fractional weight: the bounds of design section 3, `names` being the names known."""
    exact = paper.author_count is not None
    upper = 1 / ((paper.author_count or names + 1) - 1)
    weight = (upper if exact else 0.0, upper)
    return PaperEvidence(paper.id, paper.title, paper.year, paper.author_count, paper.lines, weight)


def _judgements(engine: Engine, query: str, parameters: list[object], kind: str) -> tuple[Judgement, ...]:
    columns = 'a, b, verdict, score, evidence, "by"'
    rows = engine.rows(f"SELECT DISTINCT {columns} FROM ({query}) ORDER BY ALL", parameters)
    keys = sorted({key for row in rows for key in row[:2]})
    written = dict(engine.rows(_WRITTEN[kind], [keys]))
    return tuple(
        Judgement(a, written.get(a, a), b, written.get(b, b), verdict, score, evidence, by)
        for a, b, verdict, score, evidence, by in rows
    )


_ORDER = "ORDER BY paper.year NULLS LAST, paper.id, source_id, 5, 7 NULLS LAST"

_MENTIONS = """
SELECT paper.id, paper.title, paper.year, paper.author_count, source.path || ':' || mention.line AS place,
    mention.name, mention.position, coalesce(mention.inferred, false)
FROM mention JOIN mention_author USING (mention_id) JOIN record USING (record_id)
JOIN source USING (source_id) JOIN record_paper USING (record_id) JOIN node_paper paper ON paper.id = paper_id
"""

_RECORDS = """
SELECT paper.id, paper.title, paper.year, paper.author_count, source.path || ':' || record.line AS place,
    record.title, NULL, false
FROM record JOIN source USING (source_id) JOIN record_paper USING (record_id)
JOIN node_paper paper ON paper.id = paper_id
"""

# A mention's key is paper#position; where the position is hidden, the line that names the author.
_AUTHOR_KEYS = """
WITH owner AS (
    SELECT author.id, paper.id || '#' || position AS key FROM node_author author
    JOIN rel_authored ON _source = author._id JOIN node_paper paper ON paper._id = _target
    WHERE author.id IN (SELECT unnest($1)) AND position IS NOT NULL
    UNION
    SELECT author_id, source.path || ':' || mention.line FROM mention JOIN mention_author USING (mention_id)
    JOIN record USING (record_id) JOIN source USING (source_id)
    WHERE author_id IN (SELECT unnest($1))
)
"""

_RECORD_KEYS = """
WITH owner AS (
    SELECT source.path || ':' || record.line AS key FROM record JOIN source USING (source_id)
    JOIN record_paper USING (record_id) WHERE paper_id IN (SELECT unnest($1))
)
"""

_TOUCHING = "SELECT * FROM judgement WHERE (a IN (SELECT key FROM owner) OR b IN (SELECT key FROM owner))"

_WRITTEN = {
    "author": """
        SELECT key, raw_name FROM (
            SELECT unnest($1) AS key, regexp_replace(key, '#[0-9]+$', '') AS id,
                try_cast(regexp_extract(key, '#([0-9]+)$', 1) AS BIGINT) AS place
        ) JOIN node_paper USING (id) JOIN rel_authored ON _target = node_paper._id AND position = place
    """,
    "paper": """
        SELECT path || ':' || line, title FROM record JOIN source USING (source_id)
        WHERE path || ':' || line IN (SELECT unnest($1))
    """,
}
