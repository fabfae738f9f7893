"""Small components set in rows, larger ones first."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graphkit.layout.discs import ROOM, pack_in_rows
from graphkit.layout.network import Floats, Integers, Network

RING = 8
"""A component of at most so many nodes is drawn as a ring."""


def in_rows(network: Network, component: Integers, width: float, draw: Callable[[Network], Floats]) -> Floats:
    """Positions of the components 0, 1, … in rows from the origin rightwards and downwards.

    Args:
        network: nothing but the components.
        component: the component of each node, numbered by size, larger ones first.
        width: least width of the rows.
        draw: positions about the origin of a component too large for a ring.
    """
    size = np.bincount(component)
    radius = np.where(size > 1, 0.5 / np.sin(np.pi / np.maximum(size, 2)), 0.0)
    positions = _rings(component, size, radius)
    large = int((size > RING).sum())
    if large:
        for number, (nodes, piece) in enumerate(network.parts(np.minimum(component, large))[:large]):
            positions[nodes] = draw(piece)
            radius[number] = np.hypot(positions[nodes, 0], positions[nodes, 1]).max()
    diameter = 2 * radius + 2 * ROOM
    side = float(np.sqrt((diameter**2).sum()))
    centres: Floats = pack_in_rows(diameter, max(width, 1.6 * side))
    return positions + centres[component]


def _rings(component: Integers, size: Integers, radius: Floats) -> Floats:
    """The nodes of each component on a circle about the origin."""
    order = np.argsort(component, kind="stable")
    first = np.concatenate([[0], np.cumsum(size)[:-1]])
    place = np.empty(len(component), dtype=np.int64)
    place[order] = np.arange(len(component)) - first[component[order]]
    angle = 2 * np.pi * place / size[component]
    return np.column_stack([np.cos(angle), np.sin(angle)]) * radius[component][:, None]
