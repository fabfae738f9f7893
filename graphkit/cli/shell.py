"""graphkit shell: ask a graph, statement by statement."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit import packs
from graphkit.cli.graphs import graph_argument, memory_option, open_graph
from graphkit.cli.shell_session import Leave, Session, page

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

    from graphkit.cli.shell_completion import Names
    from graphkit.graph import Graph


@click.command(name="shell")
@graph_argument
@memory_option
def command(target: str, auth: str | None, database: str | None, memory: str | None) -> None:
    """Ask GRAPH, statement by statement.

    End a statement with a semicolon or an empty line; Tab completes; :help lists the commands. Without a
    terminal the statements are read from standard input, and the first that fails ends the run.
    """
    with open_graph(target, auth, database, memory) as graph:
        if sys.stdin.isatty():
            _converse(graph)
        elif not Session(graph, lambda text: click.echo(text, nl=False)).run(sys.stdin.read()):
            raise click.exceptions.Exit(1)


def _converse(graph: Graph) -> None:
    session = Session(graph, page)
    prompt = _prompt(graph, session)
    click.echo("End a statement with a semicolon or an empty line. :help lists the commands, Ctrl-D leaves.")
    while True:
        try:
            text = prompt.prompt("graphkit> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        try:
            session.run(text)
        except KeyboardInterrupt:
            click.echo("Cancelled.", err=True)
        except Leave:
            return


def _prompt(graph: Graph, session: Session) -> PromptSession[str]:
    """The line editor: history between sessions, completion, several lines."""
    from prompt_toolkit import PromptSession  # noqa: PLC0415 - only a terminal needs the line editor
    from prompt_toolkit.filters import Condition  # noqa: PLC0415
    from prompt_toolkit.history import FileHistory  # noqa: PLC0415
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent  # noqa: PLC0415

    from graphkit.cli.shell_completion import CypherCompleter  # noqa: PLC0415

    folder = Path(click.get_app_dir("graphkit"))
    folder.mkdir(parents=True, exist_ok=True)
    prompt: PromptSession[str] = PromptSession(
        history=FileHistory(str(folder / "history")), multiline=True, prompt_continuation="      ... "
    )
    prompt.completer = CypherCompleter(_names(graph, session))
    keys = KeyBindings()

    @keys.add("enter", filter=Condition(lambda: is_complete(prompt.default_buffer.text)))
    def _submit(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    prompt.key_bindings = keys
    return prompt


def is_complete(text: str) -> bool:
    """Whether Enter sends what was typed: a command, a statement's semicolon, an empty line."""
    stripped = text.strip()
    return not stripped or stripped.startswith(":") or stripped.endswith(";") or text.endswith("\n")


def _names(graph: Graph, session: Session) -> Names:
    """What can be completed: names that occur in the graph, functions of the language, packs and commands."""
    from graphkit.cli.shell_completion import Names  # noqa: PLC0415 - see _prompt
    from graphkit.cypher.functions import aggregates  # noqa: PLC0415
    from graphkit.cypher.functions import calls as functions  # noqa: PLC0415
    from graphkit.cypher.functions import graph as graph_functions  # noqa: PLC0415

    contents = graph.info()
    named = {function.name for function in functions.FUNCTIONS.values()}
    return Names(
        labels=tuple(kind.name for kind in contents.labels),
        types=tuple(kind.name for kind in contents.types),
        properties=contents.properties,
        functions=tuple(named | aggregates.NAMES | set(graph_functions.FUNCTIONS)),
        packs=tuple(packs.shipped()),
        commands=tuple(session.commands),
    )
