"""The command line: one module a command, loaded only when that command runs."""

from __future__ import annotations

import importlib
import signal
import sys
from importlib.metadata import version
from typing import Any

import click

from graphkit.errors import GraphkitError

COMMANDS = {
    "build": "Read sources and write a graph file.",
    "cypher": "Run a Cypher query.",
    "demo": "Build, query and publish the sample pages that come with graphkit.",
    "explain": "Say why two names are one author, or what stands behind a paper or author.",
    "export": "Write the graph as RDF, HTML or another file format.",
    "info": "Say what a graph holds.",
    "layout": "Work out the positions of a map and keep them in the graph file.",
    "load": "Load a graph file into a Neo4j server.",
    "packs": "List the query packs, or show one.",
    "query": "Run a query pack.",
    "shell": "Ask a graph, statement by statement.",
    "sparql": "Ask a graph file in SPARQL, or serve it to SPARQL clients.",
    "view": "Open the map of a graph in the browser.",
}
"""Name and summary of every command: the listing needs no command's module."""


class LazyGroup(click.Group):
    """A group that imports the module of a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, from its module `graphkit.cli.<name>`."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"graphkit.cli.{cmd_name}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"graphkit.cli.{cmd_name} defines no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The listing of `graphkit --help`."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of graphkit is told in its own words, without a traceback."""
        try:
            return super().invoke(ctx)
        except GraphkitError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("graphkit"), prog_name="graphkit")
def main() -> None:
    """Turn bibliographic sources into a co-authorship knowledge graph.

    Start with `graphkit demo`, or with pages of your own: `graphkit build pages/ -o graph.duckdb`.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what is half written goes, as after Ctrl-C
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # names are of every script, also where the locale is not UTF-8
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
