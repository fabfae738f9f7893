"""graphkit build: sources become a graph file."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli.progress import progress_bar


@click.command(name="build")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option(
    "-o", "--output", "out", required=True, type=click.Path(path_type=Path), help="The graph file to write."
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="COLUMN=WHAT",
    help="What a column of a table is, as name=author; also positions_from=0, separator=;, namespace=NAME.",
)
@click.option(
    "--map-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The same as TOML."
)
@click.option(
    "--as-of", metavar="YEAR", type=click.IntRange(1000, 9999), help="Year of dates that a page gives none."
)
@click.option("--encoding", metavar="NAME", help="Encoding of pages that are not UTF-8 (guessed without).")
@click.option("--overrides", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Your own judgements: action,a,b,note with same or different.")  # fmt: skip
@click.option(
    "--review", type=click.Path(dir_okay=False, path_type=Path), help="Write undecided pairs to this CSV."
)
@click.option(
    "--layout", is_flag=True, help="Also place every author on the map; exports then read the positions."
)
@click.option("--strict", is_flag=True, help="Fail on any fault in a source.")
@click.option(
    "--pair-limit",
    metavar="N",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="A paper with more named authors makes no co-authorship.",
)
@click.option(
    "--memory", metavar="SIZE", default="4GB", show_default=True, help="Memory limit of the database engine."
)
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def command(sources: tuple[str, ...], out: Path, quiet: bool, **options: object) -> None:
    """Read SOURCE… and write a graph file.

    A source is a saved page, a table (CSV or TSV, also .gz, Parquet, JSON lines), RDF that graphkit wrote, or a
    folder of them; the format is found by content. An existing file is replaced only when the build has
    succeeded.
    """
    import graphkit  # noqa: PLC0415 - the build pulls in the database engine

    with progress_bar(hidden=quiet) as progress:
        graph = graphkit.build(sources, out=out, progress=progress, **options)
    with graph:
        if not quiet:
            click.echo(graph.summary)
