"""The author list of a paper as one line writes it: `A, B, C et al. · institution`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from graphkit.names import PARTICLES, SUFFIXES

_ORGANISATION = " · "
_TRUNCATED = re.compile(r",?\s+et al\.?$", re.IGNORECASE)
_INITIAL = re.compile(r"^(?:[^\W\d_]\.-?)+$")
_WORD_OF_NAME = re.compile(r"^[^\W\d_]+(?:[-'’‐‑.][^\W\d_]+)*\.?$")
_INNER_CAPITAL = re.compile(r"(?<=[^\W\d_])(?<!-)[A-ZÀ-ÖØ-Þ]")
_USUAL_INNER_CAPITAL = re.compile(
    r"^(?:Ma?c|De|Di|Du|La|Le|Lo|Van|Von|St|Fitz|El|Al|Ben|Abu|Bar)[A-ZÀ-ÖØ-Þ][^\W\d_]"
)
_NEVER_IN_A_NAME = frozenset((
    "a", "an", "and", "are", "as", "at", "by", "can", "do", "does", "for", "from", "how", "in", "into", "is",
    "it", "its", "not", "on", "or", "over", "than", "that", "the", "their", "to", "towards", "under", "using",
    "via", "we", "what", "when", "where", "which", "why", "with", "without",
))  # fmt: skip

UNLIKELY = 4
"""A name of this cost is none."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The names of a byline, in order, and what stands behind them.

    Attributes:
        truncated: `et al.` hides further authors.
        organisation: the institution behind the dot, as written.
        cost: how much the names look unlike names; 0 is a plain one.
    """

    names: tuple[str, ...]
    truncated: bool
    organisation: str | None
    cost: int

    @property
    def is_strong(self) -> bool:
        """Nothing but a byline looks like this: it is truncated, or has several plain names."""
        return self.truncated or (len(self.names) > 1 and self.cost == 0)


def split_tail(text: str) -> tuple[str, bool, str | None]:
    """Take `et al.` and the organisation off a byline: names, truncated, organisation."""
    names, dot, organisation = text.partition(_ORGANISATION)
    bare = _TRUNCATED.sub("", names)
    return bare, bare != names, (organisation.strip() or None) if dot else None


def parse_byline(text: str, known: Collection[str] = ()) -> Byline | None:
    """Read a line that is nothing but a byline; None where some part of it is no name.

    Args:
        text: the line.
        known: names seen elsewhere on the page; they are names whatever they look like.
    """
    bare, truncated, organisation = split_tail(text)
    names = tuple(part.strip() for part in bare.split(","))
    costs = [name_cost(name, known) for name in names]
    if max(costs) >= UNLIKELY:
        return None
    return Byline(names, truncated, organisation, sum(costs))


def name_cost(name: str, known: Collection[str] = ()) -> int:
    """How unlike a person's name a text looks: 0 a plain name, UNLIKELY and more none."""
    return 0 if name in known else _plain_name_cost(name)


@lru_cache(maxsize=100_000)
def _plain_name_cost(name: str) -> int:
    words = name.split()
    if not words or _is_small_word(words[0]):
        return UNLIKELY
    cost = (2 if len(words) == 1 else 0) + 2 * max(0, len(words) - 4)
    for place, word in enumerate(words):
        cost += _word_cost(word, is_last=place == len(words) - 1)
    return cost


def _is_small_word(word: str) -> bool:
    """A word of every sentence; a capital alone is an initial."""
    return word.lower() in _NEVER_IN_A_NAME and not (len(word) == 1 and word.isupper())


def _word_cost(word: str, *, is_last: bool) -> int:
    lower = word.lower()
    if _INITIAL.match(word):
        return 1 if is_last else 0
    if not _WORD_OF_NAME.match(word) or (_is_small_word(word) and lower not in PARTICLES):
        return UNLIKELY
    if lower.rstrip(".") in SUFFIXES:
        return 0
    if word.endswith("."):
        return 0 if len(word) <= 4 and not is_last else UNLIKELY
    if word[0].islower():
        return 0 if lower in PARTICLES and not is_last else 3
    if len(word) == 1:
        return 1
    if word.isupper() and word.lower() != word.upper():
        return 2
    return 2 if _INNER_CAPITAL.search(word) and not _USUAL_INNER_CAPITAL.match(word) else 0
