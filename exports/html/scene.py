"""What the viewer draws: nodes with places, the papers that join them, and what is known of both."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from graphkit.exports.html.encoding import Block
from graphkit.layout.network import Floats, Integers

PRECISION = 20
"""Positions are kept to a twentieth of the distance between neighbours."""
HUNDREDTHS = 100
"""Weights of edges that stand for many are kept to a hundredth."""


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
    """Edges given one by one.

    Attributes:
        type: of each, in one word, and `detail`, its properties in words; as a query returns them.
        papers: behind each, for edges that stand for many; `low` and `high` are the bounds of fractional counting.
    """

    source: Integers
    target: Integers
    type: list[str] = field(default_factory=list)
    detail: list[str] = field(default_factory=list)
    papers: Integers | None = None
    low: Floats | None = None
    high: Floats | None = None


@dataclass(frozen=True)
class Overview:
    """What a map of communities tells of each: its size, the file of its map, and its most published authors.

    Attributes:
        leaders: how many authors are named of each; their names stand in a row in `leader_name`.
        leader_same: the number of each of them among the authors of that name in that file, from 1.
    """

    authors: Integers
    papers: Integers
    file: Integers
    leaders: Integers
    leader_name: list[str]
    leader_same: Integers
    leader_papers: Integers


@dataclass(frozen=True)
class Outside:
    """Authors who share papers with those drawn and are drawn in another file.

    Attributes:
        name: of each.
        file: number of the file that draws it.
        same: its number among the authors of that name in its file, from 1.
        of_paper: for each paper of the scene those among them who wrote it.
    """

    name: list[str]
    file: Integers
    same: Integers
    of_paper: Lists


@dataclass(frozen=True)
class Scene:
    """A whole page's worth.

    Attributes:
        kind: `authors`, `institutions`, `categories`, `communities` or `result`.
        name: of each node; `aliases` are other spellings, joined by ` · `.
        detail: further facts of each node in words, lines joined by ` · `.
        community: number of each node's community, -1 for none; `communities` are their names.
        institutions: of each node, the most frequent first, as numbers into `institution_names`.
        notes: what is drawn, what is not, and why.
        unjoined: places of papers that make no edges.
        outside: for a map of some authors of many: the others who share papers with them.
        overview: for a map of communities.
        more: what else the page's script is told, by name.
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
    unjoined: Integers | None = None
    outside: Outside | None = None
    overview: Overview | None = None
    more: dict[str, object] = field(default_factory=dict)


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
            **scene.more,
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
    if scene.unjoined is not None and len(scene.unjoined):
        block.steps("unjoined", scene.unjoined)
    if scene.outside:
        block.texts("outsideName", scene.outside.name)
        block.numbers("outsideFile", scene.outside.file)
        block.numbers("outsideSame", scene.outside.same)
        _lists(block, "outside", scene.outside.of_paper)
    if scene.overview:
        _overview(block, scene.overview)
    if scene.relations:
        _relations(block, scene.relations)
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


def _relations(block: Block, relations: Relations) -> None:
    block.steps("relationSource", relations.source)
    block.steps("relationTarget", relations.target)
    if relations.papers is None or relations.low is None or relations.high is None:
        block.texts("relationType", relations.type)
        block.texts("relationDetail", relations.detail)
        return
    block.numbers("relationPapers", relations.papers)
    block.numbers("relationLow", np.round(relations.low * HUNDREDTHS))
    block.numbers("relationHigh", np.round(relations.high * HUNDREDTHS))


def _overview(block: Block, overview: Overview) -> None:
    block.numbers("authors", overview.authors)
    block.numbers("papersOf", overview.papers)
    block.numbers("fileOf", overview.file)
    block.numbers("leaderLength", overview.leaders)
    block.texts("leaderName", overview.leader_name)
    block.numbers("leaderSame", overview.leader_same)
    block.numbers("leaderPapers", overview.leader_papers)


def _lists(block: Block, name: str, lists: Lists, *, ordered: bool = False) -> None:
    block.numbers(f"{name}Length", lists.length)
    (block.steps if ordered else block.numbers)(f"{name}Value", lists.value)
