"""Grouping: aggregates and the keys they are grouped by, in a query of their own.

Keys are the items without aggregates. Where the keys name a node by itself or by its unique key, all its
properties are constant in a group: then the node's id is the key, and the properties are read after grouping.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlglot import exp

from graphkit.cypher.compiler.aggregation_rules import calls_in, check_mixed, contains_aggregate, is_aggregate
from graphkit.cypher.compiler.expressions import Expressions
from graphkit.cypher.compiler.frames import Element, Frame, stored
from graphkit.cypher.compiler.scans import Derived
from graphkit.cypher.functions import aggregates
from graphkit.cypher.syntax import ast, walk
from graphkit.cypher.types import NODE, NULL, RELATIONSHIP, Value
from graphkit.cypher.values import boxes, sql
from graphkit.errors import CypherSyntaxError


class Grouping:
    """The grouped query under the items of a projection.

    Args:
        frame: the frame whose rows are grouped.
        items: all items.

    Raises:
        CypherSyntaxError: aggregates stand where they cannot.
    """

    def __init__(self, frame: Frame, items: Sequence[ast.Expression]) -> None:
        self.frame = frame
        self.keys = list(dict.fromkeys(item for item in items if not contains_aggregate(item)))
        simple = {key for key in self.keys if isinstance(key, ast.Variable | ast.Property | ast.Parameter)}
        self.calls: dict[ast.FunctionCall, None] = {}
        for item in items:
            if contains_aggregate(item):
                check_mixed(item, simple)
                self.calls.update(dict.fromkeys(calls_in(item)))

    def check_late(self, node: ast.Expression) -> None:
        """Aggregates in ORDER BY or WHERE must be among those of the items.

        Raises:
            CypherSyntaxError: one is not.
        """
        for part in walk.expressions(node):
            if is_aggregate(part) and part not in self.calls:
                raise CypherSyntaxError(
                    "an aggregate in ORDER BY must be among the items",
                    offset=part.at,
                    code="UndefinedVariable",
                )

    def close(self) -> tuple[Frame, dict[ast.Expression, Value]]:
        """The frame over the grouped query, and the columns that stand for keys and aggregates."""
        keys, arguments = self._operands()
        order = [key.ordered() for key in self.frame.order]
        computed = {
            call: aggregates.build(call.name, arguments[call], call.distinct, order, call.at)
            for call in self.calls
        }
        alias = self.frame.compilation.alias("g")
        outer = Frame(self.frame.compilation, self.frame.outer)
        outer.add(Derived(alias, self._query(keys, list(computed.values())), lateral=False))
        replaced: dict[ast.Expression, Value] = {}
        for number, (node, value) in enumerate((*keys.items(), *computed.items())):
            column = outer.carry(value, sql.column(alias, f"g{number}"))
            replaced[node] = column
            outer.insist(value, column.sql)
            if isinstance(node, ast.Variable):
                outer.scope[node.name] = column
        return outer, replaced

    def _operands(self) -> tuple[dict[ast.Expression, Value], dict[ast.FunctionCall, list[Value]]]:
        """The keys, and the arguments of the aggregates.

        Inside a query that sees outer variables they are first made columns of a query of their own: SQL takes
        an aggregate over nothing but outer columns for one of the outer query.
        """
        compiler = Expressions(self.frame)
        keys = self._keys(compiler)
        arguments = {
            call: [compiler.compile(node) for node in call.arguments if not isinstance(node, ast.Star)]
            for call in self.calls
        }
        if self.frame.outer:
            values = [*keys.values(), *(value for listed in arguments.values() for value in listed)]
            places = iter(self.frame.nest([stored(value) for value in values]))
            keys = {node: self.frame.carry(value, next(places)) for node, value in keys.items()}
            arguments = {
                call: [replace(value, sql=next(places)) for value in listed]
                for call, listed in arguments.items()
            }
        return keys, arguments

    def _keys(self, compiler: Expressions) -> dict[ast.Expression, Value]:
        nodes = self._named_nodes(compiler)
        keys: dict[ast.Expression, Value] = {}
        for key in self.keys:
            if isinstance(key, ast.Property) and key.subject in nodes:
                keys.setdefault(key.subject, nodes[key.subject])
            else:
                keys.setdefault(key, compiler.compile(key))
        return keys

    def _named_nodes(self, compiler: Expressions) -> dict[ast.Expression, Value]:
        """Nodes and relationships that the keys determine: keys themselves, or given by a unique property."""
        found: dict[ast.Expression, Value] = {}
        for key in self.keys:
            subject = key.subject if isinstance(key, ast.Property) else key
            if not isinstance(subject, ast.Variable):
                continue
            value = compiler.compile(subject)
            if value.type not in {NODE, RELATIONSHIP} or not isinstance(value, Element):
                continue
            if key is subject or self._is_unique(value, key):
                found[subject] = value
        return found

    def _is_unique(self, value: Element, key: ast.Expression) -> bool:
        """Whether the property tells its node: unique in the only table that the node can stand in."""
        if (
            value.type != NODE
            or value.nullable
            or len(value.tables) != 1
            or not isinstance(key, ast.Property)
        ):
            return False
        (number,) = value.tables
        return key.name in self.frame.compilation.catalogue.nodes[number].unique

    def _query(self, keys: Mapping[ast.Expression, Value], computed: Sequence[Value]) -> sql.Query:
        selected: list[exp.Expression] = []
        grouped: list[exp.Expression] = []
        for number, value in enumerate(keys.values()):
            key = stored(value) if value.type == NULL else boxes.group_key(value)
            if key == stored(value):
                selected.append(sql.alias(stored(value), f"g{number}"))
                grouped.append(sql.integer(number + 1))
            else:
                selected.append(sql.alias(sql.call("first", stored(value)), f"g{number}"))
                grouped.append(key.copy())
        for number, value in enumerate(computed, start=len(keys)):
            # an aggregate of nulls alone is no aggregate any more, but there must be one
            result = sql.call("any_value", stored(value)) if value.type == NULL else value.sql
            selected.append(sql.alias(result.copy(), f"g{number}"))
        query = self.frame.select(selected)
        return query.group_by(*grouped, copy=False) if grouped else query
