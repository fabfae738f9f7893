"""The documentation says what happens: console blocks are run, and their output compared.

A block marked ```console holds commands after `$ ` and what they print. Commands of graphkit run one after
another in a folder that starts empty but for the files of blocks headed by a name, as ```csv overrides.csv; a
line `…` stands for any number of lines. Other commands (make, pip, docker) are shown but not run here: their
tests are their own. The sessions of docs/python.md are doctests.
"""

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILE = re.compile(r"^```\w+ (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\((?!https?://|#)([^)#\s]+)")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands(page: Path) -> list[tuple[str, str]]:
    """Pairs of a command and the output shown for it."""
    found = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            while command.endswith("\\"):
                more, _, output = output.partition("\n")
                command = command[:-1] + more.removeprefix("> ")
            found.append((command, output))
    return found


def matches(shown: str, printed: str) -> bool:
    """Whether the output is the one shown, where a line `…` stands for any lines."""
    parts = [re.escape(part) for part in re.split(r"^…\n", shown.strip("\n") + "\n", flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*".join(parts), printed.strip("\n") + "\n") is not None


@pytest.mark.parametrize(
    "page", [p for p in PAGES if commands(p)], ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_commands_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    if page.name != "README.md":  # pages other than the README start from the graph of the demo
        subprocess.run(
            [sys.executable, "-m", "graphkit", "demo"], cwd=tmp_path, check=True, capture_output=True
        )
    for name, text in FILE.findall(page.read_text(encoding="utf-8")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    run = 0
    for command, shown in commands(page):
        if not command.startswith("graphkit "):
            continue
        words = [sys.executable, "-m", *shlex.split(command)]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        printed = "\n".join(line.rstrip() for line in (done.stdout + done.stderr).splitlines())
        assert matches(shown, printed), f"{command}\nprints:\n{printed}\nthe page shows:\n{shown}"
        run += 1
    assert run, f"{page.name} shows no command of graphkit"


def test_sessions_in_python_print_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    subprocess.run([sys.executable, "-m", "graphkit", "demo"], check=True, capture_output=True)
    options = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    done = doctest.testfile(
        str(ROOT / "docs" / "python.md"), module_relative=False, optionflags=options, raise_on_error=True
    )
    assert done.attempted > 20


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_to_files(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"


def test_readme_shows_real_output_early() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40]
    assert any(line.startswith("$ ") for line in first)
    assert sum(line == "```console" for line in first) >= 1


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = LINK.findall((folder / "README.md").read_text(encoding="utf-8"))
    assert listed == sorted(path.name for path in folder.glob("0*.md"))
