"""Shortest paths for the running query: a function that SQL calls with a start and an end.

The adjacency arrays of a set of relationship tables are made when they are first needed and kept.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlglot import exp

from graphkit.cypher.adjacency import Adjacency, Ints, Search, Trail
from graphkit.cypher.catalogue import Catalogue
from graphkit.cypher.runtime.values import CypherValueError
from graphkit.cypher.types import SHIFT
from graphkit.cypher.values import sql

if TYPE_CHECKING:
    from graphkit.engine import Connection

_NULL_TOO: Any = "special"  # DuckDB's annotations know only its enumeration
FUNCTION = "gk_shortest"
SAME_ENDS = (
    "shortestPath does not work where start and end are the same node; add a condition that they differ"
)
KEPT = 4
"""Adjacencies kept at a time."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The relationships of one table, by its number, walked along or against their direction.

    `loops` tells whether relationships from a node to itself are among them.
    """

    table: int
    reverse: bool
    loops: bool


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """What a query asks of a search.

    Attributes:
        walks: the relationship tables that may be walked.
        longest: the greatest length; None for any.
        every: all shortest paths, not just one.
        closed: at least one step, also where start and end are the same node.
        distinct_ends: start and end being the same node is an error, as for Neo4j's older functions.
    """

    walks: tuple[Walk, ...]
    longest: int | None
    every: bool
    closed: bool
    distinct_ends: bool


class Searches:
    """The searches of one session, by number."""

    def __init__(self, connection: Connection, catalogue: Catalogue) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._plans: list[SearchPlan] = []
        self._made: OrderedDict[tuple[Walk, ...], tuple[Adjacency, Adjacency]] = OrderedDict()
        counts = [table.count for table in catalogue.nodes]
        self._offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def register(self, connection: Connection) -> None:
        """Let the connection's SQL call the searches."""
        connection.create_function(
            FUNCTION,
            self.run,
            ["BIGINT", "BIGINT", "BIGINT"],
            "STRUCT(n BIGINT[], r BIGINT[])[]",
            null_handling=_NULL_TOO,
        )

    def number(self, plan: SearchPlan) -> int:
        """The number by which SQL calls a search."""
        if plan not in self._plans:
            self._plans.append(plan)
        return self._plans.index(plan)

    def run(self, number: int, start: int | None, end: int | None) -> list[dict[str, list[int]]] | None:
        """The shortest paths between two nodes by their ids."""
        if start is None or end is None:
            return None
        plan = self._plans[number]
        if plan.distinct_ends and start == end:
            raise CypherValueError("ArgumentError", "SameStartAndEnd", SAME_ENDS)
        forward, backward = self._adjacency(plan.walks)
        search = Search(forward, backward, plan.longest)
        found = search.paths(self._place(start), self._place(end), every=plan.every, closed=plan.closed)
        return [self._path(trail) for trail in found]

    def _place(self, id_: int) -> int:
        return int(self._offsets[id_ // SHIFT]) + id_ % SHIFT

    def _path(self, trail: Trail) -> dict[str, list[int]]:
        nodes = np.array(trail[0], dtype=np.int64)
        tables = np.searchsorted(self._offsets, nodes, side="right") - 1
        return {"n": (tables * SHIFT + nodes - self._offsets[tables]).tolist(), "r": trail[1]}

    def _adjacency(self, walks: tuple[Walk, ...]) -> tuple[Adjacency, Adjacency]:
        """The adjacency in the direction walked and against it."""
        if walks not in self._made:
            read = {number: self._ends(number) for number in {walk.table for walk in walks}}
            ends = [_turned(walk, *read[walk.table]) for walk in walks] or [(np.empty(0, np.int64),) * 3]
            sources, targets, ids = (np.concatenate(parts) for parts in zip(*ends, strict=True))
            count = int(self._offsets[-1])
            forward = Adjacency.of(sources, targets, ids, count)
            ways = {(walk.table, walk.reverse) for walk in walks}
            both_ways = ways == {(table, not reverse) for table, reverse in ways}
            backward = forward if both_ways else Adjacency.of(targets, sources, ids, count)
            self._made[walks] = forward, backward
            if len(self._made) > KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(walks)
        return self._made[walks]

    def _ends(self, number: int) -> tuple[Ints, Ints, Ints]:
        """Of a table's relationships the numbers of source and target, and their ids."""
        table = self._catalogue.relationships[number]
        query = exp.select(*(sql.column("t", name) for name in ("_source", "_target", "_id")))
        columns = self._connection.execute(
            query.from_(sql.table(table.table, "t")).sql("duckdb")
        ).fetchnumpy()
        source = columns["_source"] - (table.source * SHIFT - self._offsets[table.source])
        target = columns["_target"] - (table.target * SHIFT - self._offsets[table.target])
        return source, target, columns["_id"]


def _turned(walk: Walk, source: Ints, target: Ints, ids: Ints) -> tuple[Ints, Ints, Ints]:
    """The ends in the direction walked, without loops where these are not wanted."""
    if not walk.loops:
        kept = source != target
        source, target, ids = source[kept], target[kept], ids[kept]
    return (target, source, ids) if walk.reverse else (source, target, ids)
