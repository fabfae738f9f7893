"""Dates and durations in Python: their sums, differences and components, with Neo4j's arithmetic."""

from __future__ import annotations

import calendar
import math
from collections.abc import Callable
from datetime import date, timedelta

from graphkit.cypher.runtime.values import (
    INTEGER_MAX,
    INTEGER_MIN,
    CypherValueError,
    argument_error,
    type_error,
)
from graphkit.results import Duration

SECONDS_OF_DAY = 86_400
NANOS = 10**9
_SECONDS_OF_MONTH = 2_629_746
_NANOS_OF_MONTH = _SECONDS_OF_MONTH * NANOS
_NANOS_OF_DAY = SECONDS_OF_DAY * NANOS


def add(left: object, right: object) -> date | Duration | None:
    """The sum of a date and a duration, or of two durations; None for other pairs."""
    if isinstance(left, Duration) and isinstance(right, date):
        left, right = right, left
    if not isinstance(right, Duration):
        return None
    if isinstance(left, date):
        return moved(left, right)
    if isinstance(left, Duration):
        return normal(
            left.months + right.months,
            left.days + right.days,
            left.seconds + right.seconds,
            left.nanoseconds + right.nanoseconds,
        )
    return None


def moved(day: date, by: Duration) -> date:
    """The date so much later: months first, cut to the month's last day, then days, also those of hours.

    Raises:
        CypherValueError: the date would leave the years 1 to 9999.
    """
    days = by.days + truncated(by.seconds * NANOS + by.nanoseconds, _NANOS_OF_DAY)
    try:
        return plus_months(day, by.months) + timedelta(days=days)
    except (OverflowError, ValueError):
        raise out_of_range() from None


def out_of_range() -> CypherValueError:
    """The refusal of dates that Python cannot hold."""
    return CypherValueError(
        "Unsupported", "DateOutOfRange", "dates are supported in the years 1 to 9999 only"
    )


def truncated(value: int, by: int) -> int:
    """The quotient cut towards zero."""
    return value // by if value >= 0 else -(-value // by)


def plus_months(day: date, months: int) -> date:
    """The date so many months later; the day is cut to the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def negate(duration: Duration) -> Duration:
    """The duration backwards."""
    return normal(-duration.months, -duration.days, -duration.seconds, -duration.nanoseconds)


def normal(months: int, days: int, seconds: int, nanoseconds: int) -> Duration:
    """A duration with 0 <= nanoseconds < 10^9, as Neo4j keeps it.

    Raises:
        CypherValueError: its average length in seconds does not fit into 64 bits.
    """
    carried, nanoseconds = divmod(nanoseconds, NANOS)
    seconds += carried
    if not INTEGER_MIN <= months * _SECONDS_OF_MONTH + days * SECONDS_OF_DAY + seconds <= INTEGER_MAX:
        raise argument_error("NumberOutOfRange", "Invalid value for duration, will cause overflow")
    return Duration(months, days, seconds, nanoseconds)


def scale(duration: Duration, factor: float) -> Duration:
    """The duration times a number."""
    parts = (duration.months, duration.days, duration.seconds, duration.nanoseconds)
    return approximate(*(part * factor for part in parts))


def shared(duration: Duration, by: float) -> Duration:
    """The duration divided by a number.

    Raises:
        CypherValueError: the number is the integer 0.
    """
    if by == 0 and isinstance(by, float):
        return Duration(0, 0, 0, 0)
    if by == 0:
        raise CypherValueError("ArithmeticError", "DivisionByZero", "/ by zero")
    parts = (duration.months, duration.days, duration.seconds, duration.nanoseconds)
    return approximate(*(part / by for part in parts))


def approximate(months: float, days: float, seconds: float, nanoseconds: float) -> Duration:
    """A duration of broken parts: what is left of a month becomes days, of a day seconds, cut to nanoseconds.

    The steps are Neo4j's, in doubles, so that the last digits are the same; of what is not finite nothing is left.
    """
    if not all(map(math.isfinite, (months, days, seconds, nanoseconds))):
        return Duration(0, 0, 0, 0)
    whole_months = int(months)
    days += (_NANOS_OF_MONTH * months - _NANOS_OF_MONTH * whole_months) / _NANOS_OF_DAY
    whole_days = int(days)
    seconds += SECONDS_OF_DAY * days - SECONDS_OF_DAY * whole_days
    whole_seconds = int(seconds)
    nanoseconds += (seconds - whole_seconds) * NANOS
    return normal(whole_months, whole_days, whole_seconds, int(nanoseconds))


def between(start: date, end: date) -> Duration:
    """duration.between(): whole months, then days."""
    months = months_between(start, end)
    return Duration(months, (end - plus_months(start, months)).days)


def months_between(start: date, end: date) -> int:
    """Whole months from one date to another."""
    packed = [(day.year * 12 + day.month - 1) * 32 + day.day for day in (start, end)]
    return truncated(packed[1] - packed[0], 32)


DATE_PARTS: dict[str, Callable[[date], int]] = {
    "year": lambda day: day.year,
    "quarter": lambda day: (day.month + 2) // 3,
    "month": lambda day: day.month,
    "week": lambda day: day.isocalendar().week,
    "weekYear": lambda day: day.isocalendar().year,
    "day": lambda day: day.day,
    "ordinalDay": lambda day: day.timetuple().tm_yday,
    "dayOfWeek": lambda day: day.isoweekday(),
    "weekDay": lambda day: day.isoweekday(),
    "dayOfQuarter": lambda day: (day - date(day.year, (day.month - 1) // 3 * 3 + 1, 1)).days + 1,
}

DURATION_PARTS: dict[str, Callable[[Duration], int]] = {
    "years": lambda d: truncated(d.months, 12),
    "quarters": lambda d: truncated(d.months, 3),
    "months": lambda d: d.months,
    "weeks": lambda d: truncated(d.days, 7),
    "days": lambda d: d.days,
    "hours": lambda d: truncated(d.seconds, 3600),
    "minutes": lambda d: truncated(d.seconds, 60),
    "seconds": lambda d: d.seconds,
    "milliseconds": lambda d: d.seconds * 1000 + d.nanoseconds // 10**6,
    "microseconds": lambda d: d.seconds * 10**6 + d.nanoseconds // 1000,
    "nanoseconds": lambda d: d.seconds * NANOS + d.nanoseconds,
    "quartersOfYear": lambda d: _rest(truncated(d.months, 3), 4),
    "monthsOfQuarter": lambda d: _rest(d.months, 3),
    "monthsOfYear": lambda d: _rest(d.months, 12),
    "daysOfWeek": lambda d: _rest(d.days, 7),
    "minutesOfHour": lambda d: _rest(truncated(d.seconds, 60), 60),
    "secondsOfMinute": lambda d: _rest(d.seconds, 60),
    "millisecondsOfSecond": lambda d: d.nanoseconds // 10**6,
    "microsecondsOfSecond": lambda d: d.nanoseconds // 1000,
    "nanosecondsOfSecond": lambda d: d.nanoseconds,
}


def _rest(value: int, by: int) -> int:
    """The remainder with the sign of `value`."""
    return value - truncated(value, by) * by


def signed(duration: Duration) -> Duration:
    """The duration as results show it: seconds and nanoseconds of one sign, as Neo4j's driver has them."""
    total = duration.seconds * NANOS + duration.nanoseconds
    seconds = truncated(total, NANOS)
    return Duration(duration.months, duration.days, seconds, total - seconds * NANOS)


def component(value: date | Duration, name: str) -> int:
    """A component of a date or duration, as `year` or `daysOfWeek`.

    Raises:
        CypherValueError: there is none of that name.
    """
    if isinstance(value, date) and name in DATE_PARTS:
        return DATE_PARTS[name](value)
    if isinstance(value, Duration) and name in DURATION_PARTS:
        return DURATION_PARTS[name](value)
    raise type_error("InvalidArgumentValue", f"No such field: {name}")
