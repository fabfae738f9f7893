"""A title and its byline on one line with nothing between: `… Language TasksTuan Dinh, Yuchen Zeng`.

The place where the first name begins is a capital inside a word (or behind a digit or a closing mark) from
which on everything reads as names. Where several places would do, a name known from elsewhere on the page
decides, then the words of the abstract, then how much the parts look like a title's end and like names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from graphkit.readers.byline import UNLIKELY, Byline, name_cost, split_tail

_NAMES_BEFORE_ET_AL = 3  # the sites that run title and name together print three names before "et al."
_LONGEST_NAME = 6  # words
_BAD_END_OF_TITLE = re.compile(r"[-‐‑–—,:;/(\[{'’‘“&]$")
_CAMEL = re.compile(r"[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ]")
_INSIDE_NAME = re.compile(r"(?:^|\W)(?:Ma?c|De|Di|Du|La|Le|Van|Von|O'|D'|O’|D’)$")


@dataclass(frozen=True, slots=True)
class RunTogether:
    """A title and a byline told apart; `sure` where one place stood out."""

    title: str
    byline: Byline
    sure: bool


@dataclass(frozen=True, slots=True)
class _Cut:
    title: str
    names: tuple[str, ...]
    known: bool
    cost: int


def names_behind(text: str) -> tuple[str, ...]:
    """The names of a byline that certainly stand alone: all behind the one that is run together."""
    bare, _, _ = split_tail(text)
    names: list[str] = []
    for part in reversed(bare.split(",")[1:]):
        name = part.strip()
        if name_cost(name) > 0 or not part.startswith(" "):
            break
        names.insert(0, name)
    return tuple(names)


def split_title_and_byline(text: str, known: Collection[str] = (), abstract: str = "") -> RunTogether | None:
    """Tell a title and the byline that follows it without a separator apart; None where there is no byline.

    Args:
        text: the line.
        known: names seen elsewhere on the page.
        abstract: the paper's abstract; a word of it may end the title.
    """
    bare, truncated, organisation = split_tail(text)
    cuts = list(_cuts(bare, truncated, known))
    if not cuts:
        return None
    if any(cut.known for cut in cuts):
        cuts = [cut for cut in cuts if cut.known]
    if len(cuts) > 1:
        cuts = [replace(cut, cost=cut.cost + _title_cost(cut.title, abstract)) for cut in cuts]
        cuts.sort(key=lambda cut: (cut.cost, -len(cut.title)))
    best = cuts[0]
    rival = len(cuts) > 1 and cuts[1].cost <= best.cost + 1
    byline = Byline(best.names, truncated, organisation, best.cost)
    return RunTogether(best.title, byline, not rival and (best.known or best.cost < UNLIKELY))


def _cuts(bare: str, truncated: bool, known: Collection[str]) -> Iterator[_Cut]:
    """Every place where names may begin, with its cost."""
    end = len(bare)
    behind: tuple[str, ...] = ()
    behind_cost = 0
    while end > 0:
        comma = bare.rfind(",", 0, end)
        part = bare[comma + 1 : end]
        for place in _places(part):
            title, name = bare[: comma + 1 + place], part[place:].strip()
            cost = name_cost(name, known)
            if cost >= UNLIKELY or _BAD_END_OF_TITLE.search(title):
                continue
            names = (name, *behind)
            cost += behind_cost
            cost += 2 if truncated and len(names) != _NAMES_BEFORE_ET_AL else 0
            yield _Cut(title.strip(), names, name in known, cost)
        cost_alone = name_cost(part.strip(), known)
        if cost_alone >= UNLIKELY:
            return
        behind, behind_cost, end = (part.strip(), *behind), behind_cost + cost_alone, comma


def _places(part: str) -> Iterator[int]:
    """Offsets at which a name may begin inside the last words of a part."""
    end = len(part)
    for word in reversed(part.split()[-_LONGEST_NAME:]):
        start = part.rindex(word, 0, end)
        if not word[1:].islower():
            yield from (place for place in range(start + 1, start + len(word)) if _may_begin(part, place))
        end = start


def _may_begin(part: str, offset: int) -> bool:
    here, before, after = part[offset], part[offset - 1], part[offset + 1 : offset + 2]
    if here.isupper():
        # A capital opens a name, unless it goes on in capitals or stands within an initial such as "J.-Y.".
        return not (after.isupper() or after.isdigit()) and not (before == "." and part[offset - 2].isupper())
    caseless = here.isalpha() and not here.islower()
    return caseless and not before.isalpha()


def _title_cost(title: str, abstract: str) -> int:
    """How unlike the end of a title a text looks."""
    words = title.split()
    if not words:
        return UNLIKELY
    last = words[-1].strip("()[]{}\"'“”‘’?!.$")
    if last and re.search(rf"(?<!\w){re.escape(last)}(?!\w)", abstract, re.IGNORECASE):
        return 0
    cost = 1
    if _INSIDE_NAME.search(title) or (len(last) == 1 and last.isupper() and len(words) == 1):
        cost += 2
    return cost + (2 if _CAMEL.search(last) else 0)
