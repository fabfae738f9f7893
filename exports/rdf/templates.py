"""The mapping from the graph to RDF, as one table: every triple that graphkit can write stands here.

The columns are those of each element's relation (`relations.py`); IRI columns hold whole IRIs. A format turns
this table into SQL (`syntax_*.py`).
"""

from __future__ import annotations

from functools import partial

from graphkit.exports.rdf.template import DATED, OWL, SCHEMA, SPAR, Block, Element, Template

PROFILES = ("full", "spar", "schema", "owl")
"""full: everything; spar: SPAR, dcterms, FOAF, SKOS, gk:; schema: schema.org; owl: spar within OWL 2 DL."""

PARTS = (
    "papers", "authors", "authorships", "coauthorships", "categories", "institutions", "affiliations",
    "citations", "sources",
)  # fmt: skip
"""What `--what` can name."""


def _type(name: str, profiles: frozenset[str] = SPAR) -> Template:
    return Template("rdf:type", name, "constant", "@type", profiles)


def _text(
    predicate: str, column: str, term: str, profiles: frozenset[str] = SPAR, *, many: bool = False
) -> Template:
    return Template(predicate, column, "xsd:string", term, profiles, many)


def _value(kind: str, predicate: str, column: str) -> Template:
    """A value whose key in JSON-LD is the predicate's local name."""
    return Template(predicate, column, kind, predicate.partition(":")[2])


_count = partial(_value, "xsd:integer")
_number = partial(_value, "xsd:double")
_flag = partial(_value, "xsd:boolean")


def _years() -> tuple[Template, ...]:
    """First and last year; OWL 2 has no xsd:gYear."""
    return (
        Template("gk:firstYear", "first_year", "xsd:gYear", "firstYear", DATED),
        Template("gk:lastYear", "last_year", "xsd:gYear", "lastYear", DATED),
        Template("gk:firstYearNumber", "first_year", "xsd:integer", "firstYearNumber", OWL),
        Template("gk:lastYearNumber", "last_year", "xsd:integer", "lastYearNumber", OWL),
    )


def _link(
    predicate: str, column: str, term: str, part: str = "", profiles: frozenset[str] = SPAR
) -> Template:
    return Template(predicate, column, "iri", term, profiles, part=part)


def _links(
    predicate: str, column: str, term: str, part: str = "", profiles: frozenset[str] = SPAR
) -> Template:
    return Template(predicate, column, "iri", term, profiles, many=True, part=part)


def _identifier(subject: str, scheme: str, column: str) -> Block:
    """A DataCite identifier as a node of its own."""
    return Block(subject, (
        _type("datacite:Identifier"),
        Template("datacite:usesIdentifierScheme", f"datacite:{scheme}", "constant", "identifierScheme"),
        _text("literal:hasLiteralValue", column, "literalValue"),
    ))  # fmt: skip


_IDS = (
    _text("dcterms:identifier", "id", "id"),
    _text("schema:identifier", "id", "schema:identifier", SCHEMA),
)

PAPER = Block("iri", (
    _type("schema:ScholarlyArticle", SCHEMA),
    Template("rdf:type", "class", "iri", "@type"),
    *_IDS,
    _text("dcterms:title", "title", "title"),
    _text("schema:name", "title", "schema:name", SCHEMA),
    _text("dcterms:abstract", "abstract", "abstract"),
    _text("schema:abstract", "abstract", "schema:abstract", SCHEMA),
    Template("dcterms:issued", "date", "xsd:date", "issued", DATED),
    Template("dcterms:issued", "date", "xsd:dateTime", "issuedDateTime", OWL),
    Template("schema:datePublished", "date", "xsd:date", "datePublished", SCHEMA),
    Template("schema:datePublished", "year_alone", "xsd:gYear", "yearPublished", SCHEMA),
    Template("fabio:hasPublicationYear", "year", "xsd:gYear", "publicationYear", DATED),
    Template("gk:publicationYearNumber", "year", "xsd:integer", "publicationYearNumber", OWL),
    _flag("gk:yearInferred", "year_inferred"),
    _count("gk:authorCount", "author_count"),
    _flag("gk:bylineComplete", "byline_complete"),
    _text("gk:venueAsWritten", "venue", "venueAsWritten"),
    _text("gk:typeAsWritten", "type", "typeAsWritten"),
    _flag("gk:hasCode", "has_code"),
    _count("gk:reportedCitations", "reported_citations"),
    _count("gk:reportedCount", "reported_count"),
    _number("gk:reportedScore", "reported_score"),
    _link("foaf:page", "address", "page"),
    _link("schema:url", "address", "schema:url", profiles=SCHEMA),
    _text("gk:urlAsWritten", "url_as_written", "urlAsWritten"),
    _text("gk:sourceLine", "sources", "sourceLine", many=True),
    _count("gk:sourceCount", "source_count"),
    _links("owl:sameAs", "former", "sameAs"),
    _links("schema:sameAs", "same_as", "schema:sameAs", profiles=SCHEMA),
    _links("datacite:hasIdentifier", "identifiers", "hasIdentifier"),
    _links("dcterms:creator", "creators", "creator", "authors"),
    _links("schema:author", "creators", "schema:author", "authors", SCHEMA),
    _links("pro:isDocumentContextFor", "roles", "isDocumentContextFor", "authorships"),
    _links("pro:isRelatedToRoleInTime", "roles", "isRelatedToRoleInTime", "authorships"),
    _links("dcterms:subject", "subjects", "subject", "categories"),
    _links("schema:about", "subjects", "schema:about", "categories", SCHEMA),
    _links("gk:primarySubject", "primary_subjects", "primarySubject", "categories"),
    _links("gk:fromInstitution", "institutions", "fromInstitution", "institutions"),
    _links("schema:sourceOrganization", "institutions", "schema:sourceOrganization", "institutions", SCHEMA),
    _links("cito:cites", "cites", "cites", "citations"),
    _links("schema:citation", "cites", "schema:citation", "citations", SCHEMA),
))  # fmt: skip

AUTHORSHIP = Block("iri", (
    _type("pro:RoleInTime"),
    Template("pro:withRole", "pro:author", "constant", "withRole"),
    _link("pro:isHeldBy", "author", "isHeldBy"),
    _count("co:index", "position"),
    _text("gk:nameAsWritten", "raw_name", "nameAsWritten"),
    _text("gk:rawAffiliation", "raw_affiliation", "rawAffiliation"),
    _links("pro:relatesToOrganization", "organizations", "relatesToOrganization", "institutions"),
    _flag("gk:inferred", "inferred"),
))  # fmt: skip

AUTHOR = Block("iri", (
    _type("foaf:Person"),
    _type("schema:Person", SCHEMA),
    *_IDS,
    _text("foaf:name", "name", "name"),
    _text("schema:name", "name", "schema:name", SCHEMA),
    _text("skos:altLabel", "name_variants", "altLabel", many=True),
    _text("schema:alternateName", "name_variants", "schema:alternateName", SCHEMA, many=True),
    _count("gk:paperCount", "papers"),
    *_years(),
    _text("gk:reportedCategory", "reported_category", "reportedCategory"),
    _count("gk:reportedHIndex", "reported_h_index"),
    _count("gk:reportedCitations", "reported_citations"),
    _count("gk:reportedPapers", "reported_papers"),
    _number("gk:reportedNovelty", "reported_novelty"),
    _number("gk:reportedAiScore", "reported_ai_score"),
    _links("owl:sameAs", "same_as", "sameAs"),
    _links("schema:sameAs", "same_as", "schema:sameAs", profiles=SCHEMA),
    _link("datacite:hasIdentifier", "orcid_node", "hasIdentifier"),
))  # fmt: skip

COAUTHORSHIP = Block("iri", (
    _type("gk:CoAuthorship"),
    _links("gk:member", "members", "member"),
    _count("gk:paperCount", "papers"),
    *_years(),
    _number("gk:fullWeight", "weight_full"),
    _number("gk:fractionalWeight", "weight_fractional"),
    _number("gk:fractionalWeightMax", "weight_fractional_max"),
    _flag("gk:countsComplete", "complete"),
    Template("rdf:reifies", "first", "statement", ""),
))  # fmt: skip

CATEGORY = Block("iri", (
    _type("skos:Concept"),
    _type("schema:DefinedTerm", SCHEMA),
    *_IDS,
    _text("skos:notation", "code", "notation"),
    _text("schema:termCode", "code", "schema:termCode", SCHEMA),
    _text("skos:prefLabel", "name", "prefLabel"),
    _text("schema:name", "name", "schema:name", SCHEMA),
    _link("skos:inScheme", "scheme_iri", "inScheme"),
    _link("schema:inDefinedTermSet", "scheme_iri", "schema:inDefinedTermSet", profiles=SCHEMA),
    _links("skos:broader", "broader", "broader"),
    _flag("gk:ambiguous", "ambiguous"),
))  # fmt: skip

SCHEME = Block("iri", (
    _type("skos:ConceptScheme"),
    _type("schema:DefinedTermSet", SCHEMA),
    _text("dcterms:title", "name", "title"),
    _text("schema:name", "name", "schema:name", SCHEMA),
))  # fmt: skip

INSTITUTION = Block("iri", (
    _type("foaf:Organization"),
    _type("schema:Organization", SCHEMA),
    *_IDS,
    _text("foaf:name", "name", "name"),
    _text("schema:name", "name", "schema:name", SCHEMA),
    _text("gk:countryCode", "country", "countryCode"),
    _text("gk:institutionKind", "kind", "institutionKind"),
    _links("owl:sameAs", "same_as", "sameAs"),
    _links("schema:sameAs", "same_as", "schema:sameAs", profiles=SCHEMA),
    _link("datacite:hasIdentifier", "ror_node", "hasIdentifier"),
    _links("dcterms:isPartOf", "part_of", "isPartOf"),
    _links("schema:parentOrganization", "part_of", "schema:parentOrganization", profiles=SCHEMA),
))  # fmt: skip

AFFILIATION = Block("iri", (
    _type("gk:Affiliation"),
    _link("pro:isHeldBy", "author", "isHeldBy"),
    _link("pro:relatesToOrganization", "institution", "relatesToOrganization"),
    _count("gk:paperCount", "papers"),
    *_years(),
))  # fmt: skip

INSTITUTION_CLAIM = Block("iri", (
    _type("gk:InstitutionClaim"),
    _link("gk:claimedFor", "paper", "claimedFor"),
    _link("gk:claimedInstitution", "institution", "claimedInstitution"),
    _text("gk:rawAffiliation", "raw", "rawAffiliation", many=True),
))  # fmt: skip

SOURCE = Block("iri", (
    _type("prov:Entity"),
    _text("gk:path", "path", "path"),
    _text("gk:reader", "format", "reader"),
    _text("gk:sha256", "sha256", "sha256"),
    _count("gk:byteSize", "bytes"),
    _count("gk:recordCount", "records"),
    _count("gk:faultCount", "faults"),
    _count("gk:currentYear", "current_year"),
))  # fmt: skip

DECLARATION = Block("iri", (Template("rdf:type", "kind", "iri", "@type", OWL),))

ELEMENTS = (
    Element("declaration", "", (DECLARATION,)),
    Element("source", "sources", (SOURCE,)),
    Element("scheme", "categories", (SCHEME,)),
    Element("category", "categories", (CATEGORY,)),
    Element("institution", "institutions", (INSTITUTION, _identifier("ror_node", "ror", "ror"))),
    Element("author", "authors", (AUTHOR, _identifier("orcid_node", "orcid", "orcid"))),
    Element("paper", "papers", (
        PAPER, _identifier("doi_node", "doi", "doi"), _identifier("arxiv_node", "arxiv", "arxiv_id"),
    )),
    Element("authorship", "authorships", (AUTHORSHIP,)),
    Element("institution_claim", "institutions", (INSTITUTION_CLAIM,)),
    Element("affiliation", "affiliations", (
        AFFILIATION,
        Block("author", (_link("schema:affiliation", "institution", "schema:affiliation", profiles=SCHEMA),)),
    )),
    Element("coauthorship", "coauthorships", (
        COAUTHORSHIP,
        Block("first", (_link("gk:coAuthorOf", "second", "coAuthorOf"),)),
        Block("second", (_link("gk:coAuthorOf", "first", "coAuthorOf"),)),
    )),
)  # fmt: skip
"""All elements, in the order in which they are written."""
