"""Tables of mentions and of papers: written-out small ones, and the real file of 137,986 mentions."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.engine import Engine
from graphkit.errors import FaultError, SourceError
from graphkit.evidence import create_evidence_tables
from graphkit.readers import ReadOptions, ReadSummary, TableMapping, read_into

ReadFiles = Callable[..., ReadSummary]
RECORD = "SELECT line, native_id, title, year, author_count, byline_complete FROM record ORDER BY record_id"
MENTION = "SELECT record_id, position, name, affiliation, line FROM mention ORDER BY mention_id"
FAULT = "SELECT line, kind, text FROM fault ORDER BY line, kind, text"


def mapped(*assignments: str) -> ReadOptions:
    return ReadOptions(mapping=TableMapping.parse(assignments))


def test_one_row_per_mention(engine: Engine, read_files: ReadFiles) -> None:
    summary = read_files(
        {
            "robots.csv": "paper_id,title,year,position,n_authors,name,aff_raw\n"
            "p2,Grasping,2001,1,2,Bo Li,MIT\n"
            "p1,Walking,2000,0,3,Ana Ruiz,\n"
            "p2,Grasping,2001,0,2,Eva Roth,ETH\n"
            "p1,Walking,2000,1,3,Jo Doe,ETH\n"
        }
    )
    assert engine.rows(RECORD) == [
        (2, "robots:p2", "Grasping", 2001, 2, True),
        (3, "robots:p1", "Walking", 2000, 3, False),  # three authors, two rows
    ]
    assert engine.rows(MENTION) == [
        (1, 1, "Eva Roth", "ETH", 4),
        (1, 2, "Bo Li", "MIT", 2),
        (2, 1, "Ana Ruiz", None, 3),
        (2, 2, "Jo Doe", "ETH", 5),
    ]
    assert engine.rows("SELECT * EXCLUDE (sha256, bytes) FROM source") == [
        (1, "robots.csv", "csv", 2, 0, None)
    ]
    assert summary.sources[0].notes == ("one row per mention", "positions count from 0")


def test_one_row_per_paper(engine: Engine, read_files: ReadFiles) -> None:
    read_files(
        {"list.csv": 'Title;Authors;Affiliations;Year\nOne;"A B, C D";"X, Y";2020\nTwo;"E F, et al.";Z;\n'}
    )
    assert engine.rows(RECORD) == [(2, None, "One", 2020, 2, True), (3, None, "Two", None, None, False)]
    assert engine.rows(MENTION) == [(1, 1, "A B", "X", 2), (1, 2, "C D", "Y", 2), (2, 1, "E F", None, 3)]
    assert engine.rows(FAULT) == [(3, "values-unmatched", "Z")]


def test_columns_and_settings_can_be_named(engine: Engine, read_files: ReadFiles) -> None:
    options = mapped(
        "what=title", "who=author", "nr=position", "key=paper", "positions_from=1", "namespace=lab"
    )
    read_files({"t.tsv": "who\twhat\tnr\tkey\nA\tT\t1\t7\nB\tT\t2\t7\n"}, options)
    assert engine.rows(RECORD) == [(2, "lab:7", "T", None, 2, True)]


def test_a_separator_makes_the_author_column_hold_several(engine: Engine, read_files: ReadFiles) -> None:
    read_files({"t.csv": "title,author\nT,A and B and C\n"}, mapped("separator= and "))
    assert [name for _, _, name, _, _ in engine.rows(MENTION)] == ["A", "B", "C"]


def test_a_mapping_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(
        'positions_from = 0\nseparator = "/"\n[columns]\nwho = "authors"\nwhat = "title"\n', encoding="utf-8"
    )
    assert TableMapping.from_toml(path) == TableMapping({"authors": "who", "title": "what"}, 0, "/")


@pytest.mark.parametrize("text", ["x = 1", "columns = 3", "[columns]\na = 'nonsense'", "= broken"])
def test_a_wrong_mapping_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "map.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError):
        TableMapping.from_toml(path)


@pytest.mark.parametrize(
    ("assignments", "message"),
    [
        (["name"], "is no mapping"),
        (["name=pilot"], "nothing that a column can be"),
        (["positions_from=2"], "cannot count from 2"),
        (["positions_from=x"], "cannot count from 'x'"),
        (["separator="], "separator is empty"),
        (["nobody=author"], "no column 'nobody'"),
    ],
)
def test_a_wrong_mapping_is_refused(read_files: ReadFiles, assignments: list[str], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_files({"t.csv": "title,name\nT,A\n"}, mapped(*assignments))


def test_a_table_without_title_is_refused_by_name(read_files: ReadFiles) -> None:
    with pytest.raises(
        SourceError, match=r"t\.csv: no column is the title; the table has name, year.*--map COLUMN=title"
    ):
        read_files({"t.csv": "name,year\nA,2000\nB,2001\n"})


def test_faults_are_listed_with_their_lines(engine: Engine, read_files: ReadFiles) -> None:
    summary = read_files(
        {
            "t.csv": "paper_id,title,year,name,position,doi,orcid,n_authors\n"
            '1,"Two\nlines",2000,A,1,10.1000/x,,\n'
            "1,Other,2001,B,1,,0000-0002-1825-0098,\n"
            "\n"
            "ragged,row\n"
            "2,T,20x,C,first,11.1000/y,,many\n"
            "3,,2000,D,1,,,\n"
            "4,U,1999.0,,1,,,\n"
            "5,V,2000,E,1,,,1\n"
            "5,V,2000,F,2,,,1\n"
        }
    )
    assert engine.rows(FAULT) == [
        (2, "titles-differ", "Other | Two\nlines"),
        (2, "years-differ", "2000 and 2001"),
        (4, "position-twice", "1: A, B"),
        (4, "unreadable-orcid", "0000-0002-1825-0098"),
        (6, "row-unreadable", "ragged,row"),
        (7, "unreadable-count", "many"),
        (7, "unreadable-doi", "11.1000/y"),
        (7, "unreadable-position", "first"),
        (7, "unreadable-year", "20x"),
        (8, "row-without-title", "3"),
        (9, "row-without-author", ""),
        (10, "author-count-differs", "1 for 2"),
    ]
    assert (summary.records, summary.mentions, summary.faults, summary.skipped) == (4, 5, 12, 2)
    assert engine.rows("SELECT year, author_count, byline_complete FROM record ORDER BY record_id") == [
        (2000, None, False),
        (None, None, False),
        (1999, None, False),
        (2000, 2, True),
    ]


def test_strict_makes_faults_fatal_and_lists_them(read_files: ReadFiles) -> None:
    with pytest.raises(FaultError, match=r"t\.csv:2 unreadable-year: .*: soon"):
        read_files({"t.csv": "title,name,year\nT,A,soon\n"}, ReadOptions(strict=True))


def test_json_lines_with_lists_and_objects(engine: Engine, read_files: ReadFiles) -> None:
    read_files(
        {
            "t.jsonl": '{"title": "T", "authors": ["A", "B"], "year": 2020, "keywords": ["x", "y"]}\n'
            "\n"
            "no json\n"
            '{"title": "U", "date": "2020-03-04T10:00:00Z", "authors": [{"name": "C", "affiliation": "MIT",'
            ' "orcid": "https://orcid.org/0000-0002-1825-0097"}, {"given": "D", "family": "E"}]}\n'
        }
    )
    assert engine.rows("SELECT line, title, CAST(date AS VARCHAR), year, keywords FROM record") == [
        (1, "T", None, 2020, ["x", "y"]),
        (4, "U", "2020-03-04", 2020, []),
    ]
    assert engine.rows("SELECT name, affiliation, orcid FROM mention ORDER BY mention_id") == [
        ("A", None, None),
        ("B", None, None),
        ("C", "MIT", "0000-0002-1825-0097"),
        ("D E", None, None),
    ]
    assert engine.rows(FAULT) == [(3, "row-unreadable", "no json")]


def test_parquet_reads_as_the_same_csv_does(engine: Engine, read_files: ReadFiles) -> None:
    rows = {
        "title": ["T", "T", "U"],
        "name": ["A", "B", "C"],
        "position": [0, 1, 0],
        "year": [2000, 2000, None],
    }
    buffer = io.BytesIO()
    pq.write_table(pa.table(rows), buffer)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rows)
    writer.writerows(zip(*rows.values(), strict=True))
    read_files({"a/t.csv": text.getvalue(), "b/t.parquet": buffer.getvalue()})
    halves = [
        engine.rows(
            "SELECT title, year, author_count, position, name FROM record JOIN mention USING (record_id)"
            " WHERE source_id = ? ORDER BY mention_id",
            [source],
        )
        for source in (1, 2)
    ]
    assert halves[0] == halves[1]
    assert len(halves[0]) == 3


def test_nested_authors_in_parquet(engine: Engine, read_files: ReadFiles) -> None:
    buffer = io.BytesIO()
    pq.write_table(
        pa.table({"title": ["T"], "authors": [[{"name": "A", "id": "7"}, {"name": "B", "id": None}]]}), buffer
    )
    read_files({"t.parquet": buffer.getvalue()})
    assert engine.rows("SELECT name, native_id FROM mention ORDER BY position") == [("A", "t:7"), ("B", None)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_line_ends_and_compression(
    engine: Engine, read_files: ReadFiles, encoding: str, newline: str
) -> None:
    text = newline.join(["title,name,year", "Größe,Zoë Müller,2000", "Ähren,Bo,x", ""])
    read_files({"t.csv": gzip.compress(text.encode(encoding), mtime=0)})
    assert engine.rows("SELECT line, title, name FROM record JOIN mention USING (record_id, line)") == [
        (2, "Größe", "Zoë Müller"),
        (3, "Ähren", "Bo"),
    ]
    kinds = [kind for _, kind, _ in engine.rows(FAULT)]
    assert kinds == (["other-encoding"] if encoding == "cp1252" else []) + ["unreadable-year"]


def test_a_hostile_header_is_only_a_name(engine: Engine, read_files: ReadFiles) -> None:
    evil = "x'; DROP TABLE record; --\""
    buffer = io.BytesIO()
    pq.write_table(pa.table({evil: ["T"], "name": ["A"]}), buffer)
    options = ReadOptions(mapping=TableMapping({"title": evil}))
    doubled = evil.replace('"', '""')
    files = {
        "t.csv": f'"{doubled}",name\nT,A\n',
        "t.jsonl": json.dumps({evil: "T", "name": "A"}),
        "t.parquet": buffer.getvalue(),
    }
    read_files(files, options)
    assert engine.rows("SELECT title FROM record") == [("T",), ("T",), ("T",)]


@given(
    st.lists(
        st.tuples(
            st.integers(1, 4), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=9)
        ),
        max_size=12,
    )
)
@settings(max_examples=25, deadline=None)
def test_every_row_is_a_mention_or_a_fault(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, str]]
) -> None:
    path = tmp_path_factory.mktemp("rows") / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["paper_id", "title", "name"])
        writer.writerows([paper, f"Title {paper}", name] for paper, name in rows)
    with Engine() as engine:
        create_evidence_tables(engine)
        summary = read_into(engine, [path])
        nameless = engine.rows("SELECT count(*) FROM fault WHERE kind = 'row-without-author'")[0][0]
        hidden = sum(name.strip(" ").lower() in ("et al", "et al.", "others") for _, name in rows)
        assert summary.mentions + nameless + hidden == len(rows)
        assert summary.records == len({paper for paper, _ in rows})


@pytest.mark.shared
def test_the_real_table_needs_no_mapping(engine: Engine, shared: Path) -> None:
    summary = read_into(engine, [shared / "data/resolution/ieee.mentions.csv.gz"])
    assert (summary.records, summary.mentions, summary.faults) == (35_761, 137_986, 0)
    assert engine.rows("SELECT count(*) FROM record WHERE NOT byline_complete") == [(0,)]
    with gzip.open(
        shared / "data/resolution/ieee.mentions.csv.gz", "rt", encoding="utf-8", newline=""
    ) as file:
        expected = {
            (f"ieee:{row['paper_id']}", int(row["position"]) + 1, row["name"].strip(" "))
            for row in csv.DictReader(file)
        }
    found = engine.rows("SELECT record.native_id, position, name FROM mention JOIN record USING (record_id)")
    assert set(found) == expected
