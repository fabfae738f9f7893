"""The part of docs/cypher.md that is written from the tables of functions.

`python -m graphkit.cypher.reference docs/cypher.md` brings the page up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from graphkit.cypher.compiler import procedures
from graphkit.cypher.functions import calls as functions
from graphkit.cypher.functions import graph as graph_functions
from graphkit.cypher.functions.aggregates import AGGREGATES
from graphkit.cypher.functions.table import Function

BEGIN = "<!-- functions: written by python -m graphkit.cypher.reference docs/cypher.md -->"
END = "<!-- end of functions -->"

_OF_THE_GRAPH = {
    "labels": ("labels(node :: NODE) :: LIST<STRING>", "the labels of a node"),
    "type": ("type(relationship :: RELATIONSHIP) :: STRING", "the type of a relationship"),
    "startnode": ("startNode(relationship :: RELATIONSHIP) :: NODE", "the node a relationship starts at"),
    "endnode": ("endNode(relationship :: RELATIONSHIP) :: NODE", "the node a relationship ends at"),
    "id": ("id(element :: NODE | RELATIONSHIP) :: INTEGER", "a number, stable within one graph file"),
    "elementid": ("elementId(element :: NODE | RELATIONSHIP) :: STRING", "the same as text"),
    "properties": (
        "properties(input :: NODE | RELATIONSHIP | MAP) :: MAP",
        "all properties that are not null",
    ),
    "keys": ("keys(input :: NODE | RELATIONSHIP | MAP) :: LIST<STRING>", "their names, sorted"),
    "nodes": ("nodes(path :: PATH) :: LIST<NODE>", "the nodes of a path"),
    "relationships": ("relationships(path :: PATH) :: LIST<RELATIONSHIP>", "the relationships of a path"),
    "length": ("length(path :: PATH) :: INTEGER", "number of relationships of a path"),
}


def rendered() -> str:
    """The generated part, in Markdown."""
    return "\n".join((BEGIN, *_sections(), END))


def _sections() -> Iterator[str]:
    table = sorted(functions.FUNCTIONS.values(), key=_category)
    for category, members in groupby(table, key=_category):
        yield from _table(
            f"{category} functions", ("function", "null", ""), map(_row, sorted(members, key=_name))
        )
    graph = (_OF_THE_GRAPH[name] for name in graph_functions.FUNCTIONS)
    yield from _table("Functions of the graph", ("function", ""), ((f"`{call}`", doc) for call, doc in graph))
    yield from _table(
        "Aggregating functions",
        ("function", "of no value", ""),
        ((f"`{entry.signature}`", entry.empty, entry.doc) for entry in AGGREGATES),
    )
    called = ((f"`{p.name}()`", f"`{', '.join(p.columns)}`") for p in procedures.PROCEDURES.values())
    yield from _table("Procedures", ("procedure", "columns"), called)
    reasons = groupby(sorted(functions.REFUSED, key=_reason), key=_reason)
    refused = ((", ".join(f"`{name}`" for name in sorted(names)), reason) for reason, names in reasons)
    yield from _table("Refused functions", ("function", "because"), refused)


def _category(function: Function) -> str:
    return function.category


def _name(function: Function) -> str:
    return function.name.lower()


def _reason(name: str) -> str:
    return functions.REFUSED[name]


def _row(function: Function) -> tuple[str, str, str]:
    of_null = "" if not function.arguments else "null" if function.null_if_null else "see right"
    return (f"`{function.signature}`", of_null, function.doc)


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield from (f"### {title}", "")
    for cells in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
    yield ""


def updated(page: str) -> str:
    """The page with its generated part written anew.

    Raises:
        ValueError: the page lacks the marks around that part.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page lacks the marks {BEGIN} and {END}")
    return before + rendered() + after


def main() -> None:
    """Bring the page named on the command line up to date."""
    page = Path(sys.argv[1])
    page.write_text(updated(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
