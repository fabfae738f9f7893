"""Random path patterns, and the expressions that hold patterns and subqueries."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.cypher.differential.expressions import Scope
from tests.cypher.differential.graphs import LABELS, TYPES
from tests.cypher.differential.predicates import Predicates

_ARROWS = (("-", "->"), ("<-", "-"), ("-", "-"), ("-", "->"), ("<-", "->"))
_LENGTHS = ("*1..2", "*2", "*0..1", "*..2", "*0", "*1", "*2..3", "*3..2")
_QUANTIFIERS = ("{1,2}", "{2}", "{0,2}", "{,2}", "{0,1}", "{1,1}")


@dataclass
class Pattern:
    """A pattern's text and the variables it binds."""

    text: str
    binds: Scope = field(default_factory=dict)


class Patterns(Predicates):
    """Makes patterns over the variables in scope."""

    def path(self, *, steps: int | None = None, may_quantify: bool = True, bind: bool = True) -> Pattern:
        """A path pattern; `bind` allows new variables in it."""
        choose = self.choices
        pattern = Pattern("")
        pattern.text = self._node(pattern, bind)
        if steps is None:
            steps = choose.pick((1, 0, 1, 1, 2, 2, 3))
        older = quantified = False
        for _ in range(steps):
            if may_quantify and not older and choose.chance(15):
                pattern.text += self._quantified_path(pattern, bind) + self._node(pattern, bind)
                quantified = True
                continue
            relationship, kind = self._relationship(pattern, bind, older, quantified, may_quantify)
            older, quantified = older or kind == "older", quantified or kind == "quantified"
            pattern.text += relationship + self._node(pattern, bind)
        return pattern

    def _node(self, pattern: Pattern, bind: bool, *, plain: bool = False) -> str:
        choose = self.choices
        known = self.of_kind("N", "Nn") + [name for name, kind in pattern.binds.items() if kind == "N"]
        name = ""
        if known and not plain and choose.chance(35):
            name = choose.pick(known)
        elif bind and choose.chance(75):
            name = self.fresh("n")
            pattern.binds[name] = "N"
        labels = f":{self.labels(LABELS)}" if choose.chance(25) else ""
        properties = f" {{x: {self.expression('i', 0)}}}" if choose.chance(8) else ""
        where = ""
        if name in pattern.binds and choose.chance(6):
            where = f" WHERE {self.within({name: 'N'}, lambda: self.simple_test(name))}"
        return f"({name}{labels}{properties}{where})"

    def simple_test(self, name: str) -> str:
        """A test on properties of one element, which never fails."""
        form = self.choices.pick(
            ("{0}.x > 0", "{0}.s IS NOT NULL", "{0}.id < 4", "{0}.x = 1 OR {0}.w = 1", "NOT {0}.b")
        )
        return form.format(name)

    def _relationship(
        self, pattern: Pattern, bind: bool, older: bool, quantified: bool, may_quantify: bool
    ) -> tuple[str, str]:
        """A relationship, and its kind: single, quantified, or of variable length in the older notation.

        The last two do not mix in one MATCH; `older` and `quantified` say what stands there already.
        """
        choose = self.choices
        left, right = choose.pick(_ARROWS)
        types = (
            f":{'|'.join({choose.pick(TYPES) for _ in range(choose.between(1, 2))})}"
            if choose.chance(40)
            else ""
        )
        types = ":" + "|".join(sorted(set(types[1:].split("|")))) if types else ""
        form = choose.below(100)
        name = self.fresh("r") if bind and choose.chance(60) else ""
        if form >= 88 and not quantified:
            if name:
                pattern.binds[name] = "lR"
            properties = " {w: 1}" if choose.chance(10) else ""
            return f"{left}[{name}{types}{choose.pick(_LENGTHS)}{properties}]{right}", "older"
        if form >= 80 and may_quantify and not older:
            if name:
                pattern.binds[name] = "lR"
            unbounded = left != "-" or right != "-"
            quantifier = choose.pick(
                (*_QUANTIFIERS, "+", "*") if unbounded and choose.chance(40) else _QUANTIFIERS
            )
            return f"{left}[{name}{types}]{right}{quantifier}", "quantified"
        if name:
            pattern.binds[name] = "R"
        if not types and not name:
            return f"{left}{right}" if choose.chance(50) else f"{left}[]{right}", "single"
        if not types and choose.chance(5):
            types = f":{self.labels(TYPES)}"
        properties = f" {{w: {self.expression('i', 0)}}}" if choose.chance(8) else ""
        where = ""
        if name and choose.chance(6):
            where = f" WHERE {self.within({name: 'R'}, lambda: self.simple_test(name))}"
        return f"{left}[{name}{types}{properties}{where}]{right}", "single"

    def _quantified_path(self, pattern: Pattern, bind: bool) -> str:
        """`((a)-[r]->(b) WHERE …){1,2}`; outside, its variables are lists."""
        choose = self.choices
        inner = Pattern("")
        outer = self.scope
        self.scope = {}
        inner.text = self._node(inner, bind, plain=True)
        for _ in range(choose.pick((1, 1, 2))):
            step, _ = self._relationship(inner, bind, older=True, quantified=True, may_quantify=False)
            inner.text += step + self._node(inner, bind, plain=True)
        tested = [name for name, kind in inner.binds.items() if kind in {"N", "R"}]
        self.scope = outer
        where = ""
        if tested and choose.chance(30):
            where = f" WHERE {self._test_inside(choose.pick(tested), inner)}"
        pattern.binds.update({name: f"l{kind}" for name, kind in inner.binds.items() if kind in {"N", "R"}})
        return f"({inner.text}{where}){choose.pick(_QUANTIFIERS)}"

    def _test_inside(self, name: str, inner: Pattern) -> str:
        """What may stand behind WHERE in a repeated pattern: it sees the variables outside too."""
        choose = self.choices
        outer = [variable for variable, kind in self.scope.items() if kind == "N"]
        if outer and choose.chance(25):
            return f"{name}.id {choose.pick(('<>', '<', '='))} {choose.pick(outer)}.id"
        if inner.binds[name] == "N" and choose.chance(40):
            form = choose.pick(("EXISTS {{ ({0})-[:R]->() }}", "COUNT {{ ({0})--() }} > 1", "({0})<--()"))
            return form.format(name)
        return self.simple_test(name)

    # --- expressions that hold patterns

    def closed_pattern(self) -> str:
        """A pattern that binds nothing new, for predicates."""
        return self.path(steps=self.choices.pick((1, 1, 2)), may_quantify=False, bind=False).text

    def _pattern_test(self, kind: str, depth: int) -> str:
        if not self.of_kind("N"):
            return self._comparison(kind, depth)
        if self.choices.chance(15):
            return f"exists({self.closed_pattern()})"
        if self.choices.chance(40):
            return self._existence(depth)
        return f"{self._count('i', depth)} {self.choices.pick(('>', '=', '<='))} {self.choices.pick(('0', '1', '2'))}"

    def _existence(self, depth: int) -> str:
        """`EXISTS { … }`, as a bare pattern or as a whole query."""
        return f"EXISTS {{ {self._inner_match(depth)} }}"

    def _count(self, kind: str, depth: int) -> str:
        if not self.of_kind("N", "Nn"):
            return self.leaf(kind)
        return f"COUNT {{ {self._inner_match(depth)} }}"

    def _inner_match(self, depth: int) -> str:
        """What may stand inside EXISTS and COUNT."""
        choose = self.choices
        pattern = self.path(steps=choose.pick((1, 1, 2)))
        where = ""
        if choose.chance(35):
            where = f" WHERE {self.within(pattern.binds, lambda: self.expression('b', depth - 1))}"
        form = choose.pick(
            (
                "{0}{1}",
                "MATCH {0}{1}",
                "MATCH {0}{1} RETURN 1 AS one",
                "MATCH {0}{1} RETURN DISTINCT {2} AS it",
                "MATCH {0}{1} WITH {2} AS it WHERE it > 1 RETURN it",
            )
        )
        if choose.chance(8):
            form = "MATCH {0}{1} RETURN 1 AS one UNION ALL UNWIND [1, 2] AS one RETURN one"
        nodes = [name for name, kind in pattern.binds.items() if kind == "N"] or self.of_kind("N") or ["1"]
        value = f"{choose.pick(nodes)}.x" if nodes != ["1"] else "1"
        return form.format(pattern.text, where, value)

    def bag(self, depth: int) -> str:
        """A list in no known order: collected from matches."""
        choose = self.choices
        pattern = self.path(steps=choose.pick((1, 1, 2)), may_quantify=False)
        where = ""
        if choose.chance(35):
            where = f" WHERE {self.within(pattern.binds, lambda: self.expression('b', depth - 1))}"
        kind = choose.pick(("i", "s", "v"))
        value = self.within(pattern.binds, lambda: self.expression(kind, depth - 1))
        if choose.chance(15):
            path = self.fresh("p")
            return f"[{path} = {pattern.text}{where} | [length({path}), size(nodes({path})), {value}]]"
        if choose.chance(60):
            return f"[{pattern.text}{where} | {value}]"
        order = " ORDER BY it" if choose.chance(20) else ""
        return f"COLLECT {{ MATCH {pattern.text}{where} RETURN {value} AS it{order} }}"
