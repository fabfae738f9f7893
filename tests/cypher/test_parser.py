"""The tree that each clause gives; equality ignores places, so trees are compared whole."""

import pytest

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.parser import parse
from graphkit.errors import CypherSyntaxError, CypherUnsupportedError
from tests.cypher.trees import clauses, match, name, number


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
