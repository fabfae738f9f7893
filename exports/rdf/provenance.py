"""Which source says what, for the formats with named graphs.

A statement about a paper or an authorship stands in the graph of each source with a record that says it. What
no single record says, and all that graphkit made of the records, stands in the default graph. So the graphs
together say what the formats without graphs say.
"""

from __future__ import annotations

from graphkit.exports.rdf import values
from graphkit.exports.rdf.scope import Range
from graphkit.schema import EVIDENCE, NODES

SAID_PAPERS = "rdf_said_paper"
"""Temporary table: paper, source and, for each of PAPER_COLUMNS, whether that source says its value."""

CLAIMS = "rdf_claim"
"""Temporary table: paper, author, source and the hashes of AUTHORSHIP_COLUMNS of every mention, by paper."""

PAPER_MASK = "rdf_paper_mask"
"""Temporary table: for the papers of a range, a row for each graph that speaks of them, with what it says."""

AUTHORSHIP_MASK = "rdf_authorship_mask"
"""Temporary table: the same for authorships."""

_RECORD = {column.name for table in EVIDENCE if table.table == "record" for column in table.columns}
PAPER_COLUMNS = tuple(
    p.name for node in NODES if node.label == "Paper" for p in node.properties if p.name in _RECORD
)
AUTHORSHIP_COLUMNS = ("position", "inferred", "raw_name", "raw_affiliation")
MEANT_BY = {"institutions": "raw_affiliation"}
"""Columns of authorships that say what the words of another mean: they stand where these words do."""

_MENTION = {"raw_name": "name", "raw_affiliation": "affiliation"}


_RECORDS, _AUTHORS = "rdf_record", "rdf_mention"


def prepare_said() -> list[str]:
    """SQL that creates SAID_PAPERS and CLAIMS.

    Values are compared by their hashes, and each statement joins little, so that all stays small in memory.
    """
    hashes = ", ".join(f'hash("{name}") AS "{name}"' for name in PAPER_COLUMNS)
    same = ", ".join(_said(f'p."{name}"', f'r."{name}"', name) for name in PAPER_COLUMNS)
    claimed = ", ".join(f'hash(m."{_MENTION.get(name, name)}") AS "{name}"' for name in AUTHORSHIP_COLUMNS)
    return [
        f"""CREATE OR REPLACE TEMP TABLE {_RECORDS} AS
            SELECT l.record_id, p._id AS paper FROM record_paper l JOIN node_paper p ON p.id = l.paper_id""",
        f"""CREATE OR REPLACE TEMP TABLE {SAID_PAPERS} AS
            SELECT l.paper, r.source_id, {same}
            FROM (SELECT record_id, source_id, {hashes} FROM record) r
            JOIN {_RECORDS} l ON l.record_id = r.record_id
            JOIN (SELECT _id, {hashes} FROM node_paper) p ON p._id = l.paper
            GROUP BY l.paper, r.source_id ORDER BY l.paper, r.source_id""",
        f"""CREATE OR REPLACE TEMP TABLE {_AUTHORS} AS
            SELECT k.mention_id, a._id AS author FROM mention_author k JOIN node_author a ON a.id = k.author_id""",
        f"""CREATE OR REPLACE TEMP TABLE {CLAIMS} AS
            SELECT l.paper, k.author, r.source_id, {claimed} FROM mention m
            JOIN {_RECORDS} l ON l.record_id = m.record_id
            JOIN (SELECT record_id, source_id FROM record) r ON r.record_id = m.record_id
            JOIN {_AUTHORS} k ON k.mention_id = m.mention_id ORDER BY l.paper""",
        *(f"DROP TABLE {table}" for table in (_RECORDS, _AUTHORS)),
    ]


def _said(kept: str, recorded: str, name: str) -> str:
    return f'coalesce(bool_or({kept} = {recorded}), false) AS "{name}"'


def prepare_paper_mask(papers: Range, base: str) -> str:
    """SQL that creates PAPER_MASK; the default graph speaks of every paper."""
    said = f"(SELECT * FROM {SAID_PAPERS} WHERE {papers.holds('paper')})"
    unsaid = ", ".join(f'NOT coalesce(bool_or(d."{name}"), false) AS "{name}"' for name in PAPER_COLUMNS)
    return f"""CREATE OR REPLACE TEMP TABLE {PAPER_MASK} AS
        SELECT d.paper, {source_iri("s", base)} AS graph, {_names("d", PAPER_COLUMNS)}
        FROM {said} d JOIN source s ON s.source_id = d.source_id
        UNION ALL
        SELECT p._id, NULL, {unsaid} FROM node_paper p LEFT JOIN {said} d ON d.paper = p._id
        WHERE {papers.holds("p._id")} GROUP BY p._id"""


def prepare_authorship_mask(papers: Range, base: str, authorships: str) -> str:
    """SQL that creates AUTHORSHIP_MASK; the default graph speaks only where no source says all."""
    same = ", ".join(_said(f'hash(s."{name}")', f'c."{name}"', name) for name in AUTHORSHIP_COLUMNS)
    said = f"""(SELECT s.authored, c.source_id, {same} FROM {authorships} s
        JOIN {CLAIMS} c ON c.paper = s.paper AND c.author = s.author_node
        WHERE {papers.holds("s.paper")} AND {papers.holds("c.paper")} GROUP BY s.authored, c.source_id)"""
    unsaid = ", ".join(f'NOT coalesce(bool_or(d."{name}"), false) AS "{name}"' for name in AUTHORSHIP_COLUMNS)
    missing = " OR ".join(
        f'(any_value(s."{name}") IS NOT NULL AND NOT bool_or(d."{name}"))' for name in AUTHORSHIP_COLUMNS
    )
    return f"""CREATE OR REPLACE TEMP TABLE {AUTHORSHIP_MASK} AS
        WITH said AS MATERIALIZED {said}
        SELECT d.authored, {source_iri("s", base)} AS graph, {_names("d", AUTHORSHIP_COLUMNS)}
        FROM said d JOIN source s ON s.source_id = d.source_id
        UNION ALL
        SELECT s.authored, NULL, {unsaid}
        FROM {authorships} s LEFT JOIN said d ON d.authored = s.authored
        WHERE {papers.holds("s.paper")} GROUP BY s.authored HAVING count(d.authored) = 0 OR {missing}"""


def _names(alias: str, columns: tuple[str, ...]) -> str:
    return ", ".join(f'{alias}."{name}"' for name in columns)


def source_iri(alias: str, base: str) -> str:
    """The IRI of a source, which is also its graph's: its number and the hash of its bytes."""
    return f"concat({values.quote(f'{base}source/')}, {alias}.source_id, '-', left({alias}.sha256, 16))"
