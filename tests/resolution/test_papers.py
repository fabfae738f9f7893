"""Which records are one paper, and that every judgement says why."""

import csv
import gzip
import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence import Named, Told, linked, papers

TITLE = "Looped Transformers for Length Generalization"
THREE = ["Ying Fan", "Yilun Du", "Kannan Ramchandran"]


def paper_count(*records: Told) -> int:
    return linked(records)[1].papers


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Told(TITLE, THREE), Told("looped transformers for length-generalization", THREE, "two.csv")),
        (Told(TITLE, THREE), Told(TITLE, ["Y. Fan", "Y. Du", "K. Ramchandran"], "two.csv")),
        (Told(TITLE, THREE), Told(TITLE, (), "two.csv", complete=False)),
        (Told(TITLE, (), complete=False), Told(TITLE, (), "two.csv", complete=False, count=3)),
        (Told(TITLE, THREE), Told(TITLE, THREE[:2], "two.csv", complete=False)),
        (Told(TITLE, THREE[:2], complete=False), Told(TITLE, THREE[:2], "two.csv", complete=False)),
        (Told(TITLE, THREE, year=2023), Told(TITLE, THREE, "two.csv", year=2025)),
        (Told("A", THREE, doi="10.1/x"), Told("B", ["Other Person"], "two.csv", doi="10.1/x")),
        (Told("A", THREE, arxiv_id="2301.00001"), Told("B", (), "two.csv", doi="10.48550/arxiv.2301.00001")),
        (Told(TITLE, THREE, doi="10.1/x"), Told(TITLE, THREE, "two.csv", arxiv_id="2301.00001")),
    ],
)
def test_one_paper(a: Told, b: Told) -> None:
    assert paper_count(a, b) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Told("Preface", ["Ann Lee"], year=2001), Told("Preface", ["Bo Chen"], "two.csv", year=2001)),
        (Told(TITLE, THREE), Told(TITLE, ["Ann Lee", "Bo Chen"], "two.csv")),
        (Told(TITLE, THREE, native_id="x:1"), Told(TITLE, THREE, native_id="x:2")),
        (Told(TITLE, THREE, doi="10.1/x"), Told(TITLE, THREE, "two.csv", doi="10.1/y")),
        (Told(TITLE, THREE, arxiv_id="2301.00001"), Told(TITLE, THREE, "two.csv", arxiv_id="2301.00002")),
        (Told("Editorial", (), complete=False), Told("Editorial", (), "two.csv", complete=False)),
        (Told("Editorial", ["Ann Lee"], year=2001), Told("Editorial", ["Ann Lee"], "two.csv", year=2004)),
        (
            Told(TITLE, [*THREE[:1], Named("Ann Lee", hidden=True)], complete=False),
            Told(TITLE, THREE, "two.csv"),
        ),
        (Told("???", THREE), Told("!!!", THREE, "two.csv")),
    ],
)
def test_two_papers(a: Told, b: Told) -> None:
    assert paper_count(a, b) == 2


def test_a_record_that_fits_two_papers_of_one_source_joins_neither() -> None:
    engine, summary = linked(
        [
            Told(TITLE, THREE, native_id="x:1"),
            Told(TITLE, THREE, native_id="x:2"),
            Told(TITLE, (), "two.csv", complete=False),
        ]
    )
    assert summary.papers == 3
    assert summary.unsure == 2
    evidence = engine.rows("SELECT DISTINCT evidence FROM judgement WHERE verdict = 'unsure'")
    assert evidence == [
        ("titles agree; no authors to compare; it would unite records that were judged different",)
    ]


def test_identifiers_unite_whatever_the_titles_say_of_the_rest() -> None:
    records = [
        Told(TITLE, THREE, doi="10.1/x", arxiv_id="2301.00001"),
        Told(TITLE, THREE, "two.csv", doi="10.1/y", arxiv_id="2301.00001"),
    ]
    assert paper_count(*records) == 1


def test_paper_ids_by_rank() -> None:
    engine, _ = linked(
        [
            Told("Alpha", THREE, doi="10.1/x", arxiv_id="2301.00001", native_id="s:1"),
            Told("Beta", THREE, arxiv_id="2301.00002", native_id="s:2"),
            Told("Gamma", THREE, native_id="s:3"),
            Told("Preface", ["Ann Lee"]),
            Told("Preface", ["Bo Chen"]),
            Told("Delta", THREE),
        ]
    )
    ids = [id_ for (id_,) in engine.rows("SELECT paper_id FROM record_paper ORDER BY record_id")]
    assert ids[:3] == ["doi:10.1/x", "arxiv:2301.00002", "s:3"]
    assert all(re.fullmatch(r"title:[0-9a-f]{16}-[0-9a-f]{8}", id_) for id_ in ids[3:5])
    assert ids[3][:22] == ids[4][:22]
    assert ids[3] != ids[4]
    assert re.fullmatch(r"title:[0-9a-f]{16}", ids[5])


def test_a_paper_keeps_the_ids_it_had_while_less_was_known() -> None:
    early = Told(TITLE, THREE)
    later = Told(TITLE.upper() + "!", THREE, "two.csv", arxiv_id="2301.00001")
    last = Told(
        "Its title in the journal", (), "three.csv", doi="10.1/x", arxiv_id="2301.00001", complete=False
    )
    earlier_ids = set()
    for records in ([early], [later], [early, later], [last]):
        engine, _ = linked(records)
        earlier_ids |= {id_ for (id_,) in engine.rows("SELECT paper_id FROM record_paper")}
    engine, _ = linked([early, later, last])
    former = {id_ for (id_,) in engine.rows("SELECT id FROM former_id WHERE paper_id = 'doi:10.1/x'")}
    assert former >= earlier_ids - {"doi:10.1/x"}
    assert "arxiv:2301.00001" in former


def test_an_id_that_two_papers_could_have_had_is_a_former_id_of_neither() -> None:
    engine, _ = linked(
        [Told("Preface", ["Ann Lee"], doi="10.1/x"), Told("Preface", ["Bo Chen"], doi="10.1/y")]
    )
    assert engine.rows("FROM former_id") == []


def test_judgements_say_what_agrees_and_what_does_not() -> None:
    engine, _ = linked([Told(TITLE, THREE, year=2020), Told(TITLE, THREE[:2], "two.csv", year=2021)])
    assert engine.rows("SELECT * FROM judgement") == [
        (
            "paper", "one.csv:10", "two.csv:20", "same", 0.9,
            "titles agree; 2 of 2 names agree; author counts differ: 3 and 2; one year apart", "rule:equal-title",
        )
    ]  # fmt: skip


def test_crowded_titles_are_compared_by_equal_bylines_only_and_reported() -> None:
    records = [
        Told("Preface", [f"Name{chr(97 + i % 26)} Number{i}"], f"s{i:02}.csv", year=2000) for i in range(60)
    ]
    records.append(Told("Preface", ["Namea Number0"], "t.csv", year=2000))
    _, summary = linked(records)
    assert summary.papers == 60
    assert summary.crowded_titles == 1


RECORDS = st.lists(
    st.builds(
        Told,
        st.sampled_from([TITLE, "Preface", "Another long enough title of a paper"]),
        st.lists(st.sampled_from([*THREE, "Ann Lee"]), unique=True, max_size=3),
        st.sampled_from(["one.csv", "two.csv", "three.csv"]),
        st.booleans(),
        year=st.sampled_from([None, 2000, 2010]),
        doi=st.sampled_from([None, None, "10.1/x", "10.1/y"]),
        arxiv_id=st.sampled_from([None, None, "2301.00001"]),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=20, deadline=None)
@given(RECORDS)
def test_every_record_has_one_paper_and_equal_dois_are_one(records: list[Told]) -> None:
    engine, summary = linked(records)
    assert engine.rows("SELECT count(*), count(DISTINCT record_id) FROM record_paper") == [
        (len(records),) * 2
    ]
    assert (
        engine.rows(
            "SELECT doi FROM record JOIN record_paper USING (record_id) WHERE doi IS NOT NULL "
            "GROUP BY doi HAVING count(DISTINCT paper_id) > 1"
        )
        == []
    )
    assert summary.papers == len(papers(engine))


@pytest.mark.shared
def test_equal_titles_of_real_proceedings(shared: Path) -> None:
    """Records of equal title and a byline that overlaps are one paper; those whose bylines share nobody are
    not."""
    groups = defaultdict(list)
    with gzip.open(shared / "data/resolution/paper_same_title.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            separator = ";" if ";" in row["authors"] else ","
            byline = tuple(name.strip() for name in row["authors"].split(separator) if name.strip())
            groups[row["group"]].append((row["page"], row["id"], row["title"], byline))
    records, expected_same = [], 0
    for number, group in groups.items():
        distinct = sorted(set(group))
        expected_same += len({(page, id_) for page, id_, *_ in distinct}) > 1
        records += [
            Told(f"{title} {number}", byline, f"{page}.csv", native_id=f"{page}:{id_}")
            for page, id_, title, byline in distinct
        ]
    _, summary = linked(records)
    assert len(groups) == 451
    merged = summary.records - summary.papers
    assert 340 <= merged <= expected_same
