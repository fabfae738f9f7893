from pathlib import Path

import pytest

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports import export
from graphkit.exports.atomic import FileSet, atomic_file


def test_a_file_appears_whole(tmp_path: Path) -> None:
    with atomic_file(tmp_path / "out") as file:
        file.write(b"text")
        assert not (tmp_path / "out").exists()
    assert (tmp_path / "out").read_bytes() == b"text"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failure_leaves_the_old_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("old")

    def fail_in_the_second_file() -> None:
        with FileSet() as files:
            with files.open(tmp_path / "a") as file:
                file.write(b"new")
            with files.open(tmp_path / "b") as file:
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_in_the_second_file()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old", "b": "old"}


def test_an_absent_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"), atomic_file(tmp_path / "no" / "out"):
        pass


def test_an_unknown_kind_is_refused() -> None:
    with Engine() as engine, pytest.raises(ExportError, match="Choose one of: "):
        export(engine, "pdf", "out.pdf")
