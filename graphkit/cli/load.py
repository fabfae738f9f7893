"""graphkit load: a graph file goes into a Neo4j server."""

from __future__ import annotations

import click

from graphkit.cli.graphs import credentials, is_server, open_graph, server_options
from graphkit.cli.progress import progress_bar


@click.command(name="load")
@click.argument("source", metavar="GRAPH")
@click.argument("server", metavar="neo4j://…")
@server_options
@click.option(
    "--batch", type=click.IntRange(1, 100_000), default=5000, show_default=True, help="Rows a transaction."
)
def command(source: str, server: str, auth: str | None, database: str | None, batch: int) -> None:
    """Load GRAPH into a Neo4j server.

    Afterwards the server holds exactly this graph among what graphkit loaded before; other data there is
    untouched. A load that was interrupted is finished by running it again.
    """
    if is_server(source):
        raise click.UsageError("GRAPH must be a graph file.")
    if not is_server(server):
        raise click.UsageError(
            f"{server} is not the address of a server: it starts with neo4j:// or bolt://."
        )
    with open_graph(source) as graph, progress_bar() as progress:
        loaded = graph.load(server, auth=credentials(auth), database=database, batch=batch, progress=progress)
    click.echo(loaded)
