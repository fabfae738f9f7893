"""Numbers on decoded values: absolute value, rounding to digits, sums, averages and percentiles."""

from __future__ import annotations

import decimal
import math
from collections.abc import Sequence
from typing import Any

from graphkit.cypher.runtime import dates
from graphkit.cypher.runtime.arithmetic import add, name_of, wrapped
from graphkit.cypher.runtime.ordering import order_key
from graphkit.cypher.runtime.values import INTEGER_MAX, INTEGER_MIN, argument_error, type_error
from graphkit.results import Duration

_MODES = {
    "UP": decimal.ROUND_UP,
    "DOWN": decimal.ROUND_DOWN,
    "CEILING": decimal.ROUND_CEILING,
    "FLOOR": decimal.ROUND_FLOOR,
    "HALF_UP": decimal.ROUND_HALF_UP,
    "HALF_DOWN": decimal.ROUND_HALF_DOWN,
    "HALF_EVEN": decimal.ROUND_HALF_EVEN,
}
_EXACT = decimal.Context(prec=800)


def absolute(value: Any) -> Any:
    """abs() of a number; the smallest integer has no positive twin and stays."""
    return None if value is None else wrapped(abs(value)) if isinstance(value, int) else abs(value)


def round_to(value: float | None, digits: float | None, mode: str | None) -> float | None:
    """round(value, digits, mode) of the decimal that the float is written as.

    Raises:
        CypherValueError: negative digits, or an unknown mode.
    """
    if value is None or digits is None or mode is None:
        return None
    if mode not in _MODES:
        raise argument_error(
            "InvalidArgumentValue",
            f"Unknown rounding mode '{mode}'. Valid values are: {', '.join(_MODES)}",
        )
    if digits < 0:
        raise argument_error("NegativeIntegerArgument", "Precision argument to 'round()' cannot be negative")
    if not math.isfinite(value) or digits > 330:
        return value
    exponent = decimal.Decimal(1).scaleb(-int(digits))
    return float(decimal.Decimal(repr(value)).quantize(exponent, rounding=_MODES[mode], context=_EXACT))


def total(items: Sequence[Any]) -> Any:
    """sum() of numbers or durations; integers beyond 64 bits go on as a float.

    Raises:
        CypherValueError: another type, or numbers mixed with durations.
    """
    result: Any = 0
    for item in items:
        _need_summable("sum", item)
        if isinstance(item, Duration) != isinstance(result, Duration) and result != 0:
            raise type_error("InvalidArgumentType", "sum() cannot mix number and duration")
        if isinstance(item, Duration):
            result = add(result, item) if isinstance(result, Duration) else item
        else:
            result += item
            if isinstance(result, int) and not INTEGER_MIN <= result <= INTEGER_MAX:
                result = float(result)
    return result


def average(items: Sequence[Any]) -> Any:
    """avg() of numbers or durations; None of none.

    Raises:
        CypherValueError: another type, or numbers mixed with durations.
    """
    for item in items:
        _need_summable("avg", item)
    if not items:
        return None
    whole = total(items)
    return dates.shared(whole, len(items)) if isinstance(whole, Duration) else whole / len(items)


def _need_summable(function: str, item: Any) -> None:
    if isinstance(item, bool) or not isinstance(item, int | float | Duration):
        problem = f"{function}() can only handle numerical values, duration, and null, not {name_of(item)}"
        raise type_error("InvalidArgumentType", problem)


def percentile_cont(items: Sequence[Any], share: float | None) -> Any:
    """percentileCont(): the value at the place, or between its neighbours by distance."""
    values = _ranked("percentileCont", items, share)
    if share is None or not values:
        return None
    place = share * (len(values) - 1)
    below, above = math.floor(place), math.ceil(place)
    if below == above:
        return values[below]
    return float(values[below] * (above - place) + values[above] * (place - below))


def percentile_disc(items: Sequence[Any], share: float | None) -> Any:
    """percentileDisc(): the nearest value at or below."""
    values = _ranked("percentileDisc", items, share)
    if share is None or not values:
        return None
    place = share * len(values)
    whole = int(place)
    return values[whole if place != whole or whole == 0 else whole - 1]


def _ranked(function: str, items: Sequence[Any], share: float | None) -> list[Any]:
    for item in items:
        if isinstance(item, bool) or not isinstance(item, int | float):
            raise type_error(
                "InvalidArgumentType",
                f"{function}() can only handle numerical values, not {name_of(item)}",
            )
    if items and share is not None and not 0 <= share <= 1:
        problem = f"Invalid input '{share}' is not a valid argument, must be a number in the range 0.0 to 1.0"
        raise argument_error("NumberOutOfRange", problem)
    return sorted(items, key=order_key)
