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
    """Print a result in one of FORMATS; warnings and the number of a table's rows go to standard error."""
    write_warnings(result)
    click.echo(FORMATS[form](result), nl=False)
    if form == "table":
        click.echo(row_count(result), err=True)


def write_warnings(result: Result) -> None:
    """Print a result's warnings to standard error."""
    for warning in result.warnings:
        click.echo(f"Warning: {warning}", err=True)


def row_count(result: Result) -> str:
    """`3 rows`."""
    return f"{len(result)} row{'' if len(result) == 1 else 's'}"


def _json(result: Result) -> str:
    return json.dumps([_record(result, row) for row in result], ensure_ascii=False, indent=2) + "\n"


def _json_lines(result: Result) -> str:
    return "".join(json.dumps(_record(result, row), ensure_ascii=False) + "\n" for row in result)


def _record(result: Result, row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(result.columns, map(plain, row), strict=True))


def _csv(result: Result) -> str:
    """Quoted as RFC 4180 says, lines end in a line feed; null is an empty field, lists and elements JSON."""
    lines = []
    for row in (result.columns, *result):
        buffer = io.StringIO()
        cells = ("" if value is None else _text(value) for value in row)
        csv.writer(buffer, lineterminator="\r\n").writerow(cells)
        lines.append(buffer.getvalue().removesuffix("\r\n") + "\n")
    return "".join(lines)


def _markdown(result: Result) -> str:
    head = [_markdown_line(result.columns), _markdown_rule(len(result.columns))]
    return "".join([*head, *map(_markdown_line, result)])


def _markdown_rule(columns: int) -> str:
    return f"| {' | '.join(['---'] * columns)} |\n"


def _markdown_line(cells: list[str] | tuple[Any, ...]) -> str:
    return f"| {' | '.join(_markdown_cell('' if cell is None else _text(cell)) for cell in cells)} |\n"


def _markdown_cell(text: str) -> str:
    """Text that can neither end its cell nor turn into markup."""
    escaped = "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)
    return " ".join(escaped.split())


def _table(result: Result) -> str:
    """A table as wide as the terminal; where there is no terminal, nothing is cut or wrapped."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - only tables need rich
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    terminal = sys.stdout.isatty()
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for number, column in enumerate(result.columns):
        justify = "right" if _is_numeric(result, number) else "left"
        table.add_column(Text(_printable(column)), justify=justify, overflow="fold", no_wrap=not terminal)  # type: ignore[arg-type]
    for row in result:
        table.add_row(*(Text("" if value is None else _printable(_text(value))) for value in row))
    console = Console(width=None if terminal else 100_000, file=sys.stdout, highlight=False)
    with console.capture() as capture:
        console.print(table)
    return "".join(line.rstrip() + "\n" for line in capture.get().splitlines())


def _is_numeric(result: Result, column: int) -> bool:
    return all(isinstance(row[column], int | float | None) for row in result.rows)


def _printable(text: str) -> str:
    """Text without control characters, which could move the cursor or hide what follows."""
    kept = "\N{REPLACEMENT CHARACTER}"
    return "".join(c if c.isprintable() else " " if c in "\t\n\r" else kept for c in text)


def _text(value: Any) -> str:
    """A cell: text as it is, everything else as JSON writes it."""
    carried = plain(value)
    return carried if isinstance(carried, str) else json.dumps(carried, ensure_ascii=False)


FORMATS: dict[str, Callable[[Result], str]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
    "jsonl": _json_lines,
    "md": _markdown,
}
"""The text of a result in each form."""

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="table",
    show_default=True,
    help="Form of the rows.",
)
