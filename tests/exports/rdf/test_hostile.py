"""Hostile data: what RDF can hold comes out valid and unchanged, the rest is listed as refused."""

import math
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.engine import Engine
from graphkit.exports import export
from graphkit.exports.rdf import SYNTAXES
from graphkit.identifiers import doi_iri
from graphkit.vocabulary import BASE, expand
from tests.exports.rdf.fixture import make_graph
from tests.exports.rdf.gates import GATES, SUFFIXES
from tests.exports.rdf.test_export import read

HOSTILE_TEXTS = [
    'quote " backslash \\ apostrophe \'', "line\nfeed\rreturn\r\nboth\ttab", "<script>&amp;</b>",
    "\u202eright-to-left", "007", "en_US", '"""triple"""', "\\u0041", "@en", "^^xsd:date",
    "é\u0301 combining", "😀 astral", " space ends ", "",
    "\ufeff", "]]>", "{|}", "%41", "'; DROP TABLE node_paper; --", "$1", "{}",
]  # fmt: skip
CONTROLS = "\x00\x01\x0b\x1f"
NONCHARACTERS = ["\ufffe", "\uffff", "\ufdd0", "\U0010ffff"]
KEYS = [
    ".",
    "..",
    "/",
    "//",
    "#",
    "?",
    "a b",
    "é",
    "<>",
    "%",
    "%2F",
    "a,b",
    "a-1",
    "",
    "x\ny",
    "10.1/..",
    "10.1000/<a b>",
]
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cn"]))


def papers(titles: list[str]) -> Engine:
    return make_graph(None, node_paper=[{"id": f"p{n:03}", "title": title} for n, title in enumerate(titles)])


def titles_in(path: Path) -> dict[str, str]:
    """Titles by paper as an independent parser reads them."""
    return {
        quad.subject.value.rsplit("/", 1)[1]: quad.object.value
        for quad in read(path)
        if quad.predicate.value == expand("dcterms:title")
    }


@pytest.mark.parametrize("suffix", sorted(syntax.suffix for syntax in SYNTAXES.values()))
def test_hostile_text_comes_back_unchanged(tmp_path: Path, suffix: str) -> None:
    with papers(HOSTILE_TEXTS) as engine:
        report = export(engine, "rdf", tmp_path / f"out{suffix}")
    assert report.refused == []
    assert list(titles_in(tmp_path / f"out{suffix}").values()) == HOSTILE_TEXTS


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(titles=st.lists(TEXT, min_size=1, max_size=60))
def test_any_text_comes_back_or_is_refused(tmp_path: Path, titles: list[str]) -> None:
    with papers(titles) as engine:
        for syntax in SYNTAXES.values():
            path = tmp_path / f"out{syntax.suffix}"
            report = export(engine, "rdf", path, what=["papers"])
            found = titles_in(path)
            refused = {row.key: row.value for row in report.refused if row.property == "title"}
            assert found.keys().isdisjoint(refused)
            assert {**found, **refused} == {f"p{n:03}": title for n, title in enumerate(titles)}
            assert syntax.xml or not refused


def test_control_characters_are_escaped_where_the_format_can_and_else_refused(tmp_path: Path) -> None:
    with papers([f"a{CONTROLS}b", "plain"]) as engine:
        for syntax in SYNTAXES.values():
            path = tmp_path / f"out{syntax.suffix}"
            report = export(engine, "rdf", path)
            expected = {"p001": "plain"} if syntax.xml else {"p000": f"a{CONTROLS}b", "p001": "plain"}
            assert titles_in(path) == expected
            assert [(row.key, row.property) for row in report.refused] == (
                [("p000", "title")] if syntax.xml else []
            )


def test_noncharacters_are_refused_everywhere(tmp_path: Path) -> None:
    with papers(NONCHARACTERS) as engine:
        for syntax in SYNTAXES.values():
            report = export(engine, "rdf", tmp_path / f"out{syntax.suffix}")
            assert [row.value for row in report.refused] == NONCHARACTERS
            assert titles_in(tmp_path / f"out{syntax.suffix}") == {}


def test_lone_surrogates_cannot_reach_the_graph() -> None:
    with pytest.raises(Exception, match="surrogate"):
        papers(["\ud800"])


def test_any_key_gives_a_valid_iri_of_its_own(tmp_path: Path) -> None:
    with make_graph(
        None,
        node_paper=[{"id": key} for key in KEYS],
        node_author=[{"id": key, "name": key} for key in KEYS],
        rel_authored=[
            {"source": KEYS[n - 1], "target": key, "position": 1, "raw_name": key}
            for n, key in enumerate(KEYS)
        ],
    ) as engine:
        report = export(engine, "rdf", tmp_path / "out.nt")
    found = read(tmp_path / "out.nt")
    assert report.triples == len(set(found))
    authors = {
        quad.subject.value: quad.object.value for quad in found if quad.predicate.value == expand("foaf:name")
    }
    assert len(authors) == len(KEYS)
    assert all(unquote(iri.removeprefix(f"{BASE}author/")) == name for iri, name in authors.items())


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(lambda end: f"10.1000/{end}"))
def test_the_iri_of_a_doi_is_that_of_the_identifiers(doi: str) -> None:
    from graphkit.exports.rdf.values import doi_iri as sql_iri  # noqa: PLC0415 - beside its oracle

    with Engine() as engine:
        (found,) = engine.rows(f"SELECT {sql_iri('x')} FROM (SELECT ? AS x)", [doi])[0]
    assert unquote(found) == f"https://doi.org/{doi}"
    if not any(part in {".", ".."} for part in doi.split("/")):
        assert found == doi_iri(doi)


def test_bad_values_are_refused_and_nothing_else_is_lost(tmp_path: Path) -> None:
    with make_graph(
        None,
        node_paper=[
            {"id": "a", "date": "infinity", "year": 0, "doi": "not a doi", "arxiv_id": "x", "title": "T"},
            {"id": "b", "date": date(1, 1, 1), "year": 12345, "url": "no address at all", "title": "U"},
        ],
        node_author=[{"id": "c", "orcid": "0000", "first_year": -5, "name": "N"}],
        node_institution=[{"id": "d", "ror": "xyz", "name": "I"}],
        rel_authored=[{"source": "c", "target": "a", "position": 0, "raw_name": "N"}],
    ) as engine:
        report = export(engine, "rdf", tmp_path / "out.nt")
    assert [(row.key, row.property, row.value) for row in report.refused] == [
        ("a", "doi", "not a doi"), ("a", "arxiv_id", "x"), ("a", "date", "infinity"), ("a", "year", "0"),
        ("b", "year", "12345"), ("c", "orcid", "0000"), ("c", "first_year", "-5"), ("d", "ror", "xyz"),
        ("c a", "position", "0"),
    ]  # fmt: skip
    listed = (tmp_path / "out.nt.refused.csv").read_text(encoding="utf-8").splitlines()
    assert listed[:2] == ["table,key,property,value,reason", "node_paper,a,doi,not a doi,is no DOI"]
    assert len(listed) == 1 + len(report.refused)
    values = {quad.object.value for quad in read(tmp_path / "out.nt")}
    assert {"T", "U", "N", "I", "0001-01-01", "no address at all"} <= values


def test_an_address_is_mended_and_kept_as_written(tmp_path: Path) -> None:
    url = "https://example.org/a b/é?q={x}"
    with make_graph(None, node_paper=[{"id": "a", "url": url}]) as engine:
        export(engine, "rdf", tmp_path / "out.nt", profile="spar")
    found = {quad.predicate.value: quad.object for quad in read(tmp_path / "out.nt")}
    assert found[expand("foaf:page")] == ox.NamedNode("https://example.org/a%20b/%C3%A9?q=%7Bx%7D")
    assert found[expand("gk:urlAsWritten")] == ox.Literal(url)


def test_floating_numbers_keep_their_value(tmp_path: Path) -> None:
    numbers = [0.1, 1e22, 1e-7, 1 / 3, -0.0, float("inf"), float("-inf"), float("nan")]
    with make_graph(
        None, node_paper=[{"id": f"p{n}", "reported_score": number} for n, number in enumerate(numbers)]
    ) as engine:
        export(engine, "rdf", tmp_path / "out.nt")
    found = {
        quad.subject.value[-2:]: quad.object.value
        for quad in read(tmp_path / "out.nt")
        if quad.predicate.value == expand("gk:reportedScore")
    }
    for n, number in enumerate(numbers):
        read_back = float(found[f"p{n}"].replace("INF", "inf"))
        assert read_back == number or (math.isnan(read_back) and math.isnan(number))


def test_two_authors_at_one_place_stay_apart(tmp_path: Path) -> None:
    with make_graph(
        None,
        node_paper=[{"id": "p"}],
        node_author=[{"id": "a"}, {"id": "b"}],
        rel_authored=[
            {"source": "a", "target": "p", "position": 1},
            {"source": "b", "target": "p", "position": 1},
        ],
    ) as engine:
        report = export(engine, "rdf", tmp_path / "out.nt")
    roles = {
        quad.object.value
        for quad in read(tmp_path / "out.nt")
        if quad.predicate.value == expand("pro:isDocumentContextFor")
    }
    assert len(roles) == 2
    assert report.triples == len(set(read(tmp_path / "out.nt")))


@pytest.mark.parametrize("gate", GATES)
def test_strict_programs_read_hostile_data(tmp_path: Path, gate: str) -> None:
    texts = [*HOSTILE_TEXTS, f"a{CONTROLS}b"]
    paths, promised = [], []
    with make_graph(
        None,
        node_paper=[
            {"id": f"{key}!{n}", "title": text, "url": text}
            for n, key in enumerate(KEYS)
            for text in texts[n : n + 1]
        ],
        node_author=[{"id": f"{n}", "name": text, "name_variants": texts} for n, text in enumerate(texts)],
        rel_authored=[{"source": "1", "target": f"{KEYS[0]}!0", "raw_name": text} for text in texts[:1]],
    ) as engine:
        for suffix in SUFFIXES[gate]:
            paths.append(tmp_path / f"out{suffix}")
            promised.append(export(engine, "rdf", paths[-1]).triples)
    assert GATES[gate](paths) == promised
