"""Random projections: items, aggregates, orders and cuts."""

from __future__ import annotations

from tests.cypher.differential.expressions import Scope
from tests.cypher.differential.patterns import Patterns

SCALARS = ("i", "s", "b", "f", "d", "v", "li", "m", "u", "ls", "lv")
"""The kinds of values that a projection makes."""
_ORDERED = frozenset("isbfd")


class Projections(Patterns):
    """Makes what WITH and RETURN share; `bags` tells that a returned list has no known order."""

    bags = False

    def items(self, number: int) -> tuple[list[str], Scope]:
        """Projected expressions with aliases, and the kinds of the aliases."""
        items, kinds = [], {}
        for _ in range(number):
            name = self.fresh("v")
            kind = self.choices.pick((*SCALARS, "i", "s", "N"))
            items.append(f"{self.expression(kind)} AS {name}")
            kinds[name] = "Nn" if kind == "N" else kind
        return items, kinds

    def aggregated(self) -> tuple[list[str], Scope]:
        """Items of which some are aggregates, and their kinds."""
        choose = self.choices
        items, kinds = [], {}
        for _ in range(choose.between(0, 2)):
            name = self.fresh("k")
            nodes = self.of_kind("N", "Nn")
            if nodes and choose.chance(40):
                items.append(f"{choose.pick(nodes)} AS {name}")
                kinds[name] = "Nn"
            else:
                kind = choose.pick(("i", "s", "b", "v", "d"))
                items.append(f"{self.expression(kind, 1)} AS {name}")
                kinds[name] = kind
        for _ in range(choose.between(1, 2)):
            name = self.fresh("a")
            text, kinds[name] = self.aggregate()
            items.append(f"{text} AS {name}")
        return items, kinds

    def aggregate(self) -> tuple[str, str]:
        """An aggregate and the kind of its value."""
        choose = self.choices
        form = choose.below(13)
        distinct = "DISTINCT " if choose.chance(25) else ""
        if form == 0:
            return "count(*)", "i"
        if form <= 2:
            kind = choose.pick(("v", "i", "s", "N", "R"))
            return f"count({distinct}{self.expression(kind, 1)})", "i"
        if form <= 4:
            kind = choose.pick("if")
            return f"sum({distinct}{self.expression(kind, 1)})", kind
        if form <= 6:
            kind = choose.pick(("i", "s", "v", "f", "d", "li"))
            return f"{choose.pick(('min', 'max'))}({distinct}{self.expression(kind, 1)})", kind
        if form == 7:
            return f"avg({distinct}{self.expression(choose.pick('if'), 1)})", "f"
        if form == 8:
            return f"{choose.pick(('stDev', 'stDevP'))}({self.expression(choose.pick('if'), 1)})", "f"
        if form == 9:
            name = choose.pick(("percentileCont", "percentileDisc"))
            kind = choose.pick("if")
            return (
                f"{name}({self.expression(kind, 1)}, {choose.pick(('0.5', '0', '1', '0.3'))})",
                "f" if "C" in name else kind,
            )
        if form == 10:
            return f"{choose.pick(('1 +', '2 *', '-'))} count(*)", "i"
        if form == 11:
            return f"size(collect({distinct}{self.expression('v', 1)}))", "i"
        self.bags = True
        return f"collect({distinct}{self.expression(choose.pick(('v', 'i', 's')), 1)})", "bag"

    def returned(self, *, may_be_bag: bool) -> tuple[str, str]:
        """A returned expression and its kind."""
        choose = self.choices
        names = [name for name, kind in self.scope.items() if kind != "len" and (may_be_bag or kind != "bag")]
        lengths, paths = self.of_kind("len"), self.of_kind("P")
        if lengths and choose.chance(60):
            return f"length({choose.pick(lengths)})", "i"
        if paths and choose.chance(40):
            path = choose.pick(paths)
            form = choose.pick(
                ("length({0})", "[e IN nodes({0}) | e.id]", "[e IN relationships({0}) | e.id]", "nodes({0})")
            )
            return form.format(path), "x"
        if names and choose.chance(40):
            name = choose.pick(names)
            return name, self.scope[name]
        if may_be_bag and choose.chance(10):
            self.bags = True
            return self.bag(2), "bag"
        nodes = self.of_kind("N", "Nn")
        if nodes and may_be_bag and choose.chance(6):
            self.bags = True
            return f"{choose.pick(('labels', 'keys'))}({choose.pick(nodes)})", "bag"
        kind = choose.pick(SCALARS)
        return self.expression(kind), kind

    def finished(self, items: list[str], kinds: list[str], distinct: str) -> tuple[str, tuple[int, ...]]:
        """RETURN with or without an order; rows are cut only after an order over all columns."""
        choose = self.choices
        text = f"RETURN {distinct}{', '.join(items)}"
        named = [item.rpartition(" AS ")[2] if " AS " in item else "" for item in items]
        places = [i for i, kind in enumerate(kinds) if kind in _ORDERED and named[i].isidentifier()]
        if not places or not choose.chance(40):
            return text, ()
        order = ", ".join(f"{named[place]}{choose.pick(('', ' DESC', ' ASC'))}" for place in places)
        cut = self.cut() if len(places) == len(items) else ""
        return f"{text} ORDER BY {order}{cut}", tuple(places)

    def cut(self) -> str:
        return self.choices.pick(
            (" LIMIT 2", " SKIP 1", " SKIP 1 LIMIT 2", " LIMIT 1 + 1", " LIMIT $i", " LIMIT 0", "")
        )
