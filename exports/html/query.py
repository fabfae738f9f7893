"""The result of a query as a map: its nodes, relationships and paths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import numpy as np

from graphkit.errors import ExportError
from graphkit.exports.atomic import atomic_file
from graphkit.exports.html.page import viewer_page
from graphkit.exports.html.scene import Relations, Scene
from graphkit.exports.html.views import MOST_NODES
from graphkit.layout import Network, lay_out
from graphkit.results import Node, Path, Relationship, Result

NAMES = ("name", "title", "code", "id")
"""Properties that name a node, the first that it has."""
LONGEST = 300
"""Characters of a property that are shown."""


def export_result(result: Result, path: FilePath, *, title: str = "Result of a query") -> None:
    """Write the map of a result as one HTML file.

    Raises:
        ExportError: the result holds no node, relationship or path.
    """
    page = viewer_page(view_of(result, title=title))
    with atomic_file(FilePath(path)) as file:
        file.write(page.encode())


def view_of(result: Result, *, title: str = "Result of a query") -> Scene:
    """The scene of a result: every node that it returns, alone or as an end, and every relationship, once.

    Raises:
        ExportError: the result holds no node, relationship or path, or more nodes than a page draws.
    """
    nodes: dict[str, Node] = {}
    relationships: dict[str, Relationship] = {}
    for element in _elements(list(result)):
        if isinstance(element, Node):
            nodes.setdefault(element.element_id, element)
        else:
            relationships.setdefault(element.element_id, element)
            for end in (element.start_node, element.end_node):
                nodes.setdefault(end.element_id, end)
    if not nodes:
        raise ExportError(
            "the result holds no node, relationship or path, so there is nothing to draw",
            remedy="Return nodes, as in RETURN a, r, b",
        )
    if len(nodes) > MOST_NODES:
        raise ExportError(
            f"the result has {len(nodes):,} nodes, and a page draws {MOST_NODES:,}", remedy="Add a LIMIT"
        )
    place = {key: number for number, key in enumerate(nodes)}
    ends = [(place[r.start_node.element_id], place[r.end_node.element_id]) for r in relationships.values()]
    labels = [":".join(sorted(node.labels)) or "no label" for node in nodes.values()]
    kinds = sorted(set(labels))
    return Scene(
        kind="result",
        title=title,
        name=[_name(node) for node in nodes.values()],
        positions=lay_out(_network(len(nodes), ends)).positions,
        community=np.array([kinds.index(label) for label in labels], dtype=np.int64),
        communities=kinds,
        notes=[f"From {len(result):,} rows of a query."],
        detail=[_facts(node) for node in nodes.values()],
        relations=Relations(
            np.array([source for source, _ in ends], dtype=np.int64),
            np.array([target for _, target in ends], dtype=np.int64),
            [r.type for r in relationships.values()],
            [_facts(r) for r in relationships.values()],
        ),
    )


def _elements(value: Any) -> Iterator[Node | Relationship]:
    """Nodes and relationships in a value, however deep they lie."""
    if isinstance(value, Node | Relationship):
        yield value
    elif isinstance(value, Path):
        yield from value.nodes
        yield from value.relationships
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _elements(item)
    elif isinstance(value, dict):
        yield from _elements(list(value.values()))


def _network(count: int, ends: list[tuple[int, int]]) -> Network:
    """The ends as an undirected network: parallel relationships add up, loops place nothing."""
    weights: dict[tuple[int, int], float] = {}
    for source, target in ends:
        if source != target:
            pair = (min(source, target), max(source, target))
            weights[pair] = weights.get(pair, 0.0) + 1.0
    pairs = np.array(sorted(weights), dtype=np.int64).reshape(-1, 2)
    return Network(count, pairs[:, 0], pairs[:, 1], np.array([weights[pair] for pair in sorted(weights)]))


def _name(node: Node) -> str:
    for name in NAMES:
        if node.get(name) is not None:
            return str(node[name])
    return f"{':'.join(sorted(node.labels))} {node.element_id}"


def _facts(element: Node | Relationship) -> str:
    return " · ".join(f"{name}: {str(value)[:LONGEST]}" for name, value in element.items())
