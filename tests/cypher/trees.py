"""Short ways to parse parts of queries and to make the trees they should give."""

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.parser import parse


def clauses(text: str) -> tuple[ast.Clause, ...]:
    return parse(text).query.parts[0].clauses


def expression(text: str) -> ast.Expression:
    (clause,) = clauses(f"RETURN {text}")
    assert isinstance(clause, ast.Return)
    return clause.items[0].expression


def match(text: str) -> ast.Match:
    clause = clauses(f"MATCH {text} RETURN 1")[0]
    assert isinstance(clause, ast.Match)
    return clause


def path(text: str) -> ast.PathPattern:
    (pattern,) = match(text).patterns
    return pattern


def name(text: str) -> ast.Variable:
    return ast.Variable(0, text)


def number(value: float) -> ast.Literal:
    return ast.Literal(0, value)


def text(value: str) -> ast.Literal:
    return ast.Literal(0, value)


def node(variable: str | None = None) -> ast.NodePattern:
    return ast.NodePattern(0, variable, None, None, None)


def relationship(variable: str | None = None, direction: str = "->") -> ast.RelationshipPattern:
    return ast.RelationshipPattern(0, variable, None, None, None, None, direction)  # type: ignore[arg-type]
