"""The relations that the templates read: one SELECT for each element, with IRIs made and links gathered.

A relation covers a range of nodes (papers, or the authors that pairs start at), so that an export of any size
walks range after range in flat memory. Rows come in the order of the node table, which is that of its key.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.exports.rdf import values
from graphkit.exports.rdf.refusals import ColumnReader, Columns
from graphkit.vocabulary import expand

AUTHORSHIPS = "rdf_authorship"
"""Temporary table: every authorship, sorted by paper and place; AUTHORED itself is sorted by author."""

CHUNK = "rdf_chunk"
"""Temporary table: the authorships of the papers of one range, with their IRIs."""

_FABIO = (
    ("journal.*|article", "JournalArticle"),
    ("conference.*|proceedings.*|inproceedings", "ConferencePaper"),
    ("preprint|posted.content|submitted", "Preprint"),
    ("book.chapter|incollection|inbook|chapter", "BookChapter"),
    ("book|monograph", "Book"),
    ("review", "ReviewArticle"),
    (".*thesis|dissertation", "Thesis"),
    ("report|techreport", "ReportDocument"),
    ("dataset", "Dataset"),
    ("editorial", "Editorial"),
    ("letter", "Letter"),
)


@dataclass(frozen=True, slots=True)
class Range:
    """Rows of a node table by `_id`, the end excluded."""

    start: int
    end: int

    def holds(self, column: str) -> str:
        """SQL: the column's value lies in the range."""
        return f"{column} >= {self.start} AND {column} < {self.end}"


def prepare_authorships() -> str:
    """SQL that creates AUTHORSHIPS; only numbers and the text of the byline, so that the sort stays small."""
    return f"""CREATE OR REPLACE TEMP TABLE {AUTHORSHIPS} AS
        SELECT _id AS authored, _target AS paper, _source AS author_node, "position", inferred,
               raw_name, raw_affiliation
        FROM rel_authored ORDER BY _target, "position" NULLS LAST, _source, _id"""


def prepare_chunk(papers: Range, base: str, columns: Columns) -> str:
    """SQL that creates CHUNK: the authorships of a range of papers.

    The node of an authorship is named after paper and place; after the author where the place is hidden, and
    after both where a place is claimed twice.
    """
    prefix = values.quote(f"{base}sig/")
    paper, author = values.segment("p.id"), values.segment("a.id")
    return f"""CREATE OR REPLACE TEMP TABLE {CHUNK} AS
        SELECT s.paper, s.author_node, s."position", s.inferred,
               {columns.of("rel_authored", "raw_name", "s")} AS raw_name,
               {columns.of("rel_authored", "raw_affiliation", "s")} AS raw_affiliation,
               {values.author_iri("a.id", base)} AS author,
               CASE WHEN s."position" IS NULL THEN concat({prefix}, {paper}, ',', {author})
                    WHEN s.claims > 1 THEN concat({prefix}, {paper}, '-', s."position", ',', {author})
                    ELSE concat({prefix}, {paper}, '-', s."position") END AS iri
        FROM (SELECT *, count(*) OVER (PARTITION BY paper, "position") AS claims
              FROM {AUTHORSHIPS} WHERE {papers.holds("paper")}) s
        JOIN node_paper p ON p._id = s.paper AND {papers.holds("p._id")}
        JOIN node_author a ON a._id = s.author_node
        ORDER BY s.paper, s."position" NULLS LAST, s.author_node, s.authored"""


def papers(papers: Range, base: str, columns: Columns) -> str:
    """Papers with all their links."""
    c = columns.reader("node_paper", "p")
    former = f"list_transform(p.id_history, lambda former: {values.paper_iri('former', base)})"
    return f"""SELECT *, list_filter([doi_node, arxiv_node], lambda x: x IS NOT NULL) AS identifiers,
            CASE WHEN date IS NULL THEN "year" END AS year_alone,
            list_filter(list_sort(list_distinct(former_iris)), lambda x: x <> iri) AS former,
            list_filter([doi_address, arxiv_address], lambda x: x IS NOT NULL AND x <> iri) AS same_as
        FROM (SELECT p._id, {c.all()}, {values.paper_iri("p.id", base)} AS iri, {_fabio_class(c)} AS class,
                {values.mended_address("p.url")} AS address,
                CASE WHEN NOT {values.is_address("p.url")} THEN {c("url")} END AS url_as_written,
                {values.minted("identifier/doi", c("doi"), base)} AS doi_node,
                {values.minted("identifier/arxiv", c("arxiv_id"), base)} AS arxiv_node,
                {former} AS former_iris,
                {values.doi_iri(c("doi"))} AS doi_address,
                'https://arxiv.org/abs/' || {c("arxiv_id")} AS arxiv_address,
                authors.creators, authors.roles, categories.subjects, categories.primary_subjects,
                claims.institutions, citations.cites
            FROM node_paper p
            LEFT JOIN ({_creators()}) authors ON authors.paper = p._id
            LEFT JOIN ({_subjects(papers, base)}) categories ON categories.paper = p._id
            LEFT JOIN ({_institutions(papers, base)}) claims ON claims.paper = p._id
            LEFT JOIN ({_citations(papers, base)}) citations ON citations.paper = p._id
            WHERE {papers.holds("p._id")} ORDER BY p._id)"""


def _fabio_class(c: ColumnReader) -> str:
    """The FaBiO class that fits the type as written; Expression, which says nothing, where none does."""
    written = f"lower(replace(replace({c('type')}, ' ', '-'), '_', '-'))"
    whens = " ".join(
        f"WHEN {values.matches(written, p)} THEN {values.quote(expand(f'fabio:{n}'))}" for p, n in _FABIO
    )
    preprint, other = (values.quote(expand(f"fabio:{name}")) for name in ("Preprint", "Expression"))
    on_arxiv_alone = f"{c('arxiv_id')} IS NOT NULL AND {c('venue')} IS NULL"
    return f"CASE {whens} WHEN {on_arxiv_alone} THEN {preprint} ELSE {other} END"


def _creators() -> str:
    """For each paper, its authorships in the order of the byline and its authors, each once."""
    once = f"""SELECT paper, author, author_node, min("position") AS place FROM {CHUNK} GROUP BY ALL"""
    roles = 'list(iri ORDER BY "position" NULLS LAST, author_node)'
    creators = "list(author ORDER BY place NULLS LAST, author_node)"
    return f"""SELECT paper, roles, creators
        FROM (SELECT paper, {roles} AS roles FROM {CHUNK} GROUP BY paper)
        JOIN (SELECT paper, {creators} AS creators FROM ({once}) GROUP BY paper) USING (paper)"""


def _subjects(papers: Range, base: str) -> str:
    iri = values.minted("category", "c.id", base)
    order = 'ORDER BY r."primary" DESC NULLS LAST, c._id'
    return f"""SELECT r._source AS paper, list({iri} {order}) AS subjects,
            list({iri} {order}) FILTER (r."primary") AS primary_subjects
        FROM rel_in_category r JOIN node_category c ON c._id = r._target
        WHERE {papers.holds("r._source")} GROUP BY r._source"""


def _institutions(papers: Range, base: str) -> str:
    return f"""SELECT r._source AS paper, {_sorted(values.institution_iri("i.id", base))} AS institutions
        FROM rel_from_institution r JOIN node_institution i ON i._id = r._target
        WHERE {papers.holds("r._source")} GROUP BY r._source"""


def _citations(papers: Range, base: str) -> str:
    return f"""SELECT r._source AS paper, {_sorted(values.paper_iri("t.id", base))} AS cites
        FROM rel_cites r JOIN node_paper t ON t._id = r._target
        WHERE {papers.holds("r._source")} GROUP BY r._source"""


def _sorted(expression: str) -> str:
    """SQL: the different values of a group, in code point order."""
    return f"list_sort(list_distinct(list({expression})))"


def authorships() -> str:
    """The authorships of the range that CHUNK holds."""
    return f"""SELECT * FROM {CHUNK} ORDER BY paper, "position" NULLS LAST, author_node"""


def institution_claims(papers: Range, base: str, columns: Columns) -> str:
    """Institutions that a source names for a paper, with the words it uses."""
    raw = columns.of("rel_from_institution", "raw", "r")
    return f"""SELECT {values.pair("claim", "p.id", "i.id", base)} AS iri, raw,
            {values.paper_iri("p.id", base)} AS paper, {values.institution_iri("i.id", base)} AS institution
        FROM (SELECT r._source, r._target, {_sorted(raw)} AS raw FROM rel_from_institution r
              WHERE {papers.holds("r._source")} GROUP BY ALL) r
        JOIN node_paper p ON p._id = r._source AND {papers.holds("p._id")}
        JOIN node_institution i ON i._id = r._target ORDER BY r._source, r._target"""


def authors(authors: Range, base: str, columns: Columns) -> str:
    """Authors without their links."""
    c = columns.reader("node_author", "a")
    return f"""SELECT *, {_other_address("'https://orcid.org/' || orcid")} AS same_as
        FROM (SELECT a._id, {c.all()}, {values.author_iri("a.id", base)} AS iri,
                {values.minted("identifier/orcid", c("orcid"), base)} AS orcid_node
              FROM node_author a WHERE {authors.holds("a._id")} ORDER BY a._id)"""


def _other_address(address: str) -> str:
    """SQL: a list of the address, unless it is null or the subject's own IRI."""
    return f"list_filter([{address}], lambda x: x IS NOT NULL AND x <> iri)"


def coauthorships(authors: Range, base: str, columns: Columns) -> str:
    """Pairs whose first author lies in the range."""
    c = columns.reader("rel_coauthored_with", "r")
    return f"""SELECT *, [first, second] AS members
        FROM (SELECT {c.all()}, {values.pair("coauthorship", "a.id", "b.id", base)} AS iri,
                {values.author_iri("a.id", base)} AS first, {values.author_iri("b.id", base)} AS second
              FROM rel_coauthored_with r
              JOIN node_author a ON a._id = r._source AND {authors.holds("a._id")}
              JOIN node_author b ON b._id = r._target
              WHERE {authors.holds("r._source")} ORDER BY r._source, r._target)"""


def affiliations(authors: Range, base: str, columns: Columns) -> str:
    """Affiliations of the authors in the range."""
    c = columns.reader("rel_affiliated_with", "r")
    return f"""SELECT {c.all()}, {values.pair("affiliation", "a.id", "i.id", base)} AS iri,
            {values.author_iri("a.id", base)} AS author, {values.institution_iri("i.id", base)} AS institution
        FROM rel_affiliated_with r
        JOIN node_author a ON a._id = r._source AND {authors.holds("a._id")}
        JOIN node_institution i ON i._id = r._target
        WHERE {authors.holds("r._source")} ORDER BY r._source, r._target"""


def categories(base: str, columns: Columns) -> str:
    """Categories with what they belong to."""
    c = columns.reader("node_category", "c")
    broader = _sorted(values.minted("category", "w.id", base))
    return f"""SELECT {c.all()}, {values.minted("category", "c.id", base)} AS iri,
            {values.minted("scheme", "c.scheme", base)} AS scheme_iri, wider.broader
        FROM node_category c
        LEFT JOIN (SELECT r._source, {broader} AS broader FROM rel_subcategory_of r
                   JOIN node_category w ON w._id = r._target GROUP BY r._source) wider
        ON wider._source = c._id
        ORDER BY c._id"""


def schemes(base: str, columns: Columns) -> str:
    """Classification schemes; they stand in the categories' column alone."""
    name = columns.of("node_category", "scheme", "c")
    return f"""SELECT DISTINCT {values.minted("scheme", "c.scheme", base)} AS iri, {name} AS name
        FROM node_category c WHERE c.scheme IS NOT NULL ORDER BY iri"""


def institutions(base: str, columns: Columns) -> str:
    """Institutions with what they are parts of."""
    c = columns.reader("node_institution", "i")
    whole = _sorted(values.institution_iri("w.id", base))
    return f"""SELECT *, {_other_address("'https://ror.org/' || ror")} AS same_as
        FROM (SELECT {c.all()}, {values.institution_iri("i.id", base)} AS iri,
                {values.minted("identifier/ror", c("ror"), base)} AS ror_node, wholes.part_of
              FROM node_institution i
              LEFT JOIN (SELECT r._source, {whole} AS part_of FROM rel_part_of r
                         JOIN node_institution w ON w._id = r._target GROUP BY r._source) wholes
              ON wholes._source = i._id ORDER BY i._id)"""


def sources(base: str, columns: Columns) -> str:
    """The files the graph was built from."""
    c = columns.reader("source", "s")
    return f"""SELECT {c.all()}, {source_iri("s", base)} AS iri FROM source s ORDER BY s.source_id"""


def source_iri(alias: str, base: str) -> str:
    """The IRI of a source: its number and the hash of its bytes."""
    return f"concat({values.quote(f'{base}source/')}, {alias}.source_id, '-', left({alias}.sha256, 16))"
