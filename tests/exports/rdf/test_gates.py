"""Independent strict programs read every format without a word of complaint, and count what was promised."""

from pathlib import Path

import pytest

from graphkit.engine import Engine
from graphkit.exports import export
from graphkit.exports.rdf import SYNTAXES
from tests.exports.rdf.gates import GATES, SUFFIXES, ComplaintError

BAD = '<http://e/a b> <http://e/p> "15"^^<http://www.w3.org/2001/XMLSchema#gYear> .\n'


@pytest.mark.parametrize("gate", GATES)
def test_a_strict_program_counts_what_was_promised(small: Engine, tmp_path: Path, gate: str) -> None:
    paths = [tmp_path / f"out{suffix}" for suffix in SUFFIXES[gate]]
    promised = [export(small, "rdf", path).triples for path in paths]
    assert GATES[gate](paths) == promised


def test_jena_reads_annotations_of_rdf_1_2(small: Engine, tmp_path: Path) -> None:
    paths = [tmp_path / f"out{syntax.suffix}" for syntax in SYNTAXES.values() if syntax.annotates]
    promised = [export(small, "rdf", path, annotate=True).triples for path in paths]
    assert GATES["riot"](paths) == promised


@pytest.mark.parametrize("gate", GATES)
def test_no_gate_is_an_open_door(tmp_path: Path, gate: str) -> None:
    (tmp_path / "bad.nt").write_text(BAD)
    with pytest.raises(ComplaintError):
        GATES[gate]([tmp_path / "bad.nt"])
