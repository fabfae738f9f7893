"""The parts of an author profile page: its header, and the cards that a head line opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from graphkit.categories import ARXIV, resolve
from graphkit.readers.dates import DATE_PATTERN, WrittenDate
from graphkit.readers.text import Line

_LONGEST_HEAD = 48
_SCORE = r"(?P<score>[0-9]{1,3}(?:\.[0-9]+)?)?"
_CODE = r"[A-Za-z][A-Za-z.-]{0,24}"
_HEAD = re.compile(rf"^{_SCORE}\s*(?P<category>{_CODE}?)??\s*{DATE_PATTERN}\s*(?P<code>Code)?$")
_UNDATED_HEAD = re.compile(
    rf"^{_SCORE}\s*(?P<category>{_CODE}?)\s*(?P<rest>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec).{{0,12}}?)?"
    r"(?P<code>Code)?$"
)
_NUMBER = "([0-9][0-9,]*)"
_DECIMAL = r"([0-9]+(?:\.[0-9]+)?)"
_STATISTICS: tuple[tuple[str, re.Pattern[str], type[int] | type[float]], ...] = (
    ("h_index", re.compile(rf"^h-index\s*{_NUMBER}$", re.IGNORECASE), int),
    ("papers", re.compile(rf"^{_NUMBER}\s*papers?$"), int),
    ("citations", re.compile(rf"^{_NUMBER}\s*citations?$", re.IGNORECASE), int),
    ("novelty", re.compile(rf"^Novelty\s*{_DECIMAL}\s*%$", re.IGNORECASE), float),
    ("ai_score", re.compile(rf"^AI Score\s*{_DECIMAL}$", re.IGNORECASE), float),
)
_HEADING = re.compile(rf"^{_NUMBER} Papers?$")


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a card, as `97.9AIApr 10` or `LGJun 14, 2022Code`; its date may be missing."""

    score: float | None
    category: str | None
    date: WrittenDate | None
    has_code: bool


@dataclass(slots=True)
class Card:
    """The lines of one card; the one before the first head has no head."""

    line: int
    head: Head | None
    head_text: str = ""
    body: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Header:
    """What stands above the cards about the person: the name's line, the statistics, lines not understood."""

    name: Line | None = None
    category: str | None = None
    statistics: dict[str, Any] = field(default_factory=dict)
    unknown: list[Line] = field(default_factory=list)


def parse_head(text: str) -> Head | None:
    """The head line of a card, or None for any other line."""
    if len(text) > _LONGEST_HEAD:
        return None
    match = _HEAD.match(text)
    return _head(match, WrittenDate.of(match)) if match else None


def parse_undated_head(text: str) -> Head | None:
    """A head line whose date is missing or broken: a known code, and nothing but the rest of a date."""
    match = _UNDATED_HEAD.match(text) if len(text) <= _LONGEST_HEAD else None
    if match is None or not is_code(match["category"]):
        return None
    return _head(match, None)


def _head(match: re.Match[str], date: WrittenDate | None) -> Head:
    score = float(match["score"]) if match["score"] else None
    return Head(score, match["category"] or None, date, bool(match["code"]))


def is_code(text: str) -> bool:
    """Whether a text is a category's code as such pages write it."""
    return len(text) >= 2 and (text.isupper() or "-" in text or "." in text) and resolve(text).scheme == ARXIV


def cards(lines: Iterable[Line]) -> Iterator[Card]:
    """Cut a page at its head lines; the first card holds what stands above them, and may be empty."""
    card = Card(1, None)
    started = False
    for line in lines:
        if not line.text:
            continue
        head = parse_head(line.text) or (parse_undated_head(line.text) if started else None)
        if head is None:
            card.body.append(line)
            started = started or _HEADING.match(line.text) is not None
            continue
        started = True
        yield card
        card = Card(line.number, head, line.text)
    yield card


def parse_header(lines: list[Line]) -> tuple[Header | None, list[Line]]:
    """Read the lines above the first head: the header, where there is one, and the lines behind it."""
    marks = [place for place, line in enumerate(lines) if _is_statistic(line.text)]
    if not marks:
        return None, lines
    header = Header()
    for place, line in enumerate(lines[: marks[-1] + 1]):
        if _HEADING.match(line.text):
            continue
        found = _statistic(line.text)
        if found is not None:
            header.statistics.setdefault(*found)
        elif header.category is None and is_code(line.text):
            header.category = line.text
        elif header.name is None and place < marks[0]:
            header.name = line
        else:
            header.unknown.append(line)
    return header, lines[marks[-1] + 1 :]


def count_header_marks(texts: Iterable[str]) -> int:
    """How many lines of a header's statistics there are."""
    return sum(_is_statistic(text) for text in texts)


def _is_statistic(text: str) -> bool:
    return _HEADING.match(text) is not None or _statistic(text) is not None


def _statistic(text: str) -> tuple[str, int | float] | None:
    for name, pattern, kind in _STATISTICS:
        match = pattern.match(text)
        if match:
            return name, kind(match[1].replace(",", ""))
    return None
