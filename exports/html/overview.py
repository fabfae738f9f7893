"""A graph too large for one page as several: an overview of its communities, and a folder with their maps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import numpy as np

from graphkit.engine import Engine
from graphkit.exports.atomic import atomic_file, atomic_folder
from graphkit.exports.html.cluster_tables import (
    MOST_NAMES,
    author_index,
    cluster_facts,
    cluster_leaders,
    cluster_relations,
    cluster_tables,
    members_of_file,
)
from graphkit.exports.html.clusters import LARGEST, Division, divide, inner_communities
from graphkit.exports.html.communities import community_names
from graphkit.exports.html.encoding import Block
from graphkit.exports.html.facts import read_outside
from graphkit.exports.html.page import viewer_page
from graphkit.exports.html.scene import Overview, Scene
from graphkit.exports.html.staging import bylines, put_in_order, staged
from graphkit.exports.html.views import VIEWS, drawn, map_order
from graphkit.layout import Layout
from graphkit.layout.authors import author_layout, author_network
from graphkit.layout.discs import pack_in_rows
from graphkit.layout.network import Floats, Integers

REACH = 0.62
"""Radius of the disc of one author; that of a cluster grows with the square root of its authors."""
_AUTHORS = VIEWS["authors"]


def folder_of(path: Path) -> Path:
    """The folder beside an overview that holds the maps of its communities."""
    return path.with_name(f"{path.stem}_files")


def part_name(file: int) -> str:
    """Name of a file in that folder."""
    return f"part-{file + 1:04}.html"


def export_overview(
    engine: Engine, path: Path, *, titles: bool = True, seed: int = 0, largest: int = LARGEST
) -> int:
    """Write the overview to `path` and the maps of its communities beside it; all appear together.

    Args:
        engine: the graph.
        path: the file of the overview.
        titles: keep the titles of papers in the maps.
        seed: of a layout that the file does not keep, and of communities.
        largest: authors of a map.

    Returns:
        The number of files in the folder.
    """
    layout, network = author_layout(engine, seed), author_network(engine)
    division = divide(network, layout, seed, largest)
    inner = Layout(layout.positions, inner_communities(network, division, seed))
    folder = folder_of(path)
    with (
        bylines(engine),
        cluster_tables(engine, division, _places(division, inner)),
        atomic_file(path) as file,
        atomic_folder(folder, lambda name: name.startswith("part-") and name.endswith(".html")) as aside,
    ):
        names = _cluster_names(engine, division)
        index, left_out = _index(engine, division)
        for number in range(division.files):
            part = _part(engine, division, inner, names, number, titles=titles)
            part = replace(part, more={"file": number, "overview": f"../{quote(path.name)}"})
            (aside / part_name(number)).write_text(viewer_page(part), encoding="utf-8")
        overview = _overview(engine, division, layout, names, left_out)
        overview = replace(overview, more={"reach": REACH, "folder": quote(folder.name)})
        file.write(viewer_page(overview, index).encode())
    return division.files


def _places(division: Division, inner: Layout) -> Integers:
    """The place of each author on the page of its file, as `drawn` gives it."""
    place = np.empty(len(division.cluster), dtype=np.int64)
    by_file = np.argsort(division.of_authors(), kind="stable")
    for rows in np.split(by_file, np.cumsum(np.bincount(division.of_authors()))[:-1]):
        place[rows[map_order(_of(inner, rows))]] = np.arange(len(rows))
    return place


def _of(layout: Layout, rows: Integers) -> Layout:
    return Layout(layout.positions[rows], layout.community[rows])


def _cluster_names(engine: Engine, division: Division) -> list[str]:
    """Names of the clusters, each from the words and categories that set it apart from the others."""
    cluster = np.where(division.cluster < division.connected, division.cluster, -1)
    with staged(engine, f"SELECT _id AS node FROM {_AUTHORS.table}", _AUTHORS.members):
        put_in_order(engine, np.arange(len(cluster)))
        names = community_names(engine, cluster)
    aside = len(division.file) - division.connected
    return names + [f"Small groups, {number} of {aside}" for number in range(1, aside + 1)]


def _part(
    engine: Engine, division: Division, inner: Layout, names: list[str], file: int, *, titles: bool
) -> Scene:
    """The map of one file."""
    rows = np.flatnonzero(division.of_authors() == file)
    clusters = division.clusters_of(file)
    title = names[clusters[0]]
    if len(clusters) > 1:
        title += f" and {len(clusters) - 1} more communities"
    notes = [
        f"A part of a larger map: {len(rows):,} of {len(division.cluster):,} authors. Co-authors in other parts are "
        "not drawn; the panel of an author lists them."
    ]
    nodes = f"SELECT node FROM cluster_author WHERE file = {file:d}"
    with staged(engine, nodes, members_of_file(file)):
        given = [names[number] for number in clusters] if len(clusters) > 1 else None
        scene = drawn(
            engine, _AUTHORS, _of(inner, rows), title=title, notes=notes, titles=titles, communities=given
        )
        return replace(scene, outside=read_outside(engine))


def _index(engine: Engine, division: Division) -> tuple[Block, int]:
    """Names of authors for the search of the overview, file by file, and how many are left out."""
    rows, left_out = author_index(engine)
    index = Block({})
    index.texts("name", rows["name"].to_pylist())
    index.numbers("same", rows["same"].to_numpy())
    index.numbers("length", np.bincount(rows["file"].to_numpy(), minlength=division.files))
    return index, left_out


def _overview(engine: Engine, division: Division, layout: Layout, names: list[str], left_out: int) -> Scene:
    """The scene of the clusters."""
    facts, leaders = cluster_facts(engine), cluster_leaders(engine)
    authors = facts["authors"].to_numpy()
    return Scene(
        kind="communities",
        title="Communities of co-authors",
        name=names,
        positions=_centres(division, layout, authors),
        community=np.where(np.arange(len(names)) < division.connected, np.arange(len(names)), -1),
        communities=names[: division.connected],
        notes=_notes(division, left_out),
        detail=[
            f"Papers from {first} to {last}" if first is not None else ""
            for first, last in zip(
                facts["first_year"].to_pylist(), facts["last_year"].to_pylist(), strict=True
            )
        ],
        relations=cluster_relations(engine),
        overview=Overview(
            authors=authors,
            papers=facts["papers"].to_numpy(),
            file=division.file,
            leaders=np.bincount(leaders["cluster"].to_numpy(), minlength=len(names)),
            leader_name=leaders["name"].to_pylist(),
            leader_same=leaders["same"].to_numpy(),
            leader_papers=leaders["papers"].to_numpy(),
        ),
    )


def _notes(division: Division, left_out: int) -> list[str]:
    """What the overview draws, and what its search does not know."""
    aside = int((division.cluster >= division.connected).sum())
    notes = [
        f"{len(division.cluster):,} authors in {division.connected:,} communities. "
        "Each community has a map of its own, in the folder beside this file: keep the two together."
    ]
    if aside:
        notes.append(f"{aside:,} authors in small groups that no paper joins to the rest stand apart, below.")
    if left_out:
        notes.append(
            f"The search knows the {MOST_NAMES:,} authors with the most papers; {left_out:,} more are found "
            "by the search of their community's map."
        )
    return notes


def _centres(division: Division, layout: Layout, authors: Integers) -> Floats:
    """The middle of each cluster on the map of all authors; those of small components in rows below it."""
    centres = np.column_stack(
        [np.bincount(division.cluster, layout.positions[:, axis]) / authors for axis in (0, 1)]
    )
    aside = np.arange(len(authors)) >= division.connected
    diameter = 2.3 * REACH * np.sqrt(authors)
    if aside.any():
        left, right, bottom = 0.0, 0.0, 0.0
        if division.connected:
            box = centres[~aside] - diameter[~aside, None] / 2, centres[~aside] + diameter[~aside, None] / 2
            left, right, bottom = box[0][:, 0].min(), box[1][:, 0].max(), box[1][:, 1].max()
        rows = pack_in_rows(diameter[aside], right - left)
        centres[aside] = rows + np.array([left, bottom + diameter[aside].max() / 4])
    return centres
