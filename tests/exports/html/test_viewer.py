"""The viewer in a real browser, on a small graph made by hand: every answer is looked up on the page."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest

from graphkit.errors import ExportError
from graphkit.exports.html import export
from tests.exports.html.conftest import Visit, choose, panel, ready, settled, slide
from tests.exports.html.small_map import CARDS, HOSTILE
from tests.graphs import graph_of

pytestmark = pytest.mark.browser


def test_no_request_leaves_the_file_and_nothing_complains(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    choose(page, "ann")
    assert visit.foreign_requests() == []
    assert len([url for url in visit.requests if url.startswith("file://")]) == 1
    assert visit.complaints == []
    policy = page.get_attribute("meta[http-equiv]", "content") or ""
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy


def test_hostile_names_and_titles_are_text(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    choose(page, "script taken")
    assert page.title() == "Co-authorship map"
    assert page.inner_text("#panel h2") == HOSTILE
    assert "<b>title</b>" in panel(page)
    assert page.locator("#panel b").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert "محمد علي" in panel(page)
    assert visit.complaints == []


def test_search_completes_names_variants_papers_and_institutions(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    for typed, expected in (
        ("ann", "Ann Bee"),
        ("variant of bob", "Bob Cee"),
        ("maps", "Maps of graphs"),
        ("lab tw", "Lab Two"),
    ):
        page.fill("#query", typed)
        assert page.locator("#match-0").inner_text().endswith(expected)
        assert page.get_attribute("#query", "aria-expanded") == "true"
    page.fill("#query", "zzz")
    assert page.inner_text("#status") == "No matches"
    choose(page, "lab one")
    assert page.inner_text("#panel h2") == "Lab One"
    assert "Ann Bee" in panel(page)
    choose(page, "chain")
    assert "made.txt:50" in panel(page)
    assert "Dan Gee" in panel(page)


def test_an_author_s_panel(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    choose(page, "ann")
    text = panel(page)
    assert "4 papers, at least 3 co-authors" in text
    assert "Lower bound: 2 bylines of these papers are truncated" in text
    listed = text[text.index("Papers by year") :]
    assert listed.index("2022") < listed.index("Five wrote it") < listed.index("2021") < listed.index("2018")
    assert "5 authors, 2 named" in text
    assert "2 authors named, more may be hidden" in text
    assert "Digital" not in text
    assert "Lab One" in text
    assert "Name of cs.DL (cs.DL): 2 papers" in text
    assert page.get_attribute("#panel a", "href") == "https://example.org/1"
    chart = page.get_attribute("#panel .years svg", "aria-label")
    assert chart == "Papers by year: 2018: 1, 2020: 1, 2021: 1, 2022: 1"
    partners = page.locator("#panel ul").first.inner_text()
    assert partners.index("Bob Cee") < partners.index("Cid Dee")
    assert "3 papers, fractional 1.50 to 2.00" in partners
    assert "1 paper, fractional 0.25" in partners


def test_an_edge_lists_papers_and_source_lines(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    choose(page, "ann")
    page.click("[aria-label='What joins Ann Bee and Bob Cee']")
    text = panel(page)
    assert "3 joint papers (full counting)" in text
    assert "1.50 to 2.00" in text
    assert all(line in text for line in ("made.txt:10", "made.txt:20", "made.txt:30"))
    assert "made.txt:40" not in text
    assert "Five wrote it" not in text


def test_shortest_path(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    choose(page, "eve")
    page.click("#path-from")
    choose(page, "fay")
    text = panel(page)
    assert "From Eve Eff to Fay Aitch" in text
    assert "4 steps" in text
    assert [text.index(n) for n in ("Ann Bee", "Cid Dee", "Dan Gee")] == sorted(
        text.index(n) for n in ("Ann Bee", "Cid Dee", "Dan Gee")
    )
    choose(page, "eve")
    page.click("#path-from")
    choose(page, "李")
    assert "No path" in panel(page)


def test_years_and_category_count_anew(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    choose(page, "ann")
    page.click("[aria-label='What joins Ann Bee and Bob Cee']")
    slide(page, "#from", 2020)
    assert "2 joint papers (full counting)" in panel(page)
    assert "1.00 to 1.50" in panel(page)
    assert "2020 to 2022" in page.inner_text("#controls")
    assert "1 paper without a year left out" in page.inner_text("#years-note")
    slide(page, "#to", 2020)
    assert "1 joint paper (full counting)" in panel(page)
    assert "Shown: 2 of 10 authors, 1 edge." in page.inner_text("#meaning")
    page.click("#reset")
    page.select_option("#category", label="Name of cs.DL (cs.DL)")
    settled(page)
    assert "2 joint papers (full counting)" in panel(page)
    assert "fractional" in panel(page).lower()
    assert "1.50" in panel(page)
    page.click("#reset")
    assert "3 joint papers" in panel(page)


def test_least_weight_institution_and_counting(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    assert "Shown: 10 of 10 authors, 12 edges." in page.inner_text("#meaning")
    slide(page, "#least", 2)
    assert "10 authors, 1 edge." in page.inner_text("#meaning")
    page.select_option("#counting", "fractional")
    settled(page)
    assert "fractional counting" in page.inner_text("#meaning")
    slide(page, "#least", 1)
    assert "3 edges." in page.inner_text("#meaning")
    page.click("#reset")
    page.fill("#institution", "Lab One")
    page.locator("#institution").dispatch_event("change")
    settled(page)
    assert "Shown: 1 of 10 authors" in page.inner_text("#meaning")


@pytest.mark.parametrize(
    ("colour", "legend"),
    [
        ("community", "around Ann Bee"),
        ("year", "2022"),
        ("category", "Name of cs.LG"),
        ("institution", "Lab Two"),
        ("citations", "4"),
    ],
)
def test_colours_change_the_picture_and_the_legend(
    page_file: Path, visit: Visit, colour: str, legend: str
) -> None:
    page = ready(visit.open(page_file))
    page.select_option("#colour", colour)
    settled(page)
    assert legend in page.inner_text("#legend")
    fills = page.eval_on_selector_all("#legend circle", "all => all.map(c => c.getAttribute('fill'))")
    assert len(set(fills)) == len(fills) >= 2
    drawn = page.evaluate(
        "(() => { const c = document.querySelector('#map'), s = new Set();"
        "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "const hex = v => v.toString(16).padStart(2, '0');"
        "for (let i = 0; i < d.length; i += 4) s.add('#' + hex(d[i]) + hex(d[i + 1]) + hex(d[i + 2]));"
        "return [...s]; })()"
    )
    assert set(fills) & set(drawn)


def test_table_and_csv(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    choose(page, "cmd")
    page.click("#open-table")
    assert "Edges of" in page.inner_text("#table")
    assert page.locator("#table tbody tr").count() == 3 + 1
    with page.expect_download() as waiting:
        page.click("#table button:has-text('Download CSV: Edges')")
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["a", "b", "papers (full counting)"]
    assert {'\'=cmd|"x"', HOSTILE} <= {cell for row in rows for cell in row}
    assert [row[3] for row in rows[1:]] == ["0.333333"] * 3


def test_png_and_svg(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    with page.expect_download() as waiting:
        page.click("#save-png")
    assert Path(waiting.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    with page.expect_download() as waiting:
        page.click("#save-svg")
    picture = ElementTree.parse(waiting.value.path()).getroot()  # noqa: S314 - our own file
    texts = {node.text for node in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert "Ann Bee" in texts
    assert not list(picture.iter("{http://www.w3.org/2000/svg}script"))


def test_labels_never_overlap(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    boxes = page.evaluate("graphkit.stage.paint.labels.map(b => [b.left, b.top, b.right, b.bottom])")
    assert len(boxes) >= 5
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_without_titles(tmp_path: Path, visit: Visit) -> None:
    with graph_of(CARDS) as engine:
        export(engine, tmp_path / "bare.html", titles=False)
    page = ready(visit.open(tmp_path / "bare.html"))
    choose(page, "ann")
    assert "Five wrote it" not in page.content()
    assert "made.txt:40" in panel(page)


def test_what_is_not_drawn_is_said(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    assert "Not drawn: 1 of 8 papers name no author." in page.inner_text("#meaning")


@pytest.mark.parametrize("view", ["institutions", "categories"])
def test_other_views(tmp_path: Path, visit: Visit, view: str) -> None:
    with graph_of(CARDS) as engine:
        export(engine, tmp_path / "view.html", view=view)
    page = ready(visit.open(tmp_path / "view.html"))
    assert f"2 of 2 {view}" in page.inner_text("#meaning")
    choose(page, "lab one" if view == "institutions" else "cs.LG")
    expected = "Maps of graphs" if view == "institutions" else "Five wrote it"
    assert expected in panel(page)
    assert visit.complaints == []


def test_same_graph_same_bytes(page_file: Path, tmp_path: Path) -> None:
    with graph_of(CARDS) as engine:
        export(engine, tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == page_file.read_bytes()


def test_refusals_say_what_can_be_done(tmp_path: Path) -> None:
    with graph_of([]) as engine:
        with pytest.raises(ExportError, match="no authors to draw"):
            export(engine, tmp_path / "x.html")
        with pytest.raises(ExportError, match="no view named 'words'"):
            export(engine, tmp_path / "x.html", view="words")
        with pytest.raises(ExportError, match="no engine named 'd3'"):
            export(engine, tmp_path / "x.html", engine_name="d3")
