"""Random lists and maps, and what takes them apart."""

from __future__ import annotations

from tests.cypher.differential.expressions import Expressions, Maker, safe


class Lists(Expressions):
    """Makes lists and maps."""

    def makers(self, kind: str) -> list[Maker]:
        """Ways to make an expression of a kind, lists and maps too."""
        common = super().makers(kind)
        match kind:
            case "i":
                return [*common, self._reduce, self._element_of_list, self._count, self._of_group]
            case "s":
                return [*common, self._element_of_list]
            case "li" | "ls" | "lv" | "lf" | "lb":
                return [*common, self._comprehension, self._joined_lists, self._slice]
            case "m":
                return [*common, self._map]
        return common

    def _count(self, kind: str, _: int) -> str:
        return self.leaf(kind)

    def _of_group(self, kind: str, _: int) -> str:
        """What a list of nodes or relationships comes to."""
        groups = self.of_kind("lN", "lR")
        if not groups:
            return self.leaf(kind)
        forms = (
            "size({0})",
            "{0}[0].id",
            "{0}[-1].id",
            "reduce({1} = 0, {2} IN {0} | {1} + {2}.id)",
            "reduce({1} = head({0}), {2} IN {0} | CASE WHEN {2}.id > {1}.id THEN {2} ELSE {1} END).id",
            "[{2} IN {0} WHERE {2}.id > 2 | {2}.id][0]",
            "size([{2} IN {0} WHERE {2}.x = 1 OR {2}.w = 1])",
        )
        return self.choices.pick(forms).format(self.choices.pick(groups), self.fresh("t"), self.fresh("e"))

    def _reduce(self, _: str, depth: int) -> str:
        total, item = self.fresh("t"), self.fresh("e")
        source = self.expression("li", depth - 1)
        body = self.within({total: "i", item: "i"}, lambda: self.expression("i", depth - 1))
        return (
            f"reduce({total} = {self.choices.pick(('0', '1'))}, {item} IN {source} | {total} + {safe(body)})"
        )

    def _element_of_list(self, kind: str, depth: int) -> str:
        return f"{safe(self.expression(f'l{kind}', depth - 1))}[{self.choices.pick(('0', '1', '-1', '5'))}]"

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
        return f"({safe(left)} + {safe(right)})"

    def _slice(self, kind: str, depth: int) -> str:
        low = self.choices.pick(("", "0", "1", "-1", "-2"))
        high = self.choices.pick(("", "1", "2", "-1", "9") if low else ("1", "2", "-1", "9"))
        return f"{safe(self.expression(kind, depth - 1))}[{low}..{high}]"

    def _map(self, _: str, depth: int) -> str:
        nodes = self.of_kind("N", "Nn")
        if nodes and self.choices.chance(30):
            node = self.choices.pick(nodes)
            form = self.choices.pick(("{0} {{.id, .x}}", "{0} {{.s, n: 1}}", "{0} {{.*}}", "properties({0})"))
            return form.format(node)
        edges = self.of_kind("R", "Rn")
        if edges and self.choices.chance(20):
            return f"properties({self.choices.pick(edges)})"
        maps = self.of_kind("m")
        if maps and self.choices.chance(50):
            form = self.choices.pick(("{0} {{.*}}", "{0} {{.a, n: 1}}", "{0} {{.*, a: 'z'}}"))
            return form.format(self.choices.pick(maps))
        keys = "abc"[: self.choices.between(0, 3)]
        items = [f"{key}: {self.expression('v', depth - 1)}" for key in keys]
        return f"{{{', '.join(items)}}}"
