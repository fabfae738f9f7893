"""graphkit layout: positions are worked out once and kept."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="layout")
@click.argument("path", metavar="GRAPH", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed gives another map.")
def command(path: Path, seed: int) -> None:
    """Work out where each author stands on the map of GRAPH, and keep it in the file.

    Exports then read the positions instead of working them out each time. The same graph and seed give the same
    positions. This is the one command that changes a graph file; nothing but the table of positions is written.
    """
    from graphkit.engine import Engine  # noqa: PLC0415 - the engine and numpy are slow to import
    from graphkit.layout.authors import keep_author_layout  # noqa: PLC0415
    from graphkit.stores.duckdb import open_file  # noqa: PLC0415

    open_file(
        path
    ).engine.close()  # says what is wrong with a file that is no graph, before it is opened to write
    with Engine(path) as engine:
        layout = keep_author_layout(engine, seed)
    click.echo(
        f"{len(layout.positions):,} authors placed in {int(layout.community.max(initial=-1)) + 1:,} communities"
    )
