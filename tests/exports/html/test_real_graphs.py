"""The viewer on real graphs: its weights are the file's, its limits hold, at 142 and at 50,000 authors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import graphkit
from graphkit.engine import Engine
from graphkit.exports.html import export
from tests.exports.html.conftest import Visit, choose, ready, settled, slide

pytestmark = [pytest.mark.browser, pytest.mark.shared]

WEIGHTS = (
    "Array.from(graphkit.model.source, (a, e) => [graphkit.model.names[a], "
    "graphkit.model.names[graphkit.model.target[e]], "
    "graphkit.model.full[e], graphkit.model.low[e], graphkit.model.high[e]])"
)


def build(source: Path, folder: Path) -> tuple[Engine, Path]:
    graphkit.build([source], out=folder / "graph.duckdb").close()
    engine = Engine(folder / "graph.duckdb", read_only=True)
    export(engine, folder / "map.html")
    return engine, folder / "map.html"


@pytest.fixture(scope="module")
def pages(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, Path]:
    return build(shared / "data/pages", tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def ieee(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, Path]:
    return build(shared / "data/resolution/ieee.mentions.csv.gz", tmp_path_factory.mktemp("ieee"))


def same_weights(page: Page, engine: Engine) -> None:
    rows = engine.rows(
        "SELECT a.name, b.name, c.papers, weight_fractional, weight_fractional_max FROM rel_coauthored_with c "
        "JOIN node_author a ON a._id = _source JOIN node_author b ON b._id = _target"
    )
    expected = sorted((*sorted(row[:2]), *row[2:]) for row in rows)
    shown = sorted((*sorted(row[:2]), *row[2:]) for row in page.evaluate(WEIGHTS))
    assert len(shown) == len(expected)
    assert [row[:3] for row in shown] == [row[:3] for row in expected]
    total = [sum(row[i] for row in expected) for i in (3, 4)]
    assert [sum(row[i] for row in shown) for i in (3, 4)] == pytest.approx(total, rel=1e-5)


def test_the_pages_weights_are_the_file_s(pages: tuple[Engine, Path], visit: Visit) -> None:
    engine, path = pages
    page = ready(visit.open(path))
    same_weights(page, engine)
    assert "Shown: 142 of 142 authors, 346 edges." in page.inner_text("#meaning")
    assert "133 of 232 papers name no author" in page.inner_text("#meaning")
    assert visit.foreign_requests() == []
    assert visit.complaints == []


def test_the_pages_people_and_their_evidence(pages: tuple[Engine, Path], visit: Visit) -> None:
    page = ready(visit.open(pages[1]))
    choose(page, "justin s kang")
    assert page.inner_text("#panel h2") == "Justin Singh Kang"
    page.click("[aria-label='What joins Justin Singh Kang and Kannan Ramchandran']")
    text = page.inner_text("#panel")
    assert "The Fair Value of Data Under Heterogeneous Privacy Constraints in Federated Learning" in text
    assert "000_2a5382b7d4e17b58.txt:" in text


def test_years_on_the_pages_count_what_sql_counts(pages: tuple[Engine, Path], visit: Visit) -> None:
    engine, path = pages
    page = ready(visit.open(path))
    slide(page, "#from", 2023)
    (expected,) = engine.rows(
        "SELECT count(*) FROM (SELECT DISTINCT x._source, y._source FROM rel_authored x JOIN rel_authored y "
        "ON x._target = y._target AND x._source < y._source JOIN node_paper p ON p._id = x._target WHERE year >= 2023)"
    )[0]
    assert f"{expected} edges." in page.inner_text("#meaning")


def test_ieee_weights_search_panel_and_path(ieee: tuple[Engine, Path], visit: Visit) -> None:
    engine, path = ieee
    page = ready(visit.open(path))
    same_weights(page, engine)
    choose(page, "Nikolaos Papanikolopoulos")
    papers: Any = engine.rows("SELECT papers FROM node_author WHERE name = 'Nikolaos Papanikolopoulos'")[0][0]
    assert f"{papers} papers" in page.inner_text("#panel")
    assert "ieee.mentions.csv.gz:" in page.inner_text("#panel")
    page.click("#path-from")
    choose(page, "Aaron T. Becker")
    assert "steps" in page.inner_text("#panel")
    assert path.stat().st_size < 8_000_000
    assert visit.complaints == []


def test_ieee_labels_and_filters(ieee: tuple[Engine, Path], visit: Visit) -> None:
    page = ready(visit.open(ieee[1]))
    boxes = page.evaluate("graphkit.stage.paint.labels.map(b => [b.left, b.top, b.right, b.bottom])")
    assert len(boxes) > 20
    overlaps = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert overlaps == []
    slide(page, "#least", 5)
    shown = page.evaluate("graphkit.model.shownEdges")
    (expected,) = ieee[0].rows("SELECT count(*) FROM rel_coauthored_with WHERE papers >= 5")[0]
    assert shown == expected
    page.focus("#map")
    for _ in range(12):
        page.keyboard.press("+")
    settled(page)
    assert page.evaluate("graphkit.stage.paint.labels.length") > 0
