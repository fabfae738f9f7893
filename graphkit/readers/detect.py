"""Which reader a file needs, found by its content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from graphkit.errors import SourceError
from graphkit.readers.base import PageReader, Source
from graphkit.readers.text import TextSource

_LINES = 500


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a text file: its first lines that are not blank."""

    texts: tuple[str, ...]


def take_sample(text: TextSource) -> Sample:
    """Read the first lines of a file that are not blank."""
    return Sample(tuple(islice((line.text for line in text.lines() if line.text), _LINES)))


def choose_page_reader(
    source: Source, text: TextSource, readers: Sequence[PageReader], also_looked_for: str
) -> PageReader:
    """The reader that recognises most marks in a file.

    Args:
        source: the file.
        text: the file as text.
        readers: the readers to ask.
        also_looked_for: what was ruled out before, for the error.

    Raises:
        SourceError: none recognises any; it says what was looked for and what was found.
    """
    sample = take_sample(text)
    marks = [(reader.recognise(sample), reader) for reader in readers]
    best, reader = max(marks, key=lambda entry: entry[0])
    if best == 0:
        looked_for = "; ".join([*(reader.looks_for for reader in readers), also_looked_for])
        raise SourceError(
            f"the format is unknown; looked for {looked_for}; found {_describe(sample)}",
            where=source.name,
            remedy="Give a page saved as text, or a table with a title and an author column",
            subject=source,
        )
    return reader


def _describe(sample: Sample) -> str:
    if not sample.texts:
        return "no text at all"
    shown = sample.texts[0][:80]
    lines = "one line" if len(sample.texts) == 1 else f"{len(sample.texts)} lines"
    return f"{lines} of text, the first {shown!r}"
