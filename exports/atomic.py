"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graphkit.errors import ExportError


class FileSet:
    """Files written aside and put in their places together; nothing is replaced when the writing fails.

    Use as a context manager: leaving it without an error puts every file in its place, leaving it with one
    removes what was written.
    """

    def __init__(self) -> None:
        self._written: list[tuple[Path, Path]] = []

    def __enter__(self) -> FileSet:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            for aside, path in self._written:
                aside.replace(path)
            for folder in sorted({path.parent for _, path in self._written}):
                _sync(folder)
        else:
            for aside, _path in self._written:
                aside.unlink(missing_ok=True)

    @contextmanager
    def open(self, path: Path) -> Iterator[BinaryIO]:
        """A binary file for writing that will stand at `path`; it is on the disk when the block ends.

        Raises:
            ExportError: the folder does not exist or cannot be written to.
        """
        aside = _beside(path, "part")
        try:
            file = aside.open("wb")
        except OSError as error:
            raise _unwritable(path, error) from error
        self._written.append((aside, path))
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """One binary file for writing that replaces `path` when the block ends without an error."""
    with FileSet() as files, files.open(path) as file:
        yield file


@contextmanager
def atomic_folder(path: Path, ours: Callable[[str], bool]) -> Iterator[Path]:
    """A folder to fill that replaces `path` when the block ends without an error, with all that it holds.

    Args:
        path: the folder; an old one goes.
        ours: whether a file of that name in the old folder is one that this export writes.

    Raises:
        ExportError: the old folder holds other things, is a file, or the new one cannot be written.
    """
    if path.is_dir():
        strangers = sorted(item.name for item in path.iterdir() if not ours(item.name))
        if strangers:
            raise ExportError(
                f"is not replaced: it holds {strangers[0]!r}, which is not of this export",
                where=str(path),
                remedy="Move it away, or give another path",
            )
    aside = _beside(path, "part")
    before = _beside(path, "old")
    try:
        aside.mkdir()
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        yield aside
        _sync(aside)
        if path.exists():
            path.replace(before)
        try:
            aside.replace(path)
        except OSError:
            if before.exists():
                before.replace(path)
            raise
        _sync(path.parent)
    finally:
        for leftover in (aside, before):
            shutil.rmtree(leftover, ignore_errors=True)


def _beside(path: Path, kind: str) -> Path:
    """A hidden name in the same folder that no other process takes."""
    return path.with_name(f".{path.name}.{os.getpid()}.{kind}")


def _unwritable(path: Path, error: OSError) -> ExportError:
    return ExportError(
        f"cannot be written: {error.strerror}",
        where=str(path),
        remedy="Give a path in a folder you may write to",
    )


def _sync(folder: Path) -> None:
    """Put the new names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
