"""LIMIT before look-ups: properties that only show up in the result are read for the rows that are left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlglot import exp

from graphkit.cypher.compiler.frames import Frame
from graphkit.cypher.compiler.scans import Derived, Scan, Source
from graphkit.cypher.values import sql
from graphkit.cypher.values.operators import can_raise


def lookups(frame: Frame, items: Sequence[exp.Expression], order: Iterable[exp.Expression]) -> list[Scan]:
    """The look-ups of a frame that neither its rows nor their order depend on.

    A look-up finds exactly one row for each, so that it can as well be made later. An expression that can fail
    keeps its look-ups: it has to fail for rows beyond the limit too.
    """
    held = {source.alias: source for source in frame.sources}
    early = [*frame.conditions, *order, *(item for item in items if can_raise(item))]
    needed = [alias for alias, source in held.items() if not _is_lookup(source)]
    needed += [alias for expression in early for alias in _mentioned(expression)]
    seen: set[str] = set()
    while needed:
        alias = needed.pop()
        if alias in held and alias not in seen:
            seen.add(alias)
            needed += _depends(held[alias])
    return [source for alias, source in held.items() if alias not in seen and isinstance(source, Scan)]


def limited(
    frame: Frame, items: Sequence[exp.Expression], late: Sequence[Scan], limit: sql.Limiter
) -> exp.Select:
    """The items for the rows that `limit` leaves of the frame, with the late look-ups made for these only."""
    alias = frame.compilation.alias("f")
    later = {scan.alias for scan in late}
    sources = [source for source in frame.sources if source.alias not in later]
    inner = Frame(frame.compilation, frame.outer, sources=sources, conditions=frame.conditions)
    carried = _Carried(alias, {source.alias for source in sources})
    early: list[exp.Expression] = []
    shown: list[exp.Expression] = []
    for item in items:
        if later & set(_mentioned(item)):
            shown.append(sql.alias(carried.over(item.this), item.alias))
        else:
            early.append(item)
            shown.append(sql.alias(sql.column(alias, item.alias), item.alias))
    scans = [replace(scan, on=carried.over(scan.on)) for scan in late if scan.on is not None]
    early += [sql.alias(column.copy(), name) for column, name in carried.names.items()]
    rows: list[Source] = [Derived(alias, limit(inner.select(early)), lateral=False), *scans]
    return Frame(frame.compilation, frame.outer, sources=rows).select(shown)


@dataclass(slots=True)
class _Carried:
    """Columns that limited rows have to carry for what is computed after them.

    Attributes:
        alias: the name of the limited rows.
        sources: the sources inside them.
        names: the names under which columns are carried.
    """

    alias: str
    sources: set[str]
    names: dict[exp.Expression, str] = field(default_factory=dict)

    def over(self, expression: exp.Expression) -> exp.Expression:
        """The expression over the limited rows."""
        copy = expression.copy()
        for column in list(copy.find_all(exp.Column)):
            if column.table in self.sources:
                place = sql.column(self.alias, self.names.setdefault(column.copy(), f"d{len(self.names)}"))
                if column is copy:
                    return place
                column.replace(place)
        return copy


def _is_lookup(source: Source) -> bool:
    return isinstance(source, Scan) and source.on is not None


def _depends(source: Source) -> list[str]:
    """The aliases that a source refers to."""
    if isinstance(source, Scan):
        return _mentioned(source.on) if source.on is not None else []
    return _mentioned(source.query) if isinstance(source, Derived) else []


def _mentioned(expression: exp.Expression) -> list[str]:
    """The aliases of all columns in an expression."""
    return [column.table for column in expression.find_all(exp.Column)]
