"""Functions of the moment and of chance, and the names of those that are refused."""

from __future__ import annotations

from graphkit.cypher import types as t
from graphkit.cypher.functions.table import Function, by_template

_UUID = "CAST(uuid() AS VARCHAR)"
_MILLISECONDS = "CAST(epoch_ms(now()) AS BIGINT)"

FUNCTIONS = (
    Function("randomUUID", "Scalar", (), "STRING", by_template(_UUID, t.STRING), "a random identifier"),
    Function(
        "timestamp",
        "Scalar",
        (),
        "INTEGER",
        by_template(_MILLISECONDS, t.INTEGER),
        "milliseconds since 1970, the same throughout a query",
    ),
)

_POINTS = "graphkit has no points in space"
_SERVER = "it asks a Neo4j server about itself"

REFUSED = {
    **dict.fromkeys(("point", "point.distance", "point.withinbbox", "distance"), _POINTS),
    **dict.fromkeys(
        (
            "graph.names",
            "graph.byname",
            "graph.byelementid",
            "graph.propertiesbyname",
            "db.namefromelementid",
        ),
        _SERVER,
    ),
    "linenumber": "it belongs to LOAD CSV, which is refused",
    "file": "it belongs to LOAD CSV, which is refused",
    **dict.fromkeys(
        ("vector.similarity.cosine", "vector.similarity.euclidean"), "graphkit has no vector indexes"
    ),
}
