"""What may be sent to a Neo4j server: queries that only read the graph.

A read transaction alone is no guard: the server lets LOAD CSV read files and lets procedures act in it. So
a query goes through graphkit's own parser, which refuses by name whatever writes, administers or reads
files, and then through the lists here.
"""

from __future__ import annotations

import re

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.parser import parse
from graphkit.cypher.syntax.walk import walk
from graphkit.errors import CypherUnsupportedError

PROCEDURES = frozenset(
    {
        "db.labels",
        "db.propertyKeys",
        "db.relationshipTypes",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "db.schema.visualization",
    }
)
"""The procedures that a query may call: they tell what a graph holds."""

NAMESPACES = frozenset(
    {"date", "datetime", "duration", "localdatetime", "localtime", "point", "time", "vector.similarity"}
)
"""Namespaces of Neo4j's own functions; those of others may do anything, as apoc.cypher.runFirstColumnMany."""

_ASCII_ESCAPE = re.compile(r"\\u00[0-7][0-9a-fA-F]")


def check_server_query(text: str) -> ast.Statement:
    r"""The syntax tree of a query that may be sent to a server.

    Raises:
        CypherSyntaxError: the text is not Cypher.
        CypherUnsupportedError: the query writes, administers, reads files, switches databases, calls a
            procedure or function beyond the lists here, or hides a character of the language behind a `\u`
            escape.
    """
    hidden = _ASCII_ESCAPE.search(text)
    if hidden:
        raise CypherUnsupportedError(
            f"{hidden.group()} is not sent to a server: it stands for a character of the language",
            query=text,
            offset=hidden.start(),
            remedy="Write the character, or pass the text as a parameter",
        )
    statement = parse(text)
    for element in walk(statement):
        if isinstance(element, ast.CallProcedure) and element.name not in PROCEDURES:
            raise CypherUnsupportedError(
                f"the procedure {element.name} is not called on a server",
                query=text,
                offset=element.at,
                remedy=f"Allowed are {', '.join(sorted(PROCEDURES))}",
            )
        if isinstance(element, ast.FunctionCall) and not _is_own(element.name):
            raise CypherUnsupportedError(
                f"the function {element.name} is not called on a server",
                query=text,
                offset=element.at,
                remedy="Only Neo4j's own functions are",
            )
    return statement


def _is_own(function: str) -> bool:
    """Whether a function has no namespace, or one of Neo4j's own."""
    namespace, dot, _ = function.rpartition(".")
    return not dot or namespace.lower() in NAMESPACES
