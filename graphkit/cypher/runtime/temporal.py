"""date(), duration() and their kin on decoded values."""

from __future__ import annotations

from datetime import date
from typing import Any

from graphkit.cypher.runtime import dates, dates_read, durations
from graphkit.cypher.runtime.arithmetic import name_of
from graphkit.cypher.runtime.values import CypherValueError, type_error
from graphkit.results import Duration


def to_date(value: Any) -> date | None:
    """date() of a text, a map or a date.

    Raises:
        CypherValueError: the value is none of them, or names no date.
    """
    match value:
        case None | date():
            return value
        case str():
            return dates_read.from_text(value)
        case dict():
            return dates_read.from_parts(value)
    raise _wrong("date", value)


def to_duration(value: Any) -> Duration | None:
    """duration() of a text or a map.

    Raises:
        CypherValueError: the value is none of them, or names no duration.
    """
    match value:
        case None:
            return None
        case str():
            return durations.from_text(value)
        case dict():
            return durations.from_parts(value)
    raise _wrong("duration", value)


def truncate(unit: Any, day: Any, fields: Any) -> date:
    """date.truncate().

    Raises:
        CypherValueError: an argument of a wrong type, null included, or an unknown unit.
    """
    if not isinstance(unit, str) or not isinstance(day, date) or not isinstance(fields, dict | None):
        raise _wrong("date.truncate", day if isinstance(unit, str) else unit)
    return dates_read.truncate(unit, day, fields)


def between(start: date | None, end: date | None, unit: str) -> Duration | None:
    """The duration from one date to another: `between`, `inMonths`, `inDays` or `inSeconds`."""
    if start is None or end is None:
        return None
    days = (end - start).days
    match unit:
        case "inMonths":
            return Duration(dates.months_between(start, end))
        case "inDays":
            return Duration(days=days)
        case "inSeconds":
            return Duration(seconds=days * dates.SECONDS_OF_DAY)
    return dates.between(start, end)


def _wrong(function: str, value: object) -> CypherValueError:
    return type_error("InvalidArgumentType", f"Invalid call of {function}(): it was given a {name_of(value)}")
