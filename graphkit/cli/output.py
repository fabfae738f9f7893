"""Rows on the terminal and in files: table, CSV, JSON, JSON lines, Markdown."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from typing import Any

import click

from graphkit.results import Result, plain


def write_result(result: Result, form: str) -> None:
    """Print a result in one of FORMATS; warnings go to standard error."""
    for warning in result.warnings:
        click.echo(f"Warning: {warning}", err=True)
    FORMATS[form](result)


def _json(result: Result) -> None:
    click.echo(json.dumps([_record(result, row) for row in result], ensure_ascii=False, indent=2))


def _json_lines(result: Result) -> None:
    for row in result:
        click.echo(json.dumps(_record(result, row), ensure_ascii=False))


def _record(result: Result, row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(result.columns, map(plain, row), strict=True))


def _csv(result: Result) -> None:
    """Quoted as RFC 4180 says, lines end in a line feed; null is an empty field, lists and elements JSON."""
    for row in (result.columns, *result):
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\r\n").writerow(
            "" if value is None else _text(value) for value in row
        )
        click.echo(buffer.getvalue().removesuffix("\r\n"))


def _markdown(result: Result) -> None:
    def line(cells: list[str]) -> str:
        return f"| {' | '.join(cells)} |"

    click.echo(line([_markdown_cell(column) for column in result.columns]))
    click.echo(line(["---"] * len(result.columns)))
    for row in result:
        click.echo(line([_markdown_cell("" if value is None else _text(value)) for value in row]))


def _markdown_cell(text: str) -> str:
    """Text that can neither end its cell nor turn into markup."""
    escaped = "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)
    return " ".join(escaped.split())


def _table(result: Result) -> None:
    """A table as wide as the terminal; where there is no terminal, nothing is cut or wrapped."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - only tables need rich
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    terminal = sys.stdout.isatty()
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for number, column in enumerate(result.columns):
        numeric = all(isinstance(row[number], int | float | None) for row in result.rows)
        table.add_column(
            Text(column), justify="right" if numeric else "left", overflow="fold", no_wrap=not terminal
        )
    for row in result:
        table.add_row(*(Text("" if value is None else _printable(_text(value))) for value in row))
    console = Console(width=None if terminal else 100_000, file=sys.stdout, highlight=False)
    with console.capture() as capture:
        console.print(table)
    click.echo("\n".join(line.rstrip() for line in capture.get().splitlines()))
    click.echo(f"{len(result)} row{'' if len(result) == 1 else 's'}", err=True)


def _printable(text: str) -> str:
    """Text without control characters, which could move the cursor or hide what follows."""
    return "".join(
        c if c.isprintable() else " " if c in "\t\n\r" else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def _text(value: Any) -> str:
    """A cell: text as it is, everything else as JSON writes it."""
    carried = plain(value)
    return carried if isinstance(carried, str) else json.dumps(carried, ensure_ascii=False)


FORMATS: dict[str, Callable[[Result], None]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
    "jsonl": _json_lines,
    "md": _markdown,
}
"""How each format is printed."""

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="table",
    show_default=True,
    help="Form of the rows.",
)
