"""RDF, HTML and graph files: a registry of the kinds of export, each loaded when it is asked for."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from graphkit.engine import Engine
from graphkit.errors import ExportError

KINDS: dict[str, str] = {
    "rdf": "graphkit.exports.rdf",
    "html": "graphkit.exports.html",
    "graphml": "graphkit.exports.files.graphml",
    "gexf": "graphkit.exports.files.gexf",
    "pajek": "graphkit.exports.files.pajek",
    "vosviewer": "graphkit.exports.files.vosviewer",
    "cytoscape": "graphkit.exports.files.cytoscape",
    "csv": "graphkit.exports.files.csv_tables",
    "parquet": "graphkit.exports.files.parquet_tables",
    "neo4j-csv": "graphkit.exports.files.neo4j_admin",
}
"""Kind of export and the module whose function `export(engine, path, **options)` writes it."""


def export(engine: Engine, kind: str, path: Path | str, **options: Any) -> Any:
    """Write the graph of `engine` as a file of `kind`; what is returned depends on the kind.

    Raises:
        ExportError: no such kind, or the export cannot be made as asked.
    """
    module = KINDS.get(kind)
    if module is None:
        raise ExportError(
            f"there is no export named {kind!r}", remedy=f"Choose one of: {', '.join(sorted(KINDS))}"
        )
    return importlib.import_module(module).export(engine, Path(path), **options)
