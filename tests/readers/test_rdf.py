"""The round trip: a graph written as RDF and built from it again is the same graph."""

from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit.engine import Engine
from graphkit.errors import SourceError
from graphkit.evidence import create_evidence_tables
from graphkit.exports import export
from graphkit.readers import read_into
from graphkit.readers.rdf import is_rdf
from graphkit.readers.sources import expand

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KEPT = {
    "papers": """SELECT id, title, abstract, date, "year", year_inferred, doi, arxiv_id, venue, "type", author_count,
        byline_complete, has_code, reported_citations, reported_count, reported_score, url FROM node_paper""",
    "authors": """SELECT id, name, name_variants, orcid, papers, first_year, last_year, reported_category,
        reported_h_index, reported_citations, reported_papers, reported_novelty, reported_ai_score FROM node_author""",
    "authorships": """SELECT p.id, a.id, r."position", r.inferred, r.raw_name, r.raw_affiliation, r.institutions
        FROM rel_authored r
        JOIN node_paper p ON p._id = r._target JOIN node_author a ON a._id = r._source""",
    "pairs": """SELECT a.id, b.id, r.papers, r.first_year, r.last_year, r.weight_full, r.weight_fractional,
        r.weight_fractional_max, r.complete FROM rel_coauthored_with r
        JOIN node_author a ON a._id = r._source JOIN node_author b ON b._id = r._target""",
    "categories": """SELECT p.id, c.id, c.name, r."primary" FROM rel_in_category r
        JOIN node_paper p ON p._id = r._source JOIN node_category c ON c._id = r._target""",
    "institutions": """SELECT p.id, i.id, i.name, r.raw FROM rel_from_institution r
        JOIN node_paper p ON p._id = r._source JOIN node_institution i ON i._id = r._target""",
    "affiliations": """SELECT a.id, i.id, r.papers, r.first_year, r.last_year FROM rel_affiliated_with r
        JOIN node_author a ON a._id = r._source JOIN node_institution i ON i._id = r._target""",
}
TABLE = """\
paper_id,title,year,venue,position,name,affiliation,orcid,doi,categories
t:1,"A ""quoted"" title, commas",2020,ICRA,1,Ann B. Smith,"UC Berkeley, EECS",0000-0002-1825-0097,10.1000/x<y>,cs.LG
t:1,"A ""quoted"" title, commas",2020,ICRA,2,Bo Li,Massachusetts Institute of Technology,,10.1000/x<y>,cs.LG
t:2,Second,2021,,1,A. B. Smith,"UC Berkeley, EECS",0000-0002-1825-0097,,cs.LG
t:2,Second,2021,,2,Zoë Ω,,,,cs.LG
t:3,Solo,,,1,Zoë Ω,,,,
"""


def built(sources: list[Path], out: Path) -> Path:
    graphkit.build(sources, out=out).close()
    return out


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with Engine(path, read_only=True) as engine:
        return {name: sorted(engine.rows(sql), key=repr) for name, sql in KEPT.items()}


def there_and_back(path: Path, suffix: str, **options: Any) -> Path:
    rdf = path.with_name(f"rdf{suffix}")
    with Engine(path, read_only=True) as engine:
        export(engine, "rdf", rdf, **options)
    return built([rdf], path.with_name("again.duckdb"))


@pytest.mark.parametrize("suffix", [".ttl", ".nt.gz", ".nq.zst", ".trig", ".jsonld", ".rdf"])
def test_a_table_comes_back_whole(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    path = built([tmp_path / "table.csv"], tmp_path / "graph.duckdb")
    assert contents(there_and_back(path, suffix)) == contents(path)


@pytest.mark.parametrize("profile", ["full", "spar", "owl"])
def test_the_sample_pages_come_back_whole(tmp_path: Path, profile: str) -> None:
    path = built([EXAMPLES / "pages"], tmp_path / "graph.duckdb")
    assert contents(there_and_back(path, ".ttl", profile=profile)) == contents(path)


@pytest.mark.shared
def test_the_real_pages_come_back_whole(tmp_path: Path, shared: Path) -> None:
    path = built(sorted((shared / "data" / "pages").glob("*.txt")), tmp_path / "graph.duckdb")
    assert contents(there_and_back(path, ".ttl")) == contents(path)


def test_another_base_changes_nothing(tmp_path: Path) -> None:
    path = built([EXAMPLES / "pages"], tmp_path / "graph.duckdb")
    again = there_and_back(path, ".ttl", base="https://example.org/our/")
    assert contents(again) == contents(path)


def read(path: Path) -> Engine:
    engine = Engine()
    create_evidence_tables(engine)
    read_into(engine, [path])
    return engine


def test_creators_without_an_order_have_no_place(tmp_path: Path) -> None:
    (tmp_path / "dc.ttl").write_text(
        """@prefix dcterms: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
        <https://e.org/p> dcterms:title "T" ; dcterms:creator <https://e.org/a>, <https://e.org/b> .
        <https://e.org/a> foaf:name "Ann" . <https://e.org/b> foaf:name "Bob" ."""
    )
    with read(tmp_path / "dc.ttl") as engine:
        assert engine.rows("SELECT name, position, native_id FROM mention ORDER BY name") == [
            ("Ann", None, "https://e.org/a"), ("Bob", None, "https://e.org/b"),
        ]  # fmt: skip
        assert engine.rows("SELECT title, native_id, byline_complete FROM record") == [
            ("T", "https://e.org/p", False)
        ]


SPAR = """@prefix dcterms: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix pro: <http://purl.org/spar/pro/> . @prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix e: <https://e.org/> .
"""


def test_the_names_of_institutions_stand_for_an_affiliation_that_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "spar.ttl").write_text(
        SPAR
        + """e:p dcterms:title "T" ; pro:isDocumentContextFor e:r, e:s .
        e:r pro:isHeldBy e:a ; pro:relatesToOrganization e:x, e:y . e:a foaf:name "Ann" .
        e:s pro:isHeldBy e:b ; pro:relatesToOrganization e:x ; gk:rawAffiliation "as written" . e:b foaf:name "Bob" .
        e:x foaf:name "X" . e:y foaf:name "Y" ."""
    )
    with read(tmp_path / "spar.ttl") as engine:
        assert engine.rows("SELECT name, affiliation FROM mention ORDER BY name") == [
            ("Ann", "X; Y"), ("Bob", "as written"),
        ]  # fmt: skip


def test_what_does_not_come_back_is_said(tmp_path: Path) -> None:
    (tmp_path / "lost.ttl").write_text(
        SPAR
        + """e:p dcterms:title "T" ; dcterms:creator e:a . e:a foaf:name "Ann" .
        e:c gk:claimedFor e:p ; gk:rawAffiliation "x" . e:d gk:claimedFor e:p ; gk:rawAffiliation "y" .
        e:k gk:ambiguous true . e:l gk:ambiguous false ."""
    )
    with Engine() as engine:
        create_evidence_tables(engine)
        (source,) = read_into(engine, [tmp_path / "lost.ttl"]).sources
    assert source.notes[1:] == (
        "papers that name several institutions as a whole, of which one is kept: 1",
        "categories marked as ambiguous, now without the mark: 1",
    )
    assert "judgements" in source.notes[0]


def test_broken_rdf_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("@prefix e: <https://e.org/> .\ne:a e:b ;;; nonsense .\n")
    with pytest.raises(SourceError, match=r"bad\.ttl: is no valid RDF: .*line 2"):
        read(tmp_path / "bad.ttl")


def test_rdf_without_papers_says_what_it_looked_for(tmp_path: Path) -> None:
    (tmp_path / "none.nt").write_text('<https://e.org/a> <https://e.org/b> "c" .\n')
    with pytest.raises(SourceError, match=r"holds no paper.*dcterms:creator"):
        read(tmp_path / "none.nt")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.ttl", "@prefix e: <https://e.org/> .", True),
        ("a.ttl", "Justin Kang\nLG\n83 papers", False),
        ("a.txt", "@prefix e: <https://e.org/> .", False),
        ("a.jsonld", '{"@context": {}}', True),
        ("a.rdf", '<?xml version="1.0"?>', True),
        ("a.nt", "<https://e.org/a> ", True),
    ],
)
def test_rdf_is_known_by_name_and_content(tmp_path: Path, name: str, text: str, expected: bool) -> None:
    (tmp_path / name).write_text(text)
    ((source,), _duplicates) = expand([tmp_path / name])
    assert is_rdf(source) is expected
