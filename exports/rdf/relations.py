"""The relations that the templates read: one SELECT for each element, with IRIs made and links gathered.

A relation covers a range of nodes (papers, or the authors that pairs start at), so that an export of any size
walks range after range in flat memory. Rows come in the order of the node table, which is that of its key.
Papers and their authorships: `relations_papers.py`.
"""

from __future__ import annotations

from graphkit.exports.rdf import values
from graphkit.exports.rdf.provenance import source_iri
from graphkit.exports.rdf.scope import Scope, in_range
from graphkit.exports.rdf.values import sorted_list


def authors(scope: Scope) -> str:
    """Authors without their links."""
    c = scope.columns.reader("node_author", "a")
    return f"""SELECT *, {_other_address("'https://orcid.org/' || orcid")} AS same_as
        FROM (SELECT a._id, {c.all()}, {values.author_iri("a.id", scope.base)} AS iri,
                {values.minted("identifier/orcid", c("orcid"), scope.base)} AS orcid_node
              FROM node_author a WHERE {in_range("a._id")} ORDER BY a._id)"""


def _other_address(address: str) -> str:
    """SQL: a list of the address, unless it is null or the subject's own IRI."""
    return f"list_filter([{address}], lambda x: x IS NOT NULL AND x <> iri)"


def coauthorships(scope: Scope) -> str:
    """Pairs whose first author lies in the range."""
    c = scope.columns.reader("rel_coauthored_with", "r")
    return f"""SELECT *, [first, second] AS members
        FROM (SELECT {c.all()}, {values.pair("coauthorship", "a.id", "b.id", scope.base)} AS iri,
                {values.author_iri("a.id", scope.base)} AS first,
                {values.author_iri("b.id", scope.base)} AS second
              FROM rel_coauthored_with r
              JOIN node_author a ON a._id = r._source AND {in_range("a._id")}
              JOIN node_author b ON b._id = r._target
              WHERE {in_range("r._source")} ORDER BY r._source, r._target)"""


def affiliations(scope: Scope) -> str:
    """Affiliations of the authors in the range."""
    c = scope.columns.reader("rel_affiliated_with", "r")
    return f"""SELECT {c.all()}, {values.pair("affiliation", "a.id", "i.id", scope.base)} AS iri,
            {values.author_iri("a.id", scope.base)} AS author,
            {values.institution_iri("i.id", scope.base)} AS institution
        FROM rel_affiliated_with r
        JOIN node_author a ON a._id = r._source AND {in_range("a._id")}
        JOIN node_institution i ON i._id = r._target
        WHERE {in_range("r._source")} ORDER BY r._source, r._target"""


def categories(scope: Scope) -> str:
    """Categories with what they belong to."""
    c = scope.columns.reader("node_category", "c")
    broader = sorted_list(values.minted("category", "w.id", scope.base))
    return f"""SELECT {c.all()}, {values.minted("category", "c.id", scope.base)} AS iri,
            {values.minted("scheme", "c.scheme", scope.base)} AS scheme_iri, wider.broader
        FROM node_category c
        LEFT JOIN (SELECT r._source, {broader} AS broader FROM rel_subcategory_of r
                   JOIN node_category w ON w._id = r._target GROUP BY r._source) wider
        ON wider._source = c._id
        ORDER BY c._id"""


def schemes(scope: Scope) -> str:
    """Classification schemes; they stand in the categories' column alone."""
    name = scope.columns.of("node_category", "scheme", "c")
    return f"""SELECT DISTINCT {values.minted("scheme", "c.scheme", scope.base)} AS iri, {name} AS name
        FROM node_category c WHERE c.scheme IS NOT NULL ORDER BY iri"""


def institutions(scope: Scope) -> str:
    """Institutions with what they are parts of."""
    c = scope.columns.reader("node_institution", "i")
    whole = sorted_list(values.institution_iri("w.id", scope.base))
    return f"""SELECT *, {_other_address("'https://ror.org/' || ror")} AS same_as
        FROM (SELECT {c.all()}, {values.institution_iri("i.id", scope.base)} AS iri,
                {values.minted("identifier/ror", c("ror"), scope.base)} AS ror_node, wholes.part_of
              FROM node_institution i
              LEFT JOIN (SELECT r._source, {whole} AS part_of FROM rel_part_of r
                         JOIN node_institution w ON w._id = r._target
                         WHERE {in_range("r._source")} GROUP BY r._source) wholes
              ON wholes._source = i._id WHERE {in_range("i._id")} ORDER BY i._id)"""


def sources(scope: Scope) -> str:
    """The files the graph was built from."""
    c = scope.columns.reader("source", "s")
    return f"""SELECT {c.all()}, {source_iri("s", scope.base)} AS iri FROM source s ORDER BY s.source_id"""
