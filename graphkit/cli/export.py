"""graphkit export: the graph as files for other programs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from graphkit.cli.graphs import graph_argument, open_graph
from graphkit.cli.progress import progress_bar

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group(name="export")
def command() -> None:
    """Write a graph as RDF, as an interactive HTML page, or in another file format."""


def output_option(help_text: str) -> Callable[[Command], Command]:
    """The required option -o of a kind of export."""
    return click.option(
        "-o",
        "--output",
        "path",
        required=True,
        type=click.Path(dir_okay=False, path_type=Path),
        help=help_text,
    )


@command.command(name="rdf")
@graph_argument
@output_option(
    "The file; its ending names the format: .nt, .nq, .ttl, .trig, .jsonld or .rdf, also with .gz or .zst."
)
@click.option("--format", "format", metavar="NAME", help="The format, where the file's ending does not tell.")
@click.option(
    "--profile",
    type=click.Choice(["schema", "spar", "full", "owl"]),
    default="full",
    show_default=True,
    help="Which vocabularies are written.",
)
@click.option("--base", metavar="IRI", help="Base of the IRIs of what has no public identifier.")
@click.option("--what", metavar="PARTS", help="Only these parts, separated by commas, as papers,authors.")
@click.option(
    "--part-triples", type=click.IntRange(1), metavar="N", help="Begin a new file after so many triples."
)
@click.option("--annotate", is_flag=True, help="Let each co-authorship reify its triple, in RDF 1.2.")
@click.option("--licence", metavar="IRI", help="Licence of the data, for the description beside the file.")
@click.option("--title", metavar="TEXT", help="Title of the data, for the description.")
def rdf(
    target: str, auth: str | None, database: str | None, path: Path, what: str | None, **given: Any
) -> None:
    """Write linked data: SPAR, schema.org, FOAF and Dublin Core."""
    options = {name: value for name, value in given.items() if value is not None}
    if what:
        options["what"] = tuple(what.split(","))
    with open_graph(target, auth, database) as graph, progress_bar() as progress:
        report = graph.export("rdf", path, progress=progress, **options)
    click.echo(f"{report.triples:,} triples: {', '.join(str(file.path) for file in report.files)}")
    for refused in report.refused:
        click.echo(f"Left out: {refused}", err=True)


@command.command(name="html")
@graph_argument
@output_option("The HTML file; it opens offline.")
@click.option(
    "--engine",
    "engine_name",
    type=click.Choice(["viewer", "pyvis"]),
    default="viewer",
    show_default=True,
    help="What draws it: pyvis for small graphs only.",
)
@click.option(
    "--view",
    type=click.Choice(["authors", "institutions", "categories"]),
    default="authors",
    show_default=True,
    help="What the nodes are.",
)
@click.option("--ego", metavar="NAME", help="Draw only this author and all co-authors.")
@click.option("--titles/--no-titles", default=True, show_default=True, help="Keep the titles of papers.")
@click.option(
    "--max-nodes", type=click.IntRange(1), metavar="N", help="For pyvis: how many nodes it may draw."
)
def html(target: str, auth: str | None, database: str | None, path: Path, **options: Any) -> None:
    """Write an interactive map in one file that opens offline.

    A graph of more than 100,000 authors becomes an overview of its communities, with a folder of their maps
    beside it.
    """
    with open_graph(target, auth, database) as graph:
        written = graph.export("html", path, **options)
    click.echo(f"{path} ({path.stat().st_size:,} bytes)")
    if written.folder:
        click.echo(
            f"More than 100,000 authors: this is an overview of communities; {written.maps:,} maps in "
            f"{written.folder}{os.sep}"
        )


NETWORKS = {
    "graphml": "GraphML, for yEd, Gephi and networkx.",
    "gexf": "GEXF with positions and years, for Gephi.",
    "pajek": "A Pajek network.",
    "vosviewer": "Map and network for VOSviewer.",
    "cytoscape": "JSON for Cytoscape.",
}
"""Files of the co-authorship network: its edges have one weight, so the counting is a choice."""

TABLES = {
    "csv": "A folder of CSV tables, one a label and relationship type.",
    "parquet": "A folder of Parquet tables, one a label and relationship type.",
    "neo4j-csv": "A folder of CSV tables for `neo4j-admin database import`.",
}
"""Files of the whole graph."""

_path_option = click.option(
    "-o", "--output", "path", required=True, type=click.Path(path_type=Path), help="Where to write."
)
_counting_option = click.option(
    "--counting",
    type=click.Choice(["full", "fractional"]),
    default="full",
    show_default=True,
    help="What the weight of an edge is; fractional is the upper bound.",
)


def _file_command(kind: str, summary: str, *, counted: bool) -> click.Command:
    """The subcommand of one kind of graph file."""

    def write(target: str, auth: str | None, database: str | None, path: Path, **options: Any) -> None:
        with open_graph(target, auth, database) as graph:
            graph.export(kind, path, **options)
        click.echo(path)

    decorated = graph_argument(_path_option(_counting_option(write) if counted else write))
    return click.command(name=kind, help=summary)(decorated)


for _kind, _summary in NETWORKS.items():
    command.add_command(_file_command(_kind, _summary, counted=True))
for _kind, _summary in TABLES.items():
    command.add_command(_file_command(_kind, _summary, counted=False))
