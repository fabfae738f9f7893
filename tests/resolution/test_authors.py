"""Which mentions are one author: rules, evidence, and what must stay apart."""

import re

import pytest

from tests.evidence import Named, Told, authors, resolved

FIRST = ["Ada", "Bruno", "Carla", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Irena", "Jorge"]
LAST = ["Quill", "Rask", "Sontag", "Tveit", "Umber", "Vance", "Wrenn", "Xylan", "Yarrow", "Zell"]


def crowd(papers: int = 100) -> list[Told]:
    """Papers of a hundred other people, so that a name can be rare."""
    people = [f"{first} {last}" for first in FIRST for last in LAST]
    return [
        Told(f"Crowd paper number {i}", [people[i % 100], people[(7 * i + 40) % 100]]) for i in range(papers)
    ]


def spellings(records: list[Told], family: str, **options: object) -> set[tuple[str, ...]]:
    """The spellings of each author with a family name."""
    engine, _ = resolved(records, **options)  # type: ignore[arg-type]
    return {names for names in authors(engine) if any(family in name for name in names)}


def test_equal_full_names_are_one_author_whatever_their_form() -> None:
    records = [
        Told("A paper", ["Łukasz Kąt"]),
        Told("B paper", ["Kat, Lukasz"]),
        Told("C paper", ["LUKASZ KAT"]),
    ]
    engine, summary = resolved(records)
    assert summary.authors == 1
    judged = engine.rows('SELECT verdict, evidence, "by" FROM judgement')
    assert ("same", "equal full names: Łukasz Kąt and Kat, Lukasz", "rule:equal-name") in judged


def test_initials_alone_never_unite() -> None:
    assert resolved([Told("A paper", ["J. Kang"]), Told("B paper", ["J. Kang"])])[1].authors == 2
    assert spellings([*crowd(), Told("A paper", ["J. Kang"]), Told("B paper", ["Justin Kang"])], "Kang") == {
        ("J. Kang",), ("Justin Kang",)
    }  # fmt: skip


@pytest.mark.parametrize("fuller", ["Justin Kang", "J. Kang"])
def test_initials_with_a_shared_rare_co_author_unite(fuller: str) -> None:
    records = [
        *crowd(),
        Told("A paper", ["J. Kang", "Yigit Erginbas"]),
        Told("B paper", [fuller, "Yigit Erginbas"]),
    ]
    assert spellings(records, "Kang") == {tuple(sorted(["J. Kang", fuller]))}


def test_a_rare_whole_name_unites_and_says_exactly_that() -> None:
    records = [*crowd(), Told("A paper", ["Justin Kang"]), Told("B paper", ["Justin S. Kang"]),
               Told("C paper", ["Justin Singh Kang"])]  # fmt: skip
    engine, _ = resolved(records)
    assert ("Justin Kang", "Justin S. Kang", "Justin Singh Kang") in authors(engine)
    evidence = [
        row[0] for row in engine.rows("SELECT evidence FROM judgement WHERE \"by\" = 'rule:rare-name'")
    ]
    assert len(evidence) == 3
    stated = re.compile(
        r"compatible given names Justin .*; a rare enough whole: of 101 different pairs of a first and a family name "
        r"here 1 have this family name and 1 this first name, so that 0.010 namesakes are expected by chance"
    )
    assert all(stated.match(text) for text in evidence)


@pytest.mark.parametrize(
    "others",
    [
        [
            "Justin S. Kang",
            "Justin T. Kang",
        ],  # middle names that exclude each other: then nothing says who is meant
        ["Justin S. Kang", *(f"{first} Kang" for first in FIRST)],  # a family name that many bear
    ],
)
def test_look_alikes_stay_apart(others: list[str]) -> None:
    records = [*crowd(), Told("A paper", ["Justin Kang"])]
    records += [Told(f"Look alike {i}", [name]) for i, name in enumerate(others)]
    found = spellings(records, "Kang")
    assert found == {("Justin Kang",), *((name,) for name in others)}


def test_in_a_handful_of_names_none_is_rare() -> None:
    records = [Told("A paper", ["Justin Kang"]), Told("B paper", ["Justin S. Kang"])]
    assert spellings(records, "Kang") == {("Justin Kang",), ("Justin S. Kang",)}


def page(owner: str, names: list[str]) -> list[Told]:
    """A profile page: its owner shares every paper with everybody."""
    others = [f"{first} {last}" for first in FIRST for last in LAST[:3]]
    cards = [Told(f"Card {i} of the page", [owner, other], "page.txt") for i, other in enumerate(others)]
    return cards + [Told(f"Card by {name}", [name, owner], "page.txt") for name in names]


@pytest.mark.parametrize("owners", [[("page.txt", "Owen Holder")], []])
def test_who_shares_most_of_a_source_is_no_evidence_as_a_co_author(owners: list[tuple[str, str]]) -> None:
    records = page("Owen Holder", ["J. Kang", "Justin Kang"])
    assert spellings(records, "Kang", owners=owners) == {("J. Kang",), ("Justin Kang",)}


def test_the_same_co_author_is_evidence_where_he_is_not_most_of_the_source() -> None:
    records = [
        *crowd(),
        *(Told(r.title, r.byline, "page.txt") for r in page("Owen Holder", ["J. Kang", "Justin Kang"])[-2:]),
    ]
    assert spellings(records, "Kang") == {("J. Kang", "Justin Kang")}


def test_two_places_on_one_paper_are_two_authors() -> None:
    engine, summary = resolved([Told("A paper", ["Wei Wang", "Wei Wang"]), Told("B paper", ["Wei Wang"])])
    assert summary.authors == 2
    assert authors(engine) == {("Wei Wang", "Wei Wang"), ("Wei Wang",)}


def test_ids_of_a_source_are_kept_and_respected() -> None:
    records = [
        Told("A paper", [Named("Wei Wang", native_id="s:1")]),
        Told("B paper", [Named("Wei Wang", native_id="s:2")]),
        Told("C paper", [Named("W. Wang", native_id="s:1")]),
        Told("D paper", ["Wei Wang"]),
    ]
    engine, _ = resolved(records)
    ids = [row[0] for row in engine.rows("SELECT author_id FROM mention_author ORDER BY mention_id")]
    assert ids[:3] == ["s:1", "s:2", "s:1"]
    assert re.fullmatch("author:[0-9a-f]{16}", ids[3])


def test_ids_of_two_sources_unite_by_name_and_orcid_names_the_author() -> None:
    records = [
        Told("A paper", [Named("Wei Wang", native_id="s:1")]),
        Told("B paper", [Named("Wei Wang", native_id="t:9", orcid="0000-0002-1825-0097")], "two.csv"),
        Told("C paper", [Named("Wei Wang", native_id="t:9")], "two.csv"),
    ]
    engine, _ = resolved(records)
    assert engine.rows("SELECT DISTINCT author_id FROM mention_author") == [("orcid:0000-0002-1825-0097",)]


def test_conflicting_orcids_never_unite() -> None:
    records = [
        *crowd(),
        Told("A paper", [Named("Justin Kang", orcid="0000-0002-1825-0097"), "Yigit Erginbas"]),
        Told("B paper", [Named("Justin S. Kang", orcid="0000-0001-5109-3700"), "Yigit Erginbas"]),
    ]
    assert spellings(records, "Kang") == {("Justin Kang",), ("Justin S. Kang",)}


def test_minted_ids_do_not_change_with_further_papers_or_fuller_spellings() -> None:
    def justin(records: list[Told]) -> str:
        rows = resolved(records)[0].rows(
            "SELECT author_id FROM mention_author JOIN mention USING (mention_id) WHERE name = 'Justin Kang'"
        )
        return str(rows[0][0])

    before = justin([*crowd(), Told("M paper", ["Justin Kang"])])
    later = [
        Told("A paper", ["Justin Kang"]),
        Told("Z paper", ["Justin Singh Kang"]),
        Told("M paper", ["Justin Kang"]),
    ]
    assert justin([*later, *crowd()]) == before


def test_bylines_of_several_records_are_united() -> None:
    title = "Looped Transformers for Length Generalization"
    records = [
        Told(title, ["Ying Fan", "Yilun Du"], "one.csv", complete=False),
        Told(title, ["Y. Fan", "Yilun Du", "Kangwook Lee"], "two.csv"),
        Told(title, [Named("Kangwook Lee", hidden=True)], "page.txt", complete=False),
    ]
    engine, _ = resolved(records)
    assert authors(engine) == {
        ("Y. Fan", "Ying Fan"),
        ("Yilun Du", "Yilun Du"),
        ("Kangwook Lee", "Kangwook Lee"),
    }
    assert engine.rows("SELECT position, full_name FROM place ORDER BY position") == [
        (1, "y fan"), (2, "yilun du"), (3, "kangwook lee")
    ]  # fmt: skip


def test_a_hidden_author_has_no_position() -> None:
    engine, _ = resolved([Told("A paper", ["Ying Fan", Named("Kangwook Lee", hidden=True)], complete=False)])
    assert engine.rows("SELECT position, full_name, inferred FROM place ORDER BY place_id") == [
        (1, "ying fan", False), (None, "kangwook lee", True)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def judged() -> list[tuple[str, ...]]:
    records = [
        *crowd(),
        Told("A paper", ["J. Kang", "Yigit Erginbas"]),
        Told("B paper", ["Justin Kang", "Yigit Erginbas"]),
    ]
    return resolved(records)[0].rows(
        "SELECT a, b, verdict, evidence, \"by\" FROM judgement WHERE kind = 'author'"
    )


def test_evidence_names_what_is_shared(judged: list[tuple[str, ...]]) -> None:
    assert any("shared co-author erginbas, y" in evidence for *_, evidence, _ in judged)
    assert all(a < b for a, b, *_ in judged)
