"""Random expressions of a wanted kind (see signatures.py) over the variables in scope."""

from __future__ import annotations

from collections.abc import Callable

from tests.cypher.differential.choices import Choices
from tests.cypher.differential.signatures import FUNCTIONS

Maker = Callable[[str, int], str]
"""Makes an expression of a kind, so deep."""

Scope = dict[str, str]
"""Variables and their kinds; `Nn` and `Rn` are null-able, `lN` and `lR` lists of nodes and relationships,
`bag` a list whose order nobody knows, `len` a path of which only the length is known."""

_LITERALS: dict[str, tuple[str, ...]] = {
    "i": ("1", "0", "2", "3", "-1", "10", "$i", "9007199254740993", "9223372036854775807"),
    "p": ("1", "0", "2", "3"),
    "f": ("1.5", "0.0", "-0.5", "2.0", "1e2", "$f", "-0.0", "1e300", "9007199254740992.0"),
    "s": ("'a'", "''", "'b'", "'ab'", "'10'", "'1.5'", "'true'", "'é'", "'a b'", "'𝒳y'", '"B"', "$s"),
    "b": ("true", "false"),
    "d": ("date('2020-01-31')", "date('2019-12-30')", "date({year: 2020, month: 2, day: 29})"),
    "u": ("duration('P1D')", "duration({months: 1, days: -2})", "duration('P1Y2M')", "duration({days: 3})"),
    "c": ("'2020-01-31'", "'2020-02'", "'20200229'", "{year: 2019}", "{year: 2020, week: 5}"),
    "z": ("'P1M'", "'P2W'", "{days: 2}", "{months: -1}", "'-P1Y3D'"),
    "t": ("'month'", "'year'", "'day'", "'week'", "'quarter'", "'decade'"),
    "m": ("{a: 1}", "{}", "{a: 1, b: 'x'}", "{a: null, c: [1]}", "$m"),
    "li": ("[1, 2]", "[]", "[3]", "[1, null, 2]", "[2, 2]", "$li"),
    "lf": ("[1.5]", "[]"),
    "ls": ("['a', 'b']", "[]", "['']", "['a', null]"),
    "lb": ("[true]", "[]"),
    "lv": ("[1, 'a', null]", "[1, 1.0]", "[[1], 2]", "[null]", "[true, 1]", "[{a: 1}]", "$lv"),
}
_PROPERTIES: dict[str, dict[str, tuple[str, ...]]] = {
    "i": {"N": ("x", "id"), "R": ("w", "id")},
    "f": {"N": ("y",)},
    "s": {"N": ("s",), "R": ("k",)},
    "b": {"N": ("b",)},
    "d": {"N": ("d",)},
    "li": {"N": ("l",)},
    "ls": {"N": ("ls",)},
    "v": {"N": ("m", "nope", "x"), "R": ("nope",)},
}
_PARTS_OF_DATES = (
    "year",
    "month",
    "day",
    "quarter",
    "week",
    "dayOfWeek",
    "ordinalDay",
    "weekYear",
    "dayOfQuarter",
)
_PARTS_OF_DURATIONS = ("days", "months", "years", "monthsOfYear", "daysOfWeek", "weeks", "quarters")


class Expressions:
    """Makes numbers, strings, dates and durations; subclasses add the other kinds."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.scope: Scope = {}
        self._names = 0

    def fresh(self, prefix: str) -> str:
        """A name not used before."""
        self._names += 1
        return f"{prefix}{self._names}"

    def of_kind(self, *kinds: str) -> list[str]:
        """Variables of some kinds."""
        return [name for name, kind in self.scope.items() if kind in kinds]

    def within(self, added: Scope, make: Callable[[], str]) -> str:
        """What `make` gives while more variables are in scope."""
        before = self.scope
        self.scope = {**before, **added}
        try:
            return make()
        finally:
            self.scope = before

    def expression(self, kind: str, depth: int = 2) -> str:
        """An expression of a kind; sometimes null, seldom of a wrong kind."""
        choose = self.choices
        if kind == "n":
            kind = choose.pick(("i", "f"))
        if kind.startswith('"'):
            return kind.replace('"', "'")
        if kind in {"N", "R", "P"}:
            return self._element(kind)
        if choose.chance(4):
            return "null"
        if choose.chance(1):
            return self.expression(choose.pick(("i", "s", "b", "f", "li", "m", "v")), 0)
        if kind == "v":
            return self._any(depth)
        if depth <= 0 or choose.chance(25):
            return self.leaf(kind)
        makers = [self._function, self._function, *self.makers(kind)]
        return choose.pick(makers)(kind, depth)

    def _by_name(self, kind: str, _: int) -> str:
        """A property of an element by a name in brackets."""
        options = [
            f"{variable}['{name}']"
            for element, names in _PROPERTIES.get(kind, {}).items()
            for variable in self.of_kind(element, f"{element}n")
            for name in names
        ]
        return self.choices.pick(options) if options else self.leaf(kind)

    def _element(self, kind: str) -> str:
        names = self.of_kind(kind, f"{kind}n")
        return self.choices.pick(names) if names else "null"

    def leaf(self, kind: str) -> str:
        """A literal, a variable or a property."""
        options = list(_LITERALS.get(kind, ("null",))[:1])
        options += self.of_kind(kind)
        for element, names in _PROPERTIES.get(kind, {}).items():
            options += [f"{v}.{name}" for v in self.of_kind(element, f"{element}n") for name in names]
        if len(options) > 1 and self.choices.chance(70):
            return self.choices.pick(options)
        return self.choices.pick(_LITERALS.get(kind, ("null",)))

    def _any(self, depth: int) -> str:
        """A value of any kind."""
        choose = self.choices
        mixed = [f"{name}.m" for name in self.of_kind("N", "Nn")] + self.of_kind("v")
        if mixed and choose.chance(40):
            return choose.pick(mixed)
        if depth > 0 and choose.chance(20):
            return f"{self.expression('lv', depth - 1)}[{self.expression('p', 0)}]"
        if depth > 0 and choose.chance(15):
            return f"{self.expression('m', depth - 1)}.{choose.pick(('a', 'b', 'zz'))}"
        return self.expression(choose.pick(("i", "s", "f", "b", "li", "ls", "m", "d", "lv")), depth - 1)

    def _function(self, kind: str, depth: int) -> str:
        functions = FUNCTIONS.get(kind)
        if not functions:
            return self.leaf(kind)
        name, arguments = self.choices.pick(functions)
        return f"{name}({', '.join(self.expression(argument, depth - 1) for argument in arguments)})"

    def makers(self, kind: str) -> list[Maker]:
        """Ways to make an expression of a kind, beside functions."""
        common: list[Maker] = [self._leaf_at, self._case, self._by_name]
        match kind:
            case "i":
                return [*common, self._arithmetic, self._part]
            case "f":
                return [*common, self._arithmetic, self._power]
            case "s":
                return [*common, self._concatenation, self._trimmed]
            case "d":
                return [*common, self._shifted_date]
            case "u":
                return [*common, self._sum_of_durations]
        return common

    def _leaf_at(self, kind: str, _: int) -> str:
        return self.leaf(kind)

    def _case(self, kind: str, depth: int) -> str:
        inner = depth - 1
        value = self.expression(kind, inner)
        otherwise = f" ELSE {self.expression(kind, inner)}" if self.choices.chance(70) else ""
        if self.choices.chance(40):
            subject = self.choices.pick(("i", "s"))
            return f"CASE {self.expression(subject, inner)} WHEN {self._when(subject)} THEN {value}{otherwise} END"
        return f"CASE WHEN {self.expression('b', inner)} THEN {value}{otherwise} END"

    def _when(self, subject: str) -> str:
        """What stands behind WHEN in a CASE with a subject."""
        value = self.expression(subject, 0)
        form = self.choices.pick(
            ("{0}", "{0}, {1}", "> {0}", "<> {0}", "IS NULL", "IS NOT NULL", "IS TYPED INTEGER")
        )
        return form.format(value, self.expression(subject, 0))

    def _arithmetic(self, kind: str, depth: int) -> str:
        operator = self.choices.pick("+-*/%" if kind == "f" else "+-*+-")
        left = self.expression(kind, depth - 1)
        right = self.expression(self.choices.pick(("i", "f")) if kind == "f" else "i", depth - 1)
        sign = "-" if self.choices.chance(10) else ""
        if kind == "i" and self.choices.chance(15):
            return f"({left} {self.choices.pick(('/', '%'))} {self.choices.pick(('2', '3', '-2'))})"
        return f"({sign}{safe(left)} {operator} {safe(right)})"

    def _power(self, _: str, depth: int) -> str:
        return f"({safe(self.expression('n', depth - 1))} ^ {self.choices.pick(('2', '0.5', '0'))})"

    def _part(self, _: str, depth: int) -> str:
        if self.choices.chance(50):
            return f"{safe(self.expression('d', depth - 1))}.{self.choices.pick(_PARTS_OF_DATES)}"
        return f"{safe(self.expression('u', depth - 1))}.{self.choices.pick(_PARTS_OF_DURATIONS)}"

    def _concatenation(self, _: str, depth: int) -> str:
        right = self.expression(self.choices.pick(("s", "s", "i", "f")), depth - 1)
        operator = "||" if self.choices.chance(20) and right.startswith("'") else "+"
        return f"({safe(self.expression('s', depth - 1))} {operator} {safe(right)})"

    def _trimmed(self, _: str, depth: int) -> str:
        side = self.choices.pick(("BOTH", "LEADING", "TRAILING"))
        character = self.choices.pick(("'a'", "'b'", "left('ab', 1)", "null"))
        return f"trim({side} {character} FROM {self.expression('s', depth - 1)})"

    def _shifted_date(self, _: str, depth: int) -> str:
        operator = self.choices.pick("+-")
        return f"({safe(self.expression('d', depth - 1))} {operator} {safe(self.expression('u', depth - 1))})"

    def _sum_of_durations(self, _: str, depth: int) -> str:
        if self.choices.chance(30):
            return f"({safe(self.expression('u', depth - 1))} * {self.choices.pick(('2', '-1', '3'))})"
        operator = self.choices.pick("+-")
        return f"({safe(self.expression('u', depth - 1))} {operator} {safe(self.expression('u', depth - 1))})"


def safe(text: str) -> str:
    """The text, in parentheses where an operator beside it could tear it apart."""
    return text if text.replace("_", "").replace(".", "").isalnum() or text[0] in "('[$" else f"({text})"
