"""Dates as listing pages write them, many without a year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

DATE_PATTERN = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?\s+(?P<day>[0-9]{1,2})(?:,\s*(?P<year>[0-9]{4}))?"
)
"""A date as `Jun 12, 2022` or `Jun 12`."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written, possibly impossible, possibly without a year."""

    month: int
    day: int
    year: int | None

    @classmethod
    def of(cls, match: re.Match[str]) -> WrittenDate:
        """The date that a match of DATE_PATTERN holds."""
        month = _MONTHS.index(match["month"][:3].lower()) + 1
        return cls(month, int(match["day"]), int(match["year"]) if match["year"] else None)

    def in_year(self, year: int) -> date | None:
        """The day in that year, if there is one."""
        if year >= 1 and 1 <= self.day <= calendar.monthrange(year, self.month)[1]:
            return date(year, self.month, self.day)
        return None


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What a written date comes to: the day and year as far as known, and the fault in it, if any."""

    day: date | None = None
    year: int | None = None
    inferred: bool = False
    fault_kind: str = ""
    fault_message: str = ""


@dataclass(slots=True)
class PageYears:
    """Finds the current year of a page: the one in which it was saved and which its dates leave out.

    It is at least the newest year written in a card's date plus one; where a card says Feb 29 without a
    year, it is a leap year. A page without any written year leaves its dates without one.
    """

    as_of: int | None = None
    newest: int | None = None
    leap_day: bool = False
    yearless: int = 0

    def see(self, written: WrittenDate) -> None:
        """Take a card's date into account."""
        if written.year is None:
            self.yearless += 1
            self.leap_day = self.leap_day or (written.month, written.day) == (2, 29)
        elif written.in_year(written.year) is not None and (
            self.newest is None or written.year > self.newest
        ):
            self.newest = written.year

    @property
    def current(self) -> int | None:
        """The page's current year, where it is known."""
        if self.as_of is not None or self.newest is None:
            return self.as_of
        year = self.newest + 1
        while self.leap_day and not calendar.isleap(year):
            year += 1
        return year

    @property
    def explanation(self) -> str:
        """How the current year was found, in words; only where it is known."""
        dates = f"{self.yearless} date{'' if self.yearless == 1 else 's'} without a year"
        if self.as_of is not None:
            return f"{dates}: {self.current} was taken, as given"
        leap = ", and a leap year" if self.leap_day else ""
        rule = f"one more than the newest year{leap}"
        return f"{dates}: {self.current} was taken, {rule}"

    def read(self, written: WrittenDate) -> ReadDate:
        """Complete a card's date."""
        year = written.year if written.year is not None else self.current
        if year is None:
            message = "the date has no year, and no date on the page has one; give the year with --as-of"
            return ReadDate(fault_kind="date-without-year", fault_message=message)
        inferred = written.year is None
        day = written.in_year(year)
        if day is None:
            message = f"there is no such day in {year}; the year was kept"
            return ReadDate(None, year, inferred, "impossible-date", message)
        return ReadDate(day, year, inferred)
