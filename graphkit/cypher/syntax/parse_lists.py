"""Parses what a square bracket can begin (lists and comprehensions), quantifiers and reduce()."""

from __future__ import annotations

from abc import abstractmethod

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.parse_cursor import is_name
from graphkit.cypher.syntax.parse_expressions import ExpressionParser


class ListParser(ExpressionParser):
    """Reads list literals, comprehensions, quantifiers and reduce()."""

    @abstractmethod
    def pattern_end(self, index: int) -> int | None:
        """Index behind the nodes and relationships that begin at `index`; None where none such begin."""

    @abstractmethod
    def relationship_chain(self) -> ast.PathPattern:
        """A path of nodes and single relationships."""

    def bracketed(self) -> ast.Expression:
        """A list literal, a list comprehension or a pattern comprehension."""
        if is_name(self.ahead(1)) and self.ahead(2) == "IN" and not self._lists_membership():
            return self._list_comprehension()
        if self._pattern_comprehension_follows():
            return self._pattern_comprehension()
        at = self.expect("[").at
        items: tuple[ast.Expression, ...] = ()
        if self.key != "]":
            items = self.separated(self.expression)
        self.expect("]")
        return ast.ListLiteral(at, items)

    def _lists_membership(self) -> bool:
        """Whether `[x IN y, z]` stands here: a list whose first item is a predicate, told by its comma.

        The commas of `CASE … WHEN a, b THEN … END` tell nothing.
        """
        cases = 0
        for index in self._surface(self.index):
            key = self.tokens[index].key
            if key in {"CASE", "END"}:
                cases += 1 if key == "CASE" else -1
            elif key in {"WHERE", "|"}:
                return False
            elif key == "," and not cases:
                return True
        return False

    def _surface(self, opening: int) -> list[int]:
        """Indexes of the tokens between the bracket at `opening` and its partner, inner brackets left out."""
        end = self.partner(opening)
        indexes: list[int] = []
        index = opening + 1
        while end is not None and index < end:
            indexes.append(index)
            index = (self.partner(index) or index) + 1
        return indexes

    def _mark_projection(self, opening: int) -> None:
        """Note which `|` in the bracket at `opening` ends a label expression before it: the last."""
        bars = [index for index in self._surface(opening) if self.tokens[index].key == "|"]
        if bars:
            self.projection_bars.add(bars[-1])

    def _accept_projection(self, opening: int) -> bool:
        """Take the `|` before the result; behind it every other `|` joins labels."""
        if self.key != "|":
            return False
        self.advance()
        self.projection_bars.difference_update(self._surface(opening))
        return True

    def _list_comprehension(self) -> ast.Expression:
        opening = self.index
        self._mark_projection(opening)
        at = self.expect("[").at
        variable = self.name("a variable")
        self.expect("IN")
        source = self.expression()
        predicate = self.expression() if self.accept("WHERE") else None
        result = self.expression() if self._accept_projection(opening) else None
        self.expect("]")
        return ast.ListComprehension(at, variable, source, predicate, result)

    def _pattern_comprehension_follows(self) -> bool:
        start = self.index + 1
        if is_name(self.ahead(1)) and self.ahead(2) == "=":
            start += 2
        if self.tokens[min(start, len(self.tokens) - 1)].key != "(":
            return False
        end = self.pattern_end(start)
        return end is not None and self.tokens[end].key in {"WHERE", "|"}

    def _pattern_comprehension(self) -> ast.Expression:
        opening = self.index
        self._mark_projection(opening)
        at = self.expect("[").at
        variable = None
        if self.key != "(":
            variable = self.name("a variable")
            self.expect("=")
        chain = self.relationship_chain()
        pattern = ast.PathPattern(chain.at, variable, None, chain.parts)
        predicate = self.expression() if self.accept("WHERE") else None
        if not self._accept_projection(opening):
            raise self.unexpected("`|`")
        result = self.expression()
        self.expect("]")
        return ast.PatternComprehension(at, pattern, predicate, result)

    def quantifier(self) -> ast.Expression:
        """`any(x IN list WHERE predicate)`."""
        word = self.advance()
        self.expect("(")
        variable = self.name("a variable")
        self.expect("IN")
        source = self.expression()
        if self.key != "WHERE":
            raise self.unexpected("`WHERE`")
        self.advance()
        predicate = self.expression()
        self.expect(")")
        kind = word.key.lower()
        return ast.Quantifier(word.at, kind, variable, source, predicate)  # type: ignore[arg-type]

    def reduce(self) -> ast.Expression:
        """`reduce(accumulator = initial, variable IN source | result)`."""
        at = self.advance().at
        opening = self.index
        self._mark_projection(opening)
        self.expect("(")
        accumulator = self.name("a variable")
        self.expect("=")
        initial = self.expression()
        self.expect(",")
        variable = self.name("a variable")
        self.expect("IN")
        source = self.expression()
        if not self._accept_projection(opening):
            raise self.unexpected("`|`")
        result = self.expression()
        self.expect(")")
        return ast.Reduce(at, accumulator, initial, variable, source, result)
