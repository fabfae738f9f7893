"""Dates and durations; everything with a time of day in it is refused by name."""

from __future__ import annotations

from graphkit.cypher import types as t
from graphkit.cypher.functions.table import Argument, Builder, Function, by_template
from graphkit.cypher.types import Type, Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.boxes import box, boxed_call, unbox
from graphkit.cypher.values.checks import expect, wrong
from graphkit.errors import CypherUnsupportedError

_TODAY = "CAST(make_timestamp(epoch_us(now())) AS DATE)"
"""Today in UTC, which is Neo4j's own default."""


def _made(runtime: str, result: Type, takes: tuple[Type, ...]) -> Builder:
    """date() or duration() of a text, a map, or a date."""

    def build(values: list[Value], at: int) -> Value:
        value = values[0]
        if value.type == result == t.DATE:
            return value
        if value.type not in (*takes, t.ANY):
            return wrong(Value(value.sql, t.uncertain(value.type)), f"String or Map for {result}", result, at)
        return unbox(Value(boxed_call(runtime, value), t.ANY), result)

    return build


def _date(values: list[Value], at: int) -> Value:
    return _made("cy_date", t.DATE, (t.STRING, t.MAP))(values, at) if values else _today(values, at)


def _today(values: list[Value], at: int) -> Value:
    if values:
        raise CypherUnsupportedError("time zones are not supported", offset=at)
    return by_template(_TODAY, t.DATE)(values, at)


def _truncate(values: list[Value], at: int) -> Value:
    day = values[1] if len(values) > 1 else _today([], at)
    fields = box(values[2]).sql if len(values) > 2 else sql.null("VARCHAR")
    if day.type not in (t.DATE, t.ANY, t.NULL):
        return wrong(Value(day.sql, t.uncertain(day.type)), "Date", t.DATE, at)
    truncated = sql.call("cy_truncate", values[0].sql, box(day).sql, fields)
    return unbox(Value(truncated, t.ANY), t.DATE)


def _between(unit: str) -> Builder:
    def build(values: list[Value], at: int) -> Value:
        days = [box(expect(Value(v.sql, t.uncertain(v.type)), t.DATE, at)).sql for v in values]
        return unbox(Value(sql.call("cy_between", *days, sql.string(unit)), t.ANY), t.DURATION)

    return build


_TIME_ZONE = Argument("timezone", None, "STRING")
_FROM, _TO = Argument("from", None, "DATE"), Argument("to", None, "DATE")


def _clock(name: str) -> Function:
    return Function(
        name, "Temporal", (_TIME_ZONE,), "DATE", _today, "today, in UTC; without a time zone", optional=1
    )


FUNCTIONS: tuple[Function, ...] = (
    Function(
        "date", "Temporal", (Argument("input", None, "STRING | MAP | DATE"),), "DATE", _date,
        "today (UTC), or the date of an ISO text (calendar, week, ordinal, quarter) or of a map",
        optional=1,
    ),
    _clock("date.transaction"),
    _clock("date.statement"),
    _clock("date.realtime"),
    Function(
        "date.truncate",
        "Temporal",
        (
            Argument("unit", t.STRING),
            Argument("date", None, "DATE"),
            Argument("fields", t.MAP),
        ),
        "DATE",
        _truncate,
        "the first day of the millennium, century, decade, year, weekYear, quarter, month, week or day; "
        "null is a TypeError",
        optional=2,
        null_if_null=False,
    ),
    Function(
        "duration", "Temporal", (Argument("input", None, "STRING | MAP"),), "DURATION",
        _made("cy_duration", t.DURATION, (t.STRING, t.MAP)),
        "the duration of an ISO text or of a map of parts; months, days and seconds are kept apart",
    ),
    Function("duration.between", "Temporal", (_FROM, _TO), "DURATION", _between("between"), "months, days"),
    Function("duration.inMonths", "Temporal", (_FROM, _TO), "DURATION", _between("inMonths"), "whole months"),
    Function("duration.inDays", "Temporal", (_FROM, _TO), "DURATION", _between("inDays"), "days"),
    Function("duration.inSeconds", "Temporal", (_FROM, _TO), "DURATION", _between("inSeconds"), "seconds"),
)  # fmt: skip

_REASON = "graphkit knows dates, not times of day"
_TYPES = ("datetime", "localdatetime", "time", "localtime")
REFUSED: dict[str, str] = {
    name + suffix: _REASON
    for name in _TYPES
    for suffix in (
        "",
        ".truncate",
        ".transaction",
        ".statement",
        ".realtime",
        ".fromepoch",
        ".fromepochmillis",
    )
}
