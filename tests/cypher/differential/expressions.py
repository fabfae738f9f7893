"""Random expressions of a wanted kind (see signatures.py) over the variables in scope."""

from __future__ import annotations

from collections.abc import Callable

from tests.cypher.differential.choices import Choices
from tests.cypher.differential.graphs import LABELS, TYPES
from tests.cypher.differential.signatures import FUNCTIONS

Scope = dict[str, str]
"""Variables and their kinds; `Nn` and `Rn` are null-able, `lN` and `lR` lists of nodes and relationships,
`bag` a list whose order nobody knows, `len` a path of which only the length is known."""

_LITERALS: dict[str, tuple[str, ...]] = {
    "i": ("1", "0", "2", "3", "-1", "10", "$i"),
    "p": ("1", "0", "2", "3"),
    "f": ("1.5", "0.0", "-0.5", "2.0", "1e2", "$f"),
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
_PROPERTIES = {
    "i": {"N": ("x", "id"), "R": ("w", "id")},
    "f": {"N": ("y",)},
    "s": {"N": ("s",), "R": ("k",)},
    "b": {"N": ("b",)},
    "d": {"N": ("d",)},
    "li": {"N": ("l",)},
    "ls": {"N": ("ls",)},
    "v": {"N": ("m", "nope", "x"), "R": ("nope",)},
}
TYPES_OF_VALUES = (
    "INTEGER", "STRING", "FLOAT", "BOOLEAN", "INTEGER NOT NULL", "INTEGER | STRING", "LIST<INTEGER>", "ANY", "NULL",
    "LIST<INTEGER | STRING> NOT NULL", "MAP", "DATE", "PROPERTY VALUE", "NOTHING", "LIST<ANY>",
)  # fmt: skip
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
_REGULAR = ("'a.*'", "'.'", "'(?i)B'", "'[ab]+'", "''", "'é|b'")


class Expressions:
    """Makes expressions; a subclass adds those that hold patterns and subqueries."""

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
            return self._leaf(kind)
        makers = [self._function, self._function, *self._makers(kind)]
        return choose.pick(makers)(kind, depth)

    def _element(self, kind: str) -> str:
        names = self.of_kind(kind, f"{kind}n")
        return self.choices.pick(names) if names else "null"

    def _leaf(self, kind: str) -> str:
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
            return self._leaf(kind)
        name, arguments = self.choices.pick(functions)
        return f"{name}({', '.join(self.expression(argument, depth - 1) for argument in arguments)})"

    def _makers(self, kind: str) -> list[Callable[[str, int], str]]:
        """Other ways to make an expression of a kind."""
        common: list[Callable[[str, int], str]] = [self._leaf_at, self._case]
        match kind:
            case "i":
                return [
                    *common,
                    self._arithmetic,
                    self._part,
                    self._reduce,
                    self._element_of_list,
                    self._count,
                ]
            case "f":
                return [*common, self._arithmetic, self._power]
            case "s":
                return [*common, self._concatenation, self._element_of_list]
            case "b":
                return [
                    self._comparison,
                    self._logic,
                    self._test,
                    self._quantifier,
                    self._membership,
                    self._pattern_test,
                    *common,
                ]
            case "d":
                return [*common, self._shifted_date]
            case "u":
                return [*common, self._sum_of_durations]
            case "li" | "ls" | "lv" | "lf" | "lb":
                return [*common, self._comprehension, self._joined_lists, self._slice]
            case "m":
                return [*common, self._map]
        return common

    def _leaf_at(self, kind: str, _: int) -> str:
        return self._leaf(kind)

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
        return f"({sign}{_safe(left)} {operator} {_safe(right)})"

    def _power(self, _: str, depth: int) -> str:
        return f"({_safe(self.expression('n', depth - 1))} ^ {self.choices.pick(('2', '0.5', '0'))})"

    def _part(self, _: str, depth: int) -> str:
        if self.choices.chance(50):
            return f"{_safe(self.expression('d', depth - 1))}.{self.choices.pick(_PARTS_OF_DATES)}"
        return f"{_safe(self.expression('u', depth - 1))}.{self.choices.pick(_PARTS_OF_DURATIONS)}"

    def _reduce(self, _: str, depth: int) -> str:
        total, item = self.fresh("t"), self.fresh("e")
        source = self.expression("li", depth - 1)
        body = self.within({total: "i", item: "i"}, lambda: self.expression("i", depth - 1))
        return (
            f"reduce({total} = {self.choices.pick(('0', '1'))}, {item} IN {source} | {total} + {_safe(body)})"
        )

    def _element_of_list(self, kind: str, depth: int) -> str:
        return f"{_safe(self.expression(f'l{kind}', depth - 1))}[{self.choices.pick(('0', '1', '-1', '5'))}]"

    def _count(self, kind: str, _: int) -> str:
        return self._leaf(kind)

    def _concatenation(self, _: str, depth: int) -> str:
        right = self.expression(self.choices.pick(("s", "s", "i", "f")), depth - 1)
        operator = "||" if self.choices.chance(20) and right.startswith("'") else "+"
        return f"({_safe(self.expression('s', depth - 1))} {operator} {_safe(right)})"

    def _comparison(self, _: str, depth: int) -> str:
        """A comparison, sometimes with a third operand."""
        choose = self.choices
        kind = choose.pick(("i", "s", "n", "f", "b", "d", "v", "li", "m"))
        other = kind if choose.chance(85) else "v"
        operators = ("=", "<>", "<", ">", "<=", ">=")
        operands = [self.expression(kind, depth - 1), self.expression(other, depth - 1)]
        if choose.chance(10):
            operands.append(self.expression(other, 0))
        text = _safe(operands[0])
        for operand in operands[1:]:
            text += f" {choose.pick(operators)} {_safe(operand)}"
        return f"({text})"

    def _logic(self, _: str, depth: int) -> str:
        if self.choices.chance(30):
            return f"(NOT {_safe(self.expression('b', depth - 1))})"
        operator = self.choices.pick(("AND", "OR", "XOR"))
        return f"({self.expression('b', depth - 1)} {operator} {self.expression('b', depth - 1)})"

    def _test(self, _: str, depth: int) -> str:
        """A predicate on one value."""
        choose = self.choices
        nodes, edges = self.of_kind("N", "Nn"), self.of_kind("R", "Rn")
        if nodes and choose.chance(30):
            return f"{choose.pick(nodes)}{choose.pick((':', ' IS '))}{self.labels(LABELS)}"
        if edges and choose.chance(20):
            return f"{choose.pick(edges)}:{choose.pick(TYPES)}"
        if choose.chance(30):
            operator = choose.pick(("STARTS WITH", "ENDS WITH", "CONTAINS"))
            return f"({_safe(self.expression('s', depth - 1))} {operator} {_safe(self.expression('s', 0))})"
        if choose.chance(15):
            return f"({_safe(self.expression('s', depth - 1))} =~ {choose.pick(_REGULAR)})"
        value = _safe(self.expression("v", depth - 1))
        if choose.chance(40):
            return f"({value} IS {choose.pick(('::', 'NOT ::'))} {choose.pick(TYPES_OF_VALUES)})"
        if choose.chance(10):
            return (
                f"({_safe(self.expression('s', depth - 1))} IS {choose.pick(('', 'NOT ', 'NFD '))}NORMALIZED)"
            )
        return f"({value} IS {choose.pick(('NULL', 'NOT NULL'))})"

    def labels(self, names: tuple[str, ...]) -> str:
        """A label expression without its colon."""
        form = self.choices.pick(("{0}", "{0}|{1}", "!{0}", "{0}&{1}", "%", "({0}|{1})&!{2}", "!%"))
        return form.format(*(self.choices.pick(names) for _ in range(3)))

    def _quantifier(self, _: str, depth: int) -> str:
        item = self.fresh("q")
        kind = self.choices.pick(("i", "s", "v"))
        bags = self.of_kind("bag")
        source = (
            self.choices.pick(bags)
            if bags and self.choices.chance(40)
            else self.expression(f"l{kind}", depth - 1)
        )
        if source in bags:
            kind = "v"
        predicate = self.within({item: kind}, lambda: self.expression("b", depth - 1))
        return f"{self.choices.pick(('any', 'all', 'none', 'single'))}({item} IN {source} WHERE {predicate})"

    def _membership(self, _: str, depth: int) -> str:
        kind = self.choices.pick(("i", "s", "v"))
        bags = self.of_kind("bag")
        source = (
            self.choices.pick(bags)
            if bags and self.choices.chance(40)
            else self.expression(f"l{kind}", depth - 1)
        )
        return f"({_safe(self.expression(kind, depth - 1))} IN {_safe(source)})"

    def _pattern_test(self, kind: str, depth: int) -> str:
        return self._comparison(kind, depth)

    def _shifted_date(self, _: str, depth: int) -> str:
        operator = self.choices.pick("+-")
        return (
            f"({_safe(self.expression('d', depth - 1))} {operator} {_safe(self.expression('u', depth - 1))})"
        )

    def _sum_of_durations(self, _: str, depth: int) -> str:
        if self.choices.chance(30):
            return f"({_safe(self.expression('u', depth - 1))} * {self.choices.pick(('2', '-1', '3'))})"
        operator = self.choices.pick("+-")
        return (
            f"({_safe(self.expression('u', depth - 1))} {operator} {_safe(self.expression('u', depth - 1))})"
        )

    def _comprehension(self, kind: str, depth: int) -> str:
        item = self.fresh("e")
        source_kind = self.choices.pick((kind, "li", "ls", "lv"))
        nodes = self.of_kind("lN", "lR")
        source = self.expression(source_kind, depth - 1)
        item_kind = source_kind[1]
        if nodes and self.choices.chance(50):
            source = self.choices.pick(nodes)
            item_kind = self.scope[source][1]
        where = ""
        if self.choices.chance(50):
            where = f" WHERE {self.within({item: item_kind}, lambda: self.expression('b', depth - 1))}"
        result = ""
        if item_kind != kind[1] or self.choices.chance(60):
            result = f" | {self.within({item: item_kind}, lambda: self.expression(kind[1], depth - 1))}"
        return f"[{item} IN {source}{where}{result}]"

    def _joined_lists(self, kind: str, depth: int) -> str:
        left = self.expression(kind, depth - 1)
        right = self.expression(self.choices.pick((kind, kind[1])), depth - 1)
        if self.choices.chance(30):
            items = [self.expression(kind[1], depth - 1) for _ in range(self.choices.between(0, 3))]
            return f"[{', '.join(items)}]"
        return f"({_safe(left)} + {_safe(right)})"

    def _slice(self, kind: str, depth: int) -> str:
        low = self.choices.pick(("", "0", "1", "-1", "-2"))
        high = self.choices.pick(("", "1", "2", "-1", "9") if low else ("1", "2", "-1", "9"))
        return f"{_safe(self.expression(kind, depth - 1))}[{low}..{high}]"

    def _map(self, _: str, depth: int) -> str:
        nodes = self.of_kind("N", "Nn")
        if nodes and self.choices.chance(30):
            node = self.choices.pick(nodes)
            form = self.choices.pick(("{0} {{.id, .x}}", "{0} {{.s, n: 1}}", "{0} {{.*}}", "properties({0})"))
            return form.format(node)
        keys = "abc"[: self.choices.between(0, 3)]
        items = [f"{key}: {self.expression('v', depth - 1)}" for key in keys]
        return f"{{{', '.join(items)}}}"


def _safe(text: str) -> str:
    """The text, in parentheses where an operator beside it could tear it apart."""
    return text if text.replace("_", "").replace(".", "").isalnum() or text[0] in "('[$" else f"({text})"
