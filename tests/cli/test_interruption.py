"""A build that is stopped leaves the old graph whole and nothing beside it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graphkit.engine import Engine
from graphkit.stores.digest import digest

ROWS = 100_000
SECONDS = 60


def graphkit(*arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "graphkit", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def digest_of(path: Path) -> str:
    with Engine(path, read_only=True) as engine:
        return digest(engine)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_build_leaves_the_old_graph(tmp_path: Path, stop: signal.Signals) -> None:
    old, large, out = tmp_path / "old.csv", tmp_path / "large.csv", tmp_path / "graph.duckdb"
    old.write_text("title,name,year\nAn old paper,Ada Byron,1843\n", encoding="utf-8")
    with large.open("w", encoding="utf-8") as file:
        file.write("title,name,year\n")
        file.writelines(f"Paper {row // 4},Person {row % 5000},2000\n" for row in range(ROWS))
    assert graphkit("build", old, "-o", out).wait(SECONDS) == 0
    before = digest_of(out)
    build = graphkit("build", large, "-o", out)
    until = time.monotonic() + SECONDS
    while not list(tmp_path.glob(".*.part")) and time.monotonic() < until:
        time.sleep(0.01)
    assert list(tmp_path.glob(".*.part")), "the build has not begun to write"
    build.send_signal(stop)
    assert build.wait(SECONDS) != 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.duckdb", "large.csv", "old.csv"]
    assert digest_of(out) == before
