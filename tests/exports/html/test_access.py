"""For everyone: axe-core finds nothing, text at 200%, narrow screens, light and dark, reduced motion."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from graphkit.exports.html import export
from tests.exports.html.conftest import Visit, choose, ready
from tests.exports.html.test_viewer import CARDS
from tests.graphs import graph_of

pytestmark = pytest.mark.browser

AXE = "axe-core@4.10.3"
SCREENS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark", "reduced_motion": "reduce"},
    "phone": {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True},
}


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, fetched once from npm into the user's cache."""
    home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "graphkit-tests" / AXE
    script = home / "node_modules/axe-core/axe.min.js"
    if not script.exists():
        npm = shutil.which("npm")
        command = [npm or "npm", "install", "--silent", "--no-save", "--prefix", str(home), AXE]
        if npm is None or subprocess.run(command, check=False, capture_output=True).returncode:
            message = "NO AXE-CORE: accessibility was not tested; npm could not fetch it"
            if os.environ.get("CI") == "true":
                pytest.fail(message)
            pytest.skip(message)
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("access") / "map.html"
    with graph_of(CARDS) as engine:
        export(engine, path)
    return path


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(page_file: Path, browser: Browser, axe: str, screen: str) -> None:
    context = browser.new_context(**SCREENS[screen])
    page = ready(Visit(context).open(page_file))
    page.evaluate(axe)
    found = []
    for step in ("rest", "selected", "searching", "table", "help"):
        if step == "selected":
            choose(page, "ann")
        elif step == "searching":
            page.fill("#query", "b")
        elif step in ("table", "help"):
            page.keyboard.press("Escape")
            page.evaluate("document.querySelectorAll('dialog').forEach(d => d.close())")
            page.click(f"#open-{step}")
        page.wait_for_timeout(250)
        result = page.evaluate("axe.run({ resultTypes: ['violations'] })")
        found += [f"{step}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in result["violations"]]
    context.close()
    assert found == []


def test_axe_finds_nothing_on_an_overview(
    tmp_path: Path, browser: Browser, axe: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkit.exports.html.MOST_NODES", 3)
    with graph_of(CARDS) as engine:
        export(engine, tmp_path / "map.html")
    context = browser.new_context(**SCREENS["light"])
    page = ready(Visit(context).open(tmp_path / "map.html"))
    choose(page, "around")
    page.evaluate(axe)
    top = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    page.click("#open-part")
    ready(page)
    page.evaluate(axe)
    part = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    context.close()
    assert [violation["id"] for violation in top + part] == []


def test_text_at_200_percent_stays_within_the_page(page_file: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = ready(Visit(context).open(page_file))
    small = page.evaluate("Math.max(...graphkit.stage.paint.labels.map(b => b.size))")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.set_viewport_size({"width": 1279, "height": 800})
    page.wait_for_timeout(800)
    assert page.evaluate("Math.max(...graphkit.stage.paint.labels.map(b => b.size))") > 1.8 * small
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#open-help").bounding_box()["x"] < 1279
    context.close()


def test_a_phone_s_panel_leaves_the_map_in_sight(page_file: Path, browser: Browser) -> None:
    context = browser.new_context(**SCREENS["phone"])
    page = ready(Visit(context).open(page_file))
    assert page.locator("#controls").is_hidden()
    choose(page, "ann")
    box = page.locator("#panel").bounding_box()
    assert box["y"] > 300
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.touchscreen.tap(200, box["y"] + 30)
    context.close()


def test_reduced_motion_has_no_animation(page_file: Path, browser: Browser) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = ready(Visit(context).open(page_file))
    choose(page, "ann")
    assert page.evaluate("document.getAnimations().length") == 0
    context.close()


def test_light_and_dark_follow_the_system(page_file: Path, visit: Visit) -> None:
    page = ready(visit.open(page_file))
    corner = "document.querySelector('#map').getContext('2d').getImageData(2, 2, 1, 1).data[0]"
    assert page.evaluate(corner) > 230
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(800)
    assert page.evaluate(corner) < 40
