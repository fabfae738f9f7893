"""What the shell does with each statement: Cypher, packs, and commands that start with a colon."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit import packs
from graphkit.cli import output, parameters
from graphkit.cypher.syntax.lexer import tokenize
from graphkit.errors import GraphkitError
from graphkit.results import Result

if TYPE_CHECKING:
    from graphkit.graph import Graph


class Leave(Exception):  # noqa: N818 - not an error: the user asked for it
    """The user wants to leave the shell."""


class Session:
    """State between statements: parameters and the form of the output.

    Args:
        graph: the graph that is asked.
        page: called with text that may be longer than the screen.
    """

    def __init__(self, graph: Graph, page: Callable[[str], None]) -> None:
        self.graph = graph
        self.page = page
        self.form = "table"
        self.parameters: dict[str, Any] = {}
        self.commands: dict[str, Callable[[str], None]] = {
            "help": self._help,
            "schema": self._schema,
            "param": self._param,
            "params": self._params,
            "packs": self._packs,
            "query": self._query,
            "format": self._format,
            "source": self._source,
            "quit": self._quit,
            "exit": self._quit,
        }

    def run(self, text: str) -> bool:
        """Run a colon command, or every statement of the text; errors are told, not raised.

        Returns:
            Whether all went well.

        Raises:
            Leave: the user wants to leave.
        """
        try:
            if text.lstrip().startswith(":"):
                self._command(text.strip()[1:])
            else:
                for statement in statements(text):
                    self._show(self.graph.cypher(statement, self.parameters))
        except (GraphkitError, click.UsageError) as error:
            click.echo(f"Error: {error.message if isinstance(error, click.UsageError) else error}", err=True)
            return False
        return True

    def _command(self, text: str) -> None:
        name, _, rest = text.partition(" ")
        command = self.commands.get(name)
        if command is None:
            raise click.UsageError(f"there is no command :{name}. :help lists them.")
        command(rest.strip())

    def _show(self, result: Result) -> None:
        output.write_warnings(result)
        text = output.FORMATS[self.form](result)
        self.page(text + (output.row_count(result) + "\n" if self.form == "table" else ""))

    def _help(self, _: str) -> None:
        """List the commands."""
        for name, command in self.commands.items():
            click.echo(f":{name:<8} {(command.__doc__ or '').strip()}")
        click.echo("Everything else is Cypher; end it with a semicolon or an empty line.")

    def _schema(self, _: str) -> None:
        """Labels, relationship types and properties of the graph."""
        click.echo(str(self.graph.info()))

    def _param(self, rest: str) -> None:
        """:param NAME=VALUE sets a parameter; the value is JSON, else text."""
        self.parameters |= parameters.values([rest])

    def _params(self, _: str) -> None:
        """Show the parameters."""
        for name, value in sorted(self.parameters.items()):
            click.echo(f"{name} = {value!r}")

    def _packs(self, _: str) -> None:
        """List the query packs."""
        for pack in packs.shipped().values():
            click.echo(f"{pack.name}: {pack.title}")

    def _query(self, rest: str) -> None:
        """:query PACK NAME=VALUE … runs a pack."""
        words = shlex.split(rest)
        if not words:
            raise click.UsageError(":query takes the name of a pack.")
        self._show(self.graph.query(words[0], **parameters.split(words[1:])))

    def _format(self, rest: str) -> None:
        """:format table|csv|json|jsonl|md sets the form of the output."""
        if rest not in output.FORMATS:
            raise click.UsageError(f":format takes one of {', '.join(output.FORMATS)}.")
        self.form = rest

    def _source(self, rest: str) -> None:
        """:source FILE runs the statements of a file."""
        path = Path(rest)
        if not path.is_file():
            raise click.UsageError(f"there is no file {rest}.")
        self.run(path.read_text(encoding="utf-8"))

    def _quit(self, _: str) -> None:
        """Leave; so does Ctrl-D."""
        raise Leave


def statements(text: str) -> list[str]:
    """The statements of a text, split at semicolons that stand outside strings, names and comments.

    Raises:
        CypherError: the text cannot be cut into tokens.
    """
    found, start = [], 0
    tokens = tokenize(text)
    for token in tokens:
        if token.key == ";":
            found.append(text[start : token.at])
            start = token.end
    if tokens[-1].at > start and any(start <= token.at < tokens[-1].at for token in tokens):
        found.append(text[start:])
    return [statement for statement in found if statement.strip()]


def page(text: str) -> None:
    """Print a text, through the pager where it is longer than the screen."""
    if sys.stdout.isatty() and text.count("\n") >= shutil.get_terminal_size().lines:
        click.echo_via_pager(text)
    else:
        click.echo(text, nl=False)
