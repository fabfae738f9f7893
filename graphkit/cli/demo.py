"""graphkit demo: from sample pages to a graph, three answers, linked data and a picture."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import click

from graphkit import packs
from graphkit.cli import output

PACKS: dict[str, dict[str, object]] = {
    "collaboration/top_pairs_fractional": {"limit": 5},
    "quality/merged_identities": {},
    "categories/by_year": {},
}


@click.command(name="demo")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Folder to write to.",
)
def command(folder: Path) -> None:
    """Build a graph from the sample pages that come with graphkit, run three packs, write RDF and HTML."""
    import graphkit  # noqa: PLC0415 - the build pulls in the database engine

    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "graph.duckdb"
    with as_file(files("graphkit.examples")) as examples:
        shutil.copytree(examples / "pages", folder / "pages", dirs_exist_ok=True)
    graph = graphkit.build([folder / "pages"], out=target)
    with graph:
        click.echo(graph.summary)
        for name, given in PACKS.items():
            click.echo(f"\n{packs.load(name).question}  (graphkit query {target} {name})\n")
            output.write_result(graph.query(name, **given), "table")
        graph.export("rdf", folder / "graph.ttl")
        graph.export("html", folder / "graph.html")
    click.echo(f"\nThe sample pages:  {folder / 'pages'}")
    click.echo(f"The graph:         {target}")
    click.echo(f"As linked data:    {folder / 'graph.ttl'}")
    click.echo(f"To look at it:     open {folder / 'graph.html'} in a browser")
    click.echo(
        f'To ask it:         graphkit cypher {target} "MATCH (a:Author) RETURN a.name, a.papers LIMIT 5"'
    )
