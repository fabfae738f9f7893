#!/usr/bin/env python3
"""A real Neo4j Community server without docker, for tests: fetched by Maven, run on loopback.

    python tests/neo4j/server.py [--port N] [--home FOLDER]

prints `bolt://127.0.0.1:N` as soon as the server answers and runs until its standard input ends or it is
interrupted, so that it never outlives whoever started it. User neo4j, password from NEO4J_TEST_PASSWORD
(default graphkit-test). Needs Java 17 or 21, and Maven the first time (125 MB into the cache folder, about
two minutes). Without --home the data lies in a temporary folder; several servers run beside each other.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

VERSION = "5.26.25"
USER = "neo4j"
PASSWORD = os.environ.get("NEO4J_TEST_PASSWORD", "graphkit-test")
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "graphkit" / f"neo4j-{VERSION}"
SECONDS_TO_START = 120

_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>graphkit</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version><dependencies>
{dependencies}
</dependencies></project>
"""
_LIBRARIES = ("org.neo4j:neo4j", "org.neo4j.app:neo4j-server")
_SETTINGS = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.directories.import=import
server.memory.heap.max_size=1g
server.memory.pagecache.size=256m
dbms.usage_report.enabled=false
"""
_QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
"""A test run is short: code compiled at once is worth more than code compiled well."""

_OPENED_TO_NEO4J = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


class UnavailableError(RuntimeError):
    """No server can be had on this machine; the message says what is missing."""


def fetch(cache: Path = CACHE) -> Path:
    """The folder with the server's libraries, brought by Maven where it is not there yet.

    Raises:
        UnavailableError: Maven is missing or fails.
    """
    libraries = cache / "lib"
    if libraries.is_dir():
        return libraries
    if shutil.which("mvn") is None:
        raise UnavailableError("Maven (mvn) is not installed")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        (Path(folder) / "pom.xml").write_text(
            _POM.format(dependencies="\n".join(map(_dependency, _LIBRARIES)))
        )
        command = ["mvn", "-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime"]
        done = subprocess.run([*command, "-DoutputDirectory=lib"], cwd=folder, stdout=sys.stderr, check=False)
        if done.returncode:
            raise UnavailableError("Maven could not fetch Neo4j")
        try:
            (Path(folder) / "lib").rename(libraries)
        except OSError:
            if not libraries.is_dir():  # else another run was faster, and its libraries are as good
                raise
    return libraries


def _dependency(coordinates: str) -> str:
    group, artifact = coordinates.split(":")
    parts = (("groupId", group), ("artifactId", artifact), ("version", VERSION))
    return f"<dependency>{''.join(f'<{name}>{value}</{name}>' for name, value in parts)}</dependency>"


class Server:
    """A server with its own home folder and port; `start` waits until Bolt answers, `stop` until it is gone."""

    def __init__(self, home: Path, port: int, libraries: Path) -> None:
        self.home = home
        self.port = port
        self.uri = f"bolt://127.0.0.1:{port}"
        self._libraries = libraries
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server.

        Raises:
            UnavailableError: Java is missing, or the server does not come up.
        """
        if shutil.which("java") is None:
            raise UnavailableError("Java is not installed")
        for folder in ("conf", "data", "logs", "run", "import", "plugins", "licenses"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        (self.home / "conf" / "neo4j.conf").write_text(_SETTINGS.format(port=self.port))
        if not (self.home / "data" / "dbms").exists():
            command = self._java("org.neo4j.cli.AdminTool", "dbms", "set-initial-password", PASSWORD)
            subprocess.run(command, env=self._environment(), check=True, stdout=subprocess.DEVNULL)
        folders = (f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}")
        with (self.home / "logs" / "console.log").open("w") as log:
            self._process = subprocess.Popen(
                self._java("org.neo4j.server.CommunityEntryPoint", *folders),
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not _answers(self.port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise UnavailableError(f"Neo4j did not start: see {self.home / 'logs'}")
            time.sleep(0.2)

    def stop(self, *, at_once: bool = False) -> None:
        """Stop the server; with `at_once`, or where it does not stop by itself, it is killed."""
        if self._process is None:
            return
        if not at_once:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(30)
        self._process.kill()
        self._process.wait()
        self._process = None

    def _java(self, main: str, *arguments: str) -> list[str]:
        opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENED_TO_NEO4J]
        return ["java", "-Xmx1g", *_QUICK_START, *opened, "-cp", f"{self._libraries}/*", main, *arguments]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}


def _answers(port: int) -> bool:
    """Whether something speaks Bolt on the port."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"\x60\x60\xb0\x17\x00\x00\x04\x05" + bytes(12))
            return bool(connection.recv(4))
    except OSError:
        return False


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Run a server until standard input ends or a signal comes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, help="a free one by default")
    parser.add_argument("--home", type=Path, help="folder for data and logs; a temporary one by default")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="graphkit-neo4j-") as temporary:
        home = (options.home or Path(temporary)).resolve()
        try:
            server = Server(home, options.port or free_port(), fetch())
            try:
                server.start()
                sys.stdout.write(f"{server.uri}\n")
                sys.stdout.flush()
                sys.stdin.read()
            finally:
                server.stop(at_once=options.home is None)
        except UnavailableError as missing:
            sys.exit(str(missing))
        except KeyboardInterrupt:
            sys.exit(0)


if __name__ == "__main__":
    main()
