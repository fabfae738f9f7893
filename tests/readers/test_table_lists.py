"""Fields that hold a list as Python prints it: what pandas writes when a column of lists goes into a CSV file."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.engine import Engine
from graphkit.readers import ReadSummary
from graphkit.readers.table_sql import MACROS

PRINTABLE = st.characters(exclude_categories=("C", "Z"), include_characters=" '\"\\,[];")


def test_lists_as_python_prints_them(engine: Engine, read_files: Callable[..., ReadSummary]) -> None:
    rows = [["Ada Byron", "Conan O'Brien"], ['Bo "Bob" D\'Arcy'], []]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["title", "authors", "categories"])
    writer.writerows((f"Title {number}", names, ["cs.LG", "stat.ML"]) for number, names in enumerate(rows))
    read_files({"t.csv": text.getvalue()})
    found = engine.rows("""
        SELECT list(mention.name ORDER BY position) FILTER (mention.name IS NOT NULL), any_value(categories)
        FROM record LEFT JOIN mention USING (record_id) GROUP BY record_id ORDER BY record_id
    """)
    assert found == [(names or None, ["cs.LG", "stat.ML"]) for names in rows]
    assert engine.rows("SELECT * FROM fault") == []


@pytest.fixture(scope="module")
def macros() -> Engine:
    engine = Engine()
    for macro in MACROS:
        engine.run(macro)
    return engine


@given(st.lists(st.text(PRINTABLE, max_size=8)))
def test_every_list_of_printable_texts_comes_back(macros: Engine, names: list[str]) -> None:
    (written,) = macros.rows("SELECT as_json_list($1)", [repr(names)])[0]
    assert json.loads(written) == names


@pytest.mark.parametrize(
    "text", ["[1] Ada Byron", "['a', None]", "['\\xe9']", "['a' + 'b']", "[Ada; Bo]", "Ada"]
)
def test_what_is_no_such_list_stays_as_it_is(macros: Engine, text: str) -> None:
    assert macros.rows("SELECT as_json_list($1)", [text]) == [(text,)]
