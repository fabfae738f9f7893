"""Arithmetic and concatenation on decoded values: what the SQL for static types does not cover."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from graphkit.cypher.runtime import dates
from graphkit.cypher.runtime.values import INTEGER_MAX, INTEGER_MIN, CypherValueError, type_error
from graphkit.results import Duration

NAMES = {
    bool: "Boolean",
    int: "Long",
    float: "Double",
    str: "String",
    list: "List",
    dict: "Map",
    date: "Date",
    Duration: "Duration",
}


def name_of(value: object) -> str:
    """The name that Neo4j's messages give the value's type."""
    return NAMES.get(type(value), type(value).__name__.removesuffix("Id").removesuffix("Ids"))


def add(left: Any, right: Any) -> Any:
    """`left + right`: numbers, texts, lists, dates and durations."""
    if left is None or right is None:
        return None
    if isinstance(left, list):
        return left + right if isinstance(right, list) else [*left, right]
    if isinstance(right, list):
        return [left, *right]
    if (isinstance(left, str) and _has_text(right)) or (isinstance(right, str) and _has_text(left)):
        return text_of(left) + text_of(right)
    if isinstance(left, date | Duration) or isinstance(right, date | Duration):
        moved = dates.add(left, right)
        if moved is not None:
            return moved
    if _is_number(left) and _is_number(right):
        return _fitting(left + right)
    raise type_error("InvalidArgumentType", f"Cannot add `{name_of(left)}` and `{name_of(right)}`")


def join(left: Any, right: Any) -> Any:
    """`left || right`: two strings or two lists."""
    kinds = {type(value) for value in (left, right) if value is not None}
    if kinds <= {str} or kinds <= {list}:
        return None if left is None or right is None else left + right
    raise type_error("InvalidArgumentType", f"Cannot concatenate `{name_of(left)}` and `{name_of(right)}`")


def subtract(left: Any, right: Any) -> Any:
    """`left - right`: numbers, a duration from a date or from a duration."""
    if left is None or right is None:
        return None
    if isinstance(right, Duration) and isinstance(left, date | Duration):
        return dates.add(left, dates.negate(right))
    _need_numbers(left, right, f"Cannot subtract `{name_of(right)}` from `{name_of(left)}`")
    return _fitting(left - right)


def multiply(left: Any, right: Any) -> Any:
    """`left * right`: numbers, and a duration with a number."""
    if left is None or right is None:
        return None
    if isinstance(left, Duration) and _is_number(right):
        return dates.scale(left, right)
    if isinstance(right, Duration) and _is_number(left):
        return dates.scale(right, left)
    _need_numbers(left, right, f"Cannot multiply `{name_of(left)}` and `{name_of(right)}`")
    return _fitting(left * right)


def divide(left: Any, right: Any) -> Any:
    """`left / right`: of integers an integer, cut towards zero; the integer 0 is an error even below null."""
    if _is_number(right) and isinstance(right, int):
        _need_divisor(right)
    if left is None or right is None:
        return None
    if isinstance(left, Duration) and _is_number(right):
        return dates.shared(left, right)
    _need_numbers(left, right, f"Cannot divide `{name_of(left)}` by `{name_of(right)}`")
    if isinstance(left, int) and isinstance(right, int):
        quotient = abs(left) // abs(right)
        return wrapped(quotient if (left < 0) == (right < 0) else -quotient)
    return float_division(float(left), float(right))


def modulo(left: Any, right: Any) -> Any:
    """`left % right`, with the sign of `left`."""
    if left is None or right is None:
        return None
    _need_numbers(left, right, f"Cannot calculate modulus of `{name_of(left)}` and `{name_of(right)}`")
    if isinstance(left, int) and isinstance(right, int):
        _need_divisor(right)
        rest = abs(left) % abs(right)
        return rest if left >= 0 else -rest
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


def power(left: Any, right: Any) -> Any:
    """`left ^ right`, always a float."""
    if left is None or right is None:
        return None
    _need_numbers(left, right, f"Cannot raise `{name_of(left)}` to the power of `{name_of(right)}`")
    try:
        result = float(left) ** float(right)
    except OverflowError:
        return -math.inf if left < 0 and float(right) % 2 == 1 else math.inf
    except ZeroDivisionError:
        return -math.inf if math.copysign(1, left) < 0 and float(right) % 2 == 1 else math.inf
    return math.nan if isinstance(result, complex) else result


def float_division(left: float, right: float) -> float:
    """Division as IEEE 754 has it: no error for zero."""
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def negate(value: Any) -> Any:
    """`-value`."""
    if value is None:
        return None
    if isinstance(value, Duration):
        return dates.negate(value)
    _need_numbers(value, value, f"Cannot subtract `{name_of(value)}` from `Long`")
    return _fitting(0 - value)


def text_of(value: Any) -> str:
    """ToString of a value that has a text: string, boolean, number, date, duration."""
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return float_text(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def float_text(value: float) -> str:
    """A float as Java writes it: 1.0E10, 0.001, 1.0E-4, NaN, Infinity."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        return repr(value)
    sign, figures, exponent = Decimal(repr(value)).normalize().as_tuple()
    first, rest = str(figures[0]), "".join(map(str, figures[1:]))
    return f"{'-' if sign else ''}{first}.{rest or '0'}E{int(exponent) + len(rest)}"


def wrapped(value: int) -> int:
    """The integer as 64 bits hold it: Neo4j's division of the smallest integer by -1 gives itself."""
    return (value - INTEGER_MIN) % 2**64 + INTEGER_MIN


def _fitting(value: Any) -> Any:
    if isinstance(value, int) and not INTEGER_MIN <= value <= INTEGER_MAX:
        raise CypherValueError("ArithmeticError", "IntegerOverflow", "long overflow")
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _has_text(value: object) -> bool:
    return isinstance(value, bool | int | float | str | date | Duration)


def _need_numbers(left: object, right: object, problem: str) -> None:
    if not (_is_number(left) and _is_number(right)):
        raise type_error("InvalidArgumentType", problem)


def _need_divisor(right: int) -> None:
    if right == 0:
        raise CypherValueError("ArithmeticError", "DivisionByZero", "/ by zero")


OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "%": modulo,
    "^": power,
}
