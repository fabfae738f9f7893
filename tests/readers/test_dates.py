import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.readers.dates import DATE_PATTERN, PageYears, WrittenDate


def written(text: str) -> WrittenDate:
    match = re.fullmatch(DATE_PATTERN, text)
    assert match is not None
    return WrittenDate.of(match)


def years(*texts: str, as_of: int | None = None) -> PageYears:
    found = PageYears(as_of)
    for text in texts:
        found.see(written(text))
    return found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Jun 12, 2022", (6, 12, 2022)),
        ("Feb 19", (2, 19, None)),
        ("September 1, 1999", (9, 1, 1999)),
        ("Sept 1", (9, 1, None)),
    ],
)
def test_written_dates(text: str, parts: tuple[int, int, int | None]) -> None:
    assert (written(text).month, written(text).day, written(text).year) == parts


def test_the_current_year_is_one_more_than_the_newest() -> None:
    found = years("Jun 1, 2023", "Jul 2, 2024", "Jan 4")
    assert found.current == 2025
    assert found.read(written("Jan 4")).day == date(2025, 1, 4)
    assert found.read(written("Jan 4")).inferred
    assert not found.read(written("Jul 2, 2024")).inferred


def test_without_any_year_the_year_stays_open() -> None:
    found = years("Jan 4", "Feb 5")
    assert found.current is None
    read = found.read(written("Jan 4"))
    assert (read.day, read.year, read.fault_kind) == (None, None, "date-without-year")


def test_as_of_overrides() -> None:
    assert years("Jul 2, 2024", "Jan 4", as_of=2030).read(written("Jan 4")).day == date(2030, 1, 4)
    assert years("Jan 4", as_of=2030).current == 2030


def test_a_leap_day_without_a_year_makes_the_current_year_a_leap_year() -> None:
    assert years("Jul 2, 2024", "Feb 29").read(written("Feb 29")).day == date(2028, 2, 29)
    assert years("Jul 2, 2023", "Feb 29").current == 2024


def test_an_impossible_day_keeps_its_year_and_is_a_fault() -> None:
    for text in ("Feb 30, 2023", "Feb 29, 2023", "Jun 0, 2023"):
        read = years(text).read(written(text))
        assert (read.day, read.year, read.fault_kind) == (None, 2023, "impossible-date")
    assert years("Feb 29", "Jun 1, 2021", as_of=2022).read(written("Feb 29")).fault_kind == "impossible-date"
    assert years("Feb 31, 2023").current is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_comes_back(day: date) -> None:
    text = f"{day:%b} {day.day}, {day.year}"
    assert years(text).read(written(text)).day == day
