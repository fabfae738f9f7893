"""What stands in a FROM: scans of node and relationship tables that grow columns as they are asked for, and queries.

A scan is drawn up when the frame that holds it is rendered, so that later expressions can still ask it for more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import reduce

from sqlglot import exp

from graphkit.cypher.catalogue import NodeTable, RelationshipTable
from graphkit.cypher.types import NULL, Value, as_stored, unify
from graphkit.cypher.values import boxes, sql


@dataclass(frozen=True, slots=True)
class Branch:
    """One table of a scan; `reverse` walks its relationships from target to source.

    `loops` tells whether relationships from a node to itself are among the rows.
    """

    table: NodeTable | RelationshipTable
    reverse: bool = False
    loops: bool = True


@dataclass(slots=True)
class Scan:
    """A scan of node tables or of relationship tables.

    Attributes:
        alias: its name in the FROM.
        branches: the tables read; the result is the union of their rows.
        on: for a lookup, the id whose row is looked up; None for a scan that brings rows of its own.
        nullable: for a lookup, whether the id may be null.
        backwards: whether the walk enters at `_to`; decides which of the two sorted copies is read.
    """

    alias: str
    branches: tuple[Branch, ...]
    on: exp.Expression | None = None
    nullable: bool = False
    backwards: bool = False
    _structural: set[str] = field(default_factory=set)
    _properties: dict[str, Value] = field(default_factory=dict)

    @property
    def id(self) -> exp.Expression:
        """The id of the row."""
        return self.structural("_id")

    @property
    def single(self) -> Branch | None:
        """The only branch, whose table is then read without a union."""
        branch = self.branches[0] if len(self.branches) == 1 else None
        return branch if branch and branch.loops else None

    def structural(self, name: str) -> exp.Expression:
        """`_id`, `_source`, `_target`, or `_from` and `_to`: the ends in the direction walked."""
        if self.single:
            name = _physical(name, reverse=self.single.reverse)
        self._structural.add(name)
        return sql.column(self.alias, name)

    def property(self, name: str) -> Value:
        """The value of a property: NULL where no table of the scan has it."""
        if name not in self._properties:
            places = [place for branch in self.branches if (place := branch.table.properties.get(name))]
            type_ = as_stored(reduce(unify, (place.type for place in places), NULL))
            if type_ == NULL:
                return Value(sql.null(), type_)
            stored = places[0].column if self.single else f"p{len(self._properties)}"
            may_be_nan = any(place.may_be_nan for place in places)
            self._properties[name] = Value(sql.column(self.alias, stored), type_, may_be_nan)
        value = self._properties[name]
        return replace(value, sql=value.sql.copy())

    def render(self) -> tuple[exp.Expression, exp.Expression | None, bool]:
        """The FROM item, the condition it is joined on, and whether the join keeps unmatched rows."""
        branches = self.branches if self.on is None else self._asked_branches()
        if self.single:
            source = sql.table(self._stored(self.single), self.alias)
        else:
            source = sql.derived(self._union(branches), self.alias)
        if self.on is None:
            return source, None, False
        condition = sql.equal(sql.column(self.alias, "_id"), self.on.copy())
        return source, condition, self.nullable or len(branches) < len(self.branches)

    def _asked_branches(self) -> tuple[Branch, ...]:
        """For a lookup: the branches that hold something asked for (an end stands in all of them)."""
        if self._structural - {"_id"}:
            return self.branches
        return tuple(
            branch
            for branch in self.branches
            if any(name in branch.table.properties for name in self._properties)
        )

    def _stored(self, branch: Branch) -> str:
        """The table to read: the copy sorted by target where it has all that is asked for."""
        table = branch.table
        walks = isinstance(table, RelationshipTable) and self.on is None and branch.reverse != self.backwards
        if walks and isinstance(table, RelationshipTable) and table.by_target and not self._properties:
            return table.by_target
        return table.table

    def _union(self, branches: tuple[Branch, ...]) -> exp.Expression:
        if not branches:
            items = [sql.alias(sql.null("BIGINT"), name) for name in self._names()]
            return exp.select(*items).where(sql.boolean(False))
        return sql.union_all([self._select(branch) for branch in branches])

    def _names(self) -> list[str]:
        return sorted({"_id", *self._structural})

    def _select(self, branch: Branch) -> exp.Select:
        """One branch's rows, in the columns that all branches have in common."""
        items = [
            sql.alias(sql.column("t", _physical(name, reverse=branch.reverse)), name)
            for name in self._names()
        ]
        for name, wanted in self._properties.items():
            place = branch.table.properties.get(name)
            value = Value(sql.column("t", place.column), place.type) if place else Value(sql.null(), NULL)
            items.append(sql.alias(boxes.convert(value, wanted.type).sql, wanted.sql.name))
        query = exp.select(*items).from_(sql.table(self._stored(branch), "t"))
        if not branch.loops:
            query = query.where(
                sql.differ(sql.column("t", "_source"), sql.column("t", "_target")), copy=False
            )
        return query


def _physical(name: str, *, reverse: bool) -> str:
    """The stored column behind `_from` and `_to`."""
    if name == "_from":
        return "_target" if reverse else "_source"
    if name == "_to":
        return "_source" if reverse else "_target"
    return name


@dataclass(slots=True)
class Derived:
    """A query standing in the FROM: LATERAL where it refers to what stands before it.

    `optional` keeps rows for which it has none.
    """

    alias: str
    query: exp.Expression
    lateral: bool = True
    optional: bool = False

    def render(self) -> tuple[exp.Expression, exp.Expression | None, bool]:
        """The FROM item, the condition it is joined on, and whether the join keeps unmatched rows."""
        item = sql.lateral(self.query, self.alias) if self.lateral else sql.derived(self.query, self.alias)
        return item, sql.boolean(True) if self.optional else None, self.optional


@dataclass(frozen=True, slots=True)
class Named:
    """A query standing in the FROM by its name in WITH: the recursive one."""

    alias: str

    def render(self) -> tuple[exp.Expression, exp.Expression | None, bool]:
        """The FROM item, no condition, no outer join."""
        return sql.table(self.alias, self.alias), None, False


Source = Scan | Derived | Named
