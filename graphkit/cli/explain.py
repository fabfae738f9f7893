"""graphkit explain: the evidence behind an answer."""

from __future__ import annotations

import json

import click

from graphkit.cli.graphs import graph_argument, open_graph


@click.command(name="explain")
@graph_argument
@click.argument("a")
@click.argument("b", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(
    target: str, auth: str | None, database: str | None, a: str, b: str | None, as_json: bool
) -> None:
    """Say what stands behind A, or between A and B.

    A and B are names, author ids, paper ids or titles, or mention keys (paper#position, source:line). With A
    alone: the papers and source lines behind it and how its spellings were judged. With both: why they are
    one author or not, and the papers they share.
    """
    with open_graph(target, auth, database) as graph:
        explanation = graph.explain(a, b)
        click.echo(
            json.dumps(explanation.to_dict(), ensure_ascii=False, indent=2) if as_json else explanation
        )
