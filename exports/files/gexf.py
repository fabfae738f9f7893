"""GEXF 1.3: the co-authorship network for Gephi, with places, and with joint papers by year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphkit.engine import Engine
from graphkit.exports.atomic import atomic_file
from graphkit.exports.files.network import NetworkRows
from graphkit.exports.files.text import xml_text

SPACING = 10
"""Gephi's nodes are about 10 wide."""

_NODE = (("papers", "long"), ("community", "long"), ("orcid", "string"))
_EDGE = (
    ("papers", "long"), ("weight_full", "double"), ("weight_fractional", "double"),
    ("weight_fractional_max", "double"), ("complete", "boolean"),
)  # fmt: skip


def export(engine: Engine, path: Path, *, counting: str = "full") -> None:
    """Write GEXF; nodes and edges exist from their first to their last year.

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
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
        "<meta><creator>graphkit</creator>"
        f"<description>Co-authorship, weight: {counting} counting</description></meta>\n"
        '<graph defaultedgetype="undirected" mode="dynamic" timeformat="integer" timerepresentation="interval">\n'
    )
    for scope, keys in (("node", _NODE), ("edge", _EDGE)):
        yield f'<attributes class="{scope}" mode="static">\n'
        for name, kind in keys:
            yield f'<attribute id="{name}" title="{name}" type="{kind}"/>\n'
        yield "</attributes>\n"
    yield (
        '<attributes class="edge" mode="dynamic">\n'
        '<attribute id="papers_in_year" title="papers_in_year" type="long"/>\n</attributes>\n<nodes>\n'
    )
    for author in rows.author_rows():
        x, y = author["x"] * SPACING, -author["y"] * SPACING
        yield (
            f'<node id="{author["number"]}" label="{xml_text(author["name"])}"{_span(author)}>'
            f"<attvalues>{_values(_NODE, author)}</attvalues>"
            f'<viz:position x="{x:.2f}" y="{y:.2f}" z="0"/></node>\n'
        )
    yield "</nodes>\n<edges>\n"
    for number, edge in enumerate(rows.edge_years()):
        years = "".join(
            f'<attvalue for="papers_in_year" value="{spell["papers"]}" start="{spell["year"]}" end="{spell["year"]}"/>'
            for spell in edge["years"]
        )
        yield (
            f'<edge id="{number}" source="{edge["source"]}" target="{edge["target"]}" weight="{edge["weight"]!r}"'
            f"{_span(edge)}><attvalues>{_values(_EDGE, edge)}{years}</attvalues></edge>\n"
        )
    yield "</edges>\n</graph>\n</gexf>\n"


def _span(row: dict[str, Any]) -> str:
    if row["first_year"] is None:
        return ""
    return f' start="{row["first_year"]}" end="{row["last_year"]}"'


def _values(keys: tuple[tuple[str, str], ...], row: dict[str, Any]) -> str:
    return "".join(
        f'<attvalue for="{name}" value="{xml_text(row[name])}"/>' for name, _ in keys if row[name] is not None
    )
