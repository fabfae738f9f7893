"""The SPARQL 1.1 Protocol on loopback: queries by GET and POST, no updates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import BoundedSemaphore
from urllib.parse import parse_qs, urlsplit

from graphkit.errors import LimitError
from graphkit.sparql.query import TIMEOUT, ask
from graphkit.sparql.text import QueryError
from graphkit.sparql.worker import GRAPHS, RESULTS

PATH = "/sparql"
LONGEST = 1 << 20
"""Bytes a request may have."""

_AT_ONCE = 4
_PASSED_OVER = 64 << 20  # bytes that are read from a request that is too long
_HOSTS = {"127.0.0.1", "localhost", "[::1]"}
_DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
<{path}> a sd:Service ;
    sd:endpoint <{path}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {formats} .
"""


class SparqlServer(ThreadingHTTPServer):
    """A server of one store; it answers on this machine alone.

    Args:
        store: folder of the store.
        port: 0 takes a free one; see `url`.
        timeout: seconds a query may take.
    """

    daemon_threads = True

    def __init__(self, store: Path, port: int = 0, query_timeout: float = TIMEOUT) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.store = store
        self.query_timeout = query_timeout
        self.places = BoundedSemaphore(_AT_ONCE)

    @property
    def url(self) -> str:
        """Address of the endpoint."""
        return f"http://127.0.0.1:{self.server_address[1]}{PATH}"


class _Refused(Exception):  # noqa: N818 - it is an answer, not a fault of ours
    """A request that is not answered, with the status and the reason."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    server: SparqlServer
    protocol_version = "HTTP/1.1"
    timeout = 60.0  # seconds that a client may keep a thread waiting
    server_version = "graphkit"
    sys_version = ""

    def do_GET(self) -> None:
        """A query in the address, or the description of the service."""
        self._respond(parse_qs(urlsplit(self.path).query, keep_blank_values=True))

    def do_POST(self) -> None:
        """A query in the body, as a form or as it is."""
        try:
            parameters = self._posted()
        except _Refused as refused:
            self._refuse(refused)
            return
        self._respond(parameters)

    def _posted(self) -> dict[str, list[str]]:
        told = self.headers.get("Content-Length", "")
        if not re.fullmatch("[0-9]{1,18}", told):
            self.close_connection = True  # where the next request would begin is not known
            raise _Refused(HTTPStatus.LENGTH_REQUIRED, "a request says how many bytes it has")
        length = int(told)
        if length > LONGEST:
            self._pass_over(length)
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request has at most {LONGEST} bytes")
        try:
            body = self.rfile.read(length).decode()
        except UnicodeDecodeError as error:
            raise _Refused(HTTPStatus.BAD_REQUEST, "the request is not in UTF-8") from error
        match self.headers.get_content_type():
            case "application/x-www-form-urlencoded":
                return parse_qs(body, keep_blank_values=True)
            case "application/sparql-query":
                return {**parse_qs(urlsplit(self.path).query), "query": [body]}
            case "application/sparql-update":
                raise _Refused(HTTPStatus.FORBIDDEN, "updates are not taken: the graph is read-only")
            case other:
                raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"{other} is no form of a SPARQL query")

    def _pass_over(self, length: int) -> None:
        """Read a body that is too long and keep nothing: a client that still sends would not hear the answer."""
        self.close_connection = True
        for _ in range(min(length, _PASSED_OVER) // LONGEST):
            self.rfile.read(LONGEST)
        self.rfile.read(length % LONGEST if length < _PASSED_OVER else 0)

    def _respond(self, parameters: dict[str, list[str]]) -> None:
        try:
            media_type, body = self._answer(parameters)
        except _Refused as refused:
            self._refuse(refused)
        except QueryError as error:
            self._refuse(_Refused(HTTPStatus.BAD_REQUEST, str(error)))
        except LimitError as error:
            self._refuse(_Refused(HTTPStatus.SERVICE_UNAVAILABLE, str(error)))
        else:
            self._send(HTTPStatus.OK, media_type, body)

    def _answer(self, parameters: dict[str, list[str]]) -> tuple[str, bytes]:
        self._check_address()
        if "update" in parameters:
            raise _Refused(HTTPStatus.FORBIDDEN, "updates are not taken: the graph is read-only")
        queries = parameters.get("query", [])
        if not queries and self.command == "GET":
            formats = ", ".join(
                f"<http://www.w3.org/ns/formats/{name}>" for name in ("SPARQL_Results_JSON", "Turtle")
            )
            return "text/turtle", _DESCRIPTION.format(path=self.server.url, formats=formats).encode()
        if len(queries) != 1:
            raise _Refused(HTTPStatus.BAD_REQUEST, "exactly one query is needed")
        with self.server.places:
            answer = ask(
                self.server.store,
                queries[0],
                accept=_accepted(self.headers.get("Accept")),
                default_graphs=parameters.get("default-graph-uri", []),
                named_graphs=parameters.get("named-graph-uri", []),
                timeout=self.server.query_timeout,
            )
        return answer.media_type, answer.body

    def _check_address(self) -> None:
        """Refuse what another site's page could send through a browser under a name of its own."""
        host = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host", "")
        if host not in _HOSTS:
            raise _Refused(HTTPStatus.FORBIDDEN, "the server answers to 127.0.0.1 and localhost alone")
        if urlsplit(self.path).path != PATH:
            raise _Refused(HTTPStatus.NOT_FOUND, f"the endpoint is {PATH}")

    def _refuse(self, refused: _Refused) -> None:
        self._send(refused.status, "text/plain; charset=utf-8", f"{refused}\n".encode())

    def _send(self, status: HTTPStatus, media_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Requests are not logged: queries are their users' own."""


def _accepted(header: str | None) -> list[str]:
    """Media types of an Accept header that can be written, the best first.

    Raises:
        _Refused: it names types, and none of them can be written.
    """
    offered = [*RESULTS, *GRAPHS]
    if not header:
        return offered
    wanted = sorted(_ranges(header), key=lambda entry: -entry[1])
    accepted = [name for pattern, quality in wanted if quality for name in offered if _fits(name, pattern)]
    if not accepted:
        raise _Refused(HTTPStatus.NOT_ACCEPTABLE, f"an answer is one of: {', '.join(offered)}")
    return list(dict.fromkeys(accepted))


def _ranges(header: str) -> Iterable[tuple[str, float]]:
    for part in header.split(","):
        pattern, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((value[2:] for value in parameters if value.startswith("q=")), "1")
        try:
            yield pattern.lower(), float(quality)
        except ValueError:
            yield pattern.lower(), 0.0


def _fits(media_type: str, pattern: str) -> bool:
    if pattern in {"*/*", media_type}:
        return True
    family, _, rest = pattern.partition("/")
    return (rest == "*" and media_type.startswith(f"{family}/")) or _ALIASES.get(pattern) == media_type


_ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}
