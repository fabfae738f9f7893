"""A MATCH as a graph of its own: node slots joined by links, with the tables each can stand in.

Nodes of one name, and nodes that stand side by side around a quantified path, are one slot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from graphkit.cypher.catalogue import Catalogue, RelationshipTable
from graphkit.cypher.compiler import labels
from graphkit.cypher.compiler.compilation import Compilation
from graphkit.cypher.compiler.scans import Branch
from graphkit.cypher.syntax import ast, walk
from graphkit.cypher.types import ANY, LIST, NODE, NULL, PATH, RELATIONSHIP, Type, Value
from graphkit.errors import CypherSyntaxError


@dataclass(slots=True, eq=False)
class Slot:
    """A node of the pattern.

    Attributes:
        at: where it is first written.
        tables: numbers of the tables that it can stand in.
        names: its variables: several where slots were united.
        patterns: the node patterns that say something about it.
        id: its id in SQL, once something binds it.
        given: the value that a clause before bound it to.
    """

    at: int
    tables: frozenset[int]
    names: list[str] = field(default_factory=list)
    patterns: list[ast.NodePattern] = field(default_factory=list)
    id: exp.Expression | None = None
    given: Value | None = None

    def place(self) -> exp.Expression:
        """A copy of its id, which something must have bound by now."""
        if self.id is None:
            raise AssertionError(f"the node at {self.at} is not bound")
        return self.id.copy()


@dataclass(slots=True, eq=False)
class Link:
    """What stands between two slots: one relationship, a chain of them, or a quantified path."""

    pattern: ast.RelationshipPattern | ast.QuantifiedPath
    left: Slot
    right: Slot
    path: int
    selector: ast.PathSelector | None = None

    @property
    def fixed(self) -> bool:
        """Whether it is exactly one relationship."""
        single = isinstance(self.pattern, ast.RelationshipPattern) and self.pattern.length is None
        return single and (self.selector is None or self.selector.kind == "ALL")


@dataclass(slots=True)
class PathParts:
    """The slots and links of one path pattern, in the order written: slots are one more than links."""

    pattern: ast.PathPattern
    slots: list[Slot] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


@dataclass(slots=True)
class PatternGraph:
    """All path patterns of one MATCH.

    Attributes:
        compilation: what the whole query shares.
        known: variables in scope.
        predicates: predicates of parenthesised paths, to be added to WHERE.
        kinds: what each variable of the MATCH is.
    """

    compilation: Compilation
    known: Mapping[str, Value]
    slots: list[Slot] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    paths: list[PathParts] = field(default_factory=list)
    predicates: list[ast.Expression] = field(default_factory=list)
    kinds: dict[str, Type] = field(default_factory=dict)
    _by_name: dict[str, Slot] = field(default_factory=dict)

    def add_path(self, pattern: ast.PathPattern) -> PathParts:
        """Take in a path pattern."""
        path = PathParts(pattern)
        self.paths.append(path)
        self._add_parts(path, pattern.parts)
        if pattern.variable:
            self._declare(pattern.variable, PATH, pattern.at, fresh=True)
        return path

    def _add_parts(self, path: PathParts, parts: Iterable[ast.PatternPart]) -> None:
        """Add the parts to the path; a node beside a node is united with it."""
        waiting: ast.RelationshipPattern | ast.QuantifiedPath | None = None
        beside = bool(path.slots)
        for part in parts:
            if isinstance(part, ast.QuantifiedPath) and not part.quantified:
                if waiting is not None:
                    self._bridge(path, waiting, part.at)
                    waiting = None
                self._add_nested(path, part)
                beside = True
                continue
            if isinstance(part, ast.NodePattern):
                slot = self._slot(part)
                if waiting is not None:
                    self._link(path, waiting, slot)
                    waiting = None
                elif beside:
                    self._unite(path.slots[-1], slot)
                else:
                    path.slots.append(slot)
                beside = True
                continue
            if waiting is not None or not path.slots:
                self._bridge(path, waiting, part.at)
            waiting, beside = part, False
        if waiting is not None:
            self._bridge(path, waiting, waiting.at)

    def _bridge(
        self, path: PathParts, waiting: ast.RelationshipPattern | ast.QuantifiedPath | None, at: int
    ) -> None:
        """A node that the query does not write: before, after and between quantified paths."""
        slot = self._slot(ast.NodePattern(at, None, None, None, None))
        if waiting is None:
            path.slots.append(slot)
        else:
            self._link(path, waiting, slot)

    def _add_nested(self, path: PathParts, part: ast.QuantifiedPath) -> None:
        """The parts of a parenthesised path without quantifier stand as if they were written without it."""
        if part.pattern.variable:
            raise CypherSyntaxError("a path inside a path pattern cannot be named", offset=part.at)
        self.predicates.extend(walk.conjuncts(part.predicate))
        self._add_parts(path, part.pattern.parts)

    def _link(
        self, path: PathParts, pattern: ast.RelationshipPattern | ast.QuantifiedPath, right: Slot
    ) -> None:
        link = Link(pattern, path.slots[-1], right, len(self.paths) - 1, path.pattern.selector)
        self.links.append(link)
        path.links.append(link)
        path.slots.append(right)
        if isinstance(pattern, ast.RelationshipPattern) and pattern.variable:
            type_ = RELATIONSHIP if pattern.length is None else LIST(RELATIONSHIP)
            self._declare(pattern.variable, type_, pattern.at)

    def _slot(self, pattern: ast.NodePattern) -> Slot:
        catalogue = self.compilation.catalogue
        slot = self._by_name.get(pattern.variable) if pattern.variable else None
        if slot is None:
            slot = Slot(pattern.at, catalogue.node_numbers)
            self.slots.append(slot)
            if pattern.variable:
                self._declare(pattern.variable, NODE, pattern.at)
                self._by_name[pattern.variable] = slot
                slot.names.append(pattern.variable)
                slot.given = self.known.get(pattern.variable)
        for name in labels.names(pattern.labels):
            if name.name not in catalogue.labels:
                self.compilation.warn("label", name.name, catalogue.labels)
        slot.tables &= labels.node_tables(catalogue, pattern.labels)
        slot.patterns.append(pattern)
        return slot

    def _unite(self, left: Slot, right: Slot) -> None:
        """Two slots are the same node."""
        if left is right:
            return
        left.tables &= right.tables
        left.patterns += right.patterns
        left.names += right.names
        left.given = left.given or right.given
        self.slots.remove(right)
        for name in right.names:
            self._by_name[name] = left
        for link in self.links:
            link.left = left if link.left is right else link.left
            link.right = left if link.right is right else link.right
        for path in self.paths:
            path.slots = [left if slot is right else slot for slot in path.slots]

    def _declare(self, name: str, type_: Type, at: int, *, fresh: bool = False) -> None:
        """Note what a variable is; `fresh` ones may not occur twice.

        Raises:
            CypherSyntaxError: it is something else already.
        """
        before = self.kinds.get(name)
        scope = self.known.get(name)
        if before is not None and (before != type_ or fresh):
            code = "VariableAlreadyBound" if type_ == PATH else "VariableTypeConflict"
            raise _already_bound(name, at, code)
        if before is None and scope is not None:
            if type_ == PATH:
                raise _already_bound(name, at, "VariableAlreadyBound")
            if not _compatible(scope.type, type_):
                raise _already_bound(name, at, "VariableTypeConflict")
        self.kinds[name] = type_


def _already_bound(name: str, at: int, code: str) -> CypherSyntaxError:
    if code == "VariableTypeConflict":
        return CypherSyntaxError(
            f"variable `{name}` is already bound to something else", offset=at, code=code
        )
    return CypherSyntaxError(f"variable `{name}` is already bound", offset=at, code=code)


def _compatible(given: Type, wanted: Type) -> bool:
    """Whether a value given from before can stand where the pattern has a node, relationship or list of these."""
    if given in (wanted, NULL, ANY) or not given.certain:
        return True
    return bool(wanted.element and given.element and _compatible(given.element, wanted.element))


def restrict(catalogue: Catalogue, links: Iterable[Link]) -> dict[Link, tuple[Branch, ...]]:
    """The tables that each single relationship can stand in, and with them those of its ends.

    Narrows the slots' tables until nothing changes: afterwards a row of a link's tables has its ends where
    the slots allow, so that no label has to be tested.
    """
    options = {
        link: branches(catalogue, link.pattern)
        for link in links
        if link.fixed and isinstance(link.pattern, ast.RelationshipPattern)
    }
    changed = True
    while changed:
        changed = False
        for link, before in options.items():
            kept = tuple(
                branch
                for branch in before
                if (ends := ends_of(branch))[0] in link.left.tables and ends[1] in link.right.tables
            )
            lefts = frozenset(ends_of(branch)[0] for branch in kept)
            rights = frozenset(ends_of(branch)[1] for branch in kept)
            changed |= len(kept) != len(before) or not (
                link.left.tables <= lefts and link.right.tables <= rights
            )
            options[link] = kept
            link.left.tables &= lefts
            link.right.tables &= rights
    return options


def branches(catalogue: Catalogue, pattern: ast.RelationshipPattern) -> tuple[Branch, ...]:
    """The tables and directions that a relationship pattern allows by its types alone."""
    numbers = sorted(labels.relationship_tables(catalogue, pattern.types))
    tables = [catalogue.relationships[number] for number in numbers]
    found: list[Branch] = []
    if pattern.direction in {"->", "--"}:
        found += [Branch(table) for table in tables]
    if pattern.direction == "<-":
        found += [Branch(table, reverse=True) for table in tables]
    if pattern.direction == "--":
        found += [Branch(table, reverse=True, loops=table.source != table.target) for table in tables]
    return tuple(found)


def ends_of(branch: Branch) -> tuple[int, int]:
    """The node tables that a relationship leads from and to, in the direction walked."""
    table = branch.table
    if not isinstance(table, RelationshipTable):
        raise AssertionError(table)
    return (table.target, table.source) if branch.reverse else (table.source, table.target)
