"""Pajek .net: the co-authorship network, vertices numbered from 1, labels unique."""

from __future__ import annotations

from pathlib import Path

from graphkit.engine import Engine
from graphkit.exports.atomic import atomic_file
from graphkit.exports.files.network import NetworkRows
from graphkit.exports.files.text import one_line


def export(engine: Engine, path: Path, *, counting: str = "full") -> None:
    """Write Pajek's format; a double quote in a label becomes a single one, which Pajek needs.

    Args:
        engine: the graph.
        path: the file.
        counting: what the value of a line is: `full`, or `fractional` for the upper bound.

    Raises:
        ExportError: there is no such counting method.
    """
    rows = NetworkRows(engine, counting)
    with atomic_file(path) as file:
        file.write(f"*Vertices {rows.authors}\r\n".encode())
        for author in rows.author_rows():
            label = one_line(author["label"]).replace('"', "'").replace("\\", "/")
            file.write(
                f'{author["number"] + 1} "{label}" {author["x"]:.3f} {author["y"]:.3f} 0.0\r\n'.encode()
            )
        file.write(b"*Edges\r\n")
        for edge in rows.edge_rows():
            file.write(f"{edge['source'] + 1} {edge['target'] + 1} {edge['weight']!r}\r\n".encode())
