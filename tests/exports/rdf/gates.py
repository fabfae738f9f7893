"""Strict RDF programs that exports must pass: each reads files and counts their triples, or complains.

Java programs come by Maven into ~/.cache/graphkit-tests. A program that cannot be had is a spoken skip, and a
failure under CI=true.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

_HERE = Path(__file__).resolve().parent
_CACHE = Path.home() / ".cache" / "graphkit-tests"
_SLF4J = "org.slf4j:slf4j-simple:2.0.16"  # without a logging provider Jena swallows its messages
_JENA = ("org.apache.jena:jena-cmds:5.6.0", _SLF4J)
_RDF4J = (*(f"org.eclipse.rdf4j:rdf4j-rio-{form}:5.1.2" for form in
            ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml")), _SLF4J)  # fmt: skip
_ROBOT = ("org.obolibrary.robot:robot-command:1.9.6",)
_RAPPER = {".nt": "ntriples", ".ttl": "turtle", ".nq": "nquads", ".rdf": "rdfxml"}
_SERD = {".nt": "ntriples", ".ttl": "turtle", ".nq": "nquads", ".trig": "trig"}
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>local</groupId><artifactId>gate</artifactId><version>1</version>
<dependencies>{dependencies}</dependencies></project>
"""


class ComplaintError(AssertionError):
    """A program found fault with a file."""


def missing(what: str) -> None:
    """Skip the test aloud, or fail it where everything must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def program(name: str) -> str:
    """The path of an installed program."""
    path = shutil.which(name)
    if path is None:
        missing(f"the program {name} is not installed")
    return str(path)


@cache
def _libraries(artifacts: tuple[str, ...]) -> Path | str:
    """The folder with the artifacts and all they need; a text says why there is none."""
    folder = _CACHE / re.sub(r"[^\w.-]", "_", artifacts[0])
    done = folder / ".complete"
    if done.exists():
        return folder
    if shutil.which("java") is None or shutil.which("mvn") is None:
        return "Java and Maven are not installed"
    folder.mkdir(parents=True, exist_ok=True)
    parts = (artifact.split(":") for artifact in artifacts)
    dependencies = "".join(
        f"<dependency><groupId>{g}</groupId><artifactId>{a}</artifactId><version>{v}</version></dependency>"
        for g, a, v in parts
    )
    (folder / "pom.xml").write_text(_POM.format(dependencies=dependencies))
    command = [
        "mvn",
        "-q",
        "-B",
        "dependency:copy-dependencies",
        "-DincludeScope=runtime",
        f"-DoutputDirectory={folder}",
    ]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        return f"Maven cannot fetch {artifacts[0]}: {run.stdout[-500:]}"
    done.touch()
    return folder


def _java(artifacts: tuple[str, ...], *arguments: str) -> subprocess.CompletedProcess[str]:
    folder = _libraries(artifacts)
    if isinstance(folder, str):
        missing(folder)
    return _run(["java", "-Xmx1g", "-cp", f"{folder}/*", *arguments])


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _quiet(run: subprocess.CompletedProcess[str], complaints: str) -> None:
    if run.returncode or complaints.strip():
        raise ComplaintError(f"exit code {run.returncode}: {complaints.strip()[:2000]}")


def rapper(paths: list[Path]) -> list[int]:
    """Raptor counts what it reads."""
    counts = []
    for path in paths:
        run = _run([program("rapper"), "-i", _RAPPER[path.suffix], "-c", str(path)])
        found = re.search(r"returned (\d+) triple", run.stderr)
        assert found is not None, run.stderr
        lines = [line for line in run.stderr.splitlines() if not re.search(r"Parsing (URI|returned)", line)]
        _quiet(run, "\n".join(lines))
        counts.append(int(found[1]))
    return counts


def serdi(paths: list[Path]) -> list[int]:
    """Serd writes what it reads as a line a triple."""
    counts = []
    for path in paths:
        run = _run([program("serdi"), "-i", _SERD[path.suffix], "-o", "nquads", str(path)])
        _quiet(run, run.stderr)
        counts.append(run.stdout.count("\n"))
    return counts


def riot(paths: list[Path]) -> list[int]:
    """Jena checks strictly, and counts what it reads; anything else it says is a complaint."""
    run = _java(_JENA, "riotcmd.riot", "--strict", "--check", "--count", *map(str, paths))
    counts, complaints = [], []
    for line in (run.stdout + run.stderr).splitlines():
        if found := re.fullmatch(r".*\S\s*: (?:Triples|Quads) = ([\d,]+)", line):
            counts.append(int(found[1].replace(",", "")))
        elif not line.startswith(("[main] INFO", "Total ")):
            complaints.append(line)
    _quiet(run, "\n".join(complaints))
    return counts


def rdf4j(paths: list[Path]) -> list[int]:
    """RDF4J reads with every check on; its driver is compiled as it starts."""
    run = _java(_RDF4J, str(_HERE / "Rdf4jGate.java"), *map(str, paths))
    if "jdk.compiler" in run.stderr:
        missing("a Java development kit is not installed: RDF4J's driver cannot be compiled")
    _quiet(run, run.stderr)
    return [int(line.rsplit(" ", 1)[1]) for line in run.stdout.splitlines()]


def owl_dl(path: Path, report: Path) -> None:
    """OWLAPI's profile checker, through ROBOT, finds the file to be an OWL 2 DL ontology."""
    run = _java(
        _ROBOT, "org.obolibrary.robot.CommandLineInterface", "validate-profile", "--profile", "DL",
        "--input", str(path), "--output", str(report),
    )  # fmt: skip
    _quiet(run, run.stderr + run.stdout if run.returncode else "")


GATES = {"rapper": rapper, "serdi": serdi, "riot": riot, "rdf4j": rdf4j}
SUFFIXES = {
    "rapper": tuple(_RAPPER),
    "serdi": tuple(_SERD),
    "riot": (".nt", ".ttl", ".nq", ".trig", ".jsonld", ".rdf"),
    "rdf4j": (".nt", ".ttl", ".nq", ".trig", ".jsonld", ".rdf"),
}
"""Which formats each program reads."""
