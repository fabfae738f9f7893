"""The rows of one query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphkit.errors import GraphkitError

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


@dataclass(frozen=True)
class Result:
    """The rows of one query.

    Iterating gives tuples in the query's order; values are None, bool, int, float, str, datetime.date,
    Duration, list, dict, Node, Relationship or Path.

    Attributes:
        columns: names of the columns, in the order of RETURN.
        rows: the rows.
        warnings: what the query probably did not mean, as an unknown label.
    """

    columns: list[str]
    rows: list[tuple[Any, ...]]
    warnings: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def single(self) -> tuple[Any, ...]:
        """The only row; a GraphkitError where there is none or more than one."""
        if len(self.rows) != 1:
            raise GraphkitError(f"exactly one row was asked for, the query gave {len(self.rows)}")
        return self.rows[0]

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a row, keyed by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_arrow(self) -> pyarrow.Table:
        """A pyarrow Table; nodes, relationships and paths become structs, mixed columns JSON text."""
        from graphkit.results.arrow import to_arrow  # noqa: PLC0415 - slow to import, and seldom needed

        return to_arrow(self)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame with the columns of `to_arrow`; pandas must be installed."""
        table = self.to_arrow()
        try:
            return table.to_pandas()
        except ModuleNotFoundError as error:
            raise GraphkitError("pandas is not installed", remedy="pip install 'graphkit[pandas]'") from error

    def to_polars(self) -> polars.DataFrame:
        """A polars DataFrame with the columns of `to_arrow`; polars must be installed."""
        try:
            import polars  # noqa: PLC0415 - an extra
        except ModuleNotFoundError as error:
            raise GraphkitError("polars is not installed", remedy="pip install 'graphkit[polars]'") from error
        return polars.DataFrame(self.to_arrow())
