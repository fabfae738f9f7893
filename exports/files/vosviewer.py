"""VOSviewer: a map file and a network file beside it, or one JSON file for VOSviewer Online."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from graphkit.engine import Engine
from graphkit.exports.atomic import FileSet, atomic_file
from graphkit.exports.files.network import NetworkRows
from graphkit.exports.files.text import one_line


def export(engine: Engine, path: Path, *, counting: str = "full") -> None:
    """Write VOSviewer's files: JSON where `path` ends in .json, else the map `path` and the network beside it.

    The network file has the map's name with `_network` before the ending.

    Args:
        engine: the graph.
        path: the file.
        counting: what the strength of a link is: `full`, or `fractional` for the upper bound.

    Raises:
        ExportError: there is no such counting method.
    """
    rows = NetworkRows(engine, counting)
    if path.suffix.lower() == ".json":
        with atomic_file(path) as file:
            for part in _json(rows):
                file.write(part.encode())
        return
    with FileSet() as files:
        with files.open(path) as file:
            file.write(b"id\tlabel\tx\ty\tcluster\tweight<Papers>\tscore<Last year>\n")
            for author in rows.author_rows():
                cluster = author["community"] + 1 if author["community"] >= 0 else ""
                line = (
                    f"{author['number'] + 1}\t{one_line(author['name'])}\t{author['x']:.3f}\t{-author['y']:.3f}\t"
                    f"{cluster}\t{author['papers']}\t{author['last_year'] or ''}\n"
                )
                file.write(line.encode())
        with files.open(path.with_name(f"{path.stem}_network{path.suffix}")) as file:
            for edge in rows.edge_rows():
                file.write(f"{edge['source'] + 1}\t{edge['target'] + 1}\t{edge['weight']!r}\n".encode())


def _json(rows: NetworkRows) -> Iterator[str]:
    """https://app.vosviewer.com/docs/file-types/json-file-type/."""
    yield '{"network":{"items":['
    for author in rows.author_rows():
        item = {
            "id": author["number"] + 1,
            "label": author["name"],
            "x": author["x"],
            "y": -author["y"],
            "weights": {"Papers": author["papers"]},
        }
        if author["community"] >= 0:
            item["cluster"] = author["community"] + 1
        if author["last_year"]:
            item["scores"] = {"Last year": author["last_year"]}
        yield f"{',' if author['number'] else ''}\n{json.dumps(item, ensure_ascii=False)}"
    yield '\n],"links":['
    for number, edge in enumerate(rows.edge_rows()):
        link = {"source_id": edge["source"] + 1, "target_id": edge["target"] + 1, "strength": edge["weight"]}
        yield f"{',' if number else ''}\n{json.dumps(link)}"
    yield "\n]}}\n"
