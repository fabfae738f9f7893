"""The layout kept in a graph file: by `build --layout`, by `graphkit layout`, and read by exports."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from graphkit.engine import Engine
from graphkit.errors import GraphFileError
from graphkit.layout.authors import author_layout, keep_author_layout
from tests.graphs import Card, graph_of

TABLE = "title,authors,year\nOne,Ann Lee;Bo Chen,2020\nTwo,Bo Chen;Carla Sontag,2021\nThree,Dan Gee,2021\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "papers.csv"
    path.write_text(TABLE)
    return path


def kept(path: Path) -> list[tuple[object, ...]]:
    with Engine(path, read_only=True) as engine:
        return engine.rows("SELECT author_id, x, y, community FROM layout ORDER BY author_id")


def test_build_and_layout_keep_the_same_positions(table: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    at_once, later = str(tmp_path / "a.duckdb"), str(tmp_path / "b.duckdb")
    assert run(main, ["build", str(table), "-o", at_once, "--layout", "--quiet"]).exit_code == 0
    assert run(main, ["build", str(table), "-o", later, "--quiet"]).exit_code == 0
    result = run(main, ["layout", later])
    assert "4 authors placed" in result.output
    assert kept(Path(at_once)) == kept(Path(later))
    assert len(kept(Path(later))) == 4


def test_what_is_kept_is_read() -> None:
    with graph_of([Card("a", ["Ann", "Bob"]), Card("b", ["Bob", "Cid"])]) as engine:
        worked_out = author_layout(engine)
        keep_author_layout(engine)
        engine.run("UPDATE layout SET x = x + 7")
        assert author_layout(engine).positions[:, 0] == pytest.approx(worked_out.positions[:, 0] + 7)
        assert author_layout(engine).community.tolist() == worked_out.community.tolist()


def test_a_layout_of_other_authors_is_refused() -> None:
    with graph_of([Card("a", ["Ann", "Bob"])]) as engine:
        keep_author_layout(engine)
        engine.run("DELETE FROM layout WHERE author_id = 'person:Bob'")
        with pytest.raises(GraphFileError, match="lacks some authors"):
            author_layout(engine)
