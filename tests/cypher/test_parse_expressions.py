"""The tree that each expression gives; equality ignores places, so trees are compared whole."""

import math

import pytest

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.parse_atoms import ONE_CHARACTER
from graphkit.cypher.syntax.parser import parse
from graphkit.errors import CypherSyntaxError, CypherUnsupportedError
from tests.cypher.trees import expression, name, node, number, relationship, text


class TestPrecedence:
    """Each pair of expressions is one expression, with and without the brackets that precedence gives."""

    @pytest.mark.parametrize(
        ("plain", "bracketed"),
        [
            ("a OR b XOR c AND NOT d", "a OR (b XOR (c AND (NOT d)))"),
            ("a AND b OR c", "(a AND b) OR c"),
            ("NOT a = b", "NOT (a = b)"),
            ("NOT a AND b", "(NOT a) AND b"),
            ("a = b IS NULL", "a = (b IS NULL)"),
            ("a + b IN c", "(a + b) IN c"),
            ("a IN b + c", "a IN (b + c)"),
            ("a STARTS WITH b || c", "a STARTS WITH (b || c)"),
            ("a - b - c", "(a - b) - c"),
            ("a / b * c % d", "((a / b) * c) % d"),
            ("a + b * c ^ d", "a + (b * (c ^ d))"),
            ("a ^ b ^ c", "(a ^ b) ^ c"),
            ("-a ^ b", "(-a) ^ b"),
            ("-a.b", "-(a.b)"),
            ("a.b[c].d", "((a.b)[c]).d"),
            ("a:A AND b", "(a:A) AND b"),
            ("a IS :: INTEGER OR b", "(a IS :: INTEGER) OR b"),
        ],
    )
    def test_binding(self, plain: str, bracketed: str) -> None:
        assert expression(plain) == expression(bracketed)

    def test_a_minus_belongs_to_the_number(self) -> None:
        assert expression("-2 ^ 2") == ast.Binary(0, "^", number(-2), number(2))
        assert expression("- 9223372036854775808") == number(-(2**63))
        assert expression("1 - -1") == ast.Binary(0, "-", number(1), number(-1))

    def test_comparisons_chain(self) -> None:
        chain = ast.Comparison(0, (name("a"), name("b"), name("c")), ("<", "<="))
        assert expression("a < b <= c") == chain

    def test_long_runs_of_logic_stay_flat(self) -> None:
        tree = expression(" OR ".join(f"a = {i}" for i in range(1000)))
        assert isinstance(tree, ast.Binary)

    @pytest.mark.parametrize(
        "wrong", ["a IN b IN c", "a IS NULL IS NULL", "1 = NOT a", "-+1", "a != b", "1 +"]
    )
    def test_what_does_not_chain(self, wrong: str) -> None:
        with pytest.raises(CypherSyntaxError):
            expression(wrong + " AS x")


class TestLiterals:
    def test_constants(self) -> None:
        assert expression("[true, FALSE, null]") == ast.ListLiteral(
            0, (ast.Literal(0, True), ast.Literal(0, False), ast.Literal(0, None))
        )
        assert expression("Infinity") == number(math.inf)
        nan = expression("NaN")
        assert isinstance(nan, ast.Literal)
        assert isinstance(nan.value, float)
        assert math.isnan(nan.value)

    def test_maps_keep_their_order(self) -> None:
        assert expression("{b: 1, `a b`: {}}") == ast.MapLiteral(
            0, (("b", number(1)), ("a b", ast.MapLiteral(0, ())))
        )

    def test_parameters(self) -> None:
        assert expression("[$a, $`b c`, $0]") == ast.ListLiteral(
            0, (ast.Parameter(0, "a"), ast.Parameter(0, "b c"), ast.Parameter(0, "0"))
        )

    def test_a_malformed_number_is_named_where_a_number_may_stand(self) -> None:
        for query, code in [
            ("RETURN 1B2c", "InvalidNumberLiteral"),
            ("RETURN -1e400", "FloatingPointOverflow"),
            ("RETURN {1B2c: 1}", "UnexpectedSyntax"),
        ]:
            with pytest.raises(CypherSyntaxError) as caught:
                parse(query)
            assert caught.value.code == code

    def test_an_integer_overflows_unless_negative(self) -> None:
        with pytest.raises(CypherSyntaxError) as caught:
            expression("9223372036854775808")
        assert caught.value.code == "IntegerOverflow"


class TestAtoms:
    def test_subscripts(self) -> None:
        assert expression("a[1]") == ast.Index(0, name("a"), number(1))
        assert expression("a[1..]") == ast.Slice(0, name("a"), number(1), None)
        assert expression("a[..-1]") == ast.Slice(0, name("a"), None, number(-1))
        with pytest.raises(CypherSyntaxError):
            expression("a[..]")

    def test_calls(self) -> None:
        assert expression("count(*)") == ast.FunctionCall(0, "count", (ast.Star(0),))
        assert expression("count(DISTINCT a)") == ast.FunctionCall(0, "count", (name("a"),), True)
        assert expression("duration.inDays(a, b)") == ast.FunctionCall(
            0, "duration.inDays", (name("a"), name("b"))
        )

    def test_trim_and_normalize(self) -> None:
        assert expression("trim(a)") == ast.FunctionCall(0, "trim", (name("a"),))
        one = ast.FunctionCall(0, ONE_CHARACTER, (text("x"),))
        assert expression("trim(LEADING 'x' FROM a)") == ast.FunctionCall(0, "ltrim", (name("a"), one))
        assert expression("trim('x' FROM a)") == ast.FunctionCall(0, "btrim", (name("a"), one))
        assert expression("trim(FROM a)") == ast.FunctionCall(0, "trim", (name("a"),))
        assert expression("trim(TRAILING FROM a)") == ast.FunctionCall(0, "rtrim", (name("a"),))
        for wrong, error in [
            ("trim(LEADING a)", CypherSyntaxError),
            ("trim(a, b)", CypherUnsupportedError),
        ]:
            with pytest.raises(error):
                expression(wrong)
        assert expression("normalize(a, nfkc)") == ast.FunctionCall(0, "normalize", (name("a"), text("NFKC")))

    def test_case(self) -> None:
        assert expression("CASE WHEN a THEN 1 ELSE 2 END") == ast.Case(
            0, None, ((name("a"), number(1)),), number(2)
        )
        assert expression("CASE (a) WHEN 1 THEN 2 END") == expression("CASE a WHEN 1 THEN 2 END")
        subject = ast.CaseSubject(0)
        one, two = (ast.Comparison(0, (subject, number(n)), ("=",)) for n in (1, 2))
        simple = expression("CASE a WHEN 1, 2 THEN 'x' WHEN > 3 THEN 'y' WHEN IS NULL THEN 'z' END")
        assert simple == ast.Case(
            0,
            name("a"),
            (
                (ast.Binary(0, "OR", one, two), text("x")),
                (ast.Comparison(0, (subject, number(3)), (">",)), text("y")),
                (ast.IsNull(0, subject, False), text("z")),
            ),
            None,
        )

    def test_predicates_with_is(self) -> None:
        assert expression("a IS NOT NULL") == ast.IsNull(0, name("a"), True)
        assert expression("a IS NFKD NORMALIZED") == ast.IsNormalized(0, name("a"), "NFKD", False)
        assert expression("a IS A") == ast.HasLabels(0, name("a"), ast.LabelName(0, "A"))
        integer = ast.TypeName(0, "INTEGER")
        assert (
            expression("a IS TYPED INT")
            == expression("a :: SIGNED INTEGER")
            == ast.IsType(0, name("a"), integer, False)
        )

    @pytest.mark.parametrize(
        ("written", "parsed"),
        [
            ("LIST<INT NOT NULL>!", ast.TypeName(0, "LIST", (ast.TypeName(0, "INTEGER", (), True),), True)),
            ("STRING LIST", ast.TypeName(0, "LIST", (ast.TypeName(0, "STRING"),))),
            ("INT|STRING", ast.TypeName(0, "UNION", (ast.TypeName(0, "INTEGER"), ast.TypeName(0, "STRING")))),
            (
                "ANY<INT|STRING>",
                ast.TypeName(0, "UNION", (ast.TypeName(0, "INTEGER"), ast.TypeName(0, "STRING"))),
            ),
            ("ANY VALUE", ast.TypeName(0, "ANY")),
            ("TIMESTAMP WITHOUT TIME ZONE", ast.TypeName(0, "LOCAL DATETIME")),
            ("ANY PROPERTY VALUE", ast.TypeName(0, "PROPERTY VALUE")),
        ],
    )
    def test_type_names(self, written: str, parsed: ast.TypeName) -> None:
        assert expression(f"a IS :: {written}") == ast.IsType(0, name("a"), parsed, False)

    def test_map_projection(self) -> None:
        a = name("a")
        assert expression("a {.x, .*, y: 1, b}") == ast.MapProjection(
            0, a, (("x", ast.Property(0, a, "x")), ("*", None), ("y", number(1)), ("b", name("b")))
        )

    def test_keywords_are_names_where_nothing_else_fits(self) -> None:
        for word in [
            "count",
            "exists",
            "all",
            "match",
            "where",
            "case",
            "not",
            "order",
            "limit",
            "distinct",
            "in",
        ]:
            assert expression(word) == name(word)
        assert expression("count {.a}") == ast.MapProjection(
            0, name("count"), (("a", ast.Property(0, name("count"), "a")),)
        )


class TestLists:
    def test_list_comprehension(self) -> None:
        x = name("x")
        over = name("a")
        assert expression("[x IN a]") == ast.ListComprehension(0, "x", over, None, None)
        assert expression("[x IN a WHERE x | 1]") == ast.ListComprehension(0, "x", over, x, number(1))

    def test_a_list_of_predicates_is_no_comprehension(self) -> None:
        assert expression("[x IN a, 1]") == ast.ListLiteral(
            0, (ast.Binary(0, "IN", name("x"), name("a")), number(1))
        )

    def test_the_commas_of_case_make_no_list(self) -> None:
        assert isinstance(expression("[x IN CASE 1 WHEN 1, 2 THEN a END | x]"), ast.ListComprehension)

    def test_the_last_bar_before_the_result_ends_labels(self) -> None:
        labels = ast.LabelOr(0, (ast.LabelName(0, "A"), ast.LabelName(0, "B")))
        has = ast.HasLabels(0, name("x"), labels)
        only_a = ast.HasLabels(0, name("x"), ast.LabelName(0, "A"))
        assert expression("[x IN a WHERE x:A|B|C]") == ast.ListComprehension(
            0, "x", name("a"), has, name("C")
        )
        assert expression("[x IN a WHERE x:A|B]") == ast.ListComprehension(
            0, "x", name("a"), only_a, name("B")
        )
        assert expression("[x IN a | x:A|B]") == ast.ListComprehension(0, "x", name("a"), None, has)

    def test_pattern_comprehension(self) -> None:
        pattern = ast.PathPattern(0, None, None, (node("a"), relationship(), node("b")))
        assert expression("[(a)-->(b) WHERE c | b]") == ast.PatternComprehension(
            0, pattern, name("c"), name("b")
        )
        assert expression("[(a)-->(b)]") == ast.ListLiteral(0, (ast.PatternPredicate(0, pattern),))

    def test_quantifiers_and_reduce(self) -> None:
        assert expression("any(x IN a WHERE x)") == ast.Quantifier(0, "any", "x", name("a"), name("x"))
        assert expression("any(x)") == ast.FunctionCall(0, "any", (name("x"),))
        assert expression("reduce(s = 0, x IN a | s)") == ast.Reduce(
            0, "s", number(0), "x", name("a"), name("s")
        )


class TestPatternsInExpressions:
    @pytest.mark.parametrize(
        "pattern",
        [
            "(a)--(b)",
            "(a)<-[r:R*2]-(b)",
            "()-->()",
            "(a {x: 1})-->({y: 2})",
            "(a:A|B)--()",
        ],
    )
    def test_patterns(self, pattern: str) -> None:
        bare = expression(pattern)
        assert isinstance(bare, ast.PatternPredicate)
        assert expression(f"exists({pattern})") == ast.PatternPredicate(0, bare.pattern, called=True)

    @pytest.mark.parametrize(
        "written", ["(a)-(b)", "(a)-[b]", "(a)<(b)", "(a)--(b + 1)", "(a.x)--(b)", "(a)"]
    )
    def test_expressions_that_look_like_patterns(self, written: str) -> None:
        assert not isinstance(expression(written), ast.PatternPredicate)

    def test_subqueries(self) -> None:
        bare = expression("EXISTS { (a)-->(b) WHERE c }")
        assert bare == expression("EXISTS { MATCH (a)-->(b) WHERE c }")
        united = expression("COUNT { RETURN 1 AS x UNION ALL RETURN 2 AS x }")
        assert isinstance(united, ast.Subquery)
        assert united.query.all == (True,)
        with pytest.raises(CypherSyntaxError):
            expression("COLLECT { MATCH (a) }")
