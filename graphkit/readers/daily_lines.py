"""The lines of a daily-papers listing: furniture, text, and the foot of a card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from graphkit.readers.dates import DATE_PATTERN, WrittenDate
from graphkit.readers.text import Line

_FURNITURE = (
    re.compile(r"^new$", re.IGNORECASE),
    re.compile(r"^Get trending papers in your email inbox.{0,20}$", re.IGNORECASE),
    re.compile(r"^Subscribe$", re.IGNORECASE),
    re.compile(r"^Daily Papers$", re.IGNORECASE),
    re.compile(r"^by\s*.{1,30} and the research community$", re.IGNORECASE),
)
_AUTHOR_COUNT = re.compile(r"^[•·*-]?\s*([0-9][0-9,]*)\s+authors?$")
_DATE = re.compile(rf"^{DATE_PATTERN}(?:\s+(?P<count>[0-9][0-9,]*))?$")
_BROKEN_DATE = re.compile(r"^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b.{0,16}$")
_ORGANISATION = re.compile(r"^(?P<handle>[A-Za-z0-9][A-Za-z0-9_.-]*)(?:\s+(?P<name>\S.*))?$")
_DOT = "·"
_LONGEST_SHORT_LINE = 80


class Kind(Enum):
    """What a line is."""

    TEXT = "text"
    FURNITURE = "furniture"
    COUNT = "author count"
    DOT = "dot"
    DATE = "date"


class Piece(NamedTuple):
    """One line with its kind, and whether a blank line stands before it."""

    line: Line
    kind: Kind
    after_blank: bool


@dataclass(slots=True)
class Foot:
    """What stands below a card: an author count or an organisation, a date, and a number nobody explains."""

    author_count: int | None = None
    organisation: Line | None = None
    date: WrittenDate | None = None
    date_line: Line | None = None
    reported_count: int | None = None
    lines: list[Line] = field(default_factory=list)


def kind_of(text: str) -> Kind:
    """What a line is by its text alone."""
    if len(text) > _LONGEST_SHORT_LINE:
        return Kind.TEXT
    if text == _DOT:
        return Kind.DOT
    if _AUTHOR_COUNT.match(text):
        return Kind.COUNT
    if _DATE.match(text):
        return Kind.DATE
    return Kind.FURNITURE if is_furniture(text) else Kind.TEXT


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page and to no card."""
    return any(pattern.match(text) for pattern in _FURNITURE)


def looks_like_date(text: str) -> bool:
    """Whether a line begins as a date does, though it may be broken."""
    return _BROKEN_DATE.match(text) is not None


def parse_author_count(text: str) -> int:
    """The number in a line of kind COUNT."""
    match = _AUTHOR_COUNT.match(text)
    assert match is not None, text  # noqa: S101 - the caller has seen the line's kind
    return int(match[1].replace(",", ""))


def parse_date(text: str) -> tuple[WrittenDate, int | None]:
    """The date in a line of kind DATE, and the number behind it."""
    match = _DATE.match(text)
    assert match is not None, text  # noqa: S101 - the caller has seen the line's kind
    return WrittenDate.of(match), int(match["count"].replace(",", "")) if match["count"] else None


def parse_organisation(text: str) -> tuple[str | None, str] | None:
    """Handle and display name of an organisation, as `stanfordnlp` and `Stanford NLP`; None for no such."""
    match = _ORGANISATION.match(text)
    if match is None or len(text) > _LONGEST_SHORT_LINE or text.endswith((".", "?", "!", ":")):
        return None
    return match["handle"], match["name"] or match["handle"]


def pieces(lines: Iterable[Line]) -> Iterator[Piece]:
    """All lines that are not blank, with their kinds."""
    after_blank = True
    for line in lines:
        if line.text:
            yield Piece(line, kind_of(line.text), after_blank)
        after_blank = not line.text
