"""The decisions that a generator takes, as a list of numbers that can be replayed and made smaller.

Zero is always the simplest choice, so that a shrunk list gives a simple query.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

Option = TypeVar("Option")


class Choices:
    """Takes decisions at random, or as a list says; behind its end every choice is the simplest."""

    def __init__(self, seed: int | None = None, replay: Sequence[int] = ()) -> None:
        self._random = random.Random(seed) if seed is not None else None
        self._replay = list(replay)
        self.taken: list[int] = []

    def below(self, limit: int) -> int:
        """A number from 0 to below `limit`."""
        position = len(self.taken)
        if self._random is not None:
            number = self._random.randrange(limit)
        else:
            number = self._replay[position] % limit if position < len(self._replay) else 0
        self.taken.append(number)
        return number

    def pick(self, options: Sequence[Option]) -> Option:
        """One of several, the simplest first."""
        return options[self.below(len(options))]

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred cases."""
        return self.below(100) >= 100 - percent

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`."""
        return low + self.below(high - low + 1)
