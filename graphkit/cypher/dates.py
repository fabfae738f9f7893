"""Arithmetic of dates and durations, on Python's values."""

from __future__ import annotations

import calendar as gregorian
from datetime import date, timedelta
from fractions import Fraction

from graphkit.cypher.values import Fault
from graphkit.results import Duration

SECONDS_OF_DAY = 86_400
_NANOS = 10**9
_DAYS_OF_MONTH = Fraction(2_629_746, SECONDS_OF_DAY)


def add(left: object, right: object) -> date | Duration | None:
    """The sum of a date and a duration, or of two durations; None for other pairs."""
    if isinstance(left, Duration) and isinstance(right, Duration):
        return normal(
            left.months + right.months,
            left.days + right.days,
            left.seconds + right.seconds,
            left.nanoseconds + right.nanoseconds,
        )
    if isinstance(left, Duration) and isinstance(right, date):
        left, right = right, left
    if isinstance(left, date) and isinstance(right, Duration):
        return moved(left, right)
    return None


def moved(day: date, by: Duration) -> date:
    """The date so much later: months first (the day is cut to the month's last), then days; hours make whole days."""
    try:
        return plus_months(day, by.months) + timedelta(days=by.days + _whole_days(by))
    except (OverflowError, ValueError):
        raise Fault("ArgumentError", "InvalidArgumentValue", "the date leaves the years 1 to 9999") from None


def _whole_days(by: Duration) -> int:
    return int(Fraction(by.seconds * _NANOS + by.nanoseconds, _NANOS * SECONDS_OF_DAY))


def plus_months(day: date, months: int) -> date:
    """The date so many months later; the day is cut to the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))


def negate(duration: Duration) -> Duration:
    """The duration backwards."""
    return normal(-duration.months, -duration.days, -duration.seconds, -duration.nanoseconds)


def normal(months: int, days: int, seconds: int, nanoseconds: int) -> Duration:
    """A duration with 0 <= nanoseconds < 10^9, as Neo4j keeps it."""
    carried, nanoseconds = divmod(nanoseconds, _NANOS)
    return Duration(months, days, seconds + carried, nanoseconds)


def scale(duration: Duration, factor: float) -> Duration:
    """The duration times a number; what is left of a month becomes days, of a day seconds."""
    exact = Fraction(factor)
    return fractional(
        duration.months * exact,
        duration.days * exact,
        Fraction(duration.seconds * _NANOS + duration.nanoseconds, _NANOS) * exact,
    )


def fractional(months: Fraction, days: Fraction, seconds: Fraction) -> Duration:
    """A duration of broken parts: what is left of a month becomes days, of a day seconds, cut to nanoseconds."""
    whole_months = int(months)
    days += (months - whole_months) * _DAYS_OF_MONTH
    whole_days = int(days)
    seconds += (days - whole_days) * SECONDS_OF_DAY
    return normal(whole_months, whole_days, 0, int(seconds * _NANOS))
