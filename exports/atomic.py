"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
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
        aside = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            file = aside.open("wb")
        except OSError as error:
            raise ExportError(
                f"cannot be written: {error.strerror}",
                where=str(path),
                remedy="Give a path in a folder you may write to",
            ) from error
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


def _sync(folder: Path) -> None:
    """Put the new names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
