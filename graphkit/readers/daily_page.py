"""Daily-papers listings: titles and abstracts, most with author counts or organisations, and dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.model import Fault, PaperRecord
from graphkit.readers.base import Item, Page, fault
from graphkit.readers.daily_cards import Card, Layout, Unit, cards, is_long, is_title_like
from graphkit.readers.daily_lines import (
    Foot,
    Kind,
    Piece,
    is_furniture,
    kind_of,
    parse_date,
    parse_organisation,
    pieces,
)
from graphkit.readers.dates import PageYears, ReadDate
from graphkit.readers.text import TextSource, ends_a_sentence

if TYPE_CHECKING:
    from graphkit.readers.detect import Sample


class DailyPageReader:
    """Reads daily-papers listings."""

    format = "daily-page"
    looks_for = "a daily-papers listing ('Get trending papers in your email inbox!', '• 5 authors')"

    def recognise(self, sample: Sample) -> int:
        """Count the lines that only such a page has."""
        return sum(is_furniture(text) or kind_of(text) is Kind.COUNT for text in sample.texts)

    def read(self, text: TextSource, as_of: int | None) -> Page:
        """Read a page in two passes; no text makes it raise."""
        survey = _survey(text, as_of)
        page = Page(_items(text, survey), survey.years.current)
        if survey.years.yearless and survey.years.current is not None:
            page.notes.append(survey.years.explanation)
        return page


@dataclass(slots=True)
class _Survey:
    """What the whole page tells before any card of it is read."""

    years: PageYears
    layout: Layout
    counts: int = 0


def _survey(text: TextSource, as_of: int | None) -> _Survey:
    years = PageYears(as_of)
    counts = dates = paragraphs = cards_in_one = 0
    above: Piece | None = None
    for piece in pieces(text.lines()):
        counts += piece.kind is Kind.COUNT
        if piece.kind is Kind.DATE and above is not None and above.kind is not Kind.FURNITURE:
            years.see(parse_date(piece.line.text)[0])
            dates += 1
        if piece.kind is Kind.TEXT:
            paragraphs += piece.after_blank
            cards_in_one += (
                above is not None and not piece.after_blank and _are_title_and_abstract(above, piece)
            )
        above = piece
    enough = paragraphs > 2 and paragraphs * 2 >= dates
    layout = Layout(paragraphs=enough and cards_in_one * 2 <= paragraphs, feet=counts + dates > 0)
    return _Survey(years, layout, counts)


def _are_title_and_abstract(above: Piece, below: Piece) -> bool:
    """Whether two lines without a blank one between look like a title and its abstract."""
    if above.kind is not Kind.TEXT or not is_title_like(Unit([above.line])):
        return False
    return is_long(Unit([below.line])) or (above.after_blank and ends_a_sentence(below.line.text))


def _items(text: TextSource, survey: _Survey) -> Iterator[Item]:
    last: PaperRecord | None = None
    first = True
    for card in cards(pieces(text.lines()), survey.layout):
        lost = _lost(text, card, first=first)
        first = False
        if lost:
            yield from lost
            continue
        last, faults = _record(text, card, survey)
        yield last
        yield from sorted(faults, key=lambda found: found.locator.line)
    if last is not None and not survey.layout.feet and last.abstract and not ends_a_sentence(last.abstract):
        message = "the last abstract ends within a sentence: the page may have been cut"
        yield fault(last.locator, "page-cut-short", message, last.abstract[-100:])


def _lost(text: TextSource, card: Card, *, first: bool) -> list[Fault]:
    """The faults of a card that gives no record: each of its lines is listed."""
    if card.before_furniture:
        kind, message = "unknown-line", "this line above the cards was not understood and left out"
    elif not card.units:
        kind, message = "foot-without-card", "a count or date stands below no card"
    elif len(card.units) == 1 and is_long(card.units[0]):
        kind, message = "card-without-title", "the text belongs to a card whose title is missing"
    elif first and card.lines[0].number == 1 and not is_title_like(card.units[0]):
        kind, message = "text-before-first-card", "this text belongs to no card: its beginning is missing"
    else:
        return []
    return [
        fault(
            text.locator(line.number),
            kind,
            message,
            line.text,
            skipped=place == 0 and not card.before_furniture,
        )
        for place, line in enumerate(card.lines)
    ]


def _record(text: TextSource, card: Card, survey: _Survey) -> tuple[PaperRecord, list[Fault]]:
    title, *abstract = card.units
    foot = card.foot or Foot()
    date = survey.years.read(foot.date) if foot.date else ReadDate()
    organisation = parse_organisation(foot.organisation.text) if foot.organisation else None
    record = PaperRecord(
        text.locator(title.lines[0].number),
        " ".join(line.text for line in title.lines),
        "\n".join(unit.text for unit in abstract) or None,
        date.day,
        date.year,
        date.inferred,
        author_count=foot.author_count,
        organisation=organisation[1] if organisation else None,
        organisation_handle=organisation[0] if organisation else None,
        reported_count=foot.reported_count,
    )
    return record, [*_text_faults(text, card), *_foot_faults(text, card, survey, date)]


def _text_faults(text: TextSource, card: Card) -> Iterator[Fault]:
    title, *abstract = card.units
    if len(title.lines) > 1:
        message = "the title stands on several lines, which were joined"
        yield fault(
            text.locator(title.lines[1].number), "title-over-several-lines", message, title.lines[1].text
        )
    lines = [line for unit in abstract for line in unit.lines]
    if not lines:
        message = "the card has no abstract"
        yield fault(text.locator(title.lines[0].number), "card-without-abstract", message, title.text)
    for line in lines[1:2]:
        message = "the abstract stands on several lines, which were joined"
        yield fault(text.locator(line.number), "abstract-over-several-lines", message, line.text)


def _foot_faults(text: TextSource, card: Card, survey: _Survey, date: ReadDate) -> Iterator[Fault]:
    foot = card.foot
    at = card.lines[-1]
    if foot is None:
        if survey.layout.feet:
            message = "the card has no date and no author count below it"
            yield fault(text.locator(card.lines[0].number), "card-without-date", message, card.units[0].text)
        return
    if foot.author_count is None and foot.organisation is None and survey.counts:
        message = "neither an author count nor an organisation stands below the card"
        yield fault(
            text.locator(foot.lines[0].number), "card-without-author-count", message, foot.lines[0].text
        )
    if foot.date is None and foot.date_line is not None:
        yield fault(text.locator(at.number), "unreadable-date", "the date was not understood", at.text)
    elif foot.date is None:
        yield fault(
            text.locator(at.number), "card-without-date", "no date stands below the card", card.units[0].text
        )
    elif date.fault_kind:
        yield fault(text.locator(at.number), date.fault_kind, date.fault_message, at.text)
