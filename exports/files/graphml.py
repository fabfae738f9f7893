"""GraphML: the co-authorship network for Gephi, yEd, Cytoscape, igraph, networkx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphkit.engine import Engine
from graphkit.exports.atomic import atomic_file
from graphkit.exports.files.network import NetworkRows
from graphkit.exports.files.text import xml_text

NODE_KEYS = (
    ("label", "string"), ("papers", "long"), ("first_year", "long"), ("last_year", "long"), ("orcid", "string"),
    ("community", "long"), ("x", "double"), ("y", "double"),
)  # fmt: skip
EDGE_KEYS = (
    ("weight", "double"), ("papers", "long"), ("first_year", "long"), ("last_year", "long"),
    ("weight_full", "double"), ("weight_fractional", "double"), ("weight_fractional_max", "double"),
    ("complete", "boolean"),
)  # fmt: skip


def export(engine: Engine, path: Path, *, counting: str = "full") -> None:
    """Write GraphML.

    Args:
        engine: the graph.
        path: the file.
        counting: what `weight` is: `full`, or `fractional` for the upper bound; the others stand beside it.

    Raises:
        ExportError: there is no such counting method.
    """
    rows = NetworkRows(engine, counting)
    with atomic_file(path) as file:
        for line in _lines(rows, counting):
            file.write(line.encode())


def _lines(rows: NetworkRows, counting: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for scope, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys:
            yield f'<key id="{scope}_{name}" for="{scope}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<key id="counting" for="graph" attr.name="counting" attr.type="string"/>\n'
    yield f'<graph edgedefault="undirected">\n<data key="counting">{counting}</data>\n'
    for author in rows.author_rows():
        data = _data("node", NODE_KEYS, {**author, "label": author["name"]})
        yield f'<node id="{xml_text(author["id"])}">{data}</node>\n'
    ids = [author["id"] for author in rows.author_rows()]
    for edge in rows.edge_rows():
        ends = f'source="{xml_text(ids[edge["source"]])}" target="{xml_text(ids[edge["target"]])}"'
        yield f"<edge {ends}>{_data('edge', EDGE_KEYS, edge)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(scope: str, keys: tuple[tuple[str, str], ...], row: dict[str, Any]) -> str:
    return "".join(
        f'<data key="{scope}_{name}">{xml_text(row[name])}</data>'
        for name, _ in keys
        if row[name] is not None
    )
