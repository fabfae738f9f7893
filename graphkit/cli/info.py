"""graphkit info: what a graph holds."""

from __future__ import annotations

import json

import click

from graphkit.cli.graphs import graph_argument, open_graph


@click.command(name="info")
@graph_argument
@click.option(
    "--digest", is_flag=True, help="Print one SHA-256 over all tables' ordered rows, and nothing else."
)
@click.option("--faults", is_flag=True, help="List what could not be read, as file:line.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(
    target: str, auth: str | None, database: str | None, digest: bool, faults: bool, as_json: bool
) -> None:
    """Say what GRAPH holds: labels, relationship types, their counts and properties, sources and faults."""
    with open_graph(target, auth, database) as graph:
        if digest:
            click.echo(graph.digest())
        elif faults:
            for fault in graph.faults():
                click.echo(f"{fault.locator}: {fault.kind}: {fault.message}\n    {fault.text}")
        elif as_json:
            click.echo(json.dumps(graph.info().to_dict(), ensure_ascii=False, indent=2))
        else:
            click.echo(graph.info())
