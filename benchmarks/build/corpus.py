"""Synthetic sources: profile pages and daily listings as a browser's copy gives them, or one table of mentions.

Nothing in them is real: names are made of syllables, given and family names are drawn by Zipf's law so that namesakes
occur, people write with a circle of their own, and one name in ten stands with initials only.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

CARDS = 50
SYLLABLES = (
    *(
        "ba",
        "be",
        "bo",
        "da",
        "de",
        "do",
        "fa",
        "ga",
        "go",
        "ha",
        "ja",
        "ka",
        "ke",
        "ko",
        "la",
        "le",
        "lo",
        "ma",
    ),
    *(
        "me",
        "mo",
        "na",
        "ne",
        "no",
        "pa",
        "ra",
        "re",
        "ro",
        "sa",
        "se",
        "so",
        "ta",
        "te",
        "va",
        "ve",
        "za",
        "zo",
    ),
)
WORDS = [a + b + c for a in SYLLABLES for b in SYLLABLES[:12] for c in SYLLABLES[5:15]]
CATEGORIES = ("LG", "ML", "AI", "CR", "CL", "DC", "OC", "IT")
PLACES = [f"University of {word.title()}" for word in WORDS[:300]]


@dataclass(frozen=True)
class Paper:
    """A made-up paper; its authors are numbers of people."""

    title: str
    day: date
    category: str
    authors: tuple[int, ...]


class People:
    """Made-up people: names, and the circle each writes with."""

    def __init__(self, count: int, chance: random.Random) -> None:
        given = [word.title() for word in chance.sample(WORDS, min(len(WORDS), 200 + count // 100))]
        family = [word.title() for word in chance.sample(WORDS, min(len(WORDS), 400 + count // 20))]
        self.names = list(zip(_zipf(given, count, chance), _zipf(family, count, chance), strict=True))
        self.count = count

    def circle(self, person: int, size: int, chance: random.Random) -> tuple[int, ...]:
        """A byline that starts from a person and takes neighbours."""
        found = [person]
        while len(found) < size:
            other = (person + chance.randint(-20, 20)) % self.count
            if other not in found:
                found.append(other)
        return tuple(found)

    def written(self, person: int, chance: random.Random) -> str:
        """The person's name as one source writes it."""
        given, family = self.names[person]
        return f"{given[0]}. {family}" if chance.random() < 0.1 else f"{given} {family}"


def papers(count: int, people: People, chance: random.Random) -> Iterator[Paper]:
    """Made-up papers with one to eight authors, four on average."""
    for number in range(count):
        title = " ".join(chance.choice(WORDS) for _ in range(7)).capitalize()
        size = chance.choice((1, 2, 3, 3, 4, 4, 5, 6, 8))
        day = date(2005, 1, 1) + timedelta(days=chance.randrange(7000))
        authors = people.circle(number * 7 % people.count, size, chance)
        yield Paper(title, day, chance.choice(CATEGORIES), authors)


def write_pages(folder: Path, count: int, seed: int = 1) -> None:
    """Write profile pages of 50 cards each, and one daily listing for every tenth of them."""
    chance = random.Random(seed)
    people = People(max(count, 100), chance)
    made = list(papers(count, people, chance))
    for number, start in enumerate(range(0, count, CARDS)):
        cards = made[start : start + CARDS]
        owner = people.written(number % people.count, random.Random(0))
        text = f"{owner}\n\nLG\nh-index9\n{len(cards)}papers\n\n{len(cards)} Papers\n\n"
        text += "".join(_card(paper, owner, people, chance) for paper in cards)
        (folder / f"profile_{number:05}.txt").write_text(text, encoding="utf-8")
        if number % 10 == 0:
            listing = "Get trending papers in your email inbox!\n\nDaily Papers\n\nbyAK and the research community\n\n"
            listing += "".join(_listed(paper) for paper in cards)
            (folder / f"daily_{number:05}.txt").write_text(listing, encoding="utf-8")


def write_table(path: Path, count: int, seed: int = 1) -> None:
    """Write one CSV with a row a mention."""
    chance = random.Random(seed)
    people = People(max(count, 100), chance)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["paper_id", "title", "year", "position", "name", "affiliation"])
        for number, paper in enumerate(papers(count, people, chance)):
            for position, person in enumerate(paper.authors, 1):
                name = people.written(person, chance)
                writer.writerow([number, paper.title, paper.day.year, position, name, PLACES[person % 300]])


def _card(paper: Paper, owner: str, people: People, chance: random.Random) -> str:
    names = [*(people.written(person, chance) for person in paper.authors), owner]
    shown = ", ".join(names[:3]) + (" et al." if len(names) > 3 else "")
    return f"{paper.category}{_day(paper)}\n{paper.title}\n\n{shown}\n\n{_abstract(paper)}\n\n"


def _listed(paper: Paper) -> str:
    count = len(paper.authors) + 1
    return f"{paper.title}\n\n{_abstract(paper)}\n\n  • {count} authors\n·\n{_day(paper)}\n\n"


def _day(paper: Paper) -> str:
    return f"{paper.day:%b} {paper.day.day}, {paper.day.year}"


def _abstract(paper: Paper) -> str:
    return f"We study {paper.title.lower()} and find that it can be studied at length. " * 8


def _zipf(words: list[str], count: int, chance: random.Random) -> list[str]:
    return chance.choices(words, weights=[1 / (rank + 10) for rank in range(len(words))], k=count)
