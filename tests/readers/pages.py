"""Pages for property tests: cards drawn at random and written in every layout."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

WORDS = (
    "graphs",
    "models",
    "learning",
    "deep",
    "sparse",
    "privacy",
    "networks",
    "bounds",
    "of",
    "for",
    "and",
    "with",
)
GIVEN = ("Wei", "Jane", "Émile", "Jy-yong", "Ana", "Kannan", "M.", "Li")
FAMILY = ("Wang", "Doe", "Zola", "Sohn", "Ruiz", "O'Brien", "Rajaraman", "Xu")
CATEGORIES = ("LG", "ML", "AI", "CR", "OC", "IV")
CURRENT_YEAR = 2025
FURNITURE = """new

Get trending papers in your email inbox!

Subscribe

Daily Papers

byAK and the research community

Nov 14
"""


@dataclass(frozen=True)
class Card:
    """A card as it is meant."""

    title: str
    abstract: str
    names: tuple[str, ...]
    truncated: bool
    day: date
    category: str
    author_count: int
    reported_count: int | None

    @property
    def date_text(self) -> str:
        year = "" if self.day.year == CURRENT_YEAR else f", {self.day.year}"
        return f"{self.day:%b} {self.day.day}{year}"

    @property
    def byline(self) -> str:
        return ", ".join(self.names) + (" et al." if self.truncated else "")


def card(number: int) -> st.SearchStrategy[Card]:
    name = st.builds("{} {}".format, st.sampled_from(GIVEN), st.sampled_from(FAMILY))
    names = st.lists(name, min_size=1, max_size=3, unique=True).map(tuple)
    words = st.lists(st.sampled_from(WORDS), min_size=4, max_size=90).map(" ".join)
    return st.builds(
        Card,
        title=st.lists(st.sampled_from(WORDS), max_size=8).map(
            lambda some: " ".join([f"Title{number}", *some, "end"])
        ),
        abstract=words.map(lambda some: f"We study card{number} {some}."),
        names=names,
        truncated=st.booleans(),
        day=st.dates(date(2015, 1, 1), date(CURRENT_YEAR, 12, 31)),
        category=st.sampled_from(CATEGORIES),
        author_count=st.integers(1, 60),
        reported_count=st.none() | st.integers(1, 99),
    )


def cards() -> st.SearchStrategy[list[Card]]:
    """Two to eight cards; the first is of the year before the current one, so that this can be inferred."""
    drawn = st.integers(2, 8).flatmap(lambda size: st.tuples(*map(card, range(size))))
    return drawn.map(lambda some: [replace(some[0], day=date(CURRENT_YEAR - 1, 5, 6)), *some[1:]])


def write_profile(drawn: list[Card], *, header: bool, blank_lines: bool, together: bool) -> str:
    lines = ["Kannan Ramchandran", "LG", "h-index89", "83papers", "83 Papers"] if header else []
    for one in drawn:
        lines.append(f"{one.category}{one.date_text}")
        lines += [one.title + one.byline] if together else [one.title, one.byline]
        lines.append(one.abstract)
    return ("\n\n" if blank_lines else "\n").join(lines)


def write_listing(drawn: list[Card], *, feet: bool, blank_lines: bool) -> str:
    text = FURNITURE
    for one in drawn:
        text += (
            "\n"
            + one.title
            + ("\n\n" if blank_lines else "\n")
            + one.abstract
            + ("\n\n" if blank_lines else "\n")
        )
        if feet:
            count = "" if one.reported_count is None else f" {one.reported_count}"
            text += f"  • {one.author_count} authors\n·\n{one.date_text}{count}\n"
    return text
