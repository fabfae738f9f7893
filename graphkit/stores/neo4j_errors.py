"""Errors of the Neo4j driver and server in graphkit's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graphkit.errors import (
    CypherArgumentError,
    CypherArithmeticError,
    CypherError,
    CypherParameterError,
    CypherSyntaxError,
    CypherTypeError,
    GraphkitError,
    LimitError,
    StoreError,
)

_KINDS: dict[str, type[CypherError]] = {
    "SyntaxError": CypherSyntaxError,
    "SemanticError": CypherSyntaxError,
    "TypeError": CypherTypeError,
    "ArgumentError": CypherArgumentError,
    "ArithmeticError": CypherArithmeticError,
    "ParameterMissing": CypherParameterError,
}
"""Last part of the server's code, and the error that the compiler raises for the same fault."""


@contextmanager
def translated(address: str, query: str = "") -> Iterator[None]:
    """Errors of the driver that leave the block become errors of graphkit.

    Args:
        address: of the server, for messages.
        query: the text that a user gave, where there is one.
    """
    try:
        yield
    except (Neo4jError, DriverError, ConfigurationError) as error:
        raise _translated(error, address, query) from error


def _translated(error: Exception, address: str, query: str) -> GraphkitError:
    match error:
        case AuthError():
            return StoreError(
                "the server refuses the user or the password",
                where=address,
                remedy="Check --auth and NEO4J_PASSWORD, in Python auth=(user, password)",
            )
        case ServiceUnavailable() | SessionExpired():
            return StoreError(
                f"no server answers: {_reason(error)}",
                where=address,
                remedy="Start it (docker compose up -d), or check address, port and encryption (+s)",
            )
        case Neo4jError():
            return _of_server(error, address, query)
    return StoreError(_first_line(str(error)), where=address)


def _of_server(error: Neo4jError, address: str, query: str) -> GraphkitError:
    code = (error.code or "").rpartition(".")[2]
    what = _first_line(error.message or str(error))
    if code.startswith("TransactionTimedOut"):
        return LimitError(
            "the query took longer than it may", where=address, remedy="Give it more time with --timeout"
        )
    if "OutOfMemory" in code or "MemoryPool" in code:
        return LimitError(f"the server's memory is used up: {what}", where=address, remedy="Ask for less")
    if code == "DatabaseNotFound":
        return StoreError(what, where=address, remedy="Give the name of a database with --database")
    if query and isinstance(error, ClientError) and ".Statement." in (error.code or ""):
        return _KINDS.get(code, CypherError)(what, query=query)
    return StoreError(what, where=address)


def _reason(error: Exception) -> str:
    """Why no connection was made, out of a text that tells of every address tried."""
    said = re.search(r"\[Errno -?\d+\] ([^\n)]+)", str(error))
    return said[1] if said else _first_line(str(error)).rstrip(":")


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else "no reason was given"
