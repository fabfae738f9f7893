"""What stands behind names, papers and co-authorships."""

import json

import pytest

from graphkit.engine import Engine
from graphkit.errors import SubjectError
from graphkit.explain import explain
from tests.evidence import Named, Told, derived
from tests.resolution.test_authors import crowd

TITLE = "Looped Bridges for Length Measurement"
RECORDS = [
    *crowd(),
    Told(TITLE, ["Justin Kang", "Ann Lee"], "page.txt", complete=False, year=2022),
    Told(TITLE, ["Justin Kang"], "table.csv", complete=False, count=4),
    Told("Another paper of the same person", ["Justin S. Kang", "Ann Lee"], "page.txt", year=2023),
    Told("Preface", ["Bo Chen"], "page.txt"),
    Told("Preface", [Named("Wei Wang", "s:1"), Named("Ann Lee")], "table.csv"),
    Told("A paper of a namesake", [Named("Wei Wang", "s:2")], "table.csv"),
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return derived(RECORDS)[0]


def ids(engine: Engine) -> dict[str, str]:
    return dict(engine.rows("SELECT name, id FROM node_author"))


def test_two_spellings_are_one_author_because_of_a_judgement(engine: Engine) -> None:
    found = explain(engine, "Justin Kang", "Justin S. Kang")
    assert found.answer.startswith("Justin Kang and Justin S. Kang are one author")
    assert [judgement.by for judgement in found.judgements] == ["rule:rare-name"]
    assert {found.judgements[0].a_written, found.judgements[0].b_written} == {"Justin Kang", "Justin S. Kang"}
    assert "a rare enough whole" in str(found)


def test_an_author_leads_back_to_papers_and_lines(engine: Engine) -> None:
    found = explain(engine, "Kang, Justin S.")
    assert [paper.title for paper in found.papers] == [TITLE, "Another paper of the same person"]
    assert [line.written for line in found.papers[0].lines] == ["Justin Kang", "Justin Kang"]
    assert all(":" in line.where for paper in found.papers for line in paper.lines)
    assert found.papers[0].lines[0].where in str(found)


def test_a_co_authorship_leads_back_to_papers_and_weights(engine: Engine) -> None:
    found = explain(engine, "Justin Kang", "Ann Lee")
    assert {paper.title: paper.weight for paper in found.papers} == {
        TITLE: (pytest.approx(1 / 3), pytest.approx(1 / 3)),
        "Another paper of the same person": (1.0, 1.0),
    }
    weight = engine.rows("""
        SELECT weight_fractional, weight_fractional_max FROM rel_coauthored_with
        WHERE list_sort([_source, _target]) = (
            SELECT list_sort(list(_id)) FROM node_author WHERE name IN ('Justin S. Kang', 'Ann Lee'))
    """)
    assert weight == [
        tuple(pytest.approx(sum(p.weight[i] for p in found.papers if p.weight)) for i in (0, 1))
    ]
    assert "exclude each other" in found.answer
    assert "Joint papers: 2" in found.answer


def test_an_unknown_author_count_gives_an_interval() -> None:
    engine, _ = derived([Told(TITLE, ["Bo Chen", "Ann Lee"], complete=False)])
    assert explain(engine, "Bo Chen", "Ann Lee").papers[0].weight == (0.0, 0.5)


def test_namesakes_are_two_authors_and_the_name_alone_is_ambiguous(engine: Engine) -> None:
    with pytest.raises(SubjectError, match=r"'Wei Wang' means 2 things.*s:1 \(Wei Wang\); s:2 \(Wei Wang\)"):
        explain(engine, "Wei Wang")
    assert "are two authors" in explain(engine, "s:1", "s:2").answer


def test_a_paper_is_found_by_id_title_line_and_explained_by_its_records(engine: Engine) -> None:
    by_title = explain(engine, TITLE.upper())
    paper = by_title.papers[0]
    assert explain(engine, paper.id) == explain(engine, paper.lines[0].where)
    assert [line.written for line in paper.lines] == [TITLE, TITLE]
    assert [line.written for line in by_title.papers[1].lines] == ["Justin Kang", "Ann Lee", "Justin Kang"]
    assert [judgement.verdict for judgement in by_title.judgements] == ["same"]


def test_equal_titles_kept_apart_say_why(engine: Engine) -> None:
    with pytest.raises(SubjectError, match="'Preface' means 2 things"):
        explain(engine, "Preface")
    one, two = (
        row[0] for row in engine.rows("SELECT id FROM node_paper WHERE title = 'Preface' ORDER BY id")
    )
    found = explain(engine, one, two)
    assert "are two papers: see the judgements" in found.answer
    assert [judgement.evidence for judgement in found.judgements] == [
        "titles agree; 0 of 1 names agree; author counts differ: 1 and 2; the title is short"
    ]


def test_a_mention_key_and_a_name_mean_the_author(engine: Engine) -> None:
    paper = explain(engine, TITLE).papers[0].id
    assert explain(engine, f"{paper}#1").answer == explain(engine, ids(engine)["Justin S. Kang"]).answer


def test_an_author_and_a_paper(engine: Engine) -> None:
    assert "is an author of" in explain(engine, "Ann Lee", TITLE).answer
    assert "is not named as an author of" in explain(engine, "Bo Chen", TITLE).answer
    assert explain(engine, TITLE, "Ann Lee") == explain(engine, "Ann Lee", TITLE)


@pytest.mark.parametrize("reference", ["", "Nobody Here", "page.txt:9999", "author:0000", "%"])
def test_what_is_unknown_is_said(engine: Engine, reference: str) -> None:
    with pytest.raises(SubjectError, match="nothing is called"):
        explain(engine, reference)


def test_explanations_are_plain_data(engine: Engine) -> None:
    data = explain(engine, "Justin Kang", "Ann Lee").to_dict()
    assert json.loads(json.dumps(data))["papers"][0]["lines"][0]["written"] == "Justin Kang"
