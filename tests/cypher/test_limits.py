"""Limits: queries that would run for hours or take all memory end soon, with an error of graphkit's own."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from graphkit.cypher.session import CypherSession
from graphkit.engine import Engine
from graphkit.errors import LimitError
from graphkit.stores.tables import load_graph

SECONDS = 0.5
GRACE = 4.0
"""What a busy machine may take beyond the limit; unstopped, each query below takes minutes or more."""

LONG = {
    "rows of a range": "UNWIND range(1, 9000000000000) AS x RETURN count(x % 7)",
    "rows to fetch": "UNWIND range(1, 900000000) AS x WITH x WHERE x > 0 RETURN x",
    "cartesian product": "MATCH (a), (b), (c), (d), (e), (f), (g) RETURN count(a.x + b.x * c.x - d.x + e.x * f.x)",
    "several unwound ranges": "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN sum(x * y % 7)",
    "trails of any length": "MATCH p = (a {id: 1})-[*]-(b) RETURN count(p)",
    "trails of many lengths": "MATCH p = (a {id: 1})-[*..30]-(b) RETURN count(p)",
    "quantified path": "MATCH p = (a {id: 1})((x)--(y) WHERE x.id <> y.id)+(b) RETURN count(p)",
    "nested comprehensions": "WITH [x IN range(1, 30000) | x] AS l RETURN size([x IN l | size([y IN l WHERE y <> x])])",
    "quantifiers": "UNWIND [1, 2] AS a WITH range(a, 30000) AS l RETURN any(x IN l WHERE any(y IN l WHERE y < 0))",
    "reduce": "RETURN reduce(s = 0, x IN range(1, 40000000) | s + reduce(t = 0, y IN [x, x] | t + y % 7))",
    "pattern predicates": "MATCH (a), (b) WHERE EXISTS { (a)--()--()--()--()--()--(b) } RETURN count(*)",
    "subqueries": "UNWIND range(1, 20000) AS x CALL (x) { UNWIND range(1, x) AS y RETURN sum(y) AS s } RETURN sum(s)",
    "functions in Python": "UNWIND range(1, 100000000) AS x RETURN count(CASE WHEN x % 2 = 0 THEN x ELSE [x] END + 1)",
    "sorting": "UNWIND range(1, 900000000) AS x RETURN toString(x) AS t ORDER BY t LIMIT 3",
}

LARGE = {
    "list of a range": "RETURN size(range(1, 1000000000))",
    "quantifier over a range": "RETURN any(x IN range(1, 1000000000) WHERE x < 0)",
    "ranges inside a comprehension": "RETURN size([x IN range(1, 100000) | [y IN range(1, 100000) | x * y]])",
    "ranges row by row": "UNWIND range(1, 100000) AS x RETURN sum(size(range(x, 10000000)))",
    "text that doubles": "RETURN size(reduce(s = 'ab', x IN range(1, 60) | s + s))",
    "list that doubles": "RETURN size(reduce(s = [1], x IN range(1, 60) | s + s))",
    "map that doubles": "RETURN reduce(s = {a: 1}, x IN range(1, 60) | {a: s, b: s})",
    "list that nests": "RETURN reduce(s = [], x IN range(1, 10000) | [s])",
    "a pattern that goes back and forth": "RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' =~ '(?=a)(a|aa)+c'",
}


@pytest.fixture(scope="module")
def session() -> Iterator[CypherSession]:
    nodes = [(number, ["N"], {"id": number, "x": number * 1.5}) for number in range(60)]
    edges = [(number % 60, number * number % 59, "R", {}) for number in range(720)]
    with Engine(threads=2, memory_limit="500MB") as engine:
        yield CypherSession(engine, load_graph(engine, nodes, edges))


@pytest.mark.parametrize("name", LONG)
def test_time_is_limited(session: CypherSession, name: str) -> None:
    began = time.monotonic()
    with pytest.raises(
        LimitError, match=r"longer than|of memory"
    ):  # an idle machine fills it before the time is up
        session.run(LONG[name], timeout=SECONDS)
    assert time.monotonic() - began < SECONDS + GRACE
    assert session.run("RETURN 1").rows == [(1,)]


@pytest.mark.parametrize("name", LARGE)
def test_memory_is_limited(session: CypherSession, name: str) -> None:
    with pytest.raises(LimitError):
        session.run(LARGE[name], timeout=60)
    assert session.run("RETURN 1").rows == [(1,)]


def test_an_unwound_range_is_never_a_list(session: CypherSession) -> None:
    began = time.monotonic()
    assert session.run("UNWIND range(1, 30000000) AS x RETURN count(x), sum(x)").rows == [
        (30000000, 450000015000000)
    ]
    assert time.monotonic() - began < GRACE


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ("1, 4", [1, 2, 3, 4]),
        ("4, 1, -2", [4, 2]),
        ("4, 1", []),
        ("0, 1, -123", [0]),  # as Neo4j answers
        ("9223372036854775806, 9223372036854775807", [9223372036854775806, 9223372036854775807]),
        ("$low, $low + 2", [7, 8, 9]),
    ],
)
def test_ranges_give_the_same_rows_and_lists(
    session: CypherSession, bounds: str, expected: list[int]
) -> None:
    given = {"low": 7}
    assert session.run(f"UNWIND range({bounds}) AS x RETURN x", given).rows == [(x,) for x in expected]
    assert session.run(f"RETURN range({bounds})", given).rows == [(expected,)]
    rows = session.run(f"UNWIND [1, 2] AS y UNWIND range({bounds}) AS x RETURN y, x", given).rows
    assert rows == [(y, x) for y in (1, 2) for x in expected]


@pytest.mark.parametrize("name", ["rows of a range", "functions in Python", "rows to fetch"])
def test_control_c_stops_every_query(session: CypherSession, name: str) -> None:
    began = time.monotonic()
    timer = threading.Timer(SECONDS, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        session.run(LONG[name])
    timer.join()
    assert time.monotonic() - began < SECONDS + GRACE
    assert session.run("RETURN 1").rows == [(1,)]
