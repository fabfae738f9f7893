"""Which authors an export draws: all of them, or one author's neighbourhood."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.engine import Engine
from graphkit.errors import ExportError


@dataclass(frozen=True)
class Selection:
    """The authors to draw, as ids of rows in ascending order, and what to say about it."""

    rows: tuple[int, ...] | None
    title: str

    def where(self, column: str) -> str:
        """A SQL condition that `column` is one of the rows; true where all authors are drawn."""
        if self.rows is None:
            return "true"
        return f"{column} IN ({', '.join(str(row) for row in self.rows)})"


def select_authors(engine: Engine, ego: str | None) -> Selection:
    """All authors, or the author `ego` (a name, a spelling or an id) with all co-authors.

    Raises:
        ExportError: no author, or more than one, has that name.
    """
    if ego is None:
        return Selection(None, "Co-authorship map")
    found = engine.rows(
        "SELECT _id, id, name, papers FROM node_author "
        "WHERE id = $name OR name = $name OR list_contains(name_variants, $name) ORDER BY papers DESC, id",
        {"name": ego},
    )
    if not found:
        raise ExportError(f"no author is named {ego!r}", remedy="Look the name up with `graphkit explain`")
    if len(found) > 1:
        ids = ", ".join(f"{row[1]} ({row[3]} papers)" for row in found[:5])
        raise ExportError(
            f"{len(found)} authors are named {ego!r}: {ids}", remedy="Give the id of the one you mean"
        )
    row, _, name, _ = found[0]
    neighbours = engine.rows(
        "SELECT _target FROM rel_coauthored_with WHERE _source = $row "
        "UNION SELECT _source FROM rel_coauthored_with WHERE _target = $row",
        {"row": row},
    )
    return Selection(tuple(sorted({row, *(other for (other,) in neighbours)})), f"Co-authors of {name}")
