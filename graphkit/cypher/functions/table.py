"""What a function of Cypher is: an entry of a table with arguments, null rule, builder and documentation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from graphkit.cypher import types as t
from graphkit.cypher.types import Type, Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.checks import expect, expect_whole
from graphkit.cypher.values.fragments import once
from graphkit.errors import CypherSyntaxError

Builder = Callable[[list[Value], int], Value]
"""Makes the result of converted arguments and the place of the call."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a function.

    Attributes:
        name: as the documentation has it.
        type: its type; None where the builder sees to several.
        takes: what messages, and without a type the documentation, say of it.
        cut: an INTEGER for which rows may bring floats, whose fractions are cut off.
    """

    name: str
    type: Type | None
    takes: str = ""
    cut: bool = False

    def accept(self, value: Value, at: int) -> Value:
        """What is given for it, as its type asks.

        Raises:
            CypherSyntaxError: it is of another type, by the text of the query.
        """
        if self.type is None:
            return value
        return expect_whole(value, at) if self.cut else expect(value, self.type, at, self.takes)

    @property
    def expected(self) -> str:
        """What may stand here, as the documentation has it."""
        return str(self.type) if self.type else self.takes


@dataclass(frozen=True, slots=True)
class Function:
    """A function.

    Attributes:
        name: as Cypher's manual spells it; it is called in any case.
        category: the section of the documentation.
        arguments: in order; the last `optional` of them may be left out, the last repeats where `variadic`.
        result: the type of the result, as the documentation has it.
        build: makes the result.
        doc: one line.
        null_if_null: whether a null argument makes the result null; else `doc` says what it does.
    """

    name: str
    category: str
    arguments: tuple[Argument, ...]
    result: str
    build: Builder
    doc: str
    optional: int = 0
    variadic: bool = False
    null_if_null: bool = True

    @property
    def signature(self) -> str:
        """`left(original :: STRING, length :: INTEGER) :: STRING`."""
        needed = len(self.arguments) - self.optional
        shown = [
            f"{a.name} :: {a.expected}" if i < needed else f"[{a.name} :: {a.expected}]"
            for i, a in enumerate(self.arguments)
        ]
        return f"{self.name}({', '.join(shown)}{', …' if self.variadic else ''}) :: {self.result}"

    def __call__(self, values: list[Value], at: int) -> Value:
        """The call on these arguments.

        Raises:
            CypherSyntaxError: the number or the type of an argument is wrong, by the text of the query.
        """
        self._check_number(len(values), at)
        kinds = [
            *self.arguments,
            *self.arguments[-1:] * (len(values) - len(self.arguments) if self.variadic else 0),
        ]
        converted = [kind.accept(value, at) for kind, value in zip(kinds, values, strict=False)]
        if self.null_if_null and any(value.type == t.NULL for value in values):
            if not any(
                v.type == t.NULL and kind.type is None for v, kind in zip(values, kinds, strict=False)
            ):
                self.build(converted, at)  # for what it says of the types of the other arguments
            return Value(sql.null(), t.NULL)
        return self.build(converted, at)

    def _check_number(self, given: int, at: int) -> None:
        needed = len(self.arguments) - self.optional
        if needed <= given and (self.variadic or given <= len(self.arguments)):
            return
        problem = "Insufficient" if given < needed else "Too many"
        raise CypherSyntaxError(
            f"{problem} parameters for function '{self.name}'",
            offset=at,
            code="InvalidNumberOfArguments",
            remedy=f"It is called as {self.signature}",
        )


def by_template(template: str, result: Type, **constants: exp.Expression) -> Builder:
    """A builder from SQL in which the arguments stand as `:a`, `:b`, `:c`; each is computed once."""

    def build(values: list[Value], at: int) -> Value:
        operands = dict(zip("abc", (value.sql for value in values), strict=False))
        return Value(once(template, **operands, **constants), result)

    return build


def arguments(**types: Type) -> tuple[Argument, ...]:
    """Arguments by name, each of one type."""
    return tuple(Argument(name, type_) for name, type_ in types.items())
