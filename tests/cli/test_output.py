"""Rows as table, CSV, JSON, JSON lines and Markdown."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.cli.output import FORMATS, write_result
from graphkit.results import Duration, Node, Path, Relationship, Result

ADA = Node("n0", ["Author"], {"name": "Ada"})
PAPER = Node("n1", ["Paper"], {"title": "Notes"})
WROTE = Relationship("r0", "AUTHORED", ADA, PAPER, {"position": 1})
RESULT = Result(
    ["author", "path", "when", "list", "gap", "number"],
    [
        (ADA, Path((ADA, PAPER), (WROTE,)), date(1843, 9, 1), ["x", 1], None, 2.5),
        ("a|b\n<b>", [], Duration(months=14), {"k": float("nan")}, True, float("inf")),
    ],
    ["the label `Autor` is unknown: did you mean `Author`?"],
)


def printed(capsys: pytest.CaptureFixture[str], result: Result, form: str) -> str:
    write_result(result, form)
    return capsys.readouterr().out


def test_json_reads_back(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = json.loads(printed(capsys, RESULT, "json"))
    assert first["author"] == {"labels": ["Author"], "properties": {"name": "Ada"}}
    assert [sorted(step) for step in first["path"]] == [
        ["labels", "properties"], ["properties", "type"], ["labels", "properties"],
    ]  # fmt: skip
    assert first["when"] == "1843-09-01"
    assert second["when"] == "P1Y2M"
    assert second["list"] == {"k": "NaN"}
    assert second["number"] == "Infinity"


def test_json_lines_are_the_same_records(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, RESULT, "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(printed(capsys, RESULT, "json"))


def test_markdown_cells_cannot_end_or_turn_into_markup(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, RESULT, "md").splitlines()
    assert len(lines) == 4
    assert r"a\|b \<b\>" in lines[3]


def test_a_table_shows_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, Result(["name"], [("a\x1b[31mred\x07",)]), "table")
    assert "\x1b" not in text
    assert "\x07" not in text


def test_warnings_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    write_result(RESULT, "jsonl")
    assert "did you mean `Author`" in capsys.readouterr().err


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_csv_keeps_every_text(rows: list[list[str]]) -> None:
    text = FORMATS["csv"](Result(["a", "b"], [tuple(row) for row in rows]))
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], *rows]


@pytest.mark.parametrize("form", list(FORMATS))
def test_no_rows_are_no_error(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    head = {"csv": "a", "json": "[]", "jsonl": "", "md": "| a |\n| --- |"}
    text = printed(capsys, Result(["a"], []), form).strip()
    assert text.startswith("a") if form == "table" else text == head[form]
