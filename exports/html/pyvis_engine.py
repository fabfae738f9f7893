"""Small graphs with pyvis: preset positions, no physics, one file that asks no network for anything."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from importlib.resources import files
from typing import Any

import numpy as np

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports.html.palette import community_colours
from graphkit.exports.html.selection import Selection
from graphkit.layout.authors import author_layout

DEFAULT_NODES = 500
"""Nodes drawn unless the caller asks for more."""
MOST_NODES = 2000
"""Above it the browser cannot move the picture smoothly any more."""
SPACING = 90
"""Screen units between neighbours."""

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": True, "navigationButtons": False},
    "nodes": {"shape": "dot", "font": {"size": 16, "strokeWidth": 4}},
    "edges": {"smooth": False, "selectionWidth": 2, "color": {"color": "#9aa5b1", "opacity": 0.6}},
}


def pyvis_page(engine: Engine, selection: Selection, *, max_nodes: int = DEFAULT_NODES) -> str:
    """The page that draws the selected authors and their co-authorships.

    Raises:
        ExportError: more authors than `max_nodes`, `max_nodes` above 2,000, or pyvis is not installed.
    """
    if max_nodes > MOST_NODES:
        raise ExportError(
            f"pyvis draws {MOST_NODES:,} nodes at most, {max_nodes:,} were asked for",
            remedy="Use the default engine, which draws whole graphs",
        )
    (count,) = engine.rows(f"SELECT count(*) FROM node_author WHERE {selection.where('_id')}")[0]
    if count > max_nodes:
        raise ExportError(
            f"{count:,} authors are more than the {max_nodes:,} that pyvis is asked to draw",
            remedy=f"Use the default engine, --ego NAME, or --max-nodes up to {MOST_NODES:,}",
        )
    return _page(selection.title, _network(engine, selection), _notes(engine, selection, count))


def _network(engine: Engine, selection: Selection) -> Any:
    """A pyvis Network; edges are set in one go, since its own `add_edge` compares each with all others."""
    try:
        from pyvis.edge import Edge  # noqa: PLC0415 - an extra: only where it is asked for
        from pyvis.network import Network  # noqa: PLC0415
    except ImportError as error:
        raise ExportError(
            "pyvis is not installed", remedy='Install it with pip install "graphkit[html]"'
        ) from error
    layout = author_layout(engine)
    colours = community_colours(layout.community)
    first = engine.rows("SELECT min(_id) FROM node_author")[0][0]
    network = Network(height="100%", width="100%")
    authors = engine.rows(
        "SELECT _id, id, name, coalesce(papers, 0) FROM node_author "
        f"WHERE {selection.where('_id')} ORDER BY _id"
    )
    for row, key, name, papers in authors:
        x, y = layout.positions[row - first] * SPACING
        network.add_node(
            row - first,
            label=name or key,
            title=f"{name or key}\n{_count(papers, 'paper')}",
            x=round(float(x)),
            y=round(float(y)),
            size=round(6 + 4 * float(np.sqrt(papers)), 1),
            color=colours[row - first],
        )
    both = f"{selection.where('_source')} AND {selection.where('_target')}"
    network.edges = [
        Edge(
            source - first,
            target - first,
            width=round(0.6 + float(np.sqrt(papers)), 1),
            title=f"{_count(papers, 'joint paper')}\nfractional weight {_interval(low, high)}",
        ).options
        for source, target, papers, low, high in engine.rows(
            "SELECT _source, _target, papers, weight_fractional, weight_fractional_max "
            f"FROM rel_coauthored_with WHERE {both} ORDER BY _source, _target"
        )
    ]
    return network


def _notes(engine: Engine, selection: Selection, authors: int) -> list[str]:
    """What is drawn, what is not, and what size, width and colour mean."""
    both = f"{selection.where('_source')} AND {selection.where('_target')}"
    (edges,) = engine.rows(f"SELECT count(*) FROM rel_coauthored_with WHERE {both}")[0]
    (papers, unnamed) = engine.rows(
        "SELECT count(*), count(*) FILTER (_id NOT IN (SELECT _target FROM rel_authored)) FROM node_paper"
    )[0]
    notes = [
        f"Drawn: {_count(authors, 'author')}, {_count(edges, 'co-authorship')}.",
        "Size: papers. Width: joint papers (full counting). Colour: community.",
    ]
    if unnamed:
        notes.append(f"Not drawn: {unnamed:,} of {_count(papers, 'paper')} name no author.")
    return notes


def _page(title: str, network: Any, notes: list[str]) -> str:
    nodes, edges, *_ = network.get_network_data()
    data = _json({"nodes": nodes, "edges": edges, "options": _OPTIONS})
    script = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    start = files(__package__).joinpath("pyvis_start.js").read_text(encoding="utf-8")
    style = files(__package__).joinpath("pyvis.css").read_text(encoding="utf-8")
    program = f"{script}\nconst GRAPH = {data};\n{start}"
    policy = f"default-src 'none'; script-src {_hash(program)}; style-src {_hash(style)}; img-src data:"
    shown = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=True)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<header><h1>{escape(title)}</h1><ul>{shown}</ul></header>\n<main id="graph"></main>\n'
        f"<script>{program}</script>\n</body>\n</html>\n"
    )


def _json(value: object) -> str:
    """JSON that cannot end a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _interval(low: float, high: float) -> str:
    return f"{low:.2f}" if low == high else f"{low:.2f} to {high:.2f}"
