"""What an explanation consists of, and how it reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """A record of a paper, or a mention on it: where it stands (file:line) and what is written there."""

    where: str
    written: str
    position: int | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class PaperEvidence:
    """A paper with the lines that speak for what is explained.

    Attributes:
        author_count: true number of authors, where it is known.
        weight: what the paper adds to the fractional weight of a pair, as lower and upper bound; None where
            no pair is explained.
    """

    id: str
    title: str
    year: int | None
    author_count: int | None
    lines: tuple[Line, ...]
    weight: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judged pair, the keys `a` and `b` of its sides, and the names or titles that stand there."""

    a: str
    a_written: str
    b: str
    b_written: str
    verdict: str
    score: float
    evidence: str
    by: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer in a sentence, and what it rests on; `str` gives it as text."""

    answer: str
    papers: tuple[PaperEvidence, ...]
    judgements: tuple[Judgement, ...]

    def to_dict(self) -> dict[str, Any]:
        """The explanation as plain data."""
        return asdict(self)

    def __str__(self) -> str:
        return "\n".join(self._text())

    def _text(self) -> Iterator[str]:
        yield self.answer
        if self.judgements:
            yield "\nJudgements"
        for judgement in self.judgements:
            yield f"  {judgement.verdict} ({judgement.score:g}, {judgement.by})"
            yield f"    {judgement.a_written} [{judgement.a}]"
            yield f"    {judgement.b_written} [{judgement.b}]"
            yield f"    {judgement.evidence}"
        if self.papers:
            yield "\nPapers"
        for paper in self.papers:
            yield f"  {paper.title} ({paper.year or 'year unknown'}) [{paper.id}]"
            if paper.weight:
                lower, upper = paper.weight
                known = f"{paper.author_count} authors" if paper.author_count else "number of authors unknown"
                amount = f"{lower:.4g}" if lower == upper else f"{lower:.4g} to {upper:.4g}"
                yield f"    {known}: fractional weight {amount}"
            for line in paper.lines:
                place = (
                    f"author {line.position}" if line.position else "from the page" if line.inferred else ""
                )
                yield f"    {line.where}  {line.written}" + (f"  ({place})" if place else "")
