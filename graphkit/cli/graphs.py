"""The GRAPH argument that most commands take, and how credentials for a server are found."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from graphkit.graph import Graph

F = TypeVar("F", bound=Callable[..., Any])

SCHEMES = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")


def graph_argument(command: F) -> F:
    """Give a command the argument GRAPH and the options for a server: `target`, `auth`, `database`."""
    return click.argument("target", metavar="GRAPH")(server_options(command))


def server_options(command: F) -> F:
    """Give a command `--auth` and `--database`."""
    auth = click.option(
        "--auth",
        metavar="USER|@FILE",
        help="User of a Neo4j server; the password comes from NEO4J_PASSWORD or a prompt. "
        "@FILE reads user:password from a file. Without it, NEO4J_USERNAME or neo4j.",
    )
    database = click.option(
        "--database", metavar="NAME", help="Database of a Neo4j server (its default without)."
    )
    return auth(database(command))


def memory_option(command: F) -> F:
    """Give a command that queries `--memory`."""
    return click.option(
        "--memory",
        metavar="SIZE",
        help="Memory that a query may take, as 4GB; a server has a limit of its own.",
    )(command)


def is_server(target: str) -> bool:
    """Whether a GRAPH is the address of a server."""
    return target.startswith(SCHEMES)


def open_graph(
    target: str, auth: str | None = None, database: str | None = None, memory: str | None = None
) -> Graph:
    """Open a GRAPH as the command line names it."""
    import graphkit  # noqa: PLC0415 - only commands that open a graph pay for it

    if not is_server(target):
        if auth or database:
            raise click.UsageError("--auth and --database belong to a server; the graph is a file.")
        return graphkit.open(target, memory=memory)
    if memory:
        raise click.UsageError("--memory belongs to a file; a server has a limit of its own.")
    return graphkit.open(target, auth=credentials(auth), database=database)


def credentials(auth: str | None) -> tuple[str, str]:
    """User and password: from `--auth`, the environment or a prompt; never from the text of an argument."""
    if auth and auth.startswith("@"):
        return _from_file(Path(auth[1:]))
    if auth and (":" in auth or "/" in auth):
        raise click.UsageError(
            "--auth takes a user without a password, which others could read in the process list. "
            "Put user:password into a file and give --auth @FILE, or set NEO4J_PASSWORD."
        )
    user = auth or os.environ.get("NEO4J_USERNAME") or "neo4j"
    password = os.environ.get("NEO4J_PASSWORD")
    if password is None:
        password = click.prompt(f"Password of {user}", hide_input=True, err=True)
    return user, password


def _from_file(path: Path) -> tuple[str, str]:
    try:
        user, found, password = path.read_text(encoding="utf-8").strip().partition(":")
    except OSError as error:
        raise click.UsageError(f"--auth: {path} cannot be read: {error.strerror}") from error
    if not found:
        raise click.UsageError(f"--auth: {path} does not hold user:password.")
    return user, password
