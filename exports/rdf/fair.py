"""Which of the FAIR principles an RDF export of a graph meets, and by what (Wilkinson et al. 2016)."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.engine import Engine
from graphkit.exports.rdf import values


@dataclass(frozen=True, slots=True)
class Principle:
    """One principle: its number, what it asks, whether the export meets it (yes, partly, no), and by what."""

    number: str
    asks: str
    met: str
    by: str


def fair_report(engine: Engine) -> list[Principle]:
    """The fifteen principles, in their order, with the numbers of this graph."""
    papers = _share(engine, "node_paper", f"{values.is_doi('id')} OR {values.is_arxiv('id')}", "a DOI")
    authors = _share(engine, "node_author", values.is_orcid("id"), "an ORCID")
    houses = _share(engine, "node_institution", values.is_ror("id"), "a ROR id")
    sources = engine.rows("SELECT count(*) FROM source")[0][0]
    public = all(share.whole for share in (papers, authors, houses))
    description = "the description beside the export (.void.ttl: VoID, DCAT, PROV)"
    return [
        Principle("F1", "globally unique, persistent identifiers", "yes" if public else "partly",
                  f"{papers.text}; {authors.text}; {houses.text}; the others have IRIs under --base, stable across "
                  "rebuilds, which persist as far as who publishes them keeps that base"),
        Principle("F2", "rich metadata", "yes", f"{description}: counts by class and property, files, sources"),
        Principle("F3", "metadata name the data they describe", "yes",
                  "the description names each file with its SHA-256"),
        Principle("F4", "registered in a searchable resource", "no",
                  "that is for who publishes it; repositories such as Zenodo take the files and the description"),
        Principle("A1", "retrievable by a standardised protocol", "partly",
                  "files for any web server, and `graphkit sparql --serve` speaks the SPARQL 1.1 Protocol, on this "
                  "machine alone"),
        Principle("A1.1", "an open, free protocol", "yes", "HTTP and SPARQL 1.1"),
        Principle("A1.2", "authentication where necessary", "no", "that is for the server that publishes the files"),
        Principle("A2", "metadata outlive the data", "partly",
                  "the description is a file of its own; keeping it is for who publishes it"),
        Principle("I1", "a formal, shared language", "yes",
                  "RDF in six formats, read by strict parsers; OWL 2 DL with --profile owl"),
        Principle("I2", "vocabularies that are FAIR", "yes",
                  "SPAR, Dublin Core, FOAF, SKOS, schema.org, PROV; gk: is small, documented and shipped"),
        Principle("I3", "qualified references to other data", "yes" if public else "partly",
                  "DOI, ORCID and ROR as IRIs, owl:sameAs for former ids, cito:cites"),
        Principle("R1", "many accurate, relevant attributes", "yes",
                  "order of authors, names and affiliations as written, truncated bylines, counting methods"),
        Principle("R1.1", "a clear licence", "no", "give one with --licence: graphkit cannot know it"),
        Principle("R1.2", "detailed provenance", "yes" if sources else "no",
                  f"{sources} sources with SHA-256, version and options; each statement in its source's graph (TriG)"),
        Principle("R1.3", "standards of the community", "yes",
                  "SPAR and DataCite as OpenCitations and SKG-IF use them"),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Share:
    """How many nodes have a public identifier, in words."""

    text: str
    whole: bool


def _share(engine: Engine, table: str, condition: str, identifier: str) -> _Share:
    having, total = engine.rows(f"SELECT count(*) FILTER ({condition}), count(*) FROM {table}")[0]
    kind = table.removeprefix("node_")
    return _Share(f"{having:,} of {total:,} {kind}s have {identifier}", having == total)
