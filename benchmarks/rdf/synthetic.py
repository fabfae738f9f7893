"""A made-up graph file of any size, by SQL alone: papers of one to seven authors, with titles, dates and evidence."""

from __future__ import annotations

from pathlib import Path

from graphkit.engine import Engine
from graphkit.schema import EVIDENCE, NODES, RELATIONSHIPS

_SHIFT = 1 << 40
_PAPERS, _AUTHORS, _CATEGORIES = 0, _SHIFT, 2 * _SHIFT
_WORDS = (
    "['graph', 'deep', 'learning', 'of', 'networks', 'for', 'robust', 'large', 'models', 'quantum', 'sparse']"
)


def make_graph(path: Path, papers: int) -> None:
    """Write a graph file of so many papers; every seventh title holds a quote, every ninth an accent."""
    with Engine(path) as engine:
        for statement in _statements(papers):
            engine.run(statement)


def _statements(papers: int) -> list[str]:
    authors = max(10, papers)
    title = (
        f"array_to_string(list_transform(range(8), lambda w: {_WORDS}[1 + (hash(i * 8 + w) % 11)::BIGINT]), ' ')"
        " || CASE WHEN i % 7 = 0 THEN ' \"quoted\"' WHEN i % 9 = 0 THEN ' é' ELSE '' END"
    )
    doi = "'10.1234/synthetic.' || lpad(i::VARCHAR, 9, '0')"
    return [
        *_empty_tables(),
        f"""INSERT INTO node_paper BY NAME SELECT {_PAPERS} + i AS _id, {doi} AS id, {title} AS title,
            DATE '1990-01-01' + (i % 12000)::INT AS date, 1990 + (i % 12000) // 365 AS "year", false AS year_inferred,
            {doi} AS doi, 'journal-article' AS "type", 1 + i % 7 AS author_count, true AS byline_complete,
            (hash(i) % 50)::BIGINT AS reported_citations, ['papers.csv:' || i] AS sources, 1 AS source_count
            FROM range({papers}) t(i) ORDER BY i""",
        f"""INSERT INTO node_author BY NAME SELECT {_AUTHORS} + i AS _id, 'ieee:' || lpad(i::VARCHAR, 9, '0') AS id,
            'Given' || i % 1000 || ' Family' || i AS name, ['G. Family' || i] AS name_variants, 4 AS papers,
            1990 AS first_year, 2020 AS last_year FROM range({authors}) t(i) ORDER BY i""",
        f"""INSERT INTO node_category BY NAME SELECT {_CATEGORIES} + i AS _id, 'arxiv:c' || i AS id, 'c' || i AS code,
            'Category ' || i AS name, 'arxiv' AS scheme, false AS ambiguous FROM range(150) t(i)""",
        f"""INSERT INTO rel_authored BY NAME
            SELECT (row_number() OVER (ORDER BY _source, _target)) - 1 AS _id, * FROM (
                SELECT {_AUTHORS} + ((hash(i) % {authors // 7}) * 7 + p - 1)::BIGINT AS _source,
                    {_PAPERS} + i AS _target,
                    p AS "position", false AS inferred, 'G. Family' || i || '-' || p AS raw_name,
                    'Dept. of Things, University ' || (hash(i + p) % 5000) AS raw_affiliation
                FROM range({papers}) t(i), range(1, 8) s(p) WHERE p <= 1 + i % 7) ORDER BY _source, _target""",
        f"""INSERT INTO rel_in_category BY NAME SELECT i AS _id, {_PAPERS} + i AS _source,
            {_CATEGORIES} + (hash(i) % 150)::BIGINT AS _target, true AS "primary"
            FROM range({papers}) t(i) ORDER BY i""",
        f"""INSERT INTO rel_coauthored_with BY NAME
            SELECT {_SHIFT} + row_number() OVER (ORDER BY a, b) - 1 AS _id, a AS _source, b AS _target, n AS papers,
                1990 AS first_year, 2020 AS last_year, n::DOUBLE AS weight_full, n / 3.0 AS weight_fractional,
                n / 3.0 AS weight_fractional_max, true AS complete
            FROM (SELECT x._source AS a, y._source AS b, count(*) AS n FROM rel_authored x JOIN rel_authored y
                  ON x._target = y._target AND x._source < y._source GROUP BY ALL) ORDER BY a, b""",
        "INSERT INTO source BY NAME SELECT 1 AS source_id, 'papers.csv' AS path, 'table' AS format, "
        "repeat('ab', 32) AS sha256, 1 AS bytes",
        """INSERT INTO record BY NAME SELECT _id + 1 AS record_id, 1 AS source_id, _id + 1 AS line,
            * EXCLUDE (_id, id, sources, source_count, id_history) FROM node_paper ORDER BY _id""",
        "INSERT INTO record_paper SELECT _id + 1, id FROM node_paper ORDER BY _id",
        """INSERT INTO mention BY NAME SELECT row_number() OVER (ORDER BY _target, "position") AS mention_id,
            _target + 1 AS record_id, "position", raw_name AS name, raw_affiliation AS affiliation, inferred,
            _target + 1 AS line FROM rel_authored ORDER BY _target, "position" """,
        """INSERT INTO mention_author SELECT row_number() OVER (ORDER BY r._target, r."position"), a.id
            FROM rel_authored r JOIN node_author a ON a._id = r._source ORDER BY 1""",
    ]


def _empty_tables() -> list[str]:
    statements = []
    for node in NODES:
        columns = ", ".join(f'"{p.name}" {p.type}' for p in node.properties)
        statements.append(f"CREATE TABLE {node.table} (_id BIGINT, {columns})")
    for relationship in RELATIONSHIPS:
        columns = "".join(f', "{p.name}" {p.type}' for p in relationship.properties)
        statements.append(
            f"CREATE TABLE {relationship.table} (_id BIGINT, _source BIGINT, _target BIGINT{columns})"
        )
    for table in EVIDENCE:
        columns = ", ".join(f'"{p.name}" {p.type}' for p in table.columns)
        statements.append(f'CREATE TABLE "{table.table}" ({columns})')
    return statements
