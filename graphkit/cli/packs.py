"""graphkit packs: what can be asked without writing Cypher."""

from __future__ import annotations

import click

from graphkit import packs


@click.command(name="packs")
@click.argument("name", required=False)
@click.option("--source", is_flag=True, help="Print the pack's file as it is, to run it elsewhere.")
def command(name: str | None, source: bool) -> None:
    """List the query packs, or show one: its question, parameters, columns and Cypher."""
    if name is None:
        _list()
        return
    pack = packs.load(name)
    click.echo(pack.source if source else _describe(pack), nl=not source)


def _list() -> None:
    shipped = packs.shipped()
    width = max(map(len, shipped))
    for pack in shipped.values():
        click.echo(f"{pack.name:<{width}}  {pack.title}")


def _describe(pack: packs.Pack) -> str:
    lines = [pack.name, pack.title, "", pack.question]
    if pack.method:
        lines += [pack.method]
    if pack.parameters:
        lines += ["", "Parameters"]
        for parameter in pack.parameters:
            needed = "required" if parameter.required else f"default {parameter.default}"
            lines.append(f"  {parameter.name} ({parameter.type}, {needed}): {parameter.doc}")
    lines += ["", "Columns", *(f"  {column.name} ({column.type}): {column.doc}" for column in pack.columns)]
    return "\n".join([*lines, "", pack.text.rstrip()])
