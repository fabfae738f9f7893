"""What kind of table a file is, and which of its columns is what."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from graphkit.engine import DuckDBError, Engine
from graphkit.errors import SourceError
from graphkit.readers.base import Source
from graphkit.readers.mapping import TableMapping
from graphkit.readers.text import TextSource, read_head

LOOKS_FOR = (
    "a table of papers or mentions (CSV, TSV, JSON Lines or Parquet with a title and an author column)"
)

_DELIMITERS = (",", "\t", ";", "|")
_PARQUET = b"PAR1"
_LINES = 500


@dataclass(frozen=True, slots=True)
class TableShape:
    """A file that is a table.

    Attributes:
        format: `csv`, `jsonl` or `parquet`.
        names: all its columns, in order.
        found: what → name of the column.
        delimiter: of a CSV file.
        header_line: 1-based line of a CSV file's header.
    """

    format: str
    names: tuple[str, ...]
    found: dict[str, str]
    delimiter: str = ","
    header_line: int = 1

    @property
    def several_authors(self) -> bool:
        """A row is a paper with all its authors, not one mention."""
        return "authors" in self.found

    @property
    def unused(self) -> tuple[str, ...]:
        """Columns that are nothing to graphkit."""
        return tuple(name for name in self.names if name not in self.found.values())


def is_parquet(source: Source) -> bool:
    """Whether a file is in the Parquet format."""
    return read_head(source.path, len(_PARQUET)) == _PARQUET


def parquet_shape(engine: Engine, source: Source, mapping: TableMapping) -> TableShape:
    """The shape of a Parquet file.

    Raises:
        SourceError: the file is broken, or it lacks a title or authors.
    """
    try:
        rows = engine.rows("DESCRIBE SELECT * FROM read_parquet(?)", [str(source.path)])
    except DuckDBError as error:
        what = str(error).splitlines()[0]
        raise SourceError(f"the Parquet file cannot be read: {what}", where=source.name) from error
    return _shape("parquet", tuple(row[0] for row in rows), mapping, source)


def text_shape(text: TextSource, mapping: TableMapping) -> TableShape | None:
    """The shape of a text file, or None where it is no table.

    Raises:
        SourceError: it is a table, and lacks a title, authors, or a column that the mapping names.
    """
    lines = [(line.number, line.text) for line in islice(text.raw_lines(), _LINES)]
    filled = [(number, line) for number, line in lines if line.strip()]
    if not filled:
        return None
    names = _json_names([line for _, line in filled])
    if names is not None:
        return _shape("jsonl", names, mapping, text.source)
    header_line = filled[0][0]
    delimiter, rows = _best_delimiter([line for _, line in filled], mapping)
    if not _is_table(rows, mapping):
        return None
    return _shape("csv", tuple(rows[0]), mapping, text.source, delimiter, header_line)


def _json_names(lines: list[str]) -> tuple[str, ...] | None:
    names: dict[str, None] = {}
    for place, line in enumerate(lines):
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        if isinstance(value, dict):
            names.update(dict.fromkeys(value))
        elif place == 0:
            return None
    return tuple(names)


def _best_delimiter(lines: list[str], mapping: TableMapping) -> tuple[str, list[list[str]]]:
    """The delimiter under which most columns are known, and the first rows cut at it."""
    readings = [(delimiter, _rows(lines, delimiter)) for delimiter in _DELIMITERS]
    return max(readings, key=lambda reading: (_known(reading[1][0], mapping), len(reading[1][0])))


def _rows(lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        rows = list(islice(csv.reader(lines, delimiter=delimiter), 20))
    except csv.Error:
        rows = []
    return rows or [[""]]


def _known(names: Sequence[str], mapping: TableMapping) -> int:
    return len(TableMapping().find(names)) + sum(column in names for column in mapping.columns.values())


def _is_table(rows: list[list[str]], mapping: TableMapping) -> bool:
    """A header that names what is needed, or known columns above rows of the same width."""
    header = rows[0]
    found = TableMapping().find(header)
    if "title" in found and ("author" in found or "authors" in found):
        return True
    same_width = len(rows) > 1 and sum(len(row) == len(header) for row in rows) * 2 > len(rows)
    return len(header) > 1 and same_width and _known(header, mapping) > 0


def _shape(
    kind: str,
    names: tuple[str, ...],
    mapping: TableMapping,
    source: Source,
    delimiter: str = ",",
    header_line: int = 1,
) -> TableShape:
    try:
        found = mapping.find(names)
    except SourceError as error:
        raise SourceError(error.what, where=source.name, remedy=error.remedy) from error
    if "author" in found and "authors" not in found and mapping.separator is not None:
        found["authors"] = found.pop("author")
    elif "author" in found and "authors" not in mapping.columns:
        found.pop("authors", None)
    elif "authors" in found:
        found.pop("author", None)
    for needed in ("title", "author"):
        if needed not in found and not (needed == "author" and "authors" in found):
            raise SourceError(
                f"no column is the {needed}; the table has {', '.join(names)}",
                where=source.name,
                remedy=f"Name it with --map COLUMN={needed}",
            )
    return TableShape(kind, names, found, delimiter, header_line)
