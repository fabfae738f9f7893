"""The SQL that gathers papers and mentions from statements of RDF."""

from __future__ import annotations

from graphkit.vocabulary import expand

STATEMENTS = "rdf_statement"
"""Temporary table: subject, predicate (a name of PREDICATES) and object, as text."""

_NAMES = {
    "type": "rdf:type",
    "id": "dcterms:identifier",
    "title": "dcterms:title",
    "abstract": "dcterms:abstract",
    "issued": "dcterms:issued",
    "year": "fabio:hasPublicationYear",
    "year_number": "gk:publicationYearNumber",
    "year_inferred": "gk:yearInferred",
    "venue": "gk:venueAsWritten",
    "written_type": "gk:typeAsWritten",
    "author_count": "gk:authorCount",
    "byline_complete": "gk:bylineComplete",
    "has_code": "gk:hasCode",
    "reported_citations": "gk:reportedCitations",
    "reported_count": "gk:reportedCount",
    "reported_score": "gk:reportedScore",
    "page": "foaf:page",
    "url": "gk:urlAsWritten",
    "identifier": "datacite:hasIdentifier",
    "scheme": "datacite:usesIdentifierScheme",
    "value": "literal:hasLiteralValue",
    "creator": "dcterms:creator",
    "role": "pro:isDocumentContextFor",
    "holder": "pro:isHeldBy",
    "position": "co:index",
    "raw_name": "gk:nameAsWritten",
    "affiliation": "gk:rawAffiliation",
    "inferred": "gk:inferred",
    "organization": "pro:relatesToOrganization",
    "name": "foaf:name",
    "subject": "dcterms:subject",
    "primary_subject": "gk:primarySubject",
    "notation": "skos:notation",
    "claimed_for": "gk:claimedFor",
    "ambiguous": "gk:ambiguous",
    "reported_category": "gk:reportedCategory",
    "h_index": "gk:reportedHIndex",
    "reported_papers": "gk:reportedPapers",
    "novelty": "gk:reportedNovelty",
    "ai_score": "gk:reportedAiScore",
}
PREDICATES = {expand(iri): name for name, iri in _NAMES.items()}
"""The predicates that are read, and their names here."""

_PAPER, _ROLE, _MENTION = "rdf_paper", "rdf_role", "rdf_mention"
TABLES = (STATEMENTS, _PAPER, _ROLE, _MENTION)
"""Every temporary table made here."""

LOST = {
    "papers that name several institutions as a whole, of which one is kept: {count}": f"""
        SELECT count(*) FROM (SELECT object FROM {STATEMENTS} WHERE predicate = 'claimed_for'
                              GROUP BY object HAVING count(DISTINCT subject) > 1)""",
    "categories marked as ambiguous, now without the mark: {count}": f"""
        SELECT count(DISTINCT subject) FROM {STATEMENTS} WHERE predicate = 'ambiguous' AND object = 'true'""",
}
"""What graphkit can write and not read again: the words of a note, and SQL that counts it."""

COUNT = f"SELECT (SELECT count(*) FROM {_PAPER}), (SELECT count(*) FROM {_MENTION})"


def prepare() -> list[str]:
    """SQL that creates the tables of papers, roles and mentions; where values differ, the least one counts."""
    return [_papers(), _roles(), _mentions()]


def _values(name: str, names: tuple[str, ...], condition: str = "true") -> str:
    """A common table expression: one row for each subject that has any of the names, a column for each name."""
    columns = ", ".join(f"min(object) FILTER (predicate = '{n}') AS {n}" for n in names)
    wanted = ", ".join(f"'{n}'" for n in names)
    return f"""{name} AS (SELECT subject AS iri, {columns} FROM {STATEMENTS}
        WHERE predicate IN ({wanted}) AND {condition} GROUP BY subject)"""


def _identifier(scheme: str) -> str:
    """A common table expression: subjects and their identifier of a scheme."""
    iri = expand(f"datacite:{scheme}")
    return f"""{scheme} AS (SELECT s.subject AS iri, min(v.object) AS value FROM {STATEMENTS} s
        JOIN {STATEMENTS} k ON k.subject = s.object AND k.predicate = 'scheme' AND k.object = '{iri}'
        JOIN {STATEMENTS} v ON v.subject = s.object AND v.predicate = 'value'
        WHERE s.predicate = 'identifier' GROUP BY s.subject)"""


_PAPER_VALUES = (
    "id", "title", "abstract", "issued", "year", "year_number", "year_inferred", "venue", "written_type",
    "author_count", "byline_complete", "has_code", "reported_citations", "reported_count", "reported_score",
    "page", "url",
)  # fmt: skip


def _papers() -> str:
    is_paper = f"""subject IN (SELECT subject FROM {STATEMENTS}
        WHERE predicate IN ('creator', 'role', 'byline_complete'))"""
    return f"""CREATE TEMP TABLE {_PAPER} AS WITH
        {_values("paper", _PAPER_VALUES, is_paper)},
        {_identifier("doi")}, {_identifier("arxiv")},
        category AS (
            SELECT s.subject AS iri, list(n.object ORDER BY p.object IS NULL, n.object) AS codes
            FROM (SELECT DISTINCT subject, object FROM {STATEMENTS} WHERE predicate = 'subject') s
            JOIN (SELECT subject, min(object) AS object FROM {STATEMENTS} WHERE predicate = 'notation'
                  GROUP BY subject) n ON n.subject = s.object
            LEFT JOIN (SELECT DISTINCT subject, object FROM {STATEMENTS} WHERE predicate = 'primary_subject') p
                ON p.subject = s.subject AND p.object = s.object
            GROUP BY s.subject),
        claim AS (
            SELECT c.object AS iri, min(r.object) AS organisation FROM {STATEMENTS} c
            JOIN {STATEMENTS} r ON r.subject = c.subject AND r.predicate = 'affiliation'
            WHERE c.predicate = 'claimed_for' GROUP BY c.object)
        SELECT row_number() OVER (ORDER BY paper.iri) AS number, paper.*, doi.value AS doi, arxiv.value AS arxiv_id,
            category.codes, claim.organisation
        FROM paper LEFT JOIN doi USING (iri) LEFT JOIN arxiv USING (iri) LEFT JOIN category USING (iri)
        LEFT JOIN claim USING (iri)"""


def _roles() -> str:
    """Authorships; where no affiliation is written, the names of the institutions stand for it."""
    names = ("holder", "position", "raw_name", "affiliation", "inferred")
    is_role = f"subject IN (SELECT object FROM {STATEMENTS} WHERE predicate = 'role')"
    return f"""CREATE TEMP TABLE {_ROLE} AS WITH {_values("role", names, is_role)},
        organization AS (
            SELECT o.subject AS iri, string_agg(DISTINCT n.object, '; ' ORDER BY n.object) AS names
            FROM {STATEMENTS} o JOIN {STATEMENTS} n ON n.subject = o.object AND n.predicate = 'name'
            WHERE o.predicate = 'organization' GROUP BY o.subject)
        SELECT DISTINCT s.subject AS paper, role.* REPLACE (coalesce(affiliation, organization.names) AS affiliation)
        FROM {STATEMENTS} s JOIN role ON role.iri = s.object LEFT JOIN organization ON organization.iri = role.iri
        WHERE s.predicate = 'role'"""


def _mentions() -> str:
    """Authorships in the order of the byline; creators without one have no place."""
    return f"""CREATE TEMP TABLE {_MENTION} AS WITH
        {_values("person", ("id", "name"))}, {_identifier("orcid")},
        mention AS (
            SELECT paper, holder, position::BIGINT AS position, raw_name, affiliation, inferred::BOOLEAN AS inferred
            FROM {_ROLE}
            UNION ALL
            SELECT DISTINCT s.subject, s.object, NULL::BIGINT, NULL, NULL, false FROM {STATEMENTS} s
            WHERE s.predicate = 'creator' AND NOT EXISTS (
                SELECT 1 FROM {_ROLE} r WHERE r.paper = s.subject AND r.holder = s.object))
        SELECT row_number() OVER (ORDER BY p.number, m.position NULLS LAST, m.raw_name, m.holder) AS number,
            p.number AS paper, m.position, coalesce(m.raw_name, person.name) AS name, m.affiliation,
            coalesce(person.id, m.holder) AS native_id, orcid.value AS orcid, coalesce(m.inferred, false) AS inferred
        FROM mention m JOIN {_PAPER} p ON p.iri = m.paper
        LEFT JOIN person ON person.iri = m.holder LEFT JOIN orcid ON orcid.iri = m.holder
        WHERE coalesce(m.raw_name, person.name) IS NOT NULL"""


SOURCE = """INSERT INTO source BY NAME SELECT ? AS source_id, ? AS path, ? AS format, ? AS sha256, ? AS bytes,
    ? AS records, 0 AS faults"""

RECORDS = f"""INSERT INTO record BY NAME
    SELECT ? + number AS record_id, ? AS source_id, number AS line, coalesce(id, iri) AS native_id, title, abstract,
        try_cast(left(issued, 10) AS DATE) AS date, try_cast(coalesce(year, year_number) AS BIGINT) AS "year",
        coalesce(try_cast(year_inferred AS BOOLEAN), false) AS year_inferred, doi, arxiv_id, venue,
        written_type AS "type", coalesce(codes, []) AS categories, try_cast(author_count AS BIGINT) AS author_count,
        coalesce(try_cast(byline_complete AS BOOLEAN), false) AS byline_complete, organisation,
        try_cast(has_code AS BOOLEAN) AS has_code, try_cast(reported_citations AS BIGINT) AS reported_citations,
        try_cast(reported_count AS BIGINT) AS reported_count, try_cast(reported_score AS DOUBLE) AS reported_score,
        coalesce(url, page) AS url
    FROM {_PAPER} ORDER BY number"""

MENTIONS = f"""INSERT INTO mention BY NAME
    SELECT ? + number AS mention_id, ? + paper AS record_id, position, name, affiliation, native_id, orcid, inferred,
        paper AS line
    FROM {_MENTION} ORDER BY number"""

PROFILES = f"""INSERT INTO profile BY NAME WITH {
    _values(
        "person",
        (
            "name",
            "reported_category",
            "h_index",
            "reported_papers",
            "reported_citations",
            "novelty",
            "ai_score",
        ),
    )
}
    SELECT ? AS source_id, row_number() OVER (ORDER BY iri) AS line, name, false AS inferred,
        reported_category AS category, try_cast(h_index AS BIGINT) AS h_index,
        try_cast(reported_papers AS BIGINT) AS papers, try_cast(reported_citations AS BIGINT) AS citations,
        try_cast(novelty AS DOUBLE) AS novelty, try_cast(ai_score AS DOUBLE) AS ai_score
    FROM person WHERE name IS NOT NULL
        AND coalesce(reported_category, h_index, reported_papers, novelty, ai_score) IS NOT NULL"""
