"""Records as read: what a source says, never changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Locator:
    """Where something stands: the file relative to the source given, and its 1-based first line."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name on one paper, as written.

    Attributes:
        name: the name as written.
        position: 1-based place in the byline; None when the source hides it.
        affiliation: the affiliation text claimed at this mention, as written.
        native_id: the source's own id of the author, as `ieee:37085`.
        orcid: the ORCID, normalised, where the source gives one.
        inferred: the name does not stand in the byline: it follows from the page the paper stands on.
        line: 1-based line of the name.
    """

    name: str
    position: int | None
    line: int
    affiliation: str | None = None
    native_id: str | None = None
    orcid: str | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """One paper as one source tells it.

    Attributes:
        locator: the record's first line.
        date: the date as far as it is known; without a year on the page, with the year inferred for it.
        year_inferred: the year does not stand in the source.
        categories: codes as written, the primary one first.
        keywords: keywords as written.
        author_count: number of authors, where the source tells it or the byline is whole.
        byline_complete: every author is named, in order.
        organisation: institution named for the paper and not for one author, as written (a display name).
        organisation_handle: the short handle of that organisation, as written.
        native_id: the source's own id of the paper; keeps papers apart.
        reported_count: an unexplained number beside the record, kept as it is.
        reported_score: a score the source gives the paper.
    """

    locator: Locator
    title: str
    abstract: str | None = None
    date: date | None = None
    year: int | None = None
    year_inferred: bool = False
    doi: str | None = None
    arxiv_id: str | None = None
    native_id: str | None = None
    url: str | None = None
    venue: str | None = None
    type: str | None = None
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    author_count: int | None = None
    byline_complete: bool = False
    organisation: str | None = None
    organisation_handle: str | None = None
    has_code: bool | None = None
    reported_citations: int | None = None
    reported_count: int | None = None
    reported_score: float | None = None
    mentions: tuple[Mention, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ProfileRecord:
    """What a page says about the person whose papers it lists.

    Attributes:
        name: the owner as written, or the one name common to all complete bylines of a page without header.
        inferred: the page does not name its owner.
        category: the main category's code as written.
    """

    locator: Locator
    name: str
    inferred: bool = False
    category: str | None = None
    h_index: int | None = None
    papers: int | None = None
    citations: int | None = None
    novelty: float | None = None
    ai_score: float | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a source that could not be read as it should.

    Attributes:
        locator: file and line.
        kind: a short stable name, as `card-without-date`.
        message: what is wrong and what was done about it.
        text: the text at fault, cut to 200 characters.
        skipped: whether a whole record was lost through it.
    """

    locator: Locator
    kind: str
    message: str
    text: str
    skipped: bool = False
