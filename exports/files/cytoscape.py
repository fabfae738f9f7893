"""Cytoscape JSON (.cyjs): the co-authorship network for Cytoscape and cytoscape.js."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from graphkit.engine import Engine
from graphkit.exports.atomic import atomic_file
from graphkit.exports.files.network import NetworkRows

SPACING = 60
"""Cytoscape's nodes are about 40 wide."""


def export(engine: Engine, path: Path, *, counting: str = "full") -> None:
    """Write Cytoscape JSON.

    Args:
        engine: the graph.
        path: the file.
        counting: what `weight` is: `full`, or `fractional` for the upper bound; the others stand beside it.

    Raises:
        ExportError: there is no such counting method.
    """
    rows = NetworkRows(engine, counting)
    with atomic_file(path) as file:
        for part in _parts(rows, counting):
            file.write(part.encode())


def _parts(rows: NetworkRows, counting: str) -> Iterator[str]:
    about = json.dumps({"name": "Co-authorship", "counting": counting})
    yield f'{{"format_version":"1.0","generated_by":"graphkit","directed":false,"multigraph":false,"data":{about},\n'
    yield '"elements":{"nodes":['
    for author in rows.author_rows():
        data = {
            "id": str(author["number"]),
            "value": str(author["number"]),  # what networkx calls the node
            "name": author["name"],
            "author_id": author["id"],
            **{key: author[key] for key in ("papers", "first_year", "last_year", "orcid", "community")},
        }
        place = {"x": round(author["x"] * SPACING, 1), "y": round(author["y"] * SPACING, 1)}
        node = {"data": {key: value for key, value in data.items() if value is not None}, "position": place}
        yield f"{',' if author['number'] else ''}\n{json.dumps(node, ensure_ascii=False)}"
    yield '\n],"edges":['
    for number, edge in enumerate(rows.edge_rows()):
        ends = {"id": f"e{number}", "source": str(edge["source"]), "target": str(edge["target"])}
        rest = {
            key: value for key, value in edge.items() if key not in ("source", "target") and value is not None
        }
        yield f"{',' if number else ''}\n{json.dumps({'data': {**ends, **rest}})}"
    yield "\n]}}\n"
