"""Results of queries as maps, maps in notebooks, and a page served on loopback."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from html import unescape
from pathlib import Path

import networkx as nx
import pytest

import graphkit
from graphkit.errors import ExportError
from graphkit.exports.html.notebook import graph_frame, result_frame
from graphkit.exports.html.query import export_result, view_of
from graphkit.exports.html.serve import served
from graphkit.results import Result
from tests.exports.html.conftest import Visit, choose, ready
from tests.graphs import Card, graph_of

pytestmark = pytest.mark.browser


@pytest.fixture
def result() -> Result:
    graph = nx.MultiDiGraph()
    graph.add_node("a", labels="Person", name="Ann <b>")
    graph.add_node("b", labels="Person", name="Bob")
    graph.add_node("w", labels="Work", title="A work", year=2020)
    graph.add_edge("a", "w", type="WROTE", position=1)
    graph.add_edge("b", "w", type="WROTE", position=2)
    graph.add_edge("a", "b", type="KNOWS")
    with graphkit.open(graph) as opened:
        return opened.cypher("MATCH p = (x:Person)-[r]->(y) RETURN p, x.name AS name")


def test_nodes_and_relationships_of_a_result(result: Result, tmp_path: Path, visit: Visit) -> None:
    export_result(result, tmp_path / "r.html")
    page = ready(visit.open(tmp_path / "r.html"))
    assert "Shown: 3 of 3 nodes, 3 edges." in page.inner_text("#meaning")
    assert {"Person", "Work"} <= set(page.inner_text("#legend").split("\n"))
    choose(page, "a work")
    assert "year: 2020" in page.inner_text("#panel")
    page.click("[aria-label='What joins A work and Bob']")
    assert "WROTE" in page.inner_text("#panel")
    assert "position: 2" in page.inner_text("#panel")
    choose(page, "ann")
    assert page.inner_text("#panel h2") == "Ann <b>"
    assert visit.foreign_requests() == []
    assert visit.complaints == []


def test_each_element_is_drawn_once(result: Result) -> None:
    scene = view_of(Result(["all"], [(list(result),), ({"again": list(result)},)]))
    assert len(scene.name) == 3
    assert scene.relations is not None
    assert len(scene.relations.type) == 3


def test_plain_values_cannot_be_drawn() -> None:
    with pytest.raises(ExportError, match="nothing to draw"):
        view_of(Result(["n"], [(1,)]))


def test_more_nodes_than_a_page_draws_are_refused(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphkit.exports.html.query.MOST_NODES", 2)
    with pytest.raises(ExportError, match="the result has 3 nodes, and a page draws 2"):
        view_of(result)


def test_a_frame_in_a_notebook(result: Result, tmp_path: Path, visit: Visit) -> None:
    (tmp_path / "notebook.html").write_text(f"<!DOCTYPE html><title>n</title>{result_frame(result)}", "utf-8")
    page = visit.open(tmp_path / "notebook.html")
    frame = page.frame_locator("iframe")
    frame.locator("#loading").wait_for(state="hidden")
    frame.locator("#query").fill("bob")
    frame.locator("#query").press("Enter")
    assert frame.locator("#panel h2").inner_text() == "Bob"
    assert visit.foreign_requests() in ([], ["about:srcdoc"])
    assert visit.complaints == []


def test_frames_of_graphs() -> None:
    with graph_of([Card("x", ["Ann", "Bob"])]) as engine:
        assert "Co-authorship map" in unescape(graph_frame(engine))
    with graph_of([]) as engine:
        assert graph_frame(engine) == ""
    assert result_frame(Result(["n"], [(1,)])) == ""


def test_pages_are_served_on_loopback_only(tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    (tmp_path / "top.html").write_text("<p>Zoë</p>", "utf-8")
    (tmp_path / "maps" / "one.html").write_text("<p>one</p>", "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    with served(tmp_path, "top.html") as address:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        with urllib.request.urlopen(address) as answer:
            assert answer.read().decode() == "<p>Zoë</p>"
        with urllib.request.urlopen(f"{address}maps/one.html") as answer:
            assert answer.read().decode() == "<p>one</p>"
        for request in (
            f"{address}other",
            f"{address}secret.txt",
            f"{address}maps/../secret.txt",
            urllib.request.Request(address, headers={"Host": "evil.example"}),
        ):
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(request)
            refused.value.close()
        port = int(address.split(":")[2].strip("/"))
        with (
            pytest.raises(ExportError, match=f"port {port} cannot be used"),
            served(tmp_path, "top.html", port),
        ):
            pass
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address)
