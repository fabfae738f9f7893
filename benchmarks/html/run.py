"""Ready time, frame rate and longest block of the viewer against pyvis and sigma.js, in one run.

    python -m benchmarks.html.run [--sizes 20000:60000 100000:300000] [--repeats 3]

Headless Chromium without a GPU; all three draw the same nodes, places and edges. Needs npm for sigma.js. Of several
visits to a page the best counts: other work on the machine can only make it slower. The blocks are the main thread's
longest tasks, by the clock and by the processor time spent in them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from benchmarks.html.synthetic import synthetic
from graphkit.engine import Engine
from graphkit.exports.html import export
from graphkit.exports.html.pyvis_engine import _network, _page
from graphkit.exports.html.selection import select_authors
from graphkit.layout.authors import author_layout, keep_author_layout

SECONDS = 3.0
PATIENCE = 90_000
FLAGS = ["--no-sandbox"]
WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
"""What sigma.js needs on a machine without a GPU; pages that draw on a plain canvas are faster without."""
WATCH = """
window.blocks = []; window.frames = 0;
new PerformanceObserver(list => { for (const e of list.getEntries()) blocks.push(Math.round(e.duration)); })
  .observe({ type: 'longtask', buffered: true });
(function count() { frames++; requestAnimationFrame(count); })();
"""
SIGMA = """
const g = new graphology.Graph({ type: 'undirected' });
DATA.nodes.forEach(([x, y], i) => g.addNode(i, { x, y, size: 2, label: DATA.names[i], color: '#0072b2' }));
DATA.edges.forEach(([a, b]) => g.addEdge(a, b, { size: 0.5, color: '#ccc' }));
const sigma = new Sigma(g, document.getElementById('c'));
requestAnimationFrame(() => requestAnimationFrame(() => { window.readyAt = performance.now(); }));
"""


@dataclass(frozen=True)
class Figures:
    """What one visit to a page showed; blocks are milliseconds of the main thread's longest task."""

    ready: float
    pan: float
    zoom: float
    block: int
    worked: float | None = None

    def best(self, other: Figures) -> Figures:
        """The better of each figure."""
        known = [worked for worked in (self.worked, other.worked) if worked is not None]
        return Figures(
            min(self.ready, other.ready),
            max(self.pan, other.pan),
            max(self.zoom, other.zoom),
            min(self.block, other.block),
            min(known, default=None),
        )

    def __str__(self) -> str:
        worked = "–" if self.worked is None else f"{self.worked:.0f}"
        return f"{self.ready:.2f} | {self.pan:.0f} | {self.zoom:.0f} | {self.block or 'under 50'} | {worked}"


class Failure(Exception):  # noqa: N818 - a result to print, not an error of the benchmark
    """A page that never got ready, or broke."""

    def __str__(self) -> str:
        return f"{super().__str__()} | – | – | – | –"


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", nargs="+", default=["20000:60000", "100000:300000"])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=list(PAGES))
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    options = parser.parse_args()
    print(
        "| nodes / edges | page | MB | ready s | pan fps | zoom fps | longest block ms | its processor ms |"
    )
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for size in options.sizes:
            nodes, edges = map(int, size.split(":"))
            engine = synthetic(nodes, edges)
            start = time.perf_counter()
            keep_author_layout(engine)
            print(
                f"| {nodes:,} / {_edges(engine):,} | layout in Python: {time.perf_counter() - start:.1f} s "
                f"(load average {os.getloadavg()[0]:.1f}) |",
                flush=True,
            )
            for name in options.pages:
                path = Path(folder) / f"{name}.html"
                PAGES[name][0](engine, path)
                try:
                    figures: object = _best_of(playwright, options.chromium, name, path, options.repeats)
                except Failure as failure:
                    figures = failure
                print(f"| | {name} | {path.stat().st_size / 1e6:.2f} | {figures} |", flush=True)
    print(f"\nLoad average at the end: {os.getloadavg()[0]:.1f}; {os.cpu_count()} processors.")


def _edges(engine: Engine) -> int:
    return int(engine.rows("SELECT count(*) FROM rel_coauthored_with")[0][0])


def _best_of(playwright: Playwright, chromium: str, name: str, path: Path, repeats: int) -> Figures:
    """The best of several visits, each by a browser of its own.

    Raises:
        Failure: the page broke, or was not ready in time.
    """
    best: Figures | None = None
    for _ in range(repeats):
        flags = FLAGS + (WEBGL if name == "sigma.js" else [])
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        try:
            figures = _measure(browser, path, PAGES[name][1])
        except PlaywrightError as error:  # a page that breaks is a result too
            raise Failure(f"failed: {str(error).splitlines()[0][:60]}") from error
        finally:
            browser.close()
        best = best.best(figures) if best else figures
    if best is None:
        raise ValueError("there must be a visit")
    return best


def _measure(browser: Browser, path: Path, ready: str) -> Figures:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(WATCH)
    trace = path.with_suffix(".trace")
    browser.start_tracing(page=page, path=trace, categories=["toplevel", "devtools.timeline"])
    try:
        at = _wait_until_ready(page, path, ready)
    finally:
        browser.stop_tracing()
    block = max(page.evaluate("blocks"), default=0)
    return Figures(at / 1000, _rate(page, _pan), _rate(page, _zoom), block, _longest_task(trace, path.name))


def _wait_until_ready(page: Page, path: Path, ready: str) -> float:
    """Milliseconds until the page says that it is ready.

    Raises:
        Failure: it never does.
    """
    page.goto(path.as_uri(), timeout=PATIENCE, wait_until="commit")
    end = time.monotonic() + PATIENCE / 1000
    while not (at := page.evaluate(f"(() => {{ try {{ return {ready} }} catch {{ return 0 }} }})()")):
        if time.monotonic() > end:
            raise Failure(f"not within {PATIENCE / 1000:.0f}")
        page.wait_for_timeout(20)
    page.wait_for_timeout(500)
    return float(at)


def _longest_task(trace: Path, name: str) -> float | None:
    """Processor time in milliseconds of the page's longest task, from the browser's trace."""
    events = json.loads(trace.read_text(encoding="utf-8"))["traceEvents"]
    trace.unlink()
    text = quote(name)
    pages = {event["pid"] for event in events if text in json.dumps(event.get("args", {}))}
    tasks = [
        event["tdur"] / 1000
        for event in events
        if event["name"] == "ThreadControllerImpl::RunTask" and event["pid"] in pages and "tdur" in event
    ]
    return max(tasks, default=None)


def _rate(page: Page, gesture: Callable[[Page, int], None]) -> float:
    page.mouse.move(700, 400)
    before, start = page.evaluate("[frames, performance.now()]"), time.monotonic()
    step = 0
    while time.monotonic() - start < SECONDS:
        gesture(page, step)
        step += 1
    page.mouse.up()
    after = page.evaluate("[frames, performance.now()]")
    return float(1000 * (after[0] - before[0]) / (after[1] - before[1]))


def _pan(page: Page, step: int) -> None:
    if step == 0:
        page.mouse.down()
    page.mouse.move(700 + 5 * (step % 40), 400 + 3 * (step % 30))


def _zoom(page: Page, step: int) -> None:
    page.mouse.wheel(0, -60 if step % 20 < 10 else 60)


def _write_viewer(engine: Engine, path: Path) -> None:
    export(engine, path)


def _write_viewer_bare(engine: Engine, path: Path) -> None:
    export(engine, path, titles=False)


def _write_pyvis(engine: Engine, path: Path) -> None:
    selection = select_authors(engine, None)
    path.write_text(_page("pyvis", _network(engine, selection), []), encoding="utf-8")


def _write_sigma(engine: Engine, path: Path) -> None:
    data: dict[str, Any] = {
        "nodes": author_layout(engine).positions.tolist(),
        "names": [name for (name,) in engine.rows("SELECT name FROM node_author ORDER BY _id")],
        "edges": engine.rows(
            "SELECT _source - m, _target - m FROM rel_coauthored_with, (SELECT min(_id) AS m FROM node_author)"
        ),
    }
    home = Path(tempfile.gettempdir()) / "graphkit-benchmark-sigma"
    if not (home / "node_modules/sigma").exists():
        packages = ["sigma@3", "graphology@0.26"]
        subprocess.run(
            ["npm", "install", "--silent", "--no-save", "--prefix", str(home), *packages], check=True
        )
    scripts = "".join(
        f"<script>{(home / 'node_modules' / name).read_text(encoding='utf-8')}</script>"
        for name in ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js")
    )
    path.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><div id="c" style="position:fixed;inset:0"></div>{scripts}'
        f"<script>const DATA = {json.dumps(data)};{SIGMA}</script>",
        encoding="utf-8",
    )


PAGES: dict[str, tuple[Callable[[Engine, Path], None], str]] = {
    "graphkit": (_write_viewer, "graphkit.readyAt"),
    "graphkit, no titles": (_write_viewer_bare, "graphkit.readyAt"),
    "sigma.js": (_write_sigma, "window.readyAt"),
    "pyvis, preset places": (
        _write_pyvis,
        "document.querySelector('canvas') && network.canvas.frame && performance.now()",
    ),
}


if __name__ == "__main__":
    main()
