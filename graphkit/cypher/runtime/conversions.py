"""toInteger, toFloat, toBoolean and toString on decoded values, by Java's rules for numbers in text."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

from graphkit.cypher.runtime.arithmetic import name_of, text_of
from graphkit.cypher.runtime.values import INTEGER_MAX, INTEGER_MIN, CypherValueError, type_error
from graphkit.results import Duration

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_JAVA_FLOAT = re.compile(_DECIMAL.pattern + "[fFdD]?")
_JAVA_HEX = re.compile(r"([+-]?)0[xX]([0-9a-fA-F]*\.?[0-9a-fA-F]+\.?)[pP]([+-]?[0-9]+)[fFdD]?")
_SPECIAL = re.compile(r"([+-]?)(NaN|Infinity)")


def to_integer(value: Any) -> int | None:
    """toInteger(): fractions are cut off; text that is no number gives None.

    Raises:
        CypherValueError: a value of another type, or text of a number beyond 64 bits.
    """
    match value:
        case None:
            return None
        case bool() | int():
            return int(value)
        case float():
            return integer_of_float(value)
        case str():
            return _integer_of_text(value)
    raise _wrong("toInteger", "String, Float, Integer or Boolean", value)


def integer_of_float(value: float) -> int:
    """A float cut to an integer as Java casts it: NaN is 0, beyond the range the nearest end."""
    if math.isnan(value):
        return 0
    if math.isinf(value):
        return INTEGER_MAX if value > 0 else INTEGER_MIN
    return max(INTEGER_MIN, min(INTEGER_MAX, int(value)))


def _integer_of_text(text: str) -> int | None:
    if _INTEGER.fullmatch(text):
        number = int(text) if len(text) < 4000 else INTEGER_MAX + 1
    elif _DECIMAL.fullmatch(text):
        wide = float(text)
        number = INTEGER_MAX + 1 if math.isinf(wide) else int(wide)
    else:
        return None
    if not INTEGER_MIN <= number <= INTEGER_MAX:
        raise type_error("IntegerOverflow", f"integer, {text[:50]}, is too large")
    return number


def to_float(value: Any) -> float | None:
    """toFloat(): text that is no number gives None.

    Raises:
        CypherValueError: a value of another type.
    """
    match value:
        case None:
            return None
        case int() | float() if not isinstance(value, bool):
            return float(value)
        case str():
            return _float_of_text(value.strip("".join(map(chr, range(33)))))
    raise _wrong("toFloat", "String, Float or Integer", value)


def _float_of_text(text: str) -> float | None:
    special = _SPECIAL.fullmatch(text)
    if special:
        return float(special[1] + special[2].lower())
    if _JAVA_FLOAT.fullmatch(text):
        return float(text.rstrip("fFdD"))
    hexadecimal = _JAVA_HEX.fullmatch(text)
    if hexadecimal:
        return float.fromhex(f"{hexadecimal[1]}0x{hexadecimal[2]}p{hexadecimal[3]}")
    return None


def to_boolean(value: Any) -> bool | None:
    """toBoolean(): of text `true` and `false` in any case, of integers whether they are not 0.

    Raises:
        CypherValueError: a value of another type.
    """
    match value:
        case None:
            return None
        case bool() | int():
            return bool(value)
        case str():
            return {"true": True, "false": False}.get(value.strip().lower())
    raise _wrong("toBoolean", "Boolean, Integer or String", value)


def to_string(value: Any) -> str | None:
    """toString() of scalars, dates and durations.

    Raises:
        CypherValueError: a value of another type.
    """
    if value is None:
        return None
    if isinstance(value, bool | int | float | str | date | Duration):
        return text_of(value)
    raise _wrong("toString", "String, Float, Integer, Boolean, Temporal or Duration", value)


def or_null(convert: Any, value: Any) -> Any:
    """The conversion, or None where it is not possible."""
    try:
        return convert(value)
    except CypherValueError:
        return None


def _wrong(function: str, expected: str, value: object) -> CypherValueError:
    problem = f"Invalid input for function '{function}()': Expected a {expected}, got: {name_of(value)}"
    return type_error("InvalidArgumentValue", problem)
