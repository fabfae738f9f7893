"""Identifiers of papers, people and institutions: parse, normalise, turn into an IRI. Pure.

Every `parse_…` takes text as sources write it (bare, with a prefix, as an address) and gives the one
normal form, or None where the text is no such identifier. Every `…_iri` takes a normal form.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

_ADDRESS = re.compile(r"^(?:https?://|www\.)", re.IGNORECASE)
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}
_IRI_SAFE = "/()-._~!$&'*+,;=:@"

_DOI = re.compile(
    r"^(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|doi:\s*|info:doi/)?(10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+)$",
    re.IGNORECASE,
)
_ARXIV_PREFIX = re.compile(
    r"^(?:(?:https?://)?(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html|e-print|format|ps)/"
    r"|oai:arxiv\.org:|arxiv:\s*|info:arxiv/|(?:https?://)?(?:dx\.)?(?:doi\.org/)?10\.48550/arxiv\.)",
    re.IGNORECASE,
)
_ARXIV_NEW = re.compile(r"^([0-9]{2})(0[1-9]|1[0-2])\.([0-9]{4,5})(?:v([1-9][0-9]*))?$")
_ARXIV_OLD = re.compile(
    r"^([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/([0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3})(?:v([1-9][0-9]*))?$",
    re.IGNORECASE,
)
_ARXIV_END = re.compile(r"(?:\.pdf|\s*\[[a-z.-]+\])$", re.IGNORECASE)
_ORCID = re.compile(
    r"^(?:(?:https?://)?(?:www\.)?orcid\.org/|orcid:\s*)?"
    r"([0-9]{4})[- ]?([0-9]{4})[- ]?([0-9]{4})[- ]?([0-9]{3}[0-9X])/?$",
    re.IGNORECASE,
)
_ROR = re.compile(
    r"^(?:(?:https?://)?(?:www\.)?ror\.org/|ror:\s*)?(0[0-9a-hj-km-np-tv-z]{6}[0-9]{2})/?$", re.IGNORECASE
)
_OPENALEX = re.compile(
    r"^(?:(?:https?://)?(?:api\.|explore\.)?openalex\.org/(?:[a-z]+/)?|openalex:\s*)?([WAISCPFT][0-9]{1,12})/?$",
    re.IGNORECASE,
)
_DBLP = r"(?:(?:https?://)?(?:www\.)?dblp\.(?:org|uni-trier\.de)"
_DBLP_PERSON = re.compile(
    rf"^{_DBLP}/pid/|dblp(?::pid)?:\s*|homepages/)?([0-9a-z]+/[0-9A-Za-z]+(?:-[0-9]+)?)(?:\.(?:html|xml|bib|rdf|ttl|nt))?$"
)
_DBLP_RECORD = re.compile(
    rf"^{_DBLP}/rec/(?:bibtex/|html/)?|dblp:\s*)?((?:conf|journals|books|series|reference|phd|tr|data|persons)"
    r"/[A-Za-z0-9-]+/[A-Za-z0-9_/-]+)(?:\.(?:html|xml|bib|rdf|ttl|nt))?$"
)

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_FIRST_NEW_ARXIV = 704  # April 2007, as YYMM
_FIRST_FIVE_DIGITS = 1501


def parse_doi(text: str) -> str | None:
    """A DOI in lower case and without a resolver, as `10.1000/xyz`.

    Sentence punctuation and unopened brackets at its end are no part of it; in an address, percent
    codes are decoded.
    """
    text = text.strip()
    match = _DOI.match(unquote(text) if _ADDRESS.match(text) else text)
    if match is None:
        return None
    doi = _without_stray_end(match[1].lower())
    return doi if not doi.endswith("/") and doi.isprintable() else None


def _without_stray_end(text: str) -> str:
    while text:
        last = text[-1]
        if last in ".,;:'\"" or (last in _CLOSING and text.count(last) > text.count(_CLOSING[last])):
            text = text[:-1]
        else:
            break
    return text


def doi_iri(doi: str) -> str:
    """The IRI of a DOI; characters that an IRI does not take are percent-encoded."""
    return "https://doi.org/" + quote(doi, safe=_IRI_SAFE)


def parse_arxiv(text: str) -> str | None:
    """An arXiv id without its version: `2301.00001`, or `hep-th/9901001` of the time before April 2007."""
    parts = _arxiv_parts(text)
    return parts[0] if parts else None


def parse_arxiv_version(text: str) -> int | None:
    """The version that an arXiv id names, if it names one."""
    parts = _arxiv_parts(text)
    return parts[1] if parts else None


def _arxiv_parts(text: str) -> tuple[str, int | None] | None:
    bare = _ARXIV_END.sub("", _ARXIV_PREFIX.sub("", text.strip()))
    new = _ARXIV_NEW.match(bare)
    if new is not None:
        month = int(new[1] + new[2])
        digits = 5 if month >= _FIRST_FIVE_DIGITS else 4
        if month < _FIRST_NEW_ARXIV or len(new[3]) != digits:
            return None
        return f"{new[1]}{new[2]}.{new[3]}", int(new[4]) if new[4] else None
    old = _ARXIV_OLD.match(bare)
    if old is None:
        return None
    return f"{old[1].lower()}/{old[2]}", int(old[3]) if old[3] else None


def arxiv_iri(arxiv_id: str) -> str:
    """The address of an arXiv paper."""
    return f"https://arxiv.org/abs/{arxiv_id}"


def arxiv_doi(arxiv_id: str) -> str:
    """The DOI that arXiv registers for a paper."""
    return f"10.48550/arxiv.{arxiv_id}"


def parse_orcid(text: str) -> str | None:
    """An ORCID with hyphens, as `0000-0002-1825-0097`; None when its check digit is wrong."""
    match = _ORCID.match(text.strip())
    if match is None:
        return None
    orcid = "-".join(match.groups()).upper()
    return orcid if orcid[-1] == orcid_check_digit(orcid[:-1]) else None


def orcid_check_digit(digits: str) -> str:
    """The check character of the first 15 digits of an ORCID (hyphens are passed over), by ISO 7064 11-2."""
    total = 0
    for digit in digits.replace("-", ""):
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "X" if check == 10 else str(check)


def orcid_iri(orcid: str) -> str:
    """The IRI of a person with an ORCID."""
    return f"https://orcid.org/{orcid}"


def parse_ror(text: str) -> str | None:
    """A ROR id in lower case, as `05gq02987`; None when its two check digits (ISO 7064, 97-10) are wrong."""
    match = _ROR.match(text.strip())
    if match is None:
        return None
    ror = match[1].lower()
    return ror if ror[7:] == ror_check_digits(ror[:7]) else None


def ror_check_digits(stem: str) -> str:
    """The two check digits of the first seven characters of a ROR id (base 32 after Crockford)."""
    number = 0
    for character in stem:
        number = number * 32 + _CROCKFORD.index(character)
    return f"{98 - number * 100 % 97:02d}"


def ror_iri(ror: str) -> str:
    """The IRI of an institution with a ROR id."""
    return f"https://ror.org/{ror}"


def parse_openalex(text: str) -> str | None:
    """An OpenAlex id in upper case, as `W2741809807`; its letter tells works from authors and so on."""
    match = _OPENALEX.match(text.strip())
    return match[1].upper() if match else None


def openalex_iri(openalex_id: str) -> str:
    """The IRI of an OpenAlex object."""
    return f"https://openalex.org/{openalex_id}"


def parse_dblp_person(text: str) -> str | None:
    """A dblp person id, as `65/9612-1` or `h/GeoffreyEHinton`."""
    match = _DBLP_PERSON.match(text.strip())
    return match[1] if match else None


def dblp_person_iri(person_id: str) -> str:
    """The IRI of a person in dblp."""
    return f"https://dblp.org/pid/{person_id}"


def parse_dblp_record(text: str) -> str | None:
    """A dblp record key, as `conf/nips/VaswaniSPUJGKP17`."""
    match = _DBLP_RECORD.match(text.strip())
    return match[1] if match else None


def dblp_record_iri(key: str) -> str:
    """The IRI of a publication in dblp."""
    return f"https://dblp.org/rec/{key}"
