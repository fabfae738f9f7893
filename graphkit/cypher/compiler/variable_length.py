"""Variable length: `-[*lo..hi]-` and quantified path patterns, as trails (no relationship twice).

A bounded range is unrolled: one query of plain joins for each length, joined by UNION ALL, because DuckDB prunes
joins by what is known of their ends. An unbounded one becomes a recursive query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product

from sqlglot import exp

from graphkit.cypher.compiler.frames import Element, Frame
from graphkit.cypher.compiler.pattern_graph import Link, PatternGraph, Slot
from graphkit.cypher.compiler.patterns import Walked, scan_slot
from graphkit.cypher.compiler.repetition import group_names, quantified, turned
from graphkit.cypher.compiler.scans import Derived, Named
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import LIST, NODE, RELATIONSHIP, Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.coercions import as_list
from graphkit.errors import CypherSyntaxError, CypherUnsupportedError

UNROLLED_JOINS = 24
"""A range is unrolled as long as all its lengths together take no more joins than this."""
LONGEST = 1000
"""The greatest number of repetitions that a query may ask for."""

START, END = " start", " end"  # the blank keeps them apart from every name of the query


@dataclass(slots=True)
class Iteration:
    """One repetition of the pattern, compiled into a frame.

    Attributes:
        start: the id of its first node.
        end: the id of its last node, and the tables that it can stand in.
        relationships: ids of its relationships in the order walked.
        nodes: ids of its nodes but the first.
        groups: the values of its variables.
        tables: tables of its relationships.
    """

    start: exp.Expression
    end: Element
    relationships: list[exp.Expression]
    nodes: list[exp.Expression]
    groups: dict[str, Value]
    tables: frozenset[int]


Build = Callable[[Frame, ast.PathPattern, "ast.Expression | None", Mapping[str, frozenset[int]]], Iteration]
"""Compiles the pattern once into a frame, between the nodes `START` and `END` where these are bound."""


def add(frame: Frame, graph: PatternGraph, link: Link, build: Build) -> Walked:
    """Add a variable-length link to the frame, and bind its ends and its variables."""
    return _Repeated(frame, graph, link, build).add()


class _Repeated:
    """Compiles one variable-length link."""

    def __init__(self, frame: Frame, graph: PatternGraph, link: Link, build: Build) -> None:
        self.frame = frame
        self.build = build
        self.part = quantified(link.pattern)
        self.turned = link.left.id is None and link.right.id is not None
        self.start, self.end = (link.right, link.left) if self.turned else (link.left, link.right)
        pattern = turned(self.part.pattern) if self.turned else self.part.pattern
        node = ast.NodePattern(pattern.at, START, None, None, None)
        self.pattern = replace(pattern, parts=(node, *pattern.parts, replace(node, variable=END)))
        self.names = group_names(self.part.pattern)
        self.single = isinstance(link.pattern, ast.RelationshipPattern)
        self.alias = frame.compilation.alias("w")
        self._check(graph)

    def _check(self, graph: PatternGraph) -> None:
        if (self.part.hi or self.part.lo) > LONGEST:
            raise CypherUnsupportedError(f"more than {LONGEST} repetitions", offset=self.part.at)
        if self.single:
            return
        for name, part in self.names.items():
            if name in graph.known or name in graph.kinds:
                raise CypherSyntaxError(
                    f"variable `{name}` is already bound", offset=part.at, code="VariableAlreadyBound"
                )

    def add(self) -> Walked:
        """Add the rows, bind the ends and variables."""
        lo, hi = self.part.lo, self.part.hi
        size = sum(isinstance(part, ast.RelationshipPattern) for part in self.part.pattern.parts)
        joins = None if hi is None else sum(range(lo, hi + 1)) * size
        unrolled = joins is not None and joins <= UNROLLED_JOINS
        if lo == 0 or not unrolled:
            scan_slot(self.frame, self.start)
        query, ends, tables = self._unrolled(lo, hi or 0) if unrolled else self._recursive(lo, hi)
        self.frame.add(Derived(self.alias, query))
        self._bind_ends(ends, unrolled=unrolled)
        lists = self._bind_variables()
        return Walked(tables, relationships=lists["rs"], nodes=lists["ns"])

    def _inner(self) -> Frame:
        """A frame for repetitions, in which the pattern's variables are new."""
        inner = self.frame.inner()
        inner.outer = {name: value for name, value in inner.outer.items() if name not in self.names}
        return inner

    def _element(self, frame: Frame, slot: Slot) -> Element | None:
        """A slot that is bound already, as the frame inside sees it."""
        if slot.id is None:
            return None
        return Element(slot.id.copy(), NODE, tables=slot.tables, nullable=False, home=frame)

    def _unrolled(self, lo: int, hi: int) -> tuple[sql.Query, frozenset[int], frozenset[int]]:
        """All lengths, each as a query of joins; with the tables of the ends and of the relationships."""
        queries: list[sql.Query] = []
        ends: frozenset[int] = frozenset()
        tables: frozenset[int] = frozenset()
        for length in range(lo, hi + 1):
            inner = self._inner()
            steps = self._chain(inner, length)
            if steps is None:
                continue
            if length:
                ends |= steps[-1].end.tables
            else:
                ends |= self.start.tables & self.end.tables
            tables |= frozenset().union(*(step.tables for step in steps))
            queries.append(self._length(inner, steps))
        if not queries:
            queries.append(self._length(self.frame.inner(), []).where(sql.boolean(False)))
        return sql.union_all(queries), ends, tables

    def _chain(self, inner: Frame, length: int) -> list[Iteration] | None:
        """So many repetitions in one frame; None where no tables allow it."""
        at = self._element(inner, self.start)
        steps: list[Iteration] = []
        for number in range(length):
            scope: dict[str, Value] = {START: at} if at else {}
            last = number == length - 1
            end = self._element(inner, self.end) if last else None
            if end:
                scope[END] = end
            within = {START: self.start.tables} if at is None else {}
            if last:
                within[END] = self.end.tables
            step = self.build(replace(inner, scope=scope), self.pattern, self.part.predicate, within)
            if not step.end.tables:
                return None
            for before in steps:
                if before.tables & step.tables:
                    for one, two in product(before.relationships, step.relationships):
                        inner.where(sql.differ(one.copy(), two.copy()))
            steps.append(step)
            at = step.end
        if not length:
            self._zero(inner)
        return steps

    def _zero(self, inner: Frame) -> None:
        """No repetition at all: both ends are the same node."""
        if self.end.id is not None:
            inner.where(sql.equal(self.end.place(), self.start.place()))
        elif not self.start.tables <= self.end.tables:
            inner.where(sql.in_tables(self.start.place(), self.start.tables & self.end.tables))

    def _length(self, inner: Frame, steps: list[Iteration]) -> exp.Select:
        """The query for one length."""
        first = steps[0].start if steps else self.start.id
        if first is None:
            first = sql.null("BIGINT")
        last = steps[-1].end.sql if steps else first
        items = {
            "s": first,
            "e": last,
            "rs": _ids([one for step in steps for one in step.relationships]),
            "ns": _ids([first, *(one for step in steps for one in step.nodes)]),
        }
        for number, name in enumerate(self.names):
            items[f"g{number}"] = _ids([step.groups[name].sql for step in steps])
        return inner.select([sql.alias(value.copy(), name) for name, value in items.items()])

    def _recursive(self, lo: int, hi: int | None) -> tuple[sql.Query, frozenset[int], frozenset[int]]:
        """Repetitions one after the other, in a recursive query that starts at the bound end."""
        catalogue = self.frame.compilation.catalogue
        lists = ["rs", "ns", *(f"g{number}" for number in range(len(self.names)))]
        name = self.frame.compilation.alias("w")
        begin = exp.select(
            self.start.place(),
            sql.integer(0),
            _ids([]),
            _ids([self.start.place()]),
            *(_ids([]) for _ in self.names),
        )
        inner = self._inner()
        inner.add(Named(name))
        at = Element(sql.column(name, "e"), NODE, tables=catalogue.node_numbers, nullable=False, home=inner)
        step = self.build(replace(inner, scope={START: at}), self.pattern, self.part.predicate, {})
        for one in step.relationships:
            inner.where(sql.negate(sql.call("list_contains", sql.column(name, "rs"), one.copy())))
        if hi is not None:
            inner.where(exp.LT(this=sql.column(name, "d"), expression=sql.integer(hi)))
        added = [
            _ids(step.relationships),
            _ids(step.nodes),
            *(_ids([step.groups[key].sql]) for key in self.names),
        ]
        grown = [
            sql.call("list_concat", sql.column(name, column), more)
            for column, more in zip(lists, added, strict=True)
        ]
        deeper = exp.Add(this=sql.column(name, "d"), expression=sql.integer(1))
        more = inner.select([step.end.sql.copy(), deeper, *grown])
        query = exp.select(
            sql.alias(sql.column(name, "e"), "e"), *(sql.column(name, column) for column in lists)
        )
        query = query.from_(sql.table(name, name))
        if lo:
            query = query.where(exp.GTE(this=sql.column(name, "d"), expression=sql.integer(lo)))
        united = exp.Union(this=begin, expression=more, distinct=False)
        query.set("with_", _recursion(name, ("e", "d", *lists), united))
        return query, catalogue.node_numbers, step.tables

    def _bind_ends(self, ends: frozenset[int], *, unrolled: bool) -> None:
        end = sql.column(self.alias, "e")
        if self.start.id is None:
            self.start.id = sql.column(self.alias, "s")
        if self.end.id is None:
            self.end.id = end
            if not unrolled and not ends <= self.end.tables:
                self.frame.where(sql.in_tables(end.copy(), self.end.tables))
            elif unrolled:
                self.end.tables &= ends
        elif not unrolled or self.end is self.start:
            self.frame.where(sql.equal(end, self.end.id.copy()))

    def _bind_variables(self) -> dict[str, exp.Expression]:
        """The lists of ids in the order written, and the variables that hold them."""
        lists = {name: self._in_order(name) for name in ("rs", "ns")}
        for number, (name, part) in enumerate(self.names.items()):
            type_ = RELATIONSHIP if isinstance(part, ast.RelationshipPattern) else NODE
            value = Value(self._in_order(f"g{number}"), LIST(type_))
            given = self.frame.find(name)
            if given is not None:
                self.frame.where(sql.equal(value.sql, as_list(given, self.part.at).sql.copy()))
            else:
                self.frame.scope[name] = value
        return lists

    def _in_order(self, column: str) -> exp.Expression:
        listed = sql.column(self.alias, column)
        return sql.call("list_reverse", listed) if self.turned else listed


def _recursion(name: str, columns: Iterable[str], query: exp.Union) -> exp.With:
    """`WITH RECURSIVE name(columns) AS (query)`."""
    named = exp.TableAlias(
        this=exp.to_identifier(name), columns=[exp.to_identifier(column) for column in columns]
    )
    return exp.With(expressions=[exp.CTE(this=query, alias=named)], recursive=True)


def _ids(ids: Iterable[exp.Expression]) -> exp.Expression:
    """A list of ids."""
    listed = [id_.copy() for id_ in ids]
    return sql.array(listed) if listed else sql.cast(sql.array([]), "BIGINT[]")
