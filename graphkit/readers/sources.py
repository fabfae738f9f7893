"""From the files and folders a user names to a deterministic list of sources."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from graphkit.errors import SourceError
from graphkit.readers.base import Source


def expand(given: Sequence[str | Path]) -> tuple[list[Source], list[str]]:
    """List the files to read, by path then hash, and those left out because their bytes are read already.

    A file is named by its own name, a file in a folder by its path from that folder on; two different
    files of one name are told apart by their hash. Hidden files in a folder are passed over.

    Raises:
        SourceError: nothing was given, a source does not exist, or a folder holds no file.
    """
    if not given:
        raise SourceError("no source was given", remedy="Name at least one file or folder")
    found = sorted(
        (name, _sha256(path), path, Path(one).is_dir()) for one in given for name, path in _files(Path(one))
    )
    spread: dict[str, set[str]] = defaultdict(set)
    for name, sha256, _, _ in found:
        spread[name].add(sha256)
    sources: list[Source] = []
    duplicates: list[str] = []
    first: dict[str, str] = {}
    for name, sha256, path, in_folder in found:
        shown = name if len(spread[name]) == 1 else f"{name}#{sha256[:8]}"
        if sha256 in first:
            duplicates.append(f"{shown} is the same file as {first[sha256]}")
            continue
        first[sha256] = shown
        sources.append(Source(path, shown, sha256, path.stat().st_size, in_folder))
    return sources, duplicates


def _files(given: Path) -> Iterator[tuple[str, Path]]:
    if given.is_file():
        yield given.name, given
        return
    if not given.is_dir():
        raise SourceError("there is no such file or folder", where=str(given), remedy="Check the path")
    files = [path for path in given.rglob("*") if path.is_file()]
    visible = [
        path for path in files if not any(part.startswith(".") for part in path.relative_to(given).parts)
    ]
    if not visible:
        raise SourceError("the folder holds no file", where=str(given), remedy="Name a folder with sources")
    for path in visible:
        yield path.relative_to(given).as_posix(), path


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(
            f"cannot be read: {error}", where=path.name, remedy="Give a readable file"
        ) from error
