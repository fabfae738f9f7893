"""The pyvis page: offline, hostile names are text, its limits are named."""

from pathlib import Path

import pytest

from graphkit.errors import ExportError
from graphkit.exports.html import export
from tests.exports.html.conftest import Visit
from tests.graphs import Card, graph_of

pytestmark = pytest.mark.browser

HOSTILE = '</script><script>document.title="taken"</script>'
NAMES = [HOSTILE, "Q\"uote 'Single", "李 明", "محمد علي", "<img src=x onerror=document.title=1>", "A\u2028B"]


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    cards = [
        Card("Hostile", NAMES, 2020),
        Card("Pair", ["Ann", "Bob"], 2021),
        Card("No name", [], 2021, count=3),
    ]
    path = tmp_path / "map.html"
    with graph_of(cards) as engine:
        export(engine, path, engine_name="pyvis")
    return path


def test_it_draws_every_author_and_asks_no_network(page_file: Path, visit: Visit) -> None:
    page = visit.open(page_file)
    page.wait_for_selector("canvas")
    assert page.evaluate("graph.nodes.length") == len(NAMES) + 2
    assert page.evaluate("graph.edges.length") == 15 + 1
    assert visit.foreign_requests() == []
    assert len([url for url in visit.requests if url.startswith("file://")]) == 1
    assert visit.complaints == []


def test_hostile_names_are_text(page_file: Path, visit: Visit) -> None:
    page = visit.open(page_file)
    page.wait_for_selector("canvas")
    assert page.title() == "Co-authorship map"
    assert sorted(page.evaluate("graph.nodes.map(n => n.label)")) == sorted([*NAMES, "Ann", "Bob"])
    assert page.evaluate("document.querySelectorAll('img').length") == 0


def test_it_says_what_is_drawn_and_what_is_not(page_file: Path, visit: Visit) -> None:
    text = visit.open(page_file).inner_text("header")
    assert "8 authors, 16 co-authorships" in text
    assert "1 of 3 papers name no author" in text


def test_positions_are_preset(page_file: Path, visit: Visit) -> None:
    page = visit.open(page_file)
    page.wait_for_selector("canvas")
    given = page.evaluate("GRAPH.nodes.map(n => [n.x, n.y])")
    shown = page.evaluate("GRAPH.nodes.map(n => network.getPosition(n.id)).map(p => [p.x, p.y])")
    assert shown == given
    assert len({tuple(place) for place in given}) == len(given)


def test_the_picture_is_not_empty(page_file: Path, visit: Visit) -> None:
    page = visit.open(page_file)
    page.wait_for_selector("canvas")
    page.wait_for_timeout(300)
    colours = page.evaluate(
        "(() => { const c = document.querySelector('canvas'); const d = c.getContext('2d')"
        ".getImageData(0, 0, c.width, c.height).data; const s = new Set();"
        "for (let i = 0; i < d.length; i += 4)"
        "  if (d[i + 3] == 255) s.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]);"
        "return [...s]; })()"
    )
    assert 0x0072B2 in colours


def test_ego_draws_one_neighbourhood(tmp_path: Path, visit: Visit) -> None:
    cards = [Card("a", ["Ann", "Bob"]), Card("b", ["Bob", "Cid"]), Card("c", ["Cid", "Dan"])]
    with graph_of(cards) as engine:
        export(engine, tmp_path / "ego.html", engine_name="pyvis", ego="variant of Bob")
    page = visit.open(tmp_path / "ego.html")
    page.wait_for_selector("canvas")
    assert sorted(page.evaluate("graph.nodes.map(n => n.label)")) == ["Ann", "Bob", "Cid"]
    assert page.title() == "Co-authors of Bob"


def test_limits_are_named(tmp_path: Path) -> None:
    with graph_of([Card(str(i), [f"a{i}", f"b{i}"]) for i in range(300)]) as engine:
        with pytest.raises(ExportError, match="600 authors are more than the 500"):
            export(engine, tmp_path / "x.html", engine_name="pyvis")
        with pytest.raises(ExportError, match="2,000 nodes at most"):
            export(engine, tmp_path / "x.html", engine_name="pyvis", max_nodes=2001)
        with pytest.raises(ExportError, match="no author is named 'nobody'"):
            export(engine, tmp_path / "x.html", engine_name="pyvis", ego="nobody")
        assert not list(tmp_path.iterdir())
        export(engine, tmp_path / "x.html", engine_name="pyvis", max_nodes=600)


def test_same_graph_same_bytes(page_file: Path, tmp_path: Path) -> None:
    cards = [
        Card("Hostile", NAMES, 2020),
        Card("Pair", ["Ann", "Bob"], 2021),
        Card("No name", [], 2021, count=3),
    ]
    with graph_of(cards) as engine:
        export(engine, tmp_path / "again.html", engine_name="pyvis")
    assert (tmp_path / "again.html").read_bytes() == page_file.read_bytes()
