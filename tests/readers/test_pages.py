"""Laws of the page readers: every card is found, in every layout and under every damage."""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.engine import Engine
from graphkit.errors import SourceError
from graphkit.evidence import create_evidence_tables
from graphkit.model import PaperRecord
from graphkit.readers import PAGE_READERS, read_into
from graphkit.readers.base import PageReader, Source
from graphkit.readers.daily_page import DailyPageReader
from graphkit.readers.detect import choose_page_reader
from graphkit.readers.profile_page import ProfilePageReader
from graphkit.readers.text import open_text
from tests.readers.conftest import ReadPage
from tests.readers.pages import Card, cards, write_listing, write_profile

ANAS_PAGE = "Ana Ruiz\nLG\nh-index1\n\nLGJun 1, 2020\nGraphs\n\n{}\n\nWe look."
PROFILE, DAILY = ProfilePageReader(), DailyPageReader()
Read = Callable[..., ReadPage]
LAYOUT = st.fixed_dictionaries(
    {"blank_lines": st.booleans(), "together": st.booleans(), "header": st.booleans()}
)


def read_text(folder: Path, text: str | bytes, reader: PageReader | None = None) -> ReadPage:
    path = folder / "page.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    if reader is None:
        source = Source(path, path.name, "", 0)
        reader = choose_page_reader(source, open_text(source), PAGE_READERS, "")
    return ReadPage(reader, path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


def shown_names(record: PaperRecord) -> tuple[str, ...]:
    return tuple(mention.name for mention in record.mentions if not mention.inferred)


@given(cards(), LAYOUT)
@settings(deadline=None, max_examples=50)
def test_every_card_of_a_profile_is_read(folder: Path, drawn: list[Card], layout: dict[str, bool]) -> None:
    page = read_text(folder, write_profile(drawn, **layout))
    assert set(page.kinds) <= {"title-author-boundary-unsure", "owner-not-in-byline"}
    assert [
        (
            record.title,
            record.abstract,
            record.date,
            record.categories,
            shown_names(record),
            record.byline_complete,
        )
        for record in page.records
    ] == [(one.title, one.abstract, one.day, (one.category,), one.names, not one.truncated) for one in drawn]


@given(cards(), st.booleans(), st.booleans())
@settings(deadline=None, max_examples=50)
def test_every_card_of_a_listing_is_read(
    folder: Path, drawn: list[Card], feet: bool, blank_lines: bool
) -> None:
    page = read_text(folder, write_listing(drawn, feet=feet, blank_lines=blank_lines))
    assert page.kinds == []
    assert [(record.title, record.abstract) for record in page.records] == [
        (one.title, one.abstract) for one in drawn
    ]
    if feet:
        assert [(record.date, record.author_count, record.reported_count) for record in page.records] == [
            (one.day, one.author_count, one.reported_count) for one in drawn
        ]


@given(cards(), LAYOUT, st.randoms(use_true_random=False), st.booleans())
@settings(deadline=None, max_examples=50)
def test_no_line_of_a_damaged_page_is_lost(
    folder: Path, drawn: list[Card], layout: dict[str, bool], chance: random.Random, listing: bool
) -> None:
    """Some lines are taken out, some broken in two, and the end is cut off."""
    whole = (
        write_listing(drawn, feet=layout["together"], blank_lines=True)
        if listing
        else write_profile(drawn, **layout)
    )
    lines = []
    for line in whole.split("\n"):
        fate = chance.random()
        if fate < 0.05 and "trending" not in line:
            continue
        broken = chance.randrange(1, len(line)) if fate > 0.95 and len(line) > 1 else len(line)
        lines += [line[:broken], line[broken:]] if broken < len(line) else [line]
    text = "\n".join(lines)
    text = text[: chance.randrange(len(text) // 2, len(text) + 1)]
    reader = DAILY if listing else PROFILE
    page = read_text(folder, text, reader)
    kept = " ".join(
        [
            text
            for record in page.records
            for text in (record.title, record.abstract or "", *shown_names(record))
        ]
        + [fault.text for fault in page.faults]
    )
    for word in re.findall(r"Title\d+|card\d+", text):
        assert re.search(rf"{word}(?!\d)", kept), word


@given(cards(), st.integers(0, 7), st.sampled_from(["title", "abstract", "foot", "date"]), st.booleans())
@settings(deadline=None, max_examples=50)
def test_records_and_skipped_faults_account_for_every_card(
    folder: Path, drawn: list[Card], place: int, part: str, listing: bool
) -> None:
    """One part of one card is taken out of a page with its layout intact."""
    place %= len(drawn)
    if listing:
        blocks = write_listing(drawn, feet=True, blank_lines=True).split("\n\n")
        first = len(blocks) - 3 * len(drawn)
        at = first + 3 * place + {"title": 0, "abstract": 1, "foot": 2, "date": 2}[part]
        blocks[at] = blocks[at].strip("\n").rpartition("\n")[0] if part == "date" else ""
        text = "\n\n".join(blocks)
    else:
        blocks = write_profile(drawn, header=True, blank_lines=True, together=False).split("\n\n")
        at = 5 + 4 * place + {"title": 1, "abstract": 3, "foot": 2, "date": 0}[part]
        blocks[at] = drawn[place].category if part == "date" else ""
        text = "\n\n".join(blocks)
    page = read_text(folder, text)
    assert len(page.records) + sum(fault.skipped for fault in page.faults) == len(drawn)
    assert page.faults or part == "foot"


@given(st.text(max_size=400) | st.text("LGJun12, 20·•authors5\nABC.abc ", max_size=400))
def test_no_text_makes_a_reader_fail(folder: Path, text: str) -> None:
    for reader in PAGE_READERS:
        read_text(folder, text, reader)


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=60)
def test_any_bytes_are_read_or_refused(folder: Path, content: bytes) -> None:
    path = folder / "any"
    path.write_bytes(content)
    with Engine() as engine:
        create_evidence_tables(engine)
        with suppress(SourceError):
            read_into(engine, [path])


def test_a_hidden_owner_is_an_inferred_author(read_page: Read) -> None:
    page = read_page(
        PROFILE,
        ANAS_PAGE.format("Bo Li, Eva Roth, Jo Doe et al."),
    )
    (record,) = page.records
    assert [(mention.name, mention.position) for mention in record.mentions if not mention.inferred] == [
        ("Bo Li", 1),
        ("Eva Roth", 2),
        ("Jo Doe", 3),
    ]
    assert [(mention.name, mention.position) for mention in record.mentions if mention.inferred] == [
        ("Ana Ruiz", None)
    ]
    assert (record.author_count, record.byline_complete, page.kinds) == (None, False, [])


def test_an_owner_shown_under_a_shorter_name_is_not_doubled(read_page: Read) -> None:
    page = read_page(
        PROFILE,
        ANAS_PAGE.format("Bo Li, A. Ruiz, Jo Doe et al."),
    )
    assert [mention.name for mention in page.records[0].mentions] == ["Bo Li", "A. Ruiz", "Jo Doe"]


def test_a_complete_byline_without_the_owner_is_a_fault(read_page: Read) -> None:
    page = read_page(PROFILE, ANAS_PAGE.format("Bo Li, Eva Roth"))
    assert page.kinds == ["owner-not-in-byline"]
    assert len(page.records[0].mentions) == 2


@pytest.mark.parametrize(
    ("bylines", "owner"),
    [
        (("Bo Li, Eva Roth", "Eva Roth, Jo Doe", "A B, C D, E F et al."), "Eva Roth"),
        (("Bo Li, Eva Roth", "Bo Li, Eva Roth"), None),  # two candidates
        (("Bo Li, Eva Roth", "Jo Doe"), None),  # none
        (("A B, C D, E F et al.",), None),  # no complete byline
    ],
)
def test_the_owner_of_a_page_without_header(
    read_page: Read, bylines: tuple[str, ...], owner: str | None
) -> None:
    text = "\n".join(
        f"LGJun {day}, 2020\nA title of graphs\n{byline}\nWe look." for day, byline in enumerate(bylines, 1)
    )
    page = read_page(PROFILE, text)
    assert [profile.name for profile in page.profiles] == ([owner] if owner else [])
    assert all(profile.inferred for profile in page.profiles)
    if owner:
        assert all(any(mention.name == owner for mention in record.mentions) for record in page.records)


def test_head_lines(read_page: Read) -> None:
    heads = ("97.9AIApr 10", "LGJun 14, 2022Code", "soc-phMay 5, 2021", "88CVMar 1, 2020Code", "AI")
    page = read_page(
        PROFILE, "\n".join(f"{head}\nA title of graphs\nBo Li, Eva Roth\nWe look." for head in heads)
    )
    assert [
        (record.reported_score, record.categories, record.date, record.has_code) for record in page.records
    ] == [
        (97.9, ("AI",), date(2023, 4, 10), None),
        (None, ("LG",), date(2022, 6, 14), True),
        (None, ("soc-ph",), date(2021, 5, 5), None),
        (88.0, ("CV",), date(2020, 3, 1), True),
        (None, ("AI",), None, None),
    ]
    assert page.kinds == ["card-without-date"]
    assert page.faults[0].locator.line == 17


def test_handle_and_display_name_of_an_organisation(read_page: Read) -> None:
    text = "Daily Papers\n\nA title\n\nWe look.\n\nstanfordnlp Stanford NLP\n·\nJun 18, 2024 3\n"
    text += "\nB title\n\nWe see.\n\nGensyn Gensyn\n·\nOct 1\n"
    page = read_page(DAILY, text)
    assert [
        (record.organisation_handle, record.organisation, record.author_count) for record in page.records
    ] == [
        ("stanfordnlp", "Stanford NLP", None),
        ("Gensyn", "Gensyn", None),
    ]
    assert page.kinds == []


def test_a_lost_date_and_a_lost_foot_are_named(read_page: Read) -> None:
    text = "Daily Papers\n\nA title\n\nWe look.\n\n• 5 authors\n·\n\nB title\n\nWe see.\n\n"
    text += "C title\n\nWe say.\n\n• 2 authors\n·\nJun 1, 2024"
    page = read_page(DAILY, text)
    assert [record.title for record in page.records] == ["A title", "B title", "C title"]
    assert [(fault.kind, fault.locator.line, fault.text) for fault in page.faults] == [
        ("card-without-date", 8, "A title"),
        ("card-without-date", 10, "B title"),
    ]


def test_a_page_cut_within_a_sentence_is_told(read_page: Read) -> None:
    assert read_page(PROFILE, "LGJun 1, 2020\nA title\nBo Li, Eva Roth\nWe look at the").kinds == [
        "page-cut-short"
    ]
    assert read_page(DAILY, "Daily Papers\n\nA title\n\nWe look at the").kinds == ["page-cut-short"]


def test_a_page_that_begins_within_a_card(read_page: Read) -> None:
    page = read_page(PROFILE, "end of a text.\nLGJun 1, 2020\nA title\nBo Li, Eva Roth\nWe look.")
    assert [(fault.kind, fault.text, fault.skipped) for fault in page.faults] == [
        ("text-before-first-card", "end of a text.", True)
    ]
    assert len(page.records) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(read_page: Read, encoding: str, newline: str) -> None:
    text = newline.join(
        ["LGJun 1, 2020", "Grüße an die Bäume", "Zoë Müller, Bo Li et al. · zürich", "Wir schauen."]
    )
    page = read_page(PROFILE, text.encode(encoding))
    (record,) = page.records
    assert (record.title, record.mentions[0].name, record.organisation) == (
        "Grüße an die Bäume",
        "Zoë Müller",
        "zürich",
    )
    assert page.kinds == (["other-encoding"] if encoding == "cp1252" else [])


def test_bytes_that_are_no_utf_8_are_listed_by_line(read_page: Read) -> None:
    page = read_page(PROFILE, "LGJun 1, 2020\nBäume und Wälder\nBo Li, Eva Roth\n".encode() + b"We l\xffk.")
    assert [(fault.kind, fault.locator.line, fault.text) for fault in page.faults] == [
        ("undecodable-bytes", 4, "We l\ufffdk.")
    ]
