"""Options that no format could say are refused before anything is written."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports import export
from tests.exports.rdf.gates import GATES, SUFFIXES

NO_IRIS = [
    "CC0", "not an iri", "//example.org/", "https://", "https:///x/", "https://e.org/a b/", "https://e.org/<x>/",
    'https://e.org/"/', "https://e.org/{x}/", "https://e.org/%zz/", "https://e.org/#a#/", "https://e.org/\n/",
    "javascript:alert(1)/", "urn:/", "https://e.org/> a <https://e.org/",
]  # fmt: skip
BASES = ["https://data.example.org/id/", "http://e.org:8080/a%20b/?q=1&r='#", "urn:example:"]


@pytest.mark.parametrize("text", NO_IRIS)
@pytest.mark.parametrize("option", ["base", "licence"])
def test_what_is_no_iri_is_refused(small: Engine, tmp_path: Path, option: str, text: str) -> None:
    with pytest.raises(ExportError, match=f"--{option}: .* is no IRI"):
        export(small, "rdf", tmp_path / "out.nt", **{option: text})
    assert list(tmp_path.iterdir()) == []


def test_a_base_ends_where_a_name_can_follow(small: Engine, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="names cannot follow"):
        export(small, "rdf", tmp_path / "out.nt", base="https://e.org/id")


@pytest.mark.parametrize("base", BASES)
def test_any_base_is_written_as_it_is(small: Engine, tmp_path: Path, base: str) -> None:
    for suffix in SUFFIXES["riot"]:
        report = export(small, "rdf", tmp_path / f"out{suffix}", base=base)
        form = ox.RdfFormat.from_extension(suffix[1:])
        subjects = [quad.subject.value for quad in ox.parse(path=str(tmp_path / f"out{suffix}"), format=form)]
        assert len(subjects) == report.triples
        assert f"{base}author/b" in subjects


def test_jena_takes_any_base(small: Engine, tmp_path: Path) -> None:
    paths, promised = [], []
    for number, base in enumerate(BASES):
        for suffix in SUFFIXES["riot"]:
            paths.append(tmp_path / f"out{number}{suffix}")
            promised.append(export(small, "rdf", paths[-1], base=base).triples)
    assert GATES["riot"](paths) == promised
