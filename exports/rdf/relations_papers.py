"""The relations of papers: their authorships, their links, themselves, and institutions named for them."""

from __future__ import annotations

from graphkit.exports.rdf import provenance, values
from graphkit.exports.rdf.provenance import (
    AUTHORSHIP_COLUMNS,
    AUTHORSHIP_MASK,
    MEANT_BY,
    PAPER_COLUMNS,
    PAPER_MASK,
    authorship_mask,
    paper_mask,
)
from graphkit.exports.rdf.refusals import ColumnReader
from graphkit.exports.rdf.scope import Scope, in_range
from graphkit.vocabulary import expand

AUTHORSHIPS = "rdf_authorship"
"""Temporary table: the authorships of the papers of one stretch, sorted by paper and place."""

NAMED = "rdf_named"
"""Temporary table: the authorships of the papers of one range, with their IRIs."""

CHUNK = "rdf_chunk"
"""Temporary table: the same once for each graph that speaks of them, with what it says."""

LINKS = "rdf_links"
"""Temporary table: lists of all that the papers of the range link to, by paper and graph."""

_BYLINES, _SUBJECTS, _INSTITUTIONS, _CITES = "rdf_byline", "rdf_subject", "rdf_institution", "rdf_cites"

_HIDDEN = 1 << 60  # added to a hidden author's number: they come after those with a place

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
FABIO_CLASSES = (*(f"fabio:{name}" for _, name in _FABIO), "fabio:Preprint", "fabio:Expression")
"""All classes a paper can have."""


def tables_of_stretch(scope: Scope) -> dict[str, str]:
    """The temporary tables of a stretch of papers, in the order to make them, and the rows of each.

    Authorships have no IRIs yet, so that the sort stays small.
    """
    authorships = f"""SELECT _id AS authored, _target AS paper, _source AS author_node,
               coalesce("position", {_HIDDEN} + _source) AS place, "position", inferred,
               raw_name, raw_affiliation, institutions
        FROM rel_authored WHERE {in_range("_target")} ORDER BY _target, place, _source, _id"""
    return {AUTHORSHIPS: authorships} | (provenance.tables_of_stretch() if scope.by_source else {})


def tables_of_range(scope: Scope) -> dict[str, str]:
    """The temporary tables of a range of papers, in the order to make them, and the rows of each.

    They could be one query; but each join takes some 10 MB, however few the rows.
    """
    masks = {PAPER_MASK: paper_mask(scope.base), AUTHORSHIP_MASK: authorship_mask(scope.base, AUTHORSHIPS)}
    return (masks if scope.by_source else {}) | {
        NAMED: _named(scope),
        CHUNK: _chunk(scope),
        _BYLINES: _bylines(),
        _SUBJECTS: _subjects(scope),
        _INSTITUTIONS: _institutions(scope),
        _CITES: _cites(scope),
        LINKS: _links(),
    }


def _named(scope: Scope) -> str:
    """The node of an authorship is named after paper and place.

    It is named after paper and author where the place is hidden, and after all three where a place is claimed
    twice.
    """
    author = values.segment("a.id")
    return f"""SELECT s.*, {values.author_iri("a.id", scope.base)} AS author,
               CASE WHEN s."position" IS NULL THEN concat(p.iri, ',', {author})
                    WHEN s.claims > 1 THEN concat(p.iri, '-', s."position", ',', {author})
                    ELSE concat(p.iri, '-', s."position") END AS iri
        FROM (SELECT *, count(*) OVER (PARTITION BY paper, "position") AS claims
              FROM {AUTHORSHIPS} WHERE {in_range("paper")}) s
        JOIN (SELECT _id, {values.minted("sig", "id", scope.base)} AS iri FROM node_paper
              WHERE {in_range("_id")}) p ON p._id = s.paper
        JOIN node_author a ON a._id = s.author_node"""


def _chunk(scope: Scope) -> str:
    """What each graph says of the authorships that NAMED holds."""
    masked = {name: name for name in AUTHORSHIP_COLUMNS} | MEANT_BY
    c = scope.columns.reader("rel_authored", "s", "m" if scope.by_source else "", masked)
    organization = values.institution_iri("id", scope.base)
    mask = f"JOIN {AUTHORSHIP_MASK} m ON m.authored = s.authored" if scope.by_source else ""
    return f"""SELECT s.paper, s.author_node, s.place, {c.all()}, s.author, s.iri,
            list_transform({c("institutions")}, lambda id: {organization}) AS organizations,
            {"m.graph" if scope.by_source else "NULL::VARCHAR"} AS graph
        FROM {NAMED} s {mask}"""


def _links() -> str:
    """What is gathered by paper; all but bylines stands in the default graph alone."""
    return f"""SELECT coalesce(b.paper, o.paper) AS paper, b.graph, * EXCLUDE (paper, graph)
        FROM {_BYLINES} b FULL JOIN
            (FROM {_SUBJECTS} FULL JOIN {_INSTITUTIONS} USING (paper) FULL JOIN {_CITES} USING (paper)) o
        ON o.paper = b.paper AND b.graph IS NULL"""


def _bylines() -> str:
    return f"""SELECT paper, graph, list(iri ORDER BY place, author_node) AS roles,
            list(author ORDER BY place, author_node) AS creators
        FROM {CHUNK} GROUP BY paper, graph"""


def papers(scope: Scope) -> str:
    """Papers with their links; one row for each graph that speaks of a paper.

    IRIs are made of rows already sorted, since the wider these are, the more memory sorting takes; projections
    keep the order.
    """
    former = f"list_transform(id_history, lambda former: {values.paper_iri('former', scope.base)})"
    return f"""SELECT *, list_filter([doi_node, arxiv_node], lambda x: x IS NOT NULL) AS identifiers,
            list_filter(former_iris, lambda x: x <> iri) AS former,
            list_filter([doi_address, arxiv_address], lambda x: x IS NOT NULL AND x <> iri) AS same_as
        FROM (SELECT *, {values.paper_iri("named_by", scope.base)} AS iri,
                CASE WHEN NOT has_date THEN "year" END AS year_alone,
                {values.mended_address("url")} AS address,
                CASE WHEN NOT {values.is_address("url")} THEN url END AS url_as_written,
                {values.minted("identifier/doi", "doi", scope.base)} AS doi_node,
                {values.minted("identifier/arxiv", "arxiv_id", scope.base)} AS arxiv_node,
                {former} AS former_iris,
                {values.doi_iri("doi")} AS doi_address,
                'https://arxiv.org/abs/' || arxiv_id AS arxiv_address
            FROM ({_sorted_papers(scope)}))"""


def _sorted_papers(scope: Scope) -> str:
    """Papers as each graph speaks of them, beside their links."""
    plain = scope.columns.reader("node_paper", "p")
    masked = {name: name for name in PAPER_COLUMNS}
    c = scope.columns.reader("node_paper", "p", "m" if scope.by_source else "", masked)
    mask = f"JOIN {PAPER_MASK} m ON m.paper = p._id" if scope.by_source else ""
    graph = "m.graph" if scope.by_source else "NULL::VARCHAR"
    return f"""SELECT p._id, {graph} AS graph, {c.all()}, p.id AS named_by, {_fabio_class(plain)} AS class,
                {plain("date")} IS NOT NULL AS has_date,
                roles, creators, subjects, primary_subjects, institutions, cites
            FROM node_paper p {mask}
            LEFT JOIN {LINKS} l ON l.paper = p._id AND l.graph IS NOT DISTINCT FROM {graph}
            WHERE {in_range("p._id")} ORDER BY p._id, graph NULLS FIRST"""


def _subjects(scope: Scope) -> str:
    """The categories of each paper."""
    iri = values.minted("category", "c.id", scope.base)
    return f"""SELECT paper, list(iri ORDER BY category) AS subjects,
        list(iri ORDER BY category) FILTER ("primary") AS primary_subjects
        FROM (SELECT r._source AS paper, c._id AS category, r."primary", {iri} AS iri
              FROM rel_in_category r JOIN node_category c ON c._id = r._target
              WHERE {in_range("r._source")}) GROUP BY paper"""


def _institutions(scope: Scope) -> str:
    """The institutions named for each paper as a whole."""
    iri = values.institution_iri("i.id", scope.base)
    return f"""SELECT r._source AS paper, list({iri} ORDER BY i._id) AS institutions
        FROM rel_from_institution r JOIN node_institution i ON i._id = r._target
        WHERE {in_range("r._source")} GROUP BY r._source"""


def _cites(scope: Scope) -> str:
    """The papers that each paper cites."""
    iri = values.paper_iri("c.id", scope.base)
    return f"""SELECT r._source AS paper, list({iri} ORDER BY c._id) AS cites
        FROM rel_cites r JOIN node_paper c ON c._id = r._target
        WHERE {in_range("r._source")} GROUP BY r._source"""


def _fabio_class(c: ColumnReader) -> str:
    """The FaBiO class that fits the type as written; Expression, which says nothing, where none does."""
    written = f"lower(replace(replace({c('type')}, ' ', '-'), '_', '-'))"
    whens = " ".join(
        f"WHEN {values.matches(written, p)} THEN {values.quote(expand(f'fabio:{n}'))}" for p, n in _FABIO
    )
    preprint, other = (values.quote(expand(f"fabio:{name}")) for name in ("Preprint", "Expression"))
    on_arxiv_alone = f"{c('arxiv_id')} IS NOT NULL AND {c('venue')} IS NULL"
    return f"CASE {whens} WHEN {on_arxiv_alone} THEN {preprint} ELSE {other} END"


def authorships() -> str:
    """The authorships of the range that CHUNK holds."""
    return f"SELECT * FROM {CHUNK} ORDER BY paper, place, author_node, graph NULLS FIRST"


def institution_claims(scope: Scope) -> str:
    """Institutions that a source names for a paper, with the words it uses."""
    raw = values.sorted_list(scope.columns.of("rel_from_institution", "raw", "r"))
    return f"""SELECT {values.pair("claim", "p.id", "i.id", scope.base)} AS iri, raw,
            {values.paper_iri("p.id", scope.base)} AS paper,
            {values.institution_iri("i.id", scope.base)} AS institution
        FROM (SELECT r._source, r._target, {raw} AS raw FROM rel_from_institution r
              WHERE {in_range("r._source")} GROUP BY ALL) r
        JOIN node_paper p ON p._id = r._source AND {in_range("p._id")}
        JOIN node_institution i ON i._id = r._target ORDER BY r._source, r._target"""
