"""What a page leaves out, it says: long bylines, institutions, lines, nodes of other views."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from graphkit.engine import Engine
from graphkit.exports.html import export
from tests.exports.html.conftest import Visit, choose, ready, settled
from tests.graphs import Card, graph_of

pytestmark = pytest.mark.browser

NAMES = [f"Member {number}" for number in range(8)]
CARDS = [
    Card("Pair", NAMES[:2], 2020, affiliations={NAMES[0]: "Lab One", NAMES[1]: "Lab Two"}),
    Card("Trio", NAMES[1:4], 2021, affiliations={NAMES[1]: "Lab Two", NAMES[2]: "Lab Three"}),
    Card("Consortium", NAMES, 2022),
]


@pytest.fixture
def engine() -> Engine:
    return graph_of(CARDS)


def test_bylines_beyond_the_build_s_limit_make_no_lines(engine: Engine, tmp_path: Path, visit: Visit) -> None:
    engine.run("""INSERT INTO meta VALUES ('options', '{"pair_limit": 5}')""")
    export(engine, tmp_path / "map.html")
    page = ready(visit.open(tmp_path / "map.html"))
    said = page.inner_text("#meaning")
    assert "8 authors, 4 edges." in said
    assert (
        "No edges are made of 1 paper with 8 authors or more: it stands in the panels of the authors." in said
    )
    choose(page, "member 7")
    assert "Consortium" in page.inner_text("#panel")
    assert "1 paper, 0 co-authors" in page.inner_text("#panel")


def test_the_longest_bylines_go_first_when_there_are_too_many_pairs(
    engine: Engine, tmp_path: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkit.exports.html.facts.MOST_PAIRS", 30)
    export(engine, tmp_path / "map.html")
    page = ready(visit.open(tmp_path / "map.html"))
    assert "8 authors, 4 edges." in page.inner_text("#meaning")
    assert "1 paper with 8 authors or more" in page.inner_text("#meaning")


def test_institutions_that_are_left_out_are_counted(
    engine: Engine, tmp_path: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkit.exports.html.facts.MOST_INSTITUTIONS", 2)
    export(engine, tmp_path / "map.html")
    page = ready(visit.open(tmp_path / "map.html"))
    assert "the 2 with the most authors; 1 more are left out" in page.inner_text("#meaning")


def test_other_views_draw_the_nodes_with_the_most_papers(
    engine: Engine, tmp_path: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkit.exports.html.views.MOST_NODES", 2)
    export(engine, tmp_path / "map.html", view="institutions")
    page = ready(visit.open(tmp_path / "map.html"))
    assert "Drawn: the 2 institutions with the most papers, of 3." in page.inner_text("#meaning")
    assert "Lab Two" in page.evaluate("graphkit.model.names")


def test_every_line_that_is_drawn_can_be_clicked(tmp_path: Path, visit: Visit) -> None:
    ring = [f"Ring {number}" for number in range(12)]
    with graph_of([Card(f"{a} {b}", [a, b]) for a, b in combinations(ring, 2)]) as engine:
        export(engine, tmp_path / "map.html")
    page = ready(visit.open(tmp_path / "map.html"))
    assert page.evaluate("graphkit.stage.paint.drawn.length") == 66
    hits = page.evaluate(
        "Array.from(graphkit.stage.paint.drawn, (e) => { const { model, stage } = graphkit;"
        "const [a, b] = [model.source[e], model.target[e]];"
        "const at = stage.camera.toScreen(0.6 * model.x[a] + 0.4 * model.x[b], 0.6 * model.y[a] + 0.4 * model.y[b]);"
        "return stage.hit(...at, 5) !== null; })"
    )
    assert all(hits)


def test_institutions_are_suggested_as_one_types(engine: Engine, tmp_path: Path, visit: Visit) -> None:
    export(engine, tmp_path / "map.html")
    page = ready(visit.open(tmp_path / "map.html"))
    offered = "#institution-names option"
    assert page.locator(offered).count() == 3
    page.fill("#institution", "thr")
    assert page.eval_on_selector_all(offered, "all => all.map(o => o.value)") == ["Lab Three"]
    page.fill("#institution", "Lab Three")
    page.locator("#institution").dispatch_event("change")
    settled(page)
    assert "Shown: 1 of 8 authors" in page.inner_text("#meaning")
