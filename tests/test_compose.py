"""docker-compose.yml: what must hold of a server that anyone may start."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.neo4j.server import VERSION

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")


def test_the_server_is_pinned_to_the_version_that_tests_run_against() -> None:
    assert f"image: neo4j:{VERSION}-community\n" in COMPOSE


def test_every_port_is_bound_to_loopback() -> None:
    published = [line.strip() for line in COMPOSE.splitlines() if line.strip().startswith('- "')]
    assert len(published) == 2
    assert all(line.startswith('- "127.0.0.1:') for line in published)


def test_the_password_comes_from_the_environment() -> None:
    assert "neo4j/${NEO4J_PASSWORD:?" in COMPOSE


def test_without_a_password_nothing_starts() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "NEO4J_PASSWORD"}
    if (
        not shutil.which("docker")
        or subprocess.run(["docker", "compose", "version"], check=False, capture_output=True).returncode
    ):
        pytest.skip("docker compose is not installed")
    done = subprocess.run(
        ["docker", "compose", "config"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "NEO4J_PASSWORD" in done.stderr
