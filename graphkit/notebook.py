"""Cypher cells in notebooks.

    %load_ext graphkit.notebook

    %%cypher graph
    MATCH (a:Author) WHERE a.papers > $least RETURN a.name, a.papers

The word behind `%%cypher` is a variable that holds a Graph, or what `graphkit.open` takes; it is remembered
for the cells that follow. A parameter of the query takes the value of the notebook's variable of that name.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graphkit.cypher.syntax.lexer import tokenize
from graphkit.graph import Graph, open_graph
from graphkit.results import Result, plain

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


ROWS_SHOWN = 50
"""Rows of a result that a notebook shows."""


class CypherMagic:
    """The cell magic `%%cypher`, with the graph it asks."""

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell = shell
        self.graph: Graph | None = None

    def cypher(self, line: str, cell: str) -> Result:
        """Run the cell as Cypher on the graph that `line` names, or on the last one.

        Raises:
            GraphkitError: the query fails.
            UsageError: no graph was named yet.
        """
        target = line.strip()
        if target:
            self.graph = self._graph(target)
        if self.graph is None:
            from IPython.core.error import UsageError  # noqa: PLC0415 - IPython is there when this runs, not before

            raise UsageError("name a graph behind %%cypher: a variable that holds one, or the path of a file")
        return self.graph.cypher(cell, self._parameters(cell))

    def _graph(self, target: str) -> Graph:
        value: Any = self.shell.user_ns.get(target, target)
        return value if isinstance(value, Graph) else open_graph(value)

    def _parameters(self, query: str) -> dict[str, Any]:
        """Values of the notebook's variables that the query names as parameters."""
        names = parameter_names(query)
        return {name: self.shell.user_ns[name] for name in names if name in self.shell.user_ns}


def parameter_names(query: str) -> list[str]:
    """Names of a query's parameters, in the order they stand.

    Raises:
        CypherError: the text cannot be cut into tokens.
    """
    tokens = tokenize(query)
    return [str(name.value) for dollar, name in pairwise(tokens) if dollar.key == "$"]


def result_html(result: Result) -> str:
    """A result in a notebook: its first rows, and the map of the elements in it."""
    from graphkit.exports.html.notebook import result_frame  # noqa: PLC0415 - only where a result is shown

    head = "".join(f"<th>{escape(column)}</th>" for column in result.columns)
    shown = result.rows[:ROWS_SHOWN]
    rows = "".join(f"<tr>{''.join(f'<td>{escape(_text(cell))}</td>' for cell in row)}</tr>" for row in shown)
    left = len(result) - len(shown)
    more = f"<p>and {left:,} rows more</p>" if left else ""
    return f"<table><tr>{head}</tr>{rows}</table>{more}{result_frame(result)}"


def _text(cell: Any) -> str:
    carried = plain(cell)
    return (
        ""
        if carried is None
        else carried
        if isinstance(carried, str)
        else json.dumps(carried, ensure_ascii=False)
    )


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Called by `%load_ext graphkit.notebook`."""
    register: Callable[..., None] = shell.register_magic_function
    register(CypherMagic(shell).cypher, "cell", "cypher")
    formatters: Any = shell.display_formatter
    formatters.formatters["text/html"].for_type(Result, result_html)
