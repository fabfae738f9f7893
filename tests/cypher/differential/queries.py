"""Random queries of the whole language; every answer is decided by the query and the graph alone.

What would leave it open is avoided: rows are cut by LIMIT only after an order over all columns, and lists
whose order nobody knows are used only where their order does not count (`Query.unordered_lists`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.cypher.differential.choices import Choices
from tests.cypher.differential.patterns import Pattern
from tests.cypher.differential.projections import SCALARS, Projections

PARAMETERS: dict[str, Any] = {
    "i": 2,
    "f": 0.5,
    "s": "ab",
    "li": [1, 3],
    "m": {"a": 1, "b": "x"},
    "lv": [1, "a", None],
}


@dataclass(frozen=True)
class Query:
    """A query; `ordered_by` are positions of the columns by which its rows are ordered."""

    text: str
    ordered_by: tuple[int, ...] = ()
    unordered_lists: bool = False


def random_query(choices: Choices) -> Query:
    """The query that the choices make."""
    return Queries(choices).query()


class Queries(Projections):
    """Makes whole queries."""

    def query(self) -> Query:
        """A whole query."""
        if self.choices.chance(6):
            return self._union()
        clauses = self._clauses(self.choices.pick((1, 1, 2, 2, 3)))
        text, ordered_by = self._return()
        return Query(" ".join([*clauses, text]), ordered_by, self.bags)

    def _union(self) -> Query:
        word = self.choices.pick(("UNION", "UNION ALL"))
        parts = []
        kinds = [self.choices.pick(SCALARS) for _ in range(self.choices.between(1, 2))]
        for _ in range(self.choices.between(2, 3)):
            self.scope = {}
            clauses = self._clauses(self.choices.between(0, 1))
            items = [f"{self.expression(kind, 1)} AS c{i}" for i, kind in enumerate(kinds)]
            parts.append(" ".join([*clauses, f"RETURN {', '.join(items)}"]))
        return Query(f" {word} ".join(parts), (), self.bags)

    def _clauses(self, number: int) -> list[str]:
        clauses = []
        for position in range(number):
            makers = [
                self._match,
                self._match,
                self._match,
                self._unwind,
                self._with,
                self._with_aggregates,
                self._call,
            ]
            if position:
                makers += [self._optional_match, self._optional_match, self._paths, self._with]
            else:
                makers += [self._match, self._paths, self._shortest_length]
            if self.choices.chance(15):
                makers = [self._collected_in_order, self._procedure]
            clauses.append(self.choices.pick(makers)())
        return clauses

    # --- matching

    def _match(self) -> str:
        patterns = self._patterns()
        self.scope = {
            **self.scope,
            **{name: kind for pattern in patterns for name, kind in pattern.binds.items()},
        }
        return f"MATCH {', '.join(pattern.text for pattern in patterns)}{self._where(40)}"

    def _optional_match(self) -> str:
        patterns = self._patterns()
        added = {name: kind for pattern in patterns for name, kind in pattern.binds.items()}
        where = self.within(added, lambda: self._where(30))
        nullable = {name: {"N": "Nn", "R": "Rn"}.get(kind, kind) for name, kind in added.items()}
        self.scope = {**self.scope, **nullable}
        return f"OPTIONAL MATCH {', '.join(pattern.text for pattern in patterns)}{where}"

    def _patterns(self) -> list[Pattern]:
        """One or two path patterns that may share nodes."""
        first = self.path()
        if not self.choices.chance(20):
            if self.choices.chance(15):
                name = self.fresh("p")
                first.text = f"{name} = {first.text}"
                first.binds[name] = "P"
            return [first]
        mixes = any(sign in first.text for sign in ("*", "{1", "{2", "{0", "{,", "+"))
        nodes = {name: kind for name, kind in first.binds.items() if kind == "N"}
        before = self.scope
        self.scope = {**self.scope, **nodes}
        second = self.path(steps=self.choices.pick((1, 0, 1)), may_quantify=False)
        self.scope = before
        if mixes and "*" in second.text:
            return [first]
        return [first, second]

    def _where(self, percent: int) -> str:
        if not self.choices.chance(percent):
            return ""
        nodes = self.of_kind("N")
        if nodes and self.choices.chance(15):
            negation = "NOT " if self.choices.chance(40) else ""
            return f" WHERE {negation}{self.closed_pattern()}"
        return f" WHERE {self.expression('b')}"

    def _paths(self) -> str:
        """A search for shortest paths between two nodes."""
        choose = self.choices
        start, end, path = self.fresh("n"), self.fresh("n"), self.fresh("p")
        left, right = choose.pick((("-", "->"), ("-", "-"), ("<-", "-")))
        types = choose.pick(("", ":R", ":R|S"))
        form = choose.below(6)
        nodes = {start: "N", end: "N"}
        if form < 2:
            function, kind = (("shortestPath", "len"), ("allShortestPaths", "P"))[form]
            length = choose.pick(("*", "*..2", "*1..3"))
            self.scope = {**self.scope, **nodes, path: kind}
            return (
                f"MATCH ({start}), ({end}) WHERE {start}.id < {end}.id "
                f"MATCH {path} = {function}(({start}){left}[{types}{length}]{right}({end}))"
            )
        selectors = (
            ("ALL SHORTEST", "P"),
            ("ANY SHORTEST", "len"),
            ("SHORTEST 2", "len"),
            ("SHORTEST 2 GROUPS", "P"),
        )
        selector, kind = selectors[form - 2]
        quantifier = choose.pick(("+", "{1,3}", "*", "{0,2}"))
        self.scope = {**self.scope, **nodes, path: kind}
        steps = f"{left}[{types}]{right}{quantifier}"
        if choose.chance(30):
            inner = choose.pick(("()-[{0}{1}]->({2})", "({2})-[{0}{1}]-()", "({2})<-[{0}{1}]-()-[]->()"))
            step, node = self.fresh("r"), self.fresh("n")
            test = choose.pick(("", f" WHERE {step}.id < 105", f" WHERE {node}.id < 5"))
            steps = f"({inner.format(step, types, node)}{test}){choose.pick(('+', '{1,2}', '{0,2}'))}"
        found = f"({start}{choose.pick(('', ':A', ':!B'))}){steps}({end})"
        if choose.chance(20):
            return f"MATCH {path} = {selector} ({found} WHERE {start}.id {choose.pick(('<', '<>'))} {end}.id)"
        return f"MATCH {path} = {selector} {found}"

    # --- other clauses

    def _unwind(self) -> str:
        choose = self.choices
        name = self.fresh("u")
        lists = self.of_kind("lN", "lR", "bag")
        paths = self.of_kind("P")
        if paths and choose.chance(40):
            function, kind = choose.pick((("nodes", "N"), ("relationships", "R")))
            source = f"{function}({choose.pick(paths)})"
        elif lists and choose.chance(40):
            source = choose.pick(lists)
            kind = {"lN": "N", "lR": "R", "bag": "v"}[self.scope[source]]
        else:
            kind = choose.pick(("i", "s", "v"))
            source = self.expression(f"l{kind}", 2)
        self.scope = {**self.scope, name: kind}
        return f"UNWIND {source} AS {name}"

    def _collected_in_order(self) -> str:
        """A list whose order is known, since its elements were sorted before."""
        kind, single, several = self.choices.pick("isbd"), self.fresh("v"), self.fresh("o")
        text = (
            f"WITH {self.expression(kind, 1)} AS {single} ORDER BY {single}{self.choices.pick(('', ' DESC'))}"
        )
        self.scope = {several: f"l{kind}"}
        return f"{text} WITH collect({single}) AS {several}"

    def _procedure(self) -> str:
        """A procedure that tells about the graph."""
        name = self.fresh("v")
        self.scope = {**self.scope, name: "s"}
        call = self.choices.pick(("db.labels() YIELD label", "db.relationshipTypes() YIELD relationshipType"))
        return f"CALL {call} AS {name}"

    def _shortest_length(self) -> str:
        """A shortest path that is an expression."""
        start, end, name = self.fresh("n"), self.fresh("n"), self.fresh("v")
        left, right = self.choices.pick((("-", "->"), ("-", "-"), ("<-", "-")))
        inner = f"{self.choices.pick(('', ':R', ':S|T'))}*{self.choices.pick(('', '..2', '1..'))}"
        length = f"length(shortestPath(({start}){left}[{inner}]{right}({end})))"
        self.scope = {start: "N", end: "N", name: "i"}
        return f"MATCH ({start}), ({end}) WHERE {start}.id < {end}.id WITH {start}, {end}, {length} AS {name}"

    def _with(self) -> str:
        choose = self.choices
        if choose.chance(15):
            return f"WITH *{self._where(70)}"
        if choose.chance(10):
            return self._limited()
        items, kinds = self.items(choose.between(1, 3))
        distinct = "DISTINCT " if choose.chance(20) and "bag" not in kinds.values() else ""
        kept = [
            name
            for name in self.scope
            if choose.chance(60) and not (distinct and self.scope[name] in {"bag", "len"})
        ]
        kinds.update({name: self.scope[name] for name in kept})
        self.scope = kinds
        return f"WITH {distinct}{', '.join([*kept, *items])}{self._where(30)}"

    def _limited(self) -> str:
        """A WITH that cuts its rows after an order over all columns."""
        kinds = [self.choices.pick("isb") for _ in range(self.choices.between(1, 2))]
        names = [self.fresh("v") for _ in kinds]
        items = [f"{self.expression(kind, 1)} AS {name}" for kind, name in zip(kinds, names, strict=True)]
        self.scope = dict(zip(names, kinds, strict=True))
        order = ", ".join(f"{name}{self.choices.pick(('', ' DESC'))}" for name in names)
        return f"WITH {', '.join(items)} ORDER BY {order}{self.cut()}{self._where(20)}"

    def _with_aggregates(self) -> str:
        items, kinds = self.aggregated()
        self.scope = kinds
        return f"WITH {', '.join(items)}{self._where(25)}"

    def _call(self) -> str:
        """A subquery, correlated or not."""
        choose = self.choices
        outer = self.scope
        imported = [name for name, kind in outer.items() if kind != "len" and choose.chance(50)]
        everything = choose.chance(15)
        if everything:
            imported = list(outer)
        self.scope = {name: outer[name] for name in imported}
        clauses = self._clauses_of_subquery()
        if choose.chance(50):
            items, kinds = self.aggregated()
        else:
            items, kinds = self.items(choose.between(1, 2))
        body = " ".join([*clauses, f"RETURN {', '.join(items)}"])
        if choose.chance(15):
            word = choose.pick(("UNION", "UNION ALL"))
            aliases = ", ".join(f"{choose.pick(('1', 'null', '0'))} AS {name}" for name in kinds)
            body = f"{body} {word} RETURN {aliases}" if imported == [] else body
        self.scope = {**outer, **kinds}
        optional = "OPTIONAL " if choose.chance(15) else ""
        if everything:
            return f"{optional}CALL (*) {{ {body} }}"
        if imported and choose.chance(30):
            return f"{optional}CALL {{ WITH {', '.join(imported)} {body} }}"
        return f"{optional}CALL ({', '.join(imported)}) {{ {body} }}"

    def _clauses_of_subquery(self) -> list[str]:
        makers = [self._match, self._match, self._unwind, self._optional_match, self._call]
        return [self.choices.pick(makers)() for _ in range(self.choices.between(0, 1))]

    # --- the end

    def _return(self) -> tuple[str, tuple[int, ...]]:
        """The RETURN clause, and the columns that order its rows."""
        choose = self.choices
        if choose.chance(30):
            items, kinds = self.aggregated()
            return self.finished(items, list(kinds.values()), "")
        distinct = "DISTINCT " if choose.chance(20) else ""
        items, kinds_of = [], []
        for _ in range(choose.between(1, 3)):
            text, kind = self.returned(may_be_bag=not distinct)
            items.append(f"{text} AS c{len(items)}" if choose.chance(80) or text in items else text)
            kinds_of.append(kind)
        if not distinct and self.scope and choose.chance(3) and "len" not in self.scope.values():
            return "RETURN *", ()
        return self.finished(items, kinds_of, distinct)
