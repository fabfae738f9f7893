"""Pages on this machine's own address, for `graphkit view`."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from graphkit.errors import ExportError

HOST = "127.0.0.1"


@contextmanager
def served(folder: Path, first: str, port: int = 0) -> Iterator[str]:
    """Serve the pages of a folder on loopback while the block runs; gives the address of the first.

    Args:
        folder: with HTML files, also in folders of its own; those that lie there now are served, nothing else.
        first: the page in it that the address itself shows.
        port: 0 for any free one.

    Raises:
        ExportError: the port is taken.
    """
    pages = {f"/{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*.html")}
    pages["/"] = pages[f"/{first}"]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host, _, _ = self.headers.get("Host", "").partition(":")
            if host not in (
                HOST,
                "localhost",
            ):  # another name that leads here: a page elsewhere wants to read ours
                self.send_error(403)
            elif self.path not in pages:
                self.send_error(404)
            else:
                body = pages[self.path].read_bytes()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("X-Content-Type-Options", "nosniff")
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing: the terminal is the user's."""

    try:
        server = ThreadingHTTPServer((HOST, port), Handler)
    except OSError as error:
        raise ExportError(
            f"port {port} cannot be used: {error.strerror}",
            remedy="Give another --port, or none for a free one",
        ) from error
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
