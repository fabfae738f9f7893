"""No text makes the session crash, hang, or reach anything but the graph: it answers, or raises a GraphkitError."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
import sqlglot
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlglot import exp

from graphkit.errors import CypherError, CypherSyntaxError, CypherUnsupportedError, GraphkitError
from tests.cypher.small_graph import SmallGraph
from tests.cypher.test_parser_robustness import WORDS

QUERIES = """
MATCH (a)-[r:AUTHORED]->(p:Paper) WHERE a.age > 30 AND p.year IN [2020] RETURN a.id, count(*) AS n ORDER BY n LIMIT 3
MATCH (a)-[:KNOWS*1..3]->(b) RETURN a.id, collect(DISTINCT b.name) AS names
OPTIONAL MATCH (a:Star)--(x) WITH a, x WHERE x.mixed IS NOT NULL RETURN labels(a), x.mixed + 1, valueType(x.mixed)
MATCH p = shortestPath((a {id: 'ann'})-[*..5]-(c {id: 'cleo'})) RETURN length(p), [n IN nodes(p) | n.name]
MATCH p = SHORTEST 2 GROUPS (a:Author)-[:KNOWS]->+(b) RETURN p
MATCH (a)((x)-[:KNOWS]->(y) WHERE x.age < y.age){1,2}(b) RETURN size(x), b
UNWIND [1, 2.5, 'a', null, [1], {k: 1}] AS x WITH x ORDER BY x RETURN collect(x), min(x), max(x)
MATCH (a) WHERE EXISTS { (a)-[:AUTHORED]->(p WHERE p.year > 2000) } AND NOT a:Star|!Paper RETURN COUNT { (a)--() }
CALL { MATCH (a:Author) RETURN a UNION MATCH (a:Paper) RETURN a } RETURN a.name, a {.*, x: 1}
MATCH (a) CALL (a) { MATCH (a)-->(b) RETURN b.id AS id ORDER BY id LIMIT 1 } RETURN a.id, id
RETURN reduce(s = 0, x IN range(1, 9) | s + x), any(x IN [1, null] WHERE x > 1), [x IN [3, 1] WHERE x > 1 | x * 2]
RETURN CASE 1 WHEN 2 THEN 'a' ELSE toUpper('b') END, substring('abc', 1, 1), 'abc' =~ '(a|b)+c', split('a,b', ',')
RETURN date('2020-01-31') + duration({months: 1}), date().year, duration.between(date('2020-01-01'), date('2021-03-04'))
MATCH (a:Author) RETURN percentileCont(a.age, 0.5), stDev(a.age), avg(a.age), sum(a.age)
MATCH (a)-[r]-(b) RETURN type(r), startNode(r).id, properties(r), elementId(a) IS :: STRING NOT NULL
CALL db.schema.nodeTypeProperties() YIELD nodeType, propertyName RETURN nodeType, collect(propertyName)
""".strip().splitlines()

PIECES = [
    *WORDS,
    *(word for query in QUERIES for word in query.split()),
    "0",
    "-1",
    "9223372036854775807",
    "NaN",
]
SECONDS = 2.0
REACHABLE = {"unnest", "range", "generate_subscripts"}
"""Functions that a FROM may call."""


@pytest.fixture(scope="module")
def graph() -> Iterator[SmallGraph]:
    made = SmallGraph()
    before = _state(made)
    yield made
    assert _state(made) == before
    made.engine.close()


def _state(graph: SmallGraph) -> list[list[tuple[object, ...]]]:
    """Tables, their rows, and settings."""
    tables = graph.engine.rows("SELECT table_name, estimated_size FROM duckdb_tables() ORDER BY ALL")
    return [
        tables,
        graph.engine.rows("SELECT name, value FROM duckdb_settings() WHERE name <> 'TimeZone' ORDER BY ALL"),
    ]


def answers_or_refuses(graph: SmallGraph, text: str) -> None:
    began = time.monotonic()
    with suppress(GraphkitError):
        graph.session.run(text, {"p": 1, "q": "a"}, timeout=SECONDS, max_rows=1000)
    assert time.monotonic() - began < SECONDS + 8, "it was not stopped in time"


mutation = st.tuples(
    st.sampled_from(["drop", "double", "swap", "put"]), st.integers(0, 40), st.sampled_from(PIECES)
)


def _mutated(query: str, mutations: list[tuple[str, int, str]]) -> str:
    words = query.split(" ")
    for kind, place, piece in mutations:
        at = place % (len(words) or 1)
        if kind == "put" or not words:
            words.insert(at, piece)
        elif kind == "drop":
            del words[at]
        elif kind == "double":
            words.insert(at, words[at])
        else:
            words[at] = piece
    return " ".join(words)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(QUERIES), st.lists(mutation, max_size=4))
def test_mutated_queries(graph: SmallGraph, query: str, mutations: list[tuple[str, int, str]]) -> None:
    answers_or_refuses(graph, _mutated(query, mutations))


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=60), st.sampled_from(["{}", "RETURN {}", "RETURN '{}'", "MATCH (a:`{}`) RETURN a.`{}`"])
)
@example("'; COPY node_0 TO '/tmp/x'; --", "RETURN '{}'")
def test_any_text(graph: SmallGraph, text: str, form: str) -> None:
    answers_or_refuses(graph, form.replace("{}", text))


FORMS = (
    "MATCH (a:`{}`) RETURN a",
    "MATCH (a)-[r:`{}`*]->(`{}`) RETURN a.`{}` AS `{}`",
    "WITH 1 AS `{}` RETURN `{}`, {`{}`: `{}`}.`{}`",
    "RETURN [`{}` IN [1, 2] WHERE `{}` > 1 | `{}` + $`{}`]",
    "RETURN reduce(`{}` = 0, x IN [1] | `{}` + x), '{}', \"{}\"",
    "UNWIND $`{}` AS `{}` RETURN collect(`{}`) AS x",
    "MATCH (a {`{}`: '{}'}) CALL (a) { RETURN a.`{}` AS `{}` } RETURN `{}`",
)
HOSTILE = (
    "x\" FROM read_csv('/etc/passwd') --",
    "'); ATTACH '/tmp/evil.db'; SELECT ('",
    "a\"; SET memory_limit='1TB'; --",
    "read_text('/etc/passwd')",
    "$p0 ? :x ::INT",
    "meta",
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FORMS), st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=20)))
def test_names_stay_names(graph: SmallGraph, form: str, name: str) -> None:
    safe = name.replace("\\", "").replace("`", "").replace("'", "\\'" if "'{}'" in form else "'")
    text = form.replace("{}", safe.replace('"', '\\"' if '"{}"' in form else '"'))
    try:
        lines = graph.session.run(f"EXPLAIN {text}", {name: 1, safe: 1}).rows
    except GraphkitError:
        return
    tree = sqlglot.parse_one("\n".join(line for (line,) in lines), read="duckdb")
    assert isinstance(tree, exp.Query)
    named = {cte.alias for cte in tree.find_all(exp.CTE)}
    own = {table.table for table in (*graph.catalogue.nodes, *graph.catalogue.relationships)}
    own |= {table.by_target for table in graph.catalogue.relationships if table.by_target}
    for table in tree.find_all(exp.Table):
        assert table.name in own | named or table.this.key in REACHABLE or table.this.name in REACHABLE


@pytest.mark.parametrize(
    "query",
    [
        "RETURN read_text('/etc/passwd')",
        "RETURN getenv('HOME')",
        "RETURN current_setting('memory_limit')",
        "CALL read_csv('/etc/passwd')",
        "CALL pragma_version()",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "RETURN query('SELECT 1')",
        "RETURN cy_check_sizes(1)",
        "RETURN gk_shortest(0, 1, 2)",
    ],
)
def test_functions_of_the_engine_are_unknown(graph: SmallGraph, query: str) -> None:
    with pytest.raises(CypherError) as caught:
        graph.rows(query)
    assert isinstance(caught.value, CypherSyntaxError | CypherUnsupportedError)


def test_tables_of_the_engine_are_no_labels(graph: SmallGraph) -> None:
    assert graph.rows("MATCH (a:duckdb_settings|meta|node_0) RETURN a.name") == []
