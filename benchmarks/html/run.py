"""Ready time, frame rate and longest block of the viewer against pyvis and sigma.js, in one run.

    python -m benchmarks.html.run [--sizes 20000:60000 100000:300000]

Headless Chromium without a GPU; all three draw the same nodes, places and edges. Needs npm for sigma.js.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright

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


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", nargs="+", default=["20000:60000", "100000:300000"])
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    options = parser.parse_args()
    print("| nodes / edges | page | MB | ready s | pan fps | zoom fps | longest block ms |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for size in options.sizes:
            nodes, edges = map(int, size.split(":"))
            engine = synthetic(nodes, edges)
            start = time.perf_counter()
            keep_author_layout(engine)
            print(
                f"| {nodes:,} / {_edges(engine):,} | layout in Python: {time.perf_counter() - start:.1f} s |"
            )
            for name, (write, ready) in PAGES.items():
                path = Path(folder) / f"{name}.html"
                write(engine, path)
                flags = FLAGS + (WEBGL if name == "sigma.js" else [])
                browser = playwright.chromium.launch(executable_path=options.chromium, args=flags)
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                print(
                    f"| | {name} | {path.stat().st_size / 1e6:.2f} | {_measure(page, path, ready)} |",
                    flush=True,
                )
                browser.close()


def _edges(engine: Engine) -> int:
    return int(engine.rows("SELECT count(*) FROM rel_coauthored_with")[0][0])


def _measure(page: Page, path: Path, ready: str) -> str:
    page.add_init_script(WATCH)
    try:
        page.goto(path.as_uri(), timeout=PATIENCE, wait_until="commit")
        end = time.monotonic() + PATIENCE / 1000
        while not (at := page.evaluate(f"(() => {{ try {{ return {ready} }} catch {{ return 0 }} }})()")):
            if time.monotonic() > end:
                return f"not within {PATIENCE / 1000:.0f} | – | – | –"
            page.wait_for_timeout(20)
        page.wait_for_timeout(500)
        block = max(page.evaluate("blocks"), default=0)
        pan, zoom = _rate(page, _pan), _rate(page, _zoom)
    except PlaywrightError as error:  # a page that breaks is a result too
        return f"failed: {str(error).splitlines()[0][:60]} | – | – | –"
    return f"{at / 1000:.2f} | {pan:.0f} | {zoom:.0f} | {block or 'under 50'}"


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
