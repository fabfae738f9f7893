"""Values that cannot be said in RDF as they stand: found before anything is written, listed, and left out.

What percent-encoding or escaping can carry without loss is not refused: it is written so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphkit.engine_session import Session
from graphkit.exports.rdf import values
from graphkit.schema import EVIDENCE, NODES, RELATIONSHIPS, Property

_YEARS = {"year", "first_year", "last_year"}
_NONCHARACTER = "holds a code point that Unicode keeps out of interchange"
_CONTROL = "holds a control character that XML cannot hold"


@dataclass(frozen=True, slots=True)
class Refused:
    """A value left out: where it stands (table and key), its property, the value as text, and why."""

    table: str
    key: str
    property: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Check:
    """What the values of a column must be; `valid` is SQL about `{}`, the value."""

    table: str
    column: str
    valid: str
    reason: str
    is_list: bool = False

    def of(self, value: str) -> str:
        """SQL: whether a value is valid."""
        return self.valid.replace("{}", value)

    def masked(self, column: str) -> str:
        """SQL: the column's valid values."""
        if self.is_list:
            return f"list_filter({column}, lambda x: {self.of('x')})"
        return f"CASE WHEN {self.of(column)} THEN {column} END"

    def invalid(self, column: str) -> str:
        """SQL: the list of a row's invalid values, as text."""
        if self.is_list:
            wrong = f"list_filter({column}, lambda x: NOT ({self.of('x')}))"
            return f"CASE WHEN len({wrong}) > 0 THEN {wrong} END"
        return f"CASE WHEN NOT ({self.of(column)}) THEN [{column}::VARCHAR] END"


class ColumnReader:
    """Gives the SQL of one table's columns under an alias.

    With a `mask`, the alias of a relation of booleans, a column is null where its boolean, which `masked` names,
    is not true; columns that it does not name are null where the mask's `graph` is not.
    """

    def __init__(
        self, columns: Columns, table: str, alias: str, mask: str, masked: Mapping[str, str]
    ) -> None:
        self._columns, self._table, self._alias = columns, table, alias
        self._mask, self._masked = mask, masked

    def __call__(self, name: str) -> str:
        """SQL of one column."""
        column = self._columns.of(self._table, name, self._alias)
        if not self._mask:
            return column
        boolean = self._masked.get(name)
        shown = f'{self._mask}."{boolean}"' if boolean else f"{self._mask}.graph IS NULL"
        return f"(CASE WHEN {shown} THEN {column} END)"

    def all(self) -> str:
        """A SELECT list of all the table's columns, each under its own name."""
        return ", ".join(f'{self(name)} AS "{name}"' for name in PROPERTIES[self._table])


class Columns:
    """How each column is read: as it is, or without the values that were refused."""

    def __init__(self, failed: Iterable[Check] = ()) -> None:
        self._failed: dict[tuple[str, str], list[Check]] = {}
        for check in failed:
            self._failed.setdefault((check.table, check.column), []).append(check)

    def of(self, table: str, column: str, alias: str) -> str:
        """SQL of a column; lists come sorted and without doubles."""
        sql = f'{alias}."{column}"'
        for check in self._failed.get((table, column), ()):
            sql = check.masked(sql)
        return f"list_sort(list_distinct({sql}))" if PROPERTIES[table][column].type.endswith("[]") else sql

    def reader(
        self, table: str, alias: str, mask: str = "", masked: Mapping[str, str] | None = None
    ) -> ColumnReader:
        """The columns of one table under an alias."""
        return ColumnReader(self, table, alias, mask, masked or {})


PROPERTIES: dict[str, dict[str, Property]] = {
    **{node.table: {p.name: p for p in node.properties} for node in NODES},
    **{relationship.table: {p.name: p for p in relationship.properties} for relationship in RELATIONSHIPS},
    **{table.table: {p.name: p for p in table.columns} for table in EVIDENCE if table.table == "source"},
}
"""Columns of the tables that are exported."""

_SPECIAL = (
    Check("node_paper", "doi", values.is_doi("{}"), "is no DOI"),
    Check("node_paper", "arxiv_id", values.is_arxiv("{}"), "is no arXiv id"),
    Check("node_paper", "date", values.is_date("{}"), "is no date of the years 1 to 9999"),
    Check("node_author", "orcid", values.is_orcid("{}"), "is no ORCID"),
    Check("node_institution", "ror", values.is_ror("{}"), "is no ROR id"),
    Check("rel_authored", "position", "{} >= 1", "is no place in a byline"),
)


def _checks(*, xml: bool) -> Iterator[Check]:
    yield from _SPECIAL
    texts = [(values.NONCHARACTERS, _NONCHARACTER)] + ([(values.XML_FORBIDDEN, _CONTROL)] if xml else [])
    for table, columns in PROPERTIES.items():
        for column in columns.values():
            if column.name in _YEARS:
                yield Check(table, column.name, values.is_year("{}"), "is no year from 1 to 9999")
            elif column.type.startswith("VARCHAR"):
                for pattern, reason in texts:
                    valid = f"NOT regexp_matches({{}}, {values.quote(pattern)})"
                    yield Check(table, column.name, valid, reason, column.type.endswith("[]"))


def find_refused(session: Session, *, xml: bool) -> tuple[Columns, list[Refused]]:
    """Look at every value once; what fails is listed, in the order of tables and rows.

    Returns:
        How to read the columns without the failed values, and the list of these.
    """
    failed: list[Check] = []
    refused: list[Refused] = []
    for table in PROPERTIES:
        checks = [check for check in _checks(xml=xml) if check.table == table]
        if not checks:
            continue
        counts = ", ".join(f"count({check.invalid(_column(check))})" for check in checks)
        found = session.rows(f"SELECT {counts} FROM {table} t")[0]
        for check, count in zip(checks, found, strict=True):
            if count:
                failed.append(check)
                refused += [
                    Refused(table, key, check.column, value, check.reason)
                    for key, value in _invalid(session, check)
                ]
    return Columns(failed), refused


def _column(check: Check) -> str:
    return f't."{check.column}"'


def _invalid(session: Session, check: Check) -> list[tuple[str, str]]:
    """Key and value of what fails a check; keys of relationships are those of their ends."""
    keys = {node.label: node.table for node in NODES}
    relationship = next((r for r in RELATIONSHIPS if r.table == check.table), None)
    if relationship:
        key = "concat(s.id, ' ', e.id)"
        joins = (
            f"JOIN {keys[relationship.source]} s ON s._id = t._source "
            f"JOIN {keys[relationship.target]} e ON e._id = t._target"
        )
    else:
        key, joins = ("t.source_id::VARCHAR" if check.table == "source" else "t.id"), ""
    values = f"unnest({check.invalid(_column(check))})"
    return session.rows(f"SELECT {key} AS key, {values} AS value FROM {check.table} t {joins} ORDER BY ALL")
