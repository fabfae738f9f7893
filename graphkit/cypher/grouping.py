"""Grouping: aggregates and the keys they are grouped by, and the rules for mixing the two.

Keys are the items without aggregates. Where the keys name a node by itself or by its unique key, all its
properties are constant in a group: then the node's id is the key, and the properties are read after grouping.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from graphkit.cypher import aggregates, ast, boxes, sql, walk
from graphkit.cypher.expressions import Expressions
from graphkit.cypher.frames import Element, Frame
from graphkit.cypher.scans import Derived
from graphkit.cypher.types import NODE, NULL, RELATIONSHIP, Value
from graphkit.errors import CypherSyntaxError


def is_aggregate(node: ast.Element) -> bool:
    """Whether it is a call of an aggregate."""
    return isinstance(node, ast.FunctionCall) and node.name.lower() in aggregates.NAMES


def contains_aggregate(node: ast.Expression) -> bool:
    """Whether an aggregate stands in the expression, outside of queries inside it."""
    return any(is_aggregate(part) for part in walk.expressions(node))


def is_aggregated(nodes: Sequence[ast.Expression]) -> bool:
    """Whether any of the expressions contains an aggregate."""
    return any(contains_aggregate(node) for node in nodes)


@dataclass(slots=True)
class Grouping:
    """The grouped query under the items of a projection.

    Attributes:
        frame: the frame whose rows are grouped.
        items: all items.
    """

    frame: Frame
    items: Sequence[ast.Expression]
    _aggregates: dict[ast.Expression, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for item in self.items:
            if contains_aggregate(item):
                self._check(item)
                self._collect(item)

    @property
    def keys(self) -> list[ast.Expression]:
        """The items without aggregates, each once."""
        return list(dict.fromkeys(item for item in self.items if not contains_aggregate(item)))

    def check_late(self, node: ast.Expression) -> None:
        """Aggregates in ORDER BY or WHERE must be among those of the items."""
        for part in walk.expressions(node):
            if is_aggregate(part) and part not in self._aggregates:
                raise CypherSyntaxError(
                    "an aggregate in ORDER BY must be among the items",
                    offset=part.at,
                    code="UndefinedVariable",
                )

    def _collect(self, node: ast.Element) -> None:
        """Compile every aggregate of an item."""
        if isinstance(node, ast.FunctionCall) and is_aggregate(node):
            if node not in self._aggregates:
                self._aggregates[node] = self._aggregate(node)
            return
        if not isinstance(node, ast.Subquery | ast.PatternComprehension):
            for child in walk.children(node):
                self._collect(child)

    def _aggregate(self, node: ast.FunctionCall) -> Value:
        if not node.arguments:
            raise CypherSyntaxError(
                f"{node.name}() takes an argument", offset=node.at, code="InvalidNumberOfArguments"
            )
        for argument in node.arguments:
            if contains_aggregate(argument):
                raise CypherSyntaxError(
                    "an aggregate cannot stand inside an aggregate",
                    offset=argument.at,
                    code="NestedAggregation",
                )
            if any(
                isinstance(part, ast.FunctionCall) and part.name.lower() == "rand"
                for part in walk.walk(argument)
            ):
                raise CypherSyntaxError(
                    "rand() cannot stand inside an aggregate",
                    offset=argument.at,
                    code="NonConstantExpression",
                )
        compiler = Expressions(self.frame)
        arguments = [
            compiler.compile(argument) for argument in node.arguments if not isinstance(argument, ast.Star)
        ]
        order = [key.ordered() for key in self.frame.order]
        return aggregates.build(node.name, arguments, node.distinct, order, node.at)

    def _check(self, node: ast.Element, bound: frozenset[str] = frozenset()) -> None:
        """What stands beside aggregates must be constant in a group; `bound` are names of lambdas around it.

        Raises:
            CypherSyntaxError: AmbiguousAggregationExpression.
        """
        if is_aggregate(node) or (isinstance(node, ast.Expression) and node in self._simple_keys()):
            return
        if isinstance(node, ast.Subquery | ast.PatternComprehension | ast.PatternPredicate):
            return
        if isinstance(node, ast.Variable):
            if node.name in bound:
                return
            raise CypherSyntaxError(
                f"`{node.name}` stands beside an aggregate but is no grouping key",
                offset=node.at,
                code="AmbiguousAggregationExpression",
                remedy="Make it an item of its own",
            )
        for child in walk.children(node):
            self._check(child, bound | _bound_names(node))

    def _simple_keys(self) -> set[ast.Expression]:
        return {key for key in self.keys if isinstance(key, ast.Variable | ast.Property | ast.Parameter)}

    def close(self) -> tuple[Frame, dict[ast.Expression, Value]]:
        """The frame over the grouped query, and the columns that stand for keys and aggregates."""
        compiler = Expressions(self.frame)
        nodes = self._named_nodes(compiler)
        keys: dict[ast.Expression, Value] = {}
        for key in self.keys:
            if isinstance(key, ast.Property) and key.subject in nodes:
                keys.setdefault(key.subject, nodes[key.subject])
            else:
                keys.setdefault(key, compiler.compile(key))
        alias = self.frame.compilation.alias("g")
        outer = Frame(self.frame.compilation, self.frame.outer)
        outer.add(Derived(alias, self._query(keys), lateral=False))
        replaced: dict[ast.Expression, Value] = {}
        for number, (node, value) in enumerate((*keys.items(), *self._aggregates.items())):
            column = outer.carry(value, sql.column(alias, f"g{number}"))
            replaced[node] = column
            if isinstance(node, ast.Variable):
                outer.scope[node.name] = column
        return outer, replaced

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

    def _query(self, keys: Mapping[ast.Expression, Value]) -> sql.Query:
        selected: list[exp.Expression] = []
        grouped: list[exp.Expression] = []
        for number, value in enumerate((*keys.values(), *self._aggregates.values())):
            stored = sql.null("INTEGER") if value.type == NULL else value.sql
            if number >= len(keys):
                selected.append(sql.alias(stored, f"g{number}"))
                continue
            key = stored if value.type == NULL else boxes.group_key(value)
            if key == stored:
                selected.append(sql.alias(stored.copy(), f"g{number}"))
                grouped.append(sql.integer(number + 1))
            else:
                selected.append(sql.alias(sql.call("first", stored.copy()), f"g{number}"))
                grouped.append(key.copy())
        query = self.frame.select(selected)
        return query.group_by(*grouped, copy=False) if grouped else query


def _bound_names(node: ast.Element) -> set[str]:
    """Names that a comprehension, quantifier or reduce binds for its body."""
    if isinstance(node, ast.ListComprehension | ast.Quantifier):
        return {node.variable}
    if isinstance(node, ast.Reduce):
        return {node.variable, node.accumulator}
    return set()
