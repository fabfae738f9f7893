import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.categories import resolve, taxonomy

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "categories.md"


def test_the_taxonomy_has_all_archives_and_categories() -> None:
    children: dict[str | None, int] = {}
    for category in taxonomy().values():
        children[category.parent] = children.get(category.parent, 0) + 1
    assert children == {
        None: 8,  # seven archives that are groups of their own, and the group of physics
        "grp_physics": 13,
        "astro-ph": 6,
        "cond-mat": 9,
        "cs": 38,  # 40 codes; cs.NA and cs.SY are names of others
        "econ": 3,
        "eess": 4,
        "math": 30,  # 32 codes; math.IT and math.MP are names of others
        "nlin": 5,
        "physics": 22,
        "q-bio": 10,
        "q-fin": 8,  # 9 codes; q-fin.EC is a name of econ.GN
        "stat": 5,  # 6 codes; stat.TH is a name of math.ST
    }


def test_every_parent_exists() -> None:
    assert {category.parent for category in taxonomy().values()} - {None} <= set(taxonomy())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("LG", "cs.LG"),
        ("ML", "stat.ML"),
        ("AI", "cs.AI"),
        ("CR", "cs.CR"),
        ("CL", "cs.CL"),
        ("DC", "cs.DC"),
        ("OC", "math.OC"),
        ("IV", "eess.IV"),
        ("IT", "cs.IT"),
        ("MP", "math-ph"),
        ("EC", "econ.GN"),
        ("TH", "econ.TH"),
        ("mtrl-sci", "cond-mat.mtrl-sci"),
        ("cs.lg", "cs.LG"),
        ("arXiv:cs.LG", "cs.LG"),
        ("math.IT", "cs.IT"),
        ("math.MP", "math-ph"),
        ("stat.TH", "math.ST"),
        ("cs.NA", "math.NA"),
        ("cs.SY", "eess.SY"),
        ("q-alg", "math.QA"),
        ("math.DS", "math.DS"),
        ("hep-th", "hep-th"),
    ],
)
def test_a_code_with_one_home(written: str, code: str) -> None:
    match = resolve(written)
    assert (match.code, match.id, match.ambiguous, match.candidates) == (
        code,
        f"arxiv:{code}",
        False,
        (code,),
    )
    assert match.name == taxonomy()[code].name


def test_the_document_lists_every_ambiguous_short_code_and_its_choice() -> None:
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (.+) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    documented = {short: (chosen, *others.split(", ")) for short, chosen, others in rows if short != "short"}
    shorts = {code.partition(".")[2] for code in taxonomy() if "." in code} | {
        "NA",
        "SY",
        "IT",
        "TH",
        "MP",
        "EC",
    }
    found = {short: resolve(short).candidates for short in shorts if resolve(short).ambiguous}
    assert found == documented


def test_an_unknown_code_is_kept_with_a_note() -> None:
    match = resolve("ZZ")
    assert (match.code, match.name, match.parent, match.scheme) == ("ZZ", "ZZ", None, "other")
    assert "not in the arXiv taxonomy" in match.note


@given(st.text(max_size=12))
def test_no_code_is_lost(written: str) -> None:
    match = resolve(written)
    assert match.code in taxonomy() or match.code == written.strip()
    assert resolve(match.code).code == match.code
