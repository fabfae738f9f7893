from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, Literal, URIRef

from graphkit.engine import DuckDBError, Engine
from graphkit.errors import ExportError
from graphkit.exports import export
from graphkit.exports.rdf import SYNTAXES, relations, scope, steps, writer
from graphkit.exports.rdf.templates import ELEMENTS, PARTS, PROFILES
from graphkit.identifiers import doi_iri
from graphkit.vocabulary import expand
from tests.exports.rdf.conftest import SICI

FORMATS = sorted(syntax.suffix for syntax in SYNTAXES.values())


def quads(path: Path) -> set[ox.Quad]:
    """What an independent parser reads; a quad that stands twice is counted twice by the caller."""
    return set(read(path))


def read(path: Path) -> list[ox.Quad]:
    form = ox.RdfFormat.from_extension(path.suffix[1:])
    assert form is not None
    return list(ox.parse(path=str(path), format=form))


def ref(name: str) -> URIRef:
    return URIRef(expand(name))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_promised_is_read_back(small: Engine, tmp_path: Path, suffix: str, profile: str) -> None:
    path = tmp_path / f"out{suffix}"
    report = export(small, "rdf", path, profile=profile)
    found = read(path)
    assert report.triples == sum(report.counts.values()) == len(found) == len(set(found))
    assert report.refused == []


@pytest.mark.parametrize("profile", PROFILES)
def test_every_format_says_the_same(small: Engine, tmp_path: Path, profile: str) -> None:
    documents = []
    for suffix in FORMATS:
        export(small, "rdf", tmp_path / f"out{suffix}", profile=profile)
        documents.append({quad.triple for quad in read(tmp_path / f"out{suffix}")})
    assert all(document == documents[0] for document in documents)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_parts_make_the_whole_but_for_their_links(small: Engine, tmp_path: Path, profile: str) -> None:
    whole = export(small, "rdf", tmp_path / "whole.nt", profile=profile)
    parts = set()
    for part in PARTS:
        export(small, "rdf", tmp_path / "part.nt", profile=profile, what=[part])
        parts |= {quad.triple for quad in read(tmp_path / "part.nt")}
    missing = {quad.triple for quad in read(tmp_path / "whole.nt")} - parts
    templates = [template for element in ELEMENTS for block in element.blocks for template in block.templates]
    links = {expand(template.predicate) for template in templates if template.part}
    if profile == "owl":
        links.add(expand("rdf:type"))  # the declarations of the links
    assert len(parts) + len(missing) == whole.triples
    assert {triple.predicate.value for triple in missing} <= links


def test_authors_stand_in_the_order_of_the_byline(small: Engine, tmp_path: Path) -> None:
    export(small, "rdf", tmp_path / "out.ttl")
    graph = rdflib.Graph().parse(tmp_path / "out.ttl")
    roles = graph.objects(URIRef(doi_iri(SICI)), ref("pro:isDocumentContextFor"))
    byline = sorted(
        (graph.value(role, ref("co:index")).toPython(), str(graph.value(role, ref("gk:nameAsWritten"))))
        for role in roles
    )
    assert byline == [(1, "Zoë Ω"), (2, "Ann"), (3, "J. Carberry")]


def test_a_hidden_place_has_no_index(small: Engine, tmp_path: Path) -> None:
    export(small, "rdf", tmp_path / "out.nt")
    graph = rdflib.Graph().parse(tmp_path / "out.nt")
    paper = URIRef("https://doi.org/10.48550/arxiv.2401.00001")
    (role,) = graph.objects(paper, ref("pro:isDocumentContextFor"))
    assert graph.value(role, ref("co:index")) is None
    assert graph.value(role, ref("gk:inferred")).toPython() is True
    assert graph.value(paper, ref("gk:bylineComplete")).toPython() is False


def test_a_paper_is_typed_by_what_its_source_calls_it(small: Engine, tmp_path: Path) -> None:
    export(small, "rdf", tmp_path / "out.ttl")
    graph = rdflib.Graph().parse(tmp_path / "out.ttl")
    assert set(graph.objects(URIRef(doi_iri(SICI)), RDF.type)) == {
        ref("schema:ScholarlyArticle"), ref("fabio:JournalArticle"),
    }  # fmt: skip
    preprint = URIRef("https://doi.org/10.48550/arxiv.2401.00001")
    assert (preprint, RDF.type, ref("fabio:Preprint")) in graph
    assert (preprint, ref("cito:cites"), URIRef(doi_iri(SICI))) in graph
    assert (URIRef(doi_iri(SICI)), ref("dcterms:title"), Literal('A "quoted"\ntitle', datatype=None)) in graph


def test_the_schema_profile_is_schema_org_alone(small: Engine, tmp_path: Path) -> None:
    export(small, "rdf", tmp_path / "out.nt", profile="schema")
    predicates = {quad.predicate.value for quad in read(tmp_path / "out.nt")}
    assert all(p.startswith("https://schema.org/") or p == str(RDF.type) for p in predicates)


@pytest.mark.parametrize("suffix", [".nt.gz", ".ttl.zst", ".nt"])
def test_the_same_graph_gives_the_same_bytes(small: Engine, tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    hashes = [export(small, "rdf", path).files[0].sha256 for path in (first, second)]
    assert first.read_bytes() == second.read_bytes()
    assert hashes[0] == hashes[1]


def test_parts_are_whole_documents(small: Engine, tmp_path: Path) -> None:
    whole = export(small, "rdf", tmp_path / "whole.ttl")
    report = export(small, "rdf", tmp_path / "out.ttl", part_triples=40)
    assert [file.path.name for file in report.files] == [
        f"out.{n}.ttl" for n in range(1, len(report.files) + 1)
    ]
    assert len(report.files) > 1
    assert all(len(read(file.path)) == file.triples for file in report.files)
    together = {quad for file in report.files for quad in read(file.path)}
    assert together == quads(tmp_path / "whole.ttl")
    assert report.triples == whole.triples


@pytest.mark.parametrize("suffix", [".nt", ".nq", ".ttl", ".trig"])
def test_a_co_authorship_annotates_its_triple(small: Engine, tmp_path: Path, suffix: str) -> None:
    report = export(small, "rdf", tmp_path / f"out{suffix}", annotate=True)
    found = read(tmp_path / f"out{suffix}")
    assert len(found) == report.triples
    (reified,) = [quad.object for quad in found if quad.predicate.value == expand("rdf:reifies")]
    assert isinstance(reified, ox.Triple)
    assert reified in {quad.triple for quad in found}
    assert reified.predicate.value == expand("gk:coAuthorOf")


@pytest.mark.parametrize(
    ("path", "options", "message"),
    [
        ("out.jsonld", {"annotate": True}, "jsonld cannot hold triples about triples"),
        ("out.docx", {}, "names no RDF format"),
        ("out.ttl", {"format": "n3"}, "no RDF format named 'n3'"),
        ("out.ttl", {"profile": "dc"}, "no profile named 'dc'"),
        ("out.ttl", {"what": ["people"]}, "no part named 'people'"),
    ],
)
def test_a_wrong_option_is_named(
    small: Engine, tmp_path: Path, path: str, options: dict, message: str
) -> None:
    with pytest.raises(ExportError, match=message):
        export(small, "rdf", tmp_path / path, **options)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_size_of_ranges_and_batches_changes_nothing(
    small: Engine, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = export(small, "rdf", tmp_path / f"whole{suffix}")
    monkeypatch.setattr(steps, "ROWS_OF_A_RANGE", 1)
    monkeypatch.setattr(steps, "ROWS_IN_GRAPHS", 1)
    monkeypatch.setattr(steps, "ROWS_OF_A_STRETCH", 1)
    monkeypatch.setattr(scope, "NODES_UNPARTED", 1)
    monkeypatch.setattr(writer, "BYTES_AT_ONCE", 1)
    told = []
    parts = export(
        small,
        "rdf",
        tmp_path / f"parts{suffix}",
        progress=lambda stage, done, total: told.append((stage, done, total)),
    )
    assert parts.counts == whole.counts
    assert sorted(map(str, read(tmp_path / f"parts{suffix}"))) == sorted(
        map(str, read(tmp_path / f"whole{suffix}"))
    )
    assert ("papers", 2, 2) in told


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_interrupted_export_leaves_nothing(small: Engine, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        export(small, "rdf", tmp_path / "out.nt", progress=_interrupted)
    assert list(tmp_path.iterdir()) == []
    assert export(small, "rdf", tmp_path / "out.nt").triples > 0


def test_what_fails_while_rows_are_selected_ends_the_export(
    small: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relations, "coauthorships", lambda *_: "SELECT error('no such rows') AS iri")
    with pytest.raises(DuckDBError, match="no such rows"):
        export(small, "rdf", tmp_path / "out.nt")
    assert list(tmp_path.iterdir()) == []
