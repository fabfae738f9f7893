"""Runs cases of the kit and judges the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from graphkit.errors import CypherError, CypherUnsupportedError, GraphkitError
from graphkit.results import Result
from tests.cypher.canonical import Canonical, canonical, decoded
from tests.cypher.tck.cases import Case, Graphs

Verdict = Literal["right", "refused", "wrong"]


@dataclass(frozen=True)
class Outcome:
    """How a case went; `detail` says what came instead of what was expected."""

    case: Case
    verdict: Verdict
    detail: str = ""


def run_all(cases: Iterable[Case]) -> Iterator[Outcome]:
    """Run cases one after the other."""
    graphs = Graphs()
    try:
        for case in cases:
            yield run(case, graphs)
    finally:
        graphs.close()


def run(case: Case, graphs: Graphs) -> Outcome:
    """Run one case."""
    try:
        result = graphs.session(case.graph).run(case.query, case.parameters)
    except CypherUnsupportedError as error:
        return Outcome(case, "refused", error.what)
    except CypherError as error:
        return _judge_error(case, error)
    except GraphkitError as error:
        return Outcome(case, "refused", error.what)
    except Exception as error:  # any other error is a fault of the compiler
        return Outcome(case, "wrong", f"crash: {type(error).__name__}: {error}")
    return _judge_rows(case, result)


def _judge_error(case: Case, error: CypherError) -> Outcome:
    came = f"{error.kind} {error.code} ({error.what})"
    if "error" not in case.expect:
        return Outcome(case, "wrong", f"raised {came}")
    kind = _kind_in_neo4j(case.expect)
    if (error.kind, error.code) == (kind, case.expect["detail"]):
        return Outcome(case, "right")
    return Outcome(case, "wrong", f"raised {came} instead of {kind} {case.expect['detail']}")


def _kind_in_neo4j(expect: dict[str, str]) -> str:
    """The kind of error by which a Neo4j 5.26 answers where the kit names another."""
    match expect["detail"]:
        case "InvalidArgumentType" | "MapElementAccessByNonString" | "ProcedureNotFound":
            return "SyntaxError"
        case "NegativeIntegerArgument" if expect["at"] == "runtime":
            return "ArgumentError"
    return expect["error"]


def _judge_rows(case: Case, result: Result) -> Outcome:
    if "error" in case.expect:
        return Outcome(case, "wrong", f"gave {result.rows[:3]} instead of {case.expect['detail']}")
    if result.columns != case.expect["columns"]:
        return Outcome(case, "wrong", f"columns {result.columns} instead of {case.expect['columns']}")
    sort_lists = case.expect.get("ignore_list_order", False)
    came = [_as_in_kit(tuple(canonical(v, sort_lists=sort_lists) for v in row)) for row in result.rows]
    wanted = [
        _as_in_kit(tuple(decoded(v, sort_lists=sort_lists) for v in row)) for row in case.expect["rows"]
    ]
    same = came == wanted if case.expect.get("ordered") else Counter(came) == Counter(wanted)
    if same:
        return Outcome(case, "right")
    return Outcome(case, "wrong", f"gave {result.rows[:5]} instead of {case.expect['rows'][:5]}")


def _as_in_kit(value: Canonical) -> Canonical:
    """A canonical value as far as the kit tells values apart: dates are strings in it, and -0.0 is 0.0."""
    match value:
        case ("temporal", text):
            return ("str", text)
        case ("float", "-0.0"):
            return ("float", "0.0")
        case tuple():
            return tuple(_as_in_kit(part) if isinstance(part, tuple) else part for part in value)
