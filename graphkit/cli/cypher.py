"""graphkit cypher: run a query of one's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graphkit.cli import output, parameters
from graphkit.cli.graphs import graph_argument, memory_option, open_graph


@click.command(name="cypher")
@graph_argument
@click.argument("query", required=False)
@click.option(
    "-f", "--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Read it from a file."
)
@parameters.param_option
@output.format_option
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="Stop after so long."
)
@memory_option
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw the nodes and relationships of the result as one HTML file, instead of printing rows.",
)
def command(
    target: str, auth: str | None, database: str | None, query: str | None, file: Path | None,
    params: tuple[str, ...], form: str, timeout: float | None, memory: str | None, html: Path | None,
) -> None:  # fmt: skip
    """Run the Cypher QUERY on GRAPH and print its rows.

    The query is read from standard input when it is `-` or missing. Values of --param are JSON where they can
    be read as JSON, else text.
    """
    text = _query(query, file)
    with open_graph(target, auth, database, memory) as graph:
        result = graph.cypher(text, parameters.values(params), timeout=timeout)
    if html is None:
        output.write_result(result, form)
        return
    from graphkit.exports.html.query import export_result  # noqa: PLC0415 - only where it is asked for

    output.write_warnings(result)
    export_result(result, html)
    click.echo(f"{html} ({html.stat().st_size:,} bytes)")


def _query(query: str | None, file: Path | None) -> str:
    if query and file:
        raise click.UsageError("Give the query or --file, not both.")
    if file:
        return file.read_text(encoding="utf-8")
    if query and query != "-":
        return query
    if query is None and sys.stdin.isatty():
        raise click.UsageError("Give a query, a --file, or standard input.")
    return sys.stdin.read()
