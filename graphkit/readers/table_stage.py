"""From a table file to the table `staged`: one row per row, the mapped columns as text, and the line.

CSV rows of a wrong width and lines that are no JSON object go into the table `rejected`.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from graphkit.engine import DuckDBError, Engine
from graphkit.errors import SourceError
from graphkit.readers.base import Source
from graphkit.readers.mapping import OBVIOUS_NAMES
from graphkit.readers.table_shape import TableShape
from graphkit.readers.text import TextSource, open_binary

_LONGEST_ROW = 16 * 1024 * 1024
_CHUNK = 1 << 20
_LISTS = {"authors", "categories", "keywords"}
"""Columns whose fields may be lists as JSON or Python writes them."""
_VIEWS = ("staged",)
_TABLES = ("staged_row", "rejected", "raw", "reject_errors", "reject_scans")


@contextmanager
def staged(engine: Engine, source: Source, text: TextSource | None, shape: TableShape) -> Iterator[None]:
    """Give the statements inside the view `staged` and the table `rejected` (line, text).

    Raises:
        SourceError: DuckDB cannot read the file.
    """
    try:
        _stage(engine, source, text, shape)
        yield
    finally:
        drop(engine, _VIEWS, _TABLES)


def _stage(engine: Engine, source: Source, text: TextSource | None, shape: TableShape) -> None:
    try:
        if text is None:
            _stage_parquet(engine, source, shape)
            return
        with _clean_file(text) as path:
            (_stage_csv if shape.format == "csv" else _stage_json)(engine, path, shape)
    except (DuckDBError, csv.Error) as error:
        what = str(error).splitlines()[0]
        raise SourceError(f"the table cannot be read: {what}", where=source.name) from error


def drop(engine: Engine, views: Iterable[str], tables: Iterable[str]) -> None:
    """Drop temporary views, then tables, as far as they exist."""
    for view in views:
        engine.run(f"DROP VIEW IF EXISTS {view}")
    for table in tables:
        engine.run(f"DROP TABLE IF EXISTS {table}")


@contextmanager
def _clean_file(text: TextSource) -> Iterator[Path]:
    """The file itself where DuckDB can read its encoding, else a copy in UTF-8."""
    if text.encoding in ("utf-8", "utf-8-sig") and not text.damaged:
        yield text.source.path
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line.text}\n" for line in text.raw_lines())
        yield path


def _view_staged(engine: Engine, shape: TableShape, table: str = "staged_row", line: str = "line") -> None:
    """Define `staged`: the columns found, and null for what the table does not have."""
    columns = [_column(what, shape) for what in OBVIOUS_NAMES]
    engine.run(f"CREATE TEMP VIEW staged AS SELECT {line} AS line, {', '.join(columns)} FROM {table}")


def _column(what: str, shape: TableShape) -> str:
    if what not in shape.found:
        return f"NULL::VARCHAR AS {what}"
    return f"as_json_list({what}) AS {what}" if what in _LISTS else what


def _stage_parquet(engine: Engine, source: Source, shape: TableShape) -> None:
    path = str(source.path)
    types = dict(
        engine.rows("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))", [path])
    )
    columns = []
    for what, name in shape.found.items():
        quoted = '"' + name.replace('"', '""') + '"'
        nested = types[name].endswith("]") or types[name].startswith("STRUCT")
        columns.append(f"CAST({f'to_json({quoted})' if nested else quoted} AS VARCHAR) AS {what}")
    engine.run(
        f"CREATE TEMP TABLE staged_row AS SELECT file_row_number + 1 AS line, {', '.join(columns)}"
        " FROM read_parquet(?, file_row_number = true)",
        [path],
    )
    engine.run("CREATE TEMP TABLE rejected (line BIGINT, text VARCHAR)")
    _view_staged(engine, shape)


def _stage_json(engine: Engine, path: Path, shape: TableShape) -> None:
    engine.run(
        "CREATE TEMP TABLE raw AS SELECT row_number() OVER () AS line, text FROM read_csv($path,"
        " header = false, auto_detect = false, columns = {'text': 'VARCHAR'}, delim = chr(1), quote = '',"
        " escape = '', compression = $compression, max_line_size = $longest)",
        {"path": str(path), "compression": _compression(path), "longest": _LONGEST_ROW},
    )
    engine.run(
        "CREATE TEMP TABLE rejected AS SELECT line, text FROM raw WHERE trim(text) <> ''"
        " AND CASE WHEN json_valid(text) THEN json_type(text) <> 'OBJECT' ELSE true END"
    )
    structure = json.dumps(dict.fromkeys(shape.found.values(), "VARCHAR"))
    keys = {f"key_{what}": name for what, name in shape.found.items()}
    columns = [f"struct_extract(row, $key_{what}) AS {what}" for what in shape.found]
    engine.run(
        f"CREATE TEMP TABLE staged_row AS SELECT line, {', '.join(columns)} FROM"
        " (SELECT line, json_transform(text, $structure) AS row FROM raw ANTI JOIN rejected USING (line)"
        " WHERE trim(text) <> '')",
        {"structure": structure, **keys},
    )
    _view_staged(engine, shape)


def _stage_csv(engine: Engine, path: Path, shape: TableShape) -> None:
    columns = [f"c{shape.names.index(name)} AS {what}" for what, name in shape.found.items()]
    types = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(shape.names)))
    engine.run(
        f"CREATE TEMP TABLE raw AS SELECT row_number() OVER () AS row, {', '.join(columns)}"
        f" FROM read_csv($path, header = true, auto_detect = false, columns = {{{types}}},"
        " delim = $delimiter, quote = '\"', escape = '\"',"
        " skip = $skip, store_rejects = true, compression = $compression, max_line_size = $longest)",
        {
            "path": str(path),
            "delimiter": shape.delimiter,
            "skip": shape.header_line - 1,
            "compression": _compression(path),
            "longest": _LONGEST_ROW,
        },
    )
    offsets = engine.rows(
        "SELECT line_byte_position, min(csv_line) FROM reject_errors WHERE line_byte_position IS NOT NULL"
        " GROUP BY ALL ORDER BY ALL"
    )
    newlines, rejected_lines = _count_newlines(path, [offset for offset, _ in offsets])
    rejected = pa.table(
        {
            "line": pa.array(rejected_lines, pa.int64()),
            "text": pa.array([row[1] for row in offsets], pa.string()),
        }
    )
    with engine.table("batch", rejected):
        engine.run("CREATE TEMP TABLE rejected AS SELECT * FROM batch")
    rows = int(engine.rows("SELECT count(*) FROM raw")[0][0])
    if newlines == shape.header_line + rows + len(offsets):
        _number_plain_lines(engine, shape, len(offsets))
    else:
        _number_records(engine, path, shape)


def _compression(path: Path) -> str:
    with path.open("rb") as file:
        return "gzip" if file.read(2) == b"\x1f\x8b" else "none"


def _count_newlines(path: Path, offsets: list[int]) -> tuple[int, list[int]]:
    """The number of lines of a file, and the line of each 1-based offset; the offsets ascend."""
    lines: list[int] = []
    total = position = 0
    last = b"\n"
    with open_binary(path) as file:
        while chunk := file.read(_CHUNK):
            while len(lines) < len(offsets) and offsets[len(lines)] <= position + len(chunk):
                lines.append(total + chunk.count(b"\n", 0, offsets[len(lines)] - position) + 1)
            total += chunk.count(b"\n")
            position += len(chunk)
            last = chunk[-1:]
    return total + (last != b"\n"), lines


def _number_plain_lines(engine: Engine, shape: TableShape, rejected: int) -> None:
    """Every record is one line: a row's line is its number, moved on by the rejected lines before it."""
    if not rejected:
        _view_staged(engine, shape, "raw", f"row + {shape.header_line:d}")
        return
    engine.run(
        "CREATE TEMP TABLE staged_row AS SELECT row + $header + coalesce(before, 0) AS line, raw.* EXCLUDE (row)"
        " FROM raw ASOF LEFT JOIN (SELECT line - row_number() OVER (ORDER BY line) + 1 - $header"
        " AS first_row, row_number() OVER (ORDER BY line) AS before FROM rejected) AS moved"
        " ON raw.row >= moved.first_row",
        {"header": shape.header_line},
    )
    _view_staged(engine, shape)


def _number_records(engine: Engine, path: Path, shape: TableShape) -> None:
    """Fields hold line ends, or lines are blank: the lines at which records begin are counted one by one."""
    starts = pa.table({"line": pa.array(_record_starts(path, shape), pa.int64())})
    with engine.table("batch", starts):
        engine.run(
            "CREATE TEMP TABLE staged_row AS SELECT starts.line, raw.* EXCLUDE (row) FROM raw JOIN"
            " (SELECT line, row_number() OVER (ORDER BY line) AS row"
            " FROM batch ANTI JOIN rejected USING (line)) AS starts USING (row)"
        )
    rows, numbered = engine.rows("SELECT (SELECT count(*) FROM raw), (SELECT count(*) FROM staged_row)")[0]
    if rows != numbered:
        raise SourceError(
            f"quotes are not balanced: {rows} rows were read and {numbered} of them found again",
            where=path.name,
            remedy="Correct the quotes in the file",
        )
    _view_staged(engine, shape)


def _record_starts(path: Path, shape: TableShape) -> Iterator[int]:
    """The first line of each record that is not blank, behind the header."""
    csv.field_size_limit(_LONGEST_ROW)
    with io.TextIOWrapper(open_binary(path), encoding="utf-8-sig", newline="") as file:
        for _ in range(shape.header_line - 1):
            file.readline()
        reader = csv.reader(file, delimiter=shape.delimiter)
        before = 0
        header_passed = False
        for record in reader:
            start, before = before + 1, reader.line_num
            if record and header_passed:
                yield start + shape.header_line - 1
            header_passed = True
