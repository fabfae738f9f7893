"""The viewer's page: markup, style, script and data in one file that may ask for nothing."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib.resources import files

from graphkit.exports.html.encoding import Block
from graphkit.exports.html.scene import Scene, encoded

SCRIPTS = (
    "decode.js",
    "lists.js",
    "dom.js",
    "model.js",
    "paths.js",
    "parts.js",
    "colours.js",
    "camera.js",
    "grid.js",
    "discs.js",
    "labels.js",
    "paint.js",
    "stage.js",
    "pointer.js",
    "legend.js",
    "pieces.js",
    "papers.js",
    "node_panel.js",
    "panels.js",
    "search.js",
    "controls.js",
    "tables.js",
    "pictures.js",
    "state.js",
    "main.js",
)
"""Sources of the viewer, in the order in which they are joined."""


def viewer_page(scene: Scene, index: Block | None = None) -> str:
    """One HTML file that shows the scene; its policy lets nothing run or load but what it holds.

    Args:
        scene: what to show.
        index: names for the search that are read when it is first used.
    """
    names = (
        f'<script type="application/octet-stream" id="names">{index.encoded()}</script>\n' if index else ""
    )
    script = '"use strict";\n{\n' + "\n".join(_source(name) for name in SCRIPTS) + "}\n"
    style = _source("style.css")
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=True)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(scene.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{_source('page.html')}"
        f'<script type="application/octet-stream" id="data">{encoded(scene)}</script>\n'
        f"{names}<script>{script}</script>\n</body>\n</html>\n"
    )


def _source(name: str) -> str:
    return files(__package__).joinpath("viewer", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
