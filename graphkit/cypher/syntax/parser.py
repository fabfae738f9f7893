"""Parses a Cypher query: text in, syntax tree out.

The dialect is the reading part of Neo4j 5's Cypher; writing and administration are refused by name.
"""

from __future__ import annotations

from typing import Literal, cast

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.lexer import END, INTEGER, expand_unicode, tokenize
from graphkit.cypher.syntax.parse_clauses import ClauseParser
from graphkit.cypher.syntax.parse_cursor import is_name
from graphkit.cypher.syntax.walk import children
from graphkit.errors import CypherError, CypherUnsupportedError

MAX_HEIGHT = 160
"""How high the syntax tree may be. Everything that walks it by recursion relies on this."""

_SHORT_QUERY = 60
"""A tree from no more tokens than this cannot be higher than MAX_HEIGHT."""


def parse(text: str) -> ast.Statement:
    """The syntax tree of one statement.

    Raises:
        CypherSyntaxError: the text is not Cypher.
        CypherUnsupportedError: it is Cypher, but writes, administers, or is too long or too deep.
    """
    expanded = expand_unicode(text) if "\\u" in text else text
    try:
        tokens = tokenize(expanded)
        statement = _StatementParser(expanded, tokens).statement()
        if len(tokens) > _SHORT_QUERY:
            _check_height(statement)
    except CypherError as error:
        raise error.located(expanded) from None
    return statement


class _StatementParser(ClauseParser):
    """Reads what may stand around a query."""

    def statement(self) -> ast.Statement:
        at = self.token.at
        mode = self._mode()
        query = self.query()
        if self.accept(";") and self.key != END:
            raise self.unexpected("the end: one statement at a time")
        if self.key != END:
            raise self.unexpected("a clause or the end of the query")
        return ast.Statement(at, query, mode)

    def _mode(self) -> Literal["", "EXPLAIN", "PROFILE"]:
        """EXPLAIN, PROFILE and the CYPHER options before the query."""
        mode: Literal["", "EXPLAIN", "PROFILE"] = ""
        while True:
            if self.key in {"EXPLAIN", "PROFILE"}:
                mode = cast("Literal['EXPLAIN', 'PROFILE']", self.advance().key)
            elif self.accept("CYPHER"):
                self._options()
            else:
                return mode

    def _options(self) -> None:
        """`5 planner=cost`: the language version; the options concern the server's planner alone."""
        if self.key == INTEGER and self.token.value != 5:
            raise self.unsupported(f"Cypher {self.token.value}", remedy="The dialect is Cypher 5")
        if self.key == INTEGER:
            self.advance()
        while is_name(self.key) and self.ahead(1) == "=":
            self.advance()
            self.advance()
            self.name("the value of an option")


def _check_height(statement: ast.Statement) -> None:
    """Raise a CypherUnsupportedError where the tree is higher than MAX_HEIGHT."""
    level: list[ast.Element] = [statement]
    for _ in range(MAX_HEIGHT):
        level = [child for element in level for child in children(element)]
        if not level:
            return
    raise CypherUnsupportedError(
        "the expression is too deep: it chains too many operators",
        offset=level[0].at,
        remedy="Break it up with WITH, or use a list with reduce() or IN",
    )
