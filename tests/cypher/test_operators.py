"""What the answers of Neo4j in test_oracle.py cannot show: how operators are compiled."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from graphkit.cypher import types as t
from graphkit.cypher.runtime import register as runtime
from graphkit.cypher.runtime.ordering import equals, less
from graphkit.cypher.runtime.patterns_java import compiled
from graphkit.cypher.types import Value
from graphkit.cypher.values import operators
from graphkit.cypher.values.fragments import literal, once
from graphkit.engine import Engine
from graphkit.errors import CypherSyntaxError
from tests.cypher.values import VALUES

COLUMN = Value(exp.column("x", table="t"), t.uncertain(t.INTEGER))
TEXT = Value(exp.column("s", table="t"), t.uncertain(t.STRING))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(threads=1) as engine:
        runtime.register(engine.connection)
        yield engine


def number(value: int) -> Value:
    return Value(literal(value), t.INTEGER)


def test_typed_comparisons_are_plain_sql() -> None:
    """DuckDB's filters and joins see them."""
    assert operators.compare("<", COLUMN, number(3), 0).sql.sql("duckdb") == "t.x < CAST(3 AS BIGINT)"
    assert operators.compare("=", TEXT, TEXT, 0).sql.sql("duckdb") == "t.s = t.s"


def test_differing_elements_are_no_join_condition() -> None:
    node = Value(exp.column("n"), t.NODE)
    assert operators.compare("<>", node, node, 0).sql.sql("duckdb") == "(n - n) <> 0"


def test_only_what_can_raise_is_guarded() -> None:
    harmless = operators.compare("<", COLUMN, number(3), 0)
    dangerous = operators.compare("=", operators.binary("/", number(1), COLUMN, 0), number(1), 0)
    assert not operators.can_raise(harmless.sql)
    assert operators.can_raise(dangerous.sql)
    assert not operators.can_raise(operators.binary("/", COLUMN, number(2), 0).sql)
    assert isinstance(operators.binary("AND", harmless, harmless, 0).sql, exp.And)
    for left, right in ((harmless, dangerous), (dangerous, harmless)):
        guarded = operators.binary("AND", left, right, 0).sql
        assert isinstance(guarded, exp.Case)
        assert guarded.args["ifs"][0].this.sql("duckdb") == "NOT (t.x < CAST(3 AS BIGINT))"


def test_operands_are_computed_once() -> None:
    operand = exp.func("length", exp.column("s"))
    assert once(":a + :a * :b", a=operand, b=exp.column("y")).sql("duckdb").count("LENGTH") == 1


def test_deep_sums_of_boxed_values_grow_linearly() -> None:
    value = Value(exp.column("v"), t.ANY)
    lengths = []
    for _ in range(12):
        value = operators.binary("+", value, number(1), 0)
        lengths.append(len(value.sql.sql("duckdb")))
    steps = [after - before for before, after in pairwise(lengths)]
    assert max(steps) < 2 * min(steps)


@pytest.mark.parametrize("operator", ["-", "*", "/", "%", "^", "||", "=~", "AND", "IN"])
def test_what_the_text_shows_to_be_wrong_is_a_syntax_error(operator: str) -> None:
    with pytest.raises(CypherSyntaxError) as caught:
        operators.binary(operator, Value(literal(True), t.BOOLEAN), number(1), 7)
    assert caught.value.offset == 7
    assert caught.value.code == "InvalidArgumentType"


_WORDS = st.text("abAB.xé\n ", max_size=6)
_SIMPLE = st.lists(
    st.sampled_from(["a", "b", "A", "x", ".", ".*", "a+", "b?", "(a|b)", "(ab)*", " "]), max_size=4
)


@settings(max_examples=100, deadline=None)
@given(text=_WORDS, parts=_SIMPLE, fold=st.booleans())
def test_simple_patterns_mean_the_same_to_both_engines(
    text: str, parts: list[str], fold: bool, engine: Engine
) -> None:
    pattern = ("(?i)" if fold else "") + "".join(parts)
    matched = operators.binary("=~", Value(literal(text), t.STRING), Value(literal(pattern), t.STRING), 0).sql
    assert "REGEXP_FULL_MATCH" in matched.sql("duckdb").upper()
    ((native,),) = engine.rows(f"SELECT {matched.sql('duckdb')}")
    assert native == bool(compiled(pattern).fullmatch(text))


@pytest.mark.parametrize("pattern", [r"a\d+", "[a-c]*", "^a$", "a{2}", "(?=a)a", "a++"])
def test_other_patterns_go_to_the_runtime(pattern: str) -> None:
    matched = operators.binary("=~", TEXT, Value(literal(pattern), t.STRING), 0).sql
    assert "CY_MATCHES" in matched.sql("duckdb").upper()
    assert isinstance(compiled(pattern), regex.Pattern)


@given(VALUES, VALUES)
def test_equality_is_symmetric(left: object, right: object) -> None:
    assert equals(left, right) == equals(right, left)


@given(VALUES, VALUES)
def test_at_most_one_of_less_equal_and_greater_holds(left: object, right: object) -> None:
    outcomes = [less(left, right, or_equal=False), equals(left, right), less(right, left, or_equal=False)]
    assert outcomes.count(True) <= 1
