"""Dates and durations of whole months and days; times of day are refused by name."""

from __future__ import annotations

from graphkit.cypher.function_table import Function

FUNCTIONS: tuple[Function, ...] = ()
REFUSED: dict[str, str] = {}
