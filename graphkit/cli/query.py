"""graphkit query: run a pack."""

from __future__ import annotations

import click

from graphkit.cli import output, parameters
from graphkit.cli.graphs import graph_argument, memory_option, open_graph


@click.command(name="query")
@graph_argument
@click.argument("pack")
@parameters.param_option
@output.format_option
@memory_option
def command(
    target: str, auth: str | None, database: str | None, pack: str, params: tuple[str, ...], form: str,
    memory: str | None,
) -> None:  # fmt: skip
    """Run PACK on GRAPH.

    PACK is a name that `graphkit packs` lists, or the path of a .cypher file of your own.
    """
    with open_graph(target, auth, database, memory) as graph:
        output.write_result(graph.query(pack, **parameters.split(params)), form)
