"""graphkit view: the map in the browser."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from graphkit.cli.graphs import graph_argument, open_graph


@click.command(name="view")
@graph_argument
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1.  [default: a free one]"
)
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the browser.")
def command(target: str, auth: str | None, database: str | None, port: int, browser: bool) -> None:
    """Open the map of GRAPH in the browser, served to this machine alone until Ctrl-C."""
    from graphkit.exports.html.serve import served  # noqa: PLC0415 - only this command serves

    with TemporaryDirectory(prefix="graphkit-") as folder:
        with open_graph(target, auth, database) as graph:
            graph.export("html", Path(folder) / "map.html")
        with served(Path(folder), "map.html", port) as address:
            click.echo(f"{address} (Ctrl-C ends it)")
            if browser:
                webbrowser.open(address)
            try:
                threading.Event().wait()
            except KeyboardInterrupt:
                click.echo()
