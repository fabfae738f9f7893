"""A synthetic co-authorship graph of a given size: papers by teams inside groups inside fields."""

from __future__ import annotations

from random import Random

import pyarrow as pa

from graphkit.engine import Engine
from tests.graphs import ROWS, graph_of_rows

SYLLABLES = (
    "ba",
    "chi",
    "de",
    "fo",
    "gu",
    "han",
    "jo",
    "ka",
    "li",
    "mo",
    "nu",
    "pe",
    "ra",
    "so",
    "tan",
    "vi",
)
VOCABULARY = 20_000
"""Words of titles; like those of a language, a few are frequent and most are rare."""
TITLE = (6, 13)
"""A title has at least so many words, and fewer than so many."""


def synthetic(authors: int, edges: int, seed: int = 1) -> Engine:
    """A graph in memory with so many authors and about so many edges."""
    random = Random(seed)
    papers = []
    pairs: set[tuple[int, int]] = set()
    seen: set[int] = set()
    alone = 0
    while len(pairs) < edges:
        size = random.choices([2, 3, 4, 5], [0.3, 0.35, 0.25, 0.1])[0]
        while alone in seen:
            alone += 1
        start = alone if alone < authors and random.random() < 0.5 else random.randrange(authors)
        reach = 400 if random.random() < 0.03 else 12
        team = sorted(
            {start, *((start + random.randrange(-reach, reach)) % authors for _ in range(size - 1))}
        )
        seen.update(team)
        pairs.update((a, b) for i, a in enumerate(team) for b in team[i + 1 :])
        papers.append(team)
    rows = [
        {
            "id": f"made:{number:07}",
            "line": number + 1,
            "title": _title(random),
            "year": random.randrange(1995, 2026),
            "author_count": len(team),
            "complete": True,
            "authors": [_name(author) for author in team],
            "affiliations": [None] * len(team),
        }
        for number, team in enumerate(papers)
    ]
    return graph_of_rows(pa.Table.from_pylist(rows, schema=ROWS))


def _title(random: Random) -> str:
    """Words whose frequency falls with their rank (Zipf's law), so that titles compress as real ones do."""
    ranks = (int(VOCABULARY ** random.random()) for _ in range(random.randrange(*TITLE)))
    return " ".join(_word(7919 * rank, 2 + rank % 3) for rank in ranks).capitalize()


def _name(number: int) -> str:
    given, family = number % 4096, number // 7
    return f"{_word(given, 3).capitalize()} {_word(family, 4).capitalize()} {number}"


def _word(number: int, syllables: int) -> str:
    return "".join(SYLLABLES[(number >> 4 * place) & 15] for place in range(syllables))
