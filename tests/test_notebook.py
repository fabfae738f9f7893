"""Cypher cells in notebooks."""

import networkx as nx
import pytest

import graphkit
from graphkit.notebook import parameter_names, result_html
from graphkit.results import Result

pytest.importorskip("IPython", reason="IPython is not installed")


@pytest.fixture
def shell():  # type: ignore[no-untyped-def]
    from IPython.testing.globalipapp import start_ipython  # noqa: PLC0415

    shell = start_ipython()
    shell.run_line_magic("load_ext", "graphkit.notebook")
    return shell


def test_a_cell_asks_the_graph_named_and_the_cells_after_it_the_same(shell) -> None:  # type: ignore[no-untyped-def]
    source = nx.DiGraph()
    source.add_node("ada", labels="Author", papers=3)
    source.add_node("bob", labels="Author", papers=1)
    with graphkit.open(source) as graph:
        shell.user_ns |= {"own": graph, "least": 2}
        first = shell.run_cell_magic("cypher", "own", "MATCH (a:Author) WHERE a.papers > $least RETURN a.id")
        assert list(first) == [("ada",)]
        shell.user_ns["least"] = 0
        again = shell.run_cell_magic("cypher", "", "MATCH (a:Author) WHERE a.papers > $least RETURN count(*)")
        assert list(again) == [(2,)]


def test_a_result_is_shown_as_text_whatever_it_holds() -> None:
    shown = result_html(Result(["<b>"], [("<script>alert(1)</script>",)] * 60))
    assert "<script>alert" not in shown
    assert shown.count("&lt;script&gt;") == 50
    assert "and 10 rows more" in shown


def test_parameters_are_found_outside_text() -> None:
    assert parameter_names("RETURN $a, '$b', $`c d` // $e") == ["a", "c d"]
