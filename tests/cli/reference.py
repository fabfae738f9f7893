"""docs/commands.md, made from the help texts: `python -m tests.cli.reference` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from graphkit.cli import main

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "commands.md"
WIDTH = 100


def page() -> str:
    """The whole page."""
    context = click.Context(main, info_name="graphkit", terminal_width=WIDTH, **main.context_settings)
    sections = [f"## {name}\n\n```text\n{text}\n```\n" for name, text in helps(main, context)]
    return "# Commands\n\nWhat `graphkit COMMAND --help` prints.\n\n" + "\n".join(sections)


def helps(group: click.Group, context: click.Context) -> Iterator[tuple[str, str]]:
    """Name and help text of every command below a group, groups themselves included."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        own = click.Context(command, info_name=name, parent=context, terminal_width=WIDTH)
        yield own.command_path, command.get_help(own)
        if isinstance(command, click.Group):
            yield from helps(command, own)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
