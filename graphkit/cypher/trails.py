"""Trails between two nodes by increasing length: the k shortest, or all of the k shortest lengths.

All trails of one length are grown side by side. A trail goes on only to nodes from which the end can still be reached
within the length.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graphkit.cypher.adjacency import Adjacency, Numbers, Side, Trail

LARGEST = 50_000_000
"""Steps that the trails of one length may have together while they grow."""


class TooManyError(Exception):
    """The trails of one length take too much memory."""


@dataclass(slots=True)
class Trails:
    """Trails by increasing length.

    Attributes:
        forward: the relationships in the direction walked.
        backward: the same against it.
        shortest: the least length asked for.
        longest: the greatest length asked for; None for any.
        check: called often; raises where the search is to stop.
    """

    forward: Adjacency
    backward: Adjacency
    shortest: int
    longest: int | None
    check: Callable[[], None]

    def first(self, start: int, end: int, count: int, *, groups: bool) -> list[Trail]:
        """So many trails, or all trails of so many lengths.

        Raises:
            TooManyError: there are too many to look at.
        """
        towards = Side(self.backward, end)
        while towards.frontier.size:
            self.check()
            towards.deepen()
        distance = towards.distance
        if distance[start] < 0:
            return []
        found: list[Trail] = []
        lengths = 0
        length = max(self.shortest, int(distance[start]))
        more = True
        while more and (self.longest is None or length <= self.longest):
            trails, more = self._of_length(start, distance, length)
            lengths += bool(trails)
            found += trails
            if (lengths if groups else len(found)) >= count:
                break
            length += 1
        return found if groups else found[:count]

    def _of_length(self, start: int, distance: Numbers, length: int) -> tuple[list[Trail], bool]:
        """All trails of a length, and whether there may be longer ones."""
        nodes = np.full((1, 1), start, dtype=np.int32)
        walked = np.empty((1, 0), dtype=np.int32)
        cut = False
        for left in range(length - 1, -1, -1):
            self.check()
            positions, rows = self.forward.edges_of(nodes[:, -1].astype(np.int64))
            if positions.size * nodes.shape[1] > LARGEST:
                raise TooManyError
            reached, taken = self.forward.neighbours[positions], self.forward.relationships[positions]
            fresh = (walked[rows] != taken[:, None]).all(axis=1) & (distance[reached] >= 0)
            near = distance[reached] <= left
            cut |= bool((fresh & ~near).any())
            kept = np.flatnonzero(fresh & near)
            nodes = np.hstack([nodes[rows[kept]], reached[kept, None]])
            walked = np.hstack([walked[rows[kept]], taken[kept, None]])
            if not kept.size:
                return [], cut
        return list(zip(nodes.tolist(), walked.tolist(), strict=True)), True
