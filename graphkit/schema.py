"""The schema of a graph file as data: labels, relationship types, properties, evidence tables.

Validation, storage, loading into Neo4j, exports and the documentation all read this module.
"""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA_VERSION = 2


@dataclass(frozen=True, slots=True)
class Property:
    """One property or column: its name, DuckDB type, and meaning."""

    name: str
    type: str
    doc: str


@dataclass(frozen=True, slots=True)
class NodeType:
    """A label: its table, its key property (unique, never null) and all its properties, the key first."""

    label: str
    table: str
    properties: tuple[Property, ...]
    key: str = "id"


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A relationship type between two labels: its table and properties."""

    type: str
    table: str
    source: str
    target: str
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """A table beside the graph; `order` are the columns that give its rows their order."""

    table: str
    columns: tuple[Property, ...]
    order: tuple[str, ...]


def _properties(*rows: tuple[str, str, str]) -> tuple[Property, ...]:
    return tuple(Property(*row) for row in rows)


_BYLINE = (
    ("author_count", "BIGINT", "number of authors, where it is known"),
    ("byline_complete", "BOOLEAN", "every author is named, in order"),
)
_REPORTED = (
    ("has_code", "BOOLEAN", "the source marks the paper as having code"),
    ("reported_citations", "BIGINT", "citations as a source reports them"),
    ("reported_count", "BIGINT", "a number beside the record that the source does not explain"),
    ("reported_score", "DOUBLE", "a score as a source reports it"),
    ("url", "VARCHAR", "address of the paper"),
)

# One row a property reads as the table it is.
# fmt: off
NODES = (
    NodeType("Paper", "node_paper", _properties(
        ("id", "VARCHAR", "DOI, else arXiv id, else source:id, else hash of the normalised title"),
        ("title", "VARCHAR", "title as the first source writes it"),
        ("abstract", "VARCHAR", "the longest abstract among the records"),
        ("date", "DATE", "earliest known date"),
        ("year", "BIGINT", "year of publication"),
        ("year_inferred", "BOOLEAN", "no source states the year"),
        ("doi", "VARCHAR", "DOI, lower case, without a resolver"),
        ("arxiv_id", "VARCHAR", "arXiv id without a version"),
        ("venue", "VARCHAR", "venue as written"),
        ("type", "VARCHAR", "type of publication as written"),
        *_BYLINE,
        *_REPORTED,
        ("sources", "VARCHAR[]", "where its records stand, as file:line, in code point order"),
        ("source_count", "BIGINT", "number of different files among them"),
        ("id_history", "VARCHAR[]", "the ids it had while less was known of it: other ids, hashes of its titles"),
    )),
    NodeType("Author", "node_author", _properties(
        ("id", "VARCHAR", "ORCID, else a source id, else minted from the plainest name"),
        ("name", "VARCHAR", "the fullest spelling; the most frequent one among equals"),
        ("name_variants", "VARCHAR[]", "every other spelling, in code point order"),
        ("orcid", "VARCHAR", "ORCID with hyphens"),
        ("papers", "BIGINT", "papers in this graph"),
        ("first_year", "BIGINT", "earliest year among them"),
        ("last_year", "BIGINT", "latest year among them"),
        ("reported_category", "VARCHAR", "main category as a profile page reports it"),
        ("reported_h_index", "BIGINT", "h-index as a profile page reports it"),
        ("reported_citations", "BIGINT", "citations as a profile page reports them"),
        ("reported_papers", "BIGINT", "number of papers as a profile page reports it"),
        ("reported_novelty", "DOUBLE", "novelty in percent as a profile page reports it"),
        ("reported_ai_score", "DOUBLE", "AI score as a profile page reports it"),
    )),
    NodeType("Category", "node_category", _properties(
        ("id", "VARCHAR", "scheme and code, as arxiv:cs.LG"),
        ("code", "VARCHAR", "code within the scheme, as cs.LG"),
        ("name", "VARCHAR", "name of the category"),
        ("scheme", "VARCHAR", "classification scheme"),
        ("ambiguous", "BOOLEAN", "the code as written has several homes: see docs/categories.md"),
    )),
    NodeType("Institution", "node_institution", _properties(
        ("id", "VARCHAR", "ROR id, else minted"),
        ("name", "VARCHAR", "display name"),
        ("ror", "VARCHAR", "ROR id"),
        ("country", "VARCHAR", "ISO 3166-1 alpha-2 code"),
        ("kind", "VARCHAR", "education, company, government, …"),
    )),
)

RELATIONSHIPS = (
    RelationshipType("AUTHORED", "rel_authored", "Author", "Paper", _properties(
        ("position", "BIGINT", "1-based place in the byline; null when hidden"),
        ("inferred", "BOOLEAN", "the name does not stand in the byline"),
        ("raw_name", "VARCHAR", "name as written"),
        ("raw_affiliation", "VARCHAR", "affiliation as written"),
        ("institutions", "VARCHAR[]", "ids of the institutions that the affiliation means, in code point order"),
    )),
    RelationshipType("IN_CATEGORY", "rel_in_category", "Paper", "Category", _properties(
        ("primary", "BOOLEAN", "the first category named"),
    )),
    RelationshipType("SUBCATEGORY_OF", "rel_subcategory_of", "Category", "Category"),
    RelationshipType("AFFILIATED_WITH", "rel_affiliated_with", "Author", "Institution", _properties(
        ("papers", "BIGINT", "papers that show it"),
        ("first_year", "BIGINT", "earliest year among them"),
        ("last_year", "BIGINT", "latest year among them"),
    )),
    RelationshipType("FROM_INSTITUTION", "rel_from_institution", "Paper", "Institution", _properties(
        ("raw", "VARCHAR", "as written"),
    )),
    RelationshipType("COAUTHORED_WITH", "rel_coauthored_with", "Author", "Author", _properties(
        ("papers", "BIGINT", "joint papers; a lower bound as soon as names are hidden"),
        ("first_year", "BIGINT", "earliest year among them"),
        ("last_year", "BIGINT", "latest year among them"),
        ("weight_full", "DOUBLE", "full counting: one for each joint paper"),
        ("weight_fractional", "DOUBLE", "fractional counting, sum of 1/(n-1): lower bound"),
        ("weight_fractional_max", "DOUBLE", "fractional counting: upper bound"),
        ("complete", "BOOLEAN", "the author count of every joint paper is known"),
    )),
    RelationshipType("CITES", "rel_cites", "Paper", "Paper"),
    RelationshipType("PART_OF", "rel_part_of", "Institution", "Institution"),
)

EVIDENCE = (
    EvidenceTable("source", _properties(
        ("source_id", "BIGINT", "1-based, in the order of path and hash"),
        ("path", "VARCHAR", "path relative to the source given"),
        ("format", "VARCHAR", "name of the reader"),
        ("sha256", "VARCHAR", "hash of the file's bytes"),
        ("bytes", "BIGINT", "size of the file"),
        ("records", "BIGINT", "records read"),
        ("faults", "BIGINT", "faults found"),
        ("current_year", "BIGINT", "year taken for dates without one"),
    ), ("source_id",)),
    EvidenceTable("record", _properties(
        ("record_id", "BIGINT", "1-based, in the order of source and line"),
        ("source_id", "BIGINT", "its source"),
        ("line", "BIGINT", "1-based first line in the source"),
        ("native_id", "VARCHAR", "the source's own id of the paper"),
        ("title", "VARCHAR", "as written"),
        ("abstract", "VARCHAR", "as written"),
        ("date", "DATE", "date, with the inferred year where none was written"),
        ("year", "BIGINT", "year"),
        ("year_inferred", "BOOLEAN", "the year does not stand in the source"),
        ("doi", "VARCHAR", "normalised"),
        ("arxiv_id", "VARCHAR", "normalised"),
        ("venue", "VARCHAR", "as written"),
        ("type", "VARCHAR", "as written"),
        ("categories", "VARCHAR[]", "codes as written, the primary one first"),
        ("keywords", "VARCHAR[]", "keywords as written"),
        *_BYLINE,
        ("organisation", "VARCHAR", "institution named for the paper, as written"),
        ("organisation_handle", "VARCHAR", "its handle, as written"),
        *_REPORTED,
    ), ("record_id",)),
    EvidenceTable("mention", _properties(
        ("mention_id", "BIGINT", "1-based, in the order of record and place"),
        ("record_id", "BIGINT", "its record"),
        ("position", "BIGINT", "1-based place in the byline; null when hidden"),
        ("name", "VARCHAR", "as written"),
        ("affiliation", "VARCHAR", "as written"),
        ("native_id", "VARCHAR", "the source's own id of the author"),
        ("orcid", "VARCHAR", "normalised"),
        ("inferred", "BOOLEAN", "the name does not stand in the byline"),
        ("line", "BIGINT", "1-based line of the name in the source"),
    ), ("mention_id",)),
    EvidenceTable("profile", _properties(
        ("source_id", "BIGINT", "its source"),
        ("line", "BIGINT", "1-based line of the name"),
        ("name", "VARCHAR", "the owner, as written"),
        ("inferred", "BOOLEAN", "the page does not name its owner"),
        ("category", "VARCHAR", "main category, as written"),
        ("h_index", "BIGINT", "as reported"),
        ("papers", "BIGINT", "as reported"),
        ("citations", "BIGINT", "as reported"),
        ("novelty", "DOUBLE", "percent, as reported"),
        ("ai_score", "DOUBLE", "as reported"),
    ), ("source_id", "line")),
    EvidenceTable("record_paper", _properties(
        ("record_id", "BIGINT", "a record"),
        ("paper_id", "VARCHAR", "the paper it was linked to"),
    ), ("record_id",)),
    EvidenceTable("mention_author", _properties(
        ("mention_id", "BIGINT", "a mention"),
        ("author_id", "VARCHAR", "the author it was resolved to"),
    ), ("mention_id",)),
    EvidenceTable("judgement", _properties(
        ("kind", "VARCHAR", "paper, author or institution"),
        ("a", "VARCHAR", "smaller key: of a mention paper#position or source:line, of a record source:line"),
        ("b", "VARCHAR", "the other key"),
        ("verdict", "VARCHAR", "same, different or unsure"),
        ("score", "DOUBLE", "0 to 1"),
        ("evidence", "VARCHAR", "what speaks for and against it, in words"),
        ("by", "VARCHAR", "the rule, or the line of the overrides file"),
    ), ("kind", "a", "b", "by")),
    EvidenceTable("fault", _properties(
        ("source_id", "BIGINT", "its source"),
        ("line", "BIGINT", "1-based line"),
        ("kind", "VARCHAR", "short stable name"),
        ("message", "VARCHAR", "what is wrong and what was done about it"),
        ("text", "VARCHAR", "the text at fault, cut to 200 characters"),
        ("skipped", "BOOLEAN", "a whole record was lost through it"),
    ), ("source_id", "line", "kind", "text")),
    EvidenceTable("meta", _properties(
        ("key", "VARCHAR", "schema_version, graphkit_version, options, time, catalogue"),
        ("value", "VARCHAR", "JSON"),
    ), ("key",)),
)
