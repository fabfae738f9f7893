"""SQL of the values that triples are made of: IRIs from identifiers, and what is valid where.

All functions take and give SQL expressions, null for null. The IRIs agree with those of
`graphkit.identifiers`.
"""

from __future__ import annotations

_DOI = r"(?s)(?:doi:)?10\.[0-9]{4,9}(?:\.[0-9]+)*/.+"
_ARXIV = r"(?:arxiv:)?(?:[0-9]{4}\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/[0-9]{7})"
_ORCID = r"(?:orcid:)?[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]"
_ROR = r"(?:ror:)?0[0-9a-hj-km-np-tv-z]{6}[0-9]{2}"

_SAFE_SEGMENT = r"[A-Za-z0-9_~:-][A-Za-z0-9._~:-]*"
_SAFE_DOI = r"10\.[0-9.]+/[A-Za-z0-9_~!$&()*+,;=:@-][A-Za-z0-9._~!$&()*+,;=:@-]*"
_KEPT_IN_SEGMENT = ":"
_KEPT_IN_DOI = "/!$&'()*+,;=:@"
_DOTS_ONLY = r"(?:^|/)\.\.?(?:/|$)"

NONCHARACTERS = (
    r"[\x{FDD0}-\x{FDEF}\x{FFFE}\x{FFFF}"
    + "".join(rf"\x{{{plane:X}FFFE}}\x{{{plane:X}FFFF}}" for plane in range(1, 17))
    + "]"
)
"""Code points that Unicode keeps out of interchange: strict parsers refuse them, even escaped."""

XML_FORBIDDEN = r"[\x00-\x08\x0B\x0C\x0E-\x1F]"
"""Control characters that no XML 1.0 document can hold in any form."""

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?"
_CHARACTER = "[A-Za-z0-9._~!$&'()*+,;=:@{more}-]|%[0-9A-Fa-f]{{2}}"
_PATH = _CHARACTER.format(more="/")
_QUERY = _CHARACTER.format(more="/?")
_ADDRESS = rf"(?:https?|ftp)://{_LABEL}(?:\.{_LABEL})*(?::[0-9]+)?(?:/(?:{_PATH})*)?(?:\?(?:{_QUERY})*)?(?:#(?:{_QUERY})*)?"
_KEPT_IN_ADDRESS = "%:/?#@!$&'()*+,;="


def quote(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def matches(column: str, pattern: str) -> str:
    """Whether the whole value matches a regular expression."""
    return f"regexp_full_match({column}, {quote(pattern)})"


def segment(column: str) -> str:
    """A value as one segment of an IRI's path: all but unreserved characters and `:` percent-encoded.

    No two values give the same segment, and decoding gives the value again.
    """
    return _encoded(column, _SAFE_SEGMENT, _KEPT_IN_SEGMENT)


def doi_iri(column: str) -> str:
    """The IRI of a DOI."""
    return f"('https://doi.org/' || {_encoded(column, _SAFE_DOI, _KEPT_IN_DOI)})"


def _encoded(column: str, safe: str, kept: str) -> str:
    """Percent-encode, quickly where nothing needs it; a segment of dots alone would mean another folder."""
    coded = f"url_encode({column})"
    for character in kept:
        coded = f"replace({coded}, '%{ord(character):02X}', {quote(character)})"
    dots = f"regexp_matches({column}, {quote(_DOTS_ONLY)})"
    return (
        f"(CASE WHEN {matches(column, safe)} THEN {column} "
        f"WHEN {dots} THEN replace({coded}, '.', '%2E') ELSE {coded} END)"
    )


def paper_iri(column: str, base: str) -> str:
    """The IRI of a paper from its id: its DOI, else the DOI that arXiv gave it, else a minted one."""
    doi = doi_iri(_bare(column, "doi"))
    arxiv = f"'https://doi.org/10.48550/arxiv.' || {_bare(column, 'arxiv')}"
    return _first_match(column, ((_DOI, doi), (_ARXIV, arxiv)), minted("paper", column, base))


def author_iri(column: str, base: str) -> str:
    """The IRI of an author from its id: the ORCID, else a minted one."""
    orcid = f"'https://orcid.org/' || {_bare(column, 'orcid')}"
    return _first_match(column, ((_ORCID, orcid),), minted("author", column, base))


def institution_iri(column: str, base: str) -> str:
    """The IRI of an institution from its id: its ROR, else a minted one."""
    ror = f"'https://ror.org/' || {_bare(column, 'ror')}"
    return _first_match(column, ((_ROR, ror),), minted("institution", column, base))


def minted(kind: str, column: str, base: str) -> str:
    """An IRI of graphkit's own making: base, kind and the percent-encoded id."""
    return f"({quote(f'{base}{kind}/')} || {segment(column)})"


def pair(kind: str, first: str, second: str, base: str) -> str:
    """An IRI minted for two ids together; no segment holds the comma between them."""
    return f"({minted(kind, first, base)} || ',' || {segment(second)})"


def _bare(column: str, prefix: str) -> str:
    return f"regexp_replace({column}, '^{prefix}:', '')"


def _first_match(column: str, cases: tuple[tuple[str, str], ...], otherwise: str) -> str:
    whens = " ".join(f"WHEN {matches(column, pattern)} THEN {iri}" for pattern, iri in cases)
    return f"CASE {whens} ELSE {otherwise} END"


def sorted_list(expression: str) -> str:
    """The different values of a group, in code point order."""
    return f"list_sort(list_distinct(list({expression})))"


def is_doi(column: str) -> str:
    """Whether the value is a DOI."""
    return matches(column, _DOI)


def is_arxiv(column: str) -> str:
    """Whether the value is an arXiv id."""
    return matches(column, _ARXIV)


def is_orcid(column: str) -> str:
    """Whether the value is an ORCID."""
    return matches(column, _ORCID)


def is_ror(column: str) -> str:
    """Whether the value is a ROR id."""
    return matches(column, _ROR)


def is_address(column: str) -> str:
    """Whether the value is an address of the web that needs no mending."""
    return matches(column, _ADDRESS)


def mended_address(column: str) -> str:
    """An address with what an IRI cannot hold percent-encoded; null where that does not make it one."""
    coded = f"url_encode({column})"
    for character in _KEPT_IN_ADDRESS:
        coded = f"replace({coded}, '%{ord(character):02X}', {quote(character)})"
    return f"CASE WHEN {is_address(column)} THEN {column} WHEN {is_address(coded)} THEN {coded} END"


def is_date(column: str) -> str:
    """Whether a date lies where xsd:date writes the year with four digits."""
    return f"{column} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'"


def is_year(column: str) -> str:
    """Whether a year is one that xsd:gYear writes with four digits."""
    return f"{column} BETWEEN 1 AND 9999"
