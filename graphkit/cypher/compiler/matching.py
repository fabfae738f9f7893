"""MATCH: path patterns become joins of scans in a frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from graphkit.cypher.compiler import anchors, labels, shortest, variable_length
from graphkit.cypher.compiler.expressions import Expressions
from graphkit.cypher.compiler.frames import Element, Frame
from graphkit.cypher.compiler.pattern_graph import Link, PathParts, PatternGraph, Slot, restrict
from graphkit.cypher.compiler.pattern_order import in_order, is_selective, narrow, variables_of
from graphkit.cypher.compiler.patterns import Walked, add_predicates, concatenated, disjoint, scan_slot
from graphkit.cypher.compiler.repetition import group_names
from graphkit.cypher.compiler.scans import Branch, Derived, Scan
from graphkit.cypher.syntax import ast, walk
from graphkit.cypher.types import NODE, PATH, RELATIONSHIP, Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.coercions import as_element
from graphkit.errors import CypherUnsupportedError


def match(frame: Frame, clause: ast.Match) -> None:
    """Add a MATCH to a frame; an OPTIONAL one as a left join of its own frame."""
    if not clause.optional:
        MatchBuilder(frame, clause).build()
        return
    inner = frame.inner()
    MatchBuilder(inner, clause).build()
    alias = frame.compilation.alias("o")
    columns = {name: f"c{number}" for number, name in enumerate(inner.scope)}
    items = [sql.alias(inner.scope[name].sql.copy(), column) for name, column in columns.items()]
    frame.add(Derived(alias, inner.select(items or [sql.alias(sql.integer(1), "one")]), optional=True))
    for name, column in columns.items():
        value = inner.scope[name]
        place = sql.column(alias, column)
        if isinstance(value, Element):
            frame.scope[name] = frame.element(place, value.type, value.tables, nullable=True)
        else:
            frame.scope[name] = Value(place, value.type)


@dataclass(slots=True)
class MatchBuilder:
    """Builds one MATCH into a frame; `within` narrows the tables of named nodes."""

    frame: Frame
    clause: ast.Match
    within: Mapping[str, frozenset[int]] = field(default_factory=dict)
    graph: PatternGraph = field(init=False)
    options: dict[Link, tuple[Branch, ...]] = field(init=False)
    walked: dict[Link, Walked] = field(default_factory=dict)

    def build(self) -> None:
        """Add the sources, the conditions and the variables."""
        where = walk.conjuncts(self.clause.predicate)
        self.graph = PatternGraph(self.frame.compilation, self.frame.visible())
        late = []
        for pattern in self.clause.patterns:
            if shortest.is_ranked(pattern, where):
                pattern, ends = shortest.with_ends_apart(self.frame, pattern)  # noqa: PLW2901
                late.append(pattern)
                for end in ends:
                    self.graph.add_path(end)
            else:
                self.graph.add_path(pattern)
        predicates = [*where, *self.graph.predicates]
        predicates = self._bind(predicates)
        searches = [link for link in self.graph.links if is_selective(link)]
        found = {name for link in searches for name in shortest.names(self.graph.paths[link.path].pattern)}
        found |= {name for pattern in late for name in variables_of(pattern) if self.frame.find(name) is None}
        self._filter(predicate for predicate in predicates if not walk.variables(predicate) & found)
        if searches:
            self._search(searches, where)
        for pattern in late:
            shortest.ranked(self.frame, pattern, where, trails)
        self._filter(predicate for predicate in predicates if walk.variables(predicate) & found)

    def _bind(self, predicates: list[ast.Expression]) -> list[ast.Expression]:
        """Add the sources and variables of the patterns, and the conditions that the patterns themselves set.

        Gives the predicates that are still to be tested.
        """
        for slot in self.graph.slots:
            for name in slot.names:
                slot.tables &= self.within.get(name, slot.tables)
        narrow(self.graph, predicates)
        self._bind_given()
        self.options = restrict(self.frame.compilation.catalogue, self.graph.links)
        left = anchors.bind(self.frame, self.graph.slots, predicates)
        for link in in_order(self.graph):
            self._add_link(link)
        for slot in self.graph.slots:
            self._complete(slot)
        self._uniqueness()
        for path in self.graph.paths:
            if not any(is_selective(link) for link in path.links):
                self._path_variable(path)
        self._element_predicates()
        return left

    def _filter(self, predicates: Iterable[ast.Expression]) -> None:
        expressions = Expressions(self.frame)
        for predicate in predicates:
            self.frame.where(expressions.filter(predicate))

    def _search(self, links: list[Link], predicates: list[ast.Expression]) -> None:
        """Look for shortest paths between the ends that are left after everything else."""
        ends = list({id(slot): slot for link in links for slot in (link.left, link.right)}.values())
        places = self.frame.nest([slot.place() for slot in ends])
        for slot, place in zip(ends, places, strict=True):
            slot.id = place
        for link in links:
            path = self.graph.paths[link.path]
            self.walked[link] = shortest.search(self.frame, link, path.pattern, predicates, iteration)
            self._path_variable(path)

    def _bind_given(self) -> None:
        """Nodes that a clause before bound keep their ids; what the pattern adds is tested."""
        for slot in self.graph.slots:
            if slot.given is None:
                continue
            value = as_element(slot.given, NODE, slot.at)
            slot.id = value.sql.copy()
            known = (
                value.tables if isinstance(value, Element) else self.frame.compilation.catalogue.node_numbers
            )
            linked = any(link.fixed and slot in (link.left, link.right) for link in self.graph.links)
            if not known <= slot.tables and not linked:
                self.frame.where(sql.in_tables(slot.id.copy(), slot.tables & known))
            elif not linked and (not isinstance(value, Element) or value.nullable):
                self.frame.where(sql.not_null(slot.id.copy()))
            slot.tables &= known

    def _add_link(self, link: Link) -> None:
        if not link.fixed:
            self.walked[link] = variable_length.add(self.frame, self.graph, link, iteration)
            return
        pattern = link.pattern
        if not isinstance(pattern, ast.RelationshipPattern):
            raise AssertionError(pattern)
        self._warn_types(pattern)
        branches = self.options[link]
        scan = Scan(self.frame.compilation.alias("r"), branches)
        scan.backwards = link.left.id is None and link.right.id is not None
        self.frame.add(scan)
        for slot, name in ((link.left, "_from"), (link.right, "_to")):
            end = scan.structural(name)
            if slot.id is None:
                slot.id = end
            else:
                self.frame.where(sql.equal(end, slot.id.copy()))
        tables = frozenset(branch.table.number for branch in branches)
        self.walked[link] = Walked(tables, scan.id)
        if pattern.variable:
            self._bind_relationship(pattern, scan, tables)

    def _bind_relationship(
        self, pattern: ast.RelationshipPattern, scan: Scan, tables: frozenset[int]
    ) -> None:
        name = pattern.variable or ""
        before = self.frame.find(name)
        if before is not None:
            self.frame.where(sql.equal(scan.id, as_element(before, RELATIONSHIP, pattern.at).sql.copy()))
            if name in self.frame.scope or not isinstance(before, Element):
                return
        element = self.frame.element(scan.id, RELATIONSHIP, tables, nullable=False, scan=scan)
        if before is None:
            self.frame.scope[name] = element

    def _warn_types(self, pattern: ast.RelationshipPattern) -> None:
        compilation = self.frame.compilation
        for name in labels.names(pattern.types):
            if name.name not in compilation.catalogue.types:
                compilation.warn("relationship type", name.name, compilation.catalogue.types)
        if compilation.catalogue.undirected and pattern.direction != "--":
            compilation.warnings[
                "the graph has no directions of its own: each relationship is stored in one direction only, and "
                "the pattern asks for a direction"
            ] = None

    def _complete(self, slot: Slot) -> None:
        """A slot that no link bound gets a scan of its own; then its names become variables."""
        scan = scan_slot(self.frame, slot)
        for name in slot.names:
            if self.frame.find(name) is None:
                self.frame.scope[name] = self.frame.element(
                    slot.place(), NODE, slot.tables, nullable=False, scan=scan
                )

    def _element_predicates(self) -> None:
        """Property maps and inline WHERE of nodes and of single relationships."""
        for slot in self.graph.slots:
            value = self._slot_value(slot)
            for node in slot.patterns:
                add_predicates(self.frame, value, node.properties, node.predicate)
        for link in self.graph.links:
            pattern = link.pattern
            if link.fixed and isinstance(pattern, ast.RelationshipPattern):
                scan_value = self._link_value(link)
                add_predicates(self.frame, scan_value, pattern.properties, pattern.predicate)

    def _slot_value(self, slot: Slot) -> Value:
        for name in slot.names:
            value = self.frame.find(name)
            if value is not None and value.type == NODE:
                return value
        place = slot.place()
        return self.frame.element(place, NODE, slot.tables, nullable=False, scan=self._scan_of(place))

    def _scan_of(self, id_: exp.Expression) -> Scan | None:
        """The scan whose rows have this id, if it is one of the frame's."""
        for source in self.frame.sources:
            if isinstance(source, Scan) and source.on is None and id_ == sql.column(source.alias, "_id"):
                return source
        return None

    def _link_value(self, link: Link) -> Value:
        walked = self.walked[link]
        if walked.relationship is None:
            raise AssertionError(link)
        id_ = walked.relationship.copy()
        return self.frame.element(id_, RELATIONSHIP, walked.tables, nullable=False, scan=self._scan_of(id_))

    def _uniqueness(self) -> None:
        """No relationship occurs twice in one MATCH."""
        links = [link for link in self.graph.links if not is_selective(link)]
        for number, left in enumerate(links):
            for right in links[number + 1 :]:
                one, two = self.walked[left], self.walked[right]
                if one.tables & two.tables:
                    self.frame.where(disjoint(one, two))

    def _path_variable(self, path: PathParts) -> None:
        if path.pattern.variable:
            self.frame.scope[path.pattern.variable] = Value(self.path_value(path), PATH)

    def path_value(self, path: PathParts) -> exp.Expression:
        """The path as a struct of its ids."""
        nodes: list[exp.Expression] = []
        relationships: list[exp.Expression] = []
        nodes.append(sql.array([path.slots[0].place()]))
        for link, slot in zip(path.links, path.slots[1:], strict=True):
            walked = self.walked[link]
            relationships.append(walked.listed())
            if walked.nodes is not None:
                length = sql.call("len", walked.nodes.copy())
                nodes.append(sql.call("list_slice", walked.nodes.copy(), sql.integer(2), length))
            else:
                nodes.append(sql.array([slot.place()]))
        return sql.struct(n=concatenated(nodes), r=concatenated(relationships))


def iteration(
    frame: Frame,
    pattern: ast.PathPattern,
    predicate: ast.Expression | None,
    within: Mapping[str, frozenset[int]],
) -> variable_length.Iteration:
    """One repetition of a quantified path, compiled into the frame."""
    builder = MatchBuilder(frame, ast.Match(pattern.at, (pattern,), predicate), within)
    builder.build()
    (path,) = builder.graph.paths
    walked = [builder.walked[link] for link in path.links]
    first, *nodes = (slot.place() for slot in path.slots)
    tables = frozenset().union(*(step.tables for step in walked))
    relationships = [step.relationship for step in walked if step.relationship is not None]
    if len(relationships) != len(walked):
        raise CypherUnsupportedError("a repetition inside a repetition", offset=pattern.at)
    end = frame.element(nodes[-1], NODE, path.slots[-1].tables, nullable=False)
    groups = {name: frame.scope[name] for name in group_names(pattern)}
    return variable_length.Iteration(first, end, relationships, nodes, groups, tables)


def trails(
    frame: Frame, pattern: ast.PathPattern, predicates: list[ast.Expression]
) -> tuple[PathParts, exp.Expression]:
    """All trails of a path pattern, compiled into the frame: its parts, and the path as a struct."""
    predicate = predicates[0] if predicates else None
    for other in predicates[1:]:
        predicate = ast.Binary(other.at, "AND", predicate or other, other)
    builder = MatchBuilder(frame, ast.Match(pattern.at, (pattern,), predicate))
    builder.build()
    (path,) = builder.graph.paths
    return path, builder.path_value(path)
