"""Dates from text, from components and by truncation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from graphkit.cypher.runtime.dates import DATE_PARTS, out_of_range, plus_months
from graphkit.cypher.runtime.values import CypherValueError, argument_error, type_error

_TEXT = re.compile(
    r"(?P<year>[0-9]{4}|[-+][0-9]{1,9}(?=-|$))(?:"
    r"-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?|(?P<month_>[0-9]{2})(?P<day_>[0-9]{2})?|"
    r"-W(?P<week>[0-9]{1,2})(?:-(?P<dayOfWeek>[0-9]))?|W(?P<week_>[0-9]{2})(?P<dayOfWeek_>[0-9])?|"
    r"-Q(?P<quarter>[0-9])(?:-(?P<dayOfQuarter>[0-9]{1,2}))?|Q(?P<quarter_>[0-9])(?P<dayOfQuarter_>[0-9]{2})?|"
    r"-(?P<ordinalDay>[0-9]{3})|(?P<ordinalDay_>[0-9]{3}))?",
    re.ASCII,
)
_GROUPS = {
    "calendar": ("month", "day"),
    "week": ("week", "dayOfWeek"),
    "quarter": ("quarter", "dayOfQuarter"),
    "ordinal": ("ordinalDay",),
}
_GROUP_OF = {name: group for group, names in _GROUPS.items() for name in names}
_RANGES = {
    "month": ("MonthOfYear", 12, "12"),
    "day": ("DayOfMonth", 31, "28/31"),
    "week": ("WeekOfWeekBasedYear", 53, "52/53"),
    "dayOfWeek": ("DayOfWeek", 7, "7"),
    "quarter": ("QuarterOfYear", 4, "4"),
    "dayOfQuarter": ("DayOfQuarter", 92, "90/92"),
    "ordinalDay": ("DayOfYear", 366, "365/366"),
}
_MONTHS = (
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE",
    "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER",
)  # fmt: skip


def from_text(text: str) -> date:
    """The date that a text names: `2020`, `2020-02-01`, `20200201`, `2020-W05-3`, `2020-060`, `2020-Q2-45`.

    Raises:
        CypherValueError: the text is no date, or of a year that is not supported.
    """
    found = _TEXT.fullmatch(text)
    if not found:
        raise CypherValueError("SyntaxError", "InvalidArgumentValue", "Text cannot be parsed to a Date")
    fields = {name.rstrip("_"): int(value) for name, value in found.groupdict().items() if value}
    try:
        built = _composed(fields)
    except ValueError as error:
        raise CypherValueError("SyntaxError", "InvalidArgumentValue", str(error)) from None
    if fields.get("week") == 53 and built.isocalendar().week != 53:
        raise argument_error("InvalidArgumentValue", f"Year {fields['year']} does not contain 53 weeks.")
    if "dayOfQuarter" in fields and DATE_PARTS["quarter"](built) != fields["quarter"]:
        raise argument_error(
            "InvalidArgumentValue",
            f"Quarter {fields['quarter']} of {fields['year']} is shorter.",
        )
    return built


def from_parts(parts: Mapping[str, Any]) -> date:
    """The date of a map: year with month, week, quarter or ordinalDay, or another `date` with parts replaced.

    Raises:
        CypherValueError: parts are missing, do not go together, or are no integers.
    """
    if not parts:
        raise argument_error("InvalidArgumentValue", "At least one temporal unit must be specified.")
    if "timezone" in parts:
        raise CypherValueError("Unsupported", "TimeZone", "time zones are not supported")
    fields: dict[str, int] = {}
    for name, value in parts.items():
        if name == "date":
            continue
        if name != "year" and name not in _GROUP_OF:
            raise argument_error("InvalidArgumentValue", f"No such field: {name}")
        number = 1 if value is None and name != "year" else value  # as Neo4j takes a part that is null
        if not isinstance(number, int) or isinstance(number, bool):
            raise argument_error("InvalidArgumentValue", f"{name} must be an integer value")
        fields[name] = number
    try:
        if "date" in parts:
            return _rebased(fields, parts["date"])
        return _composed(fields)
    except ValueError as error:
        raise argument_error("InvalidArgumentValue", str(error)) from None


def _group(fields: Mapping[str, int]) -> str:
    """Which of the four ways of naming a day the fields belong to."""
    named = [name for name in fields if name != "year"]
    group = _GROUP_OF[named[0]] if named else "calendar"
    for name in named:
        if _GROUP_OF[name] != group:
            raise type_error("InvalidArgumentValue", f"Cannot assign {name} to {group} date.")
    return group


def _composed(fields: Mapping[str, int]) -> date:
    """The date of the fields alone: what is finer than the last one given is 1."""
    if "year" not in fields:
        raise ValueError("year must be specified")
    group = _group(fields)
    missing = ""
    for name in _GROUPS[group]:
        if name not in fields:
            missing = missing or name
        elif missing:
            raise ValueError(f"{name} cannot be specified without {missing}")
    return _day(group, fields)


def _rebased(fields: dict[str, int], base: object) -> date:
    """The date of the fields, the rest from another date; a day beyond the month's end is cut to it."""
    if not isinstance(base, date):
        raise ValueError("Cannot construct date from a value that is no date")
    group = _group(fields)
    if group == "quarter" and "dayOfQuarter" not in fields:
        _need_in_range(fields)
        months = (fields["quarter"] - DATE_PARTS["quarter"](base)) * 3
        return plus_months(base, months + (fields.get("year", base.year) - base.year) * 12)
    if group == "calendar" and "day" not in fields:
        _need_in_range(fields)
        months = fields.get("month", base.month) - base.month
        return plus_months(base, months + (fields.get("year", base.year) - base.year) * 12)
    names = ("weekYear" if group == "week" else "year", *_GROUPS[group])
    taken = {name.replace("weekYear", "year"): DATE_PARTS[name](base) for name in names}
    return _day(group, taken | fields)


def _day(group: str, fields: Mapping[str, int]) -> date:
    _need_in_range(fields)
    year = fields["year"]
    if not 1 <= year <= 9999:
        raise out_of_range()
    if group == "calendar":
        month, day = fields.get("month", 1), fields.get("day", 1)
        try:
            return date(year, month, day)
        except ValueError:
            raise ValueError(f"Invalid date '{_MONTHS[month - 1]} {day}'") from None
    if group == "week":
        days = (fields.get("week", 1) - 1) * 7 + fields.get("dayOfWeek", 1) - 1
        return _later(date.fromisocalendar(year, 1, 1), days)
    if group == "quarter":
        return _later(date(year, fields.get("quarter", 1) * 3 - 2, 1), fields.get("dayOfQuarter", 1) - 1)
    built = _later(date(year, 1, 1), fields["ordinalDay"] - 1)
    if built.year != year:
        raise ValueError(f"Invalid date 'DayOfYear 366' as '{year}' is not a leap year")
    return built


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise out_of_range() from None


def _need_in_range(fields: Mapping[str, int]) -> None:
    for name, value in fields.items():
        if name in _RANGES and not 1 <= value <= _RANGES[name][1]:
            spelled, _, limits = _RANGES[name]
            raise ValueError(f"Invalid value for {spelled} (valid values 1 - {limits}): {value}")


_UNITS: dict[str, Callable[[date], date]] = {
    "millennium": lambda day: date(max(day.year // 1000 * 1000, 1), 1, 1),
    "century": lambda day: date(max(day.year // 100 * 100, 1), 1, 1),
    "decade": lambda day: date(max(day.year // 10 * 10, 1), 1, 1),
    "year": lambda day: date(day.year, 1, 1),
    "weekYear": lambda day: date.fromisocalendar(day.isocalendar().year, 1, 1),
    "quarter": lambda day: date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
    "month": lambda day: date(day.year, day.month, 1),
    "week": lambda day: day - timedelta(days=day.weekday()),
    "day": lambda day: day,
}
_TOO_SMALL = ("hour", "minute", "second", "millisecond", "microsecond")


def truncate(unit: str, day: date, fields: Mapping[str, Any] | None) -> date:
    """date.truncate(): the first day of the unit, some of whose parts are then replaced.

    Raises:
        CypherValueError: an unknown unit or field.
    """
    if unit in _TOO_SMALL:
        raise type_error("InvalidArgumentValue", f"Unit too small for truncation: {unit}")
    if unit not in _UNITS:
        raise argument_error("InvalidArgumentValue", f"Unsupported unit: {unit}")
    first = _UNITS[unit](day)
    return from_parts({"date": first, **fields}) if fields else first
