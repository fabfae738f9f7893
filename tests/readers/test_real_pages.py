"""The five saved pages: facts that were counted by other means than these readers."""

import re
from pathlib import Path

import pytest

from graphkit.engine import Engine
from graphkit.evidence import create_evidence_tables
from graphkit.readers import read_into

pytestmark = pytest.mark.shared

KANNAN, BARE, LONG, DIMITRIS, SHORT = (
    "000_2a5382b7d4e17b58.txt",
    "001_6cb325ce19dd6a10.txt",
    "002_dafbcd89a8e147ba.txt",
    "003_d0af2d76587f0280.txt",
    "004_ccebe7b5d5d0de8c.txt",
)


@pytest.fixture(scope="module")
def pages(shared: Path) -> list[Path]:
    return sorted((shared / "data/pages").glob("*.txt"))


@pytest.fixture(scope="module")
def five(pages: list[Path]) -> Engine:
    engine = Engine()
    create_evidence_tables(engine)
    summary = read_into(engine, list(reversed(pages)))
    assert summary.faults == 0
    return engine


def test_every_card_is_a_record(five: Engine) -> None:
    counts = dict(five.rows("SELECT path, records FROM source ORDER BY source_id"))
    assert counts == {KANNAN: 50, BARE: 54, LONG: 60, DIMITRIS: 50, SHORT: 33}
    assert five.rows("SELECT count(*), count(DISTINCT lower(title)) FROM record") == [(247, 232)]


def test_every_line_of_a_page_stands_in_a_record_or_is_furniture(five: Engine, pages: list[Path]) -> None:
    furniture = re.compile(
        r"new|Get trending papers in your email inbox!|Subscribe|Daily Papers|byAK and the research community"
        r"|·|\S?\s?\d+ authors|h-index\d+|[\d,]+papers|[\d,]+citations|Novelty\d+%|AI Score\d+|\d+ Papers"
        r"|[\d.]*[A-Z]{0,2}(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d+(, \d{4})?( \d+|Code)?"
    )
    for path in pages:
        rows = five.rows(
            "SELECT title, abstract, organisation_handle || ' ' || organisation FROM record JOIN source"
            " USING (source_id) WHERE path = ?",
            [path.name],
        )
        written = {text for row in rows for text in row if text}
        names = five.rows(
            "SELECT string_agg(name, ', ' ORDER BY position), any_value(title), any_value(organisation),"
            " any_value(byline_complete) FROM mention JOIN record USING (record_id) "
            "WHERE position IS NOT NULL GROUP BY record_id"
        )
        for byline, title, organisation, complete in names:
            whole = byline + ("" if complete else " et al.") + (f" · {organisation}" if organisation else "")
            written |= {whole, title + whole}
        written |= {"Kannan Ramchandran", "LG"}
        lines = [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        assert [line for line in lines if line not in written and not furniture.fullmatch(line)] == []


def test_names_of_the_profile_pages(five: Engine) -> None:
    assert five.rows("SELECT count(DISTINCT name) FROM mention") == [(145,)]
    kangs = five.rows("SELECT DISTINCT name FROM mention WHERE name LIKE 'Justin%' ORDER BY name")
    assert [name for (name,) in kangs] == ["Justin Kang", "Justin S. Kang", "Justin Singh Kang"]


def test_profiles(five: Engine) -> None:
    assert five.rows("SELECT * EXCLUDE source_id FROM profile ORDER BY source_id") == [
        (1, "Kannan Ramchandran", False, "LG", 89, 83, 7661, 60.0, 59.0),
        (1, "Dimitris Papailiopoulos", True, None, None, None, None, None, None),
    ]


@pytest.mark.parametrize(
    ("page", "owner"), [(KANNAN, "Kannan Ramchandran"), (DIMITRIS, "Dimitris Papailiopoulos")]
)
def test_the_owner_is_an_author_of_every_paper_on_the_page(
    five: Engine, shared: Path, page: str, owner: str
) -> None:
    rows = five.rows(
        "SELECT count(*), count(position), count(*) FILTER (mention.inferred) FROM mention"
        " JOIN record USING (record_id) JOIN source USING (source_id) WHERE path = ? AND name = ?",
        [page, owner],
    )
    text = (shared / "data/pages" / page).read_text(encoding="utf-8").partition("\n")[2]
    shown = len(re.findall(rf"{owner}(?:, | et al|\n)", text))
    assert rows == [(50, shown, 50 - shown)]


@pytest.mark.parametrize(
    ("title", "names", "organisation", "complete"),
    [
        ("MEMENTO: %", "Vasilis Kontonis, Yuchen Zeng, Shivam Garg", "cmu", False),
        ("Wait, Wait, Wait... Why Do %?", "Charilaos Pipis, Shivam Garg, Vasilis Kontonis", None, False),
        ("Task Vectors in % and Benefit", "Liu Yang, Ziqian Lin, Kangwook Lee", None, False),
        ("GenLabel: %Models", "Jy-yong Sohn, Liang Shang, Hongxu Chen", None, False),
        ("Why Do Multi-Agent %?", "Mert Cemri, Melissa Z. Pan, Shuyi Yang", "berkeley", False),
        ("Alternating %Regression", "Avishek Ghosh, Kannan Ramchandran", None, True),
    ],
)
def test_bylines(five: Engine, title: str, names: str, organisation: str | None, complete: bool) -> None:
    rows = five.rows(
        "SELECT string_agg(name, ', ' ORDER BY position) FILTER (position IS NOT NULL), "
        "any_value(organisation), any_value(byline_complete), any_value(author_count)"
        " FROM record JOIN mention USING (record_id) WHERE title LIKE ?",
        [title],
    )
    assert rows == [(names, organisation, complete, len(names.split(", ")) if complete else None)]


def test_dates_scores_and_counts(five: Engine) -> None:
    assert five.rows(
        "SELECT path, current_year, count(date), count(*) FILTER (year_inferred), count(author_count),"
        " count(reported_count), count(reported_score), count(has_code) FROM source "
        "JOIN record USING (source_id) GROUP BY ALL ORDER BY path"
    ) == [
        (KANNAN, 2026, 50, 4, 14, 0, 0, 0),
        (BARE, None, 0, 0, 0, 0, 0, 0),
        (LONG, 2025, 60, 13, 59, 7, 0, 0),
        (DIMITRIS, 2026, 50, 4, 7, 0, 3, 3),
        (SHORT, 2025, 33, 8, 32, 4, 0, 0),
    ]
    assert five.rows(
        "SELECT title, CAST(date AS VARCHAR), year_inferred, organisation_handle, organisation, "
        "reported_count FROM record WHERE organisation_handle IS NOT NULL ORDER BY record_id"
    ) == [
        ("Verbalized Sampling: How to Mitigate Mode Collapse and Unlock LLM Diversity", "2025-10-01", True,
         "stanfordnlp", "Stanford NLP", 3),
        ("All is Not Lost: LLM Recovery without Checkpoints", "2025-06-18", True, "Gensyn", "Gensyn", 3),
    ]  # fmt: skip


def test_categories_as_written(five: Engine) -> None:
    rows = five.rows("SELECT DISTINCT unnest(categories) AS code FROM record ORDER BY code")
    assert " ".join(code for (code,) in rows) == "AI CL CR DC DS IT IV LG ML OC SP"
