"""The text of a query: values for its parameters, and what it may not do."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from graphkit.errors import GraphkitError

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r'''#[^\n\r]*|<[^<>"{}|^`\\\x00-\x20]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\''''
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|[?$]\w+|[\w.-]*:[\w.:%\\-]*|@[\w-]+|(?P<word>\w+)|.""",
    re.DOTALL,
)


class QueryError(GraphkitError):
    """A SPARQL query is refused or malformed."""


def refuse_service(query: str) -> None:
    """Refuse SERVICE, which would send parts of the graph to other machines.

    Raises:
        QueryError: the keyword stands in the query, be it written with escapes.
    """
    text = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), query)
    for token in _TOKEN.finditer(text):
        if (token["word"] or "").upper() == "SERVICE":
            raise QueryError(
                "SERVICE is refused: a query stays on this machine", remedy="Leave the SERVICE clause out"
            )


def bind(query: str, values: Mapping[str, Any]) -> str:
    """Write values in the place of parameters, which look as variables with a dollar: `$author`.

    A variable with a dollar for which no value is given stays one.

    Raises:
        QueryError: a value is no text, number or boolean.
    """
    return "".join(_bound(token[0], values) for token in _TOKEN.finditer(query))


def _bound(token: str, values: Mapping[str, Any]) -> str:
    if not token.startswith("$") or token[1:] not in values:
        return token
    value = values[token[1:]]
    if not isinstance(value, str | bool | int | float):
        raise QueryError(f"the value of {token} is no text, number or boolean", subject=value)
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
