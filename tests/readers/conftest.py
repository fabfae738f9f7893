"""Helpers for tests of readers: write a page, read it, look at the tables."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphkit.engine import Engine
from graphkit.evidence import create_evidence_tables
from graphkit.model import Fault, PaperRecord, ProfileRecord
from graphkit.readers import ReadOptions, ReadSummary, read_into
from graphkit.readers.base import PageReader, Source
from graphkit.readers.text import open_text


@pytest.fixture
def engine() -> Iterator[Engine]:
    """A database with empty evidence tables."""
    with Engine() as engine:
        create_evidence_tables(engine)
        yield engine


class ReadPage:
    """What a page reader made of a text."""

    def __init__(self, reader: PageReader, path: Path, as_of: int | None = None) -> None:
        text = open_text(Source(path, path.name, "", path.stat().st_size))
        page = reader.read(text, as_of)
        items = [*text.faults(), *page.items]
        self.records = [item for item in items if isinstance(item, PaperRecord)]
        self.profiles = [item for item in items if isinstance(item, ProfileRecord)]
        self.faults = [item for item in items if isinstance(item, Fault)]
        self.kinds = [fault.kind for fault in self.faults]
        self.page = page


@pytest.fixture
def read_page(tmp_path: Path) -> Callable[..., ReadPage]:
    """Read a text with a page reader: `read_page(reader, text)`."""

    def read(reader: PageReader, text: str | bytes, as_of: int | None = None) -> ReadPage:
        path = tmp_path / "page.txt"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return ReadPage(reader, path, as_of)

    return read


@pytest.fixture
def read_files(engine: Engine, tmp_path: Path) -> Callable[..., ReadSummary]:
    """Write files and read them into the engine: `read_files({"a.csv": text}, options)`."""

    def read(files: dict[str, str | bytes], options: ReadOptions | None = None) -> ReadSummary:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_into(engine, [tmp_path / name for name in files], options)

    return read
