"""Person names: facts about spellings, and laws that hold for any text."""

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.names import compatible, fold, fullest, key_table, parse

WORDS = st.sampled_from(
    [
        *("Justin", "J.", "S.", "JS", "Singh", "Kang", "van", "der", "Schaar", "O'Brien", "García-López"),
        *("Łukasz", "Jean-Pierre", "Jr.", "III", "Müller", "Wei", "王小明", "김", "Ø", "Th.", "MD"),
    ]
)
NAMES = st.one_of(
    st.text(),
    st.lists(WORDS, min_size=1, max_size=5).map(" ".join),
    st.tuples(WORDS, WORDS, WORDS).map("{0[0]}, {0[1]} {0[2]}".format),
)


@pytest.mark.parametrize(
    ("written", "full", "block"),
    [
        ("Justin S. Kang", "justin s kang", "kang|j"),
        ("Kang, Justin S.", "justin s kang", "kang|j"),
        ("J.S. Albus", "j s albus", "albus|j"),
        ("J. S. Albus", "j s albus", "albus|j"),
        ("JS Albus", "j s albus", "albus|j"),
        ("JS ALBUS", "js albus", "albus|j"),
        ("J.-P. Serre", "j p serre", "serre|j"),
        ("Kai XU", "kai xu", "xu|k"),
        ("Th. Müller", "t muller", "muller|t"),
        ("Guy Van den Broeck", "guy van den broeck", "broeck|g"),
        ("van der Schaar, Mihaela", "mihaela van der schaar", "schaar|m"),
        ("Schaar, Mihaela van der", "mihaela van der schaar", "schaar|m"),
        ("Van Nguyen", "van nguyen", "nguyen|v"),
        ("Conan O’Brien", "conan obrien", "obrien|c"),
        ("José García-López", "jose garcia lopez", "lopez|j"),
        ("García-López, José", "jose garcia lopez", "lopez|j"),
        ("Martin Luther King, Jr.", "martin luther king jr", "king|m"),
        ("King, Martin Luther, Jr.", "martin luther king jr", "king|m"),
        ("King Jr., Martin", "martin king jr", "king|m"),
        ("Jane Doe, PhD", "jane doe", "doe|j"),
        ("Dr. Jane Doe", "jane doe", "doe|j"),
        ("Wei Wang 0001", "wei wang 0001", "wang|w"),
        ("Robert (Bob) Smith", "robert smith", "smith|r"),
        ("and Jan Kleindienst", "jan kleindienst", "kleindienst|j"),
        ("Daniel Kang*", "daniel kang", "kang|d"),
        ("Sokrates", "sokrates", "sokrates|"),
        ("王小明", "王小明", "王小明|"),
        ("王 小明", "王小明", "王小明|"),
        ("김민수", "김민수", "김민수|"),
        ("Łukasz Żółć", "lukasz zolc", "zolc|l"),
        ("Søren Strauß", "soren strauss", "strauss|s"),
        ("İpek Yıldız", "ipek yildiz", "yildiz|i"),
        ("Иван Петров", "иван петров", "петров|и"),
        ("अमित शर्मा", "अमित शर्मा", "शर्मा|अ"),
        ("محمد علي", "محمد علي", "علي|م"),
        ("", "", "|"),
        ("· *", "", "|"),
    ],
)
def test_keys_of_real_forms(written: str, full: str, block: str) -> None:
    assert (parse(written).full, parse(written).block) == (full, block)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Justin Kang", "Justin S. Kang"),
        ("Justin S. Kang", "Justin Singh Kang"),
        ("Yigit E. Erginbas", "Yigit Efe Erginbas"),
        ("Guy Van den Broeck", "Guy Broeck"),
        ("Luc Van Gool", "Luc van Gool"),
        ("Seungwoo Seo", "Seung-Woo Seo"),
        ("S.-W. Seo", "Seungwoo Seo"),
        ("Kang, J.", "Justin Singh Kang"),
        ("José García-López", "Jose Lopez"),
        ("J. Garcia Lopez", "José García-López"),
        ("Martin King", "Martin King Jr."),
    ],
)
def test_names_that_may_be_one_person(a: str, b: str) -> None:
    assert compatible(parse(a), parse(b))
    assert parse(a).block == parse(b).block


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Justin S. Kang", "Justin T. Kang"),
        ("Justin Singh Kang", "Justin Samuel Kang"),
        ("Justin Kang", "Julian Kang"),
        ("J. S. Kang", "John T. Kang"),
        ("Justin Kang", "Justin Kong"),
        ("Martin King Jr.", "Martin King III"),
        ("Wei Wang 0001", "Wei Wang 0002"),
        ("Jan van Berg", "Jan de Berg"),
        ("Ludwig", "Ludwig Boltzmann"),
        ("王小明", "王小红"),
    ],
)
def test_names_that_cannot_be_one_person(a: str, b: str) -> None:
    assert not compatible(parse(a), parse(b))


def test_initials_only_says_that_no_given_name_is_written_out() -> None:
    assert parse("J. S. Kang").initials_only
    assert not parse("J. Singh Kang").initials_only
    assert not parse("Sokrates").initials_only
    assert not parse("王小明").initials_only


def test_fullest_spelling_prefers_written_out_names_then_case_then_frequency() -> None:
    assert fullest({"Justin Kang": 9, "Justin S. Kang": 3, "Justin Singh Kang": 1}) == "Justin Singh Kang"
    assert fullest({"WEI WANG": 9, "Wei Wang": 1}) == "Wei Wang"
    assert fullest({"Jose Lopez": 3, "José López": 2}) == "Jose Lopez"
    assert fullest({"José López": 2, "Jose Lopez": 2}) == "Jose Lopez"


def test_key_table_keeps_the_order_given() -> None:
    table = key_table(["J. Kang", "Justin Kang"])
    assert table.to_pylist() == [
        {
            "name": "J. Kang",
            "full_name": "j kang",
            "block": "kang|j",
            "family": "kang",
            "first": "j",
            "initials_only": True,
        },
        {
            "name": "Justin Kang",
            "full_name": "justin kang",
            "block": "kang|j",
            "family": "kang",
            "first": "justin",
            "initials_only": False,
        },
    ]


def test_folding_any_character_is_idempotent() -> None:
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)) not in {"Cs", "Cn"}:
            assert fold(fold(chr(code))) == fold(chr(code)), hex(code)


@given(st.text())
@example("ΐ")
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(NAMES)
def test_any_text_parses_and_is_compatible_with_itself(name: str) -> None:
    parsed = parse(name)
    assert compatible(parsed, parsed)
    assert all(parsed.given)
    assert all(parsed.family)
    assert bool(parsed.full) == bool(parsed.family)


@given(NAMES, NAMES)
def test_compatibility_is_symmetric(a: str, b: str) -> None:
    assert compatible(parse(a), parse(b)) == compatible(parse(b), parse(a))


@given(NAMES, NAMES)
def test_compatible_names_share_their_block(a: str, b: str) -> None:
    if compatible(parse(a), parse(b)):
        assert parse(a).block == parse(b).block


@given(st.dictionaries(NAMES, st.integers(1, 9), min_size=1))
def test_fullest_is_one_of_the_spellings_whatever_their_order(spellings: dict[str, int]) -> None:
    best = fullest(spellings)
    assert best in spellings
    assert fullest(dict(reversed(spellings.items()))) == best
