"""The cards of a daily-papers listing: a title, an abstract, and on most pages a foot with count and date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graphkit.readers.daily_lines import (
    Foot,
    Kind,
    Piece,
    looks_like_date,
    parse_author_count,
    parse_date,
    parse_organisation,
)
from graphkit.readers.text import Line, ends_a_sentence

_LONGEST_TITLE = 300
_LONG = 250


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page is laid out.

    Attributes:
        paragraphs: title and abstract are paragraphs between blank lines; else each is one line.
        feet: cards have a foot.
    """

    paragraphs: bool
    feet: bool


@dataclass(slots=True)
class Unit:
    """Text that belongs together: a paragraph, or one line where the page has no paragraphs."""

    lines: list[Line]

    @property
    def text(self) -> str:
        """The lines as one."""
        return "\n".join(line.text for line in self.lines)


@dataclass(slots=True)
class Card:
    """The units of one card, the title first, and its foot."""

    units: list[Unit] = field(default_factory=list)
    foot: Foot | None = None
    before_furniture: bool = False

    @property
    def lines(self) -> list[Line]:
        """Every line of the card, in order."""
        return [line for unit in self.units for line in unit.lines] + (self.foot.lines if self.foot else [])


def is_title_like(unit: Unit) -> bool:
    """Whether a unit may be a title: short, and without a full stop."""
    text = unit.text
    return len(text) <= _LONGEST_TITLE and (not text.endswith((".", "。")) or text.endswith("..."))


def is_long(unit: Unit) -> bool:
    """Whether a unit is too long for anything but an abstract."""
    return len(unit.text) >= _LONG


def units(pieces: Iterable[Piece], layout: Layout) -> Iterator[Unit | Piece]:
    """Join the lines of a paragraph; lines that are no text pass as they are."""
    open_unit: Unit | None = None
    for piece in pieces:
        is_text = piece.kind is Kind.TEXT or (
            piece.kind is Kind.FURNITURE and open_unit is not None and not piece.after_blank
        )
        if is_text and open_unit is not None and layout.paragraphs and not piece.after_blank:
            open_unit.lines.append(piece.line)
            continue
        if open_unit is not None:
            yield open_unit
        open_unit = Unit([piece.line]) if is_text else None
        if not is_text:
            yield piece
    if open_unit is not None:
        yield open_unit


def cards(pieces: Iterable[Piece], layout: Layout) -> Iterator[Card]:
    """Cut a page into cards: a foot ends one, and a title behind an abstract begins one."""
    cutter = _Cutter(layout)
    stream = units(pieces, layout)
    current = next(stream, None)
    while current is not None:
        following = next(stream, None)
        if isinstance(current, Unit):
            yield from cutter.take_text(current, following)
        else:
            yield from cutter.take_mark(current)
        current = following
    yield from cutter.finish()


@dataclass(slots=True)
class _Cutter:
    """The card being read, and what was seen before it."""

    layout: Layout
    card: Card = field(default_factory=Card)
    cards_seen: int = 0
    behind_furniture: bool = True

    def finish(self, *, before_furniture: bool = False) -> Iterator[Card]:
        """End the card being read, if anything of it was seen."""
        if self.card.units or self.card.foot:
            self.card.before_furniture = before_furniture and self.cards_seen == 0
            self.cards_seen += not self.card.before_furniture
            yield self.card
        self.card = Card()

    def take_text(self, unit: Unit, following: Unit | Piece | None) -> Iterator[Card]:
        """Add a unit to the card, or begin the next one with it."""
        self.behind_furniture = False
        foot = self.card.foot
        if foot is not None:
            if looks_like_date(unit.lines[0].text):
                foot.lines.append(unit.lines.pop(0))
                foot.date_line = foot.lines[-1]
            yield from self.finish()
        elif self._opens_card(unit, following):
            yield from self.finish()
        if unit.lines:
            self.card.units.append(unit)

    def take_mark(self, piece: Piece) -> Iterator[Card]:
        """Take a line that is no text: furniture ends a card, a date ends its foot."""
        if piece.kind is Kind.FURNITURE:
            yield from self.finish(before_furniture=True)
            self.behind_furniture = True
            return
        if piece.kind is Kind.DATE and self.behind_furniture:
            return  # the date of the page
        foot = self.card.foot
        if piece.kind is Kind.COUNT and foot is not None:
            yield from self.finish()
            foot = None
        if foot is None:
            foot = self.card.foot = Foot()
        if piece.kind is Kind.COUNT:
            foot.author_count = parse_author_count(piece.line.text)
        elif piece.kind is Kind.DOT and foot.author_count is None:
            foot.organisation = self._take_organisation()
        foot.lines.append(piece.line)
        if piece.kind is Kind.DATE:
            foot.date, foot.reported_count = parse_date(piece.line.text)
            foot.date_line = piece.line
            yield from self.finish()

    def _take_organisation(self) -> Line | None:
        """The line right above the dot, where it names an organisation."""
        if not self.card.units:
            return None
        unit = self.card.units[-1]
        line = unit.lines[-1]
        alone = len(unit.lines) == 1 and len(self.card.units) > 1
        before = unit.lines[-2].text if len(unit.lines) > 1 else ""
        if parse_organisation(line.text) is None or not (alone or ends_a_sentence(before)):
            return None
        unit.lines.pop()
        if not unit.lines:
            self.card.units.pop()
        return line

    def _lacks_title(self, unit: Unit) -> bool:
        """Whether a unit is the abstract of a further card whose title is missing."""
        return (
            not self.layout.feet
            and len(self.card.units) > 1
            and is_long(unit)
            and is_long(self.card.units[-1])
        )

    def _opens_card(self, unit: Unit, following: Unit | Piece | None) -> bool:
        """Whether a unit is the title of a further card, though no foot ended the one before."""
        if not self.card.units:
            return False
        if not is_title_like(unit):
            return self._lacks_title(unit)
        abstract_follows = isinstance(following, Unit) and is_long(following)
        if len(self.card.units) == 1 and is_title_like(self.card.units[0]):
            return abstract_follows and not ends_a_sentence(unit.text)
        before = self.card.units[-1].text
        if not ends_a_sentence(before) and (unit.text[:1].islower() or self.layout.feet):
            return False
        if not self.layout.feet:
            return True
        return abstract_follows or (
            self.layout.paragraphs and isinstance(following, Unit) and ends_a_sentence(following.text)
        )
