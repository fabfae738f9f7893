"""The shell: splitting statements, completion, when Enter sends, and the colon commands."""

from __future__ import annotations

from typing import Any

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from graphkit.cli.shell import is_complete
from graphkit.cli.shell_completion import CypherCompleter, Names
from graphkit.cli.shell_session import Leave, Session, statements
from graphkit.errors import CypherSyntaxError
from graphkit.results import Result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RETURN 1; RETURN 2", ["RETURN 1", " RETURN 2"]),
        ("RETURN ';' AS a;", ["RETURN ';' AS a"]),
        ("RETURN 1 // one; two\n;", ["RETURN 1 // one; two\n"]),
        ("RETURN `;`", ["RETURN `;`"]),
        (";;", []),
        ("RETURN 1; // the end", ["RETURN 1"]),
    ],
)
def test_statements_end_at_semicolons_outside_text(text: str, expected: list[str]) -> None:
    assert statements(text) == expected


NAMES = Names(
    labels=("Author", "Paper"),
    types=("AUTHORED", "CITES"),
    properties=("name", "papers"),
    functions=("toUpper", "count"),
    packs=("authors/collaborators",),
    commands=("help", "schema"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MATCH (a:Au", ["Author"]),
        ("MATCH (a:Author|", ["Author", "Paper"]),
        ("MATCH (a)-[:A", ["AUTHORED"]),
        ("MATCH (a)-[r:AUTHORED|C", ["CITES"]),
        ("RETURN a.na", ["name"]),
        ("RETURN toU", ["toUpper("]),
        ("OPT", ["OPTIONAL MATCH"]),
        (":he", ["help"]),
        (":query auth", ["authors/collaborators"]),
    ],
)
def test_completion_knows_what_can_stand_there(text: str, expected: list[str]) -> None:
    completions = CypherCompleter(NAMES).get_completions(Document(text), CompleteEvent())
    assert [completion.text for completion in completions] == expected


def test_nothing_is_offered_before_a_word_begins() -> None:
    completer = CypherCompleter(NAMES)
    assert not list(completer.get_completions(Document("MATCH (a)\n"), CompleteEvent(text_inserted=True)))
    asked = completer.get_completions(Document("MATCH (a)\n"), CompleteEvent(completion_requested=True))
    assert "RETURN" in [completion.text for completion in asked]


@pytest.mark.parametrize(
    ("text", "complete"),
    [("RETURN 1;", True), ("RETURN 1", False), (":help", True), ("RETURN 1\n", True), ("", True)],
)
def test_enter_sends_what_is_complete(text: str, complete: bool) -> None:
    assert is_complete(text) is complete


class Recorder:
    """Stands for a graph: keeps what it was asked, answers with one row, and refuses one word."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def cypher(self, text: str, parameters: dict[str, Any]) -> Result:
        if "FAIL" in text:
            raise CypherSyntaxError("this fails", query=text, offset=text.index("FAIL"))
        self.asked.append((text.strip(), dict(parameters)))
        return Result(["n"], [(1,)])


@pytest.fixture
def shell() -> tuple[Recorder, Session, list[str]]:
    graph, printed = Recorder(), []
    return graph, Session(graph, printed.append), printed  # type: ignore[arg-type]


def test_parameters_and_format_last(shell: tuple[Recorder, Session, list[str]]) -> None:
    graph, session, printed = shell
    assert session.run(":param least=3")
    assert session.run(":format jsonl")
    assert session.run("RETURN $least; RETURN 2;")
    assert graph.asked == [("RETURN $least", {"least": 3}), ("RETURN 2", {"least": 3})]
    assert printed == ['{"n": 1}\n'] * 2


def test_an_error_is_told_with_its_place(
    shell: tuple[Recorder, Session, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert not shell[1].run("RETURN FAIL")
    assert "line 1, column 8" in capsys.readouterr().err


@pytest.mark.parametrize("text", [":nonsense", ":format xml", ":param", ":query", ":source nowhere.cypher"])
def test_wrong_commands_are_refused(shell: tuple[Recorder, Session, list[str]], text: str) -> None:
    assert not shell[1].run(text)


def test_quit_leaves(shell: tuple[Recorder, Session, list[str]]) -> None:
    with pytest.raises(Leave):
        shell[1].run(":quit")
