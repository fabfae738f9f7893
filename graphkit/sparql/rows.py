"""The rows of an answer as Python values."""

from __future__ import annotations

import json
from typing import Any

from graphkit.results import Result
from graphkit.sparql.worker import Answer

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = {
    _XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")
}
_FLOATS = {_XSD + name for name in ("double", "float", "decimal")}


def to_result(answer: Answer) -> Result:
    """An answer in SPARQL's JSON as a Result: numbers and booleans as such, IRIs and the rest as text.

    The answer of ASK is one row with the column `ask`.
    """
    document = json.loads(answer.body)
    if "boolean" in document:
        return Result(["ask"], [(document["boolean"],)])
    columns = document["head"]["vars"]
    rows = [
        tuple(_value(binding.get(name)) for name in columns) for binding in document["results"]["bindings"]
    ]
    return Result(columns, rows)


def _value(term: dict[str, Any] | None) -> Any:
    if term is None:
        return None
    text, datatype = term["value"], term.get("datatype")
    if datatype in _INTEGERS:
        return int(text)
    if datatype in _FLOATS:
        return float(text)
    return text == "true" if datatype == f"{_XSD}boolean" else text
