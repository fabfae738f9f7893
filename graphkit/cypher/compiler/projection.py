"""WITH and RETURN: items, grouping, DISTINCT, order, limits.

A projection closes the frame into a query. Aggregates and DISTINCT are computed in a query of their own, over which
the items are computed; nodes travel as ids, and their properties are joined where they are asked for, so that names
are read only for the rows that are left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlglot import exp

from graphkit.cypher.compiler import keys, late
from graphkit.cypher.compiler.aggregation_rules import contains_aggregate, is_aggregate
from graphkit.cypher.compiler.expressions import Expressions
from graphkit.cypher.compiler.frames import Frame, SortKey, stored
from graphkit.cypher.compiler.grouping import Grouping
from graphkit.cypher.compiler.limits import count_of
from graphkit.cypher.compiler.scans import Derived
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import NULL, Value
from graphkit.cypher.values import boxes, sql
from graphkit.errors import CypherSyntaxError


@dataclass(frozen=True, slots=True)
class OrderColumn:
    """A column of a closed query that its rows are ordered by."""

    column: str
    descending: bool

    def of(self, alias: str) -> exp.Expression:
        """As an item of ORDER BY over the query under that alias."""
        return sql.ordered(sql.column(alias, self.column), descending=self.descending)


@dataclass(slots=True)
class Table:
    """A closed query: for each variable its column and a value that tells type and tables."""

    query: sql.Query
    columns: dict[str, tuple[str, Value]]
    order: list[OrderColumn] = field(default_factory=list)

    def into(self, frame: Frame) -> None:
        """Make its rows the rows of a frame."""
        alias = frame.compilation.alias("f")
        frame.add(Derived(alias, self.query, lateral=False))
        for name, (column, prototype) in self.columns.items():
            frame.scope[name] = frame.carry(prototype, sql.column(alias, column))
            frame.insist(prototype, sql.column(alias, column))
        frame.order = [SortKey(sql.column(alias, key.column), key.descending) for key in self.order]


@dataclass(frozen=True, slots=True)
class Item:
    """A named item of a projection."""

    name: str
    expression: ast.Expression


def project(frame: Frame, clause: ast.Projection) -> Table:
    """Close a frame with WITH or RETURN."""
    return _Projector(frame, clause).table()


def items_of(frame: Frame, clause: ast.Projection) -> list[Item]:
    """The items with their names; `*` stands for all variables in order of name.

    Raises:
        CypherSyntaxError: an item of WITH has no name, a name is given twice, or `*` finds no variables.
    """
    items: list[Item] = []
    if clause.star:
        names = sorted(name for name in frame.scope if " " not in name)
        if not names and isinstance(clause, ast.Return):
            raise CypherSyntaxError(
                "RETURN * needs variables in scope", offset=clause.at, code="NoVariablesInScope"
            )
        items += [Item(name, ast.Variable(clause.at, name)) for name in names]
    for item in clause.items:
        named = isinstance(item.expression, ast.Variable | ast.MapProjection)
        if item.alias is None and not named and isinstance(clause, ast.With):
            raise CypherSyntaxError(
                "an expression in WITH must have a name (AS)", offset=item.at, code="NoExpressionAlias"
            )
        name = item.alias or _implicit_name(item)
        if any(other.name == name for other in items):
            if clause.star and named and item.alias in (None, name):
                continue
            raise CypherSyntaxError(
                f"the column `{name}` is named twice", offset=item.at, code="ColumnNameConflict"
            )
        items.append(Item(name, item.expression))
    return items


def _implicit_name(item: ast.ProjectionItem) -> str:
    """The name of an item without alias: a variable's own, and a map projection's variable's; else its text."""
    match item.expression:
        case ast.Variable(name=name):
            return name
        case ast.MapProjection(subject=subject):
            return subject.name
    return item.text


class _Projector:
    """Compiles one projection, step by step."""

    def __init__(self, frame: Frame, clause: ast.Projection) -> None:
        self.clause = clause
        self.items = items_of(frame, clause)
        self.aggregated = any(contains_aggregate(item.expression) for item in self.items)
        self.frame = frame
        self.source_scope: Mapping[str, Value] = frame.scope
        self.replaced: dict[ast.Expression, Value] = {}
        self.predicate = clause.predicate if isinstance(clause, ast.With) else None
        self.places: dict[str, Value] = {}
        """Nodes whose ids have the order of an item."""

    def table(self) -> Table:
        """The closed query."""
        self._check_order()
        if self.aggregated:
            self._group()
        values = self._values()
        if self.clause.distinct:
            values = self._distinct(values)
        elif not self.aggregated:
            self._open_scope(values)
        else:
            self._projected_scope(values)
        return self._close(values)

    def _check_order(self) -> None:
        if not self.aggregated:
            for item in self.clause.order:
                if contains_aggregate(item.expression):
                    raise CypherSyntaxError(
                        "an aggregate in ORDER BY needs one among the items",
                        offset=item.at,
                        code="InvalidAggregation",
                    )

    def _group(self) -> None:
        """Compute keys and aggregates; the items are then expressions over them."""
        grouping = Grouping(self.frame, [item.expression for item in self.items])
        for sort in self.clause.order:
            grouping.check_late(sort.expression)
        if self.predicate is not None:
            grouping.check_late(self.predicate)
        self.frame, self.replaced = grouping.close()

    def _values(self) -> dict[str, Value]:
        expressions = Expressions(self.frame, replaced=self.replaced)
        for item in self.items:
            node = keys.place(expressions, item.expression)
            if node is not None:
                self.places[item.name] = node
        return {item.name: expressions.compile(item.expression) for item in self.items}

    def _distinct(self, values: dict[str, Value]) -> dict[str, Value]:
        """Only one row of each; where the rows have an order, they keep the first of their places."""
        outer = Frame(self.frame.compilation, self.frame.outer)
        table = distinct_table(self.frame, values)
        table.into(outer)
        self.replaced = {item.expression: outer.scope[item.name] for item in self.items}
        self.places = {}
        self.frame = outer
        return dict(outer.scope)

    def _open_scope(self, values: dict[str, Value]) -> None:
        """ORDER BY and WHERE see the new names and the old ones."""
        self.frame = replace(self.frame, scope={**self.frame.scope, **values})

    def _projected_scope(self, values: dict[str, Value]) -> None:
        """After aggregation ORDER BY and WHERE see the new names only."""
        aggregates = {node: value for node, value in self.replaced.items() if is_aggregate(node)}
        self.replaced = aggregates | {item.expression: values[item.name] for item in self.items}
        self.frame = replace(self.frame, scope=dict(values))

    def _close(self, values: dict[str, Value]) -> Table:
        expressions = Expressions(self.frame, replaced=self.replaced)
        sorting = [
            SortKey(self._sort_key(expressions, item.expression), item.descending)
            for item in self.clause.order
        ]
        order = [key for key in sorting if _varies(key.sql)] or self.frame.order
        limited = self.clause.skip is not None or self.clause.limit is not None
        condition = expressions.condition(self.predicate) if self.predicate is not None else None
        if condition is not None and not limited:
            self.frame.where(condition)
        columns = {name: (f"c{number}", value) for number, (name, value) in enumerate(values.items())}
        selected = [sql.alias(stored(value), column) for column, value in columns.values()]
        ordering = [OrderColumn(f"o{number}", key.descending) for number, key in enumerate(order)]
        selected += [
            sql.alias(key.sql.copy(), column.column) for key, column in zip(order, ordering, strict=True)
        ]
        if condition is not None and limited:
            selected.append(sql.alias(condition, "kept"))
        selected = selected or [sql.alias(sql.integer(1), "one")]
        query = self._limited(selected, order) if limited else self.frame.select(selected)
        if limited and condition is not None:
            query = exp.select("*").from_(sql.derived(query, "q")).where(sql.column("q", "kept"))
        return Table(query, columns, ordering)

    def _sort_key(self, expressions: Expressions, node: ast.Expression) -> exp.Expression:
        """What rows are ordered by for an expression of ORDER BY: the id for a key that has the same order."""
        if isinstance(node, ast.Variable):
            place = self.places.get(node.name)
        elif node in self.replaced:
            place = next((self.places.get(i.name) for i in self.items if i.expression == node), None)
        else:
            place = keys.place(expressions, node)
        return place.sql.copy() if place else boxes.sort_key(expressions.compile(node))

    def _limited(self, items: Sequence[exp.Expression], order: Sequence[SortKey]) -> exp.Select:
        """The rows that SKIP and LIMIT leave; in a query of its own right, look-ups come after them."""
        deferred = [] if self.frame.outer else late.lookups(self.frame, items, [key.sql for key in order])
        if deferred:
            return late.limited(self.frame, items, deferred, lambda query: self._cut(query, order))
        return self._cut(self.frame.select(items), order)

    def _cut(self, query: exp.Select, order: Sequence[SortKey]) -> exp.Select:
        """Order, SKIP and LIMIT of a query."""
        compilation = self.frame.compilation
        if order:
            query = query.order_by(*(key.ordered() for key in order), copy=False)
        if self.clause.limit is not None:
            query.set("limit", exp.Limit(expression=count_of(compilation, self.clause.limit, "LIMIT")))
        if self.clause.skip is not None:
            query.set("offset", exp.Offset(expression=count_of(compilation, self.clause.skip, "SKIP")))
        return query


def _varies(key: exp.Expression) -> bool:
    """Whether rows can differ in it: DuckDB reads a constant number in ORDER BY as the place of a column."""
    return key.find(exp.Column, exp.Query, exp.Anonymous, exp.Rand) is not None


def distinct_table(frame: Frame, values: dict[str, Value]) -> Table:
    """The different rows of these values."""
    columns = {name: (f"c{number}", value) for number, (name, value) in enumerate(values.items())}
    keyed = any(value.type != NULL and boxes.group_key(value) != value.sql for value in values.values())
    selected = [sql.alias(stored(value), column) for column, value in columns.values()]
    if not keyed and not frame.order:
        return Table(frame.select(selected).distinct(copy=False), columns)
    keys = [
        sql.alias(stored(value) if value.type == NULL else boxes.group_key(value), f"k{number}")
        for number, value in enumerate(values.values())
    ]
    order = [OrderColumn(f"o{number}", key.descending) for number, key in enumerate(frame.order)]
    selected += keys
    selected += [
        sql.alias(key.sql.copy(), column.column) for key, column in zip(frame.order, order, strict=True)
    ]
    firsts = [
        sql.alias(_first(sql.column("q", name), order), name)
        for name in [*(column for column, _ in columns.values()), *(column.column for column in order)]
    ]
    query = exp.select(*firsts).from_(sql.derived(frame.select(selected), "q"))
    query = query.group_by(*(sql.column("q", key.alias) for key in keys), copy=False)
    return Table(query, columns, order)


def _first(column: exp.Expression, order: Sequence[OrderColumn]) -> exp.Expression:
    """The value of the first row of a group."""
    if not order:
        return sql.call("first", column)
    return exp.First(this=exp.Order(this=column, expressions=[key.of("q") for key in order]))
