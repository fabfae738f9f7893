"""Parses the planner hints after MATCH, which change no rows: they are held to Neo4j's rules, and let go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.parse_patterns import PatternParser
from graphkit.cypher.syntax.pattern_rules import all_parts

_INDEXES = frozenset({"INDEX", "RANGE", "TEXT", "POINT"})
_SOUGHT = frozenset({"IN", "STARTS WITH", "ENDS WITH", "CONTAINS"})

Pattern = ast.NodePattern | ast.RelationshipPattern


@dataclass(frozen=True, slots=True)
class Hint:
    """`USING INDEX n:A(x)` has all, `USING SCAN n:A` no properties, `USING JOIN ON n` no label either."""

    at: int
    variable: str
    label: str
    properties: tuple[str, ...] = ()


class HintParser(PatternParser):
    """Reads hints."""

    def hints(self) -> list[Hint]:
        """All hints that stand here, in order."""
        hints: list[Hint] = []
        while self.key == "USING":
            at = self.advance().at
            if self.accept("JOIN"):
                self.expect("ON")
                hints += [Hint(at, name, "") for name in self.separated(lambda: self.name("a variable"))]
            elif self.accept("SCAN"):
                hints.append(Hint(at, *self._labelled()))
            else:
                self._index()
                variable, label = self._labelled()
                self.expect("(")
                properties = self.separated(lambda: self.name("a property"))
                self.expect(")")
                hints.append(Hint(at, variable, label, properties))
        return hints

    def _index(self) -> None:
        if self.key not in _INDEXES:
            raise self.unexpected("`INDEX`, `SCAN` or `JOIN ON`")
        if self.advance().key != "INDEX":
            self.expect("INDEX")
        if self.key == "SEEK" and self.ahead(1) != ":":
            self.advance()

    def _labelled(self) -> tuple[str, str]:
        variable = self.name("a variable")
        self.expect(":")
        return variable, self.name("a label or a type")

    def check_hints(self, hints: list[Hint], match: ast.Match) -> None:
        """Raise the error of Neo4j where a hint does not fit its MATCH.

        Raises:
            CypherSyntaxError: the hint names what the MATCH does not ask for.
            CypherUnsupportedError: it names a variable of another clause.
        """
        parts = [part for path in match.patterns for part in all_parts(path) if isinstance(part, Pattern)]
        for hint in hints:
            named = [part for part in parts if part.variable == hint.variable]
            if not named:
                raise self.unsupported(
                    f"a planner hint on `{hint.variable}` from outside its MATCH",
                    remedy="Leave it out: it changes no rows",
                    at=hint.at,
                )
            if not hint.label:
                self._check_join(hint, named, parts)
            else:
                self._check_use(hint, named, match)

    def _check_join(self, hint: Hint, named: list[Pattern], parts: list[Pattern]) -> None:
        if not isinstance(named[0], ast.NodePattern):
            raise self.error("a join hint names nodes, and this is a relationship", hint.at)
        if len(parts) == 1:
            raise self.error("a join hint needs a pattern of more than one node", hint.at)

    def _check_use(self, hint: Hint, named: list[Pattern], match: ast.Match) -> None:
        terms = list(_terms(match.predicate))
        for part in named:
            terms += _terms(part.predicate)
        labels = [part.labels if isinstance(part, ast.NodePattern) else part.types for part in named]
        labels += [
            term.labels for term in terms if isinstance(term, ast.HasLabels) and _is(term.operand, hint)
        ]
        if hint.label not in {name for label in labels for name in _asked(label)}:
            raise self.error(f"the hint names `{hint.label}`, which the MATCH does not ask for", hint.at)
        asked = {name for part in named for name in _keys(part.properties)}
        asked |= {name for term in terms for name in _sought(term, hint)}
        for name in hint.properties:
            if name not in asked:
                raise self.error(f"the hint names `{name}`, by which the MATCH does not seek", hint.at)


def _terms(predicate: ast.Expression | None) -> Iterator[ast.Expression]:
    """What AND and OR join at the top of a predicate."""
    if isinstance(predicate, ast.Binary) and predicate.operator in {"AND", "OR"}:
        yield from _terms(predicate.left)
        yield from _terms(predicate.right)
    elif predicate is not None:
        yield predicate


def _asked(labels: ast.LabelExpression | None) -> Iterator[str]:
    """The names that a label expression asks for, not those it denies."""
    if isinstance(labels, ast.LabelName):
        yield labels.name
    elif isinstance(labels, ast.LabelAnd | ast.LabelOr):
        for operand in labels.operands:
            yield from _asked(operand)


def _keys(properties: ast.Expression | None) -> list[str]:
    return [name for name, _ in properties.items] if isinstance(properties, ast.MapLiteral) else []


def _sought(term: ast.Expression, hint: Hint) -> Iterator[str]:
    """Properties of the hint's variable that a term compares in a way that an index answers."""
    operands: list[ast.Expression] = []
    if isinstance(term, ast.Comparison) and "<>" not in term.operators:
        operands = list(term.operands)
    elif isinstance(term, ast.Binary) and term.operator in _SOUGHT:
        operands = [term.left]
    elif isinstance(term, ast.IsNull) and term.negated:
        operands = [term.operand]
    for operand in operands:
        if isinstance(operand, ast.Property) and _is(operand.subject, hint):
            yield operand.name


def _is(expression: ast.Expression, hint: Hint) -> bool:
    return isinstance(expression, ast.Variable) and expression.name == hint.variable
