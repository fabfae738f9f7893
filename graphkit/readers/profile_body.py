"""The body of a profile card: title, byline and abstract, on lines of their own or run together."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from graphkit.readers.byline import Byline, parse_byline
from graphkit.readers.run_together import names_behind, split_title_and_byline
from graphkit.readers.text import Line

_LONGEST_TITLE_LINE = 600
_LONGEST_TITLE = 300
_LINES_TO_SEARCH = 4


class Trouble(NamedTuple):
    """A fault in a body: the line, the kind, the message."""

    line: Line
    kind: str
    message: str


@dataclass(slots=True)
class Body:
    """A paper as the lines of one card tell it; never without a line.

    Attributes:
        title: empty where it is missing.
    """

    lines: list[Line]
    title: str
    byline: Byline | None
    byline_line: Line | None
    abstract: str | None
    troubles: list[Trouble] = field(default_factory=list)


class _Found(NamedTuple):
    """Where a byline stands: its line's place, and the part of the title on that same line."""

    place: int
    byline: Byline
    title: str
    sure: bool


def run_together(lines: list[Line]) -> int:
    """A card's vote: 1 where title and byline run together, -1 where they stand apart, else 0."""
    if not lines:
        return 0
    if len(lines) > 1 and _byline(lines[1], ()) is not None:
        return -1
    return 1 if _split(lines, 0, ()) is not None else 0


def known_names(lines: list[Line]) -> tuple[str, ...]:
    """The names of a card that certainly are whole: of a byline apart, or behind the one run together."""
    if len(lines) > 1:
        byline = _byline(lines[1], ())
        if byline is not None:
            return byline.names if byline.is_strong else ()
    return names_behind(lines[0].text) if lines and len(lines[0].text) <= _LONGEST_TITLE_LINE else ()


def read_bodies(lines: list[Line], known: Collection[str], together: bool, *, has_head: bool) -> list[Body]:
    """Read the lines of a card; more than one body where the head line of a further card is missing.

    Args:
        lines: the lines behind the head, without blank ones.
        known: names seen on the page.
        together: on this page, title and byline run together.
        has_head: a head line stands before; without one, lines up to the first sure byline are no card.
    """
    whole = has_head and len(lines) <= (2 if together else 3)
    starts = [0] if whole else sorted({0, *_hidden_starts(lines, known, from_start=not has_head)})
    parts = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return [
        _read_body(part, known, together, search=has_head or place > 0 or _opens(part, known))
        for place, part in enumerate(parts)
        if part
    ]


def _opens(lines: list[Line], known: Collection[str]) -> bool:
    return next(_hidden_starts(lines, known, from_start=True), None) == 0


def _read_body(lines: list[Line], known: Collection[str], together: bool, *, search: bool) -> Body:
    found = _find_byline(lines, known, together) if search else None
    if found is None:
        return _body_without_byline(lines, known, search=search)
    title_lines = [line.text for line in lines[: found.place]] + ([found.title] if found.title else [])
    rest = lines[found.place + 1 :]
    body = Body(lines, " ".join(title_lines), found.byline, lines[found.place], _abstract(rest))
    if len(title_lines) > 1:
        message = "the title stands on several lines, which were joined"
        body.troubles.append(Trouble(lines[1], "title-over-several-lines", message))
    if not found.sure:
        message = f"title and first author run together; {found.byline.names[0]!r} was taken for the author"
        body.troubles.append(Trouble(lines[found.place], "title-author-boundary-unsure", message))
    body.troubles += _abstract_troubles(lines[-1], rest)
    return body


def _body_without_byline(lines: list[Line], known: Collection[str], *, search: bool) -> Body:
    """A body whose first line is its title, unless it looks like a byline or an abstract."""
    first = _byline(lines[0], known)
    title_missing = first is not None and _is_certain(first, known)
    if not search or title_missing or len(lines[0].text) > _LONGEST_TITLE:
        return Body(lines, "", None, None, None)
    body = Body(lines, lines[0].text, None, None, _abstract(lines[1:]))
    body.troubles.append(Trouble(lines[0], "card-without-byline", "the card names no authors"))
    body.troubles += _abstract_troubles(lines[-1], lines[1:])
    return body


def _abstract_troubles(last: Line, lines: list[Line]) -> Iterator[Trouble]:
    if not lines:
        yield Trouble(last, "card-without-abstract", "the card has no abstract")
    elif len(lines) > 1:
        message = "the abstract stands on several lines, which were joined"
        yield Trouble(lines[1], "abstract-over-several-lines", message)


def _abstract(lines: list[Line]) -> str | None:
    return "\n".join(line.text for line in lines) or None


def _find_byline(lines: list[Line], known: Collection[str], together: bool) -> _Found | None:
    if together:
        return _run_together_byline(lines, known, any_place=False) or _byline_apart(lines, known)
    return _byline_apart(lines, known) or _run_together_byline(lines, known, any_place=True)


def _byline_apart(lines: list[Line], known: Collection[str]) -> _Found | None:
    """The surest byline among the lines below the first: known names, then looks, then its place."""
    bylines = [(place, _byline(lines[place], known)) for place in range(1, min(len(lines), _LINES_TO_SEARCH))]
    found = [_Found(place, byline, "", True) for place, byline in bylines if byline is not None]
    for one in found:
        if _names_known(one.byline, known):
            return one
    for one in found:
        if one.byline.is_strong:
            return one
    return found[0] if found and found[0].place == 1 else None


def _run_together_byline(lines: list[Line], known: Collection[str], *, any_place: bool) -> _Found | None:
    """A byline behind a title on one line; below the first, or at `any_place`, only a sure one counts."""
    for place in range(min(len(lines), _LINES_TO_SEARCH)):
        found = _split(lines, place, known)
        if found is None:
            continue
        if (place == 0 and not any_place) or found.byline.truncated or _names_known(found.byline, known):
            return found
    return None


def _hidden_starts(lines: list[Line], known: Collection[str], *, from_start: bool) -> Iterator[int]:
    """Places where a card begins whose head line is missing: only sure bylines tell."""
    earliest = 0 if from_start else _end_of_byline(lines, known)
    for place in range(earliest, len(lines)):
        byline = _byline(lines[place], known)
        if byline is not None and _is_certain(byline, known) and place > earliest:
            yield place - 1
            earliest = place + 1
        elif byline is None:
            found = _split(lines, place, known)
            if found is not None and _is_certain(found.byline, known):
                yield place
                earliest = place + 1


def _end_of_byline(lines: list[Line], known: Collection[str]) -> int:
    """The place behind the card's own byline."""
    for place in range(min(len(lines), _LINES_TO_SEARCH)):
        if (place > 0 and _byline(lines[place], known)) or _split(lines, place, known):
            return place + 1
    return 1


def _is_certain(byline: Byline, known: Collection[str]) -> bool:
    several = byline.truncated and len(byline.names) > 1 and byline.cost <= 2
    return several or (len(byline.names) > 1 and _names_known(byline, known)) or byline.names[-1] in known


def _names_known(byline: Byline, known: Collection[str]) -> bool:
    return any(name in known for name in byline.names)


def _byline(line: Line, known: Collection[str]) -> Byline | None:
    return parse_byline(line.text, known) if len(line.text) <= _LONGEST_TITLE_LINE else None


def _split(lines: list[Line], place: int, known: Collection[str]) -> _Found | None:
    text = lines[place].text
    if len(text) > _LONGEST_TITLE_LINE:
        return None
    abstract = lines[place + 1].text if place + 1 < len(lines) else ""
    split = split_title_and_byline(text, known, abstract)
    return _Found(place, split.byline, split.title, split.sure) if split else None
