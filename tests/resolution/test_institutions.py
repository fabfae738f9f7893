"""Texts and the institutions they mean."""

import csv
from importlib.resources import files

import pytest

from graphkit.identifiers import parse_ror
from tests.evidence import Named, Told, derived


def affiliated(affiliation: str) -> set[tuple[str, str | None]]:
    engine, _ = derived([Told("A paper", [Named("Ann Lee", affiliation=affiliation)])])
    rows = engine.rows("""
        SELECT i.name, i.ror FROM rel_affiliated_with JOIN node_institution i ON i._id = _target ORDER BY i.name
    """)
    return set(rows)


BERKELEY = ("University of California, Berkeley", "01an7q238")
GOOGLE = ("Google (United States)", "00njsd438")
OXFORD = ("University of Oxford", "052gg0110")


@pytest.mark.parametrize(
    ("affiliation", "meant"),
    [
        ("University of California, Berkeley", {BERKELEY}),
        ("Dept. of EECS, University of California, Berkeley, CA, USA", {BERKELEY}),
        ("UC Berkeley", {BERKELEY}),
        ("University of Oxford+Google", {OXFORD, GOOGLE}),
        ("University of Oxford; Google", {OXFORD, GOOGLE}),
        ("Lawrence Laboratory, Berkeley", {("Lawrence Laboratory, Berkeley", None)}),
        ("Nowhere Institute", {("Nowhere Institute", None)}),
        ("—", set()),
    ],
)
def test_affiliations(affiliation: str, meant: set[tuple[str, str | None]]) -> None:
    assert affiliated(affiliation) == meant


@pytest.mark.parametrize(
    ("organisation", "handle", "meant"),
    [
        (None, "berkeley", BERKELEY[0]),
        ("berkeley", None, BERKELEY[0]),
        ("Stanford NLP", "stanfordnlp", "Stanford University"),
        ("Gensyn", "Gensyn", "Gensyn"),
        ("Some Lab", "somelab", "Some Lab"),
    ],
)
def test_an_organisation_belongs_to_the_paper_and_keeps_its_text(
    organisation: str | None, handle: str | None, meant: str
) -> None:
    engine, _ = derived([Told("A paper", ["Ann Lee"], organisation=organisation, handle=handle)])
    rows = engine.rows(
        "SELECT name, raw FROM rel_from_institution JOIN node_institution i ON i._id = _target"
    )
    assert rows == [(meant, organisation or handle)]
    assert engine.rows("SELECT count(*) FROM rel_affiliated_with") == [(0,)]


def test_texts_that_differ_in_form_only_are_one_minted_institution() -> None:
    engine, _ = derived([Told("A paper", [Named("Ann Lee", affiliation="Nowhere Institute"),
                                          Named("Bo Chen", affiliation="NOWHERE - Institute")])])  # fmt: skip
    rows = engine.rows("SELECT id, name FROM node_institution")
    assert [name for _, name in rows] == ["NOWHERE - Institute"]
    assert rows[0][0].startswith("institution:")


def test_the_alias_table_has_valid_ror_ids_and_no_alias_twice() -> None:
    text = files("graphkit.resolution").joinpath("institutions.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) > 100
    aliases = [
        alias
        for row in rows
        for field in ("name", "names", "handles")
        for alias in row[field].split("|")
        if alias
    ]
    assert len(aliases) == len({alias.casefold() for alias in aliases})
    assert all(row["ror"] == parse_ror(row["ror"]) for row in rows if row["ror"])
    assert [row["name"] for row in rows if not row["ror"]] == ["Gensyn"]
