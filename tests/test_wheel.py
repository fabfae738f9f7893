"""The wheel: built, installed elsewhere, and used without the checkout."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", out, ROOT],
        check=True,
        capture_output=True,
        text=True,
    )
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds only the wheel; its dependencies are lent by the running one."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    site = next((home / "lib").glob("python*")) / "site-packages"
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", wheel], check=True)
    lent = [entry for entry in sys.path if entry.endswith("site-packages")]
    (site / "lent.pth").write_text("\n".join(lent), encoding="utf-8")
    return python


def test_nothing_stands_beside_the_package(wheel: Path) -> None:
    top = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == {"graphkit"}


def test_every_shipped_file_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    mapping = {"graphkit": "graphkit", "exports": "graphkit/exports", "queries": "graphkit/queries",
               "examples": "graphkit/examples"}  # fmt: skip
    for folder, inside in mapping.items():
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" in names


def test_the_demo_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [installed, "-P", "-m", "graphkit", "demo"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    origin = subprocess.run(
        [installed, "-P", "-c", "import graphkit; print(graphkit.__file__)"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert str(installed.parent.parent) in origin.stdout
    assert (tmp_path / "demo" / "graph.duckdb").is_file()
    assert (tmp_path / "demo" / "graph.ttl").is_file()
    assert (tmp_path / "demo" / "graph.html").is_file()
