"""What DuckDB raises while a query runs, as the errors of Cypher: the one place that reads its messages."""

from __future__ import annotations

import re

from graphkit.errors import (
    CypherArgumentError,
    CypherArithmeticError,
    CypherError,
    CypherSyntaxError,
    CypherTypeError,
    CypherUnsupportedError,
    LimitError,
)

_KINDS: dict[str, type[CypherError]] = {
    "TypeError": CypherTypeError,
    "ArgumentError": CypherArgumentError,
    "ArithmeticError": CypherArithmeticError,
    "SyntaxError": CypherSyntaxError,
    "Unsupported": CypherUnsupportedError,
}
TOO_DEEP = "lists and maps are nested too deep"
_LIMIT = re.compile(r"LimitError: (.*)")
_OWN = re.compile(rf"({'|'.join(_KINDS)}):(\w*) (.*)")


def translated(error: Exception) -> Exception:
    """The error that the user sees for one of DuckDB's; itself where it is none of the query's making."""
    text = str(error)
    own = _OWN.search(text)
    if own:
        return _KINDS[own[1]](own[3].strip(), code=own[2])
    limit = _LIMIT.search(text)
    if limit:
        return LimitError(limit[1].strip())
    if "RecursionError" in text:
        return LimitError(TOO_DEEP)
    if "Overflow in" in text or "out of range" in text.lower():
        return CypherArithmeticError(
            "integer overflow: the result does not fit into 64 bits", code="IntegerOverflow"
        )
    if "Division by zero" in text:
        return CypherArithmeticError("/ by zero", code="DivisionByZero")
    return error
