"""What everything in the syntax tree is."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Element:
    """Base of everything in the tree."""

    at: int = field(compare=False)
