"""Compares two answers to one query."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, Literal

from tests.cypher.differential.oracle import Answer
from tests.cypher.differential.queries import Query

Verdict = Literal["right", "refused", "unreached", "other error", "wrong", "crash"]
"""`unreached`: one side raised a run-time error where the other gave no rows. Which values are computed that no
row of the answer needs is left to the planner, on both sides, so such answers are counted apart."""

_OUR_KINDS = {
    "ExecutionFailed": "ArgumentError",  # as for left('abc', -1)
    "ProcedureCallFailed": "TypeError",  # as for date.truncate('day', null)
    "ProcedureNotFound": "SyntaxError",
}
"""What graphkit calls errors for which Neo4j has no kind of the language."""

_AT_RUN_TIME = frozenset({"TypeError", "ArgumentError", "ArithmeticError"})

_DIGITS = 12
"""Significant digits of floats that must agree; the last ones differ between mathematical libraries."""


def judge(query: Query, ours: Answer, theirs: Answer) -> tuple[Verdict, str]:
    """The verdict on our answer, and the symptom where it is not right."""
    if ours.error == "Unsupported":
        return "refused", _general(ours.message)
    if ours.error == "crash":
        return "crash", _general(ours.message)
    if ours.error or theirs.error:
        return _judge_errors(ours, theirs)
    if ours.columns != theirs.columns:
        return "wrong", "other columns"
    return _judge_rows(query, ours.rows or [], theirs.rows or [])


def _judge_errors(ours: Answer, theirs: Answer) -> tuple[Verdict, str]:
    expected = _OUR_KINDS.get(theirs.error, theirs.error)
    if ours.error == expected:
        return "right", ""
    if (
        (ours.error or expected) in _AT_RUN_TIME
        and not (theirs.rows or ours.rows)
        and not (ours.error and expected)
    ):
        return "unreached", f"ours {ours.error or 'no rows'}, theirs {expected or 'no rows'}"
    if not expected:
        return "wrong", f"raised {ours.error}: {_general(ours.message)}"
    if not ours.error:
        return "wrong", f"gave rows, not {expected}: {_general(theirs.message)}"
    return "other error", f"{ours.error} for {expected}: {_general(theirs.message)}"


def _judge_rows(query: Query, ours: list[Any], theirs: list[Any]) -> tuple[Verdict, str]:
    mine, wanted = ([_row(row, query.unordered_lists) for row in rows] for rows in (ours, theirs))
    if Counter(map(json.dumps, mine)) != Counter(map(json.dumps, wanted)):
        if len(mine) != len(wanted):
            return "wrong", "other number of rows"
        if Counter(map(_untyped, mine)) == Counter(map(_untyped, wanted)):
            return "wrong", "integer and float exchanged"
        return "wrong", "other values"
    for place in query.ordered_by:
        if [_untyped(row[place]) for row in mine] != [_untyped(row[place]) for row in wanted]:
            return "wrong", "other order"
    return "right", ""


def _row(row: list[Any], sort_lists: bool) -> list[Any]:
    return [_value(value, sort_lists) for value in row]


def _value(value: Any, sort_lists: bool) -> Any:
    """A canonical value with its floats rounded, and its lists sorted where asked."""
    if not isinstance(value, list):
        return value
    if value[:1] == ["float"] and value[1] not in {"NaN", "inf", "-inf"}:
        return ["float", f"{float(value[1]):.{_DIGITS}g}"]
    if value[:1] == ["list"] and sort_lists:
        return ["list", sorted((_value(item, sort_lists) for item in value[1]), key=json.dumps)]
    return [_value(item, sort_lists) for item in value]


def _untyped(row: list[Any]) -> str:
    """Text in which an integer and the float of its value are the same, as they are for ORDER BY."""
    return re.sub(r'\["(int|float)", "?(-?[^"\]]+?)(\.0)?"?\]', r"\2", json.dumps(row))


def _general(message: str) -> str:
    """A message without what is special to one query, so that equal symptoms are counted together."""
    message = re.sub(r"`[^`]*`|'[^']*'|\"[^\"]*\"", "…", message)
    return re.sub(r"\d+", "N", re.sub(r"\(line.*", "", message)).strip()[:140]
