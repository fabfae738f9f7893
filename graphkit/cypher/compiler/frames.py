"""A frame is one SELECT in the making: what MATCH, UNWIND and CALL add rows to, until WITH or RETURN closes it.

Properties are joined when they are asked for. The join goes to the frame that owns the variable, also when a
subquery inside asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlglot import exp

from graphkit.cypher.compiler.compilation import Compilation
from graphkit.cypher.compiler.scans import Branch, Derived, Scan, Source
from graphkit.cypher.types import NODE, NULL, RELATIONSHIP, Type, Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.operators import can_raise


class NeedsRows(Exception):  # noqa: N818 - a signal between expression compilers, never seen outside
    """An expression inside a lambda needs a join or a subquery, which DuckDB has only for rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Value):
    """A node or relationship held by a variable.

    Attributes:
        tables: numbers of the tables that it can stand in.
        nullable: whether it can be null.
        home: the frame that owns it.
        scan: the scan that brought it, where its frame still has it.
    """

    tables: frozenset[int]
    nullable: bool
    home: Frame
    scan: Scan | None = None


@dataclass(frozen=True, slots=True)
class SortKey:
    """An expression that rows are ordered by."""

    sql: exp.Expression
    descending: bool = False

    def ordered(self) -> exp.Expression:
        """As an item of ORDER BY."""
        return sql.ordered(self.sql.copy(), descending=self.descending)


@dataclass(slots=True)
class Frame:
    """One SELECT in the making.

    Attributes:
        compilation: what the whole query shares.
        outer: variables of the enclosing query, visible but not carried along.
        scope: variables of the frame's own rows.
        order: what the rows are ordered by, where a clause before gave them an order.
    """

    compilation: Compilation
    outer: Mapping[str, Value] = field(default_factory=dict)
    scope: dict[str, Value] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    conditions: list[exp.Expression] = field(default_factory=list)
    order: list[SortKey] = field(default_factory=list)
    _lookups: dict[tuple[Type, str], Scan] = field(default_factory=dict)

    def find(self, name: str) -> Value | None:
        """The variable of that name, the frame's own first."""
        return self.scope.get(name) or self.outer.get(name)

    def visible(self) -> dict[str, Value]:
        """All variables that an inner query can use."""
        return {**self.outer, **self.scope}

    def inner(self) -> Frame:
        """A frame for a query inside this one, which sees its variables."""
        return Frame(self.compilation, self.visible())

    def add(self, source: Source) -> None:
        """Add something to the FROM."""
        self.sources.append(source)

    def where(self, condition: exp.Expression) -> None:
        """Keep only the rows for which the condition is true."""
        self.conditions.append(condition)

    def element(
        self,
        value: exp.Expression,
        type_: Type,
        tables: frozenset[int],
        *,
        nullable: bool,
        scan: Scan | None = None,
    ) -> Element:
        """A node or relationship that stands in this frame."""
        return Element(value, type_, tables=tables, nullable=nullable, home=self, scan=scan)

    def lookup(self, value: Value) -> Scan:
        """The scan from which properties (and ends) of a node or relationship are read."""
        if isinstance(value, Element):
            return value.scan or value.home._joined(value, value.tables, nullable=value.nullable)
        return self._joined(value, self._every_table(value.type), nullable=True)

    def _every_table(self, type_: Type) -> frozenset[int]:
        catalogue = self.compilation.catalogue
        return catalogue.node_numbers if type_ == NODE else catalogue.relationship_numbers

    def _joined(self, value: Value, tables: Iterable[int], *, nullable: bool) -> Scan:
        """A join of the tables on the element's id, made once for each element."""
        key = (value.type, value.sql.sql("duckdb"))
        if key not in self._lookups:
            catalogue = self.compilation.catalogue
            known = catalogue.relationships if value.type == RELATIONSHIP else catalogue.nodes
            branches = tuple(Branch(known[number]) for number in sorted(tables))
            on = self._plain(value.sql)
            scan = Scan(self.compilation.alias("n"), branches, on, nullable)
            self._lookups[key] = scan
            self.add(scan)
        return self._lookups[key]

    def _plain(self, value: exp.Expression) -> exp.Expression:
        """The value as something a join condition can hold: a subquery is computed beforehand."""
        if not value.find(exp.Query):
            return value
        name = self.compilation.alias("x")
        self.add(Derived(name, exp.select(sql.alias(value.copy(), "v"))))
        return sql.column(name, "v")

    def select(self, items: Sequence[exp.Expression]) -> exp.Select:
        """The frame's rows as a query of these items."""
        query = exp.Select(expressions=list(items))
        conditions = [condition.copy() for condition in self.conditions]
        for source in sorted(self.sources, key=_is_joined):  # what stands alone first: the sort is stable
            item, condition, optional = source.render()
            if query.args.get("joins") is None and query.args.get("from_") is None:
                if not optional:
                    query.set("from_", exp.From(this=item))
                    conditions += [condition] if condition is not None else []
                    continue
                query.set(
                    "from_", exp.From(this=sql.derived(exp.select(sql.alias(sql.integer(1), "one")), "one"))
                )
            query.append("joins", _join(item, condition, optional=optional))
        if conditions:
            query.set("where", exp.Where(this=sql.all_of(conditions)))
        return query

    def nest(self, extras: Sequence[exp.Expression]) -> list[exp.Expression]:
        """Close what was added so far into a derived table, so that it is computed before what comes on top.

        The variables stay; of the extra expressions their columns are given.
        """
        alias = self.compilation.alias("f")
        values = [
            *(stored(value) for value in self.scope.values()),
            *extras,
            *(key.sql for key in self.order),
        ]
        columns = [f"c{number}" for number in range(len(values))]
        items = [sql.alias(value.copy(), column) for value, column in zip(values, columns, strict=True)]
        query = self.select(items or [sql.alias(sql.integer(1), "one")])
        self.sources[:] = [Derived(alias, query, lateral=False)]
        self.conditions.clear()
        self._lookups.clear()
        places = [sql.column(alias, column) for column in columns]
        first, last = len(self.scope), len(self.scope) + len(extras)
        for (name, value), place in zip(list(self.scope.items()), places, strict=False):
            self.scope[name] = self.carry(value, place)
        self.order[:] = [
            SortKey(place, key.descending) for key, place in zip(self.order, places[last:], strict=True)
        ]
        return places[first:last]

    def insist(self, value: Value, column: exp.Expression) -> None:
        """Have a column computed though nothing may use it: Neo4j raises what its expression raises."""
        if can_raise(value.sql):
            self.where(sql.not_null(sql.call("hash", column.copy())))

    def carry(self, value: Value, column: exp.Expression) -> Value:
        """The variable as it stands in this frame, where a closed frame left it in a column."""
        if isinstance(value, Element):
            return Element(column, value.type, tables=value.tables, nullable=value.nullable, home=self)
        return replace(value, sql=column)


def stored(value: Value) -> exp.Expression:
    """The value as a column; a null without type gets one."""
    return sql.null("INTEGER") if value.type == NULL else value.sql.copy()


def _is_joined(source: Source) -> bool:
    return not (isinstance(source, Scan) and source.on is None)


def _join(item: exp.Expression, condition: exp.Expression | None, *, optional: bool) -> exp.Join:
    if condition is None:
        return exp.Join(this=item, kind="CROSS")
    if optional:
        return exp.Join(this=item, side="LEFT", on=condition)
    return exp.Join(this=item, kind="INNER", on=condition)
