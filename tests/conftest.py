"""Fixtures shared by all tests."""

from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.neo4j.plugin"]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

settings.register_profile("graphkit", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("graphkit")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the project; tests that need it are skipped, aloud, without it."""
    if not SHARED.is_dir():
        pytest.skip("the real files are absent: ../shared is not there")
    return SHARED
