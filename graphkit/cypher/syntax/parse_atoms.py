"""Parses the innermost parts of expressions: literals, CASE, calls, subqueries, map projections."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import Any, cast

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.lexer import FLOAT, INTEGER, LARGEST_INTEGER, MALFORMED, STRING
from graphkit.cypher.syntax.parse_cursor import is_name
from graphkit.cypher.syntax.parse_expressions import AFTER_OPERAND, COMPARATORS, NORMAL_FORMS
from graphkit.cypher.syntax.parse_labels import NO_LABEL_AFTER_IS
from graphkit.cypher.syntax.parse_lists import ListParser
from graphkit.cypher.syntax.pattern_rules import check_no_predicates, check_path

_CONSTANTS: dict[str, Any] = {
    "TRUE": True,
    "FALSE": False,
    "NULL": None,
    "INF": float("inf"),
    "INFINITY": float("inf"),
    "NAN": float("nan"),
}
_SUBQUERIES = frozenset({"EXISTS", "COUNT", "COLLECT"})
_QUANTIFIERS = frozenset({"ALL", "ANY", "NONE", "SINGLE"})
_SHORTEST = frozenset({"SHORTESTPATH", "ALLSHORTESTPATHS"})
ONE_CHARACTER = "one character"
"""Called on what stands before FROM in trim(), where btrim() and its kin would take more; no query can name it."""
_TRIM_SIDES = {"BOTH": "btrim", "LEADING": "ltrim", "TRAILING": "rtrim"}


class AtomParser(ListParser):
    """Reads operands of expressions."""

    @abstractmethod
    def subquery(self, kind: str) -> ast.Query:
        """What stands between the braces of `kind { … }`."""

    @abstractmethod
    def shortest_path(self) -> ast.PathPattern:
        """`shortestPath(…)` or `allShortestPaths(…)`."""

    def atom(self) -> ast.Expression:
        """An expression without operators."""
        key, at = self.key, self.token.at
        if key in {STRING, FLOAT}:
            return ast.Literal(at, self.advance().value)
        if key in {INTEGER, "-"}:
            return self._number()
        if is_name(key):
            return self._word()
        if key == "(":
            return self._parenthesised()
        if key == "[":
            return self.bracketed()
        if key == "{":
            return self.map_literal()
        if key == "$":
            return self.parameter()
        if self.token.fault:
            raise self.token.fault
        raise self.unexpected("an expression")

    def _number(self) -> ast.Expression:
        """A number with its sign; 2^63 is an integer only as a negative one."""
        at = self.token.at
        negative = self.accept("-")
        if self.key not in {INTEGER, FLOAT}:
            raise self.token.fault or self.unexpected("an expression")
        value = cast("int | float", self.advance().value)
        if value == LARGEST_INTEGER + 1 and isinstance(value, int) and not negative:
            raise self.error(f"the integer is too large: {value}", at, "IntegerOverflow")
        return ast.Literal(at, -value if negative else value)

    def parameter(self) -> ast.Parameter:
        """`$name`."""
        at = self.expect("$").at
        if self.key in {INTEGER, MALFORMED}:
            token = self.advance()
            return ast.Parameter(at, self.text[token.at : token.end])
        return ast.Parameter(at, self.name("the name of a parameter"))

    def map_literal(self) -> ast.MapLiteral:
        """`{key: value, …}`."""
        at = self.expect("{").at
        items: tuple[tuple[str, ast.Expression], ...] = ()
        if self.key != "}":
            items = self.separated(self._map_item)
        self.expect("}")
        return ast.MapLiteral(at, items)

    def _map_item(self) -> tuple[str, ast.Expression]:
        key = self.name("a key or `}`")
        self.expect(":")
        return key, self.expression()

    def _parenthesised(self) -> ast.Expression:
        if self.pattern_end(self.index) is not None:
            pattern = self.relationship_chain()
            check_no_predicates(pattern)
            return ast.PatternPredicate(pattern.at, pattern)
        self.expect("(")
        inner = self.expression()
        self.expect(")")
        return inner

    def _word(self) -> ast.Expression:
        """What begins with a name; keywords stand for themselves only where what follows fits."""
        key, at, following = self.key, self.token.at, self.ahead(1)
        if key in _CONSTANTS:
            self.advance()
            return ast.Literal(at, _CONSTANTS[key])
        if key == "CASE" and following not in AFTER_OPERAND - {"WHEN"}:
            return self._case()
        if following == "(":
            if key in _QUANTIFIERS and is_name(self.ahead(2)) and self.ahead(3) == "IN":
                return self.quantifier()
            if key == "REDUCE" and is_name(self.ahead(2)) and self.ahead(3) == "=":
                return self.reduce()
            if key in _SHORTEST:
                pattern = self.shortest_path()
                check_path(pattern)
                check_no_predicates(pattern)
                return ast.ShortestPathExpression(at, pattern)
            return self._call()
        if following == "{":
            if key in _SUBQUERIES and not self._projects():
                return self._subquery_expression()
            return self._map_projection()
        if following == "." and self._namespaced():
            return self._call()
        return ast.Variable(at, str(self.advance().value))

    def _namespaced(self) -> bool:
        """Whether `a.b.c(` begins here: a function in a namespace."""
        distance = 0
        while is_name(self.ahead(distance)) and self.ahead(distance + 1) == ".":
            distance += 2
        return is_name(self.ahead(distance)) and self.ahead(distance + 1) == "("

    def _call(self) -> ast.Expression:
        """A function call."""
        special, at = self.key, self.token.at
        name = self.name("a function")
        while self.accept("."):
            name += "." + self.name("a function")
        self.expect("(")
        if special == "TRIM":
            return self._trim(at)
        distinct = self.key == "DISTINCT" and self.ahead(1) not in AFTER_OPERAND
        if distinct or (self.key == "ALL" and self.ahead(1) not in AFTER_OPERAND | {"("}):
            self.advance()
        arguments: tuple[ast.Expression, ...] = ()
        if special == "COUNT" and self.key == "*" and not distinct:
            arguments = (ast.Star(self.advance().at),)
        elif special == "NORMALIZE" and not distinct:
            arguments = self._normalize_arguments()
        elif self.key != ")":
            arguments = self.separated(self.expression)
        self.expect(")")
        if special == "EXISTS":
            return self._exists(at, arguments)
        return ast.FunctionCall(at, name, arguments, distinct)

    def _exists(self, at: int, arguments: tuple[ast.Expression, ...]) -> ast.Expression:
        """`exists((a)-->(b))`; a property is no longer taken in Neo4j 5."""
        if len(arguments) == 1 and isinstance(arguments[0], ast.PatternPredicate):
            return replace(arguments[0], called=True)
        raise self.error("exists() takes a pattern; for a property write `n.name IS NOT NULL`", at)

    def _normalize_arguments(self) -> tuple[ast.Expression, ...]:
        """`normalize(text [, NFKC])`."""
        text = self.expression()
        if not self.accept(","):
            return (text,)
        if self.key not in NORMAL_FORMS:
            raise self.unexpected("`NFC`, `NFD`, `NFKC` or `NFKD`")
        form = self.advance()
        return text, ast.Literal(form.at, form.key)

    def _trim(self, at: int) -> ast.Expression:
        """`trim(text)`, or `trim([BOTH|LEADING|TRAILING] [character] FROM text)` as btrim, ltrim, rtrim."""
        side = ""
        if self.key in _TRIM_SIDES and self.ahead(1) not in AFTER_OPERAND:
            side = _TRIM_SIDES[self.advance().key]
        if self.key == "FROM" and (side or self.ahead(1) not in AFTER_OPERAND):
            self.advance()
            arguments: tuple[ast.Expression, ...] = (self.expression(),)
        else:
            first = self.expression()
            arguments = (first,)
            if self.accept("FROM"):
                character = ast.FunctionCall(first.at, ONE_CHARACTER, (first,))
                arguments = (self.expression(), character)
            elif side:
                raise self.unexpected("`FROM`")
            elif self.key == ",":
                raise self.unsupported("trim() with two arguments", "Use btrim()")
        self.expect(")")
        name = side or ("btrim" if len(arguments) == 2 else "trim")
        return ast.FunctionCall(at, name, arguments)

    def _subquery_expression(self) -> ast.Expression:
        word = self.advance()
        self.expect("{")
        query = self.subquery(word.key)
        self.expect("}")
        return ast.Subquery(word.at, word.key, query)  # type: ignore[arg-type]

    def _projects(self) -> bool:
        """Whether the brace behind a name such as `count` opens a map projection."""
        inner = self.ahead(2)
        return inner in {".", "}"} or (is_name(inner) and self.ahead(3) in {":", ",", "}"})

    def _map_projection(self) -> ast.Expression:
        subject = ast.Variable(self.token.at, self.name("a variable"))
        self.expect("{")
        items: tuple[tuple[str, ast.Expression | None], ...] = ()
        if self.key != "}":
            items = self.separated(lambda: self._projected(subject))
        self.expect("}")
        return ast.MapProjection(subject.at, subject, items)

    def _projected(self, subject: ast.Variable) -> tuple[str, ast.Expression | None]:
        """`.name`, `.*`, `key: value` or `variable`."""
        if self.accept("."):
            if self.accept("*"):
                return "*", None
            name = self.name("a property name or `*`")
            return name, ast.Property(subject.at, subject, name)
        at, name = self.token.at, self.name("a key, `.property`, `.*` or a variable")
        if self.accept(":"):
            return name, self.expression()
        return name, ast.Variable(at, name)

    def _case(self) -> ast.Expression:
        at = self.expect("CASE").at
        subject = None if self.key == "WHEN" and self.ahead(1) != "WHEN" else self.expression()
        branches = []
        while self.accept("WHEN"):
            if subject is None:
                condition = self.expression()
            else:
                conditions = self.separated(self._case_condition)
                condition = conditions[0]
                for other in conditions[1:]:
                    condition = ast.Binary(condition.at, "OR", condition, other)
            self.expect("THEN")
            branches.append((condition, self.expression()))
        if not branches:
            raise self.unexpected("`WHEN`")
        otherwise = self.expression() if self.accept("ELSE") else None
        self.expect("END")
        return ast.Case(at, subject, tuple(branches), otherwise)

    def _case_condition(self) -> ast.Expression:
        """What stands behind WHEN in a CASE with a subject, as a condition on that subject."""
        at, following = self.token.at, self.ahead(1)
        subject = ast.CaseSubject(at)
        if self.key in COMPARATORS:
            operator = self.comparator()
            return ast.Comparison(at, (subject, self.comparison_operand()), (operator,))  # type: ignore[arg-type]
        if self.key == "=~" or (self.key in {"STARTS", "ENDS"} and following == "WITH"):
            return ast.Binary(at, self.text_operator(), subject, self.predicate_operand())  # type: ignore[arg-type]
        if self.key == "::" or (self.key == "IS" and following in NO_LABEL_AFTER_IS - {"::"}):
            return self.is_predicate(subject)
        return ast.Comparison(at, (subject, self.expression()), ("=",))
