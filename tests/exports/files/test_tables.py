"""The whole graph as tables: read back by pyarrow, by the csv module, and by the real neo4j-admin."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports import export
from graphkit.schema import NODES, RELATIONSHIPS
from tests.exports.files.test_network_files import CARDS
from tests.graphs import Card, graph_of

NEO4J = "5.26.25"
MORE = [
    Card('Comma, "quote"\nand line', ["Ann"], 2022, "cs.LG", "Lab; One", affiliations={"Ann": "Lab; One"})
]


@pytest.fixture
def engine() -> Iterator[Engine]:
    with graph_of([*CARDS, *MORE]) as made:
        yield made


def counts(engine: Engine) -> dict[str, int]:
    tables = {node.label: node.table for node in NODES} | {kind.type: kind.table for kind in RELATIONSHIPS}
    return {name: engine.rows(f"SELECT count(*) FROM {table}")[0][0] for name, table in tables.items()}


def test_csv(engine: Engine, tmp_path: Path) -> None:
    export(engine, "csv", tmp_path / "out")
    for name, count in counts(engine).items():
        with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == count
        if name == "Paper":
            assert 'Comma, "quote"\nand line' in {row["title"] for row in rows}
        if name == "COAUTHORED_WITH":
            full = sorted(w for (w,) in engine.rows("SELECT weight_full FROM rel_coauthored_with"))
            assert sorted(float(row["weight_full"]) for row in rows) == full
            assert {row["complete"] for row in rows} == {"true", "false"}


def test_parquet(engine: Engine, tmp_path: Path) -> None:
    export(engine, "parquet", tmp_path / "out")
    for name, count in counts(engine).items():
        assert pq.read_table(tmp_path / "out" / f"{name}.parquet").num_rows == count
    authors = pq.read_table(tmp_path / "out" / "Author.parquet")
    assert authors["name_variants"].to_pylist()[0] == [f"variant of {authors['name'].to_pylist()[0]}"]
    edges = pq.read_table(tmp_path / "out" / "COAUTHORED_WITH.parquet")
    assert set(edges["source"].to_pylist()) <= set(authors["id"].to_pylist())


@pytest.mark.parametrize("kind", ["csv", "parquet", "neo4j-csv"])
def test_same_graph_same_bytes(tmp_path: Path, kind: str) -> None:
    for folder in ("one", "two"):
        with graph_of([*CARDS, *MORE]) as engine:
            export(engine, kind, tmp_path / folder)
    files = sorted(tmp_path.glob("one/*"))
    assert len(files) >= 12
    for file in files:
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_a_file_in_the_way_is_refused(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(ExportError, match="cannot be made a folder"):
        export(engine, "csv", tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


@pytest.fixture(scope="session")
def import_tool() -> Path:
    """Folder of the real import tool's libraries, fetched by Maven once; aloud where it cannot be had."""
    folder = (
        Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "graphkit" / f"neo4j-admin-{NEO4J}"
    )
    if (folder / "done").exists():
        return folder / "lib"
    folder.mkdir(parents=True, exist_ok=True)
    artifacts = "".join(
        f"<dependency><groupId>org.neo4j</groupId><artifactId>{name}</artifactId><version>{NEO4J}</version></dependency>"
        for name in ("neo4j", "neo4j-import-tool")
    )
    (folder / "pom.xml").write_text(
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>graphkit</groupId>'
        f"<artifactId>import-tool</artifactId><version>1</version><dependencies>{artifacts}</dependencies></project>"
    )
    maven = shutil.which("mvn")
    command = [
        maven or "mvn",
        "-q",
        "-B",
        "dependency:copy-dependencies",
        f"-DoutputDirectory={folder / 'lib'}",
    ]
    if (
        maven is None
        or not shutil.which("java")
        or subprocess.run(command, cwd=folder, check=False).returncode
    ):
        message = "NO NEO4J-ADMIN: the import files were not tested; Java and Maven are needed"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    (folder / "done").touch()
    return folder / "lib"


@pytest.mark.neo4j
def test_neo4j_admin_imports_every_node_and_relationship(
    engine: Engine, tmp_path: Path, import_tool: Path
) -> None:
    export(engine, "neo4j-csv", tmp_path / "out")
    home = tmp_path / "home"
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").write_text("")
    opened = [
        f"--add-opens=java.base/{p}=ALL-UNNAMED" for p in ("java.nio", "java.io", "sun.nio.ch", "java.lang")
    ]
    options = (tmp_path / "out" / "import.txt").read_text().split()
    run = subprocess.run(
        [
            "java",
            *opened,
            "-cp",
            f"{import_tool}/*",
            "org.neo4j.cli.AdminTool",
            "database",
            "import",
            "full",
            "neo4j",
            *options,
        ],
        cwd=tmp_path / "out",
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        capture_output=True,
        text=True,
        check=False,
    )
    output = run.stdout + run.stderr
    assert run.returncode == 0, output
    have = counts(engine)
    nodes = sum(have[node.label] for node in NODES)
    relationships = sum(have[kind.type] for kind in RELATIONSHIPS)
    found = re.search(r"Imported:\s+(\d+) nodes\s+(\d+) relationships", output)
    assert found, output
    assert tuple(map(int, found.groups())) == (nodes, relationships)
