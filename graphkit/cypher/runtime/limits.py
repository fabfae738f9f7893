"""Limits on single values, which DuckDB makes without looking at its memory limit or at a deadline."""

from __future__ import annotations

from typing import Any

from graphkit.cypher.runtime.values import CypherValueError

ELEMENTS = 50_000_000
"""The elements of all lists that range() makes at a time."""


def limit_error(what: str) -> CypherValueError:
    """A value beyond what graphkit makes; LimitError is what the user sees."""
    return CypherValueError("LimitError", "", what)


def check_sizes(sizes: Any) -> Any:
    """An Arrow array of the sizes of lists that are about to be made at a time, as it is.

    Raises:
        CypherValueError: they would take too much memory.
    """
    if sizes.to_numpy().sum(dtype="float64") > ELEMENTS:
        raise limit_error(f"range() would make lists of more than {ELEMENTS:,} elements; UNWIND it instead")
    return sizes
