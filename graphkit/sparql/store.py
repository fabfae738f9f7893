"""The triple store of a graph file: filled from its N-Quads export, kept under the hash of the file."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pyoxigraph

from graphkit.engine import Engine
from graphkit.errors import SourceError
from graphkit.exports import export

KEPT = 8
"""Stores that the cache holds; the one unused for longest goes first."""

Progress = Callable[[str, int, int], None]


def cache_folder() -> Path:
    """Where stores are kept: under XDG_CACHE_HOME, else under the user's cache."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "graphkit" / "sparql"


def open_store(graph: Path, *, cache: Path | None = None, progress: Progress | None = None) -> Path:
    """The folder of a graph file's store, filled now if it is not in the cache.

    Args:
        graph: the graph file.
        cache: folder of the cache; `cache_folder()` where none is given.
        progress: told a stage's name, how much is done, and how much there is.

    Raises:
        SourceError: there is no such file.
        GraphFileError, ExportError: the file is no graph that graphkit built.
    """
    if not graph.is_file():
        raise SourceError(
            "there is no such file", where=str(graph), remedy="Give a file that `graphkit build` wrote"
        )
    cache = cache or cache_folder()
    folder = cache / _key(graph)
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        _fill(graph, folder, progress)
    os.utime(folder)
    _forget(cache)
    return folder


def _key(graph: Path) -> str:
    """The hash of the file and of what fills the store."""
    digest = hashlib.sha256(version("graphkit").encode())
    with graph.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()[:32]


def _fill(graph: Path, folder: Path, progress: Progress | None) -> None:
    """Fill a store aside and put it in its place; another process may do the same at the same time."""
    with tempfile.TemporaryDirectory(prefix=".filling-", dir=folder.parent) as aside:
        quads = Path(aside) / "graph.nq"
        with Engine(graph, read_only=True) as engine:
            export(engine, "rdf", quads, progress=progress)
        store = pyoxigraph.Store(str(Path(aside) / "store"))
        store.bulk_load(path=str(quads), format=pyoxigraph.RdfFormat.N_QUADS)
        store.flush()
        del store  # closes it
        try:
            (Path(aside) / "store").rename(folder)
        except OSError:
            if not folder.is_dir():
                raise


def _forget(cache: Path) -> None:
    folders = sorted(
        (path for path in cache.iterdir() if path.is_dir() and not path.name.startswith(".")), key=_used
    )
    for folder in folders[:-KEPT]:
        shutil.rmtree(folder, ignore_errors=True)


def _used(folder: Path) -> float:
    return folder.stat().st_mtime
