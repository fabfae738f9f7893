"""From bytes to numbered lines: compression, encodings, line ends."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from graphkit.errors import SourceError
from graphkit.model import Fault, Locator
from graphkit.readers.base import Source, fault

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20
_HEAD = 4096
_REPLACED = "\ufffd"
_LEGACY = "windows-1252"
_END_OF_SENTENCE = re.compile(r"""(?:[.!?…。！？][)\]}"'”’»]*|https?://\S+)$""")


def ends_a_sentence(text: str) -> bool:
    """Whether a text ends as a whole one does: with a sentence's mark, or an address."""
    return _END_OF_SENTENCE.search(text) is not None


class Line(NamedTuple):
    """One line without its end; numbers begin with 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class TextSource:
    """A text file whose encoding is known; its lines can be read any number of times.

    Attributes:
        encoding: as Python names it.
        guessed: the encoding was neither announced nor given, and it is not UTF-8.
        damaged: some bytes do not belong to the encoding.
        notes: what is unusual about the file and does no harm.
    """

    source: Source
    encoding: str
    guessed: bool = False
    damaged: bool = False
    notes: tuple[str, ...] = ()

    def lines(self) -> Iterator[Line]:
        """All lines, without blanks around them; bytes that do not belong to the encoding become U+FFFD."""
        with _reader(self.source.path, self.encoding) as file:
            for number, line in enumerate(file, start=1):
                yield Line(number, line.strip())

    def raw_lines(self) -> Iterator[Line]:
        """All lines, with the blanks around them."""
        with _reader(self.source.path, self.encoding) as file:
            for number, line in enumerate(file, start=1):
                yield Line(number, line.rstrip("\n"))

    def locator(self, line: int) -> Locator:
        """The place of a line."""
        return Locator(self.source.name, line)

    def faults(self) -> Iterator[Fault]:
        """What went wrong when bytes were turned into text, in the order of lines."""
        if not (self.guessed or self.damaged):
            return
        told = not self.guessed
        with _reader(self.source.path, self.encoding) as file:
            for number, line in enumerate(file, start=1):
                if line.isascii():
                    continue
                if not told:
                    told = True
                    message = f"not UTF-8; read as {self.encoding}, give --encoding if that is wrong"
                    yield fault(self.locator(number), "other-encoding", message, line.strip())
                if _REPLACED in line:
                    message = f"bytes that are not {self.encoding} became U+FFFD, or had become it before"
                    yield fault(self.locator(number), "undecodable-bytes", message, line.strip())


def open_text(source: Source, encoding: str | None = None) -> TextSource:
    """Find out how a file turns into text.

    A byte order mark decides; then the encoding given; then UTF-8, if the bytes fit it or more of its
    characters beyond ASCII fit than fail; then windows-1252.

    Raises:
        SourceError: the encoding given is unknown, or the file cannot be read.
    """
    head = read_head(source.path, _HEAD)
    announced = next((name for bom, name in _BOMS if head.startswith(bom)), None)
    notes = ["it begins with a byte order mark"] if announced else []
    chosen = announced or encoding or _utf_16_without_mark(head) or "utf-8"
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=chosen)
    except LookupError as error:
        raise SourceError(
            f"encoding {chosen!r} is unknown", remedy="Give one that Python knows, as latin-1"
        ) from error
    fitting, failing = _count_characters(source.path, chosen)
    guessed = False
    if failing and not announced and not encoding and failing >= fitting:
        chosen, guessed = _LEGACY, True
        fitting, failing = _count_characters(source.path, chosen)
    return TextSource(source, chosen, guessed, failing > 0, tuple(notes))


def open_binary(path: Path) -> BinaryIO:
    """Open a file for its bytes, unpacked if it is compressed with gzip."""
    with path.open("rb") as file:
        compressed = file.read(len(_GZIP)) == _GZIP
    return cast("BinaryIO", gzip.open(path, "rb")) if compressed else path.open("rb")


def read_head(path: Path, size: int) -> bytes:
    """The first bytes of a file, unpacked.

    Raises:
        SourceError: the file cannot be read, or its compression is broken from the start.
    """
    try:
        with open_binary(path) as file:
            return file.read(size)
    except (OSError, EOFError, zlib.error) as error:
        raise _unreadable(path, error) from error


def _utf_16_without_mark(head: bytes) -> str | None:
    """UTF-16 in one of its byte orders where every second byte or so is zero."""
    even, odd = head[0:200:2].count(0), head[1:200:2].count(0)
    if (even + odd) * 3 <= len(head[:200]):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _reader(path: Path, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(open_binary(path), encoding=encoding, errors="replace")


def _count_characters(path: Path, encoding: str) -> tuple[int, int]:
    """How many characters beyond ASCII fit the encoding, and how many bytes do not."""
    fitting = failing = 0
    try:
        with _reader(path, encoding) as file:
            while text := file.read(_CHUNK):
                if not text.isascii():
                    bad = text.count(_REPLACED)
                    failing += bad
                    fitting += len(text) - len(text.encode("ascii", "ignore")) - bad
    except (OSError, EOFError, zlib.error) as error:
        raise _unreadable(path, error) from error
    return fitting, failing


def _unreadable(path: Path, error: Exception) -> SourceError:
    return SourceError(f"cannot be read: {error}", where=path.name, remedy="Give a whole, readable file")
