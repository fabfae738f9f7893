"""The tree that each pattern gives; equality ignores places, so trees are compared whole."""

import pytest

from graphkit.cypher.syntax import ast
from graphkit.errors import CypherSyntaxError
from tests.cypher.trees import expression, match, name, node, number, path, relationship


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
