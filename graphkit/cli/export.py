"""graphkit export: the graph as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from graphkit.cli.graphs import graph_argument, open_graph
from graphkit.cli.progress import progress_bar


@click.group(name="export")
def command() -> None:
    """Write a graph as RDF, as an interactive HTML page, or in another file format."""


def output_option(help_text: str) -> Any:
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
