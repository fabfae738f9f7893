"""Parses expressions: operators by precedence, and what stands behind an operand, as `.name`."""

from __future__ import annotations

from abc import abstractmethod

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.parse_labels import LabelParser

_OR, _XOR, _AND, _NOT, _COMPARISON, _PREDICATE, _SUM, _PRODUCT, _POWER = range(1, 10)
"""Levels of precedence; what binds tighter is greater."""

_LEVELS = {
    "OR": _OR,
    "XOR": _XOR,
    "AND": _AND,
    **dict.fromkeys(("=", "<>", "!=", "<", ">", "<=", ">="), _COMPARISON),
    **dict.fromkeys(("=~", "IN", "CONTAINS", "STARTS", "ENDS", "IS", "::"), _PREDICATE),
    **dict.fromkeys(("+", "-", "||"), _SUM),
    **dict.fromkeys(("*", "/", "%"), _PRODUCT),
    "^": _POWER,
}
COMPARATORS = frozenset(key for key, level in _LEVELS.items() if level == _COMPARISON)
NORMAL_FORMS = frozenset({"NFC", "NFD", "NFKC", "NFKD"})


class ExpressionParser(LabelParser):
    """Reads expressions; their innermost parts are read by a subclass."""

    @abstractmethod
    def atom(self) -> ast.Expression:
        """An expression without operators."""

    def expression(self) -> ast.Expression:
        """Any expression."""
        return self._binary(_OR)

    def predicate_operand(self) -> ast.Expression:
        """The operand of an operator such as STARTS WITH."""
        return self._binary(_SUM)

    def comparison_operand(self) -> ast.Expression:
        """The operand of an operator such as `<`."""
        return self._binary(_PREDICATE)

    def _binary(self, floor: int) -> ast.Expression:
        """An expression whose operators all bind at least as tight as `floor`."""
        self.nest()
        negations = []
        if floor <= _NOT:
            while self.key == "NOT" and self._operand_follows():
                negations.append(self.advance().at)
        left = self._binary(_COMPARISON) if negations else self._signed()
        for at in reversed(negations):
            left = ast.Unary(at, "NOT", left)
        while (level := _LEVELS.get(self.key, 0)) >= floor:
            if level <= _AND:
                left = self._logical(left, level)
            elif level == _COMPARISON:
                left = self._comparison(left)
            elif level == _PREDICATE:
                left = self._predicate(left)
            else:
                operator = self.advance().key
                right = self._binary(level + 1)
                left = ast.Binary(left.at, operator, left, right)  # type: ignore[arg-type]
        self.unnest()
        return left

    def _operand_follows(self) -> bool:
        """Whether NOT is the operator here, and not a variable of that name."""
        return self.ahead(1) not in AFTER_OPERAND

    def _logical(self, first: ast.Expression, level: int) -> ast.Expression:
        """A run of one of OR, XOR, AND as a balanced tree: long runs make no deep tree."""
        operator = self.key
        operands = [first]
        while self.accept(operator):
            operands.append(self._binary(level + 1))
        while len(operands) > 1:
            pairs = zip(operands[::2], operands[1::2], strict=False)
            joined: list[ast.Expression] = [
                ast.Binary(left.at, operator, left, right)  # type: ignore[arg-type]
                for left, right in pairs
            ]
            operands = joined + operands[len(joined) * 2 :]
        return operands[0]

    def _comparison(self, first: ast.Expression) -> ast.Expression:
        operands = [first]
        operators = []
        while self.key in COMPARATORS:
            operators.append(self.comparator())
            operands.append(self.comparison_operand())
        return ast.Comparison(first.at, tuple(operands), tuple(operators))  # type: ignore[arg-type]

    def comparator(self) -> str:
        """Take one of the comparison operators."""
        if self.key == "!=":
            raise self.error("unknown operator `!=`: not equal is written `<>`")
        return self.advance().key

    def _predicate(self, left: ast.Expression) -> ast.Expression:
        """One operator of the level of IN, which does not chain."""
        if self.key in {"IS", "::"}:
            predicate = self.is_predicate(left)
        else:
            operator = self.text_operator()
            predicate = ast.Binary(left.at, operator, left, self.predicate_operand())  # type: ignore[arg-type]
        if _LEVELS.get(self.key) == _PREDICATE:
            raise self.unexpected("the end of the expression (this operator does not chain; use parentheses)")
        return predicate

    def text_operator(self) -> str:
        """Take `=~`, IN, CONTAINS, STARTS WITH or ENDS WITH."""
        operator = self.advance().key
        if operator in {"STARTS", "ENDS"}:
            self.expect("WITH")
            operator += " WITH"
        return operator

    def is_predicate(self, left: ast.Expression) -> ast.Expression:
        """`IS [NOT] NULL`, `:: TYPE`, `IS [NOT] :: TYPE`, `IS [NOT] TYPED TYPE`, `IS [NOT] NORMALIZED`."""
        if self.accept("::"):
            return ast.IsType(left.at, left, self.type_name(), negated=False)
        self.expect("IS")
        negated = self.accept("NOT")
        if self.accept("NULL"):
            return ast.IsNull(left.at, left, negated)
        if self.accept("::") or self.accept("TYPED"):
            return ast.IsType(left.at, left, self.type_name(), negated)
        form = self.advance().key if self.key in NORMAL_FORMS else "NFC"
        if self.accept("NORMALIZED"):
            return ast.IsNormalized(left.at, left, form, negated)
        raise self.unexpected(
            "`NULL`, `::`, `TYPED` or `NORMALIZED`" if negated else "`NULL`, `NOT`, `::`, a label or a type"
        )

    def _signed(self) -> ast.Expression:
        """An operand with at most one sign; a minus before a number belongs to the number."""
        if self.key not in {"+", "-"}:
            return self._postfixed()
        if self.key == "-" and self.ahead(1) in {"<integer>", "<float>"}:
            return self._postfixed()
        sign = self.advance()
        return ast.Unary(sign.at, sign.key, self._postfixed())  # type: ignore[arg-type]

    def _postfixed(self) -> ast.Expression:
        """An operand and what stands behind it."""
        subject = self.atom()
        while True:
            if self.accept("."):
                subject = ast.Property(subject.at, subject, self.name("a property name"))
            elif self.key == "[":
                subject = self._subscript(subject)
            elif self.at_labels():
                subject = ast.HasLabels(subject.at, subject, self.labels())
            else:
                return subject

    def _subscript(self, subject: ast.Expression) -> ast.Expression:
        """`[index]` or `[start..end]`."""
        self.expect("[")
        start = None if self.key == ".." else self.expression()
        if start is not None and self.accept("]"):
            return ast.Index(subject.at, subject, start)
        self.expect("..")
        end = None if start is not None and self.key == "]" else self.expression()
        self.expect("]")
        return ast.Slice(subject.at, subject, start, end)


AFTER_OPERAND = (
    frozenset({"", ",", ")", "]", "}", "|", ".", ":", "..", "AS", "WHEN", "THEN", "ELSE", "END", "<end>"})
    | _LEVELS.keys()
) - {"+", "-"}
"""Keys that follow an operand, and never begin one."""
