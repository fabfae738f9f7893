import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.readers.byline import parse_byline
from graphkit.readers.run_together import names_behind, split_title_and_byline

TITLES = (
    "Attention Is All You Need",
    "Wait, Wait, Wait... Why Do Reasoning Models Loop?",
    "Task Vectors: Emergence, Formation, and Benefit",
    "A Survey of Foundation Models for NLP",
    "Reasoning with LLMs",
    "Scaling Laws after GPT-4",
    "Phase II",
    "What Is $x$?",
    "Learning in the (Non-)Convex Case",
    "Theory of DNNs",
    "Ein Überblick über Bäume",
    'On "Free Lunch"',
)
NAMES = (
    "Wei Wang",
    "Jane Doe",
    "M. Emrullah Ildiz",
    "Jy-yong Sohn",
    "Émile Zola",
    "Jason D. Lee",
    "Ludwig van Beethoven",
    "Sean O'Brien",
    "Pongsakorn U-chupala",
    "J. K. Rowling",
    "Alex DeWeese",
    "Ping Tak Peter Tang",
)


@given(
    st.sampled_from(TITLES),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
    st.booleans(),
    st.sampled_from([None, "berkeley"]),
)
def test_title_and_byline_come_apart(
    title: str, names: list[str], truncated: bool, organisation: str | None
) -> None:
    byline = (
        ", ".join(names) + (" et al." if truncated else "") + (f" · {organisation}" if organisation else "")
    )
    split = split_title_and_byline(title + byline)
    assert split is not None
    assert (split.title, split.byline.names) == (title, tuple(names))
    assert (split.byline.truncated, split.byline.organisation) == (truncated, organisation)
    assert set(names_behind(title + byline)) <= set(names)


@pytest.mark.parametrize(
    "text", ["", "Deep Learning", "Attention Is All You Need", ",", "et al.", "· x", "學習王偉, 李明"]
)
def test_a_title_alone_has_no_byline(text: str) -> None:
    assert split_title_and_byline(text) is None


def test_a_known_name_decides() -> None:
    text = "A Study of ModelsXiaoFeng Wang, Li Xu"
    split = split_title_and_byline(text, known={"XiaoFeng Wang"})
    assert split is not None
    assert (split.title, split.sure) == ("A Study of Models", True)


def test_a_word_of_the_abstract_decides() -> None:
    text = "Networks with PyTorchAdam Paszke, Sam Gross"
    split = split_title_and_byline(text, abstract="We present PyTorch, a library.")
    assert split is not None
    assert (split.title, split.byline.names[0], split.sure) == ("Networks with PyTorch", "Adam Paszke", True)


@pytest.mark.parametrize(
    "text", ["A Study of ModelsXiaoFeng Wang, Li Xu", "Networks with PyTorchAdam Paszke, Sam Gross"]
)
def test_two_equally_good_places_are_unsure(text: str) -> None:
    split = split_title_and_byline(text)
    assert split is not None
    assert not split.sure


@given(st.text(max_size=120), st.text(max_size=40))
def test_of_any_text_the_title_is_the_beginning_and_the_names_follow_in_order(
    text: str, abstract: str
) -> None:
    split = split_title_and_byline(text, abstract=abstract)
    if split is None:
        return
    assert text.strip().startswith(split.title)
    rest = text.strip()[len(split.title) :]
    for name in split.byline.names:
        before, found, rest = rest.partition(name)
        assert found
        assert before.replace(",", "").strip() == ""


@pytest.mark.parametrize(
    ("text", "names", "truncated", "organisation"),
    [
        ("A B, C D et al. · berkeley", ("A B", "C D"), True, "berkeley"),
        (
            "Nived Rajaraman, Devvrit, Aryan Mokhtari et al.",
            ("Nived Rajaraman", "Devvrit", "Aryan Mokhtari"),
            True,
            None,
        ),
        ("Kannan Ramchandran", ("Kannan Ramchandran",), False, None),
        ("Martin Luther King Jr., Ana de la Cruz", ("Martin Luther King Jr.", "Ana de la Cruz"), False, None),
    ],
)
def test_bylines(text: str, names: tuple[str, ...], truncated: bool, organisation: str | None) -> None:
    byline = parse_byline(text)
    assert byline is not None
    assert (byline.names, byline.truncated, byline.organisation) == (names, truncated, organisation)


@pytest.mark.parametrize(
    "text",
    [
        "Toward a Theory of Tokenization in LLMs",
        "We study graphs, trees and more.",
        "Boundary thickness and robustness in learning models",
        "",
        "A, , B",
        "12 monkeys",
    ],
)
def test_what_is_no_byline(text: str) -> None:
    assert parse_byline(text) is None
