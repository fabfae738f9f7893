"""What a user without the extra is told."""

import subprocess
import sys
from pathlib import Path

import pytest

WITHOUT = "import sys; sys.modules['pyoxigraph'] = None; from graphkit.cli import main; main(sys.argv[1:])"


@pytest.mark.parametrize(
    "arguments",
    [
        ("sparql", "graph.duckdb", "ASK {}"),
        ("sparql", "graph.duckdb", "--serve"),
        ("build", "a.ttl", "-o", "b.duckdb"),
    ],
)
def test_a_missing_extra_is_one_clear_error(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "graph.duckdb").touch()
    (tmp_path / "a.ttl").write_text(
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n<a:b> dcterms:creator <a:c> .\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "pyoxigraph" in run.stderr
    assert "pip install 'graphkit[rdf]'" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "b.duckdb").exists()
