"""Shortest paths for the running query: a function that SQL calls with a start and an end.

The adjacency arrays of a set of relationship tables are made when they are first needed and kept.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlglot import exp

from graphkit.cypher.adjacency import Adjacency, Ints, Numbers, Search, Side, Trail
from graphkit.cypher.catalogue import Catalogue
from graphkit.cypher.runtime.limits import limit_error
from graphkit.cypher.runtime.values import CypherValueError
from graphkit.cypher.trails import TooManyError, Trails
from graphkit.cypher.types import SHIFT
from graphkit.cypher.values import sql

if TYPE_CHECKING:
    from graphkit.engine import Connection

_NULL_TOO: Any = "special"  # DuckDB's annotations know only its enumeration
FUNCTION = "gk_shortest"
SAME_ENDS = (
    "shortestPath does not work where start and end are the same node; add a condition that they differ"
)
ALONE = 8
"""Searches from one node that are made alone; for more of them all nodes that it reaches are found once."""
_NONE = np.empty(0, np.int32)
KEPT = 4
"""Adjacencies and trees kept at a time."""
READ = 1_000_000
"""Relationships read at a time, so that limits are seen to between."""
FEW = 10_000
"""Nodes of which it is known how often they were asked for."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The relationships of one table, by its number, walked along or against their direction.

    `loops` tells whether relationships from a node to itself are among them.
    """

    table: int
    reverse: bool
    loops: bool

    @property
    def turned(self) -> Walk:
        """The same relationships, walked the other way."""
        return replace(self, reverse=not self.reverse)


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """What a query asks of a search.

    Attributes:
        walks: the relationship tables that may be walked.
        edges: SQL for both ends and ids of those among them that pass all tests; empty where there are none.
        shortest: the least length.
        longest: the greatest length; None for any.
        count: how many paths are asked for.
        groups: all paths of so many lengths, the shortest ones, are asked for instead.
        distinct_ends: start and end being the same node is an error, as for Neo4j's older functions.
    """

    walks: tuple[Walk, ...]
    edges: str
    shortest: int
    longest: int | None
    count: int
    groups: bool
    distinct_ends: bool


class Numbering:
    """Dense numbers over several tables, for ids that leave a gap between two tables.

    Args:
        counts: the number of rows of each table.
    """

    def __init__(self, counts: Sequence[int]) -> None:
        self._firsts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self.total = int(self._firsts[-1])

    def shift(self, table: int) -> int:
        """What the ids of a table exceed its numbers by."""
        return table * SHIFT - int(self._firsts[table])

    def number(self, id_: int) -> int:
        """The number of an id."""
        return id_ - self.shift(id_ // SHIFT)

    def numbers(self, ids: Ints) -> Numbers:
        """The numbers of many ids."""
        return (self._firsts[ids // SHIFT] + ids % SHIFT).astype(np.int32)

    def ids(self, numbers: Sequence[int]) -> list[int]:
        """The ids of numbers."""
        numbered = np.array(numbers, dtype=np.int64)
        tables = np.searchsorted(self._firsts, numbered, side="right") - 1
        found: list[int] = (tables * SHIFT + numbered - self._firsts[tables]).tolist()
        return found


class Searches:
    """The searches of one session, by number.

    Args:
        connection: reads relationships while a query runs on another one.
        catalogue: the tables.
        check: called during searches; raises where the query is to stop.
    """

    def __init__(
        self, connection: Connection, catalogue: Catalogue, check: Callable[[], None] = lambda: None
    ) -> None:
        self._check = check
        self._connection = connection
        self._catalogue = catalogue
        self._plans: list[SearchPlan] = []
        self._made: OrderedDict[object, tuple[Adjacency, Adjacency]] = OrderedDict()
        self._asked: Counter[tuple[SearchPlan, int]] = Counter()
        self._trees: OrderedDict[tuple[SearchPlan, int], Side] = OrderedDict()
        self._nodes = Numbering([table.count for table in catalogue.nodes])
        self._relationships = Numbering([table.count for table in catalogue.relationships])

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
        found = self._found(plan, self._nodes.number(start), self._nodes.number(end))
        return [
            {"n": self._nodes.ids(nodes), "r": self._relationships.ids(walked)} for nodes, walked in found
        ]

    def _found(self, plan: SearchPlan, start: int, end: int) -> list[Trail]:
        """The paths between two nodes by their numbers."""
        self._check()
        forward, backward = self._adjacency(plan)
        if plan.count == 1 and plan.shortest < 2:
            search = Search(forward, backward, plan.longest)
            tree = self._tree(plan, search, start) if start != end else None
            if tree:
                return search.within(tree, end, every=plan.groups)
            return search.paths(start, end, every=plan.groups, closed=plan.shortest > 0)
        trails = Trails(forward, backward, plan.shortest, plan.longest, self._check)
        try:
            return trails.first(start, end, plan.count, groups=plan.groups)
        except TooManyError:
            raise limit_error("there are too many paths to look for the shortest among them") from None

    def _tree(self, plan: SearchPlan, search: Search, start: int) -> Side | None:
        """The tree of a node from which many ends are looked for; None for the first of them."""
        key = (plan, start)
        if key not in self._trees:
            self._asked[key] += 1
            if self._asked[key] <= ALONE:
                if len(self._asked) > FEW:
                    self._asked.clear()
                return None
            self._asked.clear()
            self._trees[key] = search.tree(start, self._check)
            if len(self._trees) > KEPT:
                self._trees.popitem(last=False)
        self._trees.move_to_end(key)
        return self._trees[key]

    def _adjacency(self, plan: SearchPlan) -> tuple[Adjacency, Adjacency]:
        """The adjacency in the direction walked and against it, kept for the next search."""
        key = (plan.walks, plan.edges)
        if key not in self._made:
            self._made[key] = self._tested(plan.edges) if plan.edges else self._whole(plan.walks)
            if len(self._made) > KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        return self._made[key]

    def _whole(self, walks: tuple[Walk, ...]) -> tuple[Adjacency, Adjacency]:
        """Of all relationships of some tables."""
        forward = self._one_way(walks)
        ways = {(walk.table, walk.reverse) for walk in walks}
        if ways == {(table, not reverse) for table, reverse in ways}:
            return forward, forward
        return forward, self._one_way(tuple(walk.turned for walk in walks))

    def _one_way(self, walks: tuple[Walk, ...]) -> Adjacency:
        in_order = sorted(walks, key=lambda walk: (self._from_table(walk), walk.table, walk.reverse))
        ends = [self._ends(walk) for walk in in_order] or [(_NONE, _NONE, _NONE)]
        sources, targets, ids = (np.concatenate(parts) for parts in zip(*ends, strict=True))
        return Adjacency.of(sources, targets, ids, self._nodes.total)

    def _tested(self, edges: str) -> tuple[Adjacency, Adjacency]:
        """Of the relationships that a query gives: columns `a`, `b` and `i`."""
        parts = [(_NONE, _NONE, _NONE)]
        for batch in self._connection.sql(edges).to_arrow_reader(READ):
            self._check()
            sources, targets, ids = (column.to_numpy() for column in batch.columns)
            ends = self._nodes.numbers(sources), self._nodes.numbers(targets)
            parts.append((*ends, self._relationships.numbers(ids)))
        sources, targets, ids = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        total = self._nodes.total
        return Adjacency.of(sources, targets, ids, total), Adjacency.of(targets, sources, ids, total)

    def _from_table(self, walk: Walk) -> int:
        table = self._catalogue.relationships[walk.table]
        return table.target if walk.reverse else table.source

    def _ends(self, walk: Walk) -> tuple[Numbers, Numbers, Numbers]:
        """Of a table's relationships the numbers of both ends as walked, and their ids.

        They come in the order of the end that the walk leaves, where a table has them so.
        """
        table = self._catalogue.relationships[walk.table]
        stored = table.by_target if walk.reverse and table.by_target else table.table
        shifts = {
            "_source": self._nodes.shift(table.source),
            "_target": self._nodes.shift(table.target),
            "_id": self._relationships.shift(table.number),
        }
        items = [
            sql.cast(exp.Sub(this=sql.column("t", name), expression=sql.integer(shift)), "INTEGER")
            for name, shift in shifts.items()
        ]
        query = exp.select(*(sql.alias(item, name) for item, name in zip(items, shifts, strict=True))).from_(
            sql.table(stored, "t")
        )
        if not walk.loops:
            query = query.where(sql.differ(sql.column("t", "_source"), sql.column("t", "_target")))
        source, target, ids = self._connection.execute(query.sql("duckdb")).fetchnumpy().values()
        return (target, source, ids) if walk.reverse else (source, target, ids)
