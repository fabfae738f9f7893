"""Graph files made by plain SQL from a few rows: input for the exports that owes nothing to the build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from graphkit.cypher.types import SHIFT
from graphkit.engine import Engine
from graphkit.schema import EVIDENCE, NODES, RELATIONSHIPS


@dataclass(frozen=True)
class Card:
    """One paper to be: `count` is the author count where it differs from the names, 0 where it is unknown."""

    title: str
    authors: Sequence[str]
    year: int | None = None
    category: str | None = None
    institution: str | None = None
    count: int | None = None
    citations: int | None = None
    affiliations: dict[str, str] = field(default_factory=dict)
    url: str | None = None


def graph_of(cards: Sequence[Card]) -> Engine:
    """A graph in memory with one record a paper, from one source `made.txt` at lines 10, 20, …."""
    papers = [
        {
            "id": f"made:{number}",
            "line": 10 * number,
            "title": card.title,
            "year": card.year,
            "category": card.category,
            "institution": card.institution,
            "author_count": None if card.count == 0 else card.count or len(card.authors),
            "complete": card.count is None,
            "citations": card.citations,
            "url": card.url,
            "authors": list(card.authors),
            "affiliations": [card.affiliations.get(name) for name in card.authors],
        }
        for number, card in enumerate(cards, start=1)
    ]
    return graph_of_rows(pa.Table.from_pylist(papers, schema=ROWS))


ROWS = pa.schema(
    {
        "id": pa.string(),
        "line": pa.int64(),
        "title": pa.string(),
        "year": pa.int64(),
        "category": pa.string(),
        "institution": pa.string(),
        "author_count": pa.int64(),
        "complete": pa.bool_(),
        "citations": pa.int64(),
        "url": pa.string(),
        "authors": pa.list_(pa.string()),
        "affiliations": pa.list_(pa.string()),
    }
)


def graph_of_rows(papers: pa.Table) -> Engine:
    """A graph in memory from rows of the schema above; an author's id is made of the name."""
    engine = Engine(None)
    for table in (*NODES, *RELATIONSHIPS):
        columns = ", ".join(f'"{p.name}" {p.type}' for p in table.properties)
        ids = "_id BIGINT" if table in NODES else "_id BIGINT, _source BIGINT, _target BIGINT"
        engine.run(f"CREATE TABLE {table.table} ({ids}{', ' if columns else ''}{columns})")
        if table in RELATIONSHIPS:
            engine.run(f"CREATE TABLE {table.table}_by_target (_id BIGINT, _source BIGINT, _target BIGINT)")
    for evidence in EVIDENCE:
        columns = ", ".join(f'"{p.name}" {p.type}' for p in evidence.columns)
        engine.run(f"CREATE TABLE {evidence.table} ({columns})")
    with engine.table("given", papers):
        engine.run("CREATE TEMP TABLE card AS SELECT * FROM given")
    for statement in STATEMENTS.replace("SHIFT", str(SHIFT)).split(";"):
        if statement.strip():
            engine.run(statement)
    return engine


STATEMENTS = """
CREATE TEMP TABLE place AS
    SELECT id AS paper, year, author_count AS n, len(authors) AS named,
        unnest(authors) AS name, unnest(affiliations) AS institution,
        unnest(range(1, len(authors) + 1)) AS position
    FROM card;
INSERT INTO node_paper BY NAME
    SELECT row_number() OVER (ORDER BY id) - 1 AS _id, id, title, year, author_count,
        complete AS byline_complete, url, citations AS reported_citations,
        ['made.txt:' || line] AS sources FROM card ORDER BY id;
INSERT INTO node_author BY NAME
    SELECT SHIFT + row_number() OVER (ORDER BY name) - 1 AS _id, 'person:' || name AS id, name,
        ['variant of ' || name] AS name_variants, count(*) AS papers,
        min(year) AS first_year, max(year) AS last_year FROM place GROUP BY name ORDER BY name;
INSERT INTO node_category BY NAME
    SELECT 2 * SHIFT + row_number() OVER (ORDER BY category) - 1 AS _id, 'arxiv:' || category AS id,
        category AS code, 'Name of ' || category AS name, 'arxiv' AS scheme, false AS ambiguous
    FROM card WHERE category IS NOT NULL GROUP BY category ORDER BY category;
INSERT INTO node_institution BY NAME
    SELECT 3 * SHIFT + row_number() OVER (ORDER BY name) - 1 AS _id, 'inst:' || name AS id, name
    FROM (SELECT institution AS name FROM card UNION SELECT institution FROM place)
    WHERE name IS NOT NULL ORDER BY name;
INSERT INTO rel_authored BY NAME
    SELECT row_number() OVER (ORDER BY a._id, p._id) - 1 AS _id, a._id AS _source, p._id AS _target, position,
        false AS inferred, place.name AS raw_name, institution AS raw_affiliation,
        CASE WHEN institution IS NOT NULL THEN ['inst:' || institution] END AS institutions
    FROM place JOIN node_author a ON a.name = place.name JOIN node_paper p ON p.id = paper
    ORDER BY a._id, p._id;
INSERT INTO rel_in_category BY NAME
    SELECT SHIFT + row_number() OVER (ORDER BY p._id) - 1 AS _id, p._id AS _source, c._id AS _target,
        true AS primary
    FROM card JOIN node_paper p ON p.id = card.id JOIN node_category c ON c.code = category ORDER BY p._id;
INSERT INTO rel_affiliated_with BY NAME
    SELECT 3 * SHIFT + row_number() OVER (ORDER BY a._id, i._id) - 1 AS _id, a._id AS _source,
        i._id AS _target, count(*) AS papers, min(year) AS first_year, max(year) AS last_year
    FROM place JOIN node_author a ON a.name = place.name JOIN node_institution i ON i.name = institution
    GROUP BY a._id, i._id ORDER BY a._id, i._id;
INSERT INTO rel_from_institution BY NAME
    SELECT 4 * SHIFT + row_number() OVER (ORDER BY p._id) - 1 AS _id, p._id AS _source, i._id AS _target,
        institution AS raw
    FROM card JOIN node_paper p ON p.id = card.id JOIN node_institution i ON i.name = institution
    ORDER BY p._id;
INSERT INTO rel_coauthored_with BY NAME
    SELECT 5 * SHIFT + row_number() OVER (ORDER BY _source, _target) - 1 AS _id, * FROM (
        SELECT a._id AS _source, b._id AS _target, count(*) AS papers, min(x.year) AS first_year,
            max(x.year) AS last_year, count(*)::DOUBLE AS weight_full,
            coalesce(sum(1 / (x.n - 1)), 0) AS weight_fractional,
            sum(1 / (coalesce(x.n, x.named + 1) - 1)) AS weight_fractional_max,
            bool_and(x.n IS NOT NULL) AS complete
        FROM place x JOIN place y USING (paper) JOIN node_author a ON a.name = x.name
        JOIN node_author b ON b.name = y.name WHERE a._id < b._id GROUP BY a._id, b._id)
    ORDER BY _source, _target;
INSERT INTO rel_coauthored_with_by_target
    SELECT _id, _source, _target FROM rel_coauthored_with ORDER BY _target, _id;
INSERT INTO source BY NAME
    SELECT 1 AS source_id, 'made.txt' AS path, 'made' AS format, count(*) AS records FROM card;
INSERT INTO record BY NAME SELECT row_number() OVER (ORDER BY line) AS record_id, 1 AS source_id, line, title
    FROM card ORDER BY line;
INSERT INTO record_paper SELECT record_id, card.id FROM record JOIN card USING (line) ORDER BY record_id;
INSERT INTO mention BY NAME
    SELECT row_number() OVER (ORDER BY record_id, position) AS mention_id, record_id, position, place.name,
        line
    FROM place JOIN record_paper ON paper_id = paper JOIN record USING (record_id)
    ORDER BY record_id, position;
INSERT INTO mention_author SELECT mention_id, 'person:' || name FROM mention ORDER BY mention_id;
"""
