"""What the viewer draws: nodes with places, the papers that join them, and what is known of both."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graphkit.exports.html.encoding import Block
from graphkit.layout.network import Floats, Integers

PRECISION = 20
"""Positions are kept to a twentieth of the distance between neighbours."""


@dataclass(frozen=True)
class Lists:
    """One list of numbers for each of several things: all numbers in a row, and each list's length."""

    length: Integers
    value: Integers

    @staticmethod
    def of(owner: Integers, value: Integers, owners: int) -> Lists:
        """Lists from pairs that are ordered by owner."""
        return Lists(np.bincount(owner, minlength=owners), value)


@dataclass(frozen=True)
class Papers:
    """The papers behind the edges; every list has one place a paper.

    Attributes:
        members: nodes of each paper, ascending; two nodes are joined by the papers they share.
        title: None where titles are left out.
        count: how many authors it has, 0 where that is unknown.
        named: how many of them are known by name.
        citations: one more than the reported citations, 0 where none are reported.
        link: `doi:…`, `arxiv:…`, an address, or nothing.
        source: files and lines of its records: number of the file, then line.
    """

    members: Lists
    title: list[str | None] | None
    year: Integers
    count: Integers
    named: Integers
    citations: Integers
    link: list[str | None]
    category: Lists
    source: Lists


@dataclass(frozen=True)
class Relations:
    """Edges given one by one, as a query returns them, with a type and properties in words."""

    source: Integers
    target: Integers
    type: list[str]
    detail: list[str]


@dataclass(frozen=True)
class Scene:
    """A whole page's worth.

    Attributes:
        kind: `authors`, `institutions`, `categories` or `result`.
        name: of each node; `aliases` are other spellings, joined by ` · `.
        detail: further facts of each node in words, lines joined by ` · `.
        community: number of each node's community, -1 for none; `communities` are their names.
        institutions: of each node, the most frequent first, as numbers into `institution_names`.
        notes: what is drawn, what is not, and why.
    """

    kind: str
    title: str
    name: list[str]
    positions: Floats
    community: Integers
    communities: list[str]
    notes: list[str]
    aliases: list[str] = field(default_factory=list)
    detail: list[str] = field(default_factory=list)
    link: list[str | None] = field(default_factory=list)
    institutions: Lists | None = None
    institution_names: list[str] = field(default_factory=list)
    categories: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    papers: Papers | None = None
    relations: Relations | None = None


def encoded(scene: Scene) -> str:
    """The scene as the page's block of data."""
    block = Block(
        {
            "kind": scene.kind,
            "title": scene.title,
            "notes": scene.notes,
            "precision": PRECISION,
            "communities": scene.communities,
            "categories": scene.categories,
            "institutionNames": scene.institution_names,
            "files": scene.files,
        }
    )
    block.texts("name", scene.name)
    places = np.round(scene.positions * PRECISION).astype(np.int64)
    block.steps("x", places[:, 0])
    block.steps("y", places[:, 1])
    block.steps("community", scene.community)
    for name, texts in (("aliases", scene.aliases), ("detail", scene.detail), ("link", scene.link)):
        if any(texts):
            block.texts(name, texts)
    if scene.institutions:
        _lists(block, "institution", scene.institutions)
    if scene.papers:
        _papers(block, scene.papers)
    if scene.relations:
        block.steps("relationSource", scene.relations.source)
        block.steps("relationTarget", scene.relations.target)
        block.texts("relationType", scene.relations.type)
        block.texts("relationDetail", scene.relations.detail)
    return block.encoded()


def _papers(block: Block, papers: Papers) -> None:
    _lists(block, "member", papers.members, ordered=True)
    block.steps("paperYear", papers.year)
    block.numbers("paperCount", papers.count)
    block.numbers("paperNamed", np.where(papers.count == papers.named, 0, papers.named + 1))
    block.numbers("paperCitations", papers.citations)
    block.texts("paperLink", papers.link)
    _lists(block, "paperCategory", papers.category)
    _lists(block, "paperSource", papers.source)
    if papers.title is not None:
        block.texts("paperTitle", papers.title)


def _lists(block: Block, name: str, lists: Lists, *, ordered: bool = False) -> None:
    block.numbers(f"{name}Length", lists.length)
    (block.steps if ordered else block.numbers)(f"{name}Value", lists.value)


def ascending(keys: npt.NDArray[np.int64]) -> Integers:
    """For each key its place among the sorted keys."""
    place = np.empty(len(keys), dtype=np.int64)
    place[np.argsort(keys, kind="stable")] = np.arange(len(keys))
    return place
