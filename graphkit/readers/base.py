"""What every reader of pages gives, what a caller may set, and what a reading comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from graphkit.model import Fault, Locator, PaperRecord, ProfileRecord

if TYPE_CHECKING:
    from graphkit.readers.detect import Sample
    from graphkit.readers.mapping import TableMapping
    from graphkit.readers.text import TextSource

Item = PaperRecord | ProfileRecord | Fault
"""What a page consists of, in the order of its lines."""

FAULT_TEXT = 200
"""Characters of a faulty text that are kept."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    Attributes:
        name: its name in every output: the path relative to the source given.
        size: in bytes.
        in_folder: it was found in a folder, not named itself.
    """

    path: Path
    name: str
    sha256: str
    size: int
    in_folder: bool = False


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a caller may set for all sources.

    Attributes:
        mapping: which column of a table is what; None reads the obvious names.
        as_of: the year (or a date in it) in which pages were saved; overrides what their dates tell.
        strict: any fault is fatal.
        encoding: of every text that is not in the encoding it announces; None finds it out.
    """

    mapping: TableMapping | None = None
    as_of: int | date | None = None
    strict: bool = False
    encoding: str | None = None

    @property
    def as_of_year(self) -> int | None:
        """The year of `as_of`."""
        return self.as_of.year if isinstance(self.as_of, date) else self.as_of


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """What was read from one source.

    Attributes:
        skipped: faults through which a whole record was lost.
        notes: what was inferred or decided, in words.
    """

    name: str
    format: str
    records: int
    mentions: int
    faults: int
    skipped: int
    current_year: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSummary:
    """What was read from all sources, in their order, and files that were not read twice."""

    sources: tuple[SourceSummary, ...]
    duplicates: tuple[str, ...] = ()

    @property
    def records(self) -> int:
        """Records of all sources."""
        return sum(source.records for source in self.sources)

    @property
    def mentions(self) -> int:
        """Mentions of all sources."""
        return sum(source.mentions for source in self.sources)

    @property
    def faults(self) -> int:
        """Faults of all sources."""
        return sum(source.faults for source in self.sources)

    @property
    def skipped(self) -> int:
        """Records lost through faults in all sources."""
        return sum(source.skipped for source in self.sources)


@dataclass(slots=True)
class Page:
    """One page being read: its items come one by one, the rest is known before the first of them."""

    items: Iterator[Item]
    current_year: int | None = None
    notes: list[str] = field(default_factory=list)


class PageReader(Protocol):
    """A reader of one family of pages."""

    format: str
    looks_for: str

    def recognise(self, sample: Sample) -> int:
        """How many of its marks stand in the sample; 0 where it is none of its pages."""

    def read(self, text: TextSource, as_of: int | None) -> Page:
        """Read a page; no text makes it raise."""


def fault(locator: Locator, kind: str, message: str, text: str, *, skipped: bool = False) -> Fault:
    """A fault, its text cut to the length that is kept."""
    return Fault(locator, kind, message, text[:FAULT_TEXT], skipped)
