"""Packs: what a header must hold, and how parameters are bound."""

import pytest

from graphkit import packs
from graphkit.errors import PackError

HEADER = """\
// title: Papers of a year
// question: Which papers are of a year?
// param year: integer | the year
// param limit: integer = 10 | how many
// column title: string | title
"""
QUERY = "MATCH (p:Paper) WHERE p.year = $year RETURN p.title AS title LIMIT $limit\n"


def test_a_pack_is_read_whole() -> None:
    pack = packs.parse("own/papers", HEADER + QUERY)
    assert pack.title == "Papers of a year"
    assert [(p.name, p.type, p.required, p.default) for p in pack.parameters] == [
        ("year", "integer", True, None),
        ("limit", "integer", False, 10),
    ]
    assert [c.name for c in pack.columns] == ["title"]
    assert pack.text == QUERY


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (HEADER.replace("// title: Papers of a year\n", ""), "has no title"),
        (HEADER.replace("// column title: string | title\n", ""), "declares no column"),
        (HEADER + "// column title: string | again\n", "title is declared twice"),
        (HEADER + "// param year: string | again\n", "year is declared twice"),
        (HEADER + "// param month: integer = 1 | unused\n", "same parameters: month"),
        (HEADER.replace("// param year: integer | the year\n", ""), "same parameters: year"),
        (HEADER.replace("year: integer", "year: number"), "unknown type number"),
        (HEADER.replace("= 10", "= ten"), "default ten is not JSON"),
        (HEADER + "// a stray remark\n", "not understood: // a stray remark"),
    ],
)
def test_a_wrong_header_is_refused(header: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        packs.parse("own/papers", header + QUERY)


def test_text_is_read_as_the_declared_type() -> None:
    pack = packs.parse("own/papers", HEADER + QUERY)
    assert pack.bind({"year": "2020"}) == {"year": 2020, "limit": 10}
    assert pack.bind({"year": 2020, "limit": 3}) == {"year": 2020, "limit": 3}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "parameter year is missing"),
        ({"year": "soon"}, "takes a value of type integer, not 'soon'"),
        ({"year": True}, "takes a value of type integer, not True"),
        ({"year": 1, "yaer": 2}, "no parameter yaer"),
    ],
)
def test_wrong_parameters_are_refused(given: dict[str, object], message: str) -> None:
    with pytest.raises(PackError, match=message):
        packs.parse("own/papers", HEADER + QUERY).bind(given)


def test_columns_of_an_answer_are_held_against_the_header() -> None:
    pack = packs.parse("own/papers", HEADER + QUERY)
    pack.check_columns(["title"])
    with pytest.raises(PackError, match="header declares title"):
        pack.check_columns(["name"])


def test_shipped_packs_are_whole() -> None:
    shipped = packs.shipped()
    assert len(shipped) >= 15
    for pack in shipped.values():
        assert pack.question.endswith("?"), pack.name
        assert pack.method or not any("papers" in c.name for c in pack.columns), (
            f"{pack.name}: no counting method"
        )
        assert "ORDER BY" in pack.text, f"{pack.name}: its rows have no order"


def test_an_unknown_pack_suggests_the_nearest() -> None:
    with pytest.raises(PackError, match="collaboration/top_pairs"):
        packs.load("collaboration/top_pair")


def test_a_pack_of_ones_own_is_read_from_its_path(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "mine.cypher"
    file.write_text(HEADER + QUERY, encoding="utf-8")
    assert packs.load(str(file)).title == "Papers of a year"
    with pytest.raises(PackError, match="no such file"):
        packs.load(str(tmp_path / "other.cypher"))
