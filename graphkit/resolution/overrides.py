"""A user's own judgements: `overrides.csv` with the columns action, a, b, note.

`action` is `same` or `different`; `a` and `b` are mention keys (paper#position, or source:line), author
ids, or names. What means several authors, as a name or a line may, is refused. References are looked up in
the authors that come out without overrides. `same` makes one author of the two, also where a rule would
not; `different` keeps them apart: where both were one by an equal name or id, the mentions that `b` names
leave it, all others stay.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graphkit.engine import Engine
from graphkit.errors import OverrideError
from graphkit.names import parse

COLUMNS = ("action", "a", "b", "note")
ACTIONS = ("same", "different")


@dataclass(frozen=True, slots=True)
class Override:
    """One line of an overrides file; `where` is file:line."""

    action: str
    a: str
    b: str
    note: str
    where: str


@dataclass(frozen=True, slots=True)
class PlacedOverride:
    """An override and the places on papers that its two references mean."""

    override: Override
    a: frozenset[int]
    b: frozenset[int]


def read_overrides(path: Path) -> list[Override]:
    """Read an overrides file.

    Raises:
        OverrideError: the file cannot be read, lacks a column, or a line has an unknown action or an empty
            reference.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OverrideError(
            f"cannot be read: {error}", where=path.name, remedy="Give a CSV file in UTF-8"
        ) from error
    rows = csv.DictReader(text.splitlines())
    missing = [column for column in COLUMNS[:3] if column not in (rows.fieldnames or ())]
    if missing:
        raise OverrideError(
            f"lacks the column {missing[0]!r}", where=path.name, remedy=f"The columns are {','.join(COLUMNS)}"
        )
    overrides = []
    for row in rows:
        where = f"{path.name}:{rows.line_num}"
        action, a, b, note = ((row.get(column) or "").strip() for column in COLUMNS)
        if action not in ACTIONS:
            raise OverrideError(f"unknown action {action!r}", where=where, remedy="Write same or different")
        if not a or not b:
            raise OverrideError(
                "a or b is empty", where=where, remedy="Give a mention key, an author id or a name"
            )
        overrides.append(Override(action, a, b, note, where))
    return overrides


def place_overrides(engine: Engine, overrides: Iterable[Override]) -> list[PlacedOverride]:
    """Find what the references mean. Needs `place` and `place_author` of the authors without overrides.

    Raises:
        OverrideError: a reference means nothing, or a name more than one author.
    """
    placed = []
    for override in overrides:
        a, b = (_places(engine, reference, override.where) for reference in (override.a, override.b))
        if a & b:
            raise OverrideError(
                f"{override.a!r} and {override.b!r} mean the same mentions", where=override.where, subject=override,
                remedy="Name two different mentions, authors or names",
            )  # fmt: skip
        placed.append(PlacedOverride(override, a, b))
    return placed


def _places(engine: Engine, reference: str, where: str) -> frozenset[int]:
    rows = (
        engine.rows(f"{_PLACE} WHERE key = $1 ORDER BY key", [reference])
        or engine.rows(f"{_PLACE} WHERE author_id = $1 ORDER BY key", [reference])
        or engine.rows(f"{_PLACE} WHERE place_id IN ({_ON_LINE}) ORDER BY key", [reference])
        or engine.rows(f"{_PLACE} WHERE full_name = $1 ORDER BY key", [parse(reference).full])
    )
    if not rows:
        raise OverrideError(
            f"nothing is called {reference!r}",
            where=where,
            subject=reference,
            remedy="Give a mention key (paper#position or source:line), an author id, or a name as it is written",
        )
    authors = {author: (key, name) for _, author, key, name in reversed(rows)}
    if len(authors) > 1:
        listed = "; ".join(f"{author} ({name}, {key})" for author, (key, name) in sorted(authors.items()))
        raise OverrideError(
            f"{reference!r} means {len(authors)} authors",
            where=where,
            subject=sorted(authors),
            remedy=f"Give an author id or a mention key instead: {listed}",
        )
    return frozenset(place for place, *_ in rows)


_PLACE = "SELECT place_id, author_id, key, name FROM place JOIN place_author USING (place_id)"
_ON_LINE = """
    SELECT place_id FROM mention_place JOIN mention USING (mention_id) JOIN record USING (record_id)
    JOIN source USING (source_id) WHERE path || ':' || mention.line = $1
"""
