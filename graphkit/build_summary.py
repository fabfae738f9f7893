"""What a build read, merged, inferred and left out: as data and as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.derive.coauthorship import CoauthorshipSummary
from graphkit.engine import Engine
from graphkit.readers.base import ReadSummary
from graphkit.resolution.authors import AuthorSummary
from graphkit.resolution.institutions import InstitutionSummary
from graphkit.resolution.papers import PaperSummary


@dataclass(frozen=True, slots=True)
class InferredSummary:
    """What no source states in so many words, and what sources hide.

    Attributes:
        authorships: names that do not stand in the byline but follow from the page.
        years: papers whose year no source states.
        truncated: papers whose byline is not complete.
        nameless: papers without any named author.
    """

    authorships: int
    years: int
    truncated: int
    nameless: int


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What was read, merged, inferred and left out; `str` gives it as text."""

    read: ReadSummary
    papers: PaperSummary
    authors: AuthorSummary
    institutions: InstitutionSummary
    category_notes: tuple[str, ...]
    coauthorship: CoauthorshipSummary
    inferred: InferredSummary

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        read, papers, authors, inferred = self.read, self.papers, self.authors, self.inferred
        yield (
            f"Read           {_count(len(read.sources), 'source')}: {_count(read.records, 'record')}, "
            f"{_count(read.mentions, 'mention')}"
        )
        for source in read.sources:
            yield (
                f"  {source.name} ({source.format}): {_count(source.records, 'record')}, "
                f"{_count(source.mentions, 'mention')}, {_count(source.faults, 'fault')}"
            )
            yield from (f"    {note}" for note in source.notes)
        yield from (f"  not read twice: {name}" for name in read.duplicates)
        yield f"Papers         {_count(papers.records, 'record')} tell of {_count(papers.papers, 'paper')}"
        yield f"  pairs judged: {_verdicts(papers)}"
        if papers.crowded_titles:
            yield f"  {_count(papers.crowded_titles, 'title')} on many records: only equal bylines compared"
        yield (
            f"Authors        {_count(authors.mentions, 'mention')} in {_count(authors.spellings, 'spelling')} "
            f"are {_count(authors.authors, 'author')}"
        )
        yield f"  pairs judged: {_verdicts(authors)}"
        institutions = self.institutions
        yield f"Institutions   {institutions.known:,} with a ROR id, {institutions.minted:,} by name alone"
        yield from (f"Category       {note}" for note in self.category_notes)
        yield (
            f"Inferred       {_count(inferred.authorships, 'authorship')} from the page, "
            f"{_count(inferred.years, 'year')}"
        )
        yield (
            f"Hidden         {_count(inferred.truncated, 'byline')} not complete, "
            f"{_count(inferred.nameless, 'paper')} without a named author"
        )
        yield f"Co-authorship  {_count(self.coauthorship.pairs, 'pair')}"
        if self.coauthorship.left_out:
            yield (
                f"  left out: {_count(len(self.coauthorship.left_out), 'paper')} with more than "
                f"{self.coauthorship.limit:,} names: {', '.join(self.coauthorship.left_out[:5])}"
            )
        yield f"Skipped        {_count(read.faults, 'fault')}, {_count(read.skipped, 'record')} lost through them"


def count_inferred(engine: Engine) -> InferredSummary:
    """Count what was inferred and what is hidden; the graph tables exist."""
    return InferredSummary(
        *engine.rows("""
            SELECT (SELECT count(*) FROM rel_authored WHERE inferred),
                count(*) FILTER (year_inferred), count(*) FILTER (NOT byline_complete),
                count(*) FILTER (_id NOT IN (SELECT _target FROM rel_authored))
            FROM node_paper
        """)[0]
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _verdicts(summary: PaperSummary | AuthorSummary) -> str:
    return f"{summary.same:,} same, {summary.different:,} different, {summary.unsure:,} undecided"
