"""No text makes the parser crash, recurse without end or take long: it parses, or raises a GraphkitError."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphkit.cypher.syntax.lexer import MAX_LENGTH
from graphkit.cypher.syntax.parser import parse
from graphkit.errors import GraphkitError

WORDS = """
    MATCH OPTIONAL WHERE WITH RETURN UNWIND CALL UNION ALL DISTINCT AS ORDER BY SKIP LIMIT DESC AND OR
    XOR NOT IN IS NULL STARTS ENDS CONTAINS CASE WHEN THEN ELSE END EXISTS COUNT COLLECT any none reduce
    shortestPath SHORTEST GROUPS TYPED INTEGER LIST YIELD trim FROM ( ( ( ) ) ) [ [ ] ] { { } } < > - --
    --> <-- -> = <> <= =~ + * / % ^ | || & ! : :: , ; . .. $ $p a b n r x count `q` 'text' 1 2 0.5 0x1F
    /* */ // \\u0041
""".split()  # noqa: SIM905 - a hundred quoted words would read worse

DEEP = [
    "RETURN " + "(" * 5000 + "1" + ")" * 5000,
    "RETURN " + "[" * 5000 + "]" * 5000,
    "RETURN " + "{a:" * 5000 + "1" + "}" * 5000,
    "RETURN " + "NOT " * 5000 + "true",
    "RETURN " + "-" * 5000 + "1",
    "RETURN " + "f(" * 5000 + ")" * 5000,
    "RETURN " + "CASE WHEN " * 5000,
    "RETURN " + "1 + " * 5000 + "1",
    "RETURN " + "1 = " * 5000 + "1",
    "RETURN " + "a OR " * 5000 + "a",
    "RETURN " + "a OR (b AND " * 5000,
    "RETURN 1" + " ^ (2 * (3 + (4" * 2000,
    "RETURN a" + ".b" * 5000,
    "RETURN a" + "[0]" * 5000,
    "RETURN a" + "[a" * 5000,
    "RETURN a" + ":A" * 5000,
    "RETURN a:" + "!" * 5000 + "A",
    "RETURN a:" + "(" * 5000 + "A",
    "RETURN [x IN " * 5000,
    "RETURN [(a)-->(b) | " * 5000,
    "RETURN reduce(a = 0, x IN " * 5000,
    "RETURN EXISTS { " * 5000,
    "MATCH (n) WHERE EXISTS { MATCH (m) WHERE " * 3000,
    "CALL { " * 5000,
    "MATCH " + "(" * 5000 + "a",
    "MATCH " + "(a)-->" * 5000 + "(b) RETURN 1",
    "MATCH (a {x: (a)--" * 3000,
    "RETURN 1 IS :: " + "LIST<" * 5000,
    "RETURN 1 IS :: INT" + " LIST" * 5000,
    "RETURN " + "m {a: " * 5000,
    "WITH 1 AS x " * 5000 + "RETURN x",
    "RETURN 1 UNION " * 5000 + "RETURN 1",
    "RETURN " + "/*" * 5000,
    "RETURN '" + "\\" * 5001,
    "RETURN " + "`" * 5001,
    "EXPLAIN " * 5000 + "RETURN 1",
]


def parses_or_refuses(text: str) -> None:
    try:
        parse(text)
    except GraphkitError as error:
        message = str(error)
    else:
        return
    assert message


@settings(max_examples=500)
@given(st.text())
@example("\x00")
@example("RETURN '\ud800'")
def test_any_text(text: str) -> None:
    parses_or_refuses(text)


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_run_of_words(words: list[str]) -> None:
    parses_or_refuses(" ".join(words))


@settings(max_examples=300)
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from(WORDS))
def test_any_expression_and_pattern(words: list[str], last: str) -> None:
    soup = " ".join(words)
    parses_or_refuses(f"MATCH (n) WHERE {soup} RETURN n")
    parses_or_refuses(f"MATCH (a {soup})-[{last}]->(b) RETURN a")
    parses_or_refuses(f"RETURN [x IN [] WHERE {soup} | {last}]")


@pytest.mark.parametrize("text", DEEP, ids=lambda text: text[:24])
def test_depth_is_limited_at_once(text: str) -> None:
    start = time.perf_counter()
    parses_or_refuses(text)
    assert time.perf_counter() - start < 2


def test_the_longest_text_is_read_in_time() -> None:
    text = "RETURN [" + "1," * (MAX_LENGTH // 2 - 5) + "1]"
    start = time.perf_counter()
    parse(text)
    assert time.perf_counter() - start < 10
