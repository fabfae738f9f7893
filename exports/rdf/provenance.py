"""Which source says what, for the formats with named graphs.

A statement about a paper or an authorship stands in the graph of each source with a record that says it. What
no single record says, and all that graphkit made of the records, stands in the default graph. So the graphs
together say what the formats without graphs say.
"""

from __future__ import annotations

from graphkit.exports.rdf import values
from graphkit.exports.rdf.scope import in_range
from graphkit.schema import EVIDENCE, NODES

SAID_PAPERS = "rdf_said_paper"
"""Temporary table: paper, source and, in `said`, a bit for each of PAPER_COLUMNS whose value that source says.

It holds the papers of one stretch, as CLAIMS does.
"""

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
_BITS = {name: 1 << number for number, name in enumerate(PAPER_COLUMNS)}
AUTHORSHIP_COLUMNS = ("position", "inferred", "raw_name", "raw_affiliation")
MEANT_BY = {"institutions": "raw_affiliation"}
"""Columns of authorships that say what the words of another mean: they stand where these words do."""

_HALF = len(PAPER_COLUMNS) // 2
_MENTION = {"raw_name": "name", "raw_affiliation": "affiliation"}

_RECORDS, _VALUES, _COMPARED = "rdf_record", "rdf_value", "rdf_compared"
_MENTIONS, _MENTION_AUTHORS, _AUTHORS = "rdf_mention", "rdf_mention_author", "rdf_author"
_UNSORTED_CLAIMS = "rdf_unsorted_claim"


def tables_of_stretch() -> dict[str, str]:
    """What makes SAID_PAPERS and CLAIMS: temporary tables, in the order to make them, and the rows of each.

    Values are compared by their hashes, and each query joins little, so that all stays small in memory.
    """
    claimed = ", ".join(f'hash(m."{_MENTION.get(name, name)}") AS "{name}"' for name in AUTHORSHIP_COLUMNS)
    return {
        _RECORDS: f"""SELECT l.record_id, p._id AS paper, r.source_id FROM record_paper l
            JOIN (SELECT _id, id FROM node_paper WHERE {in_range("_id")}) p ON p.id = l.paper_id
            JOIN record r ON r.record_id = l.record_id""",
        **_compared(1, PAPER_COLUMNS[:_HALF]),
        **_compared(2, PAPER_COLUMNS[_HALF:]),
        SAID_PAPERS: f"""SELECT paper, source_id, bit_or(said) AS said
            FROM (FROM {_COMPARED}_1 UNION ALL FROM {_COMPARED}_2) GROUP BY ALL ORDER BY paper, source_id""",
        _MENTIONS: f"""SELECT m.mention_id, l.paper, l.source_id, {claimed}
            FROM mention m JOIN {_RECORDS} l ON l.record_id = m.record_id""",
        _MENTION_AUTHORS: f"""SELECT k.mention_id, k.author_id
            FROM mention_author k JOIN {_MENTIONS} m ON m.mention_id = k.mention_id""",
        _AUTHORS: f"""SELECT k.mention_id, a._id AS author
            FROM {_MENTION_AUTHORS} k JOIN node_author a ON a.id = k.author_id""",
        _UNSORTED_CLAIMS: f"""SELECT k.author, m.* EXCLUDE (mention_id)
            FROM {_MENTIONS} m JOIN {_AUTHORS} k ON k.mention_id = m.mention_id""",
        CLAIMS: f"FROM {_UNSORTED_CLAIMS} ORDER BY paper",
    }


def _compared(number: int, names: tuple[str, ...]) -> dict[str, str]:
    """Tables of the hashes of some columns of records, and of which of them are the paper's too."""
    hashes = ", ".join(f'hash("{name}") AS "{name}"' for name in names)
    said = " + ".join(f'CASE WHEN p."{name}" = r."{name}" THEN {_BITS[name]} ELSE 0 END' for name in names)
    recorded = f"{_VALUES}_{number}"
    return {
        recorded: f"""SELECT l.paper, l.source_id, r.* EXCLUDE (record_id)
            FROM (SELECT record_id, {hashes} FROM record) r JOIN {_RECORDS} l ON l.record_id = r.record_id""",
        f"{_COMPARED}_{number}": f"""SELECT r.paper, r.source_id, {said} AS said FROM {recorded} r
            JOIN (SELECT _id, {hashes} FROM node_paper WHERE {in_range("_id")}) p ON p._id = r.paper""",
    }


def _said(says: str, name: str) -> str:
    """SQL: whether any row of a group says the value of a column."""
    return f'coalesce(bool_or({says}), false) AS "{name}"'


def _unsaid(columns: tuple[str, ...]) -> str:
    """SQL: for each column, whether no row of a group says its value."""
    return ", ".join("NOT " + _said(f'd."{name}"', name) for name in columns)


def paper_mask(base: str) -> str:
    """The rows of PAPER_MASK; the default graph speaks of every paper."""
    bits = ", ".join(f'said & {bit} <> 0 AS "{name}"' for name, bit in _BITS.items())
    said = f"(SELECT paper, source_id, {bits} FROM {SAID_PAPERS} WHERE {in_range('paper')})"
    return f"""SELECT d.paper, {source_iri("s", base)} AS graph, {_names("d", PAPER_COLUMNS)}
        FROM {said} d JOIN source s ON s.source_id = d.source_id
        UNION ALL
        SELECT p._id, NULL, {_unsaid(PAPER_COLUMNS)} FROM node_paper p LEFT JOIN {said} d ON d.paper = p._id
        WHERE {in_range("p._id")} GROUP BY p._id"""


def authorship_mask(base: str, authorships: str) -> str:
    """The rows of AUTHORSHIP_MASK; the default graph speaks only where no source says all."""
    same = ", ".join(_said(f'hash(s."{name}") = c."{name}"', name) for name in AUTHORSHIP_COLUMNS)
    said = f"""(SELECT s.authored, c.source_id, {same} FROM {authorships} s
        JOIN {CLAIMS} c ON c.paper = s.paper AND c.author = s.author_node
        WHERE {in_range("s.paper")} AND {in_range("c.paper")} GROUP BY s.authored, c.source_id)"""
    missing = " OR ".join(
        f'(any_value(s."{name}") IS NOT NULL AND NOT bool_or(d."{name}"))' for name in AUTHORSHIP_COLUMNS
    )
    return f"""WITH said AS MATERIALIZED {said}
        SELECT d.authored, {source_iri("s", base)} AS graph, {_names("d", AUTHORSHIP_COLUMNS)}
        FROM said d JOIN source s ON s.source_id = d.source_id
        UNION ALL
        SELECT s.authored, NULL, {_unsaid(AUTHORSHIP_COLUMNS)}
        FROM {authorships} s LEFT JOIN said d ON d.authored = s.authored
        WHERE {in_range("s.paper")} GROUP BY s.authored HAVING count(d.authored) = 0 OR {missing}"""


def _names(alias: str, columns: tuple[str, ...]) -> str:
    return ", ".join(f'{alias}."{name}"' for name in columns)


def source_iri(alias: str, base: str) -> str:
    """The IRI of a source, which is also its graph's: its number and the hash of its bytes."""
    return f"concat({values.quote(f'{base}source/')}, {alias}.source_id, '-', left({alias}.sha256, 16))"
