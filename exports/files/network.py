"""The co-authorship network as rows, in an order that depends on the graph alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphkit.cypher.types import SHIFT
from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.layout.authors import author_layout

COUNTINGS = {"full": "weight_full", "fractional": "weight_fractional_max"}
"""Counting methods and the property that each takes as the weight; for fractional counting the upper bound."""


def weight_column(counting: str) -> str:
    """The property behind a counting method.

    Raises:
        ExportError: there is no such method.
    """
    if counting not in COUNTINGS:
        raise ExportError(
            f"there is no counting method named {counting!r}", remedy=f"Choose one of: {', '.join(COUNTINGS)}"
        )
    return COUNTINGS[counting]


class NetworkRows:
    """Rows of authors and co-authorships, each a dict; numbers of authors count from 0.

    A layout that the file does not keep is worked out.

    Args:
        engine: the graph.
        counting: the counting method of the weight.

    Raises:
        ExportError: there is no such counting method.
    """

    def __init__(self, engine: Engine, counting: str) -> None:
        self._engine = engine
        self._weight = weight_column(counting)
        self._layout = author_layout(engine)
        (self.authors,) = engine.rows("SELECT count(*) FROM node_author")[0]
        (self.edges,) = engine.rows("SELECT count(*) FROM rel_coauthored_with")[0]

    def author_rows(self) -> Iterator[dict[str, Any]]:
        """Authors in the order of their table, with place, community (-1 for none) and a unique label."""
        rows = self._rows(
            "SELECT id, coalesce(name, id) AS name, CASE WHEN count(*) OVER (PARTITION BY coalesce(name, id)) > 1 "
            "THEN concat(name, ' [', id, ']') ELSE coalesce(name, id) END AS label, "
            "coalesce(papers, 0) AS papers, first_year, last_year, orcid FROM node_author ORDER BY _id"
        )
        places = zip(self._layout.positions.tolist(), self._layout.community.tolist(), strict=True)
        for number, (row, ((x, y), community)) in enumerate(zip(rows, places, strict=True)):
            yield {"number": number, **row, "x": x, "y": y, "community": community}

    def edge_rows(self) -> Iterator[dict[str, Any]]:
        """Co-authorships in the order of their table."""
        return self._rows(
            f"SELECT _source % {SHIFT} AS source, _target % {SHIFT} AS target, {self._weight} AS weight, papers, "
            "first_year, last_year, weight_full, weight_fractional, weight_fractional_max, complete "
            "FROM rel_coauthored_with ORDER BY _source, _target"
        )

    def edge_years(self) -> Iterator[dict[str, Any]]:
        """The same edges in the same order, each with its `years`: year and joint papers in it."""
        return self._rows(
            f"SELECT _source % {SHIFT} AS source, _target % {SHIFT} AS target, {self._weight} AS weight, c.papers, "
            "first_year, last_year, weight_full, weight_fractional, weight_fractional_max, complete, "
            "coalesce(years, []) AS years FROM rel_coauthored_with c LEFT JOIN ("
            "SELECT a, b, list({'year': year, 'papers': n} ORDER BY year) AS years FROM ("
            "SELECT x._source AS a, y._source AS b, year, count(DISTINCT p._id) AS n FROM rel_authored x "
            "JOIN rel_authored y ON x._target = y._target AND x._source < y._source "
            "JOIN node_paper p ON p._id = x._target WHERE year IS NOT NULL GROUP BY ALL) GROUP BY a, b) "
            "ON a = _source AND b = _target ORDER BY _source, _target"
        )

    def _rows(self, sql: str) -> Iterator[dict[str, Any]]:
        for batch in self._engine.batches(sql):
            yield from batch.to_pylist()
