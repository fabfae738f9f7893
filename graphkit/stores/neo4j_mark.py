"""The mark on nodes that graphkit loaded into a server, and how queries are kept from seeing it.

A load must know its own nodes from others of the same label, so it gives them one label more. A property
would show in `properties(n)` and `keys(n)`, a node beside the graph in `MATCH (n)`; a label shows in
`labels(n)` alone, and that call is rewritten before a query is sent.
"""

from __future__ import annotations

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.lexer import tokenize
from graphkit.cypher.syntax.walk import walk

MARK = "_graphkit"
"""The label of nodes that graphkit loaded."""

_BEFORE = "[graphkit_label IN "
_BEHIND = f" WHERE graphkit_label <> '{MARK}']"


def hide_mark(text: str, statement: ast.Statement) -> str:
    """The query with every call of `labels` rewritten so that it leaves the mark out.

    Args:
        text: the query.
        statement: its syntax tree.
    """
    calls = {
        element.at
        for element in walk(statement)
        if isinstance(element, ast.FunctionCall) and element.name.lower() == "labels"
    }
    if not calls:
        return text
    inserted: list[tuple[int, str]] = []
    open_calls: list[int | None] = []
    pending = False
    for token in tokenize(text):
        if token.at in calls:
            inserted.append((token.at, _BEFORE))
            pending = True
        elif token.key == "(":
            open_calls.append(token.at if pending else None)
            pending = False
        elif token.key == ")" and open_calls.pop() is not None:
            inserted.append((token.end, _BEHIND))
    for at, piece in reversed(inserted):
        text = text[:at] + piece + text[at:]
    return text


def original_name(column: str) -> str:
    """The name of a column that has none of its own, which is the text of its expression as it was sent."""
    return column.replace(_BEFORE, "").replace(_BEHIND, "")
