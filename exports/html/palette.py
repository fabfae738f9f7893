"""Colours that colour-blind readers can tell apart (after Okabe & Ito 2008)."""

from __future__ import annotations

from graphkit.layout.network import Integers

COMMUNITY_COLOURS = (
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#56b4e9", "#7b4fa3", "#a6761d",
)  # fmt: skip
OTHER_COLOUR = "#8a939c"


def community_colours(community: Integers) -> list[str]:
    """A colour for each node: one for each of the largest communities, grey for the rest."""
    return [
        COMMUNITY_COLOURS[number] if 0 <= number < len(COMMUNITY_COLOURS) else OTHER_COLOUR
        for number in community.tolist()
    ]
