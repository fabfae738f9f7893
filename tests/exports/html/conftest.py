"""A real headless Chromium for the tests of the pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from graphkit.exports.html import export
from tests.exports.html.small_map import CARDS
from tests.graphs import graph_of

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium at `CHROMIUM`, else on the path; without one the tests are skipped, under CI they fail."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        message = "NO BROWSER: the pages were not tested; install chromium or set CHROMIUM to its path"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


class Visit:
    """Pages opened from disk, with everything they asked for and complained about."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def open(self, path: Path, fragment: str = "") -> Page:
        """Open a file from disk."""
        page = self.context.new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on(
            "console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(path.as_uri() + fragment)
        return page

    def foreign_requests(self) -> list[str]:
        """Requests that leave the file: anything but the file itself and data inside it."""
        return [url for url in self.requests if not url.startswith(("file://", "data:", "blob:"))]


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The map of the small graph."""
    path = tmp_path_factory.mktemp("viewer") / "map.html"
    with graph_of(CARDS) as engine:
        export(engine, path)
    return path


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    yield Visit(context)
    context.close()


def ready(page: Page) -> Page:
    """Wait until the viewer has drawn its first picture."""
    page.wait_for_selector("#loading", state="hidden", timeout=60_000)
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until no drawing is under way or due."""
    for _ in range(600):
        page.wait_for_timeout(60)
        if page.evaluate("graphkit.drawings > 0 && !graphkit.stage.job"):
            page.wait_for_timeout(180)
            if not page.evaluate("graphkit.stage.job"):
                return
    pytest.fail("the viewer never came to rest")


def choose(page: Page, text: str) -> None:
    """Type into the search and take the first match."""
    page.fill("#query", text)
    page.wait_for_selector("#match-0")
    page.keyboard.press("Enter")
    settled(page)


def slide(page: Page, slider: str, value: float) -> None:
    """Move a slider as a user would: its value, then the event."""
    page.eval_on_selector(slider, "(s, v) => { s.value = v; s.dispatchEvent(new Event('input')); }", value)
    settled(page)


def panel(page: Page) -> str:
    """The words of the panel beside the map."""
    return page.inner_text("#panel")
