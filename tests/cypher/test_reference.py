"""docs/cypher.md names every function as the tables have it."""

import pytest

from graphkit.cypher import reference
from graphkit.cypher.functions import aggregates
from graphkit.cypher.functions import calls as functions
from graphkit.cypher.functions import graph as graph_functions
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "cypher.md"


def test_the_page_is_current() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == reference.updated(page), f"bring it up to date: {reference.BEGIN}"


def test_the_page_names_every_function() -> None:
    page = PAGE.read_text(encoding="utf-8").lower()
    names = {*functions.FUNCTIONS, *functions.REFUSED, *graph_functions.FUNCTIONS, *aggregates.NAMES}
    assert not [name for name in names if f"`{name}" not in page]


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks the marks"):
        reference.updated("# Cypher")
