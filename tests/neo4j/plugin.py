"""The fixture `neo4j_server`: a real server for the run, wherever one can be had.

In this order: the server at NEO4J_TEST_URI (user NEO4J_TEST_USER, password NEO4J_TEST_PASSWORD), one fetched
by Maven and started for this run (server.py), one from docker compose. Where none can be had the tests that
need it are skipped and the run ends with a loud line; under CI=true they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.neo4j.server import PASSWORD, USER, UnavailableError

_ROOT = Path(__file__).resolve().parents[2]
_SERVER = Path(__file__).with_name("server.py")
_COMPOSE = ("docker", "compose", "--project-name", "graphkit-tests")
_MISSING = pytest.StashKey[str]()


@dataclass(frozen=True)
class Neo4jServer:
    """Where the server is, and who may ask it."""

    uri: str
    auth: tuple[str, str]


@pytest.fixture(scope="session")
def neo4j_server(request: pytest.FixtureRequest) -> Iterator[Neo4jServer]:
    """A real Neo4j 5 server; tests share it, so each leaves it as it found it."""
    problems = []
    for source in (_given, started_server, _composed):
        try:
            with source() as server:
                yield server
                return
        except UnavailableError as missing:
            problems.append(str(missing))
    reason = f"no Neo4j server: {'; '.join(problem for problem in problems if problem)}"
    request.config.stash[_MISSING] = reason
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def _given() -> Iterator[Neo4jServer]:
    """The server that the environment names."""
    uri = os.environ.get("NEO4J_TEST_URI")
    if not uri:
        raise UnavailableError("NEO4J_TEST_URI is not set")
    yield Neo4jServer(uri, (os.environ.get("NEO4J_TEST_USER", USER), PASSWORD))


@contextmanager
def started_server() -> Iterator[Neo4jServer]:
    """A server of this run's own; it ends with its standard input, so also when the run is killed."""
    process = subprocess.Popen(
        [sys.executable, str(_SERVER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    uri = process.stdout.readline().strip()
    if not uri:
        raise UnavailableError(process.communicate()[1].strip() or "the server did not start")
    try:
        yield Neo4jServer(uri, (USER, PASSWORD))
    finally:
        process.communicate()


@contextmanager
def _composed() -> Iterator[Neo4jServer]:
    """The server of docker-compose.yml, as a project of its own."""
    if shutil.which("docker") is None:
        raise UnavailableError("docker is not installed")
    environment = {**os.environ, "NEO4J_PASSWORD": PASSWORD}

    def compose(*arguments: str) -> str:
        command = [*_COMPOSE, *arguments]
        done = subprocess.run(
            command, cwd=_ROOT, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise UnavailableError(f"docker compose {arguments[0]}: {done.stderr.strip()}")
        return done.stdout.strip()

    try:
        compose("up", "--detach", "--wait")
        yield Neo4jServer(f"bolt://{compose('port', 'neo4j', '7687')}", (USER, PASSWORD))
    finally:
        compose("down", "--volumes")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say aloud that tests against Neo4j did not run."""
    reason = config.stash.get(_MISSING, "")
    if reason:
        terminalreporter.write_line(f"NOTHING WAS TESTED AGAINST NEO4J: {reason}", red=True, bold=True)
