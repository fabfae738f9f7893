"""The server that tests run against is a real one, and it goes when whoever started it goes."""

import subprocess
import sys
import time
from pathlib import Path

import neo4j
import pytest

from tests.neo4j import server
from tests.neo4j.plugin import Neo4jServer


@pytest.mark.neo4j
def test_the_server_is_a_neo4j_5_that_asks_for_a_password(neo4j_server: Neo4jServer) -> None:
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=neo4j_server.auth) as driver:
        assert driver.execute_query("RETURN 1 AS x").records[0].data() == {"x": 1}
        assert driver.get_server_info().agent.startswith("Neo4j/5.")
    wrong = neo4j.GraphDatabase.driver(neo4j_server.uri, auth=("neo4j", "wrong-password"))
    with wrong, pytest.raises(neo4j.exceptions.AuthError):
        wrong.verify_connectivity()


@pytest.mark.neo4j
def test_a_second_server_runs_beside_and_ends_with_its_standard_input(
    neo4j_server: Neo4jServer, tmp_path: Path
) -> None:
    if not (server.CACHE / "lib").is_dir():
        pytest.skip("the server of this run was not fetched by Maven")
    command = [sys.executable, server.__file__, "--home", str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        uri = process.stdout.readline().strip()
        assert uri.startswith("bolt://127.0.0.1:")
        assert uri != neo4j_server.uri
        port = int(uri.rpartition(":")[2])
        process.communicate()
    deadline = time.monotonic() + 10
    while server._answers(port) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not server._answers(port)


def test_without_maven_the_reason_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(server.UnavailableError, match="Maven"):
        server.fetch(tmp_path)


def test_without_java_the_reason_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(server.UnavailableError, match="Java"):
        server.Server(tmp_path, server.free_port(), tmp_path).start()
