"""graphkit info: what a graph holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from graphkit.cli.graphs import graph_argument, open_graph

if TYPE_CHECKING:
    from graphkit.graph import Graph


@click.command(name="info")
@graph_argument
@click.option(
    "--digest", is_flag=True, help="Print one SHA-256 over all tables' ordered rows, and nothing else."
)
@click.option("--faults", is_flag=True, help="List what could not be read, as file:line.")
@click.option("--fair", is_flag=True, help="Say which FAIR principles an RDF export meets, and by what.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(
    target: str, auth: str | None, database: str | None, digest: bool, faults: bool, fair: bool, as_json: bool
) -> None:
    """Say what GRAPH holds: labels, relationship types, their counts and properties, sources and faults."""
    with open_graph(target, auth, database) as graph:
        if digest:
            click.echo(graph.digest())
        elif faults:
            _write_faults(graph)
        elif fair:
            for principle in graph.fair():
                click.echo(f"{principle.number:5} {principle.met:7} {principle.asks}: {principle.by}")
        elif as_json:
            contents = graph.info().to_dict()
            if graph.has_evidence:
                contents["sources"] = graph.evidence("source").to_dicts()
            click.echo(json.dumps(contents, ensure_ascii=False, indent=2))
        else:
            click.echo(graph.info())
            if graph.has_evidence:
                _write_sources(graph)


def _write_sources(graph: Graph) -> None:
    sources = graph.evidence("source").to_dicts()
    wide = max((len(source["path"]) for source in sources), default=0)
    click.echo(f"\n{'source':{wide}}       records     faults  format")
    for source in sources:
        click.echo(
            f"{source['path']:{wide}}  {source['records']:12,} {source['faults']:10,}  {source['format']}"
        )


def _write_faults(graph: Graph) -> None:
    paths = {source["source_id"]: source["path"] for source in graph.evidence("source").to_dicts()}
    faults = graph.evidence("fault").to_dicts()
    for fault in faults:
        lost = " (a whole record was lost)" if fault["skipped"] else ""
        place = f"{paths[fault['source_id']]}:{fault['line']}"
        click.echo(f"{place}: {fault['kind']}: {fault['message']}{lost}\n    {fault['text']}")
    click.echo(f"{len(faults)} fault{'' if len(faults) == 1 else 's'}", err=True)
