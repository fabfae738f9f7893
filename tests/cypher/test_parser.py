"""The tree that each construct gives; equality ignores places, so trees are compared whole."""

import math

import pytest

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.parse_atoms import ONE_CHARACTER
from graphkit.cypher.syntax.parser import parse
from graphkit.errors import CypherSyntaxError, CypherUnsupportedError


def clauses(text: str) -> tuple[ast.Clause, ...]:
    return parse(text).query.parts[0].clauses


def expression(text: str) -> ast.Expression:
    (clause,) = clauses(f"RETURN {text}")
    assert isinstance(clause, ast.Return)
    return clause.items[0].expression


def match(text: str) -> ast.Match:
    clause = clauses(f"MATCH {text} RETURN 1")[0]
    assert isinstance(clause, ast.Match)
    return clause


def path(text: str) -> ast.PathPattern:
    (pattern,) = match(text).patterns
    return pattern


def name(text: str) -> ast.Variable:
    return ast.Variable(0, text)


def number(value: float) -> ast.Literal:
    return ast.Literal(0, value)


def text(value: str) -> ast.Literal:
    return ast.Literal(0, value)


def node(variable: str | None = None) -> ast.NodePattern:
    return ast.NodePattern(0, variable, None, None, None)


def relationship(variable: str | None = None, direction: str = "->") -> ast.RelationshipPattern:
    return ast.RelationshipPattern(0, variable, None, None, None, None, direction)  # type: ignore[arg-type]


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


class TestPatterns:
    def test_nodes(self) -> None:
        (part,) = path("(a:A {x: 1} WHERE b)").parts
        properties = ast.MapLiteral(0, (("x", number(1)),))
        assert part == ast.NodePattern(0, "a", ast.LabelName(0, "A"), properties, name("b"))
        assert path("(where)").parts == (node("where"),)
        assert path("(WHERE true)").parts == (ast.NodePattern(0, None, None, None, ast.Literal(0, True)),)

    @pytest.mark.parametrize(
        ("arrow", "direction"),
        [
            ("-->", "->"),
            ("<--", "<-"),
            ("--", "--"),
            ("<-->", "--"),
            ("-[]->", "->"),
            ("<-[]->", "--"),
            ("–⟩", "->"),
        ],
    )
    def test_directions(self, arrow: str, direction: str) -> None:
        pattern = path(f"(a){arrow if len(arrow) > 2 or arrow == '--' else '-' + arrow}(b)")
        assert pattern.parts == (node("a"), relationship(None, direction), node("b"))

    @pytest.mark.parametrize(
        ("written", "length"),
        [
            ("*", (None, None)),
            ("*2", (2, 2)),
            ("*1..3", (1, 3)),
            ("*..3", (None, 3)),
            ("*1..", (1, None)),
            ("*..", (None, None)),
        ],
    )
    def test_lengths(self, written: str, length: tuple[int | None, int | None]) -> None:
        part = path(f"(a)-[r{written}]-(b)").parts[1]
        assert isinstance(part, ast.RelationshipPattern)
        assert part.length == length

    @pytest.mark.parametrize(
        ("written", "bounds"),
        [
            ("+", (1, None)),
            ("*", (0, None)),
            ("{2}", (2, 2)),
            ("{1,3}", (1, 3)),
            ("{,3}", (0, 3)),
            ("{2,}", (2, None)),
        ],
    )
    def test_quantifiers(self, written: str, bounds: tuple[int, int | None]) -> None:
        inner = ast.PathPattern(0, None, None, (node(), relationship("r"), node()))
        quantified = ast.QuantifiedPath(0, inner, None, *bounds)
        assert path(f"(a)-[r]->{written}(b)").parts == (node("a"), quantified, node("b"))
        assert path(f"(()-[r]->()){written}").parts == (quantified,)

    def test_parenthesised_paths(self) -> None:
        inner = ast.PathPattern(0, None, None, (node("a"), relationship(), node("b")))
        assert path("((a)-->(b) WHERE c)").parts == (
            ast.QuantifiedPath(0, inner, name("c"), 1, 1, quantified=False),
        )

    @pytest.mark.parametrize(
        ("written", "kind", "count"),
        [
            ("ANY", "ANY", 1),
            ("ANY 3 PATHS", "ANY", 3),
            ("ALL PATHS", "ALL", 1),
            ("ANY SHORTEST", "SHORTEST", 1),
            ("SHORTEST 2", "SHORTEST", 2),
            ("ALL SHORTEST PATH", "ALL SHORTEST", 1),
            ("SHORTEST GROUP", "SHORTEST GROUPS", 1),
            ("SHORTEST 2 PATH GROUPS", "SHORTEST GROUPS", 2),
        ],
    )
    def test_selectors(self, written: str, kind: str, count: int) -> None:
        pattern = path(f"p = {written} (a)-->(b)")
        assert pattern.variable == "p"
        assert pattern.selector == ast.PathSelector(0, kind, count)  # type: ignore[arg-type]

    def test_shortest_path_functions(self) -> None:
        assert path("p = shortestPath((a)-[*]-(b))").selector == ast.PathSelector(0, "shortestPath")
        found = expression("allShortestPaths((a)-[*]-(b))")
        assert isinstance(found, ast.ShortestPathExpression)

    @pytest.mark.parametrize(
        ("written", "labels"),
        [
            (":A", "A"),
            (":A|B&!C", ("|", "A", ("&", "B", ("!", "C")))),
            (":A:B", ("&", "A", "B")),
            (" IS %", "%"),
            (":!(A|B)", ("!", ("|", "A", "B"))),
            (":!!A", "A"),
        ],
    )
    def test_labels(self, written: str, labels: object) -> None:
        (part,) = path(f"(n{written})").parts
        assert isinstance(part, ast.NodePattern)
        assert part.labels == _labels(labels)

    @pytest.mark.parametrize(
        "wrong",
        [
            "(a) (b)",
            "((a)-->(b)) (c)",
            "((a)){1,2}",
            "(((a)-->(b)){1,2})+",
            "((a)-[*]->(b))+",
            "(a)-[*]->(b)-->+(c)",
            "(a)-->+(b) WHERE (a)-[*]->(b)",
            "(a)-->+(b WHERE size([(b)-[*]->(c) | c]) = 1)",
            "(a)-->{0}(b)",
            "(a)-->{2,1}(b)",
            "(a)-->{}(b)",
            "(p = (a)-->(b))",
            "(SHORTEST 1 (a)-->(b))",
            "SHORTEST 0 (a)-->(b)",
            "SHORTEST 1 (a)-->(b), (c)",
            "shortestPath((a))",
            "shortestPath((a)-[*2..]-(b))",
            "shortestPath((a)-->+(b))",
            "(a)-[*1.5]->(b)",
            "(a)-[:R..]->(b)",
            "(a)-[r* WHERE true]->(b)",
            "(a)-[:!R*]->(b)",
            "(a)-[r:A|:B]->(b)",
            "(a)-[:A:B]->(b)",
            "(a:A:B|C)",
            "(a:A|:B)",
            "(a IS A:B)",
            "(a $p)",
            "(a)-(b)",
            "(a)-->",
        ],
    )
    def test_what_is_no_pattern(self, wrong: str) -> None:
        with pytest.raises(CypherSyntaxError):
            match(wrong)


def _labels(shape: object) -> ast.LabelExpression:
    if isinstance(shape, str):
        return ast.LabelAny(0) if shape == "%" else ast.LabelName(0, shape)
    assert isinstance(shape, tuple)
    operands = tuple(_labels(inner) for inner in shape[1:])
    if shape[0] == "!":
        return ast.LabelNot(0, operands[0])
    return ast.LabelOr(0, operands) if shape[0] == "|" else ast.LabelAnd(0, operands)


class TestClauses:
    def test_projection(self) -> None:
        (with_, return_) = clauses(
            "WITH DISTINCT *, 1 +  2 AS x ORDER BY x DESC SKIP 1 LIMIT 2 WHERE x RETURN x . y"
        )
        total = ast.Binary(0, "+", number(1), number(2))
        assert with_ == ast.With(
            0,
            (ast.ProjectionItem(0, total, "x", "1 +  2"),),
            True,
            True,
            (ast.SortItem(0, name("x"), True),),
            number(1),
            number(2),
            name("x"),
        )
        assert isinstance(return_, ast.Return)
        assert return_.items == (ast.ProjectionItem(0, ast.Property(0, name("x"), "y"), None, "x . y"),)

    def test_each_clause_chooses_how_to_join_labels(self) -> None:
        assert len(clauses("MATCH (a:A:B) MATCH (b:A|B) RETURN a")) == 3

    def test_names_of_columns(self) -> None:
        (return_,) = clauses("RETURN (a), `b c`, a {.x}, (1)")
        assert isinstance(return_, ast.Return)
        assert [item.alias or item.text for item in return_.items] == ["a", "b c", "a", "(1)"]

    def test_a_subquery_may_have_the_other_kind_of_repetition(self) -> None:
        assert match("(a)-->+(b) WHERE EXISTS { (a)-[*]->(b) }").predicate is not None

    def test_paging_alone_keeps_all_variables(self) -> None:
        paging = clauses("MATCH (n) ORDER BY n OFFSET 1 RETURN n")[1]
        assert paging == ast.With(
            0, (), True, False, (ast.SortItem(0, name("n"), False),), number(1), None, None
        )

    def test_call_subqueries(self) -> None:
        inner = parse("RETURN 1 AS x").query
        assert clauses("CALL { RETURN 1 AS x } RETURN x")[0] == ast.CallSubquery(0, inner, None)
        assert clauses("CALL (*) { RETURN 1 AS x } RETURN x")[0] == ast.CallSubquery(0, inner, ("*",))
        assert clauses("OPTIONAL CALL (a, b) { RETURN 1 AS x } RETURN x")[0] == ast.CallSubquery(
            0, inner, ("a", "b"), True
        )

    def test_procedures(self) -> None:
        assert clauses("CALL db.labels") == (ast.CallProcedure(0, "db.labels", None, None, False, None),)
        (call, _) = clauses("CALL a.b(1) YIELD c, d AS e WHERE c RETURN e")
        assert call == ast.CallProcedure(0, "a.b", (number(1),), (("c", None), ("d", "e")), False, name("c"))

    def test_unions(self) -> None:
        query = parse("RETURN 1 AS a UNION RETURN 2 AS a UNION DISTINCT RETURN 3 AS a").query
        assert len(query.parts) == 3
        assert query.all == (False, False)

    def test_modes_and_options(self) -> None:
        assert parse("EXPLAIN RETURN 1").mode == "EXPLAIN"
        assert parse("CYPHER 5 planner=cost profile RETURN 1;").mode == "PROFILE"

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ("", "UnexpectedSyntax"),
            ("RETURN", "UnexpectedSyntax"),
            ("RETURN 1 2", "UnexpectedSyntax"),
            ("RETURN 1; RETURN 2", "UnexpectedSyntax"),
            ("FOO", "UnexpectedSyntax"),
            ("RETURN 1 RETURN 2", "InvalidClauseComposition"),
            ("MATCH (n)", "InvalidClauseComposition"),
            ("WITH 1 AS x", "InvalidClauseComposition"),
            ("CALL { RETURN 1 AS x }", "InvalidClauseComposition"),
            ("MATCH (n) CALL db.labels() YIELD label", "InvalidClauseComposition"),
            ("CALL db.labels() YIELD label WHERE label = 'A'", "UnexpectedSyntax"),
            ("MATCH (n) CALL db.labels() RETURN n", "UnexpectedSyntax"),
            ("CALL db.labels YIELD label RETURN label", "InvalidArgumentPassingMode"),
            ("MATCH (n) WHERE n:A:B AND n:A|B RETURN n", "UnexpectedSyntax"),
            ("MATCH (n:A:B), (m IS C) RETURN n", "UnexpectedSyntax"),
            ("MATCH (a) WHERE (a WHERE a.x = 1)--() RETURN a", "InvalidRelationshipPattern"),
            ("RETURN 1 IS :: INTEGER NOT NULL | STRING", "UnexpectedSyntax"),
            ("RETURN CASE 1 WHEN IS :: INTEGER THEN 2 WHEN IS NOT TYPED INTEGER THEN 3", "UnexpectedSyntax"),
            ("RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a", "InvalidClauseComposition"),
            ("RETURN 42 — 41", "InvalidUnicodeCharacter"),
        ],
    )
    def test_wrong_queries(self, wrong: str, code: str) -> None:
        with pytest.raises(CypherSyntaxError) as caught:
            parse(wrong)
        assert caught.value.code == code

    @pytest.mark.parametrize(
        ("query", "named"),
        [
            ("CREATE (n)", "CREATE"),
            ("MATCH (n) SET n.x = 1", "SET"),
            ("MATCH (n) DETACH DELETE n", "DETACH DELETE"),
            ("MERGE (n)", "MERGE"),
            ("MATCH (n) REMOVE n.x", "REMOVE"),
            ("FOREACH (x IN [1] | CREATE (n))", "FOREACH"),
            ("LOAD CSV FROM 'file:///x' AS row RETURN row", "LOAD CSV"),
            ("USE other MATCH (n) RETURN n", "USE"),
            ("CALL { RETURN 1 AS x } IN TRANSACTIONS RETURN x", "IN TRANSACTIONS"),
            ("SHOW DATABASES", "SHOW DATABASES"),
            ("DROP INDEX i", "DROP INDEX"),
            ("MATCH (n:A) MATCH (m:B) USING SCAN n:A RETURN n", "a planner hint on `n`"),
            ("MATCH REPEATABLE ELEMENTS (n) RETURN n", "REPEATABLE ELEMENTS"),
            ("MATCH DIFFERENT RELATIONSHIPS (n) RETURN n", "DIFFERENT RELATIONSHIPS"),
            ("MATCH (n:$(x)) RETURN n", "dynamic label"),
            ("CYPHER 25 RETURN 1", "Cypher 25"),
        ],
    )
    def test_refused_by_name(self, query: str, named: str) -> None:
        with pytest.raises(CypherUnsupportedError, match=named) as caught:
            parse(query)
        assert caught.value.offset is not None


def test_an_error_shows_its_place() -> None:
    with pytest.raises(CypherSyntaxError) as caught:
        parse("MATCH (n)\nWHERE n.x = \nRETURN n")
    error = caught.value
    assert (error.line, error.column) == (3, 8)
    assert str(error).endswith("  RETURN n\n         ^")
    assert "found `n`" in error.what
