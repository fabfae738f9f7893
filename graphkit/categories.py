"""The arXiv taxonomy: from a code as a source writes it to one category. Rules: docs/categories.md."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ARXIV = "arxiv"
OTHER = "other"
"""Scheme of a code that the arXiv taxonomy does not hold."""

ARCHIVE_ORDER = (
    "cs",
    "eess",
    "stat",
    "math",
    "econ",
    "q-fin",
    "q-bio",
    "physics",
    "nlin",
    "astro-ph",
    "cond-mat",
)
"""Where a short code has several homes, the first of these archives that has it is chosen."""


@dataclass(frozen=True, slots=True)
class Category:
    """One category, archive or group of the arXiv taxonomy.

    Attributes:
        code: the code in full, as `cs.LG`, `hep-th`, `cs`.
        parent: the code of the archive or group it belongs to; None at the top.
        aliases: codes that always were other names of this one.
        former: codes that were categories of their own before arXiv made them names of this one.
    """

    code: str
    name: str
    parent: str | None
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CategoryMatch:
    """What a code as written means.

    Attributes:
        code: the code in full; an unknown code as it was written.
        name: the category's name; for an unknown code the code itself.
        parent: code of the parent; None at the top and for an unknown code.
        ambiguous: the code as written has several homes.
        candidates: their codes in full, the chosen one first; for an unknown code empty.
        scheme: `arxiv`, or `other` for an unknown code.
        note: in words, where the code is ambiguous or unknown; else empty.
    """

    code: str
    name: str
    parent: str | None
    ambiguous: bool
    candidates: tuple[str, ...]
    scheme: str = ARXIV
    note: str = ""

    @property
    def id(self) -> str:
        """Scheme and code, as `arxiv:cs.LG`."""
        return f"{self.scheme}:{self.code}"


@cache
def taxonomy() -> dict[str, Category]:
    """All categories, archives and groups of arXiv by their code, in the order of the data file."""
    text = files("graphkit").joinpath("categories.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Category(
            row["code"],
            row["name"],
            row["parent"] or None,
            tuple(row["aliases"].split()),
            tuple(row["former"].split()),
        )
        for row in csv.DictReader(text.splitlines())
    }


@cache
def resolve(code_as_written: str) -> CategoryMatch:
    """Find the category that a code means: in full (`cs.LG`), an alias (`math.IT`) or short (`LG`).

    Letter case and a prefix `arXiv:` do not matter. A code that is unknown stays a category of its own.
    """
    written = code_as_written.strip()
    key = written.casefold().removeprefix("arxiv:").strip()
    if key in _codes():
        return _match(_codes()[key], ())
    homes = _homes().get(key, ())
    if not homes:
        return CategoryMatch(
            written, written, None, False, (), OTHER, f"{written!r} is not in the arXiv taxonomy"
        )
    return _match(_codes()[homes[0].casefold()], homes)


def _match(category: Category, homes: tuple[str, ...]) -> CategoryMatch:
    """The match of a category; more than one home makes it ambiguous."""
    if len(homes) < 2:
        return CategoryMatch(category.code, category.name, category.parent, False, (category.code,))
    note = f"may be {' or '.join(homes)}; {category.code} was chosen"
    return CategoryMatch(category.code, category.name, category.parent, True, homes, note=note)


@cache
def _codes() -> dict[str, Category]:
    """Every code in full, of categories and of their aliases, in one letter case."""
    return {
        code.casefold(): category
        for category in taxonomy().values()
        for code in (category.code, *category.aliases, *category.former)
    }


@cache
def _homes() -> dict[str, tuple[str, ...]]:
    """Short code in one letter case → codes in full, the chosen one first.

    An alias is no home beside the category it names (`IT` is cs.IT alone); a former category is (`NA`
    may be math.NA or the cs.NA of older papers), after the category that took it over.
    """
    homes: dict[str, set[tuple[int, int, str]]] = defaultdict(set)
    for category in taxonomy().values():
        rank = _archive_rank(category.code)
        for age, code in enumerate((category.code, *category.former)):
            if "." in code:
                homes[_short(code)].add((rank, age, code))
    for category in taxonomy().values():
        for alias in category.aliases:
            if _short(alias) not in homes:
                homes[_short(alias)].add((_archive_rank(category.code), 0, category.code))
    return {short: tuple(code for _, _, code in sorted(found)) for short, found in homes.items()}


def _short(code: str) -> str:
    return code.partition(".")[2].casefold()


def _archive_rank(code: str) -> int:
    archive = code.partition(".")[0]
    return ARCHIVE_ORDER.index(archive) if archive in ARCHIVE_ORDER else len(ARCHIVE_ORDER)
