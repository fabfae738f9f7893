"""The map: communities, each laid out alone, packed beside those they work with; small components in rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphkit.layout.communities import communities, numbered_by_size
from graphkit.layout.discs import ROOM, pack_by_force
from graphkit.layout.network import Floats, Integers, Network
from graphkit.layout.rows import in_rows
from graphkit.layout.stress import by_stress

ALONE = 250
"""A part of at most so many nodes is laid out alone by stress; a larger one is divided again."""
SHARPER = 2.0
"""Each division doubles the resolution."""
SET_ASIDE = 0.1
"""A component is set aside in rows when it has less than this share of the largest one's nodes."""
MARGIN = 5.0
"""Distance between the map and the rows below it."""


@dataclass(frozen=True)
class Layout:
    """Where each node stands and what it belongs to.

    Attributes:
        positions: count × 2, y growing downwards; neighbouring nodes stand about 1 apart.
        community: number of each node's community, from 0; -1 for a node of a component that is set aside.
    """

    positions: Floats
    community: Integers


def lay_out(network: Network, seed: int = 0) -> Layout:
    """Lay out a network in two levels: the map of communities, and each community alone.

    Components much smaller than the largest are set aside in rows below the map, larger ones first.
    """
    if network.count == 0:
        return Layout(np.zeros((0, 2)), np.zeros(0, dtype=np.int64))
    component = numbered_by_size(network.components())
    size = np.bincount(component)
    drawn = int((size >= max(2, np.ceil(SET_ASIDE * size[0]))).sum())
    community = np.full(network.count, -1, dtype=np.int64)
    positions = np.zeros((network.count, 2))
    aside = (component >= drawn).astype(np.int64) if drawn else np.ones(network.count, dtype=np.int64)
    top, left, right = 0.0, 0.0, 0.0
    for nodes, piece in network.parts(aside):
        if len(nodes) and not aside[nodes[0]]:
            positions[nodes], community[nodes] = _map(piece, component[nodes], seed)
            (left, _), (right, bottom) = positions[nodes].min(axis=0), positions[nodes].max(axis=0)
            top = bottom + MARGIN
        elif len(nodes):
            rows = in_rows(piece, component[nodes] - drawn, right - left, lambda part: _alone(part, seed)[0])
            middle = (rows[:, 0].min() + rows[:, 0].max()) / 2
            positions[nodes] = rows + np.array([-middle, top - rows[:, 1].min()])
    return Layout(positions, community)


def _map(network: Network, component: Integers, seed: int) -> tuple[Floats, Integers]:
    """Positions and communities of the large components, side by side."""
    parts = network.parts(component)
    inner = [_alone(piece, seed) for _, piece in parts]
    reach = np.array([_reach(own) + MARGIN for own, _ in inner])
    centres = pack_by_force(network.quotient(component), reach)
    positions = np.empty((network.count, 2))
    group = np.zeros(network.count, dtype=np.int64)
    first = 0
    for (nodes, _), (own, own_group), centre in zip(parts, inner, centres, strict=True):
        positions[nodes] = own + centre
        group[nodes] = own_group + first
        first += int(own_group.max()) + 1
    return _centred(positions), numbered_by_size(group)


def _alone(network: Network, seed: int) -> tuple[Floats, Integers]:
    """Positions about the origin, and communities, of one connected component of two nodes or more."""
    group = communities(network, 1.0, seed)
    return _centred(_placed(network, group, 1.0, seed)), group


def _placed(network: Network, group: Integers, resolution: float, seed: int) -> Floats:
    """Positions of a connected network whose nodes are divided into groups 0, 1, …."""
    parts = network.parts(group)
    inner = [_inside(part, resolution, seed) for _, part in parts]
    centres = pack_by_force(network.quotient(group), np.array([_reach(own) + ROOM for own in inner]))
    positions = np.empty((network.count, 2))
    for (nodes, _), own, centre in zip(parts, inner, centres, strict=True):
        positions[nodes] = own + centre
    return _turned(network, group, positions, centres)


def _inside(network: Network, resolution: float, seed: int) -> Floats:
    """Positions of one community, by stress where it is small enough, else by its own communities."""
    if network.count <= ALONE:
        return _to_disc(by_stress(network))
    group = communities(network, resolution * SHARPER, seed)
    if group.max() == 0:
        group = np.arange(network.count) // ALONE
    return _centred(_placed(network, group, resolution * SHARPER, seed))


def _to_disc(positions: Floats) -> Floats:
    """The same positions about the origin, scaled so that the area grows with the number of nodes."""
    spread = np.sqrt((positions**2).sum(axis=1).mean())
    return positions * (0.55 * np.sqrt(len(positions)) / spread) if spread > 0 else positions


def _centred(positions: Floats) -> Floats:
    centred: Floats = positions - (positions.max(axis=0) + positions.min(axis=0)) / 2
    return centred


def _reach(positions: Floats) -> float:
    """Radius of a disc about the origin that holds nearly all positions; a stray arm may stick out."""
    return float(np.quantile(np.hypot(positions[:, 0], positions[:, 1]), 0.95))


def _turned(network: Network, group: Integers, positions: Floats, centres: Floats) -> Floats:
    """Turn each group about its centre so that its outer edges point where they lead."""
    outer = group[network.source] != group[network.target]
    near = np.concatenate([network.source[outer], network.target[outer]])
    far = np.concatenate([network.target[outer], network.source[outer]])
    weight = np.sqrt(np.concatenate([network.weight[outer], network.weight[outer]]))
    centre = centres[group]
    arm, aim = positions[near] - centre[near], positions[far] - centre[near]
    aim /= np.maximum(np.hypot(aim[:, 0], aim[:, 1]), 1e-9)[:, None]
    along = np.bincount(group[near], weight * (arm * aim).sum(axis=1), len(centres))
    across = np.bincount(group[near], weight * (arm[:, 0] * aim[:, 1] - arm[:, 1] * aim[:, 0]), len(centres))
    angle = np.arctan2(across, along)[group]
    turned: Floats = centre + _rotated(positions - centre, angle)
    return turned


def _rotated(positions: Floats, angle: Floats) -> Floats:
    cos, sin = np.cos(angle), np.sin(angle)
    x, y = positions[:, 0], positions[:, 1]
    return np.column_stack([x * cos - y * sin, x * sin + y * cos])
