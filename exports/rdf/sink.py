"""Where an export's bytes go: files, compressed or not, in parts or not, hashed as they pass."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from graphkit.exports.atomic import FileSet
from graphkit.exports.rdf.syntax import Syntax

_WAITING = 3  # blocks that may wait to be written; each holds its text in memory

COMPRESSIONS = {".gz": "gzip", ".zst": "zstd"}


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A finished file: its triples, size and SHA-256."""

    path: Path
    triples: int
    bytes: int
    sha256: str


class _Hashed:
    """A binary file that hashes and counts what is written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.size = 0
        self.closed = False

    def write(self, data: Any) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self._file.write(data)

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self.closed = True  # the file itself is closed by who opened it


class Sink:
    """Writes blocks into one document, or into several of about `part_triples` triples each.

    Use as `with sink.opened():`. Part n of `out.nt.gz` is `out.n.nt.gz`, and whole in itself. Compressing,
    hashing and writing are done in a thread, while the next blocks are made.
    """

    def __init__(self, files: FileSet, path: Path, syntax: Syntax, part_triples: int | None) -> None:
        self._files, self._target, self._syntax, self._part_triples = files, path, syntax, part_triples
        self.written: list[WrittenFile] = []
        self._document = ExitStack()
        self._stream: Any = None
        self._triples = 0
        self._first = True
        self._thread = ThreadPoolExecutor(1, "sink")
        self._waiting: deque[Future[object]] = deque()

    def write(self, text: memoryview, triples: int) -> None:
        """Add whole blocks; a part that is full is ended first."""
        if self._part_triples and self._triples >= self._part_triples:
            self._end()
            self._begin()
        if self._first and len(text):
            text = text[len(self._syntax.separator.encode()) :]
            self._first = False
        self._waiting.append(self._thread.submit(self._stream.write, text))
        self._finish(_WAITING)
        self._triples += triples

    def _finish(self, waiting: int) -> None:
        """Wait until no more than so many blocks wait; what failed in the thread is raised here."""
        while len(self._waiting) > waiting:
            self._waiting.popleft().result()

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Begin the first document, and end the last."""
        self._begin()
        with self._document, self._thread:  # a failure closes the document where it stands
            yield
            self._end()

    def _begin(self) -> None:
        self._triples, self._first = 0, True
        self._path = self._next_path()
        compression = COMPRESSIONS.get(self._path.suffix)
        self._hashed = _Hashed(self._document.enter_context(self._files.open(self._path)))
        self._stream = self._hashed
        if compression:
            self._stream = self._document.enter_context(pa.CompressedOutputStream(self._hashed, compression))
        self._stream.write(self._syntax.header().encode())

    def _end(self) -> None:
        self._finish(0)
        self._stream.write(self._syntax.footer().encode())
        self._document.close()
        hashed = self._hashed
        self.written.append(WrittenFile(self._path, self._triples, hashed.size, hashed.digest.hexdigest()))

    def _next_path(self) -> Path:
        if not self._part_triples:
            return self._target
        compression = self._target.suffix if self._target.suffix in COMPRESSIONS else ""
        stem = self._target.with_suffix("") if compression else self._target
        return stem.with_name(f"{stem.stem}.{len(self.written) + 1}{stem.suffix}{compression}")
