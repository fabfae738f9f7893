"""graphkit sparql: ask a graph file in SPARQL, or serve it to SPARQL clients on this machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from graphkit.cli import output
from graphkit.cli.graphs import is_server
from graphkit.cli.parameters import param_option, values
from graphkit.cli.progress import progress_bar


@click.command(name="sparql")
@click.argument("target", metavar="GRAPH")
@click.argument("query", required=False)
@param_option
@output.format_option
@click.option("--serve", is_flag=True, help="Serve the SPARQL 1.1 Protocol on 127.0.0.1 until Ctrl-C.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=3030, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    help="Seconds a query may take.",
)
def command(
    target: str, query: str | None, params: tuple[str, ...], form: str, serve: bool, port: int, timeout: float
) -> None:
    """Ask GRAPH, a graph file, in SPARQL 1.1.

    QUERY is its text, a .rq file, a pack as sparql/top_pairs, or - for standard input. The first query fills a
    triple store, which is kept in the cache. The prefixes of the vocabularies need not be declared. A parameter
    stands in the query as $name.
    """
    if is_server(target):
        raise click.UsageError("SPARQL reads a graph file, not a server.")
    if bool(query) == serve:
        raise click.UsageError("Give a query, or --serve.")
    from graphkit.sparql.store import open_store  # noqa: PLC0415 - only this command needs a triple store

    with progress_bar() as progress:
        store = open_store(Path(target), progress=progress)
    if serve:
        _serve(store, port, timeout)
    else:
        _ask(store, query or "", params, form, timeout)


def _ask(store: Path, query: str, params: tuple[str, ...], form: str, timeout: float) -> None:
    from graphkit.sparql.query import ask  # noqa: PLC0415 - see above
    from graphkit.sparql.rows import to_result  # noqa: PLC0415 - see above

    given = values(params)
    answer = ask(store, _text(query, given), values=given, timeout=timeout)
    if answer.form == "graph":
        click.echo(answer.body.decode(), nl=False)
    else:
        output.write_result(to_result(answer), form)


def _text(query: str, given: dict[str, Any]) -> str:
    """The text of a query: from standard input, a file, a pack, or as it is given."""
    from graphkit.sparql import packs  # noqa: PLC0415 - see above

    if query == "-":
        return sys.stdin.read()
    if query in packs.shipped():
        packs.check_parameters(query, given)
        return packs.shipped()[query]
    if query.endswith(".rq"):
        return Path(query).read_text(encoding="utf-8")
    return query


def _serve(store: Path, port: int, timeout: float) -> None:
    from graphkit.sparql.server import SparqlServer  # noqa: PLC0415 - see above

    with SparqlServer(store, port, timeout) as server:
        click.echo(f"SPARQL endpoint: {server.url}", err=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("Ended.", err=True)
