"""The RDF vocabularies graphkit writes and reads: their namespaces and the default base of minted IRIs."""

from __future__ import annotations

BASE = "https://w3id.org/graphkit/id/"
"""Default base of IRIs minted for what has no public identifier; `--base` sets another."""

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "fabio": "http://purl.org/spar/fabio/",
    "pro": "http://purl.org/spar/pro/",
    "cito": "http://purl.org/spar/cito/",
    "datacite": "http://purl.org/spar/datacite/",
    "literal": "http://www.essepuntato.it/2010/06/literalreification/",
    "co": "http://purl.org/co/",
    "gk": "https://w3id.org/graphkit/ontology#",
}
"""Prefix and namespace, in the order in which documents declare them."""


def expand(name: str) -> str:
    """The IRI of a prefixed name, as `dcterms:title`."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
