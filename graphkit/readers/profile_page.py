"""Author profile pages of a paper-reading site: one person's papers as cards, with or without a header."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from graphkit.model import Fault, Mention, PaperRecord, ProfileRecord
from graphkit.names import compatible, parse
from graphkit.readers.base import Item, Page, fault
from graphkit.readers.byline import split_tail
from graphkit.readers.dates import PageYears, ReadDate
from graphkit.readers.profile_body import Body, known_names, read_bodies, run_together
from graphkit.readers.profile_cards import (
    Card,
    Header,
    cards,
    count_header_marks,
    parse_head,
    parse_header,
)
from graphkit.readers.text import Line, TextSource, ends_a_sentence

if TYPE_CHECKING:
    from graphkit.readers.detect import Sample


_VOTING_CARDS = 200  # they settle the layout of a page


class ProfilePageReader:
    """Reads author profile pages."""

    format = "profile-page"
    looks_for = "an author profile page (cards headed by category and date, as 'LGJun 14, 2022')"

    def recognise(self, sample: Sample) -> int:
        """Count head lines of cards and lines of a profile's header."""
        heads = [head for head in map(parse_head, sample.texts) if head is not None]
        return sum(head.category is not None for head in heads) + count_header_marks(sample.texts)

    def read(self, text: TextSource, as_of: int | None) -> Page:
        """Read a page in two passes, three where the owner has to be inferred; no text makes it raise."""
        survey = _survey(text, as_of)
        page = Page(_items(text, survey), survey.years.current)
        if survey.years.yearless and survey.years.current is not None:
            page.notes.append(survey.years.explanation)
        if survey.owner is None:
            page.notes.append(
                "no owner: the page does not name one, and no one name is common to all complete bylines"
            )
        elif survey.owner_inferred:
            page.notes.append(
                f"owner inferred: {survey.owner} is the one name common to all complete bylines"
            )
        return page


@dataclass(slots=True)
class _Survey:
    """What the whole page tells before any card of it is read."""

    years: PageYears
    header: Header | None = None
    known: set[str] = field(default_factory=set)
    run_together: bool = False
    owner: str | None = None
    owner_inferred: bool = False


def _survey(text: TextSource, as_of: int | None) -> _Survey:
    survey = _Survey(PageYears(as_of))
    votes = 0
    for seen, card in enumerate(cards(text.lines())):
        if card.head is None:
            survey.header, card.body = parse_header(card.body)
        elif card.head.date is not None:
            survey.years.see(card.head.date)
        votes += run_together(card.body) if seen < _VOTING_CARDS else 0
        survey.known.update(known_names(card.body))
    survey.run_together = votes > 0
    if survey.header is not None and survey.header.name is not None:
        survey.owner = survey.header.name.text
        survey.known.add(survey.owner)
    else:
        survey.owner = _common_name(text, survey)
        survey.owner_inferred = survey.owner is not None
    return survey


def _common_name(text: TextSource, survey: _Survey) -> str | None:
    """The one name common to all complete bylines, if there is exactly one."""
    common: set[str] | None = None
    for card in cards(text.lines()):
        if any(split_tail(line.text)[1] for line in card.body[:2]):
            continue  # truncated
        body = parse_header(card.body)[1] if card.head is None else card.body
        for part in read_bodies(body, survey.known, survey.run_together, has_head=card.head is not None):
            if part.byline is not None and not part.byline.truncated:
                names = set(part.byline.names)
                common = names if common is None else common & names
    return next(iter(common)) if common and len(common) == 1 else None


def _items(text: TextSource, survey: _Survey) -> Iterator[Item]:
    last: PaperRecord | None = None
    for card in cards(text.lines()):
        if card.head is None:
            yield from _header_items(text, card, survey)
            card.body = parse_header(card.body)[1]
        for item in _card_items(text, card, survey):
            last = item if isinstance(item, PaperRecord) else last
            yield item
    if last is not None and last.abstract and not ends_a_sentence(last.abstract):
        message = "the last abstract ends within a sentence: the page may have been cut"
        yield fault(last.locator, "page-cut-short", message, last.abstract[-100:])


def _header_items(text: TextSource, card: Card, survey: _Survey) -> Iterator[Item]:
    header = survey.header
    if survey.owner is not None:
        name = header.name if header else None
        yield ProfileRecord(
            text.locator(name.number if name else card.line),
            survey.owner,
            survey.owner_inferred,
            header.category if header else None,
            **(header.statistics if header else {}),
        )
    if header is None:
        return
    if header.name is None:
        yield fault(text.locator(card.line), "header-without-name", "the header does not name its owner", "")
    for line in header.unknown:
        message = "this line of the header was not understood and left out"
        yield fault(text.locator(line.number), "header-line-unknown", message, line.text)


def _card_items(text: TextSource, card: Card, survey: _Survey) -> Iterator[Item]:
    bodies = read_bodies(card.body, survey.known, survey.run_together, has_head=card.head is not None)
    if card.head is not None and not bodies:
        message = "the card ends behind its first line: it has no title"
        yield fault(text.locator(card.line), "card-without-title", message, card.head_text, skipped=True)
    for place, body in enumerate(bodies):
        headed = card if place == 0 and card.head is not None else None
        if body.title:
            yield from _record_items(text, headed, body, survey)
        else:
            yield from _lost_items(text, headed, body)


def _lost_items(text: TextSource, card: Card | None, body: Body) -> Iterator[Fault]:
    """The faults of a card whose title is missing: each of its lines is listed."""
    kind = "card-without-title" if card else "text-before-first-card"
    lines = ([Line(card.line, card.head_text)] if card else []) + body.lines
    for place, line in enumerate(lines):
        message = "this text belongs to a card whose title is missing"
        yield fault(text.locator(line.number), kind, message, line.text, skipped=place == 0)


def _record_items(text: TextSource, card: Card | None, body: Body, survey: _Survey) -> Iterator[Item]:
    """The record of one card, then its faults in the order of lines."""
    head = card.head if card else None
    line = card.line if card else body.lines[0].number
    faults = [fault(text.locator(at.number), kind, message, at.text) for at, kind, message in body.troubles]
    date = survey.years.read(head.date) if head and head.date else ReadDate()
    if head is None or head.date is None:
        shown = card.head_text if card else body.lines[0].text
        message = "the card has no date" if card else "the card has no line with category and date"
        faults.append(fault(text.locator(line), "card-without-date", message, shown))
    elif date.fault_kind and card:
        faults.append(fault(text.locator(line), date.fault_kind, date.fault_message, card.head_text))
    mentions, owner_fault = _mentions(text, line, body, survey)
    faults += [owner_fault] if owner_fault else []
    complete = body.byline is not None and not body.byline.truncated
    yield PaperRecord(
        text.locator(line),
        body.title,
        body.abstract,
        date.day,
        date.year,
        date.inferred,
        categories=(head.category,) if head and head.category else (),
        author_count=len(mentions) if complete else None,
        byline_complete=complete,
        organisation=body.byline.organisation if body.byline else None,
        has_code=True if head and head.has_code else None,
        reported_score=head.score if head else None,
        mentions=mentions,
    )
    yield from sorted(faults, key=lambda found: found.locator.line)


def _mentions(
    text: TextSource, line: int, body: Body, survey: _Survey
) -> tuple[tuple[Mention, ...], Fault | None]:
    """The names of the byline, and the owner where a truncated or missing byline hides the name."""
    names = body.byline.names if body.byline else ()
    at = body.byline_line.number if body.byline_line else line
    shown = tuple(Mention(name, place, at) for place, name in enumerate(names, start=1))
    if survey.owner is None or any(_may_be_one(survey.owner, name) for name in names):
        return shown, None
    if body.byline is None or body.byline.truncated:
        return (*shown, Mention(survey.owner, None, at, inferred=True)), None
    message = f"the byline is complete and does not name the owner of the page, {survey.owner}"
    return shown, fault(text.locator(at), "owner-not-in-byline", message, ", ".join(names))


@lru_cache(maxsize=100_000)
def _may_be_one(owner: str, name: str) -> bool:
    return owner == name or compatible(parse(owner), parse(name))
