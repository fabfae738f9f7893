"""Parses path patterns: nodes, relationships, quantified parts, path selectors."""

from __future__ import annotations

from typing import Literal, cast

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.lexer import INTEGER
from graphkit.cypher.syntax.parse_atoms import AtomParser
from graphkit.cypher.syntax.parse_cursor import is_name
from graphkit.cypher.syntax.pattern_rules import check_path

# Unicode dashes and arrow heads are taken in patterns, as Neo4j takes them.
_DASHES = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\ufe58\ufe63\uff0d")
_LEFT_HEADS = frozenset("<\u27e8\u3008\ufe64\uff1c")
_RIGHT_HEADS = frozenset(">\u27e9\u3009\ufe65\uff1e")

_BEHIND_VARIABLE = frozenset({":", "IS", "{", "$", "WHERE"})
_BEHIND_NODE_VARIABLE = _BEHIND_VARIABLE | {")"}
_BEHIND_RELATIONSHIP_VARIABLE = _BEHIND_VARIABLE | {"*", "]"}
_SELECTORS = frozenset({"ANY", "ALL", "SHORTEST"})
_SHORTEST_FUNCTIONS = {"SHORTESTPATH": "shortestPath", "ALLSHORTESTPATHS": "allShortestPaths"}


class PatternParser(AtomParser):
    """Reads path patterns."""

    def patterns(self) -> tuple[ast.PathPattern, ...]:
        """The path patterns of one MATCH."""
        return self.separated(self.pattern)

    def pattern(self) -> ast.PathPattern:
        """`[variable =] [selector] path`."""
        self.nest()
        at = self.token.at
        variable = None
        if self.at_name() and self.ahead(1) == "=":
            variable = self.name("a variable")
            self.expect("=")
        if self.key in _SHORTEST_FUNCTIONS:
            path = self.shortest_path()
        else:
            selector = self._selector() if self.key in _SELECTORS else None
            path = ast.PathPattern(at, None, selector, self._parts())
        self.unnest()
        return ast.PathPattern(at, variable, path.selector, path.parts)

    def shortest_path(self) -> ast.PathPattern:
        """`shortestPath(…)` or `allShortestPaths(…)`."""
        word = self.advance()
        self.expect("(")
        parts = self._parts()
        self.expect(")")
        selector = ast.PathSelector(word.at, _SHORTEST_FUNCTIONS[word.key])  # type: ignore[arg-type]
        return ast.PathPattern(word.at, None, selector, parts)

    def _selector(self) -> ast.PathSelector:
        """`ANY`, `ANY 2 PATHS`, `ALL`, `ANY SHORTEST`, `ALL SHORTEST`, `SHORTEST 2`, `SHORTEST 2 GROUPS`."""
        word = self.advance()
        kind = word.key
        if kind in {"ANY", "ALL"} and self.accept("SHORTEST"):
            kind = "SHORTEST" if kind == "ANY" else "ALL SHORTEST"
            self._accept_paths()
            return ast.PathSelector(word.at, kind)  # type: ignore[arg-type]
        count = None
        if kind != "ALL" and self.key == INTEGER:
            count_at = self.token.at
            count = cast("int", self.advance().value)
            if count == 0:
                raise self.error("the number of paths must be at least 1", count_at)
        self._accept_paths()
        if kind == "SHORTEST":
            if self.accept("GROUP") or self.accept("GROUPS"):
                kind = "SHORTEST GROUPS"
            elif count is None:
                raise self.unexpected("the number of paths, or `GROUP`")
        return ast.PathSelector(word.at, kind, 1 if count is None else count)  # type: ignore[arg-type]

    def _accept_paths(self) -> None:
        if not self.accept("PATHS"):
            self.accept("PATH")

    def _parts(self) -> tuple[ast.PatternPart, ...]:
        """Nodes and relationships in turn, and parenthesised paths, as written."""
        parts: list[ast.PatternPart] = []
        while not parts or self.key == "(":
            if self._parenthesised_path_follows():
                parts.append(self._parenthesised_path())
                continue
            parts.append(self._node())
            while self._at_relationship():
                relationship = self._relationship()
                parts.append(self._quantified(relationship) or relationship)
                parts.append(self._node())
        return tuple(parts)

    def _parenthesised_path_follows(self) -> bool:
        first, second = self.ahead(1), self.ahead(2)
        if self.key != "(" or first == "(":
            return self.key == "("
        if first in _SHORTEST_FUNCTIONS or first in _SELECTORS:
            return second not in _BEHIND_NODE_VARIABLE
        return is_name(first) and second == "="

    def _parenthesised_path(self) -> ast.QuantifiedPath:
        """`(path WHERE predicate)` with or without a quantifier."""
        at = self.expect("(").at
        pattern = self.pattern()
        predicate = self.expression() if self.accept("WHERE") else None
        self.expect(")")
        bounds = self._quantifier()
        lo, hi = bounds or (1, 1)
        return ast.QuantifiedPath(at, pattern, predicate, lo, hi, quantified=bounds is not None)

    def _quantified(self, relationship: ast.RelationshipPattern) -> ast.QuantifiedPath | None:
        """A quantified relationship, if a quantifier stands here."""
        bounds = self._quantifier()
        if bounds is None:
            return None
        at = relationship.at
        end = ast.NodePattern(at, None, None, None, None)
        return ast.QuantifiedPath(
            at, ast.PathPattern(at, None, None, (end, relationship, end)), None, *bounds
        )

    def _quantifier(self) -> tuple[int, int | None] | None:
        """`+`, `*`, `{n}`, `{n,m}`, or nothing."""
        at = self.token.at
        if self.accept("+"):
            return 1, None
        if self.accept("*"):
            return 0, None
        if not self.accept("{"):
            return None
        lo = self._repetitions()
        if self.accept(","):
            hi = self._repetitions()
        elif lo is None:
            raise self.unexpected("a number or `,`")
        else:
            hi = lo
        self.expect("}")
        if hi == 0:
            raise self.error("a quantifier's upper bound must be at least 1", at)
        if hi is not None and (lo or 0) > hi:
            raise self.error("a quantifier's lower bound is above its upper bound", at)
        return lo or 0, hi

    def _repetitions(self) -> int | None:
        """A whole number, if one stands here."""
        if self.key != INTEGER:
            return None
        return cast("int", self.advance().value)

    def _node(self) -> ast.NodePattern:
        at = self.token.at
        if self.key != "(":
            raise self.unexpected("a node pattern `(…)`")
        self.advance()
        variable = self._variable(_BEHIND_NODE_VARIABLE)
        labels = self.labels() if self.at_labels() else None
        properties = self._properties()
        predicate = self.expression() if self.accept("WHERE") else None
        self.expect(")")
        return ast.NodePattern(at, variable, labels, properties, predicate)

    def _variable(self, behind: frozenset[str]) -> str | None:
        """The variable of a node or relationship, if one stands here; `where` and `is` can be its name."""
        if not self.at_name():
            return None
        if self.key in {"WHERE", "IS"} and self.ahead(1) not in behind - {"$", "{"}:
            return None
        return self.name("a variable")

    def _properties(self) -> ast.Expression | None:
        if self.key == "$":
            what = "a parameter cannot stand for all properties in a pattern; name each property"
            raise self.error(what, code="InvalidParameterUse")
        return self.map_literal() if self.key == "{" else None

    def _at_relationship(self) -> bool:
        return self.key in _DASHES or (self.key in _LEFT_HEADS and self.ahead(1) in _DASHES)

    def _relationship(self) -> ast.RelationshipPattern:
        at = self.token.at
        left = self._accept_any(_LEFT_HEADS)
        self._dash()
        variable = types = length = properties = predicate = None
        if self.accept("["):
            variable = self._variable(_BEHIND_RELATIONSHIP_VARIABLE)
            types = self.types() if self.at_labels() else None
            old_bars = self.old_bars
            length = self._length()
            properties = self._properties()
            predicate = self.expression() if self.accept("WHERE") else None
            if not self.accept("]"):
                raise self.unexpected("`]`", "InvalidRelationshipPattern")
            if types and old_bars and (variable or length or properties or predicate):
                raise self.error("join types with `|` instead of `|:`", types.at)
        self._dash()
        right = self._accept_any(_RIGHT_HEADS)
        direction: Literal["->", "<-", "--"] = "--" if left == right else "<-" if left else "->"
        return ast.RelationshipPattern(at, variable, types, length, properties, predicate, direction)

    def _accept_any(self, keys: frozenset[str]) -> bool:
        return self.key in keys and bool(self.advance())

    def _dash(self) -> None:
        if not self._accept_any(_DASHES):
            raise self.unexpected("`-`")

    def _length(self) -> tuple[int | None, int | None] | None:
        """`*`, `*2`, `*1..3`, `*..3`, `*1..`, or nothing."""
        if not self.accept("*"):
            return None
        lo = self._repetitions()
        if self.accept(".."):
            return lo, self._repetitions()
        return lo, lo

    def relationship_chain(self) -> ast.PathPattern:
        """A path of nodes and single relationships, as it may stand in an expression."""
        at = self.token.at
        parts: list[ast.PatternPart] = [self._node()]
        while self._at_relationship():
            parts += [self._relationship(), self._node()]
        pattern = ast.PathPattern(at, None, None, tuple(parts))
        check_path(pattern)
        return pattern

    def pattern_end(self, index: int) -> int | None:
        """Index behind the nodes and relationships that begin at `index`; None where no such pattern begins.

        Tells a pattern in an expression from a parenthesised expression, by looking at the outer tokens only.
        """
        end = self._node_end(index)
        behind = None
        while end is not None:
            start = self._relationship_end(end)
            end = None if start is None else self._node_end(start)
            behind = end or behind
        return behind

    def _node_end(self, index: int) -> int | None:
        if self._key_at(index) != "(":
            return None
        return self._element_end(index, _BEHIND_NODE_VARIABLE)

    def _relationship_end(self, index: int) -> int | None:
        if self._key_at(index) in _LEFT_HEADS:
            index += 1
        if self._key_at(index) not in _DASHES:
            return None
        index += 1
        if self._key_at(index) == "[":
            end = self._element_end(index, _BEHIND_RELATIONSHIP_VARIABLE)
            if end is None:
                return None
            index = end
        if self._key_at(index) not in _DASHES:
            return None
        index += 1
        return index + 1 if self._key_at(index) in _RIGHT_HEADS else index

    def _element_end(self, opening: int, behind: frozenset[str]) -> int | None:
        """Index behind the bracket that closes `opening`, if a node or relationship can stand in it."""
        closing = self.partner(opening)
        if closing is None:
            return None
        first, second = self._key_at(opening + 1), self._key_at(opening + 2)
        fits = first in behind or (is_name(first) and second in behind)
        return closing + 1 if fits else None

    def _key_at(self, index: int) -> str:
        return self.tokens[min(index, len(self.tokens) - 1)].key
