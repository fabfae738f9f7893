"""A graph too large for one page: the overview, the maps beside it, and the ways between them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports.html import export, views
from graphkit.exports.html.clusters import Division, divide
from graphkit.exports.html.overview import export_overview
from graphkit.layout import Network, lay_out
from tests.exports.html.conftest import Visit, choose, ready, settled
from tests.graphs import Card, graph_of

LARGEST = 40
TEAMS = 12
TEAM = 15


def cards() -> list[Card]:
    """Twelve teams in a ring; some papers join a team to the next; three small groups stand alone."""
    member = [[f"Person {team:02}-{number:02}" for number in range(TEAM)] for team in range(TEAMS)]
    made = [
        Card(f"Team {team} work {i} {j}", [member[team][i], member[team][j]], 2000 + team)
        for team in range(TEAMS)
        for i, j in combinations(range(TEAM), 2)
    ]
    made += [Card(f"Bridge {t}", [member[t][0], member[(t + 1) % TEAMS][1]], 2020) for t in range(TEAMS)]
    made.append(Card("Hidden bridge", [member[0][2], member[5][3]], 2021, count=0))
    return made + [Card(f"Apart {n}", [f"Lone {n} a", f"Lone {n} b"], 2001) for n in range(3)]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return graph_of(cards())


@pytest.fixture(scope="module")
def top(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("overview") / "map of all.html"
    export_overview(engine, path, largest=LARGEST)
    return path


def files(top: Path) -> list[Path]:
    return sorted((top.parent / f"{top.stem}_files").iterdir())


@pytest.mark.browser
def test_the_overview_leads_to_each_map_and_back(top: Path, visit: Visit) -> None:
    page = ready(visit.open(top))
    said = page.inner_text("#meaning")
    assert "186 authors in 12 communities" in said
    assert "6 authors in small groups" in said
    assert "Size: authors." in said
    choose(page, "small groups")
    assert "6 authors, 3 papers" in page.inner_text("#panel")
    page.click("#open-part")
    ready(page)
    assert "Shown: 6 of 6 authors, 3 edges." in page.inner_text("#meaning")
    assert "6 of 186 authors" in page.inner_text("#meaning")
    page.click("#overview")
    ready(page)
    assert page.title() == "Communities of co-authors"
    assert visit.foreign_requests() == []
    assert visit.complaints == []


@pytest.mark.browser
def test_search_leads_to_the_author_s_map(top: Path, visit: Visit) -> None:
    page = ready(visit.open(top))
    page.fill("#query", "person 05-03")
    page.wait_for_selector("#match-0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/part-*.html#node=*")
    ready(page)
    assert page.inner_text("#panel h2") == "Person 05-03"
    reach = "(graphkit.stage.bounds(graphkit.focus().nodes))"
    assert page.evaluate(f"({reach}.right - {reach}.left) * graphkit.stage.camera.scale > graphkit.width / 4")
    text = page.inner_text("#panel")
    assert "15 papers, at least 15 co-authors" in text
    assert "Co-authors on other maps" in text
    assert "1 paper, fractional 0.00 to 0.50" in text
    page.click("#panel a:has-text('Person 00-02')")
    page.wait_for_url("**#node=Person+00-02*")
    ready(page)
    assert page.inner_text("#panel h2") == "Person 00-02"


@pytest.mark.browser
def test_a_click_on_a_community_names_its_people_and_neighbours(top: Path, visit: Visit) -> None:
    page = ready(visit.open(top))
    box = page.locator("#map").bounding_box()
    x, y = page.evaluate("graphkit.stage.camera.toScreen(graphkit.model.x[0], graphkit.model.y[0])")
    page.mouse.click(box["x"] + x, box["y"] + y)
    settled(page)
    text = page.inner_text("#panel")
    assert "15 authors, " in text
    assert "Most published authors" in text
    assert page.locator("#panel ol a").count() == 8
    assert "1 paper, fractional 1.00" in text
    page.locator("[aria-label^='What joins']").first.click()
    assert "papers with authors of both communities" in page.inner_text("#panel")


@pytest.mark.browser
def test_weights_between_communities_are_those_of_the_papers(top: Path, engine: Engine, visit: Visit) -> None:
    page = ready(visit.open(top))
    shown = page.evaluate(
        "Array.from(graphkit.model.source, (a, e) => [graphkit.model.full[e], "
        "graphkit.model.low[e], graphkit.model.high[e]])"
    )
    assert len(shown) == TEAMS + 1
    assert sum(row[0] for row in shown) == TEAMS + 1
    assert sum(row[1] for row in shown) == pytest.approx(TEAMS)
    assert sum(row[2] for row in shown) == pytest.approx(TEAMS + 0.5)


@pytest.mark.browser
def test_every_co_authorship_stands_on_some_map(top: Path, engine: Engine, visit: Visit) -> None:
    pairs = set()
    for path in files(top):
        page = ready(visit.open(path))
        inside = page.evaluate(
            "Array.from(graphkit.model.source, (a, e) => [graphkit.model.names[a], "
            "graphkit.model.names[graphkit.model.target[e]]])"
        )
        outside = page.evaluate(
            "graphkit.model.names.flatMap((_, node) => graphkit.tables.of({ type: 'node', node })[2].rows)"
        )
        pairs |= {tuple(sorted(pair)) for pair in inside + [row[:2] for row in outside]}
        page.close()
    expected = engine.rows(
        "SELECT a.name, b.name FROM rel_coauthored_with JOIN node_author a ON a._id = _source "
        "JOIN node_author b ON b._id = _target"
    )
    assert pairs == {tuple(sorted(pair)) for pair in expected}


def test_same_graph_same_bytes(top: Path, engine: Engine, tmp_path: Path) -> None:
    again = tmp_path / top.name
    export_overview(engine, again, largest=LARGEST)
    assert again.read_bytes() == top.read_bytes()
    assert [(p.name, p.read_bytes()) for p in files(again)] == [(p.name, p.read_bytes()) for p in files(top)]


def test_it_is_chosen_above_the_limit(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkit.exports.html.MOST_NODES", 185)
    written = export(engine, tmp_path / "map.html")
    assert written.folder == tmp_path / "map_files"
    assert written.maps == len(list(written.folder.iterdir()))
    assert export(engine, tmp_path / "ego.html", ego="Person 00-00").folder is None
    monkeypatch.setattr("graphkit.exports.html.MOST_NODES", 186)
    assert export(engine, tmp_path / "one.html").folder is None
    assert views.MOST_NODES == 100_000


def test_a_second_export_replaces_the_folder_whole(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    export_overview(engine, path, largest=LARGEST)
    (tmp_path / "map_files" / "part-9999.html").write_text("of a larger graph, once")
    export_overview(engine, path, largest=LARGEST)
    assert not (tmp_path / "map_files" / "part-9999.html").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["map.html", "map_files"]


def test_a_folder_with_other_things_is_left_alone(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "map_files").mkdir()
    (tmp_path / "map_files" / "thesis.txt").write_text("precious")
    with pytest.raises(ExportError, match=r"holds 'thesis\.txt'"):
        export_overview(engine, tmp_path / "map.html", largest=LARGEST)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["map_files"]
    assert (tmp_path / "map_files" / "thesis.txt").read_text() == "precious"


def test_a_failure_leaves_the_old_set(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.html"
    export_overview(engine, path, largest=LARGEST)
    before = {p: p.read_bytes() for p in [path, *files(path)]}
    monkeypatch.setattr("graphkit.exports.html.overview.cluster_relations", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export_overview(engine, path, titles=False, largest=LARGEST)
    assert {p: p.read_bytes() for p in [path, *files(path)]} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["map.html", "map_files"]


networks = st.integers(1, 60).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda p: p[0] < p[1])),
    )
)


@given(networks, st.integers(4, 20))
def test_a_division_gives_each_author_one_cluster(
    drawn: tuple[int, set[tuple[int, int]]], largest: int
) -> None:
    count, pairs = drawn
    ends = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    network = Network(count, ends[:, 0], ends[:, 1], np.ones(len(ends)))
    layout = lay_out(network)
    division = divide(network, layout, largest=largest)
    size = np.bincount(division.cluster)
    assert (size > 0).all()
    assert (size[: division.connected] <= largest).all()
    assert (np.diff(size[: division.connected]) <= 0).all()
    assert ((division.cluster < division.connected) == (layout.community >= 0)).all()
    assert (np.diff(division.file) >= 0).all()
    assert set(division.file) == set(range(division.files))
    assert _components_stay_whole(division, network)


def _components_stay_whole(division: Division, network: Network) -> bool:
    component = network.components()
    aside = division.cluster >= division.connected
    return all(len(set(division.cluster[aside & (component == c)])) <= 1 for c in set(component[aside]))
