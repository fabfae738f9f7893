"""Random booleans: comparisons, logic, tests of one value, quantifiers, membership."""

from __future__ import annotations

from tests.cypher.differential.expressions import Maker, safe
from tests.cypher.differential.graphs import LABELS, TYPES
from tests.cypher.differential.lists import Lists

_TYPES_OF_VALUES = (
    "INTEGER", "STRING", "FLOAT", "BOOLEAN", "INTEGER NOT NULL", "INTEGER | STRING", "LIST<INTEGER>", "ANY", "NULL",
    "LIST<INTEGER | STRING> NOT NULL", "MAP", "DATE", "PROPERTY VALUE", "NOTHING", "LIST<ANY>",
)  # fmt: skip
_REGULAR = ("'a.*'", "'.'", "'(?i)B'", "'[ab]+'", "''", "'é|b'")


class Predicates(Lists):
    """Makes booleans; those that hold patterns and subqueries are made by a subclass."""

    def makers(self, kind: str) -> list[Maker]:
        """Ways to make an expression of a kind, booleans too."""
        if kind != "b":
            return super().makers(kind)
        ways = [
            self._comparison,
            self._logic,
            self._test,
            self._quantifier,
            self._membership,
            self._pattern_test,
        ]
        return [*ways, *super().makers(kind)]

    def _comparison(self, _: str, depth: int) -> str:
        """A comparison, sometimes with a third operand."""
        choose = self.choices
        kind = choose.pick(("i", "s", "n", "f", "b", "d", "v", "li", "m"))
        other = kind if choose.chance(85) else "v"
        operators = ("=", "<>", "<", ">", "<=", ">=")
        operands = [self.expression(kind, depth - 1), self.expression(other, depth - 1)]
        if choose.chance(10):
            operands.append(self.expression(other, 0))
        text = safe(operands[0])
        for operand in operands[1:]:
            text += f" {choose.pick(operators)} {safe(operand)}"
        return f"({text})"

    def _logic(self, _: str, depth: int) -> str:
        if self.choices.chance(30):
            return f"(NOT {safe(self.expression('b', depth - 1))})"
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
        if len(nodes) > 1 and choose.chance(15):
            left, right = choose.pick(nodes), choose.pick(nodes)
            form = choose.pick(
                ("({0} = {1})", "({0} <> {1})", "(elementId({0}) = elementId({1}))", "({0} IN [{1}])")
            )
            return form.format(left, right)
        if choose.chance(30):
            operator = choose.pick(("STARTS WITH", "ENDS WITH", "CONTAINS"))
            return f"({safe(self.expression('s', depth - 1))} {operator} {safe(self.expression('s', 0))})"
        if choose.chance(15):
            return f"({safe(self.expression('s', depth - 1))} =~ {choose.pick(_REGULAR)})"
        value = safe(self.expression("v", depth - 1))
        if choose.chance(40):
            return f"({value} IS {choose.pick(('::', 'NOT ::'))} {choose.pick(_TYPES_OF_VALUES)})"
        if choose.chance(10):
            return (
                f"({safe(self.expression('s', depth - 1))} IS {choose.pick(('', 'NOT ', 'NFD '))}NORMALIZED)"
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
        return f"({safe(self.expression(kind, depth - 1))} IN {safe(source)})"

    def _pattern_test(self, kind: str, depth: int) -> str:
        return self._comparison(kind, depth)
