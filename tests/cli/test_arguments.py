"""What commands take: help, parameters, credentials."""

import importlib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from graphkit.cli import COMMANDS, main, parameters
from graphkit.cli.graphs import credentials
from tests.cli import reference

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_has_help(name: str) -> None:
    run = CliRunner().invoke(main, [name, "--help"])
    assert run.exit_code == 0, run.output
    command = importlib.import_module(f"graphkit.cli.{name}").command
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]} has no help"


def test_the_page_of_commands_is_current() -> None:
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), (
        "run `python -m tests.cli.reference`"
    )


def test_every_module_of_a_command_is_listed() -> None:
    helpers = {"__init__", "graphs", "output", "parameters", "progress", "shell_completion", "shell_session"}
    modules = {path.stem for path in (ROOT / "graphkit" / "cli").glob("*.py")}
    assert {stem for stem in modules - helpers if not stem.startswith("_")} == set(COMMANDS)


def test_parameters_are_split_at_the_first_equals_sign() -> None:
    assert parameters.split(["a=b=c", "n="]) == {"a": "b=c", "n": ""}


def test_values_are_json_where_they_can_be() -> None:
    assert parameters.values(["n=3", "t=Ada", "l=[1]", 'q="3"']) == {"n": 3, "t": "Ada", "l": [1], "q": "3"}


@pytest.mark.parametrize("params", [["a"], ["=1"], ["a=1", "a=2"]])
def test_odd_parameters_are_refused(params: list[str]) -> None:
    with pytest.raises(click.UsageError):
        parameters.split(params)


def test_credentials_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    monkeypatch.delenv("NEO4J_USERNAME", raising=False)
    assert credentials(None) == ("neo4j", "secret")
    assert credentials("ada") == ("ada", "secret")
    monkeypatch.setenv("NEO4J_USERNAME", "grace")
    assert credentials(None) == ("grace", "secret")


def test_credentials_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "auth"
    file.write_text("ada:se:cret\n", encoding="utf-8")
    assert credentials(f"@{file}") == ("ada", "se:cret")


@pytest.mark.parametrize("auth", ["ada:secret", "ada/secret"])
def test_a_password_on_the_command_line_is_refused(auth: str) -> None:
    with pytest.raises(click.UsageError, match="process list"):
        credentials(auth)


def test_a_file_without_a_password_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "auth"
    file.write_text("ada\n", encoding="utf-8")
    with pytest.raises(click.UsageError, match="user:password"):
        credentials(f"@{file}")
    with pytest.raises(click.UsageError, match="cannot be read"):
        credentials(f"@{tmp_path / 'none'}")


def test_a_query_has_the_memory_it_is_given(tmp_path: Path) -> None:
    source, graph = tmp_path / "t.csv", tmp_path / "t.duckdb"
    source.write_text("title,name,year\nA title,Ada Byron,1843\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["build", str(source), "-o", str(graph), "--quiet"]).exit_code == 0
    query = "UNWIND range(1, 2000000) AS x RETURN size(collect(toString(x))) AS n"
    refused = CliRunner().invoke(main, ["cypher", str(graph), "--memory", "40MB", query])
    assert refused.exit_code == 1
    assert "Give it more with --memory" in refused.output
    answered = CliRunner().invoke(main, ["cypher", str(graph), "--memory", "2GB", "--format", "csv", query])
    assert answered.stdout == "n\n2000000\n"


def test_memory_is_not_for_a_server() -> None:
    run = CliRunner().invoke(
        main, ["query", "neo4j://localhost", "--memory", "1GB", "collaboration/top_pairs"]
    )
    assert run.exit_code == 2
    assert "--memory belongs to a file" in run.output
