"""Durations from text and from components."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from graphkit.cypher.runtime.dates import approximate, normal
from graphkit.cypher.runtime.values import CypherValueError, argument_error
from graphkit.results import Duration

_NUMBER = r"([-+]?[0-9]+(?:[.,][0-9]{1,9})?)"
_UNITS = re.compile(
    r"([-+]?)P(?:{}Y)?(?:{}M)?(?:{}W)?(?:{}D)?(T(?:{}H)?(?:{}M)?(?:{}S)?)?".replace("{}", _NUMBER),
    re.ASCII | re.IGNORECASE,
)
_DATE_TIME = re.compile(
    r"([-+]?)P(?:([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2}))?"
    r"(?:T([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,]([0-9]{1,9}))?)?)?",
    re.ASCII | re.IGNORECASE,
)


def from_text(text: str) -> Duration:
    """The duration that a text names: `P1Y2M3W4DT5H6M7.5S` or `P2012-02-02T14:37:21.545`.

    Only the last part may have a fraction.

    Raises:
        CypherValueError: the text is no duration.
    """
    units = _UNITS.fullmatch(text)
    if units and any(units.groups()[1:5] + units.groups()[6:]) and units[6] not in ("T", "t"):
        return _of_units(units)
    written = _DATE_TIME.fullmatch(text)
    if written and any(written.groups()[1:]):
        return _of_date_time(written)
    raise _unreadable()


def _unreadable() -> CypherValueError:
    return CypherValueError("SyntaxError", "InvalidArgumentValue", "Text cannot be parsed to a Duration")


def _of_units(found: re.Match[str]) -> Duration:
    sign, years, months, weeks, days, _, hours, minutes, seconds = found.groups()
    given = [part for part in (years, months, weeks, days, hours, minutes, seconds) if part]
    if any("." in part or "," in part for part in given[:-1]):
        raise _unreadable()
    factor = -1 if sign == "-" else 1
    whole_seconds, nanos = _seconds(seconds)
    y, mo, w, d, h, mi = (factor * _number(part) for part in (years, months, weeks, days, hours, minutes))
    return approximate(y * 12 + mo, w * 7 + d, h * 3600 + mi * 60 + factor * whole_seconds, factor * nanos)


def _number(part: str | None) -> float:
    if not part:
        return 0
    part = part.replace(",", ".")
    return float(part) if "." in part else int(part)


def _seconds(part: str | None) -> tuple[int, int]:
    """Seconds and nanoseconds of `7.5`, exactly."""
    if not part:
        return 0, 0
    whole, _, broken = part.replace(",", ".").partition(".")
    nanos = int(broken.ljust(9, "0")) if broken else 0
    return int(whole), -nanos if whole.startswith("-") else nanos


def _of_date_time(found: re.Match[str]) -> Duration:
    sign, *parts = found.groups()
    y, mo, d, y_, mo_, d_, h, mi, s, broken = (part or "0" for part in parts)
    year, month, day = int(y) + int(y_), int(mo) + int(mo_), int(d) + int(d_)
    if month > 12 or day > 31 or int(h) > 24 or int(mi) > 59 or int(s) > 59:
        raise _unreadable()
    factor = -1 if sign == "-" else 1
    nanos = int(broken.ljust(9, "0"))
    seconds = int(h) * 3600 + int(mi) * 60 + int(s)
    return normal(factor * (year * 12 + month), factor * day, factor * seconds, factor * nanos)


_PARTS = {
    "years": (12, 0, 0, 0),
    "months": (1, 0, 0, 0),
    "weeks": (0, 7, 0, 0),
    "days": (0, 1, 0, 0),
    "hours": (0, 0, 3600, 0),
    "minutes": (0, 0, 60, 0),
    "seconds": (0, 0, 1, 0),
    "milliseconds": (0, 0, 0, 10**6),
    "microseconds": (0, 0, 0, 1000),
    "nanoseconds": (0, 0, 0, 1),
}
"""Months, days, seconds and nanoseconds of each unit."""


def from_parts(parts: Mapping[str, Any]) -> Duration:
    """The duration of a map as `{years: 1, days: 1.5}`.

    Raises:
        CypherValueError: no part, an unknown one, or one that is no number.
    """
    if not parts:
        raise argument_error("InvalidArgumentValue", "At least one temporal unit must be specified.")
    sums: list[float] = [0, 0, 0, 0]
    for name, value in parts.items():
        if name not in _PARTS:
            raise argument_error("InvalidArgumentValue", f"Unknown field: {name}")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise argument_error("InvalidArgumentValue", f"{name} must be a number value")
        sums = [total + value * share for total, share in zip(sums, _PARTS[name], strict=True)]
    return approximate(*sums)
