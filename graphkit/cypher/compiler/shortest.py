"""Shortest paths: a search over adjacency arrays where the pattern allows it, else all trails in order of length."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from sqlglot import exp

from graphkit.cypher.compiler import search_edges
from graphkit.cypher.compiler.frames import Element, Frame
from graphkit.cypher.compiler.pattern_graph import Link, PathParts, branches
from graphkit.cypher.compiler.patterns import Walked, scan_slot
from graphkit.cypher.compiler.repetition import quantified
from graphkit.cypher.compiler.scans import Derived
from graphkit.cypher.compiler.variable_length import Build
from graphkit.cypher.searches import FUNCTION, SAME_ENDS, SearchPlan, Walk
from graphkit.cypher.syntax import ast, walk
from graphkit.cypher.types import LIST, NODE, PATH, RELATIONSHIP, Value
from graphkit.cypher.values import boxes, sql
from graphkit.errors import CypherSyntaxError

OLDER = ("shortestPath", "allShortestPaths")
_SINGLE = {"shortestPath", "ANY", "SHORTEST"}


def searchable(pattern: ast.PathPattern, predicates: Iterable[ast.Expression]) -> bool:
    """Whether a search over adjacency arrays finds the paths.

    It does where all that is asked of the path is asked of each of its steps alone. The selectors choose among all
    paths, whatever WHERE says of them; Neo4j's older functions look for the shortest path that fulfils it.
    """
    selector = pattern.selector
    links = [part for part in pattern.parts if not isinstance(part, ast.NodePattern)]
    if selector is None or selector.kind == "ALL" or len(links) != 1 or len(pattern.parts) > 3:
        return False
    if not _repeats(links[0]):
        return False
    part = quantified(links[0])
    if len(part.pattern.parts) != 3 or part.hi == 0 or not search_edges.is_testable(part):
        return False
    if selector.kind not in OLDER:
        return True
    asked = [predicate for predicate in predicates if _mentions_path(pattern, predicate)]
    if part.lo > 1 or (part.lo == 0 and asked):
        return False
    return all(search_edges.step_test(pattern, predicate) for predicate in asked)


def _repeats(link: ast.PatternPart) -> bool:
    """Whether a link stands for any number of relationships, so that its variables are lists."""
    if isinstance(link, ast.RelationshipPattern):
        return link.length is not None
    return isinstance(link, ast.QuantifiedPath) and link.quantified


def is_ranked(pattern: ast.PathPattern, predicates: Iterable[ast.Expression]) -> bool:
    """Whether the paths are chosen among all trails."""
    selector = pattern.selector
    return selector is not None and selector.kind != "ALL" and not searchable(pattern, predicates)


def with_ends_apart(
    frame: Frame, pattern: ast.PathPattern
) -> tuple[ast.PathPattern, tuple[ast.PathPattern, ...]]:
    """The pattern with names for both ends, and the ends as patterns of their own, to be matched first.

    Neo4j's older functions look for a path between every two ends, also where there is none; the selectors do not.
    """
    if pattern.selector is None or pattern.selector.kind not in OLDER:
        return pattern, ()
    first, *between, last = pattern.parts
    ends = [
        replace(end, variable=end.variable or frame.compilation.alias("end "))
        for end in (first, last)
        if isinstance(end, ast.NodePattern)
    ]
    named = replace(pattern, parts=(ends[0], *between, ends[-1]))
    return named, tuple(ast.PathPattern(end.at, None, None, (end,)) for end in ends)


def names(pattern: ast.PathPattern) -> set[str]:
    """The variables that only the paths found have: the path, and what stands between its ends."""
    between = (
        element.variable
        for part in pattern.parts
        if not isinstance(part, ast.NodePattern)
        for element in walk.walk(part)
        if isinstance(element, ast.RelationshipPattern | ast.NodePattern | ast.PathPattern)
    )
    return {name for name in (pattern.variable, *between) if name}


def _mentions_path(pattern: ast.PathPattern, predicate: ast.Expression) -> bool:
    return bool(walk.variables(predicate) & names(pattern))


def applied_early(pattern: ast.PathPattern, predicates: Iterable[ast.Expression]) -> list[ast.Expression]:
    """The predicates that hold while paths are looked for.

    Those on the ends only, since paths are compared between the same ends; for the older functions those on
    the path too.
    """
    selector = pattern.selector
    ends = {
        part.variable
        for part in (pattern.parts[0], pattern.parts[-1])
        if isinstance(part, ast.NodePattern) and part.variable
    }
    return [
        predicate
        for predicate in predicates
        if walk.variables(predicate) <= ends
        or (selector and selector.kind in OLDER and _mentions_path(pattern, predicate))
    ]


def search(
    frame: Frame, link: Link, pattern: ast.PathPattern, predicates: Iterable[ast.Expression], build: Build
) -> Walked:
    """Add the paths that a search finds between the two ends of a link, which must be bound.

    `pattern` is the path pattern that the link belongs to, `predicates` those of WHERE; `build` compiles one step.
    """
    part = quantified(link.pattern)
    _, relationship, _ = part.pattern.parts
    selector = link.selector
    if selector is None or not isinstance(relationship, ast.RelationshipPattern):
        raise AssertionError(link)
    for slot in (link.left, link.right):
        scan_slot(frame, slot)
    options = branches(frame.compilation.catalogue, relationship)
    on_path = predicates if selector.kind in OLDER else ()
    tests = [test for predicate in on_path if (test := search_edges.step_test(pattern, predicate))]
    plan = SearchPlan(
        tuple(Walk(branch.table.number, branch.reverse, branch.loops) for branch in options),
        search_edges.query(frame, part, tests, build) if tests or search_edges.asks(part) else "",
        part.lo,
        part.hi,
        selector.count,
        groups=selector.kind not in _SINGLE,
        distinct_ends=selector.kind in OLDER and (part.lo > 0 or link.left is link.right),
    )
    alias = frame.compilation.alias("w")
    ends = [slot.place() for slot in (link.left, link.right)]
    found = sql.call(FUNCTION, sql.integer(frame.compilation.searches.number(plan)), *ends)
    frame.add(Derived(alias, exp.select(sql.alias(exp.Unnest(expressions=[found]), "p"))))
    path = sql.column(alias, "p")
    walked = Walked(
        frozenset(branch.table.number for branch in options),
        relationships=sql.field(path, "r"),
        nodes=sql.field(path.copy(), "n"),
    )
    _bind_groups(frame, part, walked)
    return walked


def _bind_groups(frame: Frame, part: ast.QuantifiedPath, walked: Walked) -> None:
    """The variables of the repeated pattern: all relationships, all nodes but the last, all but the first."""
    first, relationship, last = part.pattern.parts
    if walked.nodes is None or walked.relationships is None:
        raise AssertionError(walked)
    length = sql.call("len", walked.relationships.copy())
    parts = (
        (first, NODE, sql.call("list_slice", walked.nodes.copy(), sql.integer(1), length)),
        (relationship, RELATIONSHIP, walked.relationships.copy()),
        (
            last,
            NODE,
            sql.call(
                "list_slice",
                walked.nodes.copy(),
                sql.integer(2),
                exp.Add(this=length.copy(), expression=sql.integer(1)),
            ),
        ),
    )
    for element, type_, value in parts:
        name = element.variable if not isinstance(element, ast.QuantifiedPath) else None
        if name is None:
            continue
        if frame.find(name) is not None:
            raise CypherSyntaxError(
                f"variable `{name}` is already bound", offset=element.at, code="VariableAlreadyBound"
            )
        frame.scope[name] = Value(value, LIST(type_))


Trails = Callable[[Frame, ast.PathPattern, list[ast.Expression]], tuple[PathParts, exp.Expression]]
"""Compiles a path pattern without selector into a frame; the parts, and the path as a struct."""


def ranked(frame: Frame, pattern: ast.PathPattern, predicates: list[ast.Expression], trails: Trails) -> None:
    """Add all trails of a pattern, cut down to the shortest between each two ends, and bind its variables."""
    selector = pattern.selector
    if selector is None:
        raise AssertionError(pattern)
    apart = selector.kind in OLDER and not _may_stay(pattern)
    if apart:
        _check_ends(frame, pattern)
    inner = frame.inner()
    bare = ast.PathPattern(pattern.at, pattern.variable, None, pattern.parts)
    parts, value = trails(inner, bare, applied_early(pattern, predicates))
    columns = {name: f"c{number}" for number, name in enumerate(inner.scope)}
    ends = [parts.slots[0].place(), parts.slots[-1].place()]
    if apart:
        value = sql.case([(sql.equal(ends[0].copy(), ends[1].copy()), _same_ends())], value)
    items = [
        *(sql.alias(inner.scope[name].sql.copy(), column) for name, column in columns.items()),
        *(sql.alias(item, name) for item, name in zip((value, *ends), "pse", strict=True)),
    ]
    alias = frame.compilation.alias("w")
    frame.add(Derived(alias, _shortest_of(inner.select(items), selector)))
    for name, column in columns.items():
        found = inner.scope[name]
        place = sql.column(alias, column)
        if isinstance(found, Element):
            frame.scope[name] = frame.element(place, found.type, found.tables, nullable=False)
        else:
            frame.scope[name] = Value(place, found.type)


def _may_stay(pattern: ast.PathPattern) -> bool:
    """Whether a path without any step is one of the pattern's, between ends of different names."""
    links = [part for part in pattern.parts if not isinstance(part, ast.NodePattern)]
    ends = {part.variable for part in pattern.parts if isinstance(part, ast.NodePattern)}
    return len(ends) > 1 and all(quantified(link).lo == 0 for link in links)


def _shortest_of(rows: sql.Query, selector: ast.PathSelector) -> sql.Query:
    """Of the paths `p` from `s` to `e`, those that the selector wants."""
    function = {"SHORTEST GROUPS": "dense_rank", "ALL SHORTEST": "rank", "allShortestPaths": "rank"}.get(
        selector.kind, "row_number"
    )
    rank = exp.Window(
        this=sql.call(function),
        partition_by=[sql.column("q", "s"), sql.column("q", "e")],
        order=exp.Order(expressions=[sql.ordered(sql.call("len", sql.field(sql.column("q", "p"), "r")))]),
    )
    ranks = exp.select("*", sql.alias(rank, "k")).from_(sql.derived(rows, "q"))
    near = exp.LTE(this=sql.column("q", "k"), expression=sql.integer(selector.count))
    return exp.select("*").from_(sql.derived(ranks, "q")).where(near)


def _check_ends(frame: Frame, pattern: ast.PathPattern) -> None:
    """Have rows fail in which both ends, bound before, are the same node, whether or not a path is found."""
    names = [
        part.variable for part in (pattern.parts[0], pattern.parts[-1]) if isinstance(part, ast.NodePattern)
    ]
    ends = [value for name in names if name and (value := frame.find(name)) is not None]
    if len(ends) < 2:
        return
    start, end = frame.nest([value.sql for value in ends])
    failing = sql.cast(
        sql.call("error", sql.string(f"ArgumentError:SameStartAndEnd {SAME_ENDS}")), "INTEGER[]"
    )
    checked = sql.case([(sql.equal(start, end), failing)], sql.array([sql.integer(1)]))
    # as rows of their own, since a condition would be tested before those that are tested already
    frame.add(
        Derived(frame.compilation.alias("x"), exp.select(sql.alias(exp.Unnest(expressions=[checked]), "ok")))
    )


def _same_ends() -> exp.Expression:
    """An error in place of a path."""
    problem = sql.call("error", sql.string(f"ArgumentError:SameStartAndEnd {SAME_ENDS}"))
    return sql.cast(problem, boxes.duckdb_type(PATH))
